"""What a member of staff chooses in the settings of the account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

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
