"""What moves a forecast most, topic by topic, with the sentence that says it and its effect."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ayne.charts.wording import TIMES
from ayne.explanations.contributions import Contributions
from ayne.explanations.sentences import Subject, sentence_on
from ayne.explanations.topics import Dictionary, topic_of

REASONS = 5


@dataclass(frozen=True)
class Reason:
    """What the features of a topic do to one movie's forecast: it is multiplied by `factor`.

    `feature` is the one that did most in the direction of the whole; all of them are `features`.
    """

    topic: str
    feature: str
    features: tuple[str, ...]
    factor: float
    sentence: str

    @property
    def words(self) -> str:
        """The sentence and the effect: `A budget of $65M`, then by how much."""
        return f"{self.sentence} ({TIMES}{self.factor:.2f})"


def reasons_of(
    explained: Contributions, subjects: Sequence[Subject], dictionary: Dictionary, *, most: int = REASONS
) -> list[list[Reason]]:
    """Return each movie's strongest reasons, strongest first; of equals, the first by name."""
    topics: dict[str, list[str]] = {}
    for name in explained.features:
        topics.setdefault(topic_of(name, dictionary), []).append(name)
    rows = (dict(zip(explained.features, row, strict=True)) for row in explained.values.tolist())
    return [_strongest(added, subject, topics, dictionary, most) for added, subject in zip(rows, subjects, strict=True)]


def _strongest(
    added: Mapping[str, float], subject: Subject, topics: Mapping[str, Sequence[str]], dictionary: Dictionary, most: int
) -> list[Reason]:
    totals = {topic: sum(added[name] for name in names) for topic, names in topics.items()}
    strongest = sorted(totals, key=lambda topic: (-abs(totals[topic]), topic))[:most]
    reasons = []
    for topic in strongest:
        total, names = totals[topic], topics[topic]
        chief = max(sorted(names), key=lambda name: added[name] * math.copysign(1, total))
        factor = math.exp(total)
        sentence = sentence_on(topic, chief, subject, dictionary, factor)
        reasons.append(Reason(topic, chief, tuple(names), factor, sentence))
    return reasons
