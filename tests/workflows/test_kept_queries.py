"""Queries that are compiled once and asked with other keys."""

from datetime import datetime

from django.db import transaction

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from workflows.models import Case, ReferenceSeries
from workflows.models.cases import CaseQuerySet
from workflows.models.kept_queries import KeptQuery


def _of(case_id: int, user_id: int) -> CaseQuerySet:
    cases = Case.objects.with_roles_of(user_id).select_related("submission", "unit")
    return cases.filter(pk=case_id)


def test_a_kept_query_finds_what_the_query_set_finds(
    channel: Channel, reviewer: User, registrar: User, at: datetime
) -> None:
    kept = KeptQuery(_of, keys=2)
    cases = [make_case(channel, at=at) for _ in range(2)]

    for case, user in zip(cases, (reviewer, registrar), strict=True):
        [found] = kept.rows(case.pk, user.pk)
        expected = _of(case.pk, user.pk).get()

        assert found == expected == case
        assert vars(found)["held_roles"] == vars(expected)["held_roles"]
        assert found.submission.answers == expected.submission.answers
        assert found.unit == expected.unit


def test_a_kept_query_finds_nothing_under_keys_that_nothing_has(
    channel: Channel, reviewer: User, at: datetime
) -> None:
    kept = KeptQuery(_of, keys=2)
    case = make_case(channel, at=at)

    assert kept.rows(case.pk + 1, reviewer.pk) == []
    [found] = kept.rows(case.pk, 0)
    assert vars(found)["held_roles"] is None


def test_a_kept_query_sees_what_changed_since_it_was_asked(
    case: Case, reviewer: User, registrar: User, at: datetime
) -> None:
    kept = KeptQuery(_of, keys=2)
    [before] = kept.rows(case.pk, reviewer.pk)

    act(case, "take", registrar, at=at)

    [after] = kept.rows(case.pk, reviewer.pk)
    assert (before.stage, after.stage) == ("received", "review")


def test_a_kept_query_with_another_number_of_keys_is_refused(case: Case) -> None:
    with pytest.raises(ValueError, match="argument"):
        KeptQuery(_of, keys=2).rows(case.pk)


@pytest.mark.django_db
def test_numbers_are_given_from_one_and_without_gaps() -> None:
    series = ReferenceSeries.objects

    assert [series.next_number("OSA", 2026) for _ in range(3)] == [1, 2, 3]
    assert series.next_number("OSA", 2027) == 1
    with transaction.atomic():
        series.next_number("OSA", 2026)
        transaction.set_rollback(True)
    assert series.next_number("OSA", 2026) == 4
