"""Dossiers taken apart, changed, packed again and verified."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from workflows.actions.dossiers import dossier_of
from workflows.engine import verify_dossier
from workflows.models import Case

Files = dict[str, bytes]
FILE = os.urandom(700_000)


def loaded(case: Case) -> Case:
    rows = Case.objects.select_related("submission__form_version__form", "unit")
    return rows.get(pk=case.pk)


def exported(case: Case, at: datetime) -> Files:
    archive = io.BytesIO(b"".join(dossier_of(case=case, at=at)))
    with zipfile.ZipFile(archive) as opened:
        return {one: opened.read(one) for one in opened.namelist()}


def packed(files: Files, path: Path) -> Path:
    file = path / "dossier.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def relisted(files: Files) -> Files:
    """Write the manifest anew, as whoever changed a file would."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [
        {"path": one, "sha256": hashlib.sha256(content).hexdigest()}
        for one, content in files.items()
        if one != "manifest.json"
    ]
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def verdict(file: Path, capsys: Any) -> tuple[int, str]:
    code = verify_dossier.main([str(file)])
    return code, capsys.readouterr().out


def changed(files: Files, name: str, change: Callable[[Any], None]) -> Files:
    value = json.loads(files[name])
    change(value)
    return {**files, name: json.dumps(value).encode()}
