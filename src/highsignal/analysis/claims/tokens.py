"""Lexer: cuts a passage into words, numbers, names that hold digits, and symbols, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

# A sentence that matches none of this holds no quantity; most sentences of a story are dropped here.
_QUANTITY_HINT = re.compile(
    r"[0-9½⅓¼⅔¾⅕⅖⅗⅘⅙⅛]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
    r"|million|billion|lakh|crore|dozen|couple|zero|half|hal(?:f|v)\w*|thirds?|quarters?|fourth|fifths?|tenths?"
    r"|twice|doubl\w*|tripl\w*|trebl\w*|quadrupl\w*|quintupl\w*|twofold|threefold|fourfold|fivefold|tenfold"
    r"|magnitude|nines)\b",
    re.IGNORECASE,
)

# Prefixes that stand before a number without making a name of it: "sub-100 ms", "mid-90 %".
_BOUND_PREFIX = r"(?:sub|under|over|by|to|from|nearly|around|approx|USD|EUR|GBP|INR|Rs|rs|x|X)"

_TOKEN = re.compile(
    r"""
    (?P<opaque>
        `[^`\n]*`                                              # code
      | (?:https?://|www\.)\S+
      | \b[\w.+-]{1,64}@[\w-]+\.[\w.]+                         # e-mail
      | \b(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?\b           # 2021-03-04
      | \b[0-9]{1,2}[./][0-9]{1,2}[./](?:19|20)?[0-9]{2}\b     # 12/05/2020
      | \b[0-9]{1,2}/(?:19|20)[0-9]{2}\b                       # 03/2021
      | \b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\b\.?)?   # 10:30
      | \b[0-9]{1,2}\s?(?:a\.m\.|p\.m\.|[ap]m\b|o['’]clock)
      | \b[0-9]+:[0-9]+s?\b                                    # 1:1
      | \b24[/x]7\b (?:/365)?
      | \#[0-9]+
      | \+?[0-9]{0,3}[ -]?\(?\b[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}\b   # telephone
    )
  | (?P<name>
        (?!"""
    + _BOUND_PREFIX
    + r"""-?[0-9.])
        (?: [^\W\d_]+[0-9]\w* | [^\W\d_]+-[0-9]\w* )
        (?: [.-]\w+ )*
    )
  | (?P<number> [0-9]+(?:[.,'’\u00a0\u202f\u2009][0-9]+)* | (?<![\w.])\.[0-9]+ )
  | (?P<vulgar> [½⅓¼⅔¾⅕⅖⅗⅘⅙⅛] )
  | (?P<word> [^\W\d_]+(?:['’][^\W\d_]+)* )
  | (?P<arrow> -{1,2}> | => | [→⇒⟶➔➜] )
  | (?P<symbol> &amp; | \S )
    """,
    re.VERBOSE,
)


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
    return _QUANTITY_HINT.search(text) is not None


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` in order; white space is dropped."""
    tokens = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        lower = piece.lower()
        if "’" in lower:
            lower = lower.replace("’", "'")
        tokens.append(Token(match.lastgroup or "symbol", piece, lower, match.start(), match.end()))
    return tokens
