"""What the dashboard says of seals that end and of time stamps that were not renewed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from wagtail.admin.ui.components import Component

from participation.models import Report, SealRenewal, SealStanding
from participation.reports.standing import NOTICE
from workflows.desk.words import error_in_words

if TYPE_CHECKING:
    from cms.accounts.models import User

MAY_SEE = "participation.view_sealstanding"
_MAY_SEE_REPORTS = "participation.view_report"
#: reports that are named, of those that one failure is about
_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class KeyTrouble:
    """A key that cannot seal or ends soon."""

    #: empty for the organisation's own seal
    seal: str
    #: none when the key cannot be read
    valid_to: datetime | None
    #: why it cannot seal, and what to do; empty when it only ends soon
    problem: str | Promise


@dataclass(frozen=True, kw_only=True)
class StampTrouble:
    """Archive time stamps that could not be renewed for the same reason."""

    count: int
    #: when the certificate of the first one ends
    ends_at: datetime
    #: why, and what to do
    problem: str | Promise
    #: the most urgent of those that the user may see
    reports: list[Report]


class SealsPanel(Component):
    """Seals and time stamps that somebody must see to."""

    name = "desk_seals"
    template_name = "participation/desk/seals_panel.html"
    order = 40

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"keys": _keys(), "stamps": _stamps(user, timezone.now())}


def has_troubles() -> bool:
    """Tell whether there is anything to be shown. Opens no keys."""
    troubling = SealStanding.objects.troubling().exists()
    return troubling or _failed(timezone.now()).exists()


def _keys() -> list[KeyTrouble]:
    return [
        KeyTrouble(
            seal=one.seal,
            valid_to=one.valid_to,
            problem=error_in_words(f"report-{one.problem}") if one.problem else "",
        )
        for one in SealStanding.objects.troubling()
    ]


def _stamps(user: "User", at: datetime) -> list[StampTrouble]:
    failed = _failed(at)
    errors = dict.fromkeys(failed.order_by("ends_at").values_list("error", flat=True))
    return [_stamp_trouble(failed.filter(error=one), one, user) for one in errors]


def _stamp_trouble(
    failed: QuerySet[SealRenewal], error: str, user: "User"
) -> StampTrouble:
    reports: list[Report] = []
    if user.has_perm(_MAY_SEE_REPORTS):
        visible = Report.objects.visible_to(user).filter(renewal__in=failed)
        reports = list(visible.order_by("renewal__ends_at", "pk")[:_NAMED])
    return StampTrouble(
        count=failed.count(),
        ends_at=failed.order_by("ends_at").values_list("ends_at", flat=True)[0],
        problem=error_in_words(error),
        reports=reports,
    )


def _failed(at: datetime) -> QuerySet[SealRenewal]:
    """
    Return what failed and needs somebody.

    That the authority has no newer certificate yet is its ordinary course, until the
    time grows short. What came too late is settled once the report is replaced or
    withdrawn.
    """
    failed = SealRenewal.objects.failed()
    waiting = failed.filter(error="report-no_gain", ends_at__gt=at + NOTICE)
    settled = failed.filter(error="report-lapsed").exclude(
        report__in=Report.objects.current()
    )
    return failed.exclude(pk__in=waiting).exclude(pk__in=settled)
