"""
The inspector: a child process that verifies one file from a stranger.

Reads a line of JSON (`trust_roots`, `expected_sha256`, `at`) and the file after it.
"""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from participation.reports import child
from participation.reports.verification import Verdict, verify


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
    """
    Return the verdict that the child wrote.

    :raises ValueError: if it is none: a hostile file may have the better of a child
    """
    return TypeAdapter(Verdict).validate_json(answer)


if __name__ == "__main__":
    child.main(inspect)
