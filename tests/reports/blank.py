"""A PDF of one empty page, by which seals can be tried without typesetting."""

from functools import cache
from io import BytesIO

from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from participation.reports.seal import FIELD


@cache
def blank_page() -> bytes:
    writer = PdfFileWriter(stream_xrefs=False)
    nothing = writer.add_object(StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=nothing, media_box=[0, 0, 595, 842]))
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


@cache
def page_to_seal() -> bytes:
    """Return the empty page with the field that our templates make."""
    writer = IncrementalPdfFileWriter(BytesIO(blank_page()))
    append_signature_field(writer, SigFieldSpec(FIELD))
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
