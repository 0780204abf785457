"""Small seeded draws in plain Python: the same numbers on every machine, whatever was drawn before."""

from collections.abc import Sequence

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


class SeededRandom:
    """SplitMix64, started from any whole numbers; one for each movie and purpose, so that no movie disturbs another."""

    __slots__ = ("_state",)

    def __init__(self, *seed: int) -> None:
        """Mix the seeds; their order counts."""
        self._state = 0
        for part in seed:
            self._state = (self._state ^ part) & MASK
            self.bits()

    def bits(self) -> int:
        """Draw 64 bits."""
        self._state = (self._state + GOLDEN) & MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def unit(self) -> float:
        """Draw from [0, 1)."""
        return (self.bits() >> 11) / (1 << 53)

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.unit() < probability

    def below(self, end: int) -> int:
        """Draw a whole number from 0 to `end` - 1."""
        return self.bits() % end

    def pick[T](self, choices: Sequence[T]) -> T:
        """Draw one of the choices."""
        return choices[self.bits() % len(choices)]

    def some[T](self, choices: Sequence[T], count: int) -> list[T]:
        """Draw `count` of the choices, with those drawn twice left out; in the order of the draw."""
        return list(dict.fromkeys(self.pick(choices) for _ in range(count)))
