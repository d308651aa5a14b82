"""From what was pasted to plain text at the same offsets; what is no text is refused."""

from __future__ import annotations

import html
import re

from highsignal.ingest.errors import EmptySourceError, NotTextError, SourceTooLongError

LONGEST = 2_000_000  # characters; services refuse files over 1 MB, and a paste of 300,000 words is a mistake
MOST_LINES = 60_000  # a megabyte of notes has 15,000; one of data has ten times as many
_MOST_CONTROL = 0.02  # share of control characters; texts have none but tabs and line ends
_LOOKED_AT = 20_000  # characters at the start in which binary junk shows
_FILLER = "\u2060"  # word joiner: fills up what an entity was longer than its character, and is dropped later

_SIGNATURES = (
    ("%PDF-", "is a PDF"),
    ("PK\x03\x04", "is a Word, OpenDocument or ZIP file"),
    ("{\\rtf", "is rich text (RTF)"),
    ("\xd0\xcf\x11\xe0", "is an old Word file"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_TAG_OF_HTML = re.compile(
    r"</?(?:p|div|li|ul|ol|br|h[1-6]|table|tr|td|html|body|span|strong|b|em)\b[^<>]{0,400}>", re.I
)
_LEAST_TAGS = 4  # a Markdown text may have a stray <br>; a pasted page has many tags
_UNSEEN = re.compile(r"<(script|style|head|svg)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_NOT_NEWLINE = re.compile(r"[^\r\n]")
_PARTING = frozenset(
    [
        "p",
        "div",
        "br",
        "ul",
        "ol",
        "table",
        "tr",
        "section",
        "article",
        "blockquote",
        "header",
        "footer",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
    ]
)
_DROPPED = re.compile("[\u2060\ufeff\u200b\u200c\u200e\u200f\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile(r"\s+")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])|`")


def plain(name: str, text: str) -> str:
    """`text` with comments and HTML blanked and entities read, the same length: offsets stay true.

    `name` is the file's name, for the message. Raises NotTextError for another format handed in as
    text, EmptySourceError where there is no word, SourceTooLongError above `LONGEST` characters.
    """
    start = text[:_LOOKED_AT]
    for signature, what in _SIGNATURES:
        if start.startswith(signature):
            raise NotTextError(name, what)
    if len(_CONTROL.findall(start)) > max(2, _MOST_CONTROL * len(start)):
        raise NotTextError(name, "is not text")
    if len(text) > LONGEST:
        raise SourceTooLongError(name, len(text), "characters", LONGEST)
    lines = text.count("\n") + text.count("\r")
    if lines > MOST_LINES:
        raise SourceTooLongError(name, lines, "lines", MOST_LINES)
    text = text.replace("\ufeff", " ")
    if "<!--" in text:
        text = _COMMENT.sub(_blank, text)
    if "<" in text and len(_TAG_OF_HTML.findall(text, 0, _LOOKED_AT)) >= _LEAST_TAGS:
        text = _ENTITY.sub(_character, _TAG.sub(_layout, _UNSEEN.sub(_blank, text)))
    if not re.search(r"[^\W_]", text):
        raise EmptySourceError(name)
    return text


def _blank(match: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", match.group())


def _layout(match: re.Match[str]) -> str:
    """The line break, heading or bullet that a tag stands for, as long as the tag."""
    tag, closing, length = match[2].lower(), bool(match[1]), len(match[0])
    mark = ""
    if tag[0] == "h" and tag[1:].isdigit():
        mark = "\n" if closing else "\n" + "#" * min(int(tag[1:]), length - 2) + " "
    elif tag == "li":
        mark = "\n" if closing else "\n- "
    elif tag in ("td", "th"):
        mark = "\t" if closing else ""
    elif tag in _PARTING:
        mark = "\n\n" if tag in ("p", "div") and closing else "\n"
    return " " * (length - len(mark)) + mark


def _character(match: re.Match[str]) -> str:
    read = html.unescape(match.group()).replace("\xa0", " ").replace("\r", " ").replace("\n", " ")
    return (
        read + _FILLER * (len(match.group()) - len(read))
        if len(read) <= len(match.group())
        else match.group()
    )


def tidy(text: str) -> str:
    """`text` on one line: white space as single spaces, invisible characters dropped."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", _DROPPED.sub("", text)).strip()


def bare(text: str) -> str:
    """`text` on one line without emphasis, code marks and link targets: as a title is written."""
    return tidy(_EMPHASIS.sub("", _LINK.sub(r"\1", text)))
