"""Texts in several languages, as definitions carry them."""

from collections.abc import Mapping

#: a text by language code, for instance {"fi": "Aloite", "sv": "Initiativ"}
Text = Mapping[str, str]

#: languages in which every shown text of a published definition must exist
REQUIRED_LANGUAGES = ("fi", "sv", "en")


def say(text: Text, language: str) -> str:
    """
    Return the text in the language, or in the nearest one there is.

    A variant falls back to its base language ("fi-simple" to "fi"), then to the
    first required language that has the text. An empty text gives "".
    """
    for code in (language, language.partition("-")[0], *REQUIRED_LANGUAGES):
        if found := text.get(code):
            return found
    return next(iter(text.values()), "")
