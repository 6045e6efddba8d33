"""What texts and fields must fulfil in any published definition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from workflows.engine.codec import Problem
from workflows.engine.condition_checks import problems, strange_options
from workflows.engine.form_spec import FieldSpec, Rule
from workflows.engine.texts import REQUIRED_LANGUAGES, Text

_CHOICES = ("choice", "choices")


def duplicates(path: str, keys: Iterable[str]) -> Iterator[Problem]:
    """
    Yield a problem for each key that an earlier one has taken.

    :param path: pointer to the list in which the keyed parts stand
    """
    seen: Counter[str] = Counter()
    for index, key in enumerate(keys):
        if seen[key]:
            yield Problem(
                f"{path}/{index}/key", "duplicate_key", f'"{key}" is used twice.'
            )
        seen[key] += 1


def untranslated(path: str, text: Text, *, required: bool = True) -> Iterator[Problem]:
    """
    Yield a problem for each required language that the text lacks.

    :param required: false for a text that may be left out in all languages
    """
    if not required and not any(one.strip() for one in text.values()):
        return
    for language in REQUIRED_LANGUAGES:
        if not text.get(language, "").strip():
            yield Problem(
                f"{path}/{language}",
                "missing_translation",
                "The text is missing in this language.",
            )


def bad_condition(
    path: str, rule: Rule | None, known: Mapping[str, FieldSpec]
) -> Iterator[Problem]:
    """
    Yield a problem for everything that is wrong with the condition.

    :param known: the fields by key whose answers it may ask for
    """
    types = {key: field.type for key, field in known.items()}
    options = {
        key: [one.value for one in field.options]
        for key, field in known.items()
        if field.options
    }
    # What is too large to be read by kind is not looked at for its options either.
    for sentence in problems(rule, types) or strange_options(rule, options):
        yield Problem(path, "bad_condition", sentence)


def field_problems(path: str, field: FieldSpec) -> Iterator[Problem]:
    """
    Yield what is wrong with the field apart from its condition.

    :param path: pointer to the field
    """
    yield from untranslated(f"{path}/label", field.label)
    yield from untranslated(f"{path}/hint", field.hint, required=False)
    yield from _option_problems(path, field)
    yield from _limit_problems(path, field)


def _option_problems(path: str, field: FieldSpec) -> Iterator[Problem]:
    if field.type in _CHOICES and not field.options:
        yield Problem(
            f"{path}/options", "missing_options", "A choice needs its options."
        )
    if field.type not in _CHOICES and field.options:
        yield Problem(
            f"{path}/options", "needless_options", "Only a choice has options."
        )
    seen = set()
    for index, option in enumerate(field.options):
        at = f"{path}/options/{index}"
        if option.value in seen:
            yield Problem(
                f"{at}/value", "duplicate_option", f'"{option.value}" is used twice.'
            )
        seen.add(option.value)
        yield from untranslated(f"{at}/label", option.label)
        yield from untranslated(f"{at}/hint", option.hint, required=False)


def _limit_problems(path: str, field: FieldSpec) -> Iterator[Problem]:
    shortest, longest = field.min_length, field.max_length
    if shortest is not None and longest is not None and shortest > longest:
        yield Problem(
            f"{path}/min_length",
            "impossible_length",
            "No answer is this long and short enough.",
        )
    if field.type == "files":
        return
    for name, given in (("accept", field.accept), ("max_bytes", field.max_bytes)):
        if given:
            yield Problem(f"{path}/{name}", "only_for_files", "Only files have this.")
