"""Readers of the environment refuse what they cannot use, by name."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

import pytest

from cms.settings import env
from cms.settings.secret import secret_key_in


@pytest.mark.parametrize("written", ["1", "true", "YES", " on "])
def test_a_flag_is_read_as_true(monkeypatch, written):
    monkeypatch.setenv("FLAG", written)

    assert env.flag("FLAG", default=False) is True


@pytest.mark.parametrize("written", ["0", "false", "No", "off"])
def test_a_flag_is_read_as_false(monkeypatch, written):
    monkeypatch.setenv("FLAG", written)

    assert env.flag("FLAG", default=True) is False


def test_an_unset_or_empty_variable_takes_the_default(monkeypatch, tmp_path):
    monkeypatch.setenv("EMPTY", "  ")

    assert env.text("EMPTY", "x") == "x"
    assert env.flag("EMPTY", default=True) is True
    assert env.integer("EMPTY", 7, least=1, most=9) == 7
    assert env.words("EMPTY", "a, b") == ["a", "b"]
    assert env.path("UNSET_PATH", tmp_path) == tmp_path


def test_words_lose_blanks_and_empty_items(monkeypatch):
    monkeypatch.setenv("WORDS", " a.example ,, b.example,")

    assert env.words("WORDS") == ["a.example", "b.example"]


def test_a_path_may_start_at_home(monkeypatch):
    monkeypatch.setenv("PLACE", "~/files")

    assert env.path("PLACE") == Path.home() / "files"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", lambda: env.text("V")),
        ("perhaps", lambda: env.flag("V", default=True)),
        ("many", lambda: env.integer("V", 1, least=1, most=9)),
        ("10", lambda: env.integer("V", 1, least=1, most=9)),
        ("0", lambda: env.integer("V", 1, least=1, most=9)),
        (" , ", lambda: env.words("V")),
        ("files/here", lambda: env.path("V")),
        ("ftp", lambda: env.choice("V", "tls", {"tls", "none"})),
    ],
)
def test_a_bad_value_stops_the_start_and_is_named(monkeypatch, written, read):
    monkeypatch.setenv("V", written)

    with pytest.raises(ImproperlyConfigured, match=r"^V "):
        read()


def test_the_demo_key_is_made_once_and_kept_from_others(tmp_path):
    first = secret_key_in(tmp_path / "var")

    assert secret_key_in(tmp_path / "var") == first
    assert len(first) >= 50
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0
