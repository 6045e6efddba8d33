"""The words by which a case is found."""

import re
import unicodedata

#: longer ones are cut, when kept and when asked for alike
WORD_LENGTH = 40

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_REFERENCE = re.compile(r"(?:[^\W\d_]+-)?\d{4}-\d+")


def words_of(text: str) -> list[str]:
    """
    Return the words of the text, each once, in lower case, as they were written.

    A word with hyphens is one word: "osa-2026-17", "itä-uusimaa".
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return list(dict.fromkeys(one[:WORD_LENGTH] for one in _WORD.findall(plain)))


def findable_words(text: str) -> list[str]:
    """Return the words of the text and the later parts of those with hyphens."""
    found = words_of(text)
    parts = [
        word[at.end() :] for word in found for at in re.finditer("-", word.rstrip("-"))
    ]
    return list(dict.fromkeys([*found, *parts]))


def is_reference(word: str) -> bool:
    """Tell whether the word is a case's reference, with or without its prefix."""
    return _REFERENCE.fullmatch(word) is not None
