"""Which page may stand where."""

import pytest
from wagtail.models import Page

from cms import models


def may_stand_under(parent: type[Page]) -> set[str]:
    return {model.__name__ for model in parent.allowed_subpage_models()}


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        (
            models.HomePage,
            {"ParticipatePage", "ForumPage", "NewsIndexPage", "StandardPage"},
        ),
        (models.ParticipatePage, {"ChannelPage", "StandardPage"}),
        (models.ForumPage, set()),
        (models.StandardPage, {"StandardPage", "ProgrammePage", "ModelPage"}),
        (models.ProgrammePage, set()),
        (models.ModelPage, set()),
        (models.NewsIndexPage, {"NewsPage"}),
        (models.NewsPage, set()),
        (models.ChannelPage, set()),
    ],
)
def test_a_page_takes_only_what_belongs_under_it(
    parent: type[Page], children: set[str]
) -> None:
    assert may_stand_under(parent) == children


def test_only_a_front_page_stands_at_the_root() -> None:
    at_root = {
        model
        for model in models.__all__
        if issubclass(getattr(models, model), Page)
        and Page in getattr(models, model).allowed_parent_page_models()
    }

    assert at_root == {"HomePage"}
