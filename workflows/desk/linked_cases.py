"""Other cases that the case belongs with, as far as the user may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from workflows.desk.addresses import case_url
from workflows.desk.dossier import Dossier
from workflows.desk.words import said, stage_of
from workflows.models import Case, CaseEvent, CaseLink

if TYPE_CHECKING:
    from cms.accounts.models import User

#: a leading case may have hundreds of followers: the page shows this many
MOST = 50


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Another case, and what it is to this one."""

    relation: str
    #: this case follows the other one
    leads: bool
    #: empty, with stage and address, for a case that the user may not see
    reference: str = ""
    stage: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class LinkedCases:
    """The cases that the page shows, the leading one first."""

    shown: Sequence[Linked] = ()
    #: there are more of them than the page shows
    has_more: bool = False

    @property
    def leading(self) -> Linked | None:
        """The case into which this one was merged."""
        return next((one for one in self.shown if one.leads), None)


@dataclass(frozen=True, kw_only=True)
class Retyped:
    """That the case goes on as another kind than it came in as."""

    #: titles of the workflows
    before: str
    after: str
    at: datetime


def linked_cases(dossier: Dossier, user: "User") -> LinkedCases:
    """
    Return the cases linked to the dossier's, whoever made the link.

    Asks the database only where the history tells of another case; then three
    queries, however many cases there are.
    """
    if not any(_tells_of_another(event) for event in dossier.events):
        return LinkedCases()
    case = dossier.case
    # By kind: what the case was merged into comes before all else.
    links = CaseLink.objects.filter(Q(case=case) | Q(other=case))
    found = list(links.order_by("kind", "at", "pk")[: MOST + 1])
    others = {link.case_id + link.other_id - case.pk for link in found}
    seen = (
        Case.objects.visible_to(user)
        .select_related("workflow_version")
        .defer("workflow_version__spec")
        .in_bulk(others)
    )
    return LinkedCases(
        shown=[_linked(link, case, seen) for link in found[:MOST]],
        has_more=len(found) > MOST,
    )


def retyped(dossier: Dossier) -> Retyped | None:
    """Return the last time that the case became one of another kind."""
    for before, after in reversed([*pairwise(dossier.events)]):
        if after.type == "retyped":
            return Retyped(
                before=said(before.workflow_version.compiled.title),
                after=said(after.workflow_version.compiled.title),
                at=after.at,
            )
    return None


def _tells_of_another(event: CaseEvent) -> bool:
    told = event.data
    return "other" in told or "split_from" in told or "other" in told.get("deed", {})


def _linked(link: CaseLink, case: Case, seen: dict[int, Case]) -> Linked:
    is_ours = link.case_id == case.pk
    relation = _relation(link, is_ours=is_ours)
    leads = is_ours and link.kind == CaseLink.Kind.MERGED
    other = seen.get(link.other_id if is_ours else link.case_id)
    if other is None:
        return Linked(relation=relation, leads=leads)
    return Linked(
        relation=relation,
        leads=leads,
        reference=other.reference,
        stage=stage_of(other),
        url=case_url(other.pk),
    )


def _relation(link: CaseLink, *, is_ours: bool) -> str:
    if link.kind == CaseLink.Kind.MERGED:
        return gettext("Merged into") if is_ours else gettext("Merged into this one")
    if link.kind == CaseLink.Kind.SPLIT:
        return gettext("Continued in") if is_ours else gettext("Continued from")
    return gettext("Related")
