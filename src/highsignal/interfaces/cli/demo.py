"""`highsignal demo`: the workbench on the sample candidate, or their bank analysed in the terminal."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from highsignal.interfaces.cli.check import write_report
from highsignal.interfaces.cli.output import write_lines
from highsignal.interfaces.cli.request import Request
from highsignal.interfaces.cli.styles import stdout_style
from highsignal.services.check import check_text
from highsignal.services.samples import read_samples, sample_target
from highsignal.services.standards import standard_for


def run_demo(port: int | None, *, browser: bool) -> int:
    """Serve the sample candidate's bank from a folder that is gone afterwards."""
    from highsignal.interfaces.cli.serve import LOOPBACK, run_serve
    from highsignal.services.sample import load_sample
    from highsignal.services.workspace import open_workspace
    from highsignal.storage.database import sqlite_url

    with TemporaryDirectory(prefix="highsignal-demo-") as name:
        folder = Path(name)
        workspace = open_workspace(folder, sqlite_url(folder))
        load_sample(workspace)
        write_lines(
            [
                "This is the workbench on an invented candidate; it is forgotten when you stop it (Ctrl+C).",
                "Your own bank: highsignal",
            ]
        )
        return run_serve(port, LOOPBACK, browser=browser, workspace=workspace)


def run_report(colour: str) -> int:
    """Analyse the sample stories and say how to go on."""
    request = Request()
    standard = standard_for(sample_target(), request.sources)
    entries = [entry for file in read_samples() for entry in check_text(file, standard, request.sources)]
    style = stdout_style(colour)
    write_report(entries, standard.role, style)
    write_lines(
        [
            "",
            style.paint("These are the eight stories of a sample candidate. To go on:", bold=True),
            "  highsignal demo --write bank      copy them into a folder and edit them",
            "  highsignal check bank             analyse stories of your own",
            '  highsignal match "Tell me about a conflict" --stories bank',
            "  highsignal coverage bank          which questions they answer",
        ]
    )
    return 0


def write_samples(folder: Path) -> int:
    """Copy the sample stories into `folder`; a file that is there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    written = kept = 0
    for file in read_samples():
        target = folder / Path(file.path).name
        if target.exists():
            kept += 1
        else:
            target.write_text(file.text, encoding="utf-8")
            written += 1
    left = f"; {kept} were there already and are unchanged" if kept else ""
    write_lines([f"{written} stories written to {folder}{left}"])
    return 0
