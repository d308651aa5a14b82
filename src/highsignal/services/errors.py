"""What a command can be told that it cannot use; each builds its own sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highsignal.domain.bank import StoryRecord


class UsageError(Exception):
    """Anything the user can mend by changing what they gave; the text is the whole message."""

    code = "unusable"


class ConfigurationError(UsageError):
    """A configuration or target file that cannot be used; all that is wrong with it together."""

    def __init__(self, path: Path, problems: Sequence[str], line: int = 1, column: int = 1) -> None:
        self.path = path
        self.line = line
        self.column = column
        listed = "; ".join(problems)
        super().__init__(f"{path}:{line}:{column}: {listed}; mend it, or leave the file out")


class NotFoundError(UsageError):
    """Something that was asked for is not there (any more)."""

    code = "not-found"

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"there is no {what} “{name}” here; it may have been removed in another window")


class StoryConflictError(UsageError):
    """A story was changed elsewhere since this edit began; `current` is how it stands, untouched."""

    code = "story-conflict"

    def __init__(self, current: StoryRecord) -> None:
        self.current = current
        super().__init__(
            f"“{current.content.name}” was changed in another window since this edit began; "
            "both are kept: compare them and choose"
        )


class UndoConflictError(UsageError):
    """What a change left was changed again, so undoing it would lose something."""

    code = "undo-conflict"

    def __init__(self, label: str) -> None:
        super().__init__(
            f"“{label}” cannot be undone any more, since what it changed was changed again; "
            "the story's history has every version"
        )


class InvalidInputError(UsageError):
    """Some fields cannot be used; `problems` has a sentence for each, by field."""

    code = "invalid-input"

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{field}: {sentence}" for field, sentence in problems.items()))
