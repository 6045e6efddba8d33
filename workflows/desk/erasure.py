"""Erasing the personal data of a case, with a reason and a second thought."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin import messages

from workflows.actions.actors import Actor
from workflows.actions.erasure import erase_submission
from workflows.desk.addresses import case_url
from workflows.desk.case_views import OfCase
from workflows.desk.staff import asking
from workflows.errors import WorkflowError
from workflows.models.submissions import MAY_ERASE, ErasureBasis


class ErasureForm(forms.Form):
    """Why, and that it is meant."""

    basis = forms.ChoiceField(
        label=_("Why it is erased"),
        choices=ErasureBasis.choices,
        widget=forms.RadioSelect,
        help_text=_("Stays in the history of the case."),
    )
    meant = forms.BooleanField(
        label=_("I have checked that this is the right case."),
        error_messages={"required": _("Confirm that this is the right case.")},
    )


class ErasureView(OfCase):
    """What will be gone, and the button that does it."""

    template_name = "workflows/desk/erasure.html"
    header_icon = "bin"
    page_title = _("Erase personal data")

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get(self, request: HttpRequest, case_id: int) -> HttpResponse:
        self.check()
        return self.page(ErasureForm(label_suffix=""))

    def post(self, request: HttpRequest, case_id: int) -> HttpResponse:
        self.check()
        form = ErasureForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            erase_submission(
                case_id=self.case.pk,
                basis=ErasureBasis(form.cleaned_data["basis"]),
                actor=Actor.person(asking(request)),
                at=timezone.now(),
            )
        except WorkflowError as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, gettext("The personal data was erased."))
        return HttpResponseRedirect(case_url(self.case.pk))

    def check(self) -> None:
        """
        Let nobody in who may not erase.

        :raises PermissionDenied: always for those
        """
        if not asking(self.request).has_perm(MAY_ERASE):
            raise PermissionDenied

    def page(self, form: ErasureForm, *, status: int = 200) -> HttpResponse:
        """Return the page with the form."""
        context = self.get_context_data(form=form)
        response: HttpResponse = self.render_to_response(context, status=status)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = self.case.submission.attachments.count()
        return {**super().get_context_data(**kwargs), "files": files}
