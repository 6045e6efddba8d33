"""The QR code of a report's address, as an image that can be listened to."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

import segno

#: modules of white around it, as the standard asks
_BORDER = 4


def qr_image(address: str, *, title: str) -> SafeString:
    """
    Return the address as an SVG; the same one for the same address.

    :param title: what is said instead of the image; WeasyPrint makes it its text
    """
    code = segno.make(address, error="m", micro=False)
    side, _ = code.symbol_size(scale=1, border=_BORDER)
    runs = [
        f"M{start} {row}h{end - start}v1h-{end - start}z"
        for row, modules in enumerate(code.matrix_iter(border=_BORDER))
        for start, end in _dark_runs(bytes(modules))
    ]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {} {}">'
        '<title>{}</title><path fill="#000" d="{}"/></svg>',
        side,
        side,
        title,
        "".join(runs),
    )


def _dark_runs(modules: bytes) -> list[tuple[int, int]]:
    """Return where dark modules begin and end in a row."""
    runs, start = [], None
    for place, dark in enumerate([*modules, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            runs.append((start, place))
            start = None
    return runs
