"""Which results of a study exist: its models with their scores, the published one, the report."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ayne.artifacts.champion import Champion
from ayne.core.study_files import CHAMPION, PUBLISHED

REPORT = "results/report.html"


@dataclass(frozen=True)
class Built:
    """`scores` is the walk-forward `rmse_log` of each model that was compared, the best first.

    `missing` are models of the settings without one; `is_report_old` where models were compared after it was made.
    """

    scores: dict[str, float]
    missing: tuple[str, ...]
    champion: str | None
    has_model: bool
    has_report: bool
    is_report_old: bool


def what_is_built(models: Iterable[str], directory: Path) -> Built:
    """Look which results of the study in `directory` are there; whether they are stale only Snakemake knows."""
    chosen, report = directory / CHAMPION, directory / REPORT
    champion = Champion.read(chosen) if chosen.is_file() else None
    scores = dict(sorted(champion.walk_forward_rmse_log.items(), key=lambda item: item[1])) if champion else {}
    has_both = chosen.is_file() and report.is_file()
    return Built(
        scores=scores,
        missing=tuple(model for model in models if model not in scores),
        champion=champion.model if champion else None,
        has_model=(directory / PUBLISHED / "SHA256SUMS").is_file(),
        has_report=report.is_file(),
        is_report_old=has_both and report.stat().st_mtime < chosen.stat().st_mtime,
    )
