"""What can be wrong with a recording or with what hears it; each builds its own sentence."""

from __future__ import annotations

from pathlib import Path


class SpeechError(Exception):
    """Anything that keeps a recording from being heard; the text is the whole message."""

    code = "speech"


class UnreadableSoundError(SpeechError):
    """The file is no sound that can be decoded, or it is empty."""

    code = "unreadable-sound"

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path.name} cannot be read as sound ({detail}); record again, or give a WAV, MP3, M4A, "
            "WebM, Ogg or FLAC file. The file itself was left as it is"
        )


class NoSoundError(SpeechError):
    """The file can be read, but has no audio track, or one without a single sample."""

    code = "no-sound"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} has no sound in it; check that the microphone was on while recording, "
            "or choose another file"
        )


class TooLongError(SpeechError):
    """The recording is longer than is heard at once."""

    code = "too-long"

    def __init__(self, path: Path, limit: float) -> None:
        super().__init__(
            f"{path.name} is longer than {limit / 60:.0f} minutes, and a take is a few minutes; "
            "cut out the answer and give that"
        )


class UnusableModelError(SpeechError):
    """The speech model at a path cannot be loaded."""

    code = "unusable-model"

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            f"the speech model in {folder} cannot be used ({detail}); name a folder with a Moonshine model, "
            "or remove the setting: the model that comes with the program needs none"
        )


class RecogniserFailedError(SpeechError):
    """The recogniser gave up in the middle of a recording."""

    code = "recogniser-failed"

    def __init__(self, name: str, second: float, detail: str) -> None:
        super().__init__(
            f"{name} stopped at second {second:.0f} of the recording ({detail}); the recording is kept: "
            "try again"
        )


class EndpointError(SpeechError):
    """The configured speech endpoint did not answer as one does."""

    code = "speech-endpoint"

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(
            f"the speech endpoint {address} did not transcribe the recording: {detail}; the recording "
            "is kept: try again, or remove the setting to transcribe on this machine"
        )
