"""What can go wrong with packs: one class per failure, each building its own sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong in a file: line and column from 1, the key in words ("level 3 › people"), what."""

    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class PackError(Exception):
    """Anything that keeps a pack from being used.

    `path` is the file or folder, None when no file is at fault; `problems` has an entry for each
    thing to mend, with line and column where the file has a place to show.
    """

    path: Path | None
    problems: tuple[Problem, ...]

    def __init__(self, sentence: str, path: Path | None = None, problems: Iterable[Problem] = ()) -> None:
        super().__init__(sentence)
        self.path = path
        self.problems = tuple(problems)


class UnknownPackError(PackError):
    """No pack of that kind has that name."""

    def __init__(self, kind: str, name: str, known: Sequence[str], folders: Sequence[Path]) -> None:
        searched = ", ".join(["the packaged ones", *(str(f) for f in folders)])
        super().__init__(
            f"There is no {kind} “{name}”{_meant(name, known)} Known: {', '.join(known) or 'none'}. "
            f"Searched: {searched}."
        )


class UnknownLevelError(PackError):
    """The ladder has no level of that name."""

    def __init__(self, ladder: str, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"The ladder “{ladder}” has no level “{name}”. Its levels: {', '.join(known)}. "
            "Name one of them, or choose another ladder."
        )


class MissingPackFolderError(PackError):
    """A folder named as a source of packs is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not a folder, so no packs are read from it. "
            "Create it, or correct HIGHSIGNAL_PACKS or the option that names it.",
            folder,
        )


class StrayPackFileError(PackError):
    """A TOML file lies where nobody looks for packs."""

    def __init__(self, path: Path, folders: Sequence[str]) -> None:
        places = ", ".join(f"{f}/" for f in folders)
        super().__init__(
            f"{path} is not read: a pack lies in the folder of its kind ({places}). Move it there.", path
        )


class UnreadablePackError(PackError):
    """The file cannot be read as text."""

    def __init__(self, path: Path, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(
            f"{path}:{line}:{column}: cannot be read: {reason}.", path, [Problem(line, column, "", reason)]
        )


class BrokenTomlError(PackError):
    """The file is not TOML."""

    def __init__(self, path: Path, line: int, column: int, reason: str) -> None:
        super().__init__(
            f"{path}:{line}:{column}: not valid TOML: {reason}. "
            "Often a quotation mark or a closing bracket is missing on this line or the one before.",
            path,
            [Problem(line, column, "", f"not valid TOML: {reason}")],
        )


class InvalidPackError(PackError):
    """The file is TOML, but not a pack of its kind; names every problem at once."""

    def __init__(self, path: Path, kind: str, problems: Sequence[Problem]) -> None:
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = "".join(f"\n  {path}:{p.line}:{p.column}: {p}" for p in problems)
        super().__init__(f"{path} is not a valid {kind} pack; {found} to mend:{lines}", path, problems)


def _meant(name: str, known: Sequence[str]) -> str:
    # Imported here: only a failure needs it, and every command would pay for it.
    from difflib import get_close_matches

    close = get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    return f"; did you mean “{close[0]}”?" if close else "."
