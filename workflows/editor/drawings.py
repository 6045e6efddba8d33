"""Workflows as pictures and as tables, in the language of the screen."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.desk.words import language
from workflows.drawing.graph import Arrow, Box, Graph, read_graph
from workflows.drawing.svg import Words, draw
from workflows.models import Role

KINDS: dict[str, str | Promise] = {
    "work": gettext_lazy("Work"),
    "wait": gettext_lazy("Waiting"),
    "parallel": gettext_lazy("Parallel"),
    "automatic": gettext_lazy("Branch"),
    "final": gettext_lazy("End"),
}
TRIGGERS: dict[str, str | Promise] = {
    "person": gettext_lazy("staff"),
    "submitter": gettext_lazy("submitter"),
    "automatic": gettext_lazy("by itself"),
    "timer": gettext_lazy("deadline"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A transition as a row of the table."""

    source: str
    label: str
    who: str
    #: label of the stage entered; empty when the case stays
    target: str
    guarded: bool
    second_factor: bool


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A workflow as a picture and as the same in words."""

    svg: SafeString
    boxes: list[tuple[str, Box, tuple[str, ...]]]
    rows: list[Row]
    start: str


def drawing_of(spec: Any, *, name: str = "drawing") -> Drawing:
    """
    Draw the workflow of the JSON, finished or not.

    :param name: start of the ids in the picture, unique on its page
    """
    roles = {role.key: str(role) for role in Role.objects.select_related("group")}
    graph = read_graph(spec, language=language(), role_names=roles)
    words = Words(
        kinds={key: str(word) for key, word in KINDS.items()},
        triggers={key: str(word) for key, word in TRIGGERS.items()},
        description=_(
            "A drawing of the stages and the ways between them. "
            "The tables below say the same."
        ),
    )
    labels = {box.key: box.label for box in graph.boxes}
    return Drawing(
        svg=SafeString(draw(graph, words, name=name)),  # escaped where it is made
        boxes=[
            (str(KINDS.get(box.kind, box.kind)), box, graph.deadlines.get(box.key, ()))
            for box in graph.boxes
        ],
        rows=[_row(arrow, graph, labels, roles) for arrow in graph.arrows],
        start=labels.get(graph.start, ""),
    )


def _row(
    arrow: Arrow, graph: Graph, labels: dict[str, str], roles: dict[str, str]
) -> Row:
    named = ", ".join(roles.get(key, key) for key in arrow.roles)
    return Row(
        source=labels[arrow.source],
        label=arrow.label,
        who=named or str(TRIGGERS.get(arrow.trigger, arrow.trigger)),
        target="" if arrow.target == arrow.source else labels[arrow.target],
        guarded=arrow.guarded,
        second_factor=arrow.second_factor,
    )
