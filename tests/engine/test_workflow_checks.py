import pytest

from workflows.engine.checks import workflow_problems
from workflows.engine.codec import read_workflow
from workflows.engine.mail_checks import PLACEHOLDERS

KINDS = frozenset({"mail", "publish"})
ROLES = frozenset({"reviewer"})
WORDS = {"fi": "Sana", "sv": "Ord", "en": "Word"}


def problems_of(workflow_json):
    workflow = read_workflow(workflow_json)
    found = workflow_problems(workflow, effect_kinds=KINDS, roles=ROLES)
    return {(one.path, one.code) for one in found}


def test_a_sound_workflow_has_no_problems(workflow_json):
    assert problems_of(workflow_json) == set()


@pytest.mark.parametrize("part", ["stages", "transitions", "deadlines", "mails"])
def test_two_parts_may_not_share_a_key(workflow_json, part):
    parts = workflow_json[part]
    parts.append({**parts[0]})

    assert (f"/{part}/{len(parts) - 1}/key", "duplicate_key") in problems_of(
        workflow_json
    )


@pytest.mark.parametrize(
    ("path", "name", "value", "pointer"),
    [
        ((), "start", "moon", "/start"),
        (("transitions", 0), "from", ["review", "moon"], "/transitions/0/from/1"),
        (("deadlines", 0), "during", ["moon"], "/deadlines/0/during/0"),
    ],
)
def test_a_stage_that_is_named_exists(workflow_json, path, name, value, pointer):
    part = workflow_json
    for step in path:
        part = part[step]
    part[name] = value

    assert problems_of(workflow_json) == {(pointer, "unknown_stage")}


def test_a_transition_leads_to_a_stage_that_exists(workflow_json):
    workflow_json["transitions"][0]["to"] = "moon"

    assert ("/transitions/0/to", "unknown_stage") in problems_of(workflow_json)


def test_a_stage_that_no_way_leads_to_is_refused(workflow_json):
    workflow_json["transitions"][0]["to"] = None

    assert problems_of(workflow_json) == {("/stages/1", "unreachable_stage")}


def test_a_stage_without_a_way_to_an_end_is_refused(workflow_json):
    workflow_json["transitions"][1]["to"] = "asked"

    assert problems_of(workflow_json) == {("/stages/1", "endless_stage")}


def test_a_workflow_without_an_end_is_refused(workflow_json):
    workflow_json["stages"][2].update(kind="wait")

    assert problems_of(workflow_json) == {
        (f"/stages/{index}", "endless_stage") for index in range(3)
    }


def test_somebody_owes_the_work_of_a_work_stage(workflow_json):
    del workflow_json["stages"][0]["role"]

    assert problems_of(workflow_json) == {("/stages/0/role", "missing_role")}


def test_somebody_may_do_what_a_person_does(workflow_json):
    del workflow_json["transitions"][0]["roles"]

    assert problems_of(workflow_json) == {("/transitions/0/roles", "missing_role")}


def test_roles_exist(workflow_json):
    workflow_json["stages"][0]["role"] = "wizard"
    workflow_json["transitions"][0]["roles"].append("wizard")

    assert problems_of(workflow_json) == {
        ("/stages/0/role", "unknown_role"),
        ("/transitions/0/roles/1", "unknown_role"),
    }


def test_somebody_can_do_each_effect(workflow_json):
    workflow_json["on_start"].append({"kind": "fax"})
    workflow_json["transitions"][2]["effects"].append({"kind": "fax"})

    assert problems_of(workflow_json) == {
        ("/on_start/1/kind", "unknown_effect"),
        ("/transitions/2/effects/2/kind", "unknown_effect"),
    }


@pytest.mark.parametrize("params", [{}, {"mail": "nobody"}])
def test_the_mail_that_an_effect_sends_exists(workflow_json, params):
    workflow_json["on_start"].append({"kind": "mail", "params": params})

    assert problems_of(workflow_json) == {("/on_start/1/params/mail", "unknown_mail")}


def test_transitions_that_are_named_exist(workflow_json):
    answer = workflow_json["transitions"][2]
    answer["not_same_actor_as"] = ["dream"]
    answer["effects"][1]["params"] = {"answers": "answer", "approval": "dream"}

    assert problems_of(workflow_json) == {
        ("/transitions/2/not_same_actor_as/0", "unknown_transition"),
        ("/transitions/2/effects/1/params/approval", "unknown_transition"),
    }


def test_a_period_of_the_law_is_not_counted_in_working_days(workflow_json):
    deadline = workflow_json["deadlines"][0]
    deadline["period"]["unit"] = "working_day"

    assert problems_of(workflow_json) == {
        ("/deadlines/0/period/unit", "statutory_working_days")
    }


@pytest.mark.parametrize("unit", ["day", "week", "month", "year", "working_day"])
def test_a_service_promise_may_be_counted_in_any_unit(workflow_json, unit):
    workflow_json["deadlines"][0].update(
        clock="service", period={"amount": 5, "unit": unit}
    )

    assert problems_of(workflow_json) == set()


def test_a_placeholder_that_stands_for_nothing_is_refused(workflow_json):
    workflow_json["mails"][0]["subject"]["fi"] = "{refrence}"
    workflow_json["mails"][0]["body"]["sv"] = "{} {reference}"

    assert problems_of(workflow_json) == {
        ("/mails/0/subject/fi", "unknown_placeholder"),
        ("/mails/0/body/sv", "unknown_placeholder"),
    }


def test_every_placeholder_there_is_may_stand_in_a_mail(workflow_json):
    everything = " ".join(f"{{{one}}}" for one in sorted(PLACEHOLDERS))
    workflow_json["mails"][0]["body"] = dict.fromkeys(WORDS, everything)

    assert problems_of(workflow_json) == set()


def test_a_mail_may_quote_an_answer_only_if_every_sender_has_it(workflow_json):
    workflow_json["transitions"][0]["effects"] = [
        {"kind": "mail", "params": {"mail": "reply"}}
    ]

    assert problems_of(workflow_json) == {
        (f"/mails/1/body/{language}", "unknown_placeholder") for language in WORDS
    }


def test_a_mail_of_the_submission_quotes_no_answer(workflow_json):
    workflow_json["mails"][0]["body"]["fi"] = "{answers.reply}"

    assert problems_of(workflow_json) == {("/mails/0/body/fi", "unknown_placeholder")}


def test_a_mail_does_not_quote_an_answer_that_is_a_code(workflow_json):
    option = {"value": "yes", "label": WORDS}
    workflow_json["transitions"][2]["fields"][0].update(type="choice", options=[option])

    assert problems_of(workflow_json) == {
        (f"/mails/1/body/{language}", "unknown_placeholder") for language in WORDS
    }


def test_a_personal_field_never_reaches_a_public_effect(workflow_json):
    workflow_json["transitions"][2]["fields"][0]["personal"] = True

    assert problems_of(workflow_json) == {
        ("/transitions/2/effects/1", "personal_in_public")
    }


def test_a_personal_field_may_reach_the_submitter_by_mail(workflow_json):
    answer = workflow_json["transitions"][2]
    answer["fields"][0]["personal"] = True
    del answer["effects"][1]

    assert problems_of(workflow_json) == set()


def test_fields_of_a_transition_are_sound_and_unconditional(workflow_json):
    answer = workflow_json["transitions"][2]
    answer["fields"] += [
        {**answer["fields"][0]},
        {"key": "why", "type": "choice", "label": WORDS},
        {"key": "who", "type": "text", "label": WORDS, "visible_when": {"!": [1]}},
    ]

    assert problems_of(workflow_json) == {
        ("/transitions/2/fields/1/key", "duplicate_key"),
        ("/transitions/2/fields/2/options", "missing_options"),
        ("/transitions/2/fields/3/visible_when", "needless_condition"),
    }


def test_a_guard_is_a_sound_condition_on_any_fact(workflow_json):
    transition = workflow_json["transitions"][0]
    transition["guard"] = {"<": [{"var": "people"}, 5]}
    assert problems_of(workflow_json) == set()

    transition["guard"] = {"<": [{"var": "people"}]}
    assert problems_of(workflow_json) == {("/transitions/0/guard", "bad_condition")}


@pytest.mark.parametrize(
    "path",
    [
        ("title",),
        ("stages", 0, "label"),
        ("stages", 0, "public_label"),
        ("stages", 0, "explanation"),
        ("transitions", 0, "label"),
        ("transitions", 2, "fields", 0, "label"),
        ("deadlines", 0, "label"),
        ("deadlines", 0, "reason"),
        ("deadlines", 0, "basis"),
        ("mails", 0, "subject"),
        ("mails", 0, "body"),
    ],
)
def test_a_shown_text_exists_in_every_required_language(workflow_json, path):
    *way, last = path
    part = workflow_json
    for step in way:
        part = part[step]
    part[last] = {"fi": "Sana", "sv": "Ord"}
    pointer = "".join(f"/{step}" for step in path)

    assert problems_of(workflow_json) == {(f"{pointer}/en", "missing_translation")}
