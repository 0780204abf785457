"""How long a run still takes: what its rules took before, for the jobs that are left."""

import json
from collections.abc import Mapping
from pathlib import Path

MEMORY = Path(".snakemake/ayne/seconds.json")
# What is guessed of a rule that has never run here: a fit takes as long as many other jobs.
FITS, FIT_IN_OTHERS = ("fit_", "refit_", "explain_"), 8
# A shorter run is not worth a word, and the first jobs say too little.
SHORTEST, FIRST = 60.0, 15.0


class TimeLeft:
    """Counts down the jobs of each rule; `counts` is how many of each there are, `{rule: jobs}`."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Read what earlier runs of the study took, if there is a file of it."""
        self.left = dict(counts)
        self.seconds: dict[str, list[float]] = {}
        self.earlier: dict[str, float] = json.loads(MEMORY.read_text()) if MEMORY.is_file() else {}

    def finished(self, rule: str, seconds: float) -> None:
        """Count a job that is done."""
        self.left[rule] = max(0, self.left.get(rule, 0) - 1)
        self.seconds.setdefault(rule, []).append(seconds)

    def in_words(self, elapsed: float) -> str:
        """Return `about 3 min left`; nothing for a short run, or while too little is known."""
        spent = sum(map(sum, self.seconds.values()))
        if elapsed < FIRST or not spent:
            return ""
        # as many jobs at a time as until now
        left = sum(count * self._expected(rule) for rule, count in self.left.items()) * elapsed / spent
        if elapsed + left < SHORTEST:
            return ""
        return f"about {left / 60:.0f} min left" if left >= 90 else f"about {max(10, round(left, -1)):.0f} s left"

    def remember(self) -> None:
        """Keep what this run took for the next one."""
        if self.seconds:
            MEMORY.parent.mkdir(parents=True, exist_ok=True)
            known = self.earlier | {rule: round(self._mean(rule), 2) for rule in self.seconds}
            MEMORY.write_text(json.dumps(known, sort_keys=True))

    def _mean(self, rule: str) -> float:
        return sum(self.seconds[rule]) / len(self.seconds[rule])

    def _expected(self, rule: str) -> float:
        if rule in self.seconds:
            return self._mean(rule)
        jobs = [seconds for done in self.seconds.values() for seconds in done]
        factor = FIT_IN_OTHERS if rule.startswith(FITS) else 1
        return self.earlier.get(rule, factor * sum(jobs) / len(jobs))
