"""The answer to who hands in a file, in a word or two and a sentence."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.reports.inspection import Answer, Finding
from participation.reports.verification import Problem

if TYPE_CHECKING:
    from participation.models import Report


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The answer: a word or two, and a sentence to go by."""

    #: "done", "warning", "error", or empty for plain information
    tone: str
    title: str
    text: str


def headline_of(finding: Finding) -> Headline:
    """Return the answer in a sentence."""
    if finding.answer == Answer.ISSUED and finding.report:
        return _issued(finding, finding.report)
    if finding.answer == Answer.UNREADABLE and finding.verdict.problem:
        return _unreadable(finding.verdict.problem)
    tone, title, text = {
        Answer.UNPROVEN: (
            "warning",
            _("Issued by us, but its seal is not confirmed"),
            _(
                "The file is byte for byte the one that we issued. Its seal could not "
                "be confirmed today; below it says why."
            ),
        ),
        Answer.ADDED_TO: (
            "error",
            _("Changed after we issued it"),
            _(
                "The file begins as a report that we issued, but something was added "
                "to it. What it shows may differ from what we sealed. Do not rely "
                "on it."
            ),
        ),
        Answer.CHANGED: (
            "error",
            _("Not as we issued it"),
            _(
                "The file carries a seal in our name, but we have not issued it in "
                "this form. Do not rely on it."
            ),
        ),
        Answer.UNREGISTERED: (
            "warning",
            _("Not in our register"),
            _(
                "The seal is ours and whole, but our register does not know the file. "
                "Ask us before you rely on it."
            ),
        ),
        Answer.FOREIGN: (
            "",
            _("Not one of ours"),
            _(
                "We have not issued this file. We only tell what its seal says, and "
                "vouch for nothing in it."
            ),
        ),
        Answer.UNSEALED: (
            "warning",
            _("Without a seal"),
            _(
                "We have not issued this file, and it carries no electronic seal that "
                "can be read. A picture of a signature is not a seal, and a print or "
                "a scan has lost it."
            ),
        ),
    }[finding.answer]
    return Headline(tone=tone, title=title, text=text)


def _issued(finding: Finding, report: "Report") -> Headline:
    if finding.is_another:
        return Headline(
            tone="warning",
            title=_("Another report"),
            text=_(
                "The file is an unchanged report of ours, but another than the one "
                "that you asked about. Its code is %(code)s."
            )
            % {"code": report.code},
        )
    if report.withdrawn_at:
        return Headline(
            tone="warning",
            title=_("Genuine, but withdrawn"),
            text=_(
                "We issued this report, and it has not been changed since. But we have "
                "withdrawn it: do not rely on it any more."
            ),
        )
    if finding.newer:
        return Headline(
            tone="warning",
            title=_("Genuine, but replaced"),
            text=_(
                "We issued this report, and it has not been changed since. But a newer "
                "one has replaced it."
            ),
        )
    if report.is_test:
        return Headline(
            tone="warning",
            title=_("A test, without legal value"),
            text=_(
                "This system issued the file, and it has not been changed since. But "
                "it was sealed with a test certificate, which proves nothing."
            ),
        )
    if finding.is_earlier_copy:
        return Headline(
            tone="done",
            title=_("Genuine, an earlier copy"),
            text=_(
                "We issued this report, and it has not been changed since. This is an "
                "earlier copy of it: its archive time stamp has since been renewed."
            ),
        )
    return Headline(
        tone="done",
        title=_("Genuine"),
        text=_("We issued this report, and it has not been changed since."),
    )


def _unreadable(problem: Problem) -> Headline:
    title, text = {
        Problem.NOT_PDF: (
            _("Not a PDF file"),
            _("All our reports are PDF files, so this is none of them."),
        ),
        Problem.ENCRYPTED: (
            _("Protected by a password"),
            _("The file cannot be checked. None of our reports is protected so."),
        ),
        Problem.DAMAGED: (
            _("Damaged"),
            _(
                "The file is not written as the PDF standard has it, so different "
                "programs may show different things. We have not issued it in this "
                "form. Do not rely on it."
            ),
        ),
        Problem.TOO_HEAVY: (
            _("Too much to check"),
            _(
                "Checking the file took more than we spend on one. We have not issued "
                "it in this form."
            ),
        ),
    }[problem]
    return Headline(tone="warning", title=title, text=text)
