"""What must hold when everything has come to rest."""

from collections import Counter
from collections.abc import Iterator

from tests.torture.load import Seen
from tests.torture.sink import Sink
from workflows.actions.audits import Audit
from workflows.engine.workflow_spec import StageKind
from workflows.models import Case, CaseEvent, Digest, Effect


def broken(seen: Seen, sink: Sink) -> Iterator[str]:
    """Yield a sentence for everything that does not hold."""
    yield from _lost(seen)
    yield from _undone(sink)
    yield from _mails(sink)
    for case in Case.objects.select_related("workflow_version").order_by("pk"):
        yield from _contradictions(case)
        yield from _halves(case)
    yield from Audit().findings()


def _lost(seen: Seen) -> Iterator[str]:
    known = set(Case.objects.values_list("reference", flat=True))
    for reference in seen.accepted:
        if reference not in known:
            yield f"{reference} was accepted and is not there."
    done = set(
        CaseEvent.objects.exclude(transition="").values_list(
            "case__reference", "transition"
        )
    )
    for reference, transition in seen.handled:
        if (reference, transition) not in done:
            yield f"{reference}: {transition} was shown as done and is not."


def _undone(sink: Sink) -> Iterator[str]:
    for effect in Effect.objects.order_by("pk"):
        if effect.state not in Effect.SETTLED_STATES:
            yield f"Effect {effect.pk} ({effect.kind}) is {effect.state}: {effect.error}"
        if effect.kind != "mail" or effect.state != Effect.State.DONE:
            continue
        came = sum(
            count for name, count in sink.taken.items() if str(effect.pk) in name
        )
        if came == 0:
            yield f"The mail of effect {effect.pk} is noted as sent and never came."
        if came > effect.attempts:
            yield f"The mail of effect {effect.pk} came more often than it was tried."


def _mails(sink: Sink) -> Iterator[str]:
    """Yield each mail that nobody owed, and daily mails that came too often."""
    known = {str(pk) for pk in Effect.objects.values_list("pk", flat=True)}
    digests = {
        f"<digest-{pk}@": attempts
        for pk, attempts in Digest.objects.values_list("pk", "attempts")
    }
    for name, came in sink.taken.items():
        tries = digests.get(name.partition("@")[0] + "@")
        if tries is None and not any(pk in name for pk in known):
            yield f"The mail {name} belongs to no effect."
        elif tries is not None and came > tries:
            yield f"The daily mail {name} came more often than it was tried."


def _halves(case: Case) -> Iterator[str]:
    """Yield what is missing of a transition that is told of: effects and clocks."""
    workflow = case.workflow_version.compiled
    for event in case.events.prefetch_related("effects").order_by("seq"):
        arrow = workflow.transition_by_key.get(event.transition)
        wanted = Counter(
            one.kind for one in (arrow.effects if arrow else workflow.on_start)
        )
        if event.type not in ("submitted", "transition"):
            continue
        there = Counter(one.kind for one in event.effects.all())
        if lacking := wanted - there:
            yield f"{case}: its event {event.seq} lacks the effects {dict(lacking)}."
    running = sorted(case.deadlines.running().values_list("key", flat=True))
    counted = sorted(one.key for one in workflow.deadlines if case.stage in one.during)
    if running != counted:
        yield f"{case}: {running} run in {case.stage}, and {counted} should."


def _contradictions(case: Case) -> Iterator[str]:
    events = list(case.events.order_by("seq"))
    if [one.seq for one in events] != list(range(1, case.revision + 1)):
        yield f"{case}: its events do not count up to its revision."
    if events and (events[-1].hash, events[-1].to_stage) != (
        case.head_hash,
        case.stage,
    ):
        yield f"{case}: its last event tells of something else."
    stage = case.workflow_version.compiled.stage_by_key[case.stage]
    tasks = list(case.tasks.open())
    owed = 1 if stage.kind is StageKind.WORK else 0
    if len(tasks) != owed or any(one.stage_entry != case.stage_entry for one in tasks):
        yield f"{case}: {len(tasks)} open tasks in {case.stage}."
    if (case.closed_at is not None) != (stage.kind is StageKind.FINAL):
        yield f"{case}: closed and open at once."
