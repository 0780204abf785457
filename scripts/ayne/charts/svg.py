"""SVG text: inline it takes the colours of the page; as a file of its own it brings its title, source and colours."""

import html
import re
from io import StringIO
from pathlib import Path
from textwrap import wrap

from matplotlib.figure import Figure

from ayne.core.files import write_text

# Okabe and Ito's palette, which colour-blind readers can tell apart, made lighter on dark paper.
LIGHT = ("#0072b2", "#d55e00", "#00805c", "#a8518a", "#8a6d00", "#4a4a4a", "#2b8cbe", "#7a4419")
DARK = ("#56b4e9", "#ff9f4a", "#2fc79b", "#e6a0cc", "#e5d04a", "#c4c4c4", "#9bd3f5", "#d9a679")
INK, DARK_INK, PAPER, DARK_PAPER, SOFT, DARK_SOFT = "#1b1b1b", "#ececea", "#fdfdfc", "#171716", "#5c5c58", "#a5a5a0"
GREY = "#767676"

WIDTH, LINE = 360, 15
_UNUSED_ID = re.compile(
    r' id="(?:figure|axes|patch|line2d|text|matplotlib\.axis|legend|xtick|ytick|\w*Collection|ErrorbarContainer)_\d+"'
)


def colours() -> str:
    """Return the rules that a page, or a file, gives its figures."""
    light = "".join(f"--c{place}:{colour};" for place, colour in enumerate(LIGHT))
    dark = "".join(f"--c{place}:{colour};" for place, colour in enumerate(DARK))
    return f":root{{{light}--grey:{GREY}}}@media (prefers-color-scheme:dark){{:root{{{dark}--grey:#9a9a96}}}}"


def drawing(figure: Figure) -> str:
    """Return a figure as an `<svg>` element in the page's own ink and colours."""
    text = StringIO()
    figure.savefig(text, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = text.getvalue()
    svg = _UNUSED_ID.sub("", svg[svg.index("<svg") :].replace("\n", " "))
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s{2,}", " ", svg.replace("#000000", "currentColor"))
    for place, colour in enumerate(LIGHT):
        svg = svg.replace(colour, f"var(--c{place},{colour})")
    return re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', "", svg.replace(GREY, f"var(--grey,{GREY})"), count=1)


def labelled(svg: str, label: str) -> str:
    """Describe a drawing for readers who cannot see it."""
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(label)}" ', 1)


def write_svg(path: Path, svg: str, *, title: str, source: str) -> None:
    """Write a drawing as a file with its title above and its source below."""
    _, _, width, height = (float(number) for number in _view_box(svg).split())
    above, below = wrap(title, 44), wrap(source, 70)
    top = LINE * len(above) + 10
    total = top + height + 11 * len(below) + 8
    head = _lines(above, 14, LINE, "title")
    foot = _lines(below, top + height + 10, 11, "source")
    inner = svg.replace("<svg ", f'<svg y="{top:g}" width="{width:g}" height="{height:g}" ', 1)
    style = (
        f":root{{color-scheme:light dark;color:{INK};background:{PAPER};font-family:system-ui,sans-serif}}"
        f".title{{font-size:12.5px;font-weight:600}}.source{{font-size:8.5px;fill:{SOFT}}}text{{fill:currentColor;paint-order:stroke;stroke:{PAPER};stroke-width:2.5px;stroke-linejoin:round}}"
        f"{colours()}@media (prefers-color-scheme:dark){{:root{{color:{DARK_INK};background:{DARK_PAPER}}}"
        f".source{{fill:{DARK_SOFT}}}text{{stroke:{DARK_PAPER}}}}}"
    )
    outer = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {total:g}" width="{width * 1.6:g}"'
    outer += f' role="img"><title>{html.escape(title)}</title><style>{style}</style>'
    write_text(path, f"{outer}{head}{inner}{foot}</svg>\n")


def read_drawing(path: Path) -> str:
    """Return the drawing that `write_svg` put into a file, for a page."""
    text = Path(path).read_text(encoding="utf-8")
    inner = text[text.index("<svg ", 1) : text.rindex("</svg>")]
    inner = inner[: inner.index("</svg>") + len("</svg>")]
    return re.sub(r' y="[\d.]+" width="[\d.e+]+" height="[\d.e+]+"', "", inner, count=1)


def _view_box(svg: str) -> str:
    match = re.search(r'viewBox="([^"]+)"', svg)
    if match is None:
        raise ValueError("a drawing without a viewBox")
    return match.group(1)


def _lines(lines: list[str], y: float, step: float, kind: str) -> str:
    return "".join(
        f'<text class="{kind}" x="8" y="{y + step * place:g}">{html.escape(line)}</text>'
        for place, line in enumerate(lines)
    )
