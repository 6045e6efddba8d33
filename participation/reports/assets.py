"""
The only files a report may use: our fonts, and the sheets and pictures handed over.

Pictures stand in the page itself, as `images.document_picture` writes them.
"""

import re
from base64 import b64decode
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = Path(__file__).with_name("fonts")
#: addresses under which a page may ask for a font
FONT_SCHEME = "font:"
#: how a picture that we wrote ourselves begins
PICTURE = "data:image/jpeg;base64,"

#: part of a font -> the characters that call for it. Every text calls for the first,
#: which is kept as TrueType because unpacking WOFF2 takes a tenth of a second a file
_PARTS = {
    "latin": re.compile(""),
    "latin-ext": re.compile(
        "[\u0100-\u036f\u1d00-\u1eff\u2020\u2021\u20a0-\u20ab\u20ad-\u20cf"
        "\u2113\u2c60-\ua7ff]"
    ),
    "cyrillic": re.compile("[\u0300-\u036f\u0400-\u052f\u2116]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "vietnamese": re.compile("[\u0100-\u036f\u1e00-\u1eff\u20ab]"),
}
_FACES = (
    ("serif", "source-serif-4", 400, "normal"),
    ("serif", "source-serif-4", 400, "italic"),
    ("serif", "source-serif-4", 600, "normal"),
    ("sans", "source-sans-3", 400, "normal"),
    ("sans", "source-sans-3", 600, "normal"),
)


def font_files() -> list[Path]:
    """Return the files of all faces and parts."""
    return sorted(file for file in FONTS.iterdir() if file.suffix in (".ttf", ".woff2"))


def font_sheet(text: str) -> str:
    """
    Return the rules that offer our fonts as `var(--serif)` and `var(--sans)`.

    Only the parts that the text calls for are read. Each part is a family of its
    own, since WeasyPrint takes files of one family and weight for one font.
    """
    parts = [part for part, called_for in _PARTS.items() if called_for.search(text)]
    faces = [_font_face(*face, part) for face in _FACES for part in parts]
    stacks = [
        f"--{family}: " + ", ".join(f'"{family} {part}"' for part in parts)
        for family in ("serif", "sans")
    ]
    return "\n".join([*faces, f"html {{ {'; '.join(stacks)} }}"])


def _font_face(family: str, file: str, weight: int, style: str, part: str) -> str:
    form, suffix = ("truetype", "ttf") if part == "latin" else ("woff2", "woff2")
    return (
        f'@font-face {{ font-family: "{family} {part}"; '
        f"font-weight: {weight}; font-style: {style}; "
        f"src: url({FONT_SCHEME}{file}-{part}-{weight}-{style}.{suffix}) "
        f'format("{form}") }}'
    )


class OurFilesOnly(URLFetcher):
    """Refuse all but our fonts and pictures in the page: no network, no other file."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._fonts = {file.name: file for file in font_files()}

    def fetch(
        self,
        url: str,
        headers: dict[str, str] | None = None,  # noqa: ARG002 - the base class has it
    ) -> URLFetcherResponse:
        if url.startswith(PICTURE):
            picture = b64decode(url.removeprefix(PICTURE), validate=True)
            return URLFetcherResponse(url, picture, {"Content-Type": "image/jpeg"})
        file = self._fonts.get(url.removeprefix(FONT_SCHEME))
        if file is None or not url.startswith(FONT_SCHEME):
            raise ValueError("blocked")
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/sfnt"})
