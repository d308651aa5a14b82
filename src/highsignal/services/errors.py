"""What a command can be told that it cannot use; each builds its own sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class UsageError(Exception):
    """Anything the user can mend by changing what they gave; the text is the whole message."""


class ConfigurationError(UsageError):
    """A configuration or target file that cannot be used; all that is wrong with it together."""

    def __init__(self, path: Path, problems: Sequence[str], line: int = 1, column: int = 1) -> None:
        self.path = path
        self.line = line
        self.column = column
        listed = "; ".join(problems)
        super().__init__(f"{path}:{line}:{column}: {listed}; mend it, or leave the file out")
