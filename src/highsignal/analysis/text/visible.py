"""A copy of a text in which whatever nobody reads aloud is blank, at the same offsets.

Comments, fenced code, link targets and bare addresses are replaced by spaces one for one, so that
everything after this step can forget about them and offsets still point into the original.
"""

from __future__ import annotations

import re

# These are seldom needed, and compiled when they are.
_HIDDEN = (
    r"<!--.*?(?:-->|\Z)"  # comments, also an unclosed one
    r"|^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*\r?$|\Z)"
)
# [words](target) keeps its words; ![picture](target) and bare addresses are not spoken at all.
_LINK = r"!\[[^\]\n]*\]\([^)\s]*\)|(?<=\])\([^)\s]+(?:\s+\"[^\"\n]*\")?\)|<?https?://[^\s<>)]+>?"
_TAG = r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>\n]{0,200})?/?>"
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200e\u200f\u2060\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", match.group())


def visible(text: str) -> str:
    """`text` with comments, code blocks, link targets, addresses and tags blanked, the same length."""
    if "<!--" in text or "```" in text or "~~~" in text:
        text = re.sub(_HIDDEN, _blank, text, flags=re.DOTALL | re.MULTILINE)
    if "](" in text or "://" in text:
        text = re.sub(_LINK, _blank, text)
    if "<" in text:
        text = re.sub(_TAG, _blank, text)
    return _INVISIBLE.sub(" ", text)
