"""The model card: what the published model knows, how well it forecasts, and what it must not be used for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ayne.artifacts.champion import Champion
from ayne.artifacts.features import Feature
from ayne.artifacts.metrics import Metrics
from ayne.artifacts.scores import Scores
from ayne.champion.band_claims import NONE, fails_most, holds_least, leans_most, too_small
from ayne.charts.wording import SPACE, percent
from ayne.evaluation.bands import FEWEST, budgets

LIMITS = """\
- A gross is typed in by volunteers and is more often there for movies that did well: the model knows little of movies
  that nobody recorded.
- Amounts are as the catalogue's source has them. TMDB's are in thousands or millions at times, which no forecast can
  foresee; `test_clean` in `metrics.json` is the score without them. Wikidata's are read by rules, and may be those of
  one country where no statement says that it is the world's.
- Track records of people and companies count movies of this catalogue only.
- Few movies are alike: read the interval, not the point, and the row of the budget band it falls in.
- The model sees what goes along with grosses, not what causes them: a changed release date is no experiment."""

TERMS = {
    "simulated": "The catalogue is simulated; no record of any real service is in this model.",
    "wikidata": """\
The data are Wikidata's, which are CC0: they may be kept, learnt from, changed and published by anyone, and so may this
model; no permission is needed, and none of TMDB or OMDb, whose data are not in it. Foreign amounts are in dollars at
reference rates of the European Central Bank, which asks to be named as their source.""",
    "real": """\
TMDB's terms (2023-10-20) forbid machine learning with its content and caching it for more than six months unless TMDB
has agreed in writing. OMDb is CC BY-NC 4.0. Whoever fits this model answers for both; do not pass it on without.
This application uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB.""",
}  # fmt: skip


def model_card(
    metrics: Metrics, champion: Champion, features: Sequence[Feature],
    facts: Mapping[str, str],
) -> str:  # fmt: skip
    """Return Markdown; `facts` has `catalogue_source` and `snapshot`. The same input gives the same text."""
    terms = TERMS.get(facts["catalogue_source"], TERMS["real"])
    sections = {
        f"Model card: {metrics.model}": _summary(metrics, champion),
        "Data": _data(metrics, facts),
        "Features": _features(features),
        "Scores": _scores(metrics),
        "Where it fails": _failures(metrics),
        "Limits": LIMITS,
        "Uses": _uses(metrics),
        "Terms": terms,
    }
    titles = [f"{'#' if not index else '##'} {title}" for index, title in enumerate(sections)]
    card = "\n\n".join(f"{title}\n\n{text}" for title, text in zip(titles, sections.values(), strict=True)) + "\n"
    return card.replace(SPACE, " ")


def _summary(metrics: Metrics, champion: Champion) -> str:
    set_name = metrics.feature_set.replace("_", " ")
    return (
        "Forecasts a movie's worldwide gross in nominal US dollars, with 80 % and 90 % intervals, "
        f"from what is known {set_name}.\nChosen: {champion.reason}.\n"
        "Load it with `ayne.models.model_files.load_model`, which checks `SHA256SUMS` before it unpickles anything."
    )


def _data(metrics: Metrics, facts: Mapping[str, str]) -> str:
    test = metrics.test
    return (
        f"- Catalogue: {facts['catalogue_source']}, as of {facts['snapshot']}.\n"
        f"- Trained on {test.n_train:,} movies whose gross was known on {test.from_}.\n"
        f"- Chosen and calibrated on {metrics.walk_forward.overall.n:,} movies of the years before, "
        "each forecast by a model that knew nothing later.\n"
        f"- Tested once on {test.n:,} movies released {test.from_} to {test.to} "
        "with TMDB budget and revenue above 0."
    )


def _features(features: Sequence[Feature]) -> str:
    families: defaultdict[str, list[str]] = defaultdict(list)
    for feature in features:
        families[feature.family].append(f"`{feature.name}`")
    return "\n".join(f"- **{family}** ({len(names)}): {', '.join(names)}" for family, names in families.items())


def _uses(metrics: Metrics) -> str:
    off = percent(1 - metrics.test.within_factor_2)
    return f"""\
For: judging a movie's prospects against others of its budget, with the interval beside the point; studying what goes
along with grosses.

Not for:
- deciding by itself on a movie, a credit or a person's pay: {off} of its forecasts are off by more than two times;
- judging people: most of what made a person's movies is not in the data;
- movies that the data hardly know, as those made for television or for streaming;
- anything that the terms below forbid."""


def _failures(metrics: Metrics) -> str:
    """Name the budget bands in which it fails most, leans most to one side, and whose intervals hold least."""
    bands = metrics.bands(FEWEST)
    if not bands:
        return f"{NONE}."
    worst = max(bands, key=lambda band: band.rmse_log)
    greatest = (
        f"The greatest `rmse_log`, {worst.rmse_log:.3f}, is at {budgets(worst.band)}: "
        "a few amounts in a wrong unit make most of such an error"
    )
    lines = [
        fails_most(bands),
        greatest,
        leans_most(bands),
        holds_least(bands, 80),
        holds_least(bands, 90),
        too_small(metrics),
    ]
    return "\n".join(f"- {sentence}." for sentence in lines if sentence)


def _scores(metrics: Metrics) -> str:
    rows: list[tuple[str, Scores]] = [("test", metrics.test), ("test, amounts cleaned", metrics.test_clean)]
    rows += [(f"test, {budgets(band.band)}", band) for band in metrics.by_budget_band]
    rows += [("years before the test", metrics.walk_forward.overall)]
    rows += [(f"baseline {name}", scores) for name, scores in metrics.baselines.items()]
    columns = ("n", "rmse_log", "mdape", "within_factor_2", "bias_log", "coverage_80", "width_factor_80", "coverage_90")
    lines = ["| movies | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += [
        f"| {label} | " + " | ".join(_cell(getattr(scores, key)) for key in columns) + " |" for label, scores in rows
    ]
    explanation = (
        "`rmse_log`: error of ln dollars. `mdape`: median of |forecast - gross| / gross. `bias_log`: mean of "
        "ln(forecast / gross). `width_factor`: median of upper / lower end. A row of few movies owes much to luck."
    )
    return "\n".join([*lines, "", explanation])


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
