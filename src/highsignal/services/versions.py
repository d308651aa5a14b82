"""Each version of a story has its own measure: thirty seconds have no room for all that ninety must hold."""

from __future__ import annotations

from highsignal.analysis.analyzer import Standard, analyze
from highsignal.analysis.rules.select import selected
from highsignal.analysis.text.documents import read_whole
from highsignal.domain.stories import Analysis

# Rules that speak of a whole story told in ninety seconds, by the version in which they say nothing useful.
_NOT_FOR: dict[str, tuple[str, ...]] = {
    "thirty": (
        *("LEN001", "LEN002", "LEN003", "LEN004", "LEN005", "LRN001", "STR004"),
        *("STK003", "OWN003", "DEC003", "DEC012", "IMP002", "IMP008"),
    ),
    "full": ("LEN", "DTL", "STK003"),
}
# A headline is a sentence; only these look at sentences.
_FOR_HEADLINES = ("OPN003", "OPN004", "OPN005", "IMP003", "IMP005", "IMP009", "CLR003")
_CALLED = {"thirty": "30s"}  # as front matter names a version; the ninety-second one has rules of its own


def standard_of_version(standard: Standard, version: str) -> Standard:
    """`standard` with the rules that say something useful of this version."""
    if version == "headline":
        return standard._replace(rules=selected(standard.rules, _FOR_HEADLINES))
    left_out = _NOT_FOR.get(version, ())
    known = {rule.code for rule in standard.rules}
    there = [code for code in left_out if any(rule.startswith(code) for rule in known)]
    return standard._replace(rules=selected(standard.rules, (), there))


def read_version(
    standard: Standard, text: str, version: str, title: str = "", headline: str = ""
) -> Analysis:
    """The analysis of one version of a story, whatever headings it has."""
    own = text if version == "headline" else headline
    story = read_whole(text, title, own)._replace(version=_CALLED.get(version))
    return analyze(story, standard_of_version(standard, version))
