"""
The dossier of a case: everything about it in one archive that proves itself.

Read and written in pieces, so that large files need no memory; always in the same
order, so that the same case exported at the same moment gives the same bytes.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from workflows.actions.dossier_parts import File, files_of
from workflows.engine.verify_dossier import FORMAT, MANIFEST
from workflows.models import Case


@dataclass
class _Outlet:
    """What the archive is written to; handed on piece by piece."""

    pending: bytes = b""

    def write(self, content: bytes) -> int:
        self.pending += content
        return len(content)

    def flush(self) -> None:
        """Nothing: what is written is taken."""

    def close(self) -> None:
        """Nothing: the reader ends it."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken, self.pending = self.pending, b""
        return taken


def dossier_of(*, case: Case, at: datetime) -> Iterator[bytes]:
    """
    Yield the archive of the case in pieces.

    The caller has checked that the reader may have it, and noted the reading.

    :param case: loaded with its submission
    """
    outlet = _Outlet()
    listed: list[dict[str, Any]] = []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files_of(case):
            yield from _written(archive, outlet, file, listed)
        manifest = {
            "format": FORMAT,
            "case": str(case.public_id),
            "reference": case.reference,
            "made_at": at.astimezone(UTC).isoformat(),
            "files": listed,
        }
        content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        yield from _written(archive, outlet, File(MANIFEST, [content]), [])
    yield outlet.take()


def _written(
    archive: zipfile.ZipFile, outlet: _Outlet, file: File, listed: list[dict[str, Any]]
) -> Iterator[bytes]:
    """Write the file into the archive and add it to the list."""
    info = zipfile.ZipInfo(file.path)  # of 1980, whatever the clock says
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w") as entry:
        for chunk in _chunks(file.content):
            entry.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            yield outlet.take()
    listed.append({"path": file.path, "sha256": digest.hexdigest(), "size": size})


def _chunks(content: Iterable[bytes]) -> Iterator[bytes]:
    return (chunk for chunk in content if chunk)
