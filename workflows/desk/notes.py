"""Writing a note about a case, for colleagues only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.admin import messages

from workflows.actions.actors import Actor
from workflows.actions.notes import NOTE, add_note, colleagues_of
from workflows.desk.addresses import case_url
from workflows.desk.case_views import OfCase
from workflows.desk.staff import asking
from workflows.desk.words import language, name_of
from workflows.engine.form_spec import FieldSpec, Option
from workflows.engine.transition_codec import MAX_NOTE
from workflows.errors import WorkflowError
from workflows.forms.steps import StepForm
from workflows.forms.ticket import Ticket

if TYPE_CHECKING:
    from cms.accounts.models import User

MENTIONED = "mentioned"


class NoteView(OfCase):
    """A page of its own, so that it works without JavaScript and loses nothing."""

    template_name = "workflows/desk/addition.html"
    header_icon = "comment"

    def get_page_title(self) -> str:
        return gettext("Add a note")

    def get(self, request: HttpRequest, case_id: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, case_id: int) -> HttpResponse:
        form, ticket = self.form(request.POST), Ticket(request.POST)
        if not (form.is_valid() and ticket.is_valid()):
            return self.page(form, ticket=ticket, status=422)
        written = form.answers()
        try:
            add_note(
                case_id=self.case.pk,
                text=written[NOTE],
                mentioned=[int(one) for one in written.get(MENTIONED, [])],
                actor=Actor.person(asking(request)),
                at=timezone.now(),
                request_key=ticket.cleaned_data["request_key"],
            )
        except WorkflowError as problem:
            form.add_error(None, str(problem))
            return self.page(form, ticket=ticket, status=problem.status)
        messages.success(request, gettext("The note was added."))
        return HttpResponseRedirect(case_url(self.case.pk))

    def form(self, posted: Any = None) -> StepForm:
        people = [one for one in colleagues_of(self.case) if one != self.request.user]
        return StepForm(
            posted,
            specs=questions(people),
            language=language(),
            prefix="note",
            label_suffix="",
        )

    def page(
        self, form: StepForm, *, ticket: Ticket | None = None, status: int = 200
    ) -> HttpResponse:
        context = self.get_context_data(
            name=name_of(self.case),
            form=form,
            ticket=ticket if ticket and ticket.is_valid() else Ticket.fresh(self.case),
        )
        response: HttpResponse = self.render_to_response(context, status=status)
        return response


def questions(people: "Sequence[User]") -> list[FieldSpec]:
    """Return what is asked: the note, and for whose attention it is."""
    here = language()
    asked = [
        FieldSpec(
            key=NOTE,
            type="long_text",
            label={here: gettext("Note")},
            hint={
                here: gettext(
                    "Colleagues who handle the case read this. The submitter does not."
                )
            },
            max_length=MAX_NOTE,
        )
    ]
    if people:
        asked.append(
            FieldSpec(
                key=MENTIONED,
                type="choices",
                label={here: gettext("For the attention of")},
                hint={here: gettext("They get a mail with a link to the case.")},
                required=False,
                options=tuple(
                    Option(value=str(one.pk), label={here: str(one)}) for one in people
                ),
            )
        )
    return asked
