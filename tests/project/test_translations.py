"""
The catalogues say the same texts in each language, with the same placeholders.

That every text in the code has a translation is a gate's to find: `.ci/translations`.
"""

import re
from gettext import GNUTranslations
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, ngettext, override

import pytest

CATALOGUES = [
    catalogue
    for place in settings.LOCALE_PATHS
    for catalogue in sorted(Path(place).glob("*/LC_MESSAGES/django.mo"))
]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[.\d]*[a-z%]")


def texts_in(catalogue: Path) -> dict[str | tuple[str, int], str]:
    with catalogue.open("rb") as stream:
        texts: dict[str | tuple[str, int], str] = vars(GNUTranslations(stream))[
            "_catalog"
        ]
    # Under the empty text is what the catalogue says of itself.
    return {text: translation for text, translation in texts.items() if text}


def test_finnish_and_swedish_say_the_same_texts() -> None:
    finnish, swedish = (
        set(texts_in(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES/django.mo"))
        for language in ("fi", "sv")
    )
    assert finnish == swedish


@pytest.mark.parametrize(
    "catalogue", CATALOGUES, ids=lambda one: "-".join(one.parts[-4:-2])
)
def test_a_translation_keeps_the_placeholders_of_its_text(catalogue: Path) -> None:
    # Of a plural the catalogue keeps the singular only, so only that is compared.
    pairs = {
        text if isinstance(text, str) else text[0]: translation
        for text, translation in texts_in(catalogue).items()
        if isinstance(text, str) or text[1] == 0
    }
    assert not [
        text
        for text, translation in pairs.items()
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(translation))
    ]


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("fi", "1 työpäivä", "5 työpäivää"), ("sv", "1 arbetsdag", "5 arbetsdagar")],
)
def test_numbers_are_counted_in_each_language(
    language: str, one: str, many: str
) -> None:
    with override(language):
        said = [
            ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}
            for n in (1, 5)
        ]
    assert said == [one, many]


def test_the_admin_speaks_finnish_where_wagtail_does_not() -> None:
    with override("fi"):
        assert gettext("Autosave is paused") == "Automaattinen tallennus on pysäytetty"
