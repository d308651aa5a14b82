from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from tests.speech.sounds import spoken

from highsignal.speech.choosing import recogniser_for
from highsignal.speech.endpoint import EndpointRecogniser
from highsignal.speech.errors import EndpointError
from highsignal.speech.hear import hear_audio
from highsignal.speech.moonshine import MoonshineRecogniser
from highsignal.speech.recogniser import no_progress

SEGMENTS = [
    {"start": 0.0, "end": 3.1, "text": " Ever tried, ever failed,"},
    {"start": 3.2, "end": 5.8, "text": " no matter, try again."},
    {"start": 6.4, "end": 9.6, "text": " Fail again, fail better."},
]


class Endpoint(BaseHTTPRequestHandler):
    """A speech endpoint as the real ones are: it answers what a test lays out."""

    status: ClassVar[int] = 200
    answer: ClassVar[bytes] = b""
    asked: ClassVar[list[tuple[str, str, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, self.headers.get("Authorization", ""), body))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    Endpoint.status, Endpoint.asked = 200, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


def answers(content: Any) -> None:
    Endpoint.answer = content if isinstance(content, bytes) else json.dumps(content).encode()


def test_what_an_endpoint_heard_is_placed_by_our_own_aligner(address: str) -> None:
    answers({"text": "…", "segments": SEGMENTS})
    heard = hear_audio(spoken(), EndpointRecogniser(address, "large-v3", "key-1"))
    assert heard.text == "Ever tried, ever failed, no matter, try again. Fail again, fail better."
    assert heard.recogniser.startswith("large-v3 at 127.0.0.1")
    assert heard.words[4].start == pytest.approx(3.5, abs=0.1)
    path, authorization, body = Endpoint.asked[0]
    assert path == "/v1/audio/transcriptions"
    assert authorization == "Bearer key-1"
    assert b"verbose_json" in body
    assert b"RIFF" in body


def test_neighbouring_segments_are_one_line_and_silence_parts_them(address: str) -> None:
    words = [{"word": "Ever", "start": 0.3, "end": 0.5}, {"word": "fail", "start": 6.5, "end": 6.9}]
    answers({"text": "…", "segments": SEGMENTS, "words": words})
    lines = EndpointRecogniser(address).hear(spoken(), no_progress)
    assert [(line.start, line.end) for line in lines] == [(0.0, 5.8), (6.4, 9.6)]
    assert [[word.word for word in line.words] for line in lines] == [["Ever"], ["fail"]]


def test_an_answer_with_text_only_is_one_line(address: str) -> None:
    answers({"text": "Ever tried."})
    (line,) = EndpointRecogniser(address).hear(spoken(), no_progress)
    assert (line.text, line.start) == ("Ever tried.", 0.0)


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (401, {"error": {"message": "no such key"}}, "401 .*no such key"),
        (500, b"<html>oops</html>", "500"),
        (200, b"ok", "no JSON"),
        (200, [1, 2], "not an object"),
        (200, {"segments": [{"text": "a"}]}, "no transcript"),
        (200, {}, "no transcript"),
    ],
)
def test_what_an_endpoint_does_wrong_is_said(address: str, status: int, answer: Any, said: str) -> None:
    Endpoint.status = status
    answers(answer)
    with pytest.raises(EndpointError, match=said):
        EndpointRecogniser(address).hear(spoken(), no_progress)


def test_an_endpoint_that_is_not_there_is_said() -> None:
    with pytest.raises(EndpointError, match=r"could not be reached .*is kept"):
        EndpointRecogniser("http://127.0.0.1:9/v1").hear(spoken(), no_progress)


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://host/v1", "http://host:port/v1", "http://"])
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(EndpointError, match="no address"):
        EndpointRecogniser(address)


def test_only_a_named_endpoint_is_used() -> None:
    assert isinstance(recogniser_for({"OPENAI_API_KEY": "sk-1"}), MoonshineRecogniser)
    chosen = recogniser_for({"HIGHSIGNAL_SPEECH_URL": "http://localhost:8000/v1", "OPENAI_API_KEY": "sk-1"})
    assert isinstance(chosen, EndpointRecogniser)
    assert chosen._key == ""
