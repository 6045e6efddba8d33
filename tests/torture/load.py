"""Residents who send initiatives and staff who handle them, all by HTTP."""

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.request import Request

from cms.demo import journey as journeys
from cms.demo.browser import Browser, Page, Stranded
from cms.demo.journey import HANDLING, RESIDENT, Journey

#: how a browser sees a server that is killed
TROUBLE = (Stranded, OSError, HTTPException)


#: who does which transition, and what they write
Step = tuple[str, str, Mapping[str, str]]
#: how often a step that fails is tried, before it is taken for done or hopeless
TRIES = 2

#: how long somebody goes on trying before giving up
PATIENCE_SECONDS = 30
_SERVER_ERROR = re.compile(r"answered 5\d\d")


class PatientBrowser(Browser):
    """Asks again, as people reload a page: the same request, posts too."""

    #: pages that came, of everybody
    answered = 0

    def _ask(self, request: Request) -> Page:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                page = super()._ask(request)
            except TROUBLE as problem:
                refused = isinstance(problem, Stranded)
                if refused and not _SERVER_ERROR.search(str(problem)):
                    raise
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)
            else:
                PatientBrowser.answered += 1
                return page


@dataclass
class Seen:
    """What people were told is done: it must be so afterwards."""

    #: the status page of each reference; "" where its page did not come after the receipt
    accepted: dict[str, str] = field(default_factory=dict)
    handled: list[tuple[str, str]] = field(default_factory=list)
    troubles: int = 0


class Visitor(Journey):
    """Somebody who stays signed in, as people do, until something goes wrong."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(tell=lambda _: None, **settings)
        self._browsers: dict[str, Browser] = {}

    def _signed_in(self, person: str) -> Browser:
        if person not in self._browsers:
            self._browsers[person] = super()._signed_in(person)
        return self._browsers[person]

    def forget(self) -> None:
        self._browsers.clear()

    def send(self) -> str:
        """Send an initiative; the receipt counts, whatever comes of the page after it."""
        self.reference = ""
        return self._send_initiative()

    def take_on(self, reference: str, status: str, step: Step) -> None:
        """Do one step of the handling, as staff or as the resident."""
        person, transition, written = step
        self.reference = reference
        if person == RESIDENT:
            self._reply(status, transition)
        else:
            self._handle(person, transition, written)


class Load:
    """People in threads, until told to stop."""

    def __init__(self, address: str, channel_path: str, *, seed: int) -> None:
        self.address, self.channel_path = address, channel_path
        self.seen, self.stopping = Seen(), threading.Event()
        self._chance = random.Random(seed)
        self._threads: list[threading.Thread] = []
        #: cases that somebody works on, and how often each step of one failed
        self._in_hand, self._failed = set[str](), Counter[tuple[str, str]]()
        self._lock = threading.Lock()
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

    def _repeat(self, work: Callable[[Visitor], None]) -> None:
        visitor = Visitor(address=self.address, channel_path=self.channel_path)
        while not self.stopping.is_set():
            try:
                work(visitor)
            except TROUBLE:
                self.seen.troubles += 1
                visitor.forget()
                self.stopping.wait(0.3)

    def _send(self, visitor: Visitor) -> None:
        status = ""
        try:
            status = visitor.send()
        finally:
            if visitor.reference:
                self.seen.accepted[visitor.reference] = status

    def _handle(self, visitor: Visitor) -> None:
        """Take one case a step further; each is in the hands of one at a time."""
        with self._lock:
            chosen = self._next_step()
            if chosen:
                self._in_hand.add(chosen[0])
        if chosen is None:
            self.stopping.wait(0.2)
            return
        reference, step = chosen
        key = (reference, step[1])
        try:
            visitor.take_on(reference, self.seen.accepted[reference], step)
            self.seen.handled.append(key)
        except TROUBLE:
            self._failed[key] += 1
            raise
        finally:
            self._in_hand.discard(reference)

    def _next_step(self) -> tuple[str, Step] | None:
        """Return a case that nobody has in hand, and what comes next in it."""
        free = [*self.seen.accepted.keys() - self._in_hand]
        self._chance.shuffle(free)
        for reference in free:
            for step in HANDLING:
                key = (reference, step[1])
                # What failed before may have been done all the same: go on after it.
                if key in self.seen.handled or self._failed[key] >= TRIES:
                    continue
                if step[0] == RESIDENT and not self.seen.accepted[reference]:
                    break
                return reference, step
        return None
