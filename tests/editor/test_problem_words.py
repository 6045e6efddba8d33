"""Every problem that keeps a definition from being published has words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override

import pytest

import workflows
from workflows.editor.problem_words import in_words
from workflows.engine.codec import Problem

ENGINE = Path(workflows.__file__).parent / "engine"


def codes() -> Iterator[str]:
    """Yield the code of each problem that the engine knows, from its own source."""
    for file in sorted(ENGINE.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
                code = node.args[1]
                if isinstance(code, ast.Constant):
                    yield str(code.value)


def test_the_engine_knows_many_problems() -> None:
    assert len(set(codes())) > 50


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_problem_is_told_in_the_language_of_the_screen(language: str) -> None:
    with override(language):
        told = {code: in_words(Problem("", code, "English")) for code in codes()}

    assert [code for code, words in told.items() if words == "English"] == []
