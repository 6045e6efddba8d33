"""The policy of a shipped channel: who receives, who sees, how long, how many."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from participation.models import Channel
from workflows.engine.texts import Text, say
from workflows.models import Procedure, Role, Unit


@dataclass(frozen=True, kw_only=True)
class OwnUnit:
    """A unit that a channel needs beside the organisation's common one."""

    key: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What `policy.json` of a channel may say; each part may be left out."""

    #: receives the cases in place of the unit in which the channel is installed
    unit: OwnUnit | None = None
    #: keys of the roles that alone see the cases; none: everybody in the unit
    readers: tuple[str, ...] = ()
    #: days that a draft is kept after its last saved step
    draft_days: int | None = None
    publishes_outcomes: bool = True
    #: a value of `Channel.YearlyList`: whose initiatives these are
    yearly_list: str = ""


def read_policy(file: Path) -> Policy:
    """
    Return the policy in the file, or the usual one where there is no file.

    :raises TypeError: if the file says something that no policy has
    """
    if not file.exists():
        return Policy()
    said = json.loads(file.read_text(encoding="utf-8"))
    unit, readers = said.pop("unit", None), said.pop("readers", ())
    return Policy(
        unit=OwnUnit(**unit) if unit else None, readers=tuple(readers), **said
    )


def open_channel(*, procedure: Procedure, policy: Policy) -> Channel:
    """
    Open the channel of the new procedure by the policy.

    Called in the transaction that installs the channel, once: what the organisation
    decides afterwards is not the files' business.

    :raises Role.DoesNotExist: if a reader's role has not been made
    """
    if policy.unit:
        procedure.unit = _unit(policy.unit)
    if policy.draft_days is not None:
        procedure.draft_days = policy.draft_days
    procedure.save()
    procedure.readers.set(_roles(policy.readers))
    return Channel.objects.create(
        procedure=procedure,
        publishes_outcomes=policy.publishes_outcomes,
        yearly_list=policy.yearly_list,
    )


def _roles(keys: tuple[str, ...]) -> list[Role]:
    found = list(Role.objects.filter(key__in=keys))
    if len(found) != len(keys):
        # A restricted channel must never open to everybody because a role is missing.
        raise Role.DoesNotExist(", ".join(keys))
    return found


def _unit(own: OwnUnit) -> Unit:
    name = say(own.name, settings.LANGUAGE_CODE)
    unit, _ = Unit.objects.get_or_create(key=own.key, defaults={"name": name})
    return unit
