"""What charts are drawn of: bars with a texture, marks of a line, words, scales."""

import math
from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: at least 3:1 on the paper of documents and on the light and dark ground of the site
COLORS = ("#1f857c", "#b8651b", "#2f7fb5", "#8f6bb3", "#6d7f86", "#cf5140")
#: how the color is broken, so that nobody has to tell colors apart
TEXTURES = ("solid", "rising", "upright", "falling", "level", "hollow")
#: the text of a figure: size, and the mean width of a character, in units
SIZE = 13
_WIDTH_OF_CHARACTER = 7.2
_STRIPE = 6
#: up to which a scale counts one by one
_FEW = 4

Point = tuple[float, float]


def number(value: float) -> str:
    """Return a coordinate or a length, with one decimal at most."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0: no "-0"


def words(x: float, y: float, text: str, *, anchor: str = "start") -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" fill="currentColor">{}</text>',
        number(x),
        number(y),
        anchor,
        text,
    )


def lines_of(text: str, *, width: float, at_most: int = 2) -> list[str]:
    """Break the text into lines of about that width; what is too much ends in "…"."""
    room = max(int(width / _WIDTH_OF_CHARACTER), 1)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > at_most:
        lines = [*lines[: at_most - 1], " ".join(lines[at_most - 1 :])]
    return [line if len(line) <= room else f"{line[: room - 1]}…" for line in lines]


def width_of(text: str) -> float:
    return len(text) * _WIDTH_OF_CHARACTER


def bar(x: float, y: float, width: float, height: float, *, style: int) -> SafeString:
    """Draw a bar in the color and the texture of that style."""
    color, texture = _style(style)
    stripes = "".join(
        f"M{number(a)} {number(b)}L{number(c)} {number(d)}"
        for (a, b), (c, d) in _stripes(texture, x, y, width, height)
    )
    inner = 1.0 if texture == "hollow" else 0.0
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>{}',
        number(x + inner),
        number(y + inner),
        number(max(width - 2 * inner, 0)),
        number(height - 2 * inner),
        "none" if texture == "hollow" else color,
        format_html(' stroke="{}" stroke-width="2"', color) if inner else "",
        format_html('<path d="{}" stroke="#ffffff" stroke-width="1.6"/>', stripes)
        if stripes
        else "",
    )


def _style(style: int) -> tuple[str, str]:
    """Pair colors and textures anew at each round, so that none comes twice soon."""
    turn, place = divmod(style, len(COLORS))
    return COLORS[place], TEXTURES[(place + turn) % len(TEXTURES)]


def _stripes(
    texture: str, x: float, y: float, width: float, height: float
) -> Iterator[tuple[Point, Point]]:
    """Return the ends of the white stripes, clipped to the bar."""
    if texture == "level":
        for step in range(_STRIPE // 2, int(height), _STRIPE - 2):
            yield (x, y + step), (x + width, y + step)
    elif texture == "upright":
        for step in range(_STRIPE // 2, int(width), _STRIPE):
            yield (x + step, y), (x + step, y + height)
    elif texture in ("rising", "falling"):
        for start in range(int(-height), int(width), _STRIPE):
            begin = max(0.0, -start / height)
            end = min(1.0, (width - start) / height)
            if begin < end:
                first, last = (
                    (
                        x + start + part * height,
                        y + height * (1 - part if texture == "rising" else part),
                    )
                    for part in (begin, end)
                )
                yield first, last


#: dashes and the shape at each value, by style
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "12 4")


def trace(points: Sequence[Point | None], *, style: int) -> SafeString:
    """Draw a line through the points with a mark at each; None leaves a gap."""
    color = COLORS[style % len(COLORS)]
    path, is_down = "", False
    for point in points:
        if point is not None:
            path += f"{'L' if is_down else 'M'}{number(point[0])} {number(point[1])}"
        is_down = point is not None
    return format_html(
        '<path d="{}" fill="none" stroke="{}" stroke-width="2"{}/>{}',
        path,
        color,
        format_html(' stroke-dasharray="{}"', _DASHES[style % len(_DASHES)])
        if _DASHES[style % len(_DASHES)]
        else "",
        format_html_join(
            "", "{}", ((mark(*point, style=style),) for point in points if point)
        ),
    )


#: corners of the marks around their middle
_SHAPES: tuple[tuple[Point, ...], ...] = (
    ((-4, -4), (4, -4), (4, 4), (-4, 4)),
    ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
    ((0, -5), (5, 4), (-5, 4)),
    ((-5, -4), (5, -4), (0, 5)),
    ((-4, -5), (4, -5), (0, 0), (4, 5), (-4, 5), (0, 0)),
    ((-5, -1.5), (5, -1.5), (5, 1.5), (-5, 1.5)),
)


def mark(x: float, y: float, *, style: int) -> SafeString:
    corners = _SHAPES[style % len(_SHAPES)]
    return format_html(
        '<polygon points="{}" fill="{}"/>',
        " ".join(f"{number(x + a)},{number(y + b)}" for a, b in corners),
        COLORS[style % len(COLORS)],
    )


def steps_up_to(highest: float) -> list[int]:
    """Return whole numbers from 0 for a scale that reaches the highest value."""
    if highest <= _FEW:
        return list(range(max(math.ceil(highest), 1) + 1))
    power = 10 ** math.floor(math.log10(highest / _FEW))
    step = next(
        times * power for times in (1, 2, 5, 10) if highest <= 5 * times * power
    )
    step = max(int(step), 1)
    return list(range(0, math.ceil(highest / step) * step + 1, step))
