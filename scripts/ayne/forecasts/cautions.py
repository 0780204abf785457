"""What a user should mind about a forecast: what was left out, and what lies outside of what the model has seen."""

import math
from collections.abc import Iterator
from datetime import date

import polars as pl

from ayne.charts.wording import day, short_dollars
from ayne.explanations.sentences import Subject
from ayne.forecasts.refit import Refit
from ayne.forecasts.understand import Understood
from ayne.models.encoding import BUDGET

# Years past the snapshot beyond which a forecast is warned of.
FAR_YEARS = 2
PEOPLE = ("director", "writer", "cast")


class Cautions:
    """Compares films with the movies that a model was fitted on."""

    def __init__(self, refit: Refit, test_begins: date | None = None) -> None:
        """`refit.past` has the features of the movies fitted on; from `test_begins` on the published model saw none."""
        past, self._test_begins = refit.past, test_begins
        self._snapshot = refit.settings.snapshot
        self._first: date | None = min(past["release_date"].to_list(), default=None)
        budgets = past[BUDGET].drop_nulls() if BUDGET in past.columns else pl.Series([], dtype=pl.Float64)
        # A budget below a thousand dollars was typed in millions.
        usual = budgets.filter(budgets > math.log(1000))
        self._budgets = (float(usual.min()), float(usual.max())) if len(usual) else None  # type: ignore[arg-type]
        runtimes = past["runtime_min"].drop_nulls() if "runtime_min" in past.columns else pl.Series([], dtype=pl.Int32)
        self._runtimes = (int(runtimes.min()), int(runtimes.max())) if len(runtimes) else None  # type: ignore[arg-type]

    def of(self, film: Understood, subject: Subject) -> list[str]:
        """Return the cautions of one film, those that matter most first."""
        return [*self._budget(film, subject), *self._date(film), *self._people(film), *self._runtime(film)]

    def is_of_the_test_years(self, released: date) -> bool:
        """Whether a film is of a time that the refitted model has seen, and the published one has not."""
        return self._test_begins is not None and self._test_begins <= released <= self._snapshot

    def _budget(self, film: Understood, subject: Subject) -> Iterator[str]:
        budget = film.film.budget_usd
        if budget is None:
            yield (
                "no budget is given: it moves a forecast most; without one the film is taken for one like past films "
                "whose budget is unknown, and no chance of payback can be given"
            )
        elif self._budgets:
            least, most = (math.exp(limit) / subject.deflator for limit in self._budgets)
            if not least <= budget <= most:
                yield (
                    f"a budget of {short_dollars(budget)} lies outside of what the model has seen, "
                    f"{short_dollars(least)} to {short_dollars(most)}: beyond that the forecast is a guess"
                )

    def _date(self, film: Understood) -> Iterator[str]:
        released = film.film.release_date
        years = (released - self._snapshot).days / 365.25
        if self.is_of_the_test_years(released):
            yield (
                f"released before {day(self._snapshot)}: forecast by the model as it was evaluated, which has seen "
                f"nothing from {day(self._test_begins or released)} on"
            )
        elif released <= self._snapshot:
            yield f"released before {day(self._snapshot)}, the day the model was fitted: it has seen that time"
        elif years > FAR_YEARS:
            yield (
                f"released {years:.0f} years after {day(self._snapshot)}, the last day the data know: "
                "what people and audiences do until then is not in the forecast"
            )
        if self._first is not None and released < self._first:
            yield f"released before the first movie that the model has seen, of {self._first:%Y}"

    def _people(self, film: Understood) -> Iterator[str]:
        named = [one for role in PEOPLE for one in film.named[role]]
        if not named:
            yield "nobody is named: who makes it and plays in it is taken for unknown"
        elif not any(one.is_known for one in named):
            yield "nobody named is in the database: all are taken for debuts"

    def _runtime(self, film: Understood) -> Iterator[str]:
        runtime = film.film.runtime_min
        if runtime is not None and self._runtimes and not self._runtimes[0] <= runtime <= self._runtimes[1]:
            least, most = self._runtimes
            yield f"a runtime of {runtime} minutes lies outside of what the model has seen, {least} to {most}"
