"""Residents who send initiatives and staff who handle them, all by HTTP."""

import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.request import Request

from cms.demo import journey as journeys
from cms.demo.browser import Browser, Page, Stranded
from cms.demo.journey import HANDLING, Journey

#: how a browser sees a server that is killed
TROUBLE = (Stranded, OSError, HTTPException)


#: how long somebody goes on trying before giving up
PATIENCE_SECONDS = 30
_SERVER_ERROR = re.compile(r"answered 5\d\d")


class PatientBrowser(Browser):
    """Asks again, as people reload a page: the same request, posts too."""

    def _ask(self, request: Request) -> Page:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return super()._ask(request)
            except TROUBLE as problem:
                refused = isinstance(problem, Stranded)
                if refused and not _SERVER_ERROR.search(str(problem)):
                    raise
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)


@dataclass
class Seen:
    """What people were told is done: it must be so afterwards."""

    accepted: list[str] = field(default_factory=list)
    handled: list[tuple[str, str]] = field(default_factory=list)
    troubles: int = 0


class Load:
    """People in threads, until told to stop."""

    def __init__(self, address: str, channel_path: str, *, seed: int) -> None:
        self.address, self.channel_path = address, channel_path
        self.seen, self.stopping = Seen(), threading.Event()
        self._chance = random.Random(seed)
        self._threads: list[threading.Thread] = []
        journeys.Browser = PatientBrowser

    def start(self, *, residents: int, staff: int) -> None:
        work = [self._send] * residents + [self._handle] * staff
        self._threads = [
            threading.Thread(target=self._repeat, args=(one,), daemon=True)
            for one in work
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self.stopping.set()
        for thread in self._threads:
            thread.join(timeout=90)

    def _repeat(self, work: Callable[[], None]) -> None:
        while not self.stopping.is_set():
            try:
                work()
            except TROUBLE:
                self.seen.troubles += 1
                self.stopping.wait(0.3)

    def _journey(self, reference: str = "") -> Journey:
        journey = Journey(
            address=self.address, channel_path=self.channel_path, tell=lambda _: None
        )
        journey.reference = reference
        return journey

    def _send(self) -> None:
        journey = self._journey()
        try:
            journey._send_initiative()
        finally:
            # The receipt was shown, whatever came of the page after it.
            if journey.reference:
                self.seen.accepted.append(journey.reference)

    def _handle(self) -> None:
        """Take one case as far as it goes; a step that fails is tried by others too."""
        if not self.seen.accepted:
            self.stopping.wait(0.2)
            return
        reference = self._chance.choice(self.seen.accepted)
        for person, transition, written in HANDLING:
            if self.stopping.is_set():
                return
            if (reference, transition) in self.seen.handled:
                continue
            self._journey(reference)._handle(person, transition, written)
            self.seen.handled.append((reference, transition))
