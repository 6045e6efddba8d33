"""Doing a transition: its small form, its refusals and the page of a conflict."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext

from wagtail.admin import messages

from workflows.actions.actors import Actor
from workflows.actions.transitions import fire, refuse_stale
from workflows.desk.addresses import case_url, transition_url
from workflows.desk.case_views import OfCase
from workflows.desk.confirming import CODE, CodeField, confirmed, has_second_factor
from workflows.desk.dossier import Dossier, answers_of, case_for, rows_of
from workflows.desk.next_task import next_task
from workflows.desk.offers import refusal
from workflows.desk.staff import asking
from workflows.desk.words import add_faults, language, name_of, said
from workflows.engine.confirmations import Confirmation
from workflows.engine.workflow_spec import Transition
from workflows.errors import (
    ConfirmationMissing,
    InvalidAnswers,
    NotYourRole,
    RequestKeyReused,
    SameActor,
    StaleCase,
    WorkflowError,
    WrongStage,
)
from workflows.forms.fields import field_type
from workflows.forms.steps import StepForm
from workflows.forms.ticket import Ticket

#: keeps the keys of questions apart from the ticket's names
PREFIX = "answer"

#: somebody else was first, or the person was, in another tab
CONFLICTS = (StaleCase, WrongStage, RequestKeyReused)


class TransitionView(OfCase):
    """A transition on a page of its own, so that it works without JavaScript."""

    template_name = "workflows/desk/transition.html"
    header_icon = "edit"

    def get_page_title(self) -> str:
        return said(self.transition.label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = transition_url(self.case.pk, self.transition.key)
        label = said(self.transition.label)
        return [*super().get_breadcrumbs_items(), {"url": here, "label": label}]

    @cached_property
    def transition(self) -> Transition:
        """
        Return the transition that the address names.

        :raises Http404: if the case's workflow has none of that name for people
        """
        known = self.case.workflow_version.compiled.transition_by_key
        if (found := known.get(self.kwargs["transition"])) is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, case_id: int, transition: str) -> HttpResponse:
        if refused := self.refused():
            return self.refuse(refused)
        return self.page(self.form(initial=self.earlier_answers()))

    def post(self, request: HttpRequest, case_id: int, transition: str) -> HttpResponse:
        form, ticket = self.form(data=request.POST), Ticket(request.POST)
        if not (form.is_valid() and ticket.is_valid()):
            refused = self.refused()
            if isinstance(refused, (NotYourRole, SameActor)):
                return self.refuse(refused)
            if not ticket.is_valid():
                form.add_error(None, gettext("Check the answers and send them again."))
            return self.page(form, ticket=ticket, status=422)
        return self.decide(form, ticket)

    def decide(self, form: StepForm, ticket: Ticket) -> HttpResponse:
        """Take the case through the transition, or show why that can't be."""
        user, now = asking(self.request), timezone.now()
        revision = ticket.cleaned_data["revision"]
        given = self.confirmation(form, revision, at=now)
        try:
            fire(
                case_id=self.case.pk,
                transition=self.transition.key,
                actor=Actor.person(user, confirmation=given),
                at=now,
                request_key=ticket.cleaned_data["request_key"],
                expected_revision=revision,
                answers=form.answers(),
            )
        except CONFLICTS as problem:
            return self.conflict(form, revision, problem)
        except ConfirmationMissing as problem:
            if not form.errors:
                form.add_error(CODE, str(problem))
            return self.page(form, ticket=ticket, status=422)
        except InvalidAnswers as problem:
            add_faults(form, problem.faults)
            return self.page(form, ticket=ticket, status=422)
        except WorkflowError as problem:
            return self.refuse(problem)
        return self.done()

    def confirmation(
        self, form: StepForm, revision: int, *, at: datetime
    ) -> Confirmation | None:
        """
        Return the second factor that was given, if the transition asks for one.

        A code is looked at, and so used up, only where nothing else is in the way. A
        repeat of what was done has none any more: `fire` knows it by its request key.
        """
        if not self.transition.second_factor or self.refused():
            return None
        try:
            refuse_stale(self.case, revision)
        except StaleCase:
            return None
        return confirmed(form, user=asking(self.request), at=at)

    def done(self) -> HttpResponse:
        """Say that it is done, and go back to the case with a way to the next task."""
        buttons = []
        if task := next_task(user=asking(self.request), after=self.case):
            label = gettext("Next task: %(reference)s") % {
                "reference": task.case.reference
            }
            buttons = [messages.button(case_url(task.case_id), label)]
        messages.success(
            self.request,
            gettext("%(reference)s: %(transition)s. Done.")
            % {
                "reference": self.case.reference,
                "transition": said(self.transition.label),
            },
            buttons=buttons,
        )
        return HttpResponseRedirect(case_url(self.case.pk))

    def conflict(
        self, form: StepForm, seen: int, problem: WorkflowError
    ) -> HttpResponse:
        """Show who did what since the page was made, and keep what was typed."""
        self.case = case_for(asking(self.request), self.case.pk)
        dossier = Dossier(self.case)
        since = dossier.told_since(seen)
        if not since:
            return self.refuse(problem)
        refused = self.refused()
        return self.page(
            form,
            status=409,
            since=since,
            refused=str(refused) if refused else "",
            typed=rows_of(self.transition.fields, form.answers()),
        )

    def refused(self) -> WorkflowError | None:
        """Return why this can't be done by the user now, or nothing."""
        return refusal(
            case=self.case,
            transition=self.transition,
            user=asking(self.request),
            at=timezone.now(),
        )

    def refuse(self, problem: WorkflowError) -> HttpResponse:
        """Say why this can't be done, and what the workflow says of it."""
        context = self.get_context_data(
            sentence=str(problem),
            name=name_of(self.case),
            explanation=said(self.transition.explanation),
        )
        self.template_name = "workflows/desk/refusal.html"
        response: HttpResponse = self.render_to_response(context, status=problem.status)
        return response

    def page(
        self,
        form: StepForm,
        *,
        ticket: Ticket | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """
        Return the page with the form.

        :param ticket: the posted one, to be kept; a new one where there is none
        """
        context = self.get_context_data(
            dossier=Dossier(self.case),
            name=name_of(self.case),
            form=form,
            ticket=ticket if ticket and ticket.is_valid() else Ticket.fresh(self.case),
            transition=self.transition,
            explanation=said(self.transition.explanation),
            must_enrol=CODE in form.fields
            and not has_second_factor(asking(self.request)),
            **more,
        )
        response: HttpResponse = self.render_to_response(context, status=status)
        return response

    def form(self, **settings: Any) -> StepForm:
        form = StepForm(
            specs=self.transition.fields,
            language=language(),
            prefix=PREFIX,
            label_suffix="",
            **settings,
        )
        if self.transition.second_factor:
            form.fields[CODE] = CodeField()
        return form

    def earlier_answers(self) -> dict[str, Any]:
        """
        Return what was answered the last time around, to be worked on.

        Only for a transition that moves the case: one that stays is a new note.
        """
        event = Dossier(self.case).last_written(self.transition.key)
        if event is None or not self.transition.target:
            return {}
        answers = answers_of(event)
        return {
            spec.key: field_type(spec).from_json(answers[spec.key])
            for spec in self.transition.fields
            if spec.key in answers
        }
