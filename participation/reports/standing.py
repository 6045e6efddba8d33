"""How each sealing key stands, so that somebody sees to it before it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from participation.reports.certificates import CertificateFacts
from participation.reports.errors import SealFailed
from participation.reports.keys import load_signer
from participation.reports.seal import Seal, refuse_unusable
from participation.reports.seal_settings import (
    SealSettings,
    TurnOfKey,
    all_seal_settings,
)

#: a new certificate takes its authority weeks
NOTICE = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class KeyStanding:
    """One key of a seal."""

    #: the seal's name in the settings; empty for the organisation's own
    seal: str
    turn: TurnOfKey
    is_in_use: bool
    #: none when it cannot be read
    certificate: CertificateFacts | None
    #: why it cannot seal: a code of `SealFailed`; empty when it can
    problem: str
    #: another key takes over before this one ends
    has_successor: bool

    def ends_within(self, notice: timedelta, *, at: datetime) -> bool:
        """Tell whether it is in use and ends by then, with none to follow."""
        return (
            self.is_in_use
            and not self.has_successor
            and self.certificate is not None
            and self.certificate.valid_to < at + notice
        )


def key_standings(*, at: datetime) -> list[KeyStanding]:
    """
    Return how every key of every seal stands that is in use or still to come.

    :raises SealFailed: if the settings themselves are not understood
    """
    return [
        standing
        for name, config in all_seal_settings().items()
        for standing in _of_seal(name, config, at)
    ]


def _of_seal(name: str, config: SealSettings, at: datetime) -> Iterator[KeyStanding]:
    turns = sorted(config.keys, key=lambda turn: turn.since)
    begun = [turn for turn in turns if turn.since <= localdate(at)]
    in_use = begun[-1:]
    to_come = turns[len(begun) :]
    for turn in (*in_use, *to_come):
        certificate, problem = _tried(config, turn, at)
        later = [one for one in to_come if one.since > turn.since]
        yield KeyStanding(
            seal=name,
            turn=turn,
            is_in_use=turn in in_use,
            certificate=certificate,
            problem=problem,
            has_successor=certificate is not None
            and any(one.since <= localdate(certificate.valid_to) for one in later),
        )


def _tried(
    config: SealSettings, turn: TurnOfKey, at: datetime
) -> tuple[CertificateFacts | None, str]:
    try:
        seal = Seal(config, load_signer(turn.key))
    except SealFailed as failure:
        return None, failure.code
    try:
        refuse_unusable(seal, config)
    except SealFailed as failure:
        return seal.certificate, failure.code
    is_over = seal.certificate.valid_to < at
    return seal.certificate, "expired" if is_over else ""
