"""The champion against every other model, by paired bootstrap."""

from dataclasses import dataclass

from ayne.artifacts.comparison import Comparison


@dataclass(frozen=True)
class Rival:
    """By how much `rmse_log` of a model is above the champion's; `chance` is that of the champion's being the lower."""

    model: str
    gain: float
    lower_95: float
    upper_95: float
    chance: float

    @property
    def verdict(self) -> str:
        """Whether the difference is more than the luck of the movies that both are scored on."""
        return "worse" if self.lower_95 > 0 else "better" if self.upper_95 < 0 else "open"


def rivals(comparison: Comparison, champion: str, split: str = "test") -> list[Rival]:
    """Return the champion's pairs, the models whose error is the lowest first."""
    of_champion = []
    for pair in comparison.test if split == "test" else comparison.walk_forward:
        if pair.model == champion:
            gains = (-pair.difference, -pair.upper_95, -pair.lower_95)
            of_champion.append(Rival(pair.against, *gains, pair.prob_better))
        elif pair.against == champion:
            gains = (pair.difference, pair.lower_95, pair.upper_95)
            of_champion.append(Rival(pair.model, *gains, round(1 - pair.prob_better, 6)))
    return sorted(of_champion, key=lambda rival: (rival.gain, rival.model))
