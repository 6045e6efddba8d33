"""
Registers: lists to read, on wagtail-modeladmin with its holes closed.

As it comes, that package applies any lookup in the query string (an oracle on every
field of every related row), answers unknown parameters and malformed ids with a
server error, shows the history page to everybody, forgets row scoping outside the
list, and inspects every field unless told otherwise. `tests/desk/test_registers.py`
has a test for each.
"""

from typing import Any, ClassVar

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern

from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView


class ReadingPermissions(PermissionHelper):
    """Seeing needs the model's "view" permission; nothing else is ever permitted."""

    def user_can_list(self, user: Any) -> bool:
        codename = self.get_perm_codename("view")
        return bool(self.user_has_specific_permission(user, codename))

    def user_can_inspect_obj(self, user: Any, obj: Model) -> bool:
        return self.inspect_view_enabled and self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        return False


class SafeIndexView(IndexView):
    """The list, narrowed by its declared filters and by nothing else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return redirect(self.index_url)
        return response

    def get_page_title(self) -> str:
        return str(self.model_admin.get_menu_label())

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Return the parameters without those that no declared filter asks for."""
        found: dict[str, Any] = super().get_filters_params(params)
        declared = tuple(self.model_admin.filter_parameters())
        return {
            key: values
            for key, values in found.items()
            if key in declared or key.partition("__")[0] in declared
        }

    def get_filters(self, request: HttpRequest) -> tuple[Any, bool, Any, bool]:
        """Return the declared filters; lookups that none of them took are dropped."""
        specs, has_filters, _dropped, distinct = super().get_filters(request)
        return specs, has_filters, {}, distinct

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> Any:
        # PostgreSQL has no text with this character and says so with an error.
        term = search_term.replace("\0", "")
        return super().get_search_results(request, queryset, term)


class SafeInspectView(InspectView):
    """One row, if it is in the list of whoever asks."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.check_action_permitted(request.user):  # else it is refused below
            rows = self.model_admin.get_queryset(request)
            if not rows.filter(pk=self.instance.pk).exists():
                raise Http404
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class InspectButton(ButtonHelper):
    """One button in a row: to look at it."""

    inspect_button_classnames: ClassVar[list[str]] = ["button-secondary"]


class SafeModelAdmin(ModelAdmin):
    """
    A register: a list, and a page for a row when `inspect_view_enabled`.

    Subclasses say in `list_display` and `inspect_view_fields` what is shown, in
    `list_filter` what may narrow the list (fields of the model itself), and scope the
    rows in `get_queryset`, which holds for both pages. Nothing is exported: a
    spreadsheet would run what a resident wrote as a formula.
    """

    index_view_class = SafeIndexView
    inspect_view_class = SafeInspectView
    permission_helper_class = ReadingPermissions
    button_helper_class = InspectButton
    history_view_enabled = False
    list_per_page = 50
    index_view_extra_css: ClassVar[list[str]] = ["workflows/desk.css"]
    #: columns whose values are short and stay on one line
    short_columns: ClassVar[tuple[str, ...]] = ()
    list_export = ()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        shown = self.inspect_view_fields or self.inspect_template_name
        if self.inspect_view_enabled and not shown:
            raise ImproperlyConfigured(
                f"{type(self).__name__} must name the fields that it shows."
            )
        if self.list_export:
            raise ImproperlyConfigured(f"{type(self).__name__} may not export.")

    def filter_parameters(self) -> list[str]:
        """Return the names that the declared filters take from the query string."""
        return [
            one if isinstance(one, str) else one.parameter_name
            for one in self.list_filter
        ]

    def get_extra_class_names_for_field_col(
        self, obj: Model, field_name: str
    ) -> list[str]:
        return ["desk-short"] if field_name in self.short_columns else []

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        try:
            response: HttpResponse = super().inspect_view(request, instance_pk)
        except ValidationError:  # not even the form of a key
            raise Http404 from None
        return response

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Return the addresses of the list and of a row: nothing is written here."""
        allowed = {
            self.url_helper.get_action_url_name(action)
            for action in ("index", "inspect")
        }
        found = super().get_admin_urls_for_registration()
        return tuple(one for one in found if one.name in allowed)

    def register_admin_url_finders(self) -> None:
        """Register none: there is no page on which a row is edited."""
