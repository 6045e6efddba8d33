"""What goes into the dossier of a case, and how other apps add their part."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from workflows.actions.dossier_proof import anchors_of, definitions_of, events_of
from workflows.effects.status_links import without_link
from workflows.engine import verify_dossier
from workflows.models import Attachment, Case, SentMail, Submission

_CHUNK_BYTES = 64 * 1024

_README = """\
The dossier of {reference}.

case.json         what it is, where it stands
answers.json      what was sent, with the questions, earlier answers and files
events.json       what happened, with what was written, each tied to the one before
notes.json        which events hold something written, as an index
tasks.json        who owed what
deadlines.json    dates, how they were counted, and whether they were kept
mails.json        what the submitter was told, and when
definitions/      the form and the workflows that the case followed
attachments/      the files that came with it
anchors.json      proof that the events lie under the anchors over all cases
manifest.json     every file with its SHA-256

Check it:  python3 verify_dossier.py dossier.zip
It holds secret data. Keep it as you would keep the case.
"""


@dataclass(frozen=True)
class File:
    """One file of the dossier; its content may come in pieces."""

    path: str
    content: Iterable[bytes]


Part = Callable[[Case], Iterable[File]]

_parts: list[Part] = []


def register_dossier_part(part: Part) -> Part:
    """Add what the decorated function yields of a case to every dossier."""
    if part not in _parts:
        _parts.append(part)
    return part


def json_file(path: str, value: Any) -> File:
    """Return the value as a file that people can read, too."""
    text = json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    return File(path, [text.encode()])


def stored_file(path: str, opened: Callable[[], IO[bytes]]) -> File:
    """Return a stored file, opened and read only when the archive gets to it."""

    def content() -> Iterator[bytes]:
        with opened() as file:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk

    return File(path, content())


def files_of(case: Case) -> Iterator[File]:
    """Yield every file of the case's dossier, in an order that never changes."""
    events = events_of(case)
    yield File("README.txt", [_README.format(reference=case.reference).encode()])
    yield json_file("case.json", _case(case))
    attached = Attachment.objects.of_case(case)
    attachments = list(attached.order_by("uploaded_at", "pk"))
    yield json_file("answers.json", _answers(case, attachments))
    yield json_file("events.json", events)
    yield json_file("notes.json", [_note(one) for one in events if one["written"]])
    yield json_file("tasks.json", _rows(case.tasks, "stage_entry", "slot"))
    yield json_file("deadlines.json", _rows(case.deadlines, "started_at", "pk"))
    yield json_file(
        "mails.json", [_mail(one, case) for one in SentMail.objects.of_case(case)]
    )
    for sha256, definition in definitions_of(case).items():
        yield File(f"definitions/{sha256}.json", [definition])
    for one in attachments:
        if not _is_missing(one):
            yield stored_file(_path(one), one.open)
    yield json_file("anchors.json", anchors_of(case))
    for part in _parts:
        yield from part(case)
    script = Path(verify_dossier.__file__)
    yield File(script.name, [script.read_bytes()])


def _case(case: Case) -> dict[str, Any]:
    submission = case.submission
    return {
        "reference": case.reference,
        "public_id": case.public_id,
        "procedure": case.procedure.key,
        "unit": case.unit.name,
        "stage": case.stage,
        "arrived_at": case.arrived_at,
        "submitted_at": submission.submitted_at,
        "closed_at": case.closed_at,
        "erased_at": submission.erased_at,
        "language": submission.language,
        "subject": submission.subject,
        "revision": case.revision,
        "head_hash": case.head_hash,
        "links": [
            {"kind": one.kind, "case": one.other.reference, "at": one.at}
            for one in case.links.select_related("other").order_by("pk")
        ],
    }


def _answers(case: Case, attachments: Iterable[Attachment]) -> dict[str, Any]:
    submission = case.submission
    form = submission.form_version
    return {
        "form": {"key": form.form.key, "number": form.number, "sha256": form.sha256},
        "questions": [
            {"key": one.key, "label": one.label, "personal": one.personal}
            for one in form.compiled.fields()
            if one.key in submission.answers
        ],
        "answers": submission.answers,
        "salt": submission.salt("answers"),
        "earlier": [
            {"submitted_at": one.submitted_at, "answers": one.answers}
            for one in Submission.objects.line_of(case)
            if one.pk != submission.pk
        ],
        "attachments": [
            {
                **one.described(),
                "question": one.field_key,
                "is_of_staff": one.case_id is not None,
                "path": _path(one),
                "is_missing": _is_missing(one),
            }
            for one in attachments
        ],
    }


def _note(event: dict[str, Any]) -> dict[str, Any]:
    facts = event["facts"]
    return {
        "event": facts["seq"],
        "at": facts["at"],
        "what": facts["transition"] or facts["type"],
        "by": event["who"],
    }


def _mail(mail: SentMail, case: Case) -> dict[str, Any]:
    return {
        "mail": mail.mail,
        "state": mail.state,
        "sent_at": mail.sent_at,
        "returned_at": mail.returned_at,
        "letter": without_link(mail.letter, case),
    }


def _rows(manager: Any, *order: str) -> list[dict[str, Any]]:
    """Return the rows as they are: keys, dates and counts, nothing that was typed."""
    return list(manager.order_by(*order).values())


def _is_missing(attachment: Attachment) -> bool:
    """Tell whether the file is gone: the dossier says so and is made all the same."""
    return not attachment.file.storage.exists(attachment.file.name or "")


def _path(attachment: Attachment) -> str:
    """Return a name that is harmless on every machine; the file's own is beside."""
    return f"attachments/{attachment.pk}"
