"""The units of the organisation: who is in them, who leads, who stands in."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from workflows.models import Unit

if TYPE_CHECKING:
    from cms.accounts.models import User


class NeverDeleted(ModelPermissionPolicy):
    """Rows that cases point to: kept by whoever may change them, deleted by nobody."""

    def user_has_permission(self, user: "User", action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class UnitForm(WagtailAdminModelForm):
    """The members of a unit; only they can lead it or stand in."""

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = ["name", "key", "members", "lead", "substitute"]
        widgets: ClassVar[dict[str, Any]] = {"members": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["key"].disabled = True  # definitions and files name it
        for name in ("members", "lead", "substitute"):
            field = self.fields[name]
            people = field.queryset.filter(is_active=True)
            field.queryset = people.order_by("last_name", "first_name", "username")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        members = cleaned.get("members") or ()
        for name in ("lead", "substitute"):
            if cleaned.get(name) and cleaned[name] not in members:
                self.add_error(name, gettext("Choose a member of the unit."))
        return cleaned


class UnitListing(generic.IndexView):
    """All units with their heads."""

    list_export: ClassVar[list[str]] = []

    def get_base_queryset(self) -> QuerySet[Unit]:
        return (
            Unit.objects.select_related("lead", "substitute")
            .annotate(people=Count("members"))
            .order_by("name", "pk")
        )


def people_in_words(unit: Unit) -> str:
    count = unit.people  # type: ignore[attr-defined]
    return ngettext("%(n)s member", "%(n)s members", count) % {"n": count}


class UnitViewSet(ModelViewSet):
    """A register that administrators keep."""

    model = Unit
    icon = "group"
    name = "desk_units"
    url_prefix = "units"
    menu_label = _("Units")
    menu_name = "desk-units"
    menu_order = 910
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = UnitListing
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("people", label=_("Members"), accessor=people_in_words),
        "lead",
        "substitute",
    ]
    search_fields: ClassVar[list[str]] = ["name", "key"]

    def get_form_class(self, for_update: bool = False) -> type[UnitForm]:  # noqa: FBT001, FBT002
        return UnitForm

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses without the one that deletes."""
        return [one for one in super().get_urlpatterns() if one.name != "delete"]
