"""What is wrong with a condition, in the language of the screen."""

import re

from django.utils.translation import gettext_lazy as _

#: what the engine says, and the words for it
_SENTENCES = (
    (r'Nothing is known here of "(?P<one>.*)"\.', _("nothing is known of “%(one)s”.")),
    (
        r'"(?P<one>.*)" is none of the options\.',
        _("“%(one)s” is none of the answers to choose from."),
    ),
    (
        r'"(?P<one>.*)" compares only numbers and dates\.',
        _("“%(one)s” compares only numbers and dates."),
    ),
    (r'"(?P<one>.*)" does not compare lists\.', _("“%(one)s” compares no lists.")),
    (
        r'"(?P<one>.*)" compares .* with .*\.',
        _("“%(one)s” compares two things of different kinds."),
    ),
    (
        r'"(?P<one>.*)" (needs|looks for) .*\.',
        _("“%(one)s” looks at something of the wrong kind."),
    ),
    (r'"(?P<one>.*)" takes .*\.', _("“%(one)s” needs another number of values.")),
    (r'There is no operator "(?P<one>.*)"\.', _("there is no comparison “%(one)s”.")),
    (
        r"A value is a text, .*\.",
        _("it holds a value of a kind that can't be compared."),
    ),
    (r"The condition (is|has) more than .*\.", _("it is too large.")),
)


def condition_in_words(sentence: str) -> str:
    """Return the engine's sentence in words; one without words stays as it is."""
    for pattern, words in _SENTENCES:
        if found := re.fullmatch(pattern, sentence, re.DOTALL):
            return str(words) % found.groupdict()
    return sentence
