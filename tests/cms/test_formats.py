"""Dates are written as each language writes them here."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

import pytest


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fi", "5. maaliskuuta 2026"),
        ("sv", "5 mars 2026"),
        ("en", "5 March 2026"),
        ("fi-simple", "5. maaliskuuta 2026"),
    ],
)
def test_a_date_is_written_as_the_language_does(language: str, written: str) -> None:
    with override(language):
        assert date_format(date(2026, 3, 5), "DATE_FORMAT") == written
