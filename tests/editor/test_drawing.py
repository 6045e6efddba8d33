"""The drawing of a workflow: everything is on it, nothing overlaps, words are escaped."""

import itertools
import json
import xml.etree.ElementTree as ET
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.editor.conftest import SHIPPED, said, small_workflow
from workflows.drawing.graph import read_graph
from workflows.drawing.layout import lay_out
from workflows.drawing.places import Place, Size
from workflows.drawing.svg import Words, draw
from workflows.engine.codec import schema

WORDS = Words(kinds={}, triggers={}, description="A drawing.")

keys = st.integers(0, 7)
pairs = st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1])
sizes = st.builds(
    Size, width=st.integers(20, 200).map(float), height=st.integers(10, 60).map(float)
)


def overlap(one: Place, other: Place) -> bool:
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    )


@settings(max_examples=60, deadline=None)
@given(
    boxes=st.lists(sizes, min_size=8, max_size=8), arrows=st.dictionaries(pairs, sizes)
)
def test_no_box_and_no_label_ever_lies_on_another(
    boxes: list[Size], arrows: dict[Any, Size]
) -> None:
    layout = lay_out(dict(enumerate(boxes)), arrows, start=0)

    places = [*layout.boxes.values(), *layout.labels.values()]
    assert not any(overlap(*two) for two in itertools.combinations(places, 2))
    assert all(one.x - one.width / 2 >= -0.01 and one.top >= 0 for one in places)
    assert max(one.bottom for one in places) <= layout.height


@settings(max_examples=60, deadline=None)
@given(arrows=st.dictionaries(pairs, sizes))
def test_every_arrow_runs_from_its_source_to_its_target(
    arrows: dict[Any, Size],
) -> None:
    box = Size(width=80.0, height=40.0)
    layout = lay_out(dict.fromkeys(range(8), box), arrows, start=0)

    for (source, target), way in layout.ways.items():
        for (x, y), end in ((way[0], source), (way[-1], target)):
            place = layout.boxes[end]
            assert abs(x - place.x) <= place.width / 2
            assert y in (place.top, place.bottom)


def test_the_same_workflow_is_always_drawn_the_same() -> None:
    graph = read_graph(small_workflow(), language="fi")

    assert draw(graph, WORDS) == draw(graph, WORDS)


def test_words_of_editors_cannot_break_out_of_the_picture() -> None:
    spec = small_workflow(title=said("</title><script>alert(1)</script>"))
    spec["stages"][0]["label"] = said('"><script>alert(2)</script>')
    spec["stages"][0]["kind"] = '"><script>'
    spec["transitions"][0]["label"] = said("<b>&</b>")

    svg = draw(read_graph(spec, language="fi"), WORDS)

    ET.fromstring(svg)
    assert "<script" not in svg
    assert "<b>" not in svg


def test_kinds_of_stages_differ_in_shape_and_not_only_in_words() -> None:
    kinds = schema("workflow")["$defs"]["stage"]["properties"]["kind"]["enum"]
    outlines = set()
    for kind in {*kinds, "parallel", "automatic"}:
        spec = small_workflow(start="desk")
        spec["stages"] = [{**spec["stages"][0], "kind": kind}]
        root = ET.fromstring(draw(read_graph(spec, language="fi"), WORDS))
        shapes = [
            (one.tag, one.get("rx"), one.get("stroke-dasharray"))
            for one in root.iter()
            if one.get("class") in ("drawing-line", "drawing-inner")
        ]
        outlines.add(tuple(shapes))

    assert len(outlines) == len({*kinds, "parallel", "automatic"})


def test_what_is_not_finished_is_drawn_as_far_as_it_is() -> None:
    spec = small_workflow(stages=[{"key": "desk"}, {}, "x"], start=None)
    spec["transitions"] = [{"from": ["desk"], "to": "nowhere"}, {"from": ["desk"]}, {}]

    graph = read_graph(spec, language="fi")

    assert [box.key for box in graph.boxes] == ["desk"]
    assert [arrow.target for arrow in graph.arrows] == ["desk"]
    ET.fromstring(draw(graph, WORDS))


def test_shipped_workflows_are_drawn_with_every_stage_and_transition() -> None:
    for path in SHIPPED:
        if path.stem != "workflow":
            continue
        spec = json.loads(path.read_text(encoding="utf-8"))
        graph = read_graph(spec, language="fi")

        assert {box.key for box in graph.boxes} == {
            one["key"] for one in spec["stages"]
        }
        assert {arrow.key for arrow in graph.arrows} == {
            one["key"] for one in spec["transitions"]
        }
        ET.fromstring(draw(graph, WORDS))
