"""What a kind of report must say of itself: one class, one template, one schema."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from participation.reports.apart import Limits
from participation.reports.texts import LANGUAGES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from cms.accounts.models import User
    from participation.models import Outcome
    from workflows.models import Case, Unit

Subject = TypeVar("Subject")


class NoSuchSubject(Exception):
    """There is nothing, or nothing yet, that a report of this kind could be about."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What the frame around every report says of its subject, and whose it is."""

    #: the subject's lasting name, which `Kind.find` understands: "outcome:…"
    subject: str
    title: str
    #: the kind of document in the language of the report, above its title
    type: str
    #: as printed in the running header: of the case, or a year
    reference: str
    #: when the facts became what they are: the same facts have the same moment
    at: datetime
    #: of the title and of what people wrote, where it is another than the report's
    text_language: str = ""
    #: who sees the report in the register: those who see the case, or the unit's
    outcome: "Outcome | None" = None
    case: "Case | None" = None
    unit: "Unit | None" = None

    @property
    def data_name(self) -> str:
        """The name of the data file inside the PDF."""
        return f"{self.reference}.json"


class Kind(ABC, Generic[Subject]):
    """
    A kind of report; register an implementation with `@registry.register`.

    Everything said is in the active language, which is the report's. Facts and
    context come from reviewed, public data only, unless the kind is internal.
    """

    key: ClassVar[str]
    #: what the kind is called in registers
    label: ClassVar["StrPromise"]
    #: extends `participation/reports/document.html`
    template: ClassVar[str]
    #: file in `schemas` of the app (see `registry.schema_of`) that describes `facts`
    schema: ClassVar[str]
    #: style sheets (templates) beside the frame's own
    styles: ClassVar[tuple[str, ...]] = ()
    #: anybody may fetch it; else only staff who see its case or unit
    is_public: ClassVar[bool] = True
    #: sealed and kept in the register; else made for whoever asks, without a seal
    is_kept: ClassVar[bool] = True
    #: the marking of publicity
    publicity: ClassVar["StrPromise"] = _("Public")
    #: what may be scheduled: values of `ReportSchedule.Period`
    periods: ClassVar[tuple[str, ...]] = ()
    #: what is asked of whoever orders a report on a topic: "Period", "Meeting"
    choice: ClassVar["StrPromise | str"] = ""
    #: what the renderer may use
    limits: ClassVar[Limits] = Limits()

    @abstractmethod
    def find(self, subject: str) -> Subject:
        """
        Return the subject of that lasting name.

        :raises NoSuchSubject: if there is none
        """

    @abstractmethod
    def about(self, subject: Subject, *, language: str) -> About:
        """Return what the frame says of the subject."""

    @abstractmethod
    def facts(self, subject: Subject, *, language: str) -> dict[str, Any]:
        """Return the facts as data, as the schema describes them."""

    @abstractmethod
    def context(
        self, subject: Subject, *, language: str, facts: dict[str, Any]
    ) -> dict[str, Any]:
        """
        Return what the template shows; its texts are made printable afterwards.

        `rows`, pairs of a label and a text, go into the table under the title.
        """

    def languages(self, subject: Subject) -> tuple[str, ...]:
        """Return the languages in which the report can be issued, its own first."""
        return LANGUAGES

    def may_issue(self, subject: Subject, user: "User") -> bool:
        """Tell whether the user, who may issue reports, may issue this one."""
        return True

    def topics(self, user: "User") -> list[tuple[str, str]]:
        """
        Return name and title of what the user may have reports made about.

        A topic, such as a page, has several subjects, such as the quarters of it; a
        kind without topics has a form of its own, or is issued by cases alone.
        """
        return []

    def titles(self, topics: Collection[str]) -> dict[str, str]:
        """Return what the topics are called, whoever asks, without those that are gone."""
        return {}

    def subjects_of(self, topic: str, *, at: datetime) -> list[tuple[str, str]]:
        """
        Return name and title of the subjects of a topic, the latest first.

        :raises NoSuchSubject: if there is no such topic
        """
        raise NoSuchSubject

    def scheduled(
        self, *, about: str, unit: "Unit | None", period: str, ended: date
    ) -> list[str]:
        """
        Return the names of the subjects that are due once a period has ended.

        :param about: the topic, if the kind has any
        :param period: one of `periods`
        :param ended: the last day of the period
        :raises NoSuchSubject: if the kind knows no schedules, or the topic is gone
        """
        raise NoSuchSubject
