"""What participation adds to the dossier of a case: the outcome and its reports."""

from collections.abc import Iterator
from functools import partial

from participation.models import Outcome, Report
from workflows.actions.dossier_parts import File, json_file, stored_file
from workflows.models import Case

_OUTCOME = (
    "language",
    "title",
    "summary",
    "hearing",
    "answer",
    "measures",
    "answered_by",
    "arrived_at",
    "approved_at",
    "published_at",
    "confirmed_by",
    "confirmed_with",
    "confirmed_at",
)
_REPORT = (
    "code",
    "title",
    "language",
    "sha256",
    "sealed_at",
    "seal_level",
    "signer_subject",
    "signer_issuer",
    "is_test",
)
_SEAL = (
    "kind",
    "level",
    "subject",
    "issuer",
    "serial",
    "valid_from",
    "valid_to",
    "certificate_sha256",
    "issuers",
    "digest_algorithm",
    "signature_algorithm",
    "claimed_at",
    "stamped_at",
    "stamp_authority",
    "sha256",
    "size_bytes",
    "made_at",
    "ends_at",
)


def outcome_part(case: Case) -> Iterator[File]:
    """Yield what was published of the case, and the sealed reports."""
    outcome = Outcome.objects.filter(case=case).first()
    if outcome is None:
        return
    reports = list(outcome.reports.order_by("language", "pk"))
    told = {name: getattr(outcome, name) for name in _OUTCOME}
    told["follow_ups"] = list(
        outcome.follow_ups.order_by("at", "pk").values("text", "at")
    )
    told["reports"] = [_told(one) for one in reports]
    yield json_file("outcome/outcome.json", told)
    for one in reports:
        path = f"outcome/report-{one.language}-{one.code}.pdf"
        yield stored_file(path, partial(one.file.storage.open, str(one.file.name)))


def _told(report: Report) -> dict[str, object]:
    told = {name: getattr(report, name) for name in _REPORT}
    return {**told, "seals": list(report.seals.in_order().values(*_SEAL))}
