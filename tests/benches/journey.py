"""
A resident's step by HTTP, and what formtools alone takes for one.

The reference is formtools' own `SessionWizardView` with sessions in the database,
in the site's frame: what a Wagtail site has before it has us. A step of theirs is
one POST. A step of ours is its POST, which keeps the draft and decides the route
anew, and the page to which it leads; both go through Wagtail's page tree.
"""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path

from formtools.wizard.views import SessionWizardView
from wagtail.models import Page, Site

from cms.models import ChannelPage, HomePage, ParticipatePage
from cms.urls import urlpatterns as site_urls
from participation.actions.setup import create_roles, install_channel
from participation.models import Channel
from tests.benches.findings import Findings, Goal, Row, count_queries, medians_ms
from tests.benches.transitions import AT
from tests.resident.walker import TYPED, Walker
from workflows.models import Unit

STEP = "Osallistu: a step sent and the next one shown"
POST = "Osallistu: a step sent"
WHOLE = "Osallistu: from start to receipt"
REFERENCE = "formtools' session wizard: a step sent and the next one shown"


_PAGE = """
{% extends "base.html" %}
{% block main %}
<form method="post">{% csrf_token %}{{ wizard.management_form }}{{ form }}</form>
{% endblock %}
"""


class _Text(forms.Form):
    text = forms.CharField(max_length=8000, widget=forms.Textarea)


class Reference(SessionWizardView):
    form_list = [(str(number), _Text) for number in range(4)]

    def render_to_response(self, context: dict[str, Any], **_: Any) -> HttpResponse:
        page = engines["django"].from_string(_PAGE)
        return HttpResponse(page.render(context, self.request))

    def done(self, form_list: Any, **_: Any) -> HttpResponse:
        return HttpResponse("done")


# Before Wagtail's catch-all.
urlpatterns = [path("reference/", Reference.as_view()), *site_urls]


@override_settings(
    ROOT_URLCONF=__name__, MIDDLEWARE=settings.MIDDLEWARE, ALLOWED_HOSTS=["*"]
)
def measure(*, rounds: int) -> Findings:
    """Time a step against the reference, and count the queries of every step."""
    create_roles()
    unit = Unit.objects.create(key="bench", name="Bench")
    channel = install_channel(key="initiative", unit=unit, by=None, at=AT)
    home = _hosted(channel)
    taken = medians_ms(
        {
            REFERENCE: _reference_step,
            POST: partial(_step, home, follow=False),
            STEP: partial(_step, home, follow=True),
            WHOLE: lambda: partial(_journey, home),
        },
        rounds=rounds,
    )
    counts = _queries(home)
    findings = Findings(bench="journey")
    findings.rows = [
        Row(
            case=name,
            median=taken[name],
            unit="ms",
            ratio=taken[name] / taken[REFERENCE],
            ratio_to="reference",
        )
        for name in taken
    ] + [
        Row(case=f"POST {step}", median=count, unit="queries", queries=count)
        for step, count in counts.items()
    ]
    findings.goals = [
        Goal(goal="queries of a step's POST", value=max(counts.values()), limit=12),
        Goal(
            goal="our step over theirs", value=taken[STEP] / taken[REFERENCE], limit=4
        ),
    ]
    return findings


def _hosted(channel: Channel) -> str:
    """Return the address of a page that hosts the channel."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Koti", slug=uuid.uuid4().hex))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": home}
    )
    part = home.add_child(instance=ParticipatePage(title="Osallistu", slug="osallistu"))
    page = part.add_child(
        instance=ChannelPage(title="Aloite", slug="aloite", channel=channel)
    )
    return str(page.get_url())


def _reference_step() -> Callable[[], Any]:
    client = Client()
    client.get("/reference/")
    client.post("/reference/", {"reference-current_step": "0", "0-text": "x"})
    data = {"reference-current_step": "1", "1-text": "x" * 200}
    return partial(client.post, "/reference/", data)


def _step(home: str, *, follow: bool) -> Callable[[], Any]:
    walker = Walker(home=home)
    walker.start()
    walker.fill("topic")
    typed = TYPED["proposal"]

    def timed() -> None:
        response = walker.post("proposal", **typed)
        if follow:
            walker.client.get(response["Location"])

    return timed


def _journey(home: str) -> None:
    walker = Walker(home=home)
    walker.start()
    for step in TYPED:
        walker.get(step)
        walker.fill(step)
    walker.get("check")
    response = walker.send()
    receipt = walker.client.get(response["Location"])
    if receipt.status_code != HttpResponse.status_code:
        raise RuntimeError("The journey did not reach its receipt.")


def _queries(home: str) -> dict[str, int]:
    walker = Walker(home=home)
    walker.start()
    return {step: count_queries(partial(walker.fill, step)) for step in TYPED}
