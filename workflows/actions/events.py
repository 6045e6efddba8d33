"""Appending to a case's history. Called inside an action that holds the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection

from workflows.actions.actors import Actor
from workflows.effects import outbox, registry
from workflows.effects.webhooks import ANNOUNCEMENT, ARRIVALS
from workflows.engine.chain import event_hash, facts_of, text_hash
from workflows.engine.transition_checks import MAIL
from workflows.engine.workflow_spec import EffectSpec, StageKind
from workflows.models import (
    Case,
    CaseEvent,
    CaseLink,
    Effect,
    EventAnswers,
    WebhookEndpoint,
)

#: types of events that other systems hear of
_TOLD = (*ARRIVALS, "transition")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is to be appended; the case's own state gives the rest."""

    type: str
    actor: Actor
    at: datetime
    to_stage: str
    from_stage: str = ""
    transition: str = ""
    request_key: str | None = None
    request_hash: str = ""
    #: keys, counts and ids; never personal data
    data: Mapping[str, Any] = field(default_factory=dict)


def append_event(*, case: Case, fact: Fact, answers: Mapping[str, Any]) -> CaseEvent:
    """
    Append the fact to the case's chain and count the case's revision up.

    The caller holds the lock on the case and saves it.

    :param answers: what the actor filled in; kept beside the event, in which only its
        salted hash stands
    """
    if answers:
        salt = case.submission.salt(f"event {case.revision + 1}")
        told = {**fact.data, "written": text_hash(answers, salt)}
        fact = replace(fact, data=told)
    event = next_event(case=case, fact=fact)
    event.save(force_insert=True)
    if answers:
        EventAnswers.objects.create(event=event, answers=dict(answers))
    return event


def next_event(*, case: Case, fact: Fact) -> CaseEvent:
    """
    Return the next event of the case's chain and count the case's revision up.

    The caller holds the lock on the case, and saves the event and the case.
    """
    event = CaseEvent(
        case=case,
        workflow_version_id=case.workflow_version_id,
        seq=case.revision + 1,
        type=fact.type,
        transition=fact.transition,
        from_stage=fact.from_stage,
        to_stage=fact.to_stage,
        actor_kind=fact.actor.kind,
        actor_id=fact.actor.user_id,
        request_key=fact.request_key,
        request_hash=fact.request_hash,
        data=dict(fact.data),
        at=fact.at,
        prev_hash=case.head_hash,
    )
    event.hash = event_hash(event.prev_hash, hashed_facts(case, event))
    case.revision, case.head_hash = event.seq, event.hash
    return event


def hashed_facts(case: Case, event: CaseEvent) -> dict[str, Any]:
    """Return what the event's hash covers, beside the hash before it."""
    return facts_of(
        case.public_id,
        event.seq,
        event.type,
        event.transition,
        event.from_stage,
        event.to_stage,
        event.actor_kind,
        event.actor_id,
        event.at,
        event.data,
    )


def add_effects(*, event: CaseEvent, specs: Iterable[EffectSpec]) -> None:
    """Put the effects of the event into the outbox and wake a worker on commit."""
    specs = _with_announcement(event, tuple(specs))
    owed = [(event.case_id, spec) for spec in specs]
    if event.case.leads:
        owed += _owed_to_followers(event, specs)
    ordinals = {spec.kind: ordinal for ordinal, spec in reversed([*enumerate(specs)])}
    led = {spec.after for spec in specs}
    effects = [
        Effect(
            case_id=case_id,
            event=event,
            ordinal=ordinal,
            kind=spec.kind,
            queue=registry.kind(spec.kind).queue,
            waits_for=ordinals.get(spec.after),
            in_order=spec.in_order or registry.kind(spec.kind).in_order,
            lane=registry.kind(spec.kind).lane,
            leads=spec.kind in led and ordinals[spec.kind] == ordinal,
            params=dict(spec.params),
            not_before=event.at,
        )
        for ordinal, (case_id, spec) in enumerate(owed)
    ]
    if effects:
        Effect.objects.bulk_create(effects)
        if any(effect.in_order for effect in effects):
            _lead(event.case_id)
        ready = {effect.queue for effect in effects if effect.waits_for is None}
        outbox.wake_after_commit(ready)


def _with_announcement(
    event: CaseEvent, specs: tuple[EffectSpec, ...]
) -> tuple[EffectSpec, ...]:
    """Add that other systems are told, where one listens and the workflow is silent."""
    if event.type not in _TOLD or any(one.kind == ANNOUNCEMENT for one in specs):
        return specs
    if not _is_listened_to(event.case):
        return specs
    return (*specs, EffectSpec(kind=ANNOUNCEMENT))


def _is_listened_to(case: Case) -> bool:
    """Tell whether some other system is told of cases; transitions read it before."""
    known: bool | None = getattr(case, "listened_to", None)
    if known is None:
        return WebhookEndpoint.objects.filter(is_active=True).exists()
    return known


def _lead(case_id: int) -> None:
    """
    Have the case's unfinished effects wake those that wait for their turn.

    One that a worker is settling at this moment is left out rather than waited for:
    it may itself be waiting for the case. Then the sweep wakes for its followers.
    """
    skip = connection.features.has_select_for_update_skip_locked
    unfinished = (
        Effect.objects.filter(case_id=case_id, leads=False)
        .exclude(state__in=Effect.SETTLED_STATES)
        .select_for_update(skip_locked=skip)
    )
    Effect.objects.filter(pk__in=list(unfinished.values_list("pk", flat=True))).update(
        leads=True
    )


def _owed_to_followers(
    event: CaseEvent, specs: Iterable[EffectSpec]
) -> list[tuple[int, EffectSpec]]:
    """
    Return the mails of the event once more for each case merged into its case.

    What asks the submitter for something goes to the leading case's alone, and so does
    what answers one: it may repeat what that person wrote.
    """
    if event.actor_kind == CaseEvent.ActorKind.SUBMITTER:
        return []
    workflow = event.workflow_version.compiled
    if workflow.stage_by_key[event.to_stage].kind is StageKind.WAIT:
        return []
    followers = CaseLink.objects.filter(
        other=event.case_id, kind=CaseLink.Kind.MERGED
    ).order_by("pk")
    return [
        (case_id, spec)
        for case_id in followers.values_list("case_id", flat=True)
        for spec in specs
        if spec.kind == MAIL
    ]
