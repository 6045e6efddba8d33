"""Colors of an organisation: valid, and readable by everybody."""

from django.core.exceptions import ValidationError

import pytest

from cms import theme
from cms.models import Organisation


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert theme.contrast("#123456", "#123456") == 1


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    from django.contrib.staticfiles import finders  # noqa: PLC0415

    with open(str(finders.find("cms/css/tokens.css")), encoding="utf-8") as sheet:  # noqa: PTH123
        tokens = sheet.read()

    assert f"--paper: {theme.LIGHT_PAPER};" in tokens
    assert f"--paper: {theme.DARK_PAPER};" in tokens


@pytest.mark.parametrize(
    ("field", "color"),
    [
        ("accent", "green"),
        ("accent", "#12345"),
        ("accent", "#ffd700"),
        ("accent_dark", "#0e5a54"),
    ],
)
def test_a_color_that_cannot_be_read_is_refused(field: str, color: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Organisation(**{field: color}).clean()

    assert list(refusal.value.message_dict) == [field]


def test_readable_colors_are_taken() -> None:
    Organisation(accent="#0e5a54", accent_dark="#8fd3c4").clean()


def test_no_colors_give_an_empty_stylesheet() -> None:
    assert theme.stylesheet(accent="", accent_dark="") == ""
