"""
Reports: making PDFs of 1, 20 and 1,000 cases, sealing them, and working off a backlog.

The limit is bare WeasyPrint in a process of its own: the same HTML, fonts and styles,
without tags, standards, attachments or limits. Shares are of processor time, which a
busy machine falsifies less than the clock. The backlog is a sample of letters, made by
two workers; the bare renderers keep one process each and only typeset.
"""

import io
import json
import resource
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from django.test import override_settings

import pikepdf

from participation.reports.apart import Limits
from participation.reports.documents import Document
from participation.reports.kept_press import KeptPress
from participation.reports.pdf import render_pdf
from participation.reports.sandbox_authority import (
    ensure_sandbox_authority,
    sandbox_seal_settings,
)
from participation.reports.seal import open_seal
from tests.benches.findings import Findings, Goal, Row
from tests.benches.report_pages import letter, long_list, print_bare

SIZES = (1, 20, 1000)
#: letters of the backlog's sample, and at the same time
BACKLOG, WORKERS = 80, 2
SEALS = 20
BARE = "bare WeasyPrint"
#: a list of a thousand is made in the background, with these limits
LIMITS = Limits(cpu_seconds=600, wall_seconds=1200)
_MIB = 1024


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a piece of work took, children included; peak memory is in MiB."""

    seconds: float
    processor: float
    peak: float = 0


def measure(
    *,
    rounds: int,
    sizes: Sequence[int] = SIZES,
    backlog: int = BACKLOG,
    seals: int = SEALS,
) -> Findings:
    """Print documents of each size, seal the smallest, and work off a backlog."""
    findings = Findings(bench="reports")
    per_entry, shares, peaks = [], [], []
    smallest = b""
    for size in sizes:
        html, css = _pages(size)
        times = max(1, min(rounds, 5) if size < 100 else 1)
        printed: list[bytes] = []
        ours = [_measured(partial(_print, html, css, printed)) for _ in range(times)]
        bare = [_measured(partial(print_bare, [(html, css)])) for _ in range(times)]
        processor = median(run.processor for run in ours)
        limit = median(run.processor for run in bare)
        smallest = smallest or printed[0]
        per_entry.append(processor / size)
        shares.append(processor / limit)
        peaks.append(max(run.peak for run in ours))
        seconds = median(run.seconds for run in ours)
        findings.rows += _rows(size, seconds, processor, limit, printed[0], peaks[-1])
    findings.rows += (sealing := _sealing(smallest, seals))
    findings.rows += (working := _working_off(backlog))
    findings.goals = [
        *(
            Goal(
                goal=f"{size:,} cases: processor time over {BARE}",
                value=round(share, 3),
                limit=1.15,
            )
            for size, share in zip(sizes, shares, strict=True)
        ),
        Goal(
            goal="seconds of processor per case at the most over 20 cases",
            value=round(per_entry[-1] / per_entry[1], 2),
            limit=1.2,
        ),
        Goal(goal="MiB at the most cases", value=round(peaks[-1]), limit=500),
        Goal(
            goal="ms of processor per seal, B-B",
            value=round(sealing[0].median, 1),
            limit=60,
        ),
        Goal(
            goal="backlog: letters/s over two bare renderers",
            value=round(working[0].ratio or 0, 2),
            limit=0.85,
            at_least=True,
        ),
    ]
    return findings


def _pages(size: int) -> tuple[str, str]:
    if size == 1:
        one = letter()
        return one.html, one.css
    return long_list(size)


def _rows(
    size: int,
    seconds: float,
    processor: float,
    limit: float,
    printed: bytes,
    peak: float,
) -> list[Row]:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        pages = len(pdf.pages)
    name = f"{size:,} {'case' if size == 1 else 'cases'}, {pages} pages"
    return [
        Row(case=name, median=seconds, unit="s"),
        Row(
            case=f"{name}: processor",
            median=processor,
            unit="s",
            ratio=processor / limit,
            ratio_to=BARE,
        ),
        Row(case=f"{name}: {BARE}", median=limit, unit="s"),
        Row(case=f"{name}: speed", median=pages / seconds, unit="pages/s"),
        Row(case=f"{name}: size", median=len(printed) / 1024, unit="KiB"),
        Row(case=f"{name}: peak memory", median=peak, unit="MiB"),
    ]


def _print(html: str, css: str, printed: list[bytes]) -> None:
    data = letter().data
    page = render_pdf(
        html=html,
        css=css,
        attachments=[data],
        limits=LIMITS,
        on_page=lambda _number: None,  # has a press of its own, as long reports have
    )
    printed.append(page)


def _measured(work: Callable[[], object]) -> Run:
    before, start = _children(), perf_counter()
    work()
    after = _children()
    return Run(
        seconds=perf_counter() - start,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        # Of the largest child so far; each size is larger than the one before.
        peak=after.ru_maxrss / _MIB,
    )


def _children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def _sealing(content: bytes, times: int) -> list[Row]:
    """Seal the letter again and again with one opened seal."""
    with tempfile.TemporaryDirectory() as folder:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        directory = Path(folder) / "seal"
        ensure_sandbox_authority(directory=directory, organisation="Bench", at=at)
        with override_settings(REPORT_SEAL=sandbox_seal_settings(directory)):
            seal = open_seal(at=at)
            sealed_at = datetime(2026, 3, 20, tzinfo=UTC)
            seal.apply(content, at=sealed_at)
            spent, start = [], perf_counter()
            for _ in range(times):
                begin = process_time()
                seal.apply(content, at=sealed_at)
                spent.append((process_time() - begin) * 1000)
            seconds = perf_counter() - start
    return [
        Row(case="one seal, B-B: processor", median=median(spent), unit="ms"),
        Row(case="sealing", median=times / seconds, unit="seals/s"),
    ]


def _working_off(count: int) -> list[Row]:
    """Compare letters/s of two of our workers with two bare renderers."""
    letters = [letter(number) for number in range(count)]
    halves = [letters[worker::WORKERS] for worker in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as pool:
        start = perf_counter()
        list(pool.map(_print_all, halves))
        ours = count / (perf_counter() - start)
        start = perf_counter()
        list(
            pool.map(
                print_bare, [[(one.html, one.css) for one in half] for half in halves]
            )
        )
        bare = count / (perf_counter() - start)
    return [
        Row(
            case=f"backlog of {count} letters, {WORKERS} workers",
            median=ours,
            unit="letters/s",
            ratio=ours / bare,
            ratio_to="two bare renderers",
        ),
        Row(
            case=f"backlog of {count} letters, two bare renderers",
            median=bare,
            unit="letters/s",
        ),
    ]


def _print_all(letters: Sequence[Document]) -> None:
    press = KeptPress()  # a worker has one
    try:
        for one in letters:
            request = {
                "html": one.html,
                "css": one.css,
                "attachments": [asdict(one.data)],
            }
            assert press.print(json.dumps(request).encode(), limits=Limits())
    finally:
        press.close()
