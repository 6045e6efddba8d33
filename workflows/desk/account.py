"""What a member of staff chooses in the settings of the account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from workflows.desk.confirming import has_second_factor
from workflows.models import DigestChoice, Role


class DigestForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = DigestChoice
        fields = ("is_wanted",)


class DigestPanel(BaseSettingsPanel):
    """The daily mail, for those who have a role at the desk."""

    name = "digest"
    title = _("Daily mail")
    tab = notifications_tab
    order = 300
    form_class = DigestForm

    def is_active(self) -> bool:
        return Role.objects.filter(group__user=self.user).exists()

    def get_form(self) -> Any:
        choice = DigestChoice.objects.filter(user=self.user).first()
        choice = choice or DigestChoice(user=self.user)
        posted = self.request.POST if self.request.method == "POST" else None
        return self.form_class(posted, instance=choice, prefix=self.name)


class SecondFactorPanel(BaseSettingsPanel):
    """Whether the person has a second factor, and the way to its page."""

    name = "second_factor"
    title = _("Second factor")
    order = 600
    template_name = "workflows/desk/second_factor_panel.html"

    def get_form(self) -> forms.Form:
        return forms.Form()  # nothing is chosen here

    def get_context_data(self) -> dict[str, Any]:
        return {"has_second_factor": has_second_factor(self.user)}
