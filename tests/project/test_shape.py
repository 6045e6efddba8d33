"""The shape of the code: sizes, names, layers and pinned requirements."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from django.conf import settings

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Path = settings.BASE_DIR
PACKAGES = ("cms", "participation", "workflows")
LINES_AT_MOST = 250

#: file: why it may be longer
LONGER: dict[str, str] = {}

VAGUE = {"utils", "helpers", "services", "managers", "core", "misc", "common"}


def sources():
    """Return every Python file of ours that a person writes, from the root."""
    found = [*ROOT.glob("*.py"), *(ROOT / "bin").glob("*.py")]
    for package in (*PACKAGES, "tests"):
        found += (ROOT / package).rglob("*.py")
    return sorted(
        path.relative_to(ROOT) for path in found if path.parent.name != "migrations"
    )


def test_no_file_is_long_without_a_reason():
    lengths = {
        str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in sources()
    }
    long = {path for path, lines in lengths.items() if lines > LINES_AT_MOST}

    assert long == set(LONGER)


def test_no_module_has_a_name_that_says_nothing():
    named = {part for path in sources() for part in path.with_suffix("").parts}

    assert not named & VAGUE


def lint_imports(directory):
    script = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(script), "--no-cache"],
        cwd=directory,
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.fixture(scope="module")
def copied_tree(tmp_path_factory):
    directory = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", directory)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, directory / package)
    return directory


@pytest.mark.parametrize(
    ("module", "planted", "contract"),
    [
        ("workflows/errors/cases.py", "import cms.apps", "cms above participation"),
        ("workflows/models/cases.py", "import workflows.actions", "Inside workflows"),
        ("participation/models/reports.py", "import participation.desk", "Inside part"),
        ("workflows/engine/texts.py", "import django.conf", "plain Python"),
        ("cms/accounts/models.py", "import workflows.models", "Accounts know nothing"),
    ],
)
def test_a_planted_breach_of_the_layers_is_found(
    copied_tree, module, planted, contract
):
    file = copied_tree / module
    original = file.read_text(encoding="utf-8")
    file.write_text(f"{original}\n{planted}\n", encoding="utf-8")

    result = lint_imports(copied_tree)

    file.write_text(original, encoding="utf-8")
    assert result.returncode == 1
    broken = [line for line in result.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken)


def pinned(file):
    """Return name: version of each line of a pinned list."""
    pins = re.findall(r"^([\w.-]+)==([\w.]+)", file.read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize(
    ("file", "section"),
    [
        ("requirements.txt", lambda project: project["project"]["dependencies"]),
        (
            "tests/requirements.txt",
            lambda project: project["dependency-groups"]["tests"],
        ),
        (".ci/requirements.txt", lambda project: project["dependency-groups"]["gates"]),
    ],
)
def test_pinned_versions_are_those_asked_for(file, section):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = pinned(ROOT / file)

    for line in section(project):
        wanted = Requirement(line)
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)])


def test_pinned_lists_name_no_host():
    for file in ("requirements.txt", "tests/requirements.txt", ".ci/requirements.txt"):
        assert "://" not in (ROOT / file).read_text(encoding="utf-8")
