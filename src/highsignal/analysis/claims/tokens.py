"""Lexer: cuts a passage into words, numbers, names that hold digits, and symbols, each with its place."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from highsignal.analysis.claims.wordlists import words
from highsignal.analysis.text.tokens import lowered_of, words_and_marks

_DIGIT = re.compile("[0-9½⅓¼⅔¾⅕⅖⅗⅘⅙⅛]")
# A sentence with neither a digit nor one of these words holds no quantity; most sentences are dropped here.
_NUMBER_WORDS = words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety
    hundred thousand million billion lakh crore dozen couple zero magnitude twice
    half halve halves halved halving third thirds quarter quarters fourth fourths fifth fifths
    sixth sixths eighth eighths tenth tenths
    double doubles doubled doubling triple triples tripled tripling treble trebles trebled trebling
    quadruple quadruples quadrupled quadrupling quintuple quintuples quintupled quintupling
    twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold
    """)

# Before a number these make no name of it: "sub-100 ms", "x-5 %", "Rs500".
_NO_NAME = r"(?!(?i:sub|under|over|by|to|from|nearly|around|approx|usd|eur|gbp|inr|rs|x)-?[0-9.])"
_MAIL = r"[\w.+-]{1,64}+@[\w-]+\.[\w.]+ |"
# The first alternative is the common word, told by what follows it; only what is left is looked at closely.
# It has no group, since a match without one is a word.
_PATTERN = r"""
    [A-Za-z]++ (?= [ \n,;)] | \.\s | \.?\Z )
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
    if _DIGIT.search(text):
        return True
    said = words_and_marks(text)
    return not _NUMBER_WORDS.isdisjoint(said) or any(
        not _NUMBER_WORDS.isdisjoint(word.replace("'", "-").split("-"))
        for word in said
        if "-" in word or "'" in word
    )


@cache
def _pattern(mail: bool) -> re.Pattern[str]:
    """The lexer's pattern; it looks for e-mail, which costs time at every word, only where there is an @."""
    source = _PATTERN % {"mail": _MAIL if mail else "", "no_name": _NO_NAME}
    return re.compile(source, re.VERBOSE)


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` in order; white space is dropped."""
    lowered = lowered_of(text)
    make = tuple.__new__  # half the time of calling Token, and there are hundreds in a story
    return [
        make(Token, (match.lastgroup or "word", text[start:end], lowered[start:end], start, end))
        for match in _pattern("@" in text).finditer(text)
        for start, end in (match.span(),)
    ]
