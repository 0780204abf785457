"""Which model is better than which, beyond the luck of the movies that they are scored on."""

from collections.abc import Mapping, Sequence

from ayne.artifacts.comparison import Comparison, Pair
from ayne.charts.wording import percent, signed_difference
from ayne.models.estimator import BASELINES
from ayne.report.inputs import Inputs
from ayne.report.rivals import Rival, rivals
from ayne.report.section import UNKNOWN, Section, drawn_figures

PLACE = 50
READS = ("champion", "comparison", "figures")


def section(inputs: Inputs) -> Section:
    """Return the part on the pairs of models: the champion's with their intervals, then all of them."""
    comparison, champion = Comparison.read(inputs["comparison"]), inputs.champion
    test, past = (
        {rival.model: rival for rival in rivals(comparison, champion, split)} for split in ("test", "walk_forward")
    )
    names = sorted({name for pair in comparison.test for name in (pair.model, pair.against)})
    values = {
        "champion": champion,
        "draws": comparison.draws,
        "closest": _closest(test, {name for name in test if name not in BASELINES}),
        "baseline": _closest(test, set(BASELINES)),
        "rows": [
            {"model": name, "test": _in_words(rival), "walk_forward": _in_words(past.get(name))}
            for name, rival in test.items()
        ],
        "names": names,
        "chances": chances(comparison.test, names),
        "figures": drawn_figures(inputs["figures"], ("champion_against_others",)),
    }
    return Section("comparison", "Which model is better?", values, menu="Models")


def _closest(others: Mapping[str, Rival], names: set[str]) -> dict[str, str] | None:
    """Return what is said of the one of these models whose test error is nearest to the champion's."""
    near = sorted((rival for name, rival in others.items() if name in names), key=lambda rival: abs(rival.gain))
    if not near:
        return None
    gain = signed_difference(near[0].gain)
    apart = "the same to three digits" if gain == "0.000" else f"{gain[1:]} {'above' if gain[0] == '+' else 'below'}"
    return _in_words(near[0]) | {"model": near[0].model, "apart": apart}


def _in_words(rival: Rival | None) -> dict[str, str]:
    if rival is None:
        return {"gain": UNKNOWN, "interval": UNKNOWN, "chance": UNKNOWN, "verdict": "open"}
    low, high = (signed_difference(value) for value in (rival.lower_95, rival.upper_95))
    return {
        "gain": signed_difference(rival.gain),
        "interval": f"{low} to {high}",
        "chance": percent(rival.chance),
        "verdict": rival.verdict,
    }


def chances(pairs: Sequence[Pair], names: Sequence[str]) -> list[list[float | None]]:
    """Return, in the order of `names`, how likely the model of the row has a lower error than that of the column."""
    known = {(pair.model, pair.against): pair.prob_better for pair in pairs}
    known |= {(other, name): 1 - chance for (name, other), chance in known.items()}
    return [[known.get((row, column)) for column in names] for row in names]
