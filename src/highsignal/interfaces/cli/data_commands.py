"""The commands that keep and move data: backup, restore, export, import, erase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None, typer.Option(help="The data folder, instead of HIGHSIGNAL_DATA.", show_default=False)
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Somebody = Annotated[
    str | None, typer.Option(help="Only what belongs to this person: a name or id.", show_default=False)
]
Target = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE]", help="The file to write, or a folder for it.", show_default=False),
]


def backup(file: Target = None, data: Data = None) -> None:
    """Put everything into one file, by default into the data folder's backups."""
    from highsignal.interfaces.cli.backup import run_backup

    raise typer.Exit(run_backup(file, data))


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `highsignal backup` wrote.")],
    yes: Yes = False,
    data: Data = None,
) -> None:
    """Replace everything that is here by what a backup has; what is here is backed up first."""
    from highsignal.interfaces.cli.restore import run_restore

    raise typer.Exit(run_restore(file, data, yes=yes))


def export(file: Target = None, person: Somebody = None, data: Data = None) -> None:
    """Write everything into a ZIP that a person can read and that imports again without loss."""
    from highsignal.interfaces.cli.export import run_export

    raise typer.Exit(run_export(file, person, data))


def import_(
    file: Annotated[Path, typer.Argument(help="An export or a backup, or the folder it was unpacked into.")],
    data: Data = None,
) -> None:
    """Add what a file has to what is here; nothing that is here is overwritten."""
    from highsignal.interfaces.cli.import_archive import run_import

    raise typer.Exit(run_import(file, data))


def erase(
    person: Somebody = None,
    keep_backups: Annotated[bool, typer.Option("--keep-backups", help="Leave the backups.")] = False,
    yes: Yes = False,
    data: Data = None,
) -> None:
    """Delete everything, after saying what that is and asking."""
    from highsignal.interfaces.cli.erase import run_erase

    raise typer.Exit(run_erase(person, data, keep_backups=keep_backups, yes=yes))


def add_data_commands(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    for command in (backup, restore, export, erase):
        app.command()(command)
    app.command("import")(import_)
