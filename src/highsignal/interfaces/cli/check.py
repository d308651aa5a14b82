"""`highsignal check`: analyse stories and report in the form asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from highsignal.interfaces.cli.output import terminal_width, with_progress, write_json, write_lines
from highsignal.interfaces.cli.request import Request
from highsignal.interfaces.cli.styles import Style, stdout_style, style_for
from highsignal.packs.model import Role
from highsignal.services.check import CheckedStory, check_files, exit_status
from highsignal.services.text_files import InputProblem


def run_check(paths: Sequence[str], request: Request, form: str, colour: str) -> int:
    """Check `paths`, write the report, and return the exit status of contracts.md."""
    standard = request.standard()
    entries = list(with_progress(check_files(paths, standard, request.sources), "checked"))
    if form == "json":
        from highsignal.interfaces.wire import report

        write_json(report(entries))
    elif form == "sarif":
        from highsignal.interfaces.cli.sarif import sarif

        write_json(sarif(entries, standard.rules))
    else:
        write_report(entries, standard.role, stdout_style(colour))
        write_problems([entry for entry in entries if isinstance(entry, InputProblem)], colour)
    return exit_status(entries)


def write_report(entries: Sequence[CheckedStory | InputProblem], role: Role | None, style: Style) -> None:
    """Write every story with its findings, then what the bank comes to."""
    from highsignal.interfaces.cli.summary import summary_lines
    from highsignal.interfaces.cli.text_report import story_lines

    width = terminal_width()
    for entry in entries:
        if isinstance(entry, CheckedStory):
            write_lines(style.shown(line) for line in story_lines(entry, style, width))
            write_lines(["", style.paint(style.shown("─" * width), dim=True), ""])
    write_lines(style.shown(line) for line in summary_lines(entries, role, style))


def write_problems(problems: Sequence[InputProblem], colour: str) -> None:
    """Name the inputs that could not be used, on standard error."""
    style = style_for(sys.stderr, colour)
    for found in problems:
        place = style.paint(f"{found.path}:{found.line}:{found.column}:", bold=True)
        sys.stderr.write(f"{place} {found.message}\n")
