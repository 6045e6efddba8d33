"""A person's own second factor: taking it into use, renewing and removing it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

import segno
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workflows.actions.second_factors import (
    begin_enrolment,
    finish_enrolment,
    remove_second_factor,
    renew_backup_codes,
)
from workflows.desk.confirming import CodeField, in_words
from workflows.desk.staff import asking
from workflows.effects.second_factor_notices import ENROLLED, REMOVED, RENEWED, RESET
from workflows.errors import TooManyTries, WorkflowError, WrongCode, WrongPassword
from workflows.models import SecondFactor

#: module width of the QR code in pixels: read well from a screen at arm's length
_QR_SCALE = 5

#: the field that a refusal stands beside; others stand above the form
_BESIDE: dict[type[WorkflowError], str] = {
    WrongPassword: "password",
    WrongCode: "code",
    TooManyTries: "code",
}

#: what the site's history says of each change: in a filter, and of an entry
HISTORY = {
    ENROLLED: (_("Take a second factor into use"), _("Took a second factor into use")),
    REMOVED: (_("Remove a second factor"), _("Removed the second factor")),
    RENEWED: (_("Make new backup codes"), _("Made new backup codes")),
    RESET: (_("Reset a second factor"), _("Reset the second factor")),
}


class PasswordForm(forms.Form):
    """Who has none in use yet proves to be themselves."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A code of the app in use, or a backup code."""

    code = CodeField()


class FirstCodeForm(forms.Form):
    """The first code of a new app."""

    code = CodeField(help_text=_("Six digits that the app shows now."))


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SecondFactorView(WagtailAdminTemplateMixin, View):
    """What the person confirms with; secrets stand only in the answer to a request."""

    template_name = "workflows/desk/second_factor.html"
    page_title = _("Second factor")
    header_icon = "key"
    request: HttpRequest

    #: what the buttons say
    doings: ClassVar = ("begin", "finish", "renew", "remove")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """
        Do what the button says.

        :raises Http404: if it says nothing of ours
        """
        if (doing := request.POST.get("do", "")) not in self.doings:
            raise Http404
        form = self.form_for(doing, request.POST)
        if not form.is_valid():
            return self.page(doing, form)
        do: Callable[..., HttpResponse] = getattr(self, doing)
        now = timezone.now()
        try:
            return do(form.cleaned_data, user=asking(request), at=now)
        except WorkflowError as refused:
            form.add_error(_BESIDE.get(type(refused)), in_words(refused, at=now))
            return self.page(doing, form)

    def begin(self, given: dict[str, Any], **who: Any) -> HttpResponse:
        begin_enrolment(**given, **who)
        return HttpResponseRedirect(reverse("second_factor"))

    def finish(self, given: dict[str, Any], **who: Any) -> HttpResponse:
        return self.page(codes=finish_enrolment(**given, **who))

    def renew(self, given: dict[str, Any], **who: Any) -> HttpResponse:
        return self.page(codes=renew_backup_codes(**given, **who))

    def remove(self, given: dict[str, Any], **who: Any) -> HttpResponse:
        remove_second_factor(**given, **who)
        messages.success(self.request, gettext("Your second factor was removed."))
        return HttpResponseRedirect(reverse("second_factor"))

    def form_for(self, doing: str, posted: Any = None) -> forms.Form:
        """Return the form of a button; fields have ids of their own on the page."""
        asked = self.asked_for(doing)
        return asked(posted, auto_id=f"id_{doing}_%s", label_suffix="")

    def asked_for(self, doing: str) -> type[forms.Form]:
        """Return the form that asks for what the button needs."""
        if doing == "finish":
            return FirstCodeForm
        if doing != "begin" or self.in_use:
            return CodeForm
        has_password = asking(self.request).has_usable_password()
        return PasswordForm if has_password else forms.Form

    @property
    def in_use(self) -> SecondFactor | None:
        return SecondFactor.objects.in_use().filter(user=asking(self.request)).first()

    def page(
        self,
        doing: str = "",
        form: forms.Form | None = None,
        codes: Sequence[str] = (),
    ) -> HttpResponse:
        """
        Return the page, with what was refused in the form of its button.

        :param codes: new backup codes, shown this once
        """
        made = {one: self.form_for(one) for one in self.doings}
        if form is not None:
            made[doing] = form
        context = self.get_context_data(
            in_use=self.in_use,
            codes=[f"{one[:5]} {one[5:]}" for one in codes],
            enrolment=None if codes else self.enrolment(),
            forms=made,
            form=form,
        )
        status = 422 if form is not None else 200
        response: HttpResponse = self.render_to_response(context, status=status)
        return response

    def enrolment(self) -> dict[str, Any] | None:
        """Return what a new app must be told, while one waits for its first code."""
        user = asking(self.request)
        waiting = SecondFactor.objects.pending_at(timezone.now()).filter(user=user)
        if (begun := waiting.first()) is None:
            return None
        letters = begun.secret_in_letters()
        address = begun.address(
            account=user.get_username(), issuer=settings.WAGTAIL_SITE_NAME
        )
        return {
            "letters": " ".join(
                letters[at : at + 4] for at in range(0, len(letters), 4)
            ),
            "address": address,
            "picture": qr_picture(address),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        account = reverse("wagtailadmin_account")
        return [
            *self.breadcrumbs_items,
            {"url": account, "label": gettext("Account")},
            {"url": "", "label": self.get_page_title()},
        ]


def qr_picture(address: str) -> SafeString:
    """Return the address as a QR code, an inline SVG; the same stands beside as text."""
    code = segno.make(address, error="m", micro=False)
    title = gettext("QR code for the authenticator app")
    return SafeString(  # segno escapes the title; the rest are numbers
        code.svg_inline(scale=_QR_SCALE, title=title, light="#fff", svgclass="desk-qr")
    )
