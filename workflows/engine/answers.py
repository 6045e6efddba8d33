"""What every set of answers must fulfil, whichever door it came through."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from workflows.engine.form_spec import FieldSpec

Answers = Mapping[str, Any]


class Fault(StrEnum):
    MISSING = "missing"
    UNKNOWN = "unknown"
    NOT_AN_OPTION = "not_an_option"
    TOO_LONG = "too_long"
    #: of a reference to another case: unknown, not to be seen, or itself
    NO_SUCH_CASE = "no_such_case"
    #: the other case follows a third one already
    FOLLOWS_ANOTHER = "follows_another"
    #: of the day on which a case came back: ahead, or before it was away
    NOT_THAT_DAY = "not_that_day"


def faults(fields: Iterable[FieldSpec], answers: Answers) -> dict[str, Fault]:
    """
    Return the fault of each answer by field key; nothing when all is well.

    The last check before answers are kept. It is coarser than the forms that
    people fill in, which say kindly and in their language what is wrong.
    """
    specs = {spec.key: spec for spec in fields}
    found = dict.fromkeys(answers.keys() - specs.keys(), Fault.UNKNOWN)
    for key, spec in specs.items():
        if fault := _fault(spec, answers.get(key)):
            found[key] = fault
    return found


def _fault(spec: FieldSpec, answer: Any) -> Fault | None:
    if answer is None or answer is False or answer in ("", []):
        return Fault.MISSING if spec.required else None
    if _length(answer) > (spec.max_length or _length(answer)):
        return Fault.TOO_LONG
    if spec.type in ("choice", "choices"):
        chosen = answer if isinstance(answer, list) else [answer]
        values = [option.value for option in spec.options]
        if not all(one in values for one in chosen):
            return Fault.NOT_AN_OPTION
    return None


def _length(answer: Any) -> int:
    return len(answer) if isinstance(answer, str | list) else 0
