"""Charts: the same facts as their tables, readable by everybody, and as safe as text."""

import re
from itertools import pairwise

from django.utils import translation

import pytest

from cms import theme
from participation.reports.chart_marks import COLORS, TEXTURES, steps_up_to
from participation.reports.charts import (
    WIDTH,
    Chart,
    Series,
    bar_chart,
    line_chart,
    stacked_bar_chart,
)

LABELS = ["Kohtaamiset", "Tieto ja asiointi", "<b>Päätöksenteko & seuranta</b>"]
DONE = Series(name="valmis", values=[3, 0, 12])
LATE = Series(name="myöhässä", values=[1, 2.5, None])


def drawn(kind: str) -> Chart:
    facts = {"title": "Toimenpiteet", "what": "Osa-alue", "labels": LABELS}
    if kind == "bar":
        return bar_chart(**facts, series=LATE)
    draw = stacked_bar_chart if kind == "stacked" else line_chart
    return draw(**facts, series=[DONE, LATE])


kinds = pytest.mark.parametrize("kind", ["bar", "stacked", "line"])


@kinds
def test_a_chart_is_announced_as_one_picture_with_a_name(kind: str) -> None:
    svg = drawn(kind).svg

    assert svg.startswith("<svg ")
    assert 'role="img"' in svg
    assert re.search(r"><title>[^<]*Toimenpiteet[^<]*</title>", svg)


@kinds
def test_what_was_typed_is_text_in_a_chart(kind: str) -> None:
    svg = drawn(kind).svg

    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg


@kinds
def test_a_strict_policy_takes_a_chart(kind: str) -> None:
    assert not re.search(
        r"<(?:style|script)|\s(?:class|style|id|on\w+)=", drawn(kind).svg
    )


@kinds
def test_the_same_facts_give_the_same_drawing(kind: str) -> None:
    assert drawn(kind) == drawn(kind)


@kinds
def test_nothing_is_drawn_outside_the_frame(kind: str) -> None:
    svg = drawn(kind).svg
    height = float(re.search(r'viewBox="0 -1 \d+ ([\d.]+)"', svg)[1])

    points = [
        (float(x), float(y))
        for x, y in re.findall(
            r'(?:x=|points=|d="M|L)"?([-\d.]+)[", y=]+([-\d.]+)', svg
        )
    ]
    assert points
    assert all(-6 <= x <= WIDTH and -1 <= y <= height for x, y in points)


def test_the_table_tells_every_value_as_people_write_it() -> None:
    with translation.override("fi"):
        chart = drawn("stacked")

    assert chart.head == ["Osa-alue", "valmis", "myöhässä"]
    assert chart.rows == [
        (LABELS[0], ["3", "1"]),
        (LABELS[1], ["0", "2,5"]),
        (LABELS[2], ["12", "\u2013"]),
    ]


def test_colors_are_seen_on_paper_and_on_dark_ground() -> None:
    for color in COLORS:
        for ground in ("#ffffff", "#fbfaf6", "#121a1b", "#1a2425"):
            assert theme.contrast(color, ground) >= 3


def test_series_differ_by_more_than_color() -> None:
    names = [f"sarja {number}" for number in range(len(COLORS))]
    series = [Series(name=name, values=[9]) for name in names]

    svg = stacked_bar_chart(title="x", what="y", labels=["z"], series=series).svg

    assert len(set(TEXTURES)) == len(TEXTURES) == len(COLORS)
    assert svg.count('stroke="#ffffff"') == 2 * 4  # all but the solid and the hollow
    lines = line_chart(title="x", what="y", labels=["z"], series=series).svg
    assert len(set(re.findall(r'stroke-dasharray="([^"]+)"', lines))) == 5


def test_a_long_label_is_broken_and_at_last_cut() -> None:
    label = "Osallisuus sosiaali- ja terveyspalvelujen kehittämisessä " * 4

    chart = bar_chart(
        title="x", what="y", labels=[label], series=Series(name="z", values=[1])
    )

    assert chart.svg.count("<text") == 3
    assert "…" in chart.svg
    assert chart.rows[0][0] == label


def test_a_chart_of_nothing_is_drawn_too() -> None:
    for draw in (stacked_bar_chart, line_chart):
        assert "<svg" in draw(title="x", what="y", labels=[], series=[]).svg
    nothing = Series(name="z", values=[0, None])
    assert (
        "<svg" in bar_chart(title="x", what="y", labels=["a", "b"], series=nothing).svg
    )


@pytest.mark.parametrize("highest", [0, 0.4, 1, 3, 4, 5, 7, 12, 49, 99, 101, 1234, 9e5])
def test_a_scale_reaches_the_highest_value_in_few_even_steps(highest: float) -> None:
    scale = steps_up_to(highest)

    assert scale[0] == 0
    assert scale[-1] >= highest
    assert 2 <= len(scale) <= 7
    assert len({after - before for before, after in pairwise(scale)}) == 1
