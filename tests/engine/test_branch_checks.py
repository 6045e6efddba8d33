"""What a workflow with branches must fulfil to be published."""

import pytest

from tests.drawn import a_workflow, arrow, question, stage, text
from workflows.engine.checks import workflow_problems
from workflows.engine.codec import read_workflow

ROLES = frozenset({"reviewer", "approver"})


def problems_of(workflow_json):
    found = workflow_problems(
        read_workflow(workflow_json), effect_kinds=frozenset(), roles=ROLES
    )
    return {(one.path, one.code) for one in found}


def task(key, role="reviewer"):
    return {"key": key, "role": role, "label": text(key)}


@pytest.fixture
def branched():
    """Give a workflow in which two of three reviewers decide where it goes."""
    supported = {">=": [{"var": "tasks.support"}, 2]}
    return a_workflow(
        [
            stage(
                "review", "parallel", tasks=[task("a"), task("b"), task("c")], quorum=2
            ),
            stage("fork", "automatic"),
            stage("done", "final"),
            stage("dropped", "final"),
        ],
        [
            arrow("support", "review", None, roles=["reviewer"], completes_task=True),
            arrow("oppose", "review", None, roles=["reviewer"], completes_task=True),
            arrow("supported", "review", "fork", trigger="automatic", guard=supported),
            arrow(
                "split_vote",
                "review",
                "dropped",
                trigger="automatic",
                guard={"==": [{"var": "tasks.open"}, 0]},
            ),
            arrow(
                "urgent",
                "fork",
                "done",
                trigger="automatic",
                guard={"==": [{"var": "urgent"}, "yes"]},
            ),
            arrow("otherwise", "fork", "dropped", trigger="automatic"),
        ],
    )


def test_only_the_submitter_changes_the_answers_and_without_a_small_form():
    drawn = a_workflow(
        [stage("asked", "wait"), stage("done", "final")],
        [
            arrow(
                "again",
                "asked",
                "done",
                roles=["reviewer"],
                resubmits=True,
                fields=[question("why")],
            ),
            arrow("revise", "asked", "done", trigger="submitter", resubmits=True),
        ],
    )

    assert problems_of(drawn) == {
        ("/transitions/0/resubmits", "not_the_submitter"),
        ("/transitions/0/fields", "needless_form"),
    }


def test_a_sound_workflow_with_branches_has_no_problems(branched):
    assert problems_of(branched) == set()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"quorum": 4}, ("/stages/0/quorum", "impossible_quorum")),
        ({"tasks": [task("a"), task("a")]}, ("/stages/0/tasks/1/key", "duplicate_key")),
        (
            {"tasks": [task("a"), task("b", "approver")]},
            ("/stages/0/tasks/1/role", "task_without_end"),
        ),
        (
            {"tasks": [task("a"), task("b", "wizard")]},
            ("/stages/0/tasks/1/role", "unknown_role"),
        ),
    ],
)
def test_a_parallel_stage_can_be_brought_to_its_quorum(branched, change, problem):
    branched["stages"][0].update(change)

    assert problem in problems_of(branched)


def test_a_parallel_stage_has_tasks(branched):
    del branched["stages"][0]["tasks"]

    assert problems_of(branched) == {("/stages/0/tasks", "missing_tasks")}


def test_a_quorum_leads_somewhere(branched):
    for one in branched["transitions"][2:4]:
        one.update(trigger="person", roles=["reviewer"])
        one.pop("guard")

    assert ("/stages/0", "no_way_on") in problems_of(branched)


def test_only_a_parallel_stage_has_tasks(branched):
    branched["stages"][2]["tasks"] = [task("a")]

    assert problems_of(branched) == {("/stages/2/tasks", "needless_tasks")}


def test_an_automatic_stage_is_always_left(branched):
    branched["transitions"][5]["guard"] = {"==": [{"var": "urgent"}, "no"]}

    assert problems_of(branched) == {("/stages/1", "may_get_stuck")}


def test_a_case_cannot_go_round_without_a_person(branched):
    branched["stages"].append(stage("back", "automatic"))
    branched["transitions"][4]["to"] = "back"
    branched["transitions"].append(arrow("round", "back", "fork", trigger="automatic"))

    assert ("/stages/1", "endless_circle") in problems_of(branched)


@pytest.mark.parametrize(
    ("index", "change", "problem"),
    [
        (5, {"roles": ["reviewer"]}, ("/transitions/5/roles", "needless_role")),
        (5, {"fields": [question("x")]}, ("/transitions/5/fields", "needless_form")),
        (5, {"note": "optional"}, ("/transitions/5/fields", "needless_form")),
        (5, {"to": None}, ("/transitions/5/to", "must_move")),
        (0, {"to": "done"}, ("/transitions/0/completes_task", "completing_moves")),
        (0, {"timer": "x"}, ("/transitions/0/timer", "needless_timer")),
        (5, {"completes_task": True}, ("/transitions/5/from/0", "no_tasks")),
        (0, {"trigger": "timer"}, ("/transitions/0/timer", "unknown_deadline")),
        (0, {"from": ["fork"]}, ("/transitions/0/from/0", "never_there")),
        (5, {"from": ["done"]}, ("/transitions/5/from/0", "not_automatic")),
        (
            0,
            {"deed": {"kind": "extend"}},
            ("/transitions/0/deed/params/deadline", "required"),
        ),
        (
            0,
            {"deed": {"kind": "extend", "params": {"deadline": "x"}}},
            ("/transitions/0/deed/params/deadline", "unknown_deadline"),
        ),
        (
            0,
            {"deed": {"kind": "merge", "params": {"field": "leading"}}},
            ("/transitions/0/deed/params/field", "unknown_field"),
        ),
        (
            0,
            {"deed": {"kind": "link", "params": {"field": "x", "procedure": "y"}}},
            ("/transitions/0/deed/params/procedure", "needless"),
        ),
        (
            5,
            {"deed": {"kind": "retype", "params": {"procedure": "x"}}},
            ("/transitions/5/deed", "retype_moves"),
        ),
        (
            0,
            {"deed": {"kind": "merge", "params": {"field": "x"}}},
            ("/transitions/0/deed", "merge_ends"),
        ),
    ],
)
def test_what_sets_a_transition_off_makes_sense(branched, index, change, problem):
    branched["transitions"][index].update(change)

    assert problem in problems_of(branched)


def test_a_timer_runs_where_its_transition_starts(branched):
    branched["deadlines"] = [
        {
            "key": "silence",
            "clock": "service",
            "period": {"amount": 5, "unit": "working_day"},
            "during": ["fork"],
            "counts_from": "entry",
            "label": text("Silence"),
            "reason": text("Nobody answered."),
            "basis": text("A rule."),
        }
    ]
    branched["transitions"].append(
        arrow("give_up", "review", "dropped", trigger="timer", timer="silence")
    )

    assert problems_of(branched) == {("/transitions/6/from/0", "timer_never_runs")}


@pytest.mark.parametrize("name", ["tasks.fly", "case.moon", "case.done.x"])
def test_a_guard_asks_for_facts_that_there_are(branched, name):
    branched["transitions"][4]["guard"] = {"==": [{"var": name}, 1]}

    assert problems_of(branched) == {("/transitions/4/guard", "bad_condition")}


def test_a_guard_asks_for_what_the_known_form_asks(branched):
    workflow = read_workflow(branched)
    known = {"urgent": "choice"}
    nothing = workflow_problems(
        workflow, effect_kinds=frozenset(), roles=ROLES, answers=known
    )
    found = workflow_problems(
        workflow, effect_kinds=frozenset(), roles=ROLES, answers={}
    )

    assert nothing == []
    assert [(one.path, one.code) for one in found] == [
        ("/transitions/4/guard", "bad_condition")
    ]


def test_a_transition_may_ask_for_a_note(branched):
    branched["transitions"][0]["note"] = "required"

    [field] = read_workflow(branched).transitions[0].fields
    assert (field.key, field.required, field.type) == ("note", True, "long_text")
