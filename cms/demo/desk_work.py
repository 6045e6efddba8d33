"""What staff of the demo did beside the ways of its cases: notes, files, neighbours."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.files import File

from cms.accounts.models import User
from cms.demo.sending import complete, take
from workflows.actions.actors import Actor
from workflows.actions.attachments import attach_to_case
from workflows.actions.notes import add_note
from workflows.actions.resubmissions import resubmit_draft, start_changes
from workflows.models import Case

_MATERIALS = Path(__file__).parent / "materials"

EVENING = "Nuorten iltavastaanotto kerran viikossa"
THE_SAME = "Terveydenhoitaja tavattavissa myös illalla"
PEER_GROUP = "Omaishoitajien vertaisryhmä verkkoon"
RIDE = "Yhteinen kyyti terveysasemalle sivukyliltä"
LIBRARY = "Kuulolaitteiden huoltopäivä kirjastoon"


def load_desk_work(*, staff: Mapping[str, User], at: datetime) -> None:
    """Write notes, add files, extend a date, join two cases and change answers."""
    cases = {
        case.submission.subject: case
        for case in Case.objects.select_related("submission", "procedure")
    }
    _discuss(cases[EVENING], staff, at)
    _change_answers(cases[RIDE], at)
    for subject, transition, written in (
        (PEER_GROUP, "extend", {"reasons": "Odotamme etäryhmän vetäjän laskelmaa."}),
        (THE_SAME, "merge", {"leading": cases[EVENING].reference}),
        (RIDE, "link", {"other": cases[LIBRARY].reference}),
    ):
        take(
            cases[subject],
            staff,
            transition=transition,
            person="reviewer",
            at=at,
            written=written,
        )


def _discuss(case: Case, staff: Mapping[str, User], at: datetime) -> None:
    """Ask a colleague by a note, and add a file for colleagues and one to send."""
    reviewer = Actor.person(staff["reviewer"])
    add_note(
        case_id=case.pk,
        text="Iltavastaanottoa on kokeiltu kahdella asemalla; kokemukset liitteenä.",
        mentioned=[staff["approver"].pk],
        actor=reviewer,
        at=at,
        request_key=uuid.uuid4().hex,
    )
    for name, for_submitter in (("families-fi.pdf", False), ("access-fi.pdf", True)):
        with (_MATERIALS / name).open("rb") as content:
            attach_to_case(
                case_id=case.pk,
                upload=File(content, name=name),
                for_submitter=for_submitter,
                actor=reviewer,
                at=at,
                request_key=uuid.uuid4().hex,
            )


def _change_answers(case: Case, at: datetime) -> None:
    """Let the submitter who was asked for more change the form and send it again."""
    draft = start_changes(
        case=case, transition="revise", typed={}, language="fi", at=at
    )
    proposal = f"{draft.answers['proposal']} Sama auto veisi myös kirjastoon."
    changed = {**draft.answers, "area": "Niemenkylä", "proposal": proposal}
    complete(draft, changed, at=at)
    resubmit_draft(draft_id=draft.pk, at=at)
