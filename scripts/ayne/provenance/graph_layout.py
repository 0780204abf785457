"""Lays out a graph without Graphviz: one layer per stage, boxes ordered so that few lines cross."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from ayne.provenance.graph import Graph, Node

TEMPLATE = Path(__file__).with_name("graph.svg.j2")
CHARACTER, LINE, PADDING, SPACE, GAP, MARGIN = 7.3, 17.0, 10.0, 16.0, 44.0, 16.0
SWEEPS = 8


@dataclass(frozen=True)
class Box:
    """Where a box stands, in pixels, and the lines that it says; one that says nothing is a line passing by."""

    lines: list[str]
    x: float
    y: float
    width: float
    height: float
    layer_end: float


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


def fold(graph: Graph) -> Graph:
    """Return the graph with nodes that take from and give to the same others as one, a line each."""
    takes: dict[str, set[str]] = defaultdict(set)
    gives: dict[str, set[str]] = defaultdict(set)
    for source, target in direct_edges(graph):
        takes[target].add(source)
        gives[source].add(target)
    alike: dict[Any, list[str]] = defaultdict(list)
    for name in sorted(graph):
        alike[frozenset(takes[name]), frozenset(gives[name])].append(name)
    names = {
        name: "\n".join(_label(other, len(graph[other].jobs)) for other in others)
        for others in alike.values()
        for name in others
    }
    return {
        names[name]: Node(names[name], takes_from={names[source] for source in takes[name]}) for name in sorted(graph)
    }


def _label(name: str, n_jobs: int) -> str:
    return name if n_jobs == 1 else f"{name} ({n_jobs})"


def draw(graph: Graph, title: str) -> str:
    """Return the graph as SVG, from the top down, readable on light and dark ground."""
    folded = fold(graph)
    layers = layers_of(folded)
    ways = _ways(layers, direct_edges(folded))
    boxes = _boxes(_ordered(layers, ways))
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    return template.render(
        title=title,
        boxes=[boxes[name] for name in sorted(folded)],
        paths=[_path([boxes[name] for name in way]) for way in ways],
        line_height=LINE,
        padding=PADDING,
        width=max(box.x + box.width for box in boxes.values()) + MARGIN,
        height=max(box.layer_end for box in boxes.values()) + MARGIN,
    )


def _ways(layers: dict[str, int], edges: list[tuple[str, str]]) -> list[list[str]]:
    """Return each edge as what it passes: a place of its own in every layer between its ends."""
    return [
        [source, *(f"\0{source}\0{target}\0{layer}" for layer in range(layers[source] + 1, layers[target])), target]
        for source, target in edges
    ]


def _ordered(layers: dict[str, int], ways: list[list[str]]) -> list[list[str]]:
    """Return the layers, each ordered by the mean place of its neighbours, to and fro, from the alphabet on."""
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in (pair for way in ways for pair in pairwise(way)):
        near[one].append(other)
        near[other].append(one)
    layers = layers | {name: layers[way[0]] + step for way in ways for step, name in enumerate(way)}
    ordered: list[list[str]] = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for name in sorted(layers):
        ordered[layers[name]].append(name)
    for _ in range(SWEEPS):
        place = {name: row - len(layer) / 2 for layer in ordered for row, name in enumerate(layer)}
        for layer in ordered:
            layer.sort(key=lambda name: (sum(place[other] for other in near[name]) / max(1, len(near[name])), name))
            place |= {name: row - len(layer) / 2 for row, name in enumerate(layer)}
    return ordered


def _boxes(ordered: list[list[str]]) -> dict[str, Box]:
    """Place the layers below each other, each in the middle."""
    sizes = {name: _size(name) for layer in ordered for name in layer}
    widths = [sum(sizes[name][0] + SPACE for name in layer) - SPACE for layer in ordered]
    boxes: dict[str, Box] = {}
    y = MARGIN
    for layer, layer_width in zip(ordered, widths, strict=True):
        x = MARGIN + (max(widths) - layer_width) / 2
        end = y + max(sizes[name][1] for name in layer)
        for name in layer:
            width, height = sizes[name]
            boxes[name] = Box(_lines(name), x, y, width, height, end)
            x += width + SPACE
        y = end + GAP
    return boxes


def _lines(name: str) -> list[str]:
    return [] if name.startswith("\0") else name.split("\n")


def _size(name: str) -> tuple[float, float]:
    lines = _lines(name)
    if not lines:
        return 0.0, 0.0
    return max(map(len, lines)) * CHARACTER + 2 * PADDING, len(lines) * LINE + PADDING


def _path(way: list[Box]) -> str:
    """Return a line from box to box, as an SVG path; it bends between the layers only."""
    path = "M"
    for one, other in pairwise(way):
        start, end, middle = one.x + one.width / 2, other.x + other.width / 2, (one.layer_end + other.y) / 2
        path += f"{start:.0f} {one.y + one.height:.0f} L{start:.0f} {one.layer_end:.0f} "
        path += f"C{start:.0f} {middle:.0f} {end:.0f} {middle:.0f} {end:.0f} {other.y:.0f} L"
    return path.removesuffix(" L")
