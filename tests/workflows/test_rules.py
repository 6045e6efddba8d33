"""Shared deadline rules: which version holds, and what a running deadline keeps."""

from datetime import date, datetime, timedelta

import pytest

from participation.models import Channel
from tests.cases import make_case
from workflows.actions.definitions import publish_workflow
from workflows.actions.rules import import_rules
from workflows.engine.calendars import FINLAND
from workflows.engine.terms import Origin
from workflows.errors import DefinitionRefused
from workflows.models import Case, DatedRule, Deadline, Unit


def own_rule(key: str, since: date, *, unit: Unit | None = None, **more: object):
    """Make a version of the organisation's own of a shipped rule."""
    shipped = DatedRule.objects.get(key=key, is_shipped=True)
    shipped.pk, shipped._state.adding = None, True
    shipped.is_shipped, shipped.valid_from, shipped.unit = False, since, unit
    for name, value in more.items():
        setattr(shipped, name, value)
    shipped.save()
    return shipped


@pytest.fixture
def by_rule(channel: Channel, at: datetime) -> Channel:
    """Give the channel a workflow whose first deadline names a shared rule."""
    version = channel.procedure.workflow.versions.newest_first()[0]
    spec = version.spec
    taking = next(one for one in spec["deadlines"] if one["key"] == "taking")
    others = [one for one in spec["deadlines"] if one["key"] != "taking"]
    by_rule = {
        "key": "taking",
        "rule": "feedback_answer",
        "during": ["received"],
        "counts_from": "arrival",
        "label": taking["label"],
        "reason": taking["reason"],
    }
    spec["deadlines"] = [by_rule, *others]
    publish_workflow(spec=spec, by=None, at=at)
    return channel


def due(case: Case) -> date:
    due_at = case.deadlines.get(key="taking").due_at
    assert due_at is not None
    return due_at.astimezone(FINLAND).date()


def test_the_shipped_rule_gives_the_terms(by_rule: Channel, at: datetime) -> None:
    deadline = make_case(by_rule, at=at).deadlines.get(key="taking")

    assert deadline.terms.rule == "feedback_answer"
    assert deadline.terms.origin is Origin.SHIPPED
    assert deadline.terms.basis["fi"].startswith("Palvelulupaus")
    assert deadline.clock == "service"


def test_the_version_in_force_on_the_day_of_arrival_holds(
    by_rule: Channel, at: datetime
) -> None:
    own_rule("feedback_answer", date(2026, 3, 11), amount=2)

    before = make_case(by_rule, at=at)
    after = make_case(by_rule, at=at + timedelta(days=1))

    assert due(before) == date(2026, 3, 17)
    assert due(after) == date(2026, 3, 13)


def test_the_unit_goes_before_the_organisation(
    by_rule: Channel, unit: Unit, at: datetime
) -> None:
    own_rule("feedback_answer", date(2026, 3, 1), amount=2)
    own_rule("feedback_answer", date(2026, 2, 1), amount=3, unit=unit)
    elsewhere = Unit.objects.create(key="other", name="Muu")
    own_rule("feedback_answer", date(2026, 3, 1), amount=9, unit=elsewhere)

    deadline = make_case(by_rule, at=at).deadlines.get(key="taking")

    assert deadline.terms.period.amount == 3
    assert deadline.terms.origin is Origin.UNIT


def test_an_own_version_that_has_ended_gives_way(
    by_rule: Channel, at: datetime
) -> None:
    own_rule("feedback_answer", date(2026, 1, 1), amount=2, valid_to=date(2026, 3, 10))

    assert due(make_case(by_rule, at=at)) == date(2026, 3, 17)


def test_changing_a_rule_changes_nothing_that_runs(
    by_rule: Channel, at: datetime
) -> None:
    deadline = make_case(by_rule, at=at).deadlines.get(key="taking")
    before = Deadline.objects.values().get(pk=deadline.pk)

    DatedRule.objects.filter(key="feedback_answer").update(amount=1, basis={"fi": "x"})

    assert Deadline.objects.values().get(pk=deadline.pk) == before
    assert due(make_case(by_rule, at=at)) == date(2026, 3, 11)


def test_a_rule_that_is_not_in_force_gives_no_deadline(
    by_rule: Channel, at: datetime
) -> None:
    DatedRule.objects.filter(key="feedback_answer").update(valid_to=date(2026, 3, 10))

    case = make_case(by_rule, at=at)

    assert not case.deadlines.filter(key="taking").exists()


def test_a_workflow_may_name_only_rules_in_force(
    by_rule: Channel, at: datetime
) -> None:
    spec = by_rule.procedure.workflow.versions.newest_first()[0].spec
    spec["deadlines"][0]["rule"] = "municipal_initiative_two_percent"

    with pytest.raises(DefinitionRefused) as refused:
        publish_workflow(spec=spec, by=None, at=at)

    found = [(one.path, one.code) for one in refused.value.problems]
    assert found == [("/deadlines/0/rule", "unknown_rule")]


@pytest.mark.django_db
def test_importing_again_changes_nothing_and_leaves_own_rules() -> None:
    import_rules()
    own = own_rule("feedback_answer", date(2026, 1, 1), amount=2)

    assert import_rules() == 0

    own.refresh_from_db()
    assert own.amount == 2


@pytest.mark.django_db
def test_an_upgrade_mends_a_shipped_rule() -> None:
    import_rules()
    DatedRule.objects.filter(key="completion").update(amount=1)

    assert import_rules() == 1
    assert DatedRule.objects.get(key="completion").amount == 14
