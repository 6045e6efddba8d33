"""The part of a dossier that proves the rest: events, definitions, anchors."""

from typing import Any

from workflows.actions.events import hashed_facts
from workflows.engine.anchors import Step, Tree
from workflows.engine.canonical import canonical
from workflows.models import Anchor, Case, CaseEvent, WorkflowVersion

_AT_ONCE = 2000


def events_of(case: Case) -> list[dict[str, Any]]:
    """Return the events with what was written in them and the salts of its hashes."""
    rows = case.events.select_related("actor", "answers").in_order()
    return [_event(case, one) for one in rows]


def _event(case: Case, event: CaseEvent) -> dict[str, Any]:
    kept = getattr(event, "answers", None)
    written = kept.answers if kept else {}
    return {
        "facts": hashed_facts(case, event),
        "prev": event.prev_hash,
        "hash": event.hash,
        "who": str(event.actor or event.get_actor_kind_display()),
        "written": written,
        "salt": case.submission.salt(f"event {event.seq}") if written else "",
    }


def definitions_of(case: Case) -> dict[str, bytes]:
    """Return the form and each workflow that the case followed, by their hashes."""
    followed = WorkflowVersion.objects.filter(
        pk__in=case.events.values("workflow_version")
    )
    versions = [case.submission.form_version, *followed.order_by("pk")]
    return {one.sha256: canonical(one.spec) for one in versions}


def anchors_of(case: Case) -> list[dict[str, Any]]:
    """Return each anchor with events of the case under it, and the proofs of these."""
    seqs = dict(case.events.order_by("pk").values_list("pk", "seq"))
    over = [
        anchor
        for anchor in Anchor.objects.filter(up_to__gte=min(seqs, default=0)).in_order()
        if any(anchor.after < pk <= anchor.up_to for pk in seqs)
    ]
    return [_anchor(one, seqs) for one in over]


def _anchor(anchor: Anchor, seqs: dict[int, int]) -> dict[str, Any]:
    tree = Tree()
    proofs: dict[int, list[Step]] = {}
    rows = anchor.events().values_list("pk", "hash")
    for pk, event_hash in rows.iterator(chunk_size=_AT_ONCE):
        proof: list[Step] | None = proofs.setdefault(pk, []) if pk in seqs else None
        tree.add(event_hash, proof)
    tree.root()
    return {
        "facts": anchor.hashed_facts(),
        "hash": anchor.hash,
        "events": [{"seq": seqs[pk], "proof": proof} for pk, proof in proofs.items()],
    }
