"""What a fresh start of the demo removes, and what the running process still needs."""

from pathlib import Path

import pytest

from cms.demo import installation


def test_a_fresh_start_leaves_the_keys_that_settings_have_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation.connections, "close_all", lambda: None)
    keys = ("secret-key", "master-key")
    for name in (*keys, "osallistu.sqlite3"):
        (tmp_path / name).write_text("x")
    (tmp_path / "media").mkdir()

    installation.forget(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(keys)
