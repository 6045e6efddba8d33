"""From a mail's wording to what is read: placeholders filled in, paragraphs found."""

import re
from collections.abc import Collection, Mapping

_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")
_BRACES = re.compile(r"\{([^{}]*)\}")
_BLANK_LINES = re.compile(r"\n\s*\n")


def fill(text: str, values: Mapping[str, str]) -> str:
    """
    Return the text with its placeholders filled in, in one pass.

    What a value itself holds is never read as a placeholder; an unknown one, which
    publishing refuses, becomes empty.
    """
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], ""), text)


def spoken(text: str, values: Mapping[str, str]) -> str:
    """
    Return the text without the lines that have nothing to say.

    Such a line has placeholders, and every one of them is empty: a case that has
    been closed has no next date. The blank line after it goes as well.
    """
    lines = iter(text.splitlines(keepends=True))
    kept = []
    for line in lines:
        named = _PLACEHOLDER.findall(line)
        if not named or any(values.get(name) for name in named):
            kept.append(line)
        elif (following := next(lines, "")).strip():
            kept.append(following)
    return "".join(kept)


def paragraphs(text: str) -> list[list[str]]:
    """Return the lines of each paragraph; blank lines are between paragraphs."""
    blocks = _BLANK_LINES.split(text.strip())
    return [block.strip().splitlines() for block in blocks if block.strip()]


def placeholders_in(text: str) -> list[str]:
    """Return the placeholders of the text, each once."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(text)))


def unknown_placeholders(text: str, known: Collection[str]) -> list[str]:
    """Return what stands in braces and is not known, in the order of the text."""
    return [name for name in dict.fromkeys(_BRACES.findall(text)) if name not in known]


def has_loose_brace(text: str) -> bool:
    """Tell whether a brace is left when every pair with its content is taken away."""
    rest = _BRACES.sub("", text)
    return "{" in rest or "}" in rest
