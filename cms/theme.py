"""An organisation's own colours, refused when they can't be read."""

import re

#: the grounds of cms/css/tokens.css on which the accent stands
LIGHT_PAPER = "#fbfaf6"
DARK_PAPER = "#121a1b"
#: contrast of text by WCAG 2.2 level AA
LEAST_CONTRAST = 4.5

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_color(value: str) -> bool:
    """Tell whether the value is a color as #rrggbb."""
    return _HEX.fullmatch(value) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        _linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:  # noqa: PLR2004
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)


def stylesheet(*, accent: str, accent_dark: str) -> str:
    """
    Return the custom properties that carry the colors; "" keeps the house's own.

    The deeper shade and the tint are mixed from the accent, so that an
    organisation chooses one color for light ground and one for dark.
    """
    rules = []
    if accent:
        rules.append(_rule(accent, toward="black", paper=LIGHT_PAPER, on="#ffffff"))
    if accent_dark:
        dark = _rule(accent_dark, toward="white", paper=DARK_PAPER, on=DARK_PAPER)
        rules.append(f"@media (prefers-color-scheme: dark) {{\n{dark}}}\n")
    return "".join(rules)


def _rule(accent: str, *, toward: str, paper: str, on: str) -> str:
    return (
        ":root {\n"
        f"  --accent: {accent};\n"
        f"  --accent-deep: color-mix(in srgb, {accent} 78%, {toward});\n"
        f"  --accent-tint: color-mix(in srgb, {accent} 14%, {paper});\n"
        f"  --on-accent: {on};\n"
        "}\n"
    )
