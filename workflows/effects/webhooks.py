"""
Telling other systems of a case, without saying anything of a person.

Every case that comes in, moves or is closed sets off the effect "webhook" as soon as
some endpoint is in use; no workflow need name it. It finds who listens to what happened
and gives each endpoint an effect of its own, so that one that is down holds up no
other. Each endpoint hears of a case in the order in which things happened.
"""

import http.client
import json
from datetime import UTC, datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from workflows.effects import outbox, registry
from workflows.effects.deliveries import PrivateAddress, post
from workflows.effects.signatures import signed_headers
from workflows.engine.workflow_spec import StageKind
from workflows.models import CaseEvent, Effect, WebhookEndpoint

ANNOUNCEMENT, DELIVERY = "webhook", "webhook_delivery"
#: after the usual waits a receiver gets two more days
WAITS = (*registry.BACKOFF, timedelta(hours=12), timedelta(hours=24))
#: types of events with which a case begins
ARRIVALS = ("submitted", "split_off")
#: the words for what happened, as a receiver gets them
TYPES = {"arrivals": "case.arrived", "moves": "case.moved", "closings": "case.closed"}


@registry.register(ANNOUNCEMENT, lane=ANNOUNCEMENT)
def announce(effect: Effect, *, at: datetime) -> None:
    """Give each endpoint that listens an effect of its own."""
    endpoints = WebhookEndpoint.objects.told_of(
        happening(effect.event), workflow_id=effect.event.workflow_version.workflow_id
    )
    params = [{"endpoint": pk} for pk in endpoints.values_list("pk", flat=True)]
    with outbox.finish(effect, at=at, skipped_because="" if params else "no-endpoint"):
        outbox.add_parts(
            effect, kind=DELIVERY, params=params, at=at, lane="webhook:{endpoint}"
        )


@registry.register(DELIVERY, queue="mail", backoff=WAITS)
def deliver(effect: Effect, *, at: datetime) -> None:
    """
    Post the event to the endpoint that `params["endpoint"]` names.

    :raises outbox.Undoable: if the endpoint's address may not be called
    :raises outbox.NotYet: if it did not answer with a success
    """
    endpoint = WebhookEndpoint.objects.filter(pk=effect.params["endpoint"]).first()
    if endpoint is None or not endpoint.is_active:
        with outbox.finish(effect, at=at, skipped_because="endpoint-off"):
            return
    body = payload(effect.event)
    signed = signed_headers(endpoint, message_id=str(effect.pk), body=body, at=at)
    status = _status(endpoint, body, {**signed, "content-type": "application/json"})
    if status is None or not 200 <= status < 300:  # noqa: PLR2004 - HTTP's success
        _note_failure(endpoint, status, at)
        raise outbox.NotYet(f"webhook-{status}" if status else "webhook-silent")
    with outbox.finish(effect, at=at):
        _note_success(endpoint, status, at)


def happening(event: CaseEvent) -> str:
    """Return what kind of event it is: "arrivals", "moves" or "closings"."""
    workflow = event.workflow_version.compiled
    if event.type in ARRIVALS:
        return "arrivals"
    is_final = workflow.stage_by_key[event.to_stage].kind is StageKind.FINAL
    return "closings" if is_final else "moves"


def payload(event: CaseEvent) -> bytes:
    """Return the event as JSON: keys, ids and times; never what anybody wrote."""
    return json.dumps(
        {
            "type": TYPES[happening(event)],
            "timestamp": event.at.astimezone(UTC).isoformat(),
            "data": {
                "case": str(event.case.public_id),
                "seq": event.seq,
                "workflow": event.workflow_version.workflow.key,
                "transition": event.transition,
                "stage": event.to_stage,
            },
        },
        separators=(",", ":"),
    ).encode()


def _status(
    endpoint: WebhookEndpoint, body: bytes, headers: dict[str, str]
) -> int | None:
    """Return the status of the answer; none when there is no answer."""
    try:
        return post(endpoint.url, body=body, headers=headers)
    except PrivateAddress:
        raise outbox.Undoable("webhook-private") from None
    except (OSError, http.client.HTTPException):
        return None


def _note_failure(endpoint: WebhookEndpoint, status: int | None, at: datetime) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        failing_since=Coalesce(F("failing_since"), at), last_status=status
    )


def _note_success(endpoint: WebhookEndpoint, status: int, at: datetime) -> None:
    """Note that it answers; if it did not before, bring on what waited for it."""
    row = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    if row.filter(failing_since__isnull=False).update(failing_since=None):
        waiting = Effect.objects.filter(
            kind=DELIVERY,
            state__in=[Effect.State.WAITING, Effect.State.DEAD],
            params__endpoint=endpoint.pk,
        )
        waiting.update(state=Effect.State.WAITING, attempts=0, not_before=at)
        outbox.wake_after_commit(["mail"])
    row.update(last_told_at=at, last_status=status)
