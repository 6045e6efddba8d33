"""Files of a case at the desk: handed out, and added."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wagtail.admin import messages
from wagtail.permissions import policy_registry

from workflows.actions.access import record_access
from workflows.actions.actors import Actor
from workflows.actions.attachments import TAKEN, attach_to_case
from workflows.desk.addresses import case_url
from workflows.desk.case_views import OfCase
from workflows.desk.staff import asking
from workflows.desk.words import name_of
from workflows.engine.file_kinds import limits_of
from workflows.errors import FileRefused, WorkflowError
from workflows.forms.downloads import download_of
from workflows.forms.ticket import Ticket
from workflows.models import AccessRecord, Attachment, Case

COLLEAGUES, SUBMITTER = "colleagues", "submitter"


@require_GET
def attachment(request: HttpRequest, case_id: int, attachment_id: str) -> FileResponse:
    """
    Return a file of a case of the user's units as a download.

    :raises Http404: if the case or the file is none of the user's
    """
    policy = policy_registry.get_by_type(Case)
    if not policy.user_has_permission(request.user, "view"):
        raise PermissionDenied
    case = get_object_or_404(Case.objects.visible_to(asking(request)), pk=case_id)
    found = get_object_or_404(Attachment.objects.of_case(case), pk=attachment_id)
    response = download_of(found)
    what, now = AccessRecord.What.ATTACHMENT, timezone.now()
    record_access(case=case, who=asking(request), what=what, at=now)
    return response


class FileForm(forms.Form):
    """Which file, and who gets it: colleagues alone unless somebody says otherwise."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )
    readers = forms.ChoiceField(
        label=_("Who gets it"),
        help_text=_("The submitter can download it through the status link."),
        choices=[
            (COLLEAGUES, _("Only colleagues who handle the case")),
            (SUBMITTER, _("The submitter, too")),
        ],
        initial=COLLEAGUES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = limits_of(TAKEN)
        self.fields["file"].widget.attrs["accept"] = ",".join(
            f".{one}" for one in limits.endings
        )
        self.fields["file"].help_text = gettext("%(size)s at most: %(endings)s.") % {
            "size": filesizeformat(limits.max_bytes),
            "endings": gettext(", ").join(limits.endings),
        }


class AttachView(OfCase):
    """A page of its own, so that it works without JavaScript."""

    template_name = "workflows/desk/addition.html"
    header_icon = "doc-full"

    def get_page_title(self) -> str:
        return gettext("Attach a file")

    def get(self, request: HttpRequest, case_id: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, case_id: int) -> HttpResponse:
        form, ticket = self.form(request.POST, request.FILES), Ticket(request.POST)
        if not (form.is_valid() and ticket.is_valid()):
            return self.page(form, status=422)
        try:
            attach_to_case(
                case_id=self.case.pk,
                upload=form.cleaned_data["file"],
                for_submitter=form.cleaned_data["readers"] == SUBMITTER,
                actor=Actor.person(asking(request)),
                at=timezone.now(),
                request_key=ticket.cleaned_data["request_key"],
            )
        except WorkflowError as problem:
            about = "file" if isinstance(problem, FileRefused) else None
            form.add_error(about, str(problem))
            return self.page(form, status=problem.status)
        messages.success(request, gettext("The file was attached."))
        return HttpResponseRedirect(case_url(self.case.pk))

    def form(self, *posted: Any) -> FileForm:
        return FileForm(*posted, prefix="attach", label_suffix="")

    def page(self, form: FileForm, *, status: int = 200) -> HttpResponse:
        """Return the page with a fresh key: what was refused left nothing behind."""
        context = self.get_context_data(
            name=name_of(self.case), form=form, ticket=Ticket.fresh(self.case)
        )
        response: HttpResponse = self.render_to_response(context, status=status)
        return response
