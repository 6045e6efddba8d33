"""Run one bench on a fresh database: `python -m tests.benches NAME`."""

import argparse
import os
import sys

import django
from django.test.utils import setup_databases, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")


def main() -> int:
    django.setup()
    from tests.benches import (
        audit,
        deadlines,
        effects,
        journey,
        queue,
        reports,
        transitions,
    )

    benches = {
        "audit": audit.measure,
        "deadlines": deadlines.measure,
        "effects": effects.measure,
        "journey": journey.measure,
        "queue": queue.measure,
        "reports": reports.measure,
        "transitions": transitions.measure,
    }
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("name", choices=sorted(benches))
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rounds", type=int, default=30, help="how often to measure")
    options = parser.parse_args()

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        findings = benches[options.name](rounds=options.rounds)
    finally:
        teardown_databases(databases, verbosity=0)
    print(findings.as_json() if options.json else findings.as_table())
    return 0 if findings.hold else 1


if __name__ == "__main__":
    sys.exit(main())
