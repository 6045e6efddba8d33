"""
Charts as inline SVG, for documents and pages alike, each with its table.

Text stays text; every color comes with a texture, a mark or a dash, so that nothing is
told by color alone; the same facts give the same bytes. There are no classes, ids or
scripts inside, so that a strict policy and a PDF take them as they are. The table is
the chart in words: `templates/components/chart.html` shows both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from participation.reports import chart_marks as marks

#: in documents, `assets.font_sheet` offers the first ones; a page sets its own
FONTS = "sans latin, sans latin-ext, sans cyrillic, sans greek, sans-serif"
#: of a chart, in units; a document shows it 121 mm wide, a page 480 px at most
WIDTH = 480
_LINE = 17
_BAR = 20
_GAP = 14


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values of one name: one for each label; None where nothing is known."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing, and the same facts as the head and the rows of a table."""

    title: str
    svg: SafeString
    head: list[str]
    #: the label of each row with its values as texts
    rows: list[tuple[str, list[str]]]


def bar_chart(*, title: str, what: str, labels: Sequence[str], series: Series) -> Chart:
    """
    Draw one bar for each label, on a scale from 0.

    :param what: what the labels are, as the head of their column
    """
    highest = max((value or 0 for value in series.values), default=0) or 1
    shown = [_shown(value) for value in series.values]
    room = WIDTH - max(map(marks.width_of, shown), default=0) - 8
    parts, y = [], 0.0
    for label, value, text in zip(labels, series.values, shown, strict=True):
        drawn, y = _label(label, y)
        length = room * (value or 0) / highest
        parts += drawn
        if length:
            parts.append(marks.bar(0, y, length, _BAR, style=0))
        parts.append(marks.words(length + 6, y + _BAR - 5, text))
        y += _BAR + _GAP
    return _chart(title, parts, y - _GAP, what, labels, [series])


def stacked_bar_chart(
    *, title: str, what: str, labels: Sequence[str], series: Sequence[Series]
) -> Chart:
    """Draw for each label how its total is made up of the series."""
    totals = [
        sum(each.values[place] or 0 for each in series) for place in range(len(labels))
    ]
    highest = max(totals, default=0) or 1
    parts, y = _legend([each.name for each in series], drawing="bar")
    for place, label in enumerate(labels):
        drawn, y = _label(label, y)
        parts += drawn
        x = 0.0
        for style, each in enumerate(series):
            if value := each.values[place] or 0:
                width = WIDTH * value / highest
                parts.append(_segment(x, y, width, value, style=style))
                x += width
        if not totals[place]:
            parts.append(marks.words(0, y + _BAR - 5, _shown(0)))
        y += _BAR + _GAP
    return _chart(title, parts, y - _GAP, what, labels, series)


def line_chart(
    *, title: str, what: str, labels: Sequence[str], series: Sequence[Series]
) -> Chart:
    """Draw the series over labels that follow each other in time, from 0 up."""
    values = [value for each in series for value in each.values if value is not None]
    scale = marks.steps_up_to(max(values, default=1))
    parts, top = _legend([each.name for each in series], drawing="line")
    top, height = top + 8, 170.0
    left = max(marks.width_of(_shown(step)) for step in scale) + 10
    right = WIDTH - max((marks.width_of(label) / 2 for label in labels), default=0)
    apart = (right - left - 8) / max(len(labels) - 1, 1)
    xs = [left + 8 + place * apart for place in range(len(labels))]

    def level(value: float) -> float:
        return top + height * (1 - value / scale[-1])

    parts += [_rule(step, left, level(step)) for step in scale]
    every = -(-len(labels) * 60 // WIDTH)
    for place, (x, label) in enumerate(zip(xs, labels, strict=True)):
        if (len(labels) - 1 - place) % every == 0:
            parts.append(marks.words(x, top + height + 20, label, anchor="middle"))
    for style, each in enumerate(series):
        points = [
            None if value is None else (x, level(value))
            for x, value in zip(xs, each.values, strict=True)
        ]
        parts.append(marks.trace(points, style=style))
    return _chart(title, parts, top + height + 26, what, labels, series)


def _rule(step: int, left: float, y: float) -> SafeString:
    return format_html(
        '<path d="M{} {}H{}" stroke="#8b9b9c" stroke-width="{}"/>{}',
        marks.number(left),
        marks.number(y),
        WIDTH,
        1 if step == 0 else 0.5,
        marks.words(left - 6, y + 4.5, _shown(step), anchor="end"),
    )


def _label(text: str, y: float) -> tuple[list[SafeString], float]:
    """Return the lines of a label, and where what it names begins."""
    lines = marks.lines_of(text, width=WIDTH)
    drawn = [
        marks.words(0, y + marks.SIZE + place * _LINE, line)
        for place, line in enumerate(lines)
    ]
    return drawn, y + len(lines) * _LINE + 3


def _segment(
    x: float, y: float, width: float, value: float, *, style: int
) -> SafeString:
    """Return a part of a bar, its value on a white ground where there is room."""
    drawn = marks.bar(x, y, max(width - 2, 1), _BAR, style=style)
    text = _shown(value)
    needed = marks.width_of(text) + 6
    if needed + 4 > width:
        return drawn
    middle = x + (width - 2) / 2
    return format_html(
        '{}<rect x="{}" y="{}" width="{}" height="{}" fill="#ffffff"/>'
        '<text x="{}" y="{}" text-anchor="middle" fill="#1a1a1a">{}</text>',
        drawn,
        marks.number(middle - needed / 2),
        marks.number(y + 2.5),
        marks.number(needed),
        marks.number(_BAR - 5),
        marks.number(middle),
        marks.number(y + _BAR - 5.5),
        text,
    )


def _legend(names: Sequence[str], *, drawing: str) -> tuple[list[SafeString], float]:
    """Return the names beside their styles, and where the chart below begins."""
    parts: list[SafeString] = []
    x, y = 0.0, 0.0
    for style, name in enumerate(names):
        needed = 34 + marks.width_of(name) + 14
        if x and x + needed > WIDTH:
            x, y = 0.0, y + _LINE + 3
        if drawing == "bar":
            parts.append(marks.bar(x, y + 2, 24, 13, style=style))
        else:
            points = [(x, y + 8.5), (x + 12, y + 8.5), (x + 24, y + 8.5)]
            parts.append(marks.trace(points, style=style))
        parts.append(marks.words(x + 31, y + marks.SIZE, name))
        x += needed
    return parts, y + _LINE + 12


def _chart(
    title: str,
    parts: Iterable[SafeString],
    height: float,
    what: str,
    labels: Sequence[str],
    series: Sequence[Series],
) -> Chart:
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{}" height="{}" '
        'viewBox="0 -1 {} {}" color="#1a1a1a" font-size="{}" font-family="{}">'
        "<title>{}</title>{}</svg>",
        WIDTH,
        marks.number(height + 2),
        WIDTH,
        marks.number(height + 2),
        marks.SIZE,
        FONTS,
        _("Chart: %(title)s. The table has the same numbers.") % {"title": title},
        format_html_join("", "{}", ((part,) for part in parts)),
    )
    rows = [
        (label, [_shown(each.values[place]) for each in series])
        for place, label in enumerate(labels)
    ]
    return Chart(
        title=title, svg=svg, head=[what, *(each.name for each in series)], rows=rows
    )


def _shown(value: float | None) -> str:
    """Return the value as people of the active language write it."""
    if value is None:
        return "\u2013"
    whole = value == int(value)
    return str(number_format(int(value) if whole else round(value, 1), use_l10n=True))
