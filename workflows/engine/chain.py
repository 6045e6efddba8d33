"""The hash chain that makes every later change of a case's events visible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from workflows.engine.canonical import canonical, sha256_hex

#: what the first event of a case follows
NO_HASH = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    """One event as it stands in the database or in an export."""

    facts: Mapping[str, Any]
    prev_hash: str
    hash: str


def facts_of(  # noqa: PLR0913, PLR0917 - the columns of an event, in one place
    case: object,
    seq: int,
    type_: str,
    transition: str,
    from_stage: str,
    to_stage: str,
    actor_kind: str,
    actor: int | None,
    at: datetime,
    data: Mapping[str, Any],
) -> dict[str, Any]:
    """
    Return what an event's hash covers, beside the hash before it.

    :param case: the case's public id
    """
    return {
        "case": str(case),
        "seq": seq,
        "type": type_,
        "transition": transition,
        "from": from_stage,
        "to": to_stage,
        "actor_kind": str(actor_kind),
        "actor": actor,
        "at": at.astimezone(UTC).isoformat(),
        "data": data,
    }


def text_hash(answers: Mapping[str, Any], salt: str) -> str:
    """
    Return the hash that ties what was written to the chain.

    :param salt: secret and destroyed with the texts, so that the hash left behind
        tells nothing: short answers could be guessed from a plain one
    """
    return sha256_hex(canonical({"answers": answers, "salt": salt}))


def event_hash(prev_hash: str, facts: Mapping[str, Any]) -> str:
    """
    Return the hash of an event: SHA-256 of the canonical JSON of its facts.

    The facts are all that the event says: case, number, type, transition, stages,
    actor, moment as ISO text in UTC, data. The hash of the event before joins them
    under the key "prev".

    :raises ValueError: if the facts claim the key "prev" themselves
    :raises TypeError: if they hold a float or what JSON does not have
    """
    if "prev" in facts:
        raise ValueError('The key "prev" is the chain\'s own.')
    return sha256_hex(canonical({"prev": prev_hash, **facts}))


def first_break(links: Iterable[Link]) -> int | None:
    """
    Return the position, from 0, of the first event that does not fit.

    An event fits if it names the hash of the event before and its own hash is that
    of its facts. Reads the events once, in the order of their numbers, and keeps
    none of them; None tells that the whole chain holds. Events cut off the end are
    seen only by comparing the last hash with the case's `head_hash`.
    """
    expected = NO_HASH
    for position, link in enumerate(links):
        if link.prev_hash != expected or not _holds(link):
            return position
        expected = link.hash
    return None


def _holds(link: Link) -> bool:
    try:
        return link.hash == event_hash(link.prev_hash, link.facts)
    except (TypeError, ValueError):  # no event of ours had such facts
        return False
