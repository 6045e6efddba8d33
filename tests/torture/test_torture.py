"""The short torture, in every run of the suite."""

import os
import subprocess
import sys

import pytest

from tests.torture.machines import missing

pytestmark = [pytest.mark.process, pytest.mark.timeout(900)]


@pytest.mark.skipif(
    bool(missing()), reason=f"missing; run: sudo apt-get install {missing()}"
)
def test_a_site_that_is_killed_over_and_over_loses_nothing() -> None:
    environment = {key: one for key, one in os.environ.items() if "_URL" not in key}

    ended = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--seconds", "20"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Everything holds." in ended.stdout
