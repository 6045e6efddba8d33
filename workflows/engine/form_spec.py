"""A form as typed data: steps, fields and the conditions that show them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.engine.texts import Text

#: a condition in the JSON-Logic subset of `engine.conditions`
Rule = Mapping[str, Any]

#: what `FieldSpec.type` may be; `workflows.forms.fields` builds each of them
FIELD_TYPES = (
    "text",
    "long_text",
    "email",
    "phone",
    "number",
    "date",
    "choice",
    "choices",
    "confirm",
    "files",
    "case",
)

#: types whose answers can be counted; all others are, or may hold, free text
COUNTED_TYPES = ("number", "date", "choice", "choices", "confirm")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer that may be chosen."""

    value: str
    label: Text
    hint: Text = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One question."""

    #: set once; never reused with another type in a later version
    key: str
    type: str
    label: Text
    hint: Text = field(default_factory=dict)
    required: bool = True
    #: tells something of a person; may not reach anything public
    personal: bool = False
    options: tuple[Option, ...] = ()
    #: characters for texts, number of files for files
    max_length: int | None = None
    min_length: int | None = None
    #: HTML autocomplete token (WCAG 1.3.5)
    autocomplete: str = ""
    #: file name endings without the dot, for files
    accept: tuple[str, ...] = ()
    #: largest size of one file, in bytes
    max_bytes: int | None = None
    #: shown when true of the answers of earlier steps
    visible_when: Rule | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One page of the form."""

    key: str
    title: Text
    fields: tuple[FieldSpec, ...]
    intro: Text = field(default_factory=dict)
    visible_when: Rule | None = None


@dataclass(frozen=True, kw_only=True)
class FormSpec:
    """A published form."""

    key: str
    title: Text
    steps: tuple[Step, ...]
    #: key of the field whose answer names the case in lists, or "" for the title
    subject: str = ""
    #: key of the e-mail field through which the submitter is told, or ""
    email: str = ""
    #: shown above the button that submits
    declaration: Text = field(default_factory=dict)
    #: shown on the receipt: what happens next
    what_next: Text = field(default_factory=dict)

    def step(self, key: str) -> Step | None:
        """Return the step with that key, if there is one."""
        return next((step for step in self.steps if step.key == key), None)

    def fields(self) -> Iterator[FieldSpec]:
        """Yield every field in the order of the form."""
        for step in self.steps:
            yield from step.fields

    def figures(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers that can be counted and tell nothing of a person."""
        return {
            one.key: answers[one.key]
            for one in self.fields()
            if one.type in COUNTED_TYPES and not one.personal and one.key in answers
        }

    def open_subject(self, answers: Mapping[str, Any]) -> str:
        """Return the answer that names a case in lists, unless it is personal."""
        named = [one.key for one in self.fields() if not one.personal]
        return str(answers.get(self.subject, "")) if self.subject in named else ""
