"""What becomes known of a mail after it was sent."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from workflows.actions.actors import Actor
from workflows.actions.events import Fact, append_event
from workflows.effects.bounces import Bounce
from workflows.models import Case, CaseEvent, Effect, SentMail


@transaction.atomic
def note_bounce(*, bounce: Bounce, at: datetime) -> CaseEvent | None:
    """
    Note that a mail came back: on the mail, in the history, and as an incident.

    The same notice again, or one about a mail that is not out, changes nothing.
    """
    effect = Effect.objects.filter(pk=bounce.effect_id).first()
    if effect is None:
        return None
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(
        pk=effect.case_id
    )
    done = Effect.objects.filter(pk=effect.pk, state=Effect.State.DONE)
    if not done.update(state=Effect.State.DEAD, error="mail-returned", not_before=at):
        return None
    SentMail.objects.filter(effect=effect).update(
        state=SentMail.State.RETURNED,
        code=bounce.status,
        returned_at=at,
        returns=F("returns") + 1,
    )
    fact = Fact(
        type="mail_returned",
        actor=Actor.system(),
        at=at,
        from_stage=case.stage,
        to_stage=case.stage,
        data={"effect": str(effect.pk), "status": bounce.status},
    )
    event = append_event(case=case, fact=fact, answers={})
    case.save(update_fields=["revision", "head_hash"])
    return event
