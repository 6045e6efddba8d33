"""What the API says of reports, and of files that are checked."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from ninja import Field, Schema

from participation.models import SealRecord
from participation.reports.found import Level, TimeProof, Trust
from participation.reports.inspection import Answer, Finding, newer_edition
from participation.reports.organisation import organisation_name
from participation.reports.telling import tell
from participation.reports.verification import Condition, Problem

if TYPE_CHECKING:
    from participation.models import Report


class Certificate(Schema):
    """What a certificate says."""

    subject: str
    issuer: str
    serial: str = Field(description="In hexadecimal.")
    valid_from: datetime
    valid_to: datetime
    is_test: bool = Field(description="By a test authority, so of no legal value.")


class Stamp(Schema):
    """A time stamp."""

    at: datetime
    authority: Certificate | None
    trust: Trust
    is_intact: bool


class Seal(Schema):
    """A seal of a file; all of it is the seal's own word unless `trust` is trusted."""

    signer: Certificate | None
    level: Level
    claimed_at: datetime | None
    stamp: Stamp | None
    is_intact: bool
    trust: Trust
    revocation_checked: bool
    judged_at: datetime = Field(description="When the certificate had to be valid.")
    time_proof: TimeProof = Field(description="Why that moment counts.")


class IssuedSeal(Schema):
    """The seal of a report as our register has it."""

    level: str
    sealed_at: datetime
    subject: str
    issuer: str
    serial: str


class RecordedSeal(Schema):
    """A seal or an archive time stamp of a report, as our register has it."""

    kind: SealRecord.Kind
    level: str = Field(description="PAdES level that it gives the file.")
    subject: str = Field(description="Of the certificate that sealed or stamped.")
    issuer: str
    serial: str = Field(description="In hexadecimal.")
    valid_from: datetime
    valid_to: datetime
    certificate_sha256: str = Field(description="Empty for some of the oldest.")
    digest_algorithm: str
    signature_algorithm: str
    claimed_at: datetime | None = Field(description="The seal's own word.")
    stamped_at: datetime | None = Field(description="What a time stamp proves.")
    stamp_authority: str
    ends_at: datetime = Field(description="Until when it proves itself.")
    sha256: str = Field(description="Of the file as it was once this was in it.")
    size_bytes: int = Field(description="As above.")


class Standing(StrEnum):
    """Whether a report is the one to go by."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class IssuedReport(Schema):
    """A report that we issued."""

    code: str
    kind: str
    title: str | None = Field(description="Null for reports that are not public.")
    reference: str | None = Field(description="As above.")
    organisation: str
    language: str
    edition: int
    standing: Standing
    replaced_by: str | None = Field(description="The code of the newest edition.")
    withdrawn_at: datetime | None
    withdrawn_reason: str
    is_test: bool
    seal: IssuedSeal
    seals: list[RecordedSeal] = Field(
        description="Every seal and archive time stamp, the oldest first."
    )
    size_bytes: int
    sha256: str = Field(description="Of the sealed file.")
    content_sha256: str = Field(description="Of the file before it was sealed.")
    page: str = Field(description="Address of its verification page.")

    @classmethod
    def of(cls, report: "Report") -> "IssuedReport":
        """Return the report as the API tells of it."""
        newer = newer_edition(report)
        standing = Standing.REPLACED if newer else Standing.IN_FORCE
        path = reverse("participation:verify_code", kwargs={"code": report.code})
        return cls(
            code=report.code,
            kind=report.kind,
            title=report.title if report.is_public else None,
            reference=report.reference if report.is_public else None,
            organisation=organisation_name(report.language),
            language=report.language,
            edition=report.edition,
            standing=Standing.WITHDRAWN if report.withdrawn_at else standing,
            replaced_by=newer.code if newer else None,
            withdrawn_at=report.withdrawn_at,
            withdrawn_reason=report.withdrawn_reason,
            is_test=report.is_test,
            seal=IssuedSeal(
                level=report.seal_level,
                sealed_at=report.sealed_at,
                subject=report.signer_subject,
                issuer=report.signer_issuer,
                serial=report.signer_serial,
            ),
            seals=[RecordedSeal.from_orm(one) for one in report.seals.in_order()],
            size_bytes=report.size_bytes,
            sha256=report.sha256,
            content_sha256=report.content_sha256,
            page=urljoin(settings.WAGTAILADMIN_BASE_URL, path),
        )


class ConditionTold(Schema):
    """One of the conditions that a genuine report fulfils."""

    condition: Condition
    holds: bool


class Words(Schema):
    """What to tell people, in the language of `Accept-Language`."""

    title: str
    text: str
    not_checked: list[str]


class Inspection(Schema):
    """What was found of a file."""

    answer: Answer
    is_genuine: bool = Field(
        description="Byte for byte what we issued, and its seal holds. Look at "
        "`report.standing` and `report.is_test` too."
    )
    is_asked_for: bool | None = Field(
        description="It is the report whose code was given; null without a code."
    )
    is_earlier_copy: bool = Field(
        description="Ours, from before its archive time stamp was renewed: "
        "`report.sha256` is of the newest copy."
    )
    sha256: str
    problem: Problem | None = Field(description="Why the file could not be read.")
    conditions: list[ConditionTold]
    report: IssuedReport | None = Field(
        description="The report that the file is, or begins as."
    )
    seals: list[Seal]
    archive_stamps: list[Stamp]
    words: Words

    @classmethod
    def of(cls, finding: Finding) -> "Inspection":
        """Return the finding as the API tells of it."""
        told, verdict = tell(finding), finding.verdict
        return cls(
            answer=finding.answer,
            is_genuine=finding.is_ours,
            is_asked_for=finding.is_asked_for,
            is_earlier_copy=finding.is_earlier_copy,
            sha256=verdict.sha256,
            problem=verdict.problem,
            conditions=[
                ConditionTold(condition=check.condition, holds=check.holds)
                for check in verdict.checks
            ],
            report=IssuedReport.of(finding.report) if finding.report else None,
            seals=[Seal.from_orm(seal) for seal in verdict.found.seals],
            archive_stamps=[
                Stamp.from_orm(stamp) for stamp in verdict.found.archive_stamps
            ],
            words=Words(
                title=told.headline.title,
                text=told.headline.text,
                not_checked=told.not_checked,
            ),
        )
