"""What can keep a recording from being kept, finished or heard; each builds its own sentence."""

from __future__ import annotations

from highsignal.services.errors import UsageError


class PartMissingError(UsageError):
    """A part came before the one it follows; `expected` is the number that comes next, from 0."""

    code = "part-missing"

    def __init__(self, number: int, expected: int) -> None:
        self.expected = expected
        super().__init__(
            f"part {number} of the recording came before part {expected}; "
            f"send it again from part {expected} on. What came before is kept"
        )


class RecordingFinishedError(UsageError):
    """A recording that was finished takes nothing more."""

    code = "recording-finished"

    def __init__(self) -> None:
        super().__init__(
            "this recording was finished already, in this window or another; it is kept as it is"
        )


class EmptyRecordingError(UsageError):
    """A recording of which no sound has come."""

    code = "empty-recording"

    def __init__(self) -> None:
        super().__init__(
            "no sound has come of this recording; check that the microphone is on, and record again"
        )


class UnsupportedSoundError(UsageError):
    """A kind of file that is no sound that can be heard here."""

    code = "unsupported-sound"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"{kind or 'a file without a known ending'} is no sound that can be heard here; "
            "give a WebM, Ogg, M4A or MP4, MP3, WAV, FLAC or AAC file"
        )


class TooLargeSoundError(UsageError):
    """More bytes than a recording may have."""

    code = "too-large"

    def __init__(self, size: int, largest: int) -> None:
        super().__init__(
            f"this is {size / 1e6:,.0f} MB; a recording may have {largest / 1e6:,.0f} MB. "
            "Cut out the answer and give that"
        )


class RecordingLostError(UsageError):
    """The file of a recording is not in the data folder, or is shorter than what had come."""

    code = "recording-lost"

    def __init__(self) -> None:
        super().__init__(
            "the file of this recording is not in the data folder any more, or a part of it is missing; "
            "bring back a backup that has it, or throw the recording away and record again"
        )


class NotToBeHeardAgainError(UsageError):
    """Only what failed can be tried again."""

    code = "not-failed"

    def __init__(self) -> None:
        super().__init__("this recording has not failed; it is being heard, or was heard already")
