"""From plain text to lines that know what they are: heading, bullet, question, table row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from highsignal.analysis.text.blocks import lines_of
from highsignal.analysis.text.errors import FrontMatterError
from highsignal.analysis.text.frontmatter import read_front_matter
from highsignal.analysis.text.sections import LABEL, section_of
from highsignal.domain.spans import Span
from highsignal.ingest.headings import date_of, is_question


class LineKind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    BULLET = "bullet"
    TEXT = "text"
    ROW = "row"
    MARKUP = "markup"
    CODE = "code"
    COURTESY = "courtesy"


class Line(NamedTuple):
    """A line: `span` is all of it without its line end, `words` what is left without marks.

    `level` is a heading's level (1 to 6, 7 for one without marks) or how far a bullet is indented in
    columns; `section` is the part of a story that a label in front of the words names, or that a
    heading names; `todo` is true for an unticked box.
    """

    kind: LineKind
    span: Span
    words: Span
    level: int = 0
    section: str | None = None
    todo: bool = False


_SIGNS = "•●○■□▪▫◦‣⁃∙·➢►▶✓✔✅☑→»–—"
_BULLET = re.compile(
    rf"(?P<in>[ \t]*)(?:[{_SIGNS}]️?[ \t]*|[-*+](?:[ \t]+|(?<=-)(?=[A-Z]))|[-*+](?=$)"
    r"|\(?(?:\d{1,3}|[a-zA-Z])\)[ \t]+|\d{1,3}\.[ \t]+"
    r"|[\U0001F300-\U0001FAFF☀-➿]️?[ \t]+)"
    r"(?P<box>\[[ xX✓]?\][ \t]+)?"
)
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:(?:[-*_=~][ \t]*){3,}|[─━═–—]{3,}[ \t]*)$")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")
_BOLD = re.compile(r"[ \t]*(\*\*|__)(?P<words>[^*_]+)\1[ \t]*:?[ \t]*$")
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_MAIL = re.compile(
    r"(?:>[ \t]?)*(?:From|To|Cc|Bcc|Sent|Date|Reply-To|Attachments?)[ \t]*:[ \t]*\S", re.IGNORECASE
)
_SUBJECT = re.compile(r"(?:>[ \t]?)*Subject[ \t]*:[ \t]*(?:(?:Re|Fwd?|AW|WG)[ \t]*:[ \t]*)*", re.IGNORECASE)
_COURTESY = re.compile(
    r"""[ \t>]*(?:
      (?:hi|hello|hey|dear|good\ morning)\b[^.!?:;]{0,30}[,!:.]?
    | (?:(?:many|kind|best|warm)\ )?(?:thanks|thank\ you|regards|best|cheers|wishes)
      (?:\ (?:so\ much|again|in\ advance|all|team))?[,!.]*
    | sincerely,? | yours,? | --[ ]? | sent\ from\ my\ \w+.{0,20} | on\ .{5,80}\ wrote:
    | -+\ ?(?:original|forwarded)\ message\ ?-+.* | \[?(?:image|attachment|file)(?:\ omitted)?\]?
    | <media\ omitted>
    | \#?\w+\ joined\ the\ (?:channel|group).* | \d{1,3}\ (?:replies|reactions?)
    )[ \t]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[  ]?[AaPp]\.?[Mm]\.?)?"
_NAME = r"[A-Z][\w.'’-]*(?:[ ][A-Z(][\w.'’)-]*){0,3}"
_NAME_ALONE = re.compile(rf"{_NAME}[ \t]*$")
_CHAT = re.compile(
    rf"\[?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?[ ]+)?{_CLOCK}\]?[ ]*[-–]?[ ]*{_NAME}:[ ]+"
    rf"|{_NAME}[ ]{{1,3}}[\[(]?{_CLOCK}[\])]?:[ ]*"
)
_CHAT_HEAD = re.compile(
    rf"{_NAME}[ ]{{1,3}}(?:APP[ ]+)?(?:(?:Today|Yesterday)(?: at)?[ ]+)?[\[(]?{_CLOCK}[\])]?[ ]*$"
)
_Q = re.compile(
    r"[ \t]*[*_#]*(?:Q(?:uestion)?[ ]?\d{0,3}|Interviewer|Prompt)[*_]*[ \t]*[:.)–-][*_]*[ \t]*(?=\S)",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"\b(?i:tell|describe|give|walk|talk|share)\b")
_A = re.compile(
    r"[ \t]*[*_]*(?:A(?:nswer)?[ ]?\d{0,3}|My answer|Me|Response)[*_]*[ \t]*:[*_]*[ \t]*", re.IGNORECASE
)
_LONGEST_COURTESY = 120  # characters
_LONGEST_HEADING = 9  # words of a line without marks that may be a heading
_END = re.compile(r"[.!?…,;]['\"”’)]*$")
_DEED_LABELS = frozenset(("notes", "summary"))


def read_lines(text: str) -> list[Line]:
    """The lines of `text` in order, each with what it is."""
    raw = lines_of(text, Span(0, len(text)))
    found: list[Line] = []
    fenced = False
    settings = _settings_end(text)
    for number, line in enumerate(raw):
        below = raw[number + 1].text if number + 1 < len(raw) else ""
        span = Span(line.start, line.start + len(line.text))
        if span.end <= settings:
            found.append(Line(LineKind.MARKUP, span, span))
        elif _FENCE.match(line.text):
            fenced = not fenced
            found.append(Line(LineKind.MARKUP, span, span))
        elif fenced:
            found.append(Line(LineKind.CODE, span, span))
        else:
            found.append(_line(text, span, line.text, below, found))
    return found


def _settings_end(text: str) -> int:
    """Where front matter ends, 0 where there is none that can be read."""
    try:
        return read_front_matter(text).end
    except FrontMatterError:
        return 0


def is_subject(line: Line, text: str) -> bool:
    """Whether a line is the subject of a mail."""
    return _SUBJECT.match(text, line.span.start, line.span.end) is not None


def is_chat(line: Line, text: str) -> bool:
    """Whether a line is a message with its time and speaker."""
    return _CHAT.match(text, line.span.start, line.span.end) is not None


def _line(text: str, span: Span, line: str, below: str, above: Sequence[Line]) -> Line:
    if not re.search(r"\w", line):
        if above and above[-1].kind is LineKind.TEXT and _UNDERLINE.match(line):
            return Line(LineKind.MARKUP, span, span)
        marked = _RULE.match(line) or _TABLE_RULE.match(line) or line.strip()
        return Line(LineKind.MARKUP if marked else LineKind.BLANK, span, span)
    return (
        _marked_heading(text, span, line, below)
        or _mail_or_chat(text, span, line, above)
        or _dialogue(text, span, line)
        or _row(span, line, below, above)
        or _bullet(text, span, line)
        or _plain(text, span, line, below, above)
    )


def _within(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    at = start + len(words) - len(words.lstrip())
    return Span(at, max(at, at + len(words.strip())))


def _heading(text: str, span: Span, start: int, end: int, level: int) -> Line:
    words = _within(text, start, end)
    if is_question(words.text(text)):
        return Line(LineKind.QUESTION, span, words, level)
    return Line(LineKind.HEADING, span, words, level, section_of(words.text(text)))


def _marked_heading(text: str, span: Span, line: str, below: str) -> Line | None:
    atx = _ATX.match(line)
    if atx:
        return _heading(text, span, span.start + atx.start(2), span.start + atx.end(2), len(atx[1]))
    if (
        below
        and _UNDERLINE.match(below)
        and 1 < len(line.strip()) <= 80
        and not _BULLET.match(line)
        and "|" not in line
    ):
        return _heading(text, span, span.start, span.end, 1 if below.strip().startswith("=") else 2)
    bold = _BOLD.match(line)
    if (
        bold
        and len(bold["words"].split()) <= 14
        and not (_END.search(bold["words"]) and "?" not in bold["words"])
    ):
        return _heading(text, span, span.start + bold.start("words"), span.start + bold.end("words"), 7)
    return None


def _mail_or_chat(text: str, span: Span, line: str, above: Sequence[Line]) -> Line | None:
    subject = _SUBJECT.match(line)
    if subject and line[subject.end() :].strip():
        return _heading(text, span, span.start + subject.end(), span.end, 7)
    short = len(line) <= _LONGEST_COURTESY
    signed = (
        above
        and above[-1].kind is LineKind.COURTESY
        and _NAME_ALONE.match(line)
        and not _MAIL.match(text, above[-1].span.start)
    )
    if signed:
        return Line(LineKind.COURTESY, span, span)
    if _MAIL.match(line) or (short and (_COURTESY.match(line) or _CHAT_HEAD.match(line))):
        return Line(LineKind.COURTESY, span, span)
    chat = _CHAT.match(line) if ":" in line[:70] else None
    if chat and line[chat.end() :].strip():
        return Line(LineKind.BULLET, span, _within(text, span.start + chat.end(), span.end))
    return None


def _dialogue(text: str, span: Span, line: str) -> Line | None:
    asked = _Q.match(line)
    if asked:
        return Line(LineKind.QUESTION, span, _within(text, span.start + asked.end(), span.end), 8)
    answered = _A.match(line)
    if answered:
        return Line(LineKind.ANSWER, span, _within(text, span.start + answered.end(), span.end))
    if ("?" in line or _REQUEST.search(line)) and is_question(line):
        mark = _BULLET.match(line)
        words = _within(text, span.start + (mark.end() if mark else 0), span.end)
        return Line(LineKind.QUESTION, span, words, 8)
    return None


def _row(span: Span, line: str, below: str, above: Sequence[Line]) -> Line | None:
    if line.lstrip().startswith("|") and line.count("|") > 1:
        return Line(LineKind.ROW, span, span)
    in_table = bool(above) and above[-1].kind is LineKind.ROW
    if "|" in line and (_TABLE_RULE.match(below) or in_table):
        return Line(LineKind.ROW, span, span)
    if "\t" in line.strip() and (in_table or "\t" in below.strip()) and not _BULLET.match(line):
        return Line(LineKind.ROW, span, span)
    return None


def _bullet(text: str, span: Span, line: str) -> Line | None:
    quoted = _QUOTED.match(line)
    offset = quoted.end() if quoted else 0
    mark = _BULLET.match(line, offset)
    if mark is None:
        return None
    words, section = _labelled(text, _within(text, span.start + mark.end(), span.end))
    todo = bool(mark["box"]) and not re.search(r"[xX✓]", mark["box"])
    level = len(mark["in"].expandtabs(4))
    return Line(LineKind.BULLET, span, words, level, section, todo)


def _labelled(text: str, words: Span) -> tuple[Span, str | None]:
    """The words behind a label such as "Result:" and the part of a story it names."""
    match = LABEL.match(text, words.start, words.end)
    section = section_of(match["name"]) if match else None
    if match is None or section is None or section in _DEED_LABELS or match.end() >= words.end:
        return words, None
    return _within(text, match.end(), words.end), section


def _plain(text: str, span: Span, line: str, below: str, above: Sequence[Line]) -> Line:
    quoted = _QUOTED.match(line)
    words = _within(text, span.start + (quoted.end() if quoted else 0), span.end)
    shown = words.text(text)
    apart = not above or above[-1].kind is not LineKind.TEXT
    if len(shown) <= _LONGEST_COURTESY and _is_bare_heading(shown, below, apart=apart):
        return _heading(text, span, words.start, words.end, 7)
    told, section = _labelled(text, words)
    return Line(LineKind.TEXT, span, told, len(line) - len(line.lstrip()), section)


def _is_bare_heading(shown: str, below: str, *, apart: bool) -> bool:
    """Whether a line without marks heads what follows: a date, capitals, "Project Apollo:" over bullets."""
    if len(shown) <= 44 and date_of(shown):
        return True
    count = len(shown.split())
    if count > _LONGEST_HEADING or _END.search(shown) or not apart:
        return False
    over_bullets = bool(_BULLET.match(below)) or not below.strip()
    if shown.endswith(":"):
        return over_bullets and count <= 6 and shown[0].isupper()
    if shown.isupper() and count <= 6 and len(shown) > 3:
        return True
    return shown[0].isupper() and bool(_BULLET.match(below)) and count <= 6
