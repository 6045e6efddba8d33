"""What the transitions of a workflow and their effects must fulfil."""

from collections.abc import Iterator, Mapping

from workflows.engine.codec import Problem
from workflows.engine.condition_checks import problems
from workflows.engine.conditions import variables
from workflows.engine.facts import known_types
from workflows.engine.field_checks import (
    duplicates,
    field_problems,
    untranslated,
)
from workflows.engine.trigger_checks import trigger_problems
from workflows.engine.workflow_spec import (
    EffectSpec,
    Transition,
    Trigger,
    WorkflowSpec,
)

#: the effect that tells the submitter, and nobody else, what was written
MAIL = "mail"

#: effects that tell only keys and ids
_WORDLESS = ("notify_role", "webhook")

#: parameters of effects that name a transition
_TRANSITION_PARAMS = ("answers", "approval", "transition")


def transition_problems(
    workflow: WorkflowSpec,
    *,
    effect_kinds: frozenset[str],
    roles: frozenset[str],
    answers: Mapping[str, str] | None,
) -> Iterator[Problem]:
    """
    Yield what is wrong with the transitions and with the effects of the start.

    :param answers: types of the form's answers by key, when the form is known
    """
    yield from duplicates("/transitions", (one.key for one in workflow.transitions))
    for index, transition in enumerate(workflow.transitions):
        path = f"/transitions/{index}"
        yield from untranslated(f"{path}/label", transition.label)
        yield from untranslated(
            f"{path}/explanation", transition.explanation, required=False
        )
        yield from _end_problems(path, transition, workflow)
        yield from _actor_problems(path, transition, workflow, roles)
        yield from trigger_problems(path, transition, workflow)
        yield from _guard_problems(path, transition, workflow, answers)
        yield from _form_problems(path, transition)
    for path, effect, source in effects_of(workflow):
        yield from _effect_problems(path, effect, workflow, effect_kinds)
        yield from _publicity_problems(path, effect, source, workflow)
    yield from _order_problems(workflow)


def effects_of(
    workflow: WorkflowSpec,
) -> Iterator[tuple[str, EffectSpec, Transition | None]]:
    """Yield every effect with its pointer and its transition; none at the start."""
    for index, effect in enumerate(workflow.on_start):
        yield f"/on_start/{index}", effect, None
    for number, transition in enumerate(workflow.transitions):
        for index, effect in enumerate(transition.effects):
            yield f"/transitions/{number}/effects/{index}", effect, transition


def _order_problems(workflow: WorkflowSpec) -> Iterator[Problem]:
    lists = [("/on_start", workflow.on_start)] + [
        (f"/transitions/{number}/effects", transition.effects)
        for number, transition in enumerate(workflow.transitions)
    ]
    for path, effects in lists:
        for index, effect in enumerate(effects):
            if effect.after and effect.after not in {e.kind for e in effects[:index]}:
                yield Problem(
                    f"{path}/{index}/after",
                    "unknown_effect",
                    f'No effect "{effect.after}" comes earlier in the list.',
                )


def _end_problems(
    path: str, transition: Transition, workflow: WorkflowSpec
) -> Iterator[Problem]:
    ends = [(f"from/{index}", key) for index, key in enumerate(transition.sources)]
    if transition.target:
        ends.append(("to", transition.target))
    for name, key in ends:
        if key not in workflow.stage_by_key:
            yield Problem(
                f"{path}/{name}", "unknown_stage", f'There is no stage "{key}".'
            )


def _actor_problems(
    path: str, transition: Transition, workflow: WorkflowSpec, roles: frozenset[str]
) -> Iterator[Problem]:
    if transition.trigger is Trigger.PERSON and not transition.roles:
        yield Problem(f"{path}/roles", "missing_role", "Nobody may do this.")
    for index, role in enumerate(transition.roles):
        if role not in roles:
            yield Problem(
                f"{path}/roles/{index}", "unknown_role", f'There is no role "{role}".'
            )
    for index, key in enumerate(transition.not_same_actor_as):
        yield from _unknown_transition(
            f"{path}/not_same_actor_as/{index}", key, workflow
        )


def _guard_problems(
    path: str,
    transition: Transition,
    workflow: WorkflowSpec,
    answers: Mapping[str, str] | None,
) -> Iterator[Problem]:
    facts = known_types(workflow, variables(transition.guard), answers)
    for sentence in problems(transition.guard, facts):
        yield Problem(f"{path}/guard", "bad_condition", sentence)


def _form_problems(path: str, transition: Transition) -> Iterator[Problem]:
    yield from duplicates(f"{path}/fields", (one.key for one in transition.fields))
    for index, field in enumerate(transition.fields):
        yield from field_problems(f"{path}/fields/{index}", field)
        if field.visible_when is not None:
            yield Problem(
                f"{path}/fields/{index}/visible_when",
                "needless_condition",
                "The form of a transition has no earlier step to depend on.",
            )


def _effect_problems(
    path: str, effect: EffectSpec, workflow: WorkflowSpec, effect_kinds: frozenset[str]
) -> Iterator[Problem]:
    if effect.kind not in effect_kinds:
        yield Problem(
            f"{path}/kind", "unknown_effect", f'Nobody can do "{effect.kind}".'
        )
    mail = effect.params.get("mail", "")
    if effect.kind == MAIL and mail not in workflow.mail_by_key:
        yield Problem(
            f"{path}/params/mail", "unknown_mail", f'There is no mail "{mail}".'
        )
    for name in _TRANSITION_PARAMS:
        if name in effect.params:
            yield from _unknown_transition(
                f"{path}/params/{name}", effect.params[name], workflow
            )


def _publicity_problems(
    path: str, effect: EffectSpec, source: Transition | None, workflow: WorkflowSpec
) -> Iterator[Problem]:
    """Refuse an effect that may publish what tells something of a person."""
    if effect.kind in (MAIL, *_WORDLESS):
        return
    answered = workflow.transition_by_key.get(effect.params.get("answers", ""), source)
    personal = [one.key for one in answered.fields if one.personal] if answered else []
    for key in personal:
        yield Problem(
            path,
            "personal_in_public",
            f'The personal field "{key}" would reach this effect.',
        )


def _unknown_transition(
    path: str, key: str, workflow: WorkflowSpec
) -> Iterator[Problem]:
    if key not in workflow.transition_by_key:
        yield Problem(path, "unknown_transition", f'There is no transition "{key}".')
