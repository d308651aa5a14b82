"""Hears at an OpenAI-compatible speech endpoint; contacted only where the person has named one."""

from __future__ import annotations

import http.client
import io
import json
import secrets
import wave
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from highsignal.speech.audio import RATE, Audio
from highsignal.speech.errors import EndpointError
from highsignal.speech.recogniser import Line, Progress, TimedWord

_PATIENCE = 300.0  # seconds; a large model on a machine without a graphics card takes as long as the take
_LARGEST_ANSWER = 20_000_000  # bytes; an hour of words with their times has two
_LONGEST_REASON = 200  # characters of what the endpoint says went wrong
# Their segments begin and end in the middle of words, by some tenths of a second. So neighbours are joined
# up to this length, and only a silence parts them.
_JOINED = 30.0  # seconds
_SILENCE = 0.5  # seconds


class EndpointRecogniser:
    """Sends the recording as WAV to `{address}/audio/transcriptions` and reads its `verbose_json`."""

    def __init__(self, address: str, model: str = "whisper-1", key: str = "") -> None:
        """Use the endpoint at `address`, such as `http://localhost:8000/v1`; `key` only if it wants one.

        Raises EndpointError when `address` is none.
        """
        self.address = address.rstrip("/")
        self.name = f"{model} at {urlsplit(self.address).netloc}"
        self._model = model
        self._key = key
        parts = _parts(self.address)
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname or "", parts.port
        self._path = f"{parts.path}/audio/transcriptions"

    def hear(self, audio: Audio, on_progress: Progress) -> tuple[Line, ...]:
        """The lines that the endpoint heard. Raises EndpointError when it does not answer as one does."""
        on_progress(0.0, "")
        answer = self._answer(*_form(self._model, _as_wav(audio)))
        try:
            lines = _lines(answer, audio.seconds)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise EndpointError(self.address, "its answer has no transcript with times") from error
        on_progress(1.0, " ".join(line.text for line in lines))
        return lines

    def _answer(self, body: bytes, kind: str) -> dict[str, Any]:
        headers = {"Content-Type": kind, "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        connect = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = connect(self._host, self._port, timeout=_PATIENCE)
        try:
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            content = response.read(_LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise EndpointError(self.address, f"it could not be reached ({error})") from error
        finally:
            connection.close()
        return _read(self.address, response.status, content)


def _parts(address: str) -> Any:
    """The parts of an address that can be asked."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # such as a port that is no number
        usable = None
    if not usable:
        raise EndpointError(address, "that is no address, as http://localhost:8000/v1 would be")
    return parts


def _read(address: str, status: int, content: bytes) -> dict[str, Any]:
    if status != http.HTTPStatus.OK:
        raise EndpointError(address, f"it answered {status} {_reason(content)}".strip())
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise EndpointError(address, "its answer is no JSON") from error
    if not isinstance(answer, dict):
        raise EndpointError(address, "its answer is not an object")
    return answer


def _reason(content: bytes) -> str:
    """What an error answer says, shortened; "" when it says nothing that can be read."""
    try:
        said = json.loads(content)
        said = said.get("error", said.get("detail", "")) if isinstance(said, dict) else ""
        said = said.get("message", "") if isinstance(said, dict) else said
    except ValueError:
        said = content.decode("utf-8", "replace")
    shown = " ".join(str(said).split())[:_LONGEST_REASON]
    return f"(“{shown}”)" if shown else ""


def _as_wav(audio: Audio) -> bytes:
    """The samples as WAV of 16 bits: every endpoint reads it, and a take has three megabytes."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(audio.samples, -1.0, 1.0) * 32767).astype("<i2").tobytes())
    return held.getvalue()


def _form(model: str, sound: bytes) -> tuple[bytes, str]:
    """The request's body and its media type."""
    boundary = secrets.token_hex(16)
    fields = (
        ("model", model),
        ("response_format", "verbose_json"),
        ("timestamp_granularities[]", "word"),
        ("timestamp_granularities[]", "segment"),
    )
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="take.wav"\r\n'
        "Content-Type: audio/wav\r\n\r\n"
    )
    body = b"".join([*parts, head.encode(), sound, f"\r\n--{boundary}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={boundary}"


def _lines(answer: dict[str, Any], seconds: float) -> tuple[Line, ...]:
    """The answer's segments as lines; the whole text as one line where it has no segments."""
    words = [TimedWord(str(w["word"]), float(w["start"]), float(w["end"])) for w in answer.get("words") or ()]
    found = [
        Line(" ".join(str(s["text"]).split()), max(0.0, float(s["start"])), min(seconds, float(s["end"])))
        for s in answer.get("segments") or ()
    ]
    if not found:
        found = [Line(" ".join(str(answer["text"]).split()), 0.0, seconds)]
    joined: list[Line] = []
    for line in (line for line in found if line.text and line.end > line.start):
        last = joined[-1] if joined else None
        if last and line.start - last.end < _SILENCE and line.end - last.start <= _JOINED:
            joined[-1] = Line(f"{last.text} {line.text}", last.start, line.end)
        else:
            joined.append(line)
    return tuple(
        line._replace(words=tuple(w for w in words if line.start <= (w.start + w.end) / 2 < line.end))
        for line in joined
    )
