"""What guards may ask of a case; each fact is read only when it is asked for."""

from collections import Counter
from typing import Any

from workflows.engine import facts
from workflows.models import Case, Task
from workflows.models.places import places_left_for


def facts_of(case: Case, asked: frozenset[str]) -> dict[str, Any]:
    """
    Return the facts that are asked for, by name (`workflows.engine.facts`).

    Called inside an action that holds the case, or by a page as a hint.
    """
    found: dict[str, Any] = {}
    if any(map(facts.is_answer, asked)):
        found |= case.submission.answers
    if facts.DONE in asked:
        events = case.events.exclude(transition="").order_by("transition")
        found[facts.DONE] = [*events.values_list("transition", flat=True).distinct()]
    if facts.PLACES_LEFT in asked:
        found[facts.PLACES_LEFT] = places_left_for(case)
    if facts.HAS_EMAIL in asked:
        found[facts.HAS_EMAIL] = bool(case.submission.email)
    if any(name.startswith(facts.TASKS) for name in asked):
        found |= _task_facts(tasks_of_visit(case))
    return found


def tasks_of_visit(case: Case) -> list[Task]:
    """Return the tasks of the case's present visit to its stage, open and done."""
    return list(case.tasks.filter(stage_entry=case.stage_entry).order_by("slot"))


def _task_facts(tasks: list[Task]) -> dict[str, int]:
    done = [task for task in tasks if task.done_at]
    outcomes = Counter(facts.TASKS + task.outcome for task in done)
    totals = {facts.TASKS_DONE: len(done), facts.TASKS_OPEN: len(tasks) - len(done)}
    # A count of nothing is zero, not missing: guards compare it.
    return Counter({**outcomes, **totals})
