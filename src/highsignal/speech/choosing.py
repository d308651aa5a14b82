"""Which recogniser hears: the packaged model, a larger one in a folder, or an endpoint, by the settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from highsignal.speech.endpoint import EndpointRecogniser
from highsignal.speech.moonshine import MoonshineRecogniser
from highsignal.speech.recogniser import Recogniser
from highsignal.speech.variables import (
    FOLDER_VARIABLE,
    KEY_VARIABLE,
    MODEL_VARIABLE,
    URL_VARIABLE,
)

_USUAL_MODEL = "whisper-1"  # what endpoints call their model where they have only one


def recogniser_for(environ: Mapping[str, str]) -> Recogniser:
    """The recogniser that the settings in `environ` ask for; the packaged model without any.

    Nothing leaves the machine unless URL_VARIABLE names an endpoint; no other service's key is looked for.
    Raises EndpointError when that is no address. A model folder is looked at when it is first used.
    """
    address = environ.get(URL_VARIABLE, "").strip()
    if address:
        model = environ.get(MODEL_VARIABLE, "").strip() or _USUAL_MODEL
        return EndpointRecogniser(address, model, environ.get(KEY_VARIABLE, "").strip())
    folder = environ.get(FOLDER_VARIABLE, "").strip()
    return MoonshineRecogniser(Path(folder) if folder else None)
