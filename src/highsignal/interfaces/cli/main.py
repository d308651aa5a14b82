"""The command line: what each command takes; what it does is imported when it runs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from highsignal.interfaces.cli.data_commands import add_data_commands

if TYPE_CHECKING:
    from highsignal.interfaces.cli.request import Request

app = typer.Typer(
    name="highsignal",
    help="Turn what you did into stories that land in ninety seconds, and see with evidence that they land.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class CheckFormat(StrEnum):
    """How `check` answers."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class AnswerFormat(StrEnum):
    """How the other commands answer."""

    TEXT = "text"
    JSON = "json"


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Target = Annotated[
    Path | None,
    typer.Option(help="A TOML, JSON or YAML file with role, level, ladder, date …", show_default=False),
]
Packs = Annotated[
    list[Path] | None,
    typer.Option("--packs", help="A folder of packs of your own; may be repeated.", show_default=False),
]
Config = Annotated[
    Path | None,
    typer.Option(
        help="Settings to use instead of the nearest highsignal.toml or pyproject.toml.", show_default=False
    ),
]
Colours = Annotated[Colour, typer.Option("--color", "--colour", help="When to use colour.")]
AnswerAs = Annotated[AnswerFormat, typer.Option("--format", help="How to answer.")]


def _version(wanted: bool) -> None:
    if wanted:
        from highsignal import __version__

        typer.echo(f"highsignal {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def common(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - the callback answers it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Turn what you did into stories that land in ninety seconds, and see with evidence that they land.

    Without a command the workbench opens in the browser, as with `highsignal serve`.
    """
    if context.invoked_subcommand is None:
        from highsignal.interfaces.cli.serve import LOOPBACK, run_serve

        raise typer.Exit(run_serve(None, LOOPBACK, browser=True))


@app.command()
def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Markdown or text files, folders, or -.")
    ],
    target: Target = None,
    output: Annotated[CheckFormat, typer.Option("--format", help="How to answer.")] = CheckFormat.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(help="Rules to run: codes, first letters of codes, or names.", show_default=False),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Rules to leave out.", show_default=False)] = None,
    packs: Packs = None,
    config: Config = None,
    color: Colours = Colour.AUTO,
) -> None:
    """Analyse stories: roles, claims, signals, what is missing and the question that mends it.

    Exit status: 0 no finding is an error, 1 some are, 2 some input could not be used.
    """
    from highsignal.interfaces.cli.check import run_check

    request = _request(target, packs, config, select, ignore)
    raise typer.Exit(run_check(paths, request, output.value, color.value))


@app.command()
def match(
    question: Annotated[str, typer.Argument(help="The interviewer's question.")],
    more: Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="More story files.")] = None,
    stories: Annotated[
        list[str] | None, typer.Option("--stories", help="Story files or folders.", show_default=False)
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many stories to name.")] = 3,
    output: AnswerAs = AnswerFormat.TEXT,
    color: Colours = Colour.AUTO,
) -> None:
    """Find which of your stories answers a question, and which of its words say so."""
    from highsignal.interfaces.cli.match import run_match

    raise typer.Exit(run_match(question, [*(stories or []), *(more or [])], top, output.value, color.value))


@app.command()
def coverage(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Story files or folders.")],
    target: Target = None,
    questions: Annotated[
        Path | None,
        typer.Option(help="Your own questions, one a line, instead of the packs'.", show_default=False),
    ] = None,
    competency: Annotated[
        list[str] | None,
        typer.Option(help="Only prompts of this competency; may be repeated.", show_default=False),
    ] = None,
    output: AnswerAs = AnswerFormat.TEXT,
    packs: Packs = None,
    config: Config = None,
    color: Colours = Colour.AUTO,
) -> None:
    """Show which questions your stories answer, which none does, and the best six to eight stories."""
    from highsignal.interfaces.cli.coverage import run_coverage

    request = _request(target, packs, config)
    raise typer.Exit(run_coverage(paths, questions, competency or [], request, output.value, color.value))


@app.command()
def rule(
    code: Annotated[str, typer.Argument(help="A rule's code or name.")],
    output: AnswerAs = AnswerFormat.TEXT,
    color: Colours = Colour.AUTO,
) -> None:
    """Explain one rule: what it finds, why, examples, what it does not see."""
    from highsignal.interfaces.cli.rules import run_rule

    raise typer.Exit(run_rule(code, output.value, color.value))


@app.command()
def rules(
    output: AnswerAs = AnswerFormat.TEXT,
    write: Annotated[
        Path | None, typer.Option(help="Write a page for each rule into this folder.", show_default=False)
    ] = None,
    color: Colours = Colour.AUTO,
) -> None:
    """List every rule."""
    from highsignal.interfaces.cli.rules import run_rules, write_pages

    raise typer.Exit(write_pages(write) if write else run_rules(output.value, color.value))


@app.command()
def packs(
    packs: Packs = None,
    config: Config = None,
    output: AnswerAs = AnswerFormat.TEXT,
    color: Colours = Colour.AUTO,
) -> None:
    """List roles, ladders, checklists and prompts, packaged and your own."""
    from highsignal.interfaces.cli.packs import run_packs

    raise typer.Exit(run_packs(_request(None, packs, config), output.value, color.value))


@app.command()
def serve(
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="The port to listen on; 0 takes any free one.", show_default="8321"
        ),
    ] = None,
    host: Annotated[
        str, typer.Option(help="The address to listen on; this machine only unless named.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    data: Annotated[
        Path | None, typer.Option(help="The data folder, instead of HIGHSIGNAL_DATA.", show_default=False)
    ] = None,
) -> None:
    """Open the workbench in the browser: the story bank, the editor, coverage and what to do next."""
    from highsignal.interfaces.cli.serve import run_serve

    raise typer.Exit(run_serve(port, host, browser=browser, folder=data))


@app.command()
def transcribe(
    audio: Annotated[Path, typer.Argument(help="A recording: WAV, MP3, M4A, WebM, Ogg, FLAC …")],
    story: Annotated[
        Path | None,
        typer.Option(help="The story as it is written: what drifted from it?", show_default=False),
    ] = None,
    target: Target = None,
    output: AnswerAs = AnswerFormat.TEXT,
    packs: Packs = None,
    config: Config = None,
    color: Colours = Colour.AUTO,
) -> None:
    """Hear a recording on this machine: its words with their times, pace, pauses, fillers, and drift."""
    from highsignal.interfaces.cli.transcribe import run_transcribe

    request = _request(target, packs, config)
    raise typer.Exit(run_transcribe(audio, story, request, output.value, color.value))


@app.command()
def worker(
    idle: Annotated[
        float | None,
        typer.Option(min=1, help="End after so many seconds with nothing to do.", show_default=False),
    ] = None,
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
    data: Annotated[
        Path | None, typer.Option(help="The data folder, instead of HIGHSIGNAL_DATA.", show_default=False)
    ] = None,
) -> None:
    """Hear the recordings that wait; the workbench starts one by itself when there is one."""
    from highsignal.interfaces.cli.worker import run_command

    raise typer.Exit(run_command(data, idle, with_parent=with_parent))


@app.command()
def demo(
    write: Annotated[
        Path | None,
        typer.Option(help="Copy the sample stories into this folder instead.", show_default=False),
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Print the analysis here instead.")] = False,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.", show_default=False),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    color: Colours = Colour.AUTO,
) -> None:
    """Open the workbench on the sample candidate, an invented engineer; nothing of yours is touched."""
    from highsignal.interfaces.cli.demo import run_demo, run_report, write_samples

    if write:
        raise typer.Exit(write_samples(write))
    raise typer.Exit(run_report(color.value) if report else run_demo(port, browser=browser))


@app.command()
def rehearse(
    anki: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the cards to a file for Anki.", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: AnswerAs = AnswerFormat.TEXT,
    data: Annotated[
        Path | None, typer.Option(help="The data folder, instead of HIGHSIGNAL_DATA.", show_default=False)
    ] = None,
    color: Colours = Colour.AUTO,
) -> None:
    """Show which rehearsal cards are due today, or write all of them to a file for Anki."""
    from highsignal.interfaces.cli.rehearse import run_rehearse

    raise typer.Exit(run_rehearse(anki, data, "json" if json else output.value, color.value))


add_data_commands(app)


def _request(
    target: Path | None,
    packs: list[Path] | None,
    config: Path | None,
    select: list[str] | None = None,
    ignore: list[str] | None = None,
) -> Request:
    from highsignal.interfaces.cli.request import Request

    return Request(target, tuple(packs or ()), config, tuple(select or ()), tuple(ignore or ()))
