"""The workbench with a year in its database: pages, start, memory, weight, the editor, fifty people at once.

The database holds 40 stories, 600 revisions, 1,500 takes and 300 rounds. Page times are the server's own,
asked in its process without a socket, forty requests a page after the first one; cpu is the processor's part
of the median. Fifty people are fifty sessions, each in a bank of its own on PostgreSQL, on a mix of reading,
writing and looking around; the client that plays them runs on the same two cores. The peer is a FastAPI page
of ten kilobytes with one statement. Targets: issue 3.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import workbench_browser, workbench_load, workbench_start
from benchmarks.tables import Row, markdown
from benchmarks.workbench_bank import POSTGRESQL, SQLITE, Addresses, addresses, fill, postgres
from highsignal.services.workspace import desk_of, open_workspace

_SECONDS = 20.0  # of each load


def run() -> list[Row]:
    """Every number with its target."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sqlite"
        folder.mkdir()
        fill(folder)
        rows = _starts(folder)
        rows += _pages(SQLITE, folder)
        rows += _in_the_browser(folder)
        server = Path(name) / "postgresql"
        server.mkdir()
        with postgres(server) as url:
            fill(server, url, people=workbench_load.PEOPLE)
            rows += _pages(POSTGRESQL, server, url)
            rows += _loads(server, url)
    return rows


def _row(what: str, measured: str, reach: str = "") -> Row:
    return {"what": what, "measured": measured, "reach": reach}


def _starts(folder: Path) -> list[Row]:
    first, warm, cold = workbench_start.starts(folder)
    bare = workbench_start.bare_start()
    again, fresh = workbench_start.medians(warm), workbench_start.medians(cold)
    pages = list(_addresses(folder).pages.values())
    return [
        _row("start to first page", f"{again.wall:.2f} s ({again.cpu:.2f} s cpu)", "2 s"),
        _row("the very first start", f"{first.wall:.2f} s ({first.cpu:.2f} s cpu)"),
        _row("without compiled modules", f"{fresh.wall:.2f} s ({fresh.cpu:.2f} s cpu)"),
        _row("peer: import fastapi, uvicorn", f"{bare.wall:.2f} s ({bare.cpu:.2f} s cpu)"),
        _row("memory after every page", f"{workbench_start.memory(folder, pages):.0f} MB", "250 MB"),
    ]


def _pages(kind: str, folder: Path, url: str = "") -> list[Row]:
    """In a process of its own, so that nothing is warm that a server would not have warm."""
    asked = [sys.executable, "-m", "benchmarks.workbench_pages", str(folder), *([url] if url else [])]
    numbers = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    return [
        _row(
            f"{kind}: {name}",
            f"{n['median']:.0f} ms (p95 {n['p95']:.0f}, cpu {n['cpu']:.0f}, first {n['first']:.0f}; "
            f"{n['statements']:.0f} statements)",
            "" if name.startswith("peer") else "100 ms",
        )
        for name, n in numbers.items()
    ]


def _in_the_browser(folder: Path) -> list[Row]:
    found = _addresses(folder)
    times = sorted(workbench_browser.feedback(folder, found))
    p95 = times[int(0.95 * (len(times) - 1))]
    heaviest = workbench_browser.weights(folder, found)[0]
    return [
        _row("editor: last key to marks", f"{statistics.median(times):.0f} ms (p95 {p95:.0f})", "150 ms"),
        _row(f"heaviest first load: {heaviest.page}", f"{heaviest.kilobytes:.0f} kB", "400 kB"),
    ]


def _loads(folder: Path, url: str) -> list[Row]:
    rows = []
    for processes, think in ((1, 1.0), (2, 1.0), (2, 0.0)):
        done = workbench_load.load(folder, url, think, _SECONDS, processes)
        measured = (
            f"p95 {done.p95:.0f} ms (median {done.median:.0f}, p99 {done.p99:.0f}), {done.failed} failed, "
            f"{done.rate:.0f}/s, {done.busy:.2f} cores, {done.memory:.0f} MB"
        )
        pause = f"{think:.0f} s between pages" if think else "no pause"
        name = f"50 people at once, {pause}, server processes: {processes}"
        rows.append(_row(name, measured, "p95 300 ms, no error" if think else ""))
    return rows


def _addresses(folder: Path) -> Addresses:
    workspace = open_workspace(folder, environ={})
    desk = desk_of(workspace)
    assert desk is not None
    found = addresses(workspace, desk.person.id)
    workspace.database.close()
    return found


if __name__ == "__main__":
    print(markdown(run()))
