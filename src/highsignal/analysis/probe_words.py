"""The person's own words as a follow-up may use them: a quotation, a choice turned to them, a number."""

from __future__ import annotations

import re

from highsignal.analysis.claims.numerals import SCALES, TEENS, TENS, UNITS
from highsignal.domain.claims import Claim

_SHORTEST, _LONGEST = 3, 12  # words of a quotation
_BOUNDARY = re.compile(
    r"[,;:(–—]|\s(?:because|which|so|but|and|since|while|although|until|before|after|when)\s", re.IGNORECASE
)
_REASON = re.compile(r"[,;:(–—]|\s(?:because|since|so|which|but|although|while)\s", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(?:(?:and|so|but|then|well|um|uh|okay|basically|actually|also)\b[,\s]*)+", re.IGNORECASE
)
_MARKS = re.compile(r"[*_#>`\[\]]|^\s*(?:[-+•]|\d+[.)])\s+", re.MULTILINE)
_CHOICE = re.compile(
    r"\b(?:I|we)(?:[’']d| had)?\s+(?:then |finally |deliberately |also |just |myself )?"
    r"(?P<deed>(?:decided|chose|opted|elected)\s+(?:not\s+)?(?:to|for|on|against)\s+.+"
    r"|(?:chose|picked|went with|settled on|selected|preferred|rejected|ruled out)\s+.+)",
    re.IGNORECASE,
)
_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "am": "are", "i'm": "you're", "we're": "you're", "i'd": "you'd", "we'd": "you'd",
}  # fmt: skip
_NUMBER_WORDS = {*UNITS, *TEENS, *TENS, *SCALES, "hundred", "half", "third", "quarter", "about", "nearly"}
_DETERMINERS = re.compile(r"^(?:the|our|my|its|their|a|an|this|that|your)\s+", re.IGNORECASE)
_LONGEST_METRIC = 4  # words
_LONGEST_NUMBER = 30  # characters
_EDGES = " ,;:–—(.!?…"


def quote_of(sentence: str) -> str:
    """The words of a sentence as a question quotes them: whole clauses, at most a dozen words.

    Empty for fewer than three words, and where no clause is short enough.
    """
    return _clause(_LEAD_IN.sub("", _flat(sentence)))


def choice_of(sentence: str) -> str:
    """What the teller says they chose, turned to them (“you decided to distil the model”), or nothing."""
    found = _CHOICE.search(_flat(sentence))
    # What was chosen, without what spoke for it: that is what is asked.
    deed = _clause(_REASON.split(found["deed"])[0]) if found else ""
    return f"you {_turned(deed)}" if deed else ""


def claim_words(claim: Claim, source: str) -> dict[str, str]:
    """A claim as a question may name it: `claim`, `number` and `metric`; what cannot be named is left out."""
    said = {"claim": _clause(_flat(claim.text))}
    number = _flat(claim.value_span.text(source)) if claim.value_span else ""
    if number and len(number) <= _LONGEST_NUMBER and _begins_as_number(number):
        said["number"] = number
    metric = _flat(claim.metric_span.text(source)) if claim.metric_span else ""
    metric = _DETERMINERS.sub("", metric)
    if metric and len(metric.split()) <= _LONGEST_METRIC and not any(c.isdigit() for c in metric):
        # Lower case within a sentence, unless the word is an acronym or a name.
        said["metric"] = metric[0].lower() + metric[1:] if metric[1:].islower() else metric
    return {slot: words for slot, words in said.items() if words}


def _flat(text: str) -> str:
    """On one line, without marks of Markdown, its quotation marks turned to inner ones, no braces."""
    words = " ".join(_MARKS.sub(" ", text).split())
    return re.sub(r"[“”\"{}]", lambda m: {"“": "‘", "”": "’", '"': "’"}.get(m[0], ""), words)


def _clause(text: str) -> str:
    """All of it when it is short, else as many of its clauses as are; empty when no clause is."""
    count = len(text.split())
    if count <= _LONGEST:
        return text.strip(_EDGES) if count >= _SHORTEST else ""
    ends = (found.start() for found in _BOUNDARY.finditer(text))
    fitting = [text[:end] for end in ends if _SHORTEST < len(text[:end].split()) <= _LONGEST]
    return fitting[-1].strip(_EDGES) if fitting else ""


def _turned(words: str) -> str:
    """First person turned to second."""
    return " ".join(_TURNED.get(word.lower().replace("’", "'"), word) for word in words.split())


def _begins_as_number(words: str) -> bool:
    first = words.split()[0].lower()
    return any(c.isdigit() for c in first) or first.partition("-")[0] in _NUMBER_WORDS
