"""
One tag for what goes on over a page's end.

WeasyPrint writes a paragraph, list or table that is cut by a page's end as two. Here
what follows joins what came before, and the head of a table, printed again on each
page, is heard once.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

_JOINED = {
    f"/{tag}"
    for tag in (
        "Art",
        "BlockQuote",
        "Div",
        "L",
        "LI",
        "LBody",
        "NonStruct",
        "P",
        "Part",
    )
} | {"/Sect", "/Table", "/TBody"}
#: what lines are not: a phrase on two lines is two boxes of one page
_BLOCKS = (boxes.BlockLevelBox, boxes.TableRowGroupBox)


class _HeaderAgain(pydyf.Dictionary):
    """Stands for the tag of a header cell that was tagged on an earlier page."""

    def __init__(self, first: pydyf.Dictionary) -> None:
        super().__init__({"A": pydyf.Dictionary()})
        self.first = first


class Continuations:
    """What was tagged on the pages before, by its element in the page's source."""

    def __init__(self) -> None:
        self._latest: dict[tuple[int, str], tuple[int, pydyf.Dictionary]] = {}
        self._header_cells: dict[int, pydyf.Dictionary] = {}

    def is_head_again(self, box: Any) -> bool:
        """Tell whether the box is the head of a table, repeated; prepare its cells."""
        if box.element_tag != "thead":
            return False
        cells = [cell for row in box.children for cell in row.children]
        if not all(id(cell.element) in self._header_cells for cell in cells):
            return False
        for cell in cells:
            cell.mark = _HeaderAgain(self._header_cells[id(cell.element)])
        return True

    def remember_header(self, box: Any, element: pydyf.Dictionary) -> None:
        self._header_cells.setdefault(id(box.element), element)

    def joins(self, pdf: Any, page: int, box: Any, element: pydyf.Dictionary) -> bool:
        """Give the tag's content to the one that it continues, if there is one."""
        if element["S"] not in _JOINED or not isinstance(box, _BLOCKS):
            return False
        if box.element is None:
            return False
        key = (id(box.element), element["S"])
        earlier = self._latest.get(key)
        if earlier is None or earlier[0] == page or _has_own_content(element):
            self._latest[key] = (page, element)
            return False
        first = earlier[1]
        for reference in element["K"]:
            _object(pdf, reference)["P"] = first.reference
        first["K"].extend(element["K"])
        element.clear()  # nobody refers to it; pydyf cannot leave an object out
        self._latest[key] = (page, first)
        return True

    def name_headers(self, table: Any) -> None:
        """Let the cells of a continued table name the header cells heard first."""
        rows = list(_rows(table.get_wrapped_table() or table))
        names = {
            cell.mark["ID"].string: cell.mark.first["ID"]
            for row in rows
            for cell in row.children
            if isinstance(getattr(cell, "mark", None), _HeaderAgain)
        }
        for row in rows:
            for cell in row.children if names else ():
                if headers := cell.mark["A"].get("Headers"):
                    headers[:] = [names.get(one.string, one) for one in headers]


def _has_own_content(element: pydyf.Dictionary) -> bool:
    """Tell whether marked content hangs on the tag itself, which binds it to a page."""
    return any(isinstance(kid, int) for kid in element["K"])


def _object(pdf: Any, reference: str | bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _rows(box: Any) -> Iterator[Any]:
    for child in box.children:
        if child.element_tag == "tr":
            yield child
        else:
            yield from _rows(child)
