"""The names under which guards ask for what is known of a case beside its answers."""

from collections.abc import Mapping

from workflows.engine.condition_checks import ANY_TYPE
from workflows.engine.workflow_spec import WorkflowSpec

#: transitions that the case has been through
DONE = "case.done"
#: places of the procedure that are left for the case: free ones, less those that
#: others in line before it wait for; nothing where places are not limited
PLACES_LEFT = "case.places_left"
#: whether the submitter can be told anything
HAS_EMAIL = "case.has_email"
#: tasks of the parallel stage, by state
TASKS_DONE, TASKS_OPEN = "tasks.done", "tasks.open"
#: before the key of a transition: how many tasks were completed with it
TASKS = "tasks."

#: types by name, as `condition_checks` knows them
TYPES: Mapping[str, str] = {
    DONE: "choices",
    PLACES_LEFT: "number",
    HAS_EMAIL: "confirm",
    TASKS_DONE: "number",
    TASKS_OPEN: "number",
}


def is_answer(name: str) -> bool:
    """Tell whether the name is the key of a question; those hold no dot."""
    return "." not in name


def types_of(workflow: WorkflowSpec) -> Mapping[str, str]:
    """Return the types of all facts that a guard of the workflow may ask for."""
    completing = (one.key for one in workflow.transitions if one.completes_task)
    return {**TYPES, **dict.fromkeys((TASKS + key for key in completing), "number")}


def known_types(
    workflow: WorkflowSpec, asked: frozenset[str], answers: Mapping[str, str] | None
) -> Mapping[str, str]:
    """
    Return the types of what a guard may ask for.

    :param asked: the names that it asks for
    :param answers: types of the form's answers by key; None when no form is known,
        and then every key may be one
    """
    if answers is None:
        answers = dict.fromkeys(filter(is_answer, asked), ANY_TYPE)
    return {**answers, **types_of(workflow)}
