"""A follow-up worded by a language model of the person's choice; ours stands where that one does not.

Nothing is contacted unless `HIGHSIGNAL_LLM_URL` is set. What comes back must be one question, without a
number that is not in the answer: an interviewer who invents numbers teaches them.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import re
import time
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from highsignal.analysis.claims.numerals import SCALES, TEENS, TENS, UNITS
from highsignal.analysis.probes import Probe, plain
from highsignal.services.errors import UsageError

URL_VARIABLE = "HIGHSIGNAL_LLM_URL"
MODEL_VARIABLE = "HIGHSIGNAL_LLM_MODEL"
KEY_VARIABLE = "HIGHSIGNAL_LLM_KEY"

_log = logging.getLogger("highsignal")
_SECONDS = 8.0  # an interviewer who thinks longer is not heard any more
_LARGEST_REPLY = 100_000  # bytes
_LONGEST_ANSWER = 6000  # characters that are sent; four minutes of speech
_LONGEST_QUESTION = 240  # characters; some fifteen seconds read aloud
_TASK = (
    "You interview somebody for a job. Given a question, their answer, and a follow-up that we would ask, "
    "word that follow-up so that it fits what they said. Ask for the same thing. Ask one question, in one "
    "or two short sentences, in plain English. Use no number that is not in their answer. Do not praise, "
    "judge or explain. Reply with the question only."
)
_TEN = 10
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTES = (('"', '"'), ("“", "”"), ("'", "'"))  # models like to put a question between marks
_WORD = re.compile(r"[a-z]+")
# “One” is more often a pronoun than a number in a question.
_NUMBERS = {word: value for word, value in {**UNITS, **TEENS, **TENS}.items() if word != "one"}
_NUMBERS |= {"hundred": 100.0, "half": 0.5, "twice": 2.0, "double": 2.0, "triple": 3.0, **SCALES}


class EndpointError(UsageError):
    """The address of the language model is not one that can be asked."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{URL_VARIABLE} is “{url}”, which is no address of a model: give the whole one, such as "
            "http://127.0.0.1:11434/v1, or leave it out; until then follow-ups are worded here"
        )


class Endpoint(NamedTuple):
    """An OpenAI-compatible chat endpoint: the address of its API, the model to ask for, and the key."""

    url: str
    model: str
    key: str = ""

    @property
    def host(self) -> str:
        """Whom the answers are sent to, as people are told."""
        return urlsplit(self.url).netloc.rpartition("@")[2]


def endpoint_of(environ: Mapping[str, str]) -> Endpoint | None:
    """The endpoint that the environment names; None where it names none. Raises EndpointError."""
    url = environ.get(URL_VARIABLE, "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # such as a port that is no number
        usable = None
    if not usable:
        raise EndpointError(url)
    return Endpoint(url, environ.get(MODEL_VARIABLE, "").strip(), environ.get(KEY_VARIABLE, "").strip())


def word_follow_up(
    endpoint: Endpoint,
    question: str,
    answer: str,
    probe: Probe,
    asked: Collection[str] = (),
    seconds: float = _SECONDS,
) -> Probe:
    """`probe` as the model words it, or as it is where the model is silent, late or says what it must not.

    `asked` are the session's questions, of which none may come again; `seconds` is how long the model has.
    """
    try:
        said = _ask(endpoint, question, answer[:_LONGEST_ANSWER], probe.question, seconds)
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as error:
        _log.warning("the language model at %s gave no follow-up: %s", endpoint.host, error)
        return probe
    worded = _bare(said)
    reason = unfit(worded, answer, asked)
    if reason:
        _log.warning("the follow-up of the language model at %s is not used: %s", endpoint.host, reason)
        return probe
    return probe._replace(question=worded)


def _bare(said: str) -> str:
    """What a model said, on one line and without the marks around it."""
    words = " ".join(said.split()).strip("*`_ ")
    for before, after in _QUOTES:
        if len(words) > 1 and words.startswith(before) and words.endswith(after):
            return words[1:-1]
    return words


def unfit(worded: str, answer: str, asked: Collection[str] = ()) -> str:
    """Why a follow-up must not be asked; empty when it may."""
    if not worded or len(worded) > _LONGEST_QUESTION:
        return "it is empty or too long"
    if worded.count("?") != 1 or not worded.endswith("?"):
        return "it is not one question"
    if "!" in worded or "://" in worded:
        return "it says more than a question"
    invented = numbers_in(worded) - numbers_in(answer)
    if invented:
        return "it has a number that is not in the answer"
    if plain(worded) in {plain(question) for question in asked}:
        return "it was asked before"
    return ""


def numbers_in(text: str) -> set[float]:
    """The numbers of a text, in digits or words; of “two hundred” both parts."""
    found = {float(_decimal(digits)) for digits in _DIGITS.findall(text)}
    tens = 0.0
    for word in _WORD.findall(text.lower()):
        value = _NUMBERS.get(word, 1.0 if tens and word == "one" else 0.0)
        if tens and 0 < value < _TEN:  # twenty-two
            found.discard(tens)
            value += tens
        if value or word == "zero":
            found.add(value)
        tens = value if word in TENS else 0.0
    return found


def _decimal(digits: str) -> str:
    """Digits as Python reads them: separators of thousands gone, one decimal point."""
    whole = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits)
    head, _, tail = whole.replace(",", ".").partition(".")
    return f"{head}.{tail.replace('.', '') or '0'}"


def _ask(endpoint: Endpoint, question: str, answer: str, ours: str, seconds: float) -> str:
    parts = urlsplit(endpoint.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    told = f"Question: {question}\n\nTheir answer: {answer}\n\nThe follow-up we would ask: {ours}"
    body: dict[str, Any] = {
        "messages": [{"role": "system", "content": _TASK}, {"role": "user", "content": told}],
        "temperature": 0,
        "max_tokens": 120,
    }
    if endpoint.model:
        body["model"] = endpoint.model
    connection = kind(str(parts.hostname), parts.port, timeout=seconds)
    try:
        connection.request(
            "POST", f"{path}{'?' + parts.query if parts.query else ''}", json.dumps(body), headers
        )
        reply = connection.getresponse()
        # A redirect is an error here too: the answer goes to the address that was named and to no other.
        if reply.status != http.client.OK:
            raise http.client.HTTPException(f"status {reply.status}")
        read = json.loads(_read(reply, seconds))
    finally:
        connection.close()
    said = read["choices"][0]["message"]["content"]
    if not isinstance(said, str):
        raise TypeError("no text in the reply")
    return said


def _read(reply: http.client.HTTPResponse, seconds: float) -> bytes:
    """The body of a reply, which must have come within so many seconds; raises TimeoutError, ValueError."""
    until = time.monotonic() + seconds
    body = b""
    while chunk := reply.read1(_LARGEST_REPLY):
        body += chunk
        if time.monotonic() > until:
            raise TimeoutError("the reply takes too long")
        if len(body) > _LARGEST_REPLY:
            raise ValueError("the reply is too long")
    return body


class Wording(NamedTuple):
    """Who words the follow-ups: the model and its host, both empty where they are worded here."""

    model: str = ""
    host: str = ""
    problem: str = ""


def wording_now(environ: Mapping[str, str] = os.environ) -> Wording:
    """Who words the follow-ups, or why a model that is named cannot."""
    try:
        endpoint = endpoint_of(environ)
    except EndpointError as error:
        return Wording(problem=str(error))
    return Wording(endpoint.model, endpoint.host) if endpoint else Wording()
