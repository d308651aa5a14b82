"""What a heading is about: a date, a question, a drawer such as "Wins", or one project."""

from __future__ import annotations

import re

from highsignal.ingest.cues import listed_words
from highsignal.ingest.plain import bare

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMERIC = r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
_ONE_DATE = rf"""(?:
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?
    (?: {_NUMERIC}
      | \d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?(?:\s+\d{{4}})?
      | {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})? | {_MONTH},?\s+['’]?\d{{2,4}} | {_MONTH}
      | (?:(?:q|h)[1-4]|fy)\s*[-/']?\s*(?:\d{{2,4}})? | (?:19|20)\d\d(?:\s*[-/]?\s*[qh][1-4])?
      | (?:week|wk|cw|kw|sprint|day|month|year)\s+(?:of\s+)?(?:{_NUMERIC}|\d{{1,4}})
      | week\s+of\s+{_MONTH}\s+\d{{1,2}} | (?:spring|summer|autumn|fall|winter)\s+(?:19|20)?\d\d
      | today | yesterday | (?:this|last)\s+(?:week|month|quarter|year)
    ))"""
_DATES = re.compile(
    rf"\W*{_ONE_DATE}(?:\s*(?:-|–|—|to|until|,|\(|\||·)\s*(?:{_ONE_DATE}|present|now|current))*\W*$",
    re.IGNORECASE | re.VERBOSE,
)
_DATED = re.compile(rf"\d|\b{_MONTH}\b|\b(?:today|yesterday|fy|this|last)\b", re.IGNORECASE)
_YEARS = re.compile(
    rf"(?:{_MONTH}\s+)?(?:19|20)\d\d\s*(?:-|–|—|to)\s*(?:(?:{_MONTH}\s+)?(?:19|20)\d\d|present|now|current)",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"\b(?:engineer|developer|scientist|analyst|manager|lead|director|consultant|researcher|intern|architect|designer"
    r"|specialist|officer|head|principal|teacher|nurse)\b.{0,40}(?:\bat\b|@|,|\||–|—|-)|\b(?:inc|ltd|gmbh|llc|corp)\b\.?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"""\W*(?:\d+[.):]\s*)?(?:
      (?:please\ )?(?:describe|give\ (?:me|us)?\ ?(?:an?\ )?example
        |walk\ (?:me|us)\ through|talk\ (?:me|us)?\ ?(?:about|through)|share)\b
      (?=.*\b(?:you|your|time|example|situation|experience|project)\b)
    | (?:can\ you\ |could\ you\ |please\ )?tell\ (?:me|us)\b
    | (?:what|how|why|when|where|who|which|have|has|did|do|can|could|would|are|is|were|was)\b
      .*\b(?:you|your)\b.*\?
    | .*\b(?:you|your)\b[^.!]*\?\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_QUESTION = 60  # words
_NUMBERING = re.compile(
    r"^\W*(?:(?:story|project|example|answer|no|star|achievement|accomplishment|win)\s*)?"
    r"#?\d{1,3}\s*[:.)–—-]\s*",
    re.IGNORECASE,
)
_KIND = re.compile(r"^(?:project|story|title|initiative|example|win|topic)\s*[:–—-]\s+", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")


def date_of(heading: str) -> str:
    """The date that `heading` is, as written, or nothing when it is more or something else."""
    if not _DATED.search(heading):
        return ""
    shown = bare(heading).strip(" :#-–—[]()")
    return shown if len(shown) <= 40 and _DATES.match(shown) else ""


def is_question(line: str) -> bool:
    """Whether a line asks a person for a story: "Tell me about a time …", "What is your …?"."""
    shown = bare(line)
    if not shown or len(shown.split()) > _LONGEST_QUESTION:
        return False
    if "?" not in shown and _ends_as_prose(shown):
        return False
    return _ASKS.match(shown) is not None


def _ends_as_prose(shown: str) -> bool:
    """A request may end in a full stop; two sentences of which the second does not ask are an answer."""
    return re.search(r"(?<=[^\W\d])[.!]\s+[A-Z]", shown) is not None


def is_drawer(heading: str) -> bool:
    """Whether a heading collects several things (a date, a position, "Wins") rather than naming one."""
    shown = bare(heading)
    if date_of(shown) or _YEARS.search(shown) or _POSITION.search(shown):
        return True
    rest = re.sub(r"(?i)\b(?:q[1-4]|h[12]|fy)\b", " ", shown)
    words = [word.lower() for word in _WORDS.findall(rest)]
    return all(word in listed_words("drawer") for word in words)


def is_promise(heading: str) -> bool:
    """Whether what stands under the heading is still to be done."""
    words = {word.lower() for word in _WORDS.findall(heading)}
    return (bool(words & listed_words("promises")) and is_drawer(heading)) or bool(
        re.search(r"(?i)\bto[- ]?do\b|next steps|in progress", heading)
    )


def name_of(heading: str) -> str:
    """What a heading calls its subject: without numbering, "Project:", a date in brackets or emphasis."""
    shown = bare(heading).strip(" #:–—-")
    shown = _KIND.sub("", _NUMBERING.sub("", shown))
    shown = re.sub(
        rf"\s*[(\[]\s*{_ONE_DATE}(?:\s*[-–—]\s*(?:{_ONE_DATE}|present|now))?\s*[)\]]\s*$",
        "",
        shown,
        flags=re.IGNORECASE | re.VERBOSE,
    )
    return shown.strip(" :–—-") or bare(heading)
