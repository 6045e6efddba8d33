"""A mail server that takes everything and remembers what it said yes to."""

from collections import Counter
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from cms.demo.processes import HOST, free_port


class Sink:
    """Message-IDs of the mails it took, and how often each came."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.port = free_port()
        self._controller = Controller(self, hostname=HOST, port=self.port)
        self._controller.start()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        return "250 Kept"

    def stop(self) -> None:
        self._controller.stop()
