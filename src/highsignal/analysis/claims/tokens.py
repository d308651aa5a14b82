"""Lexer: cuts a passage into words, numbers, names that hold digits, and symbols, each with its place."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# A sentence that matches none of this, in lower case, holds no quantity; most sentences are dropped here.
_HINT = (
    r"[0-9½⅓¼⅔¾⅕⅖⅗⅘⅙⅛]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|fou?r|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|lakh|crore|dozen|couple|zero"
    r"|half|halv(?:e|es|ed|ing)|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?|twice|(?:doubl|tripl|trebl"
    r"|quadrupl|quintupl)(?:e|es|ed|ing)|(?:two|three|four|five|six|seven|eight|nine|ten)fold|magnitude)\b"
)

# Before a number these make no name of it: "sub-100 ms", "x-5 %", "Rs500".
_NO_NAME = r"(?!(?i:sub|under|over|by|to|from|nearly|around|approx|usd|eur|gbp|inr|rs|x)-?[0-9.])"
_MAIL = r"[\w.+-]{1,64}+@[\w-]+\.[\w.]+ |"
# The first alternative is the common word, told by what follows it; only what is left is looked at closely.
# It has no group, since a match without one is a word.
_PATTERN = r"""
    [^\W\d_]++ (?:['’][^\W\d_]++)*+ (?= [\s,;)] | \.\s | \.?\Z )
  | (?P<opaque>
        %(mail)s `[^`\n]*` | (?i:https?://|www\.)\S+
      | (?=[0-9+(\#])(?:
            \b(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?\b              # 2021-03-04
          | \b[0-9]{1,2}[./][0-9]{1,2}[./](?:19|20)?[0-9]{2}\b        # 12/05/2020
          | \b[0-9]{1,2}/(?:19|20)[0-9]{2}\b                          # 03/2021
          | \b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?i:\s?[ap]\.?m\b\.?)?  # 10:30
          | \b[0-9]{1,2}\s?(?i:a\.m\.|p\.m\.|[ap]m\b|o['’]clock)
          | \b[0-9]+:[0-9]+s?\b                                       # 1:1
          | \b24[/xX]7\b(?:/365)?
          | \#[0-9]+
          | \+?[0-9]{0,3}[ -]?\(?\b[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}\b  # telephone
        )
    )
  | (?P<name> (?=[^\W\d_]++-?[0-9]) %(no_name)s [^\W\d_]++-?[0-9]\w*+ (?:[.-]\w+)* )
  | (?P<word> [^\W\d_]++(?:['’][^\W\d_]++)*+ )
  | (?P<number> [0-9]++(?:[.,'’\u00a0\u202f\u2009][0-9]++)*+ | (?<![\w.])\.[0-9]+ )
  | (?P<vulgar> [½⅓¼⅔¾⅕⅖⅗⅘⅙⅛] )
  | (?P<arrow> -{1,2}> | => | [→⇒⟶➔➜] )
  | (?P<symbol> &amp; | \S )
"""


class Token(NamedTuple):
    """A piece of a passage: `kind` is word, number, vulgar, name, opaque, arrow or symbol.

    `lower` is the text in lower case with straight apostrophes, the form every table is keyed by.
    `start` and `end` count characters from the start of the passage.
    """

    kind: str
    text: str
    lower: str
    start: int
    end: int


def may_hold_quantity(text: str) -> bool:
    """Whether `text` holds a digit or a number word at all; cheap, and never wrong when it says no."""
    return _hint().search(text.lower()) is not None


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(_HINT)


@cache
def _pattern(mail: bool) -> re.Pattern[str]:
    """The lexer's pattern; it looks for e-mail, which costs time at every word, only where there is an @."""
    source = _PATTERN % {"mail": _MAIL if mail else "", "no_name": _NO_NAME}
    return re.compile(source, re.VERBOSE)


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` in order; white space is dropped."""
    tokens = []
    for match in _pattern("@" in text).finditer(text):
        piece = match.group()
        lower = piece.lower()
        if "’" in lower:
            lower = lower.replace("’", "'")
        start, end = match.span()
        tokens.append(Token(match.lastgroup or "word", piece, lower, start, end))
    return tokens
