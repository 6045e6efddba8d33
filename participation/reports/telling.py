"""What was found of a file, in plain words: for the page, the API and the command."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.reports.headlines import Headline, headline_of
from participation.reports.inspection import Answer, Finding
from participation.reports.telling_seals import Line, SealTold, tell_seals
from participation.reports.verification import Condition

if TYPE_CHECKING:
    from participation.models import Report


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that is said of a file, in the active language."""

    headline: Headline
    checks: list[Line]
    seals: list[SealTold]
    not_checked: list[str]


def tell(finding: Finding) -> Told:
    """Return what to say of the file."""
    return Told(
        headline=headline_of(finding),
        checks=_checks(finding),
        seals=tell_seals(finding.verdict),
        not_checked=_not_checked(finding),
    )


def standing_of(report: "Report", *, newer: "Report | None") -> Line:
    """Return whether the report is still the one to go by."""
    if report.withdrawn_at:
        return Line(holds=False, text=_("We have withdrawn the report."))
    if newer:
        return Line(holds=False, text=_("A newer report has replaced this one."))
    return Line(
        holds=True, text=_("We have neither replaced nor withdrawn the report.")
    )


def _checks(finding: Finding) -> list[Line]:
    verdict = finding.verdict
    lines = [_line(Condition.IDENTICAL, holds=verdict.fulfils(Condition.IDENTICAL))]
    if verdict.problem is None:
        asked = [Condition.SEALED]
        if verdict.fulfils(Condition.SEALED):
            asked += [Condition.INTACT, Condition.WHOLE]
        lines += [_line(each, holds=verdict.fulfils(each)) for each in asked]
    if finding.is_earlier_copy:
        lines.append(
            Line(
                holds=True,
                text=_(
                    "It is an earlier copy: its archive time stamp has since been "
                    "renewed. What it shows is the same."
                ),
            )
        )
    if finding.report:
        lines.append(standing_of(finding.report, newer=finding.newer))
    return lines


def _line(condition: Condition, *, holds: bool) -> Line:
    good, bad = {
        Condition.IDENTICAL: (
            _("The file is byte for byte one that we issued."),
            _("The file is not byte for byte one that we have issued."),
        ),
        Condition.SEALED: (
            _("The file carries an electronic seal."),
            _("The file carries no electronic seal that could be read."),
        ),
        Condition.INTACT: (
            _("What was sealed has not been changed."),
            _("What was sealed has been changed, or the seal is broken."),
        ),
        Condition.WHOLE: (
            _("The seal covers the whole file."),
            _("The seal does not cover the whole file: something was added later."),
        ),
    }[condition]
    return Line(holds=holds, text=good if holds else bad)


def _not_checked(finding: Finding) -> list[str]:
    told = [_("Whether what the file says is true, or still holds.")]
    if finding.verdict.found.seals:
        told.append(_("Whether the person who sent it to you had the right to do so."))
    if any(not seal.revocation_checked for seal in finding.verdict.found.seals):
        told.append(
            _(
                "Whether the certificate had been revoked: the file does not carry what "
                "would tell, and we ask nobody, so that nobody learns what you check."
            )
        )
    if finding.answer == Answer.FOREIGN:
        told.append(
            _(
                "Whether the seal is a qualified one on the trusted lists of the EU. "
                "The services below tell that."
            )
        )
    return told
