"""What openssl says of a sealed file, by the commands of deploy/checking-a-report.md."""

import re
import subprocess
from pathlib import Path

from asn1crypto import cms

_RANGE = rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)"


def seal_agrees(data: bytes, root: Path, folder: Path) -> bool:
    """Tell whether the first signature matches its bytes and leads to the root."""
    content, value = _parts(data, folder)[0]
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
         "-in", value, "-content", content, "-CAfile", root, "-purpose", "any",
         "-out", "/dev/null"],
        capture_output=True,
        check=False,
    )  # fmt: skip
    return done.returncode == 0


def stamp_agrees(data: bytes, root: Path, folder: Path) -> int:
    """
    Return how many time stamps match what they cover and lead to the root.

    :raises subprocess.CalledProcessError: if one of them does not
    """
    (_, seal), *archive = _parts(data, folder)
    tokens = [(content, value) for content, value in archive]
    info = cms.ContentInfo.load(seal.read_bytes())["content"]["signer_infos"][0]
    for attribute in info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            stamped, token = folder / "value.bin", folder / "value.tst"
            stamped.write_bytes(info["signature"].native)
            token.write_bytes(attribute["values"][0].dump())
            tokens.append((stamped, token))
    for content, token in tokens:
        subprocess.run(
            ["openssl", "ts", "-verify", "-token_in", "-in", token,
             "-data", content, "-CAfile", root],
            capture_output=True,
            check=True,
        )  # fmt: skip
    return len(tokens)


def _parts(data: bytes, folder: Path) -> list[tuple[Path, Path]]:
    """Write what each signature covers and its value, oldest first, to files."""
    parts = []
    ranges = sorted(tuple(map(int, found)) for found in re.findall(_RANGE, data))
    for number, (start, length, later, rest) in enumerate(sorted(ranges, key=sum)):
        content, value = folder / f"{number}.bin", folder / f"{number}.der"
        content.write_bytes(data[start : start + length] + data[later : later + rest])
        padded = bytes.fromhex(data[length + 1 : later - 1].decode())
        value.write_bytes(cms.ContentInfo.load(padded).dump())
        parts.append((content, value))
    return parts
