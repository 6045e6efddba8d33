"""A PDF of one empty page, by which seals can be tried without typesetting."""

from functools import cache
from io import BytesIO

from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter


@cache
def blank_page() -> bytes:
    writer = PdfFileWriter(stream_xrefs=False)
    nothing = writer.add_object(StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=nothing, media_box=[0, 0, 595, 842]))
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
