"""The settings of hearing, by their environment variables; light enough for every page to read."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

FOLDER_VARIABLE = "HIGHSIGNAL_SPEECH_MODEL_FOLDER"
URL_VARIABLE = "HIGHSIGNAL_SPEECH_URL"
MODEL_VARIABLE = "HIGHSIGNAL_SPEECH_MODEL"
KEY_VARIABLE = "HIGHSIGNAL_SPEECH_KEY"


def endpoint_named(environ: Mapping[str, str]) -> str:
    """The host and port that recordings are sent to be heard, empty where they stay on this machine."""
    address = environ.get(URL_VARIABLE, "").strip()
    try:
        return urlsplit(address).netloc.rsplit("@", 1)[-1] or address
    except ValueError:  # the worker says what is wrong with it
        return address
