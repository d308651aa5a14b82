"""Is a group of pieces a story worth keeping? The analysis judges; cheap signs decide what it has to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from highsignal.analysis.claims.sentences import extract_sentences
from highsignal.analysis.episode.gate import gate
from highsignal.analysis.roles.tagger import label
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.claims import Claim, Direction, Kind, Status
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.sources import Left
from highsignal.domain.stories import Episode
from highsignal.ingest.deeds import (
    Signs,
    begins_with_deed,
    hints_at_outcome,
    is_plan,
    is_self_description,
    signs_of,
)

FEWEST_WORDS = 5  # below, even a deed with its number ("Cut cost by half") says too little to be recognised
_PORTRAIT = 60  # words; what begins as a self-description and goes on for longer is judged by the gate
_LATIN = 0x24F  # the last letter of Latin Extended-B
_SEVERAL = 2  # deeds
_SHORT_STORY = 35  # words
SURE_OF_NO = 0.8  # confidence of the gate in its "no" that outweighs a deed and an outcome in prose
LIKELY_RESULT = 0.5  # confidence; the role of a result in a text of one or two sentences is a guess below it

_PLACEHOLDER = re.compile(
    r"^\W*(?:\[[^\]]*\]|<[^>]*>|\.{3}|…|tbd|tba|todo|n/?a|none(?: yet)?|lorem ipsum.*|x{2,}|_+)\W*$",
    re.IGNORECASE,
)
# What the gate may take a short text for that tells several deeds in plain words.
_UNLIKELY = ("fragment", "gibberish", "keywords")
_REASONS = {
    "habit": Left.HABIT,
    "hypothetical": Left.HYPOTHETICAL,
    "self_description": Left.SELF_DESCRIPTION,
    "keywords": Left.LIST,
    "other_language": Left.OTHER_LANGUAGE,
}


class Verdict(NamedTuple):
    """What is to become of a text: kept with a confidence, or left for a reason; `why` is for the user."""

    kept: bool
    confidence: float
    why: str
    reason: Left | None = None
    sentences: Sequence[LabelledSentence] = ()
    claims: Sequence[Claim] = ()


def is_placeholder(words: str) -> bool:
    """Whether the words only hold a place in a template: "[what you did]", "…", "TBD"."""
    return _PLACEHOLDER.match(words) is not None


def left_at_once(text: str, signs: Signs, *, todo: bool = False, promised: bool = False) -> Left | None:
    """The reason why a text needs no closer look, None when it does.

    `signs` are those of the text; `todo` says that it is an unticked box, `promised` that
    the heading above is one of things to come.
    """
    if is_placeholder(text):
        return Left.TEMPLATE
    words = text.count(" ") + 1
    if todo or is_plan(text, signs) or (promised and not signs.outcome):
        return Left.PLAN
    if words <= _PORTRAIT and is_self_description(text) and not signs.opens:
        return Left.SELF_DESCRIPTION
    if words < FEWEST_WORDS:
        return Left.SHORT
    if not signs.deeds and _is_list(text, words):
        return Left.LIST
    if not signs.deeds and not signs.outcome:
        return Left.OTHER_LANGUAGE if _is_foreign(text) else Left.NO_DEED
    return None


def _is_foreign(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(ord(c) > _LATIN for c in letters) > len(letters) / 2


def _is_list(text: str, words: int) -> bool:
    """Whether the text names things: many commas, few words."""
    marks = len(re.findall(r"[,;|/•·]", text))
    return marks >= 3 and marks * 4 >= words


def judge(text: str) -> Verdict:
    """What the analysis says about a text that has passed `left_at_once`."""
    story = read_stories(tidy_paragraphs(text))[0]
    episode = gate(story)
    sentences = label(story)
    claims = extract_sentences(s for s in story.sentences if not s.heading)
    signs = _signs(text, sentences, claims)
    kept = _keeps(episode, signs, prose=story.words >= 60 and not begins_with_deed(text))
    if kept:
        return Verdict(True, _confidence(episode, signs), _why(episode, signs), None, sentences, claims)
    reason = _REASONS.get(episode.kind)
    if reason is None or (reason is Left.LIST and signs.deed):
        reason = Left.NO_OUTCOME if signs.deed else Left.NO_DEED
    return Verdict(False, 0.0, "", reason)


def glance(signs: Signs) -> Verdict:
    """A verdict from cheap signs alone, for the rest of a text too long to be analysed whole."""
    if signs.opens and signs.outcome:
        return Verdict(True, 0.5, "Says what you did and hints at what came of it.")
    return Verdict(False, 0.0, "", Left.UNREAD)


def tidy_paragraphs(text: str) -> str:
    """The paragraphs, none of which can be mistaken for front matter or a heading."""
    return "\n\n".join(re.sub(r"^[#>\-=+*\s]+(?=\S)", "", p) for p in text.split("\n\n"))


class _Signs(NamedTuple):
    deed: bool
    result: bool  # an outcome is told, by a number that moved or by a role
    numbers: int  # claims of impact
    scope: bool  # any asserted claim
    told: bool  # several things were done, in as many words as a short story has


def _signs(text: str, sentences: Sequence[LabelledSentence], claims: Sequence[Claim]) -> _Signs:
    asserted = [c for c in claims if c.status is Status.ASSERTED]
    moved = [c for c in asserted if c.direction in (Direction.UP, Direction.DOWN) or c.kind is Kind.MONEY]
    roles = {s.role for s in sentences if s.confidence >= LIKELY_RESULT}
    told = bool(roles & {Role.RESULT, Role.LEARNING}) and hints_at_outcome(text)
    deeds = signs_of(text).deeds
    return _Signs(
        deeds > 0,
        bool(moved) or told,
        len(moved),
        bool(asserted),
        deeds >= _SEVERAL and len(text.split()) >= _SHORT_STORY,
    )


def _keeps(episode: Episode, signs: _Signs, *, prose: bool) -> bool:
    if episode.specific:
        return signs.deed or signs.result
    if signs.told and (episode.kind in _UNLIKELY or (_unsure(episode) and episode.kind == "off_topic")):
        return True
    if not signs.deed or not (signs.result or signs.scope):
        return False
    if episode.kind in ("other_language", "gibberish", "empty"):
        return episode.kind == "gibberish" and signs.numbers > 0
    # Notes in a few words are "keywords" or a "fragment" to the gate, and a good seed all the same.
    return not prose or _unsure(episode)


def _unsure(episode: Episode) -> bool:
    return episode.confidence < SURE_OF_NO


def _confidence(episode: Episode, signs: _Signs) -> float:
    if episode.specific:
        return round(min(0.6 + 0.35 * (2 * episode.confidence - 1) + 0.04 * signs.result, 0.98), 2)
    return round(0.4 + 0.12 * signs.result + 0.08 * min(signs.numbers, 2), 2)


def _why(episode: Episode, signs: _Signs) -> str:
    if episode.specific and signs.result:
        return "Tells one past episode, with what you did and what came of it."
    if episode.specific:
        return "Tells one past episode; what came of it is still to be said."
    if signs.numbers:
        return "A seed: says what you did and puts a number on what came of it."
    if signs.result:
        return "A seed: says what you did and what came of it."
    if not signs.scope:
        return "A seed: tells several things you did; what came of it may have to be said more plainly."
    return "A seed: says what you did and how large it was."
