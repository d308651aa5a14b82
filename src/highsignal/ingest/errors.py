"""What cannot be brought in; each builds its own sentence for the user."""

from __future__ import annotations


class IngestError(Exception):
    """A source that cannot be read; the text is the whole message."""

    code = "unusable-source"


class EmptySourceError(IngestError):
    """Nothing to read."""

    code = "empty-source"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name or 'The text'} has no words in it; paste or choose a text that has")


class NotTextError(IngestError):
    """Bytes of some other format that were taken for text."""

    code = "not-text"

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"{name or 'The text'} {what}; copy its words and paste them, or save it as plain text"
        )


class SourceTooLongError(IngestError):
    """More text than is read at once: `amount` of `unit` (characters, lines), where `most` are."""

    code = "source-too-long"

    def __init__(self, name: str, amount: int, unit: str, most: int) -> None:
        super().__init__(
            f"{name or 'The text'} has {amount:,} {unit}, more than the {most:,} that are read at once; "
            "bring it in in parts"
        )
