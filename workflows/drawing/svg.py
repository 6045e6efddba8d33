"""The drawing of a workflow as an SVG picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from workflows.drawing.graph import Arrow, Box, Graph
from workflows.drawing.layout import lay_out
from workflows.drawing.places import Layout, Place, Size

_LINE, _CHARACTER, _PAD = 15, 6.6, 12
_BOLD = 1.1
_MARGIN = 14

#: how the line of an arrow is broken, by what sets the transition off
_DASHES = {"submitter": "7 4", "automatic": "2 3", "timer": "9 3 2 3"}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the drawing says beside the definition's own texts."""

    #: names of the kinds of stages and of the triggers, by their keys
    kinds: Mapping[str, str]
    triggers: Mapping[str, str]
    #: one sentence that says what the picture is
    description: str


def draw(graph: Graph, words: Words, *, name: str = "drawing") -> str:
    """
    Return the picture as SVG text; everything in it is escaped.

    :param name: start of the ids in the picture, unique on its page
    """
    between: dict[tuple[str, str], list[Arrow]] = {}
    staying: dict[str, list[Arrow]] = {}
    for arrow in graph.arrows:
        if arrow.source == arrow.target:
            staying.setdefault(arrow.source, []).append(arrow)
        else:
            between.setdefault((arrow.source, arrow.target), []).append(arrow)
    texts = {
        one.key: _box_lines(one, staying.get(one.key, []), words) for one in graph.boxes
    }
    labels = {pair: _label_lines(arrows, words) for pair, arrows in between.items()}
    layout = lay_out(
        {key: _size(lines) for key, lines in texts.items()},
        {pair: _size(lines, pad=4) for pair, lines in labels.items()},
        start=graph.start,
    )
    parts = [_way(layout, pair, arrows, name) for pair, arrows in between.items()]
    parts += [_label(layout.labels[pair], lines) for pair, lines in labels.items()]
    for box in graph.boxes:
        place = layout.boxes[box.key]
        parts.append(_box(box, place, texts[box.key], is_start=box.key == graph.start))
    return _frame(layout, parts, graph, words, name)


def _frame(
    layout: Layout, parts: Sequence[str], graph: Graph, words: Words, name: str
) -> str:
    width, height = layout.width + 2 * _MARGIN, layout.height + 3 * _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img"'
        f' viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(graph.title)}</title>'
        f'<desc id="{name}-desc">{escape(words.description)}</desc>'
        f'<defs><marker id="{name}-head" viewBox="0 0 8 8" refX="7" refY="4"'
        ' markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" class="drawing-head"/></marker></defs>'
        f'<g transform="translate({_MARGIN} {2 * _MARGIN})">{"".join(parts)}</g></svg>'
    )


# --- text ----------------------------------------------------------------------------


def _box_lines(
    box: Box, staying: Sequence[Arrow], words: Words
) -> list[tuple[str, str]]:
    """Return the lines of a box, each with its class."""
    lines = [("drawing-kind", words.kinds.get(box.kind, box.kind))]
    lines += [("drawing-name", one) for one in wrap(box.label, 26) or [box.key]]
    for note in box.notes:
        lines += [("drawing-note", one) for one in wrap(note, 30)]
    for arrow in staying:
        lines += [("drawing-note", one) for one in wrap(f"↻ {arrow.label}", 30)]
    return lines


def _label_lines(arrows: Sequence[Arrow], words: Words) -> list[tuple[str, str]]:
    lines = []
    for arrow in arrows:
        said = arrow.label + (" ?" if arrow.guarded else "")
        if arrow.trigger != "person":
            said += f" ({words.triggers.get(arrow.trigger, arrow.trigger)})"
        lines += [("drawing-label", one) for one in wrap(said, 22)]
    return lines


def _size(lines: Sequence[tuple[str, str]], *, pad: float = _PAD) -> Size:
    longest = max(
        (len(text) * (_BOLD if kind == "drawing-name" else 1) for kind, text in lines),
        default=0,
    )
    return Size(
        width=longest * _CHARACTER + 2 * pad + 4, height=len(lines) * _LINE + 2 * pad
    )


def _text(place: Place, lines: Sequence[tuple[str, str]]) -> str:
    top = place.y - len(lines) * _LINE / 2 + _LINE * 0.75
    return "".join(
        f'<text class="{kind}" x="{place.x:.1f}" y="{top + index * _LINE:.1f}"'
        f' text-anchor="middle">{escape(text)}</text>'
        for index, (kind, text) in enumerate(lines)
    )


# --- shapes --------------------------------------------------------------------------


def _label(place: Place, lines: Sequence[tuple[str, str]]) -> str:
    return (
        f'<rect class="drawing-ground" x="{place.x - place.width / 2:.1f}"'
        f' y="{place.top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}"/>'
        f"{_text(place, lines)}"
    )


def _box(
    box: Box, place: Place, lines: Sequence[tuple[str, str]], *, is_start: bool
) -> str:
    parts = [_outline(box.kind, place), _text(place, lines)]
    if is_start:
        parts.append(
            f'<circle class="drawing-start" cx="{place.x:.1f}"'
            f' cy="{place.top - 12:.1f}" r="6"/>'
            f'<path class="drawing-way" d="M{place.x:.1f} {place.top - 6:.1f}V'
            f'{place.top:.1f}"/>'
        )
    return f'<g class="drawing-box drawing-{escape(box.kind)}">{"".join(parts)}</g>'


def _outline(kind: str, place: Place) -> str:
    """Return the outline, which tells the kind of the stage without any colour."""
    x, y = place.x - place.width / 2, place.top
    width, height = place.width, place.height
    if kind == "automatic":
        cut = 9
        points = (
            f"{x + cut:.1f},{y:.1f} {x + width - cut:.1f},{y:.1f}"
            f" {x + width:.1f},{place.y:.1f} {x + width - cut:.1f},{y + height:.1f}"
            f" {x + cut:.1f},{y + height:.1f} {x:.1f},{place.y:.1f}"
        )
        return f'<polygon class="drawing-line" points="{points}"/>'
    inner = ""
    if kind in ("final", "parallel"):
        inner = _rectangle(x + 3, y + 3, width - 6, height - 6, kind, "drawing-inner")
    return _rectangle(x, y, width, height, kind, "drawing-line") + inner


def _rectangle(
    x: float, y: float, width: float, height: float, kind: str, name: str
) -> str:
    radius = {"final": 18, "wait": 10}.get(kind, 2)
    dashes = ' stroke-dasharray="6 4"' if kind == "wait" else ""
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}"'
        f' height="{height:.1f}" rx="{radius}"{dashes}/>'
    )


def _way(
    layout: Layout, pair: tuple[str, str], arrows: Sequence[Arrow], name: str
) -> str:
    points = layout.ways[pair]
    (x, y), *rest = points
    path = [f"M{x:.1f} {y:.1f}"]
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        path.append(
            f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        )
        x, y = to_x, to_y
    dashes = _DASHES.get(arrows[0].trigger, "")
    broken = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="drawing-way" d="{"".join(path)}"{broken}'
        f' marker-end="url(#{name}-head)"/>'
    )
