"""The short text that a listener's file gives back: how it is written, and read again from a mail or a chat.

The file (templates/hearing_file.html with frontend/src/hearing_code.ts) writes the answers for people, and
below them the same as a code: JSON in UTF-8 with its CRC-32 behind it, in Crockford's base 32, between the
words CODE BEGINS and CODE ENDS. That alphabet has capitals and digits only, so nothing that mail and chat
programs do to text hurts it: other line ends, quoting marks, curly quotes, capitals, emphasis, spaces.
Everything between the two words that is no letter or digit is left out when it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

from highsignal.services.errors import UsageError

VERSION = 1
BEGINS, ENDS = "CODE BEGINS", "CODE ENDS"
# The last beginning before each end: the same words may stand in an answer.
_BLOCK = re.compile(r"CODE[\W_]+BEGINS((?:(?!CODE[\W_]+BEGINS).)*?)CODE[\W_]+ENDS", re.IGNORECASE | re.DOTALL)
_BEGUN = re.compile(r"CODE[\W_]+BEGINS", re.IGNORECASE)
# Crockford's base 32: no I, L, O, U; what is read instead of them is known.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BITS = 5
_SUM = 4  # bytes of the checksum
_ID = re.compile(r"[0-9a-f]{12}")


class FileAnswer(NamedTuple):
    """What one listener answered in a file: `hearing` is the one the file was made for.

    `id` is new for each time the file was filled in. `exposure` is how long the text was shown, in
    milliseconds (None unless it is a scan), `way` is read or listened, `at` the listener's own clock.
    """

    hearing: str
    id: str
    listener: str
    answers: Mapping[str, str]
    clarity: int | None = None
    exposure: float | None = None
    way: str = "read"
    at: datetime | None = None


class NoAnswerError(UsageError):
    """A pasted text has no answer in it."""

    code = "no-answer"

    def __init__(self) -> None:
        super().__init__(
            f"there is no answer in this text: paste everything from {BEGINS} to {ENDS}, as the file gave it"
        )


class CutAnswerError(UsageError):
    """A pasted answer has a beginning and no end."""

    code = "cut-answer"

    def __init__(self) -> None:
        super().__init__(
            f"the end of this answer is missing: it goes on to the words {ENDS}; copy it once more, whole"
        )


class DamagedAnswerError(UsageError):
    """The code of a pasted answer is not what was sent."""

    code = "damaged-answer"

    def __init__(self) -> None:
        super().__init__(
            "the code of this answer was changed on its way, so that nothing of it can be trusted; "
            "ask for it once more, or copy it once more"
        )


def read_answers(text: str) -> tuple[FileAnswer, ...]:
    """The answers in a pasted text, each once, in order.

    Raises NoAnswerError, CutAnswerError, DamagedAnswerError.
    """
    blocks = _BLOCK.findall(text)
    if not blocks:
        raise CutAnswerError if _BEGUN.search(text) else NoAnswerError
    found = {answer.id: answer for answer in map(_answer, blocks)}
    return tuple(found.values())


def _answer(block: str) -> FileAnswer:
    payload = _bytes(block)
    body, checksum = payload[:-_SUM], payload[-_SUM:]
    if not body or crc32(body) != int.from_bytes(checksum, "big"):
        raise DamagedAnswerError
    try:
        values: dict[str, Any] = json.loads(body)
        if values["v"] != VERSION:
            raise DamagedAnswerError
        return _read(values)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        # It came whole, and our file did not write it.
        raise DamagedAnswerError from error


def _read(values: Mapping[str, Any]) -> FileAnswer:
    hearing, own = str(values["h"]), str(values["n"])
    if not _ID.fullmatch(hearing) or not _ID.fullmatch(own):
        raise DamagedAnswerError
    at = datetime.fromisoformat(str(values["at"]).replace("Z", "+00:00")) if values.get("at") else None
    return FileAnswer(
        hearing,
        own,
        str(values.get("l") or ""),
        {str(key): str(said) for key, said in dict(values["a"]).items()},
        int(values["c"]) if values.get("c") is not None else None,
        float(values["x"]) if values.get("x") is not None else None,
        "listened" if values.get("w") == "listened" else "read",
        at if at and at.tzinfo else None,
    )


def _bytes(block: str) -> bytes:
    """What the letters and digits of a block stand for; raises DamagedAnswerError for any other letter."""
    number, bits = 0, 0
    found = bytearray()
    for letter in block.upper():
        if not letter.isascii() or not letter.isalnum():
            continue
        value = _VALUES.get(letter)
        if value is None:
            raise DamagedAnswerError
        number, bits = (number << _BITS) | value, bits + _BITS
        if bits >= 8:
            bits -= 8
            found.append(number >> bits)
            number &= (1 << bits) - 1
    return bytes(found)
