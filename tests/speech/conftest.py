"""What tests of hearing share: one loaded model, one recording heard once."""

from __future__ import annotations

import pytest
from tests.speech.sounds import TWO_CITIES

from highsignal.domain.speech import Transcript
from highsignal.speech.audio import decode_audio
from highsignal.speech.hear import hear_audio
from highsignal.speech.moonshine import MoonshineRecogniser


@pytest.fixture(scope="session")
def recogniser() -> MoonshineRecogniser:
    """The packaged model."""
    return MoonshineRecogniser()


@pytest.fixture(scope="session")
def two_cities(recogniser: MoonshineRecogniser) -> Transcript:
    """What is heard in the longer recording."""
    return hear_audio(decode_audio(TWO_CITIES), recogniser)
