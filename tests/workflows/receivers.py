"""Another system that is told of cases, and having it told."""

import http.server
from typing import Any

from django.utils import timezone

from workflows.actions.events import add_effects
from workflows.effects import outbox
from workflows.engine.workflow_spec import EffectSpec
from workflows.models import Case, Effect


class Receiver(http.server.ThreadingHTTPServer):
    """Another system on this machine; answers as told and keeps what it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.status, self.got = 204, []
        self.url = f"http://127.0.0.1:{self.server_port}/hook?x=1"


class Hook(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def announce(case: Case) -> None:
    """Have the case's last event announced, as its workflow would."""
    event = case.events.order_by("-seq")[0]
    Effect.objects.filter(event=event).delete()
    add_effects(event=event, specs=[EffectSpec(kind="webhook")])


def work() -> None:
    outbox.drain(["default", "mail"])


def try_again() -> None:
    Effect.objects.filter(state="waiting").update(not_before=timezone.now())
    work()
