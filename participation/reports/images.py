"""
Pictures of editors as a document can hold them.

PDF/A-3 takes no CMYK here and no picture without its colors told, PNG is slow to embed,
and a small file may unpack to gigabytes: so every picture is opened within limits, laid
on white, made RGB, and written anew as JPEG. Nothing of its metadata stays.
"""

import io
import warnings
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.html import format_html
from django.utils.safestring import SafeString

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from participation.reports.characters import printable

#: kinds that are opened; SVG and all others are refused
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
#: of the file, and of the picture that it unpacks to
BYTES_AT_MOST = 20 * 1024 * 1024
PIXELS_AT_MOST = 60_000_000
#: of the longer side in the document: 300 dots an inch over the width of the text
SIDE_AT_MOST = 1600
_WHITE = (255, 255, 255)


class UnfitPicture(ValueError):
    """The picture is of no kind that a document takes, too large, or broken."""


def document_picture(data: bytes, *, alt: str) -> SafeString:
    """
    Return the picture as an `img` that holds it.

    :param alt: what is said instead of it; must not be empty
    :raises UnfitPicture: if it cannot be taken in
    """
    if not (said := " ".join(printable(alt).split())):
        raise UnfitPicture("no alternative text")
    picture = _opened(data)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=85, optimize=False)
    return format_html(
        '<img alt="{}" width="{}" height="{}" src="data:image/jpeg;base64,{}">',
        said,
        picture.width,
        picture.height,
        b64encode(kept.getvalue()).decode(),
    )


def _opened(data: bytes) -> Image.Image:
    """Return the picture upright, in RGB, on white, and no larger than it is shown."""
    if len(data) > BYTES_AT_MOST:
        raise UnfitPicture("too many bytes")
    try:
        with warnings.catch_warnings():
            # We have a limit of our own.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with _refusing_torn_files():
                return _on_white(_upright(data))
    except UnfitPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError) as reason:
        raise UnfitPicture(type(reason).__name__) from None
    except (OSError, ValueError, SyntaxError) as reason:
        raise UnfitPicture("broken") from reason


@contextmanager
def _refusing_torn_files() -> Iterator[None]:
    """Undo for a while that WeasyPrint lets Pillow fill what a file lacks with grey."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _upright(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=FORMATS)
    if picture.width * picture.height > PIXELS_AT_MOST:
        raise UnfitPicture("too many pixels")
    picture.draft("RGB", (SIDE_AT_MOST, SIDE_AT_MOST))  # a large JPEG is read small
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((SIDE_AT_MOST, SIDE_AT_MOST))
    return upright


def _on_white(picture: Image.Image) -> Image.Image:
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, (*_WHITE, 255))
        picture = Image.alpha_composite(ground, seen)
    return picture.convert("RGB")
