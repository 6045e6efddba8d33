"""What stands in the logs opens nothing."""

import io
import logging
from collections.abc import Callable, Iterator

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

import pytest

from workflows.effects.status_links import status_token


@pytest.fixture
def written() -> Iterator[Callable[[], str]]:
    """Return what the configured format makes of Django's records."""
    line = dict(settings.LOGGING["formatters"]["line"])
    formatter = import_string(line.pop("()"))(line["format"])
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logging.getLogger("django").addHandler(handler)
    yield stream.getvalue
    logging.getLogger("django").removeHandler(handler)


def test_every_handler_writes_in_that_format() -> None:
    formats = {one.get("formatter") for one in settings.LOGGING["handlers"].values()}

    assert formats == {"line"}


def test_a_refused_request_leaves_no_status_link_in_the_log(case, written):
    address = reverse("workflows:status", args=[status_token(case)])
    client = Client(enforce_csrf_checks=True)

    client.post(address, {"transition": "withdraw"})
    Client().post(address, {"transition": "nothing"})

    log = written()
    assert "Forbidden" in log
    assert "Conflict" in log
    assert status_token(case)[-20:] not in log
    assert "/status/…" in log


def test_other_paths_stand_in_the_log_as_they_are(client, db, written):
    client.get("/api/nothing-here/")

    assert "/api/nothing-here/" in written()
