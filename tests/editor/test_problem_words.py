"""Every problem that keeps a definition from being published has words."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import override

import pytest

import workflows
from workflows.editor.problem_words import in_words
from workflows.engine.codec import Problem
from workflows.engine.condition_checks import problems, strange_options

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


#: conditions that do not work, each in another way
BROKEN: tuple[Any, ...] = (
    {"==": [{"var": "moon"}, "x"]},
    {"==": [{"var": "kind"}, "none"]},
    {"<": [{"var": "name"}, "x"]},
    {"==": [{"var": "topics"}, {"var": "topics"}]},
    {"==": [{"var": "number"}, "x"]},
    {"in": [{"var": "topics"}, {"var": "topics"}]},
    {"all": [{"var": "name"}, {"var": "item"}]},
    {"==": ["x"]},
    {"and": []},
    {"fly": ["x"]},
    {"==": [{"var": "name"}, 1.5]},
    {"and": [{"==": ["x", "x"]}] * 2000},
)
KNOWN = {"kind": "choice", "name": "text", "topics": "choices", "number": "number"}


@pytest.mark.parametrize("rule", BROKEN, ids=str)
def test_what_is_wrong_with_a_condition_is_told_in_the_language_too(rule: Any) -> None:
    found = [*problems(rule, KNOWN), *strange_options(rule, {"kind": ["one"]})]

    assert found
    with override("fi"):
        told = [in_words(Problem("", "bad_condition", one)) for one in found]
    assert not any(one in words for one, words in zip(found, told, strict=True))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_problem_is_told_in_the_language_of_the_screen(language: str) -> None:
    with override(language):
        told = {code: in_words(Problem("", code, "English")) for code in codes()}

    assert [code for code, words in told.items() if words == "English"] == []
