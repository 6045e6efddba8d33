"""A programme's themes, commitments, measures and reviews, as editors write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from cms.blocks import RICH_TEXT

#: year and quarter
Quarter = tuple[int, int]


class MeasureState(models.TextChoices):
    """How a measure goes, as its latest review found."""

    NOT_STARTED = "not_started", _("not started")
    UNDER_WAY = "under_way", _("under way")
    DELAYED = "delayed", _("delayed")
    DONE = "done", _("done")
    GIVEN_UP = "given_up", _("given up")


#: the tag (components/tag.html) that shows each state
_TAG_KINDS = {
    MeasureState.UNDER_WAY: "open",
    MeasureState.DELAYED: "warning",
    MeasureState.DONE: "done",
    MeasureState.GIVEN_UP: "error",
}


@dataclass(frozen=True, kw_only=True)
class Review:
    #: zero where a draft lacks them
    year: int
    quarter: int
    text: str
    state: MeasureState

    @property
    def period(self) -> str:
        return f"{self.quarter}/{self.year}"

    @property
    def tag_kind(self) -> str:
        return _TAG_KINDS.get(self.state, "")


@dataclass(frozen=True, kw_only=True)
class Measure:
    title: str
    responsible: str
    indicator: str
    #: newest first
    reviews: Sequence[Review]

    @property
    def state(self) -> MeasureState:
        return self.reviews[0].state if self.reviews else MeasureState.NOT_STARTED

    @property
    def tag_kind(self) -> str:
        return _TAG_KINDS.get(self.state, "")


@dataclass(frozen=True, kw_only=True)
class Theme:
    title: str
    aim: str
    commitments: Sequence[str]
    measures: Sequence[Measure]

    @property
    def done(self) -> int:
        return sum(measure.state == MeasureState.DONE for measure in self.measures)


def state_at(measure: Measure, quarter: Quarter) -> MeasureState:
    """Return what the latest review up to the end of the quarter found."""
    known = (one for one in measure.reviews if (one.year, one.quarter) <= quarter)
    latest = next(known, None)
    return latest.state if latest else MeasureState.NOT_STARTED


class ReviewBlock(blocks.StructBlock):
    year = blocks.IntegerBlock(min_value=2000, max_value=2100, label=_("year"))
    quarter = blocks.ChoiceBlock(
        choices=[(str(number), f"{number}/4") for number in range(1, 5)],
        label=_("quarter"),
    )
    state = blocks.ChoiceBlock(choices=MeasureState.choices, label=_("state"))
    text = blocks.TextBlock(required=False, label=_("what was done"))

    class Meta:
        label = _("quarterly review")


class MeasureBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=250, label=_("measure"))
    responsible = blocks.CharBlock(
        required=False,
        max_length=150,
        label=_("responsible"),
        help_text=_("A role or a unit, not a name."),
    )
    indicator = blocks.CharBlock(required=False, max_length=250, label=_("indicator"))
    reviews = blocks.ListBlock(ReviewBlock(), default=[], label=_("quarterly reviews"))

    class Meta:
        label = _("measure")


class ThemeValue(blocks.StructValue):
    def progress(self) -> Theme:
        """Return the theme with each measure's reviews, newest first."""
        return Theme(
            title=self["title"],
            aim=self["aim"],
            commitments=list(self["commitments"]),
            measures=[_measure(value) for value in self["measures"]],
        )


class ThemeBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=150, label=_("theme"))
    aim = blocks.TextBlock(required=False, label=_("why it matters"))
    commitments = blocks.ListBlock(
        blocks.CharBlock(max_length=300), default=[], label=_("commitments")
    )
    measures = blocks.ListBlock(MeasureBlock(), default=[], label=_("measures"))

    class Meta:
        icon = "list-ul"
        label = _("theme")
        value_class = ThemeValue


class OverviewBlock(blocks.StructBlock):
    """What a quarter or a year was like as a whole, in words."""

    year = blocks.IntegerBlock(min_value=2000, max_value=2100, label=_("year"))
    quarter = blocks.ChoiceBlock(
        choices=[(str(number), f"{number}/4") for number in range(1, 5)],
        required=False,
        label=_("quarter"),
        help_text=_("Empty: the whole year."),
    )
    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("text"))

    class Meta:
        icon = "comment"
        label = _("overview")


class OverviewsBlock(blocks.StreamBlock):
    overview = OverviewBlock()


class ThemesBlock(blocks.StreamBlock):
    theme = ThemeBlock()


def _measure(value: Any) -> Measure:
    # A draft may lack the year or the quarter.
    reviews = sorted(
        value["reviews"],
        key=lambda review: (review["year"] or 0, review["quarter"] or ""),
        reverse=True,
    )
    return Measure(
        title=value["title"],
        responsible=value["responsible"],
        indicator=value["indicator"],
        reviews=[_review(review) for review in reviews],
    )


def _review(value: Any) -> Review:
    return Review(
        year=value["year"] or 0,
        quarter=int(value["quarter"] or 0),
        text=value["text"],
        state=MeasureState(value["state"] or MeasureState.NOT_STARTED),
    )
