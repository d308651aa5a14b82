"""A language model may word a follow-up: over a real connection, checked, and ours stands in its place."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.services.mocking import COST, mock

from highsignal.analysis.probes import Probe
from highsignal.services.follow_up_wording import (
    KEY_VARIABLE,
    MODEL_VARIABLE,
    URL_VARIABLE,
    Endpoint,
    EndpointError,
    endpoint_of,
    numbers_in,
    unfit,
    word_follow_up,
    wording_now,
)
from highsignal.services.mocks import give_answer, go_on
from highsignal.services.workspace import Desk

OURS = Probe("tradeoff/gave-up", "tradeoff", "What did you give up by choosing that?")


class Model:
    """A small chat server: `says` is its next reply, `asked` what it was sent."""

    def __init__(self) -> None:
        self.says: Any = "What did distilling cost you?"
        self.status = 200
        self.delay = 0.0
        self.asked: list[tuple[str, str | None, dict[str, Any]]] = []
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                model.asked.append((self.path, self.headers["Authorization"], body))
                time.sleep(model.delay)
                reply = json.dumps({"choices": [{"message": {"content": model.says}}]}).encode()
                self.send_response(model.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                with suppress(BrokenPipeError):  # who asked has gone
                    self.wfile.write(reply)

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def model() -> Iterator[Model]:
    made = Model()
    yield made
    made.server.shutdown()
    made.server.server_close()


def worded(model: Model, says: Any, asked: tuple[str, ...] = ()) -> str:
    model.says = says
    found = word_follow_up(Endpoint(model.url, "m"), "Tell me.", COST, OURS, asked, seconds=5)
    assert (found.id, found.lack) == (OURS.id, OURS.lack)
    return found.question


def test_a_good_follow_up_is_used_and_the_answer_sent_as_chats_are(model: Model) -> None:
    found = word_follow_up(Endpoint(model.url, "small", "secret"), "Tell me.", COST, OURS, seconds=5)
    assert found.question == "What did distilling cost you?"
    ((path, key, body),) = model.asked
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer secret", "small")
    assert COST in body["messages"][1]["content"]
    assert OURS.question in body["messages"][1]["content"]


@pytest.mark.parametrize(
    "says",
    [
        "",
        "You gave up two weeks.",
        "What did it cost? And who paid?",
        "Why was it 30 % in the end?",
        "Did it really take forty days?",
        "Great answer! What did it cost?",
        "See http://example.com — why?",
        "Why " + "so " * 100 + "long?",
        None,
        {"content": "What?"},
    ],
)
def test_what_must_not_be_asked_is_replaced_by_ours(model: Model, says: Any) -> None:
    assert worded(model, says) == OURS.question


def test_a_question_that_was_asked_is_not_asked_again(model: Model) -> None:
    assert worded(model, "What did distilling cost you?", ("what did distilling cost you",)) == OURS.question


def test_a_number_of_the_answer_may_be_asked_about(model: Model) -> None:
    assert worded(model, "“How do you know it was 22 %?”") == "How do you know it was 22 %?"
    assert worded(model, "**“It fell”: from what?**") == "“It fell”: from what?"


@pytest.mark.parametrize("status", [302, 401, 500])
def test_a_model_that_fails_or_points_elsewhere_is_not_followed(
    model: Model, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    model.status = status
    with caplog.at_level(logging.WARNING):
        assert worded(model, "What did distilling cost you?") == OURS.question
    assert len(model.asked) == 1
    assert str(status) in caplog.text
    assert "Brazil" not in caplog.text  # nothing of the answer is in the log


def test_a_slow_model_and_one_that_is_away_are_not_waited_for(model: Model) -> None:
    model.delay = 2
    slow = word_follow_up(Endpoint(model.url, ""), "Tell me.", COST, OURS, seconds=0.2)
    away = word_follow_up(Endpoint("http://127.0.0.1:1/v1", ""), "Tell me.", COST, OURS, seconds=1)
    assert slow == away == OURS


def test_the_environment_names_the_model_or_none() -> None:
    assert endpoint_of({}) is None
    found = endpoint_of({URL_VARIABLE: "http://127.0.0.1:9/v1", MODEL_VARIABLE: "m", KEY_VARIABLE: "k"})
    assert found == Endpoint("http://127.0.0.1:9/v1", "m", "k")
    for wrong in ("localhost:11434", "ftp://x", "http://", "http://x:port/", "nonsense"):
        with pytest.raises(EndpointError, match=URL_VARIABLE):
            endpoint_of({URL_VARIABLE: wrong})
        assert URL_VARIABLE in wording_now({URL_VARIABLE: wrong}).problem
    assert wording_now({URL_VARIABLE: "http://user:pass@h:9/v1"}).host == "h:9"


def test_a_mock_asks_as_the_model_words_it_and_without_it_as_we_do(desk: Desk, model: Model) -> None:
    questions = []
    for environ in ({URL_VARIABLE: model.url}, {}, {URL_VARIABLE: "nonsense"}):
        held = mock(desk)
        give_answer(desk, held.id, 1, COST)
        now = go_on(desk, held.id, environ).now
        assert now
        assert now.probe
        questions.append(now.question)
    assert questions[0] == model.says
    assert questions[1] == questions[2] != model.says
    assert len(model.asked) == 1


def test_numbers_are_read_in_digits_and_in_words() -> None:
    assert numbers_in("1,200 ms, 3.5 and twenty-two, a half") == {1200.0, 3.5, 22.0, 0.5}
    assert unfit("Which one of the two was it?", "two models") == ""
    assert unfit("Was it 22 %?", "by twenty-two percent") == ""
