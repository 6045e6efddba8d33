"""
Checks the dossier of a case.

Run it so: python3 verify_dossier.py dossier.zip

Needs Python 3.11 or newer and nothing else, no network and no database. Whoever got
the dossier can get this file from somewhere else than from the dossier itself, and
should: whoever can forge the one could forge the other.

Ends with 0 when all holds, 1 when something does not, 2 when it is no dossier.
"""

import hashlib
import json
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

FORMAT = "osallistu-dossier-1"
MANIFEST = "manifest.json"


def main(arguments: list[str]) -> int:
    """Check the file that the arguments name, and say in words what was found."""
    if len(arguments) != 1:
        return _say(["Usage: python3 verify_dossier.py dossier.zip"], 2)
    try:
        with zipfile.ZipFile(arguments[0]) as archive:
            dossier = Dossier(archive)
            faults = list(dossier.faults())
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as problem:
        what = f"{type(problem).__name__}: {problem}"
        return _say([f"This is not a dossier that can be read. {what}"], 2)
    if faults:
        return _say([*faults, f"{len(faults)} thing(s) do not hold."], 1)
    return _say(dossier.told, 0)


def _say(lines: Iterable[str], code: int) -> int:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    return code


class Dossier:
    """An opened dossier; `told` says what was checked once `faults` was read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.told: list[str] = []
        self.manifest = self._json(MANIFEST)
        if self.manifest["format"] != FORMAT:
            raise ValueError(f"the format is not {FORMAT}")
        self.case = self._json("case.json")
        self.events = self._json("events.json")

    def faults(self) -> Iterator[str]:
        """Yield what does not hold, in words."""
        yield from self._files()
        yield from self._chain()
        yield from self._texts()
        yield from self._definitions()
        yield from self._anchors()

    def _files(self) -> Iterator[str]:
        """Check that there is what the manifest lists, unchanged, and nothing else."""
        listed = {one["path"]: one["sha256"] for one in self.manifest["files"]}
        there = [one.filename for one in self.archive.infolist()]
        for path in sorted({*there} - {*listed} - {MANIFEST}):
            yield f"{path}: the manifest does not list this file."
        if len(there) != len({*there}):
            yield "Two files have one name."
        for path, sha256 in listed.items():
            if path not in there:
                yield f"{path}: this file is missing."
            elif self._sha256(path) != sha256:
                yield f"{path}: this file is not the one that was exported."
        self.told.append(f"Files: {len(listed)}, each as the manifest lists it.")

    def _chain(self) -> Iterator[str]:
        """Check that each event follows the one before, from the first to the last."""
        expected = ""
        for number, event in enumerate(self.events, start=1):
            facts = event["facts"]
            if (event["prev"], facts["seq"]) != (expected, number):
                yield f"Event {number} does not follow the one before."
                return
            if event["hash"] != _hash({"prev": event["prev"], **facts}):
                yield f"Event {number} was changed: its hash is of something else."
                return
            if facts["case"] != self.case["public_id"]:
                yield f"Event {number} is of another case."
            expected = event["hash"]
        if expected != self.case["head_hash"] or not self.events:
            yield "The last events are missing."
        self.told.append(f"Events: {len(self.events)}, one unbroken chain.")

    def _texts(self) -> Iterator[str]:
        """Check what was sent and written against the salted hashes in the chain."""
        if self.case["erased_at"]:
            self.told.append("Texts: none, the personal data has been erased.")
            return
        sent = self._json("answers.json")
        versions = [one["answers"] for one in sent.get("earlier", [])]
        versions.append(sent["answers"])
        named = [
            told["sent"]
            for event in self.events
            for data in [event["facts"]["data"]]
            for told in (data, data.get("resubmitted", {}))
            if "sent" in told
        ]
        checked = len(named)
        found = [_text_hash(one, sent["salt"]) for one in versions]
        if named and named != found:
            yield "What was sent is not what the events say."
        for event in self.events:
            if written := event["facts"]["data"].get("written"):
                checked += 1
                if written != _text_hash(event["written"], event["salt"]):
                    number = event["facts"]["seq"]
                    yield f"What was written in event {number} is not what it says."
        self.told.append(f"Texts: {checked}, each as its event says.")
        yield from self._attached()

    def _attached(self) -> Iterator[str]:
        """Check that the files that staff added are those that the events tell of."""
        there = {one.filename for one in self.archive.infolist()}
        for event in self.events:
            path = f"attachments/{event['facts']['data'].get('attachment')}"
            expected = event["written"].get("sha256")
            if path in there and expected and self._sha256(path) != expected:
                number = event["facts"]["seq"]
                yield f"{path}: this file is not the one that event {number} tells of."

    def _definitions(self) -> Iterator[str]:
        """Check that the form and the workflows are those that the events name."""
        named = [
            event["facts"]["data"][kind]
            for event in self.events
            for kind in ("form", "workflow")
            if kind in event["facts"]["data"]
        ]
        for sha256 in dict.fromkeys(named):
            if self._sha256(f"definitions/{sha256}.json") != sha256:
                yield f"definitions/{sha256}.json is not the definition of that hash."
        self.told.append(f"Definitions: {len({*named})}, those that the case followed.")

    def _anchors(self) -> Iterator[str]:
        """Check that the events lie under the anchors, and show these."""
        hashes = {one["facts"]["seq"]: one["hash"] for one in self.events}
        under, lines = 0, []
        for anchor in self._json("anchors.json"):
            facts = anchor["facts"]
            if anchor["hash"] != _hash(facts):
                yield f"Anchor {facts['number']} was changed."
            for event in anchor["events"]:
                under += 1
                if _root(hashes.get(event["seq"], ""), event["proof"]) != facts["root"]:
                    yield f"Event {event['seq']} is not under anchor {facts['number']}."
            lines.append(f"  anchor {facts['number']}, {facts['at']}: {anchor['hash']}")
        self.told.append(
            f"Anchors: {under} of {len(self.events)} events lie under one."
        )
        self.told += lines
        if lines:
            self.told.append(
                "Compare these hashes with the ones that the organisation has kept "
                "elsewhere, for instance in its logs: only they show that the whole "
                "history was not written anew."
            )
        self.told.append(f"All of this holds for {self.case['reference']}.")

    def _json(self, path: str) -> Any:
        return json.loads(self.archive.read(path))

    def _sha256(self, path: str) -> str:
        digest = hashlib.sha256()
        with self.archive.open(path) as file:
            while chunk := file.read(65_536):
                digest.update(chunk)
        return digest.hexdigest()


def _text_hash(answers: Any, salt: str) -> str:
    return _hash({"answers": answers, "salt": salt})


def _hash(value: Any) -> str:
    """Return the SHA-256 of the value's canonical JSON."""
    text = json.dumps(
        _normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _normal(value: Any) -> Any:
    """Return the value with every text in Unicode form NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_normal(key): _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    return value


def _root(event_hash: str, proof: list[list[str]]) -> str:
    """Return the root of the tree to which the proof leads (RFC 6962)."""
    here = hashlib.sha256(b"\0" + bytes.fromhex(event_hash)).digest()
    for side, neighbour in proof:
        other = bytes.fromhex(neighbour)
        both = other + here if side == "left" else here + other
        here = hashlib.sha256(b"\1" + both).digest()
    return here.hex()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
