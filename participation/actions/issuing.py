"""Who may issue, replace and withdraw reports."""

from typing import TYPE_CHECKING

from participation.reports.kinds import registry
from participation.reports.kinds.kind import NoSuchSubject
from workflows.models import Case, Scope, Unit

if TYPE_CHECKING:
    from cms.accounts.models import User

MAY_ISSUE = "participation.issue_report"


def may_issue(user: "User", *, kind: str, subject: str) -> bool:
    """
    Tell whether the user may issue reports, and those about this subject.

    What is gone asks for the permission alone, so that its reports can be withdrawn.
    Whether the user sees the report's case or unit is another matter: see `sees`.
    """
    if not user.has_perm(MAY_ISSUE):
        return False
    try:
        known = registry.kind(kind)
        return known.may_issue(known.find(subject), user)
    except (KeyError, NoSuchSubject):
        return True


def sees(user: "User", *, case: Case | None, unit: Unit | None) -> bool:
    """Tell whether the user would see a report of that case or unit."""
    scope = Scope.of(user)
    if case is not None:
        return Case.objects.within(scope).filter(pk=case.pk).exists()
    return scope.is_everything or unit is None or unit.pk in scope.units
