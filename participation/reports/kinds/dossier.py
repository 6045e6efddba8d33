"""The print-out of a case's dossier, for the file on somebody's desk; never public."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.reports.kinds.kind import About, Kind, NoSuchSubject
from participation.reports.kinds.registry import register
from participation.reports.texts import day_in_words, paragraphs, time_in_words
from workflows.desk.dossier import Dossier, Happening, Row
from workflows.models import Case

_PREFIX = "dossier:"


@register
class DossierPrint(Kind[Case]):
    """
    All that staff see of a case: what was sent, what happened, what was written.

    Made for whoever asks and kept nowhere, because it holds personal data that is to
    be erased one day; so it carries no seal either. What proves itself is the archive.
    """

    key = "dossier"
    label = gettext_lazy("print-out of a case")
    template = "participation/reports/dossier.html"
    styles = ("participation/reports/dossier.css",)
    schema = "dossier.json"
    is_public = False
    is_kept = False
    publicity = gettext_lazy("Internal, not public")

    def find(self, subject: str) -> Case:
        cases = Case.objects.select_related(
            "submission__form_version", "workflow_version", "unit", "procedure__form"
        )
        try:
            return cases.get(public_id=subject.removeprefix(_PREFIX))
        except (Case.DoesNotExist, ValidationError):
            raise NoSuchSubject from None

    def about(self, subject: Case, *, language: str) -> About:
        last = subject.events.order_by("-seq")[0]
        return About(
            subject=f"{_PREFIX}{subject.public_id}",
            title=_("Case %(reference)s") % {"reference": subject.reference},
            type=_("Print-out of a case"),
            reference=subject.reference,
            at=last.at,
            case=subject,
        )

    def facts(self, subject: Case, *, language: str) -> dict[str, Any]:
        dossier = Dossier(subject)
        return {
            "reference": subject.reference,
            "unit": subject.unit.name,
            "workflow": dossier.title,
            "stage": dossier.stage,
            "arrived_at": subject.arrived_at.isoformat(),
            "closed_at": subject.closed_at and subject.closed_at.isoformat(),
            "sent": [
                {"step": one.title, "answers": _as_data(one.rows)}
                for one in dossier.sent
            ],
            "events": [
                {
                    "at": one.at.isoformat(),
                    "title": one.title,
                    "who": one.who,
                    "stage": one.stage,
                    "written": _as_data(one.rows),
                }
                for one in reversed(dossier.history)
            ],
        }

    def context(
        self, subject: Case, *, language: str, facts: dict[str, Any]
    ) -> dict[str, Any]:
        rows = [
            (_("Way to take part"), str(subject.procedure.form)),
            (_("Unit"), facts["unit"]),
            (_("Stage"), facts["stage"]),
            (_("Arrived"), day_in_words(subject.arrived_at, language)),
        ]
        if subject.closed_at:
            rows.append((_("Closed"), day_in_words(subject.closed_at, language)))
        dossier = Dossier(subject)
        return {
            "rows": rows,
            "sent": [(one.title, _answered(one.rows)) for one in dossier.sent],
            "is_erased": subject.submission.erased_at is not None,
            "text_language": subject.submission.language.partition("-")[0],
            "happenings": [_told(one, language) for one in reversed(dossier.history)],
        }


def _told(happening: Happening, language: str) -> dict[str, Any]:
    return {
        "when": time_in_words(happening.at, language),
        "title": happening.title,
        "who": happening.who,
        "stage": happening.stage,
        "rows": _answered(happening.rows),
    }


def _answered(rows: Sequence[Row]) -> list[tuple[str, list[list[str]]]]:
    return [(row.label, paragraphs(_with_files(row))) for row in rows]


def _as_data(rows: Sequence[Row]) -> list[dict[str, str]]:
    return [{"label": row.label, "answer": _with_files(row)} for row in rows]


def _with_files(row: Row) -> str:
    return "\n".join([str(row.value), *(one.name for one in row.files)]).strip()
