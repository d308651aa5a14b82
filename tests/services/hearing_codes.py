"""Answers as a listener's file writes them, and what programs on their way do to text."""

from __future__ import annotations

import json
import textwrap
from zlib import crc32

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code_of(body: bytes) -> str:
    """The code of some bytes, in lines as the file writes them."""
    payload = body + crc32(body).to_bytes(4, "big")
    bits = "".join(f"{byte:08b}" for byte in payload)
    bits += "0" * (-len(bits) % 5)
    letters = "".join(ALPHABET[int(bits[n : n + 5], 2)] for n in range(0, len(bits), 5))
    groups = [letters[n : n + 5] for n in range(0, len(letters), 5)]
    lines = [" ".join(groups[n : n + 8]) for n in range(0, len(groups), 8)]
    return "CODE BEGINS\n" + "\n".join(lines) + "\nCODE ENDS"


def scan_answer(hearing: str, own: str = "aaaaaaaaaaaa", **more: object) -> str:
    """What a friend sends back after a scan."""
    said = "They cut the cost of inference by about a fifth."
    values = {"v": 1, "h": hearing, "n": own, "l": "Cleo", "a": {"sentence": said}, "c": None, "x": 10004.2}
    body = json.dumps({**values, "w": "read", **more}, ensure_ascii=False).encode()
    return f"What I heard\n\nIn one sentence …\n{said}\n\n{code_of(body)}\n"


def listen_answer(hearing: str, own: str = "bbbbbbbbbbbb", clarity: int = 4, listener: str = "Cleo") -> str:
    """What a friend sends back after a listen."""
    answers = {
        "did": "They made a ranking model cheaper — “without” losing accuracy.",
        "decided": "To distil the model instead of quantising it.",
        "changed": "Inference costs a fifth less.",
        "tell": "Hire her.",
    }
    values = {
        "v": 1,
        "h": hearing,
        "n": own,
        "l": listener,
        "a": answers,
        "c": clarity,
        "x": None,
        "w": "read",
    }
    return code_of(json.dumps(values, ensure_ascii=False).encode())


def quoted(text: str) -> str:
    """As a mail program quotes it in a reply."""
    return "On Mon, Ana wrote:\n" + "\n".join(f"> {line}" for line in text.splitlines())


def wrapped(text: str) -> str:
    """As a program folds it at forty characters."""
    return "\n".join(textwrap.fill(line, 40) for line in text.splitlines())


def chatted(text: str) -> str:
    """As a chat joins lines, with hard spaces and another case."""
    return text.replace("\n", "\u00a0 ").replace("CODE", "Code").lower()


def twice_quoted(text: str) -> str:
    """As it comes back out of a long thread."""
    return quoted(quoted(wrapped(text))) + "\r\n\r\nSent from a phone\u200b"
