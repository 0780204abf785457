"""Which model is better than which, beyond the luck of the movies that they are scored on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ayne.charts.wording import MINUS, percent
from ayne.core.files import read_json
from ayne.models.estimator import BASELINES
from ayne.report.comparison_figure import Rival, rivals
from ayne.report.sections.section import UNKNOWN, Figure, Section


def comparison_section(comparison: Path, champion: str, figures: Mapping[str, Figure]) -> Section:
    """Return the part on the pairs of models: the champion's with their intervals, then all of them."""
    found: dict[str, Any] = read_json(comparison)
    by_split = {split: {rival.model: rival for rival in rivals(found, champion, split)} for split in SPLITS}
    rows = [
        {"model": name, "test": _said(rival), "walk_forward": _said(by_split["walk_forward"].get(name))}
        for name, rival in by_split["test"].items()
    ]
    names = sorted({pair[side] for pair in found["test"] for side in ("model", "against")})
    values = {
        "champion": champion,
        "draws": found["draws"],
        "closest": _closest(by_split["test"], {name for name in by_split["test"] if name not in BASELINES}),
        "baseline": _closest(by_split["test"], set(BASELINES)),
        "rows": rows,
        "names": names,
        "chances": chances(found["test"], names),
        "figures": [figures[name] for name in ("champion_against_others",) if figures[name].svg],
    }
    return Section("comparison", "Which model is better?", values)


SPLITS = ("test", "walk_forward")


def _closest(others: Mapping[str, Rival], names: set[str]) -> dict[str, str] | None:
    """Return what is said of the one of these models whose test error is nearest to the champion's."""
    near = sorted((rival for name, rival in others.items() if name in names), key=lambda rival: abs(rival.gain))
    if not near:
        return None
    way = "above" if near[0].gain > 0 else "below"
    return _said(near[0]) | {"model": near[0].model, "apart": f"{abs(near[0].gain):.3f} {way}"}


def _said(rival: Rival | None) -> dict[str, str]:
    if rival is None:
        return {"gain": UNKNOWN, "interval": UNKNOWN, "chance": UNKNOWN, "verdict": "open"}
    low, high = (_signed(value) for value in (rival.lower_95, rival.upper_95))
    return {
        "gain": _signed(rival.gain),
        "interval": f"{low} to {high}",
        "chance": percent(rival.chance),
        "verdict": rival.verdict,
    }


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", MINUS)


def chances(pairs: list[dict[str, Any]], names: list[str]) -> list[list[float | None]]:
    """Return, in the order of `names`, how likely the model of the row has a lower error than that of the column."""
    known = {(pair["model"], pair["against"]): pair["prob_better"] for pair in pairs}
    known |= {(other, name): 1 - chance for (name, other), chance in known.items()}
    return [[known.get((row, column)) for column in names] for row in names]
