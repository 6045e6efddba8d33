"""
The inspector: a child process that verifies one file from a stranger.

Reads a line of JSON (`trust_roots`, `expected_sha256`, `at`) and the file after it.
"""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from participation.reports import child
from participation.reports.certificates import CertificateFacts
from participation.reports.verification import (
    Check,
    Condition,
    Verdict,
    sha256_of,
    verify,
)


def inspect(request: bytes) -> bytes:
    """Return the verdict as JSON."""
    head, _, data = request.partition(b"\n")
    asked = json.loads(head)
    verdict = verify(
        data,
        trust_roots=[Path(root) for root in asked["trust_roots"]],
        expected_sha256=asked["expected_sha256"],
        at=datetime.fromisoformat(asked["at"]),
    )
    return json.dumps(asdict(verdict), default=datetime.isoformat).encode()


def read_verdict(answer: bytes) -> Verdict:
    """Return the verdict that the child wrote."""
    told: dict[str, Any] = json.loads(answer)
    signer, sealed_at = told["signer"], told["sealed_at"]
    return Verdict(
        checks=tuple(
            Check(condition=Condition(check["condition"]), holds=check["holds"])
            for check in told["checks"]
        ),
        sha256=told["sha256"],
        signer=_read_certificate(signer) if signer else None,
        sealed_at=datetime.fromisoformat(sealed_at) if sealed_at else None,
    )


def nothing_holds(data: bytes) -> Verdict:
    """Return the verdict on a file that could not even be opened."""
    checks = tuple(Check(condition=each, holds=False) for each in Condition)
    return Verdict(checks=checks, sha256=sha256_of(data))


def _read_certificate(told: dict[str, Any]) -> CertificateFacts:
    dates = {
        name: datetime.fromisoformat(told[name]) for name in ("valid_from", "valid_to")
    }
    return CertificateFacts(**{**told, **dates})


if __name__ == "__main__":
    child.main(inspect)
