"""A task that works until its worker is told to stop, as a drain of effects does."""

from pathlib import Path

from workflows.effects import outbox


def linger(path: str) -> None:
    place = Path(path)
    place.write_text("started")
    if outbox.stopping.wait(timeout=60):
        place.write_text("told to stop")
