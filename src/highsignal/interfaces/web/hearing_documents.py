"""The documents that listeners see: the page on this machine, and the file that is opened anywhere.

The file is one HTML document with its script, its style and what is to be heard inside. Its own content
policy lets exactly that script and that style run (by their SHA-256) and nothing be fetched or sent; so it
works from a folder, without a network and without this program.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from pathlib import PurePosixPath
from typing import Any

from highsignal.analysis.timing import WORDS_PER_MINUTE
from highsignal.domain.practice import Hearing, HearingKind
from highsignal.interfaces.web.assets import FOLDER, asset
from highsignal.interfaces.web.templating import environment
from highsignal.services.clarity import ANCHORS
from highsignal.services.hearing_material import EXPOSURE, Material, material_of
from highsignal.services.hearings import QUESTIONS
from highsignal.services.workspace import Desk

_SCRIPT, _STYLE = "hearing_file.js", "hearing_file.css"


def hearing_file(desk: Desk, hearing: Hearing) -> str:
    """The whole file for a listener elsewhere.

    Raises NothingToHearError, or NotFoundError and RecordingLostError for a recording that is gone.
    """
    given = material_of(desk, hearing)
    script, style = _built(_SCRIPT), _built(_STYLE)
    packed: dict[str, Any] = {"text": given.text}
    if given.sound is not None:
        packed["sound"] = base64.b64encode(given.sound.read_bytes()).decode("ascii")
        packed["media"] = given.media_type
    return (
        environment()
        .get_template("hearing_file.html")
        .render(
            shown_to_listener(hearing, given),
            policy=file_policy(script, style),
            script=script,
            style=style,
            material=packed_material(packed),
        )
    )


def file_name(hearing: Hearing) -> str:
    """What the file is called: nothing that says what the story is about."""
    return f"what-do-you-hear-{hearing.id[:6]}.html"


def shown_to_listener(hearing: Hearing, given: Material) -> dict[str, Any]:
    """What the parts of `hear_parts.html` need, for the page and for the file."""
    seconds = given.seconds or 60 * given.words / WORDS_PER_MINUTE
    whole = round(seconds / 30) / 2
    return {
        "hearing": hearing,
        "asked": QUESTIONS[hearing.kind],
        "anchors": ANCHORS,
        "sound": given.sound is not None,
        "seconds": given.seconds,
        "minutes": _minutes(EXPOSURE / 60 if hearing.kind is HearingKind.SCAN else whole),
    }


def packed_material(values: dict[str, Any]) -> str:
    """What is to be heard, in base 64: nobody reads it by accident in a preview or in the page's source."""
    return base64.b64encode(json.dumps(values).encode("utf-8")).decode("ascii")


def file_policy(script: str, style: str) -> str:
    """The file's content policy: its own script and style, sound from inside it, and nothing else at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "media-src blob:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _built(name: str) -> str:
    """The text of a built file; raises AssetsMissingError."""
    return (FOLDER / PurePosixPath(asset(name)).name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _minutes(minutes: float) -> str:
    if minutes <= 0.5:
        return "half a minute"
    named = {1.0: "a minute", 1.5: "a minute and a half", 2.0: "two minutes"}
    return named.get(minutes) or f"{math.ceil(minutes)} minutes"
