"""What the submitter changed each time the form was sent again, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from workflows.desk.dossier import Dossier
from workflows.desk.words import language, said
from workflows.engine.differences import Piece, changed_keys, lines, pieces
from workflows.engine.form_spec import FieldSpec, FormSpec
from workflows.forms.fields import field_type
from workflows.models import Submission

#: answers that are read word by word; of others a line is one thing
_WRITTEN = ("text", "long_text")


@dataclass(frozen=True, kw_only=True)
class ChangedRow:
    """A question whose answer changed, with both answers in one text."""

    label: str
    pieces: Sequence[Piece]
    #: each piece is one line or more, and not a part of a running text
    is_list: bool
    #: tells something of a person
    personal: bool


@dataclass(frozen=True, kw_only=True)
class Resubmission:
    """One time that changed answers came."""

    at: datetime
    rows: Sequence[ChangedRow]


def changes_of(dossier: Dossier) -> list[Resubmission]:
    """
    Return every resubmission of the case, the latest first.

    Asks the database only where the history tells of one.
    """
    if not any("resubmitted" in event.data for event in dossier.events):
        return []
    case = dossier.case
    form = case.submission.form_version.compiled
    line = Submission.objects.line_of(case)
    return [
        Resubmission(at=after.submitted_at, rows=_rows(form, before, after))
        for before, after in reversed([*pairwise(line)])
    ]


def _rows(form: FormSpec, before: Submission, after: Submission) -> list[ChangedRow]:
    changed = set(changed_keys(before.answers, after.answers))
    return [
        ChangedRow(
            label=said(spec.label),
            pieces=_pieces(spec, before.answers, after.answers),
            is_list=spec.type not in _WRITTEN,
            personal=spec.personal,
        )
        for spec in form.fields()
        if spec.key in changed
    ]


def _pieces(
    spec: FieldSpec, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Piece]:
    kind = field_type(spec)
    old, new = (
        kind.display(answers[spec.key], language()) if spec.key in answers else ""
        for answers in (before, after)
    )
    return pieces(old, new) if spec.type in _WRITTEN else lines(old, new)
