"""A picture of a graph without Graphviz: a column a stage, boxes ordered so that few lines cross."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from ayne.provenance.graph import Graph

TEMPLATE = Path(__file__).with_name("graph.svg.j2")
CHARACTER, BOX_HEIGHT, ROW, GAP, MARGIN = 7.0, 30.0, 42.0, 64.0, 16.0
SWEEPS = 8


@dataclass(frozen=True)
class Box:
    """Where a node stands, in pixels, and what it says."""

    name: str
    label: str
    x: float
    y: float
    width: float


def layers_of(graph: Graph) -> dict[str, int]:
    """Return the column of each node: one after the last that it takes from; a source stands right before its use."""
    layers: dict[str, int] = {}

    def layer(name: str) -> int:
        if name not in layers:
            layers[name] = 1 + max((layer(source) for source in graph[name].takes_from), default=-1)
        return layers[name]

    for name in graph:
        layer(name)
    for name in graph:
        uses = [layers[other] for other, node in graph.items() if name in node.takes_from]
        if uses and not graph[name].takes_from:
            layers[name] = min(uses) - 1
    return layers


def direct_edges(graph: Graph) -> list[tuple[str, str]]:
    """Return the edges that no longer way makes superfluous, sorted."""
    behind: dict[str, set[str]] = {}

    def all_behind(name: str) -> set[str]:
        if name not in behind:
            sources = graph[name].takes_from
            behind[name] = sources.union(*(all_behind(source) for source in sources))
        return behind[name]

    edges = []
    for name, node in graph.items():
        all_behind(name)
        indirect: set[str] = set().union(*(all_behind(source) for source in node.takes_from))
        edges += [(source, name) for source in node.takes_from - indirect]
    return sorted(edges)


def draw(graph: Graph, title: str) -> str:
    """Return the graph as SVG, left to right, readable on light and dark ground."""
    edges = direct_edges(graph)
    boxes = _boxes(graph, _columns(layers_of(graph), edges))
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    return template.render(
        title=title,
        boxes=[boxes[name] for name in sorted(boxes)],
        lines=[_line(boxes[source], boxes[target]) for source, target in edges],
        box_height=BOX_HEIGHT,
        width=max(box.x + box.width for box in boxes.values()) + MARGIN,
        height=max(box.y for box in boxes.values()) + BOX_HEIGHT + MARGIN,
    )


def _columns(layers: dict[str, int], edges: list[tuple[str, str]]) -> list[list[str]]:
    """Order each column by the mean place of its neighbours, to and fro, from the alphabet on."""
    columns: list[list[str]] = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for name in sorted(layers):
        columns[layers[name]].append(name)
    near: dict[str, list[str]] = {name: [] for name in layers}
    for source, target in edges:
        near[source].append(target)
        near[target].append(source)
    for _ in range(SWEEPS):
        place = {name: row - len(column) / 2 for column in columns for row, name in enumerate(column)}
        for column in columns:
            column.sort(key=lambda name: (sum(place[other] for other in near[name]) / max(1, len(near[name])), name))
            place |= {name: row - len(column) / 2 for row, name in enumerate(column)}
    return columns


def _boxes(graph: Graph, columns: list[list[str]]) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    tallest = max(map(len, columns))
    x = MARGIN
    for column in columns:
        labels = {name: _label(name, len(graph[name].jobs)) for name in column}
        width = max(map(len, labels.values())) * CHARACTER + 20
        top = MARGIN + (tallest - len(column)) * ROW / 2
        boxes |= {name: Box(name, labels[name], x, top + row * ROW, width) for row, name in enumerate(column)}
        x += width + GAP
    return boxes


def _label(name: str, n_jobs: int) -> str:
    return name if n_jobs == 1 else f"{name} ({n_jobs})"


def _line(source: Box, target: Box) -> str:
    """Return a curve from the right of one box to the left of another, as an SVG path."""
    x1, y1 = source.x + source.width, source.y + BOX_HEIGHT / 2
    x2, y2 = target.x, target.y + BOX_HEIGHT / 2
    bend = GAP / 2
    return f"M{x1:.0f} {y1:.0f} C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
