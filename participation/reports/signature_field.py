"""An empty signature field that the seal fills in later."""

from typing import Any

import pydyf

#: CSS pixels to PDF points
SCALE = 0.75
#: printed and locked, as PDF/A asks of a field
_FLAGS = 132


def add_signature_field(pdf: Any, page_number: int, box: Any) -> None:
    """
    Put a signature field over the box and let the box's tag hold it.

    The visible text is the box's own tagged text; the field draws nothing. Its
    name is the attribute `data-pdf-sig`, its spoken description `title`.
    """
    page = pdf.objects[int(pdf.page_references[page_number].split()[0])]
    width, height = box.border_width() * SCALE, box.border_height() * SCALE
    left = box.border_box_x() * SCALE
    top = page["MediaBox"][3] - box.border_box_y() * SCALE
    rectangle = [left, top - height, left + width, top]

    appearance = _empty_appearance(width, height)
    pdf.add_object(appearance)
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "F": _FLAGS,
            "T": pydyf.String(box.element.get("data-pdf-sig")),
            "TU": pydyf.String(box.element.get("title")),
            "P": page.reference,
            "Rect": pydyf.Array([round(side, 2) for side in rectangle]),
            "AP": pydyf.Dictionary({"N": appearance.reference}),
        }
    )
    pdf.add_object(field)
    page.setdefault("Annots", pydyf.Array()).append(field.reference)
    form = pydyf.Dictionary({"Fields": pydyf.Array(), "SigFlags": 0})
    pdf.catalog.setdefault("AcroForm", form)["Fields"].append(field.reference)
    box.widget_annotation = field


def _empty_appearance(width: float, height: float) -> Any:
    size = pydyf.Array([0, 0, round(width, 2), round(height, 2)])
    return pydyf.Stream(
        [b""],
        pydyf.Dictionary({"Type": "/XObject", "Subtype": "/Form", "BBox": size}),
    )
