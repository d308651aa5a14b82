"""Rules on length: the time a story takes, what it is spent on, and when the outcome is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.passages import first_deed, over, seconds
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.analysis.signals.stakes import names_consequence
from highsignal.analysis.timing import CAP, NINETY, first_outcome
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span

_SHORTEST = 100  # words of a full story
_SHORT_VERSIONS = frozenset(("headline", "short", "one-sentence"))
_SURELY_STAKES = 0.8
_SET_UP_SHARE = 0.45
_NEAR_CAP = 110.0  # seconds
_SECONDS = r"(?i)\s*(\d{2,3})[\s-]*(?:s|sec|seconds?)?\b"
_LATE = 100.0  # seconds before the first outcome; the clock is about to run out
_LAST_EIGHTH = 0.875
_TOO_SHORT_TO_BE_LATE = 45.0  # seconds in all; below this every outcome comes soon enough


@rule("LEN001", "over-the-cap", Severity.WARNING)
def over_the_cap(case: Case) -> Iterator[Hit]:
    """Finds stories that take longer than the two minutes which recorded interviews usually allow.

    ## Why it is bad
    What comes after two minutes is cut off by the clock or by the interviewer, and what comes last is
    the outcome.

    ## Example
    A story of 340 words, told at 150 words a minute: 136 s.

    ## Use instead
    The same story in 220 words, without the second attempt that changed nothing.

    ## Known limits
    Time is reckoned from words at the pace of the target; set your own measured pace there. The place
    shown is the sentence in which the clock runs out.

    ## References
    evidence.md, "Delivery": two minutes to answer is typical of 2.55 million recorded answers (vendor study,
    abstract seen).
    """
    if case.timing.total > CAP:
        yield Hit(
            _at(case, CAP),
            f"This takes {case.timing.total:.0f} s; two minutes is the usual cap.",
            "Which sentences would a listener not miss when retelling this?",
        )


@rule("LEN002", "over-ninety", Severity.INFO)
def over_ninety(case: Case) -> Iterator[Hit]:
    """Finds stories that are well over ninety seconds, within ten seconds of the two-minute cap.

    ## Why it is bad
    Ninety seconds leave room for the follow-up question, where much of the signal comes from. At a
    hundred and ten, one pause for thought is enough to run into the cap.

    ## Example
    A story of 285 words, told at 150 words a minute: 114 s.

    ## Use instead
    The same story in 225 words.

    ## Known limits
    Ninety seconds is a convention, so the rule waits for 110. A version with its length in the front matter
    (`version: 90s`) is LEN006's. Time is reckoned from words at the pace of the target.

    ## References
    Convention: evidence.md, "Delivery", found no study for ninety seconds.
    """
    if _NEAR_CAP < case.timing.total <= CAP and _said_length(case) is None:
        yield Hit(
            _at(case, NINETY),
            f"This takes {case.timing.total:.0f} s; ninety is the usual length.",
            "Which sentence could go without anyone asking for it?",
        )


@rule("LEN006", "over-its-version", Severity.WARNING)
def over_its_version(case: Case) -> Iterator[Hit]:
    """Finds versions that take longer than the seconds they are named after.

    ## Why it is bad
    A 30-second version is for the moment when somebody has 30 seconds. One that takes 45 is not that version.

    ## Example
    `version: 30s` over 110 words, which take 44 s.

    ## Use instead
    The headline, the choice and the outcome: 75 words.

    ## Known limits
    A tenth more is tolerated. Time is reckoned from words at the pace of the target.

    ## References
    Seed documents, "ability to land a 90-second version of each story"; mission row S9. Convention.
    """
    said = _said_length(case)
    if said is not None and case.timing.total > 1.1 * said:
        yield Hit(
            _at(case, said),
            f"This {said:.0f} s version takes {case.timing.total:.0f} s.",
            "Which sentence belongs to the longer version only?",
        )


def _said_length(case: Case) -> float | None:
    """The seconds that the story's version is named after: "90s", "30 seconds"; None for other names."""
    match = re.match(_SECONDS, case.reading.story.version) if case.reading.story.version else None
    return float(match.group(1)) if match else None


def _at(case: Case, limit: float) -> Span:
    """The sentence in which the clock passes `limit` seconds."""
    sentences = case.reading.sentences
    pace = 60.0 / case.timing.words_per_minute
    for sentence, words in zip(sentences, accumulate(len(s.words) for s in sentences), strict=True):
        if words * pace > limit:
            return sentence.span
    return case.reading.end


@rule("LEN003", "too-short", Severity.INFO)
def too_short(case: Case) -> Iterator[Hit]:
    """Finds stories of under a hundred words, which have no room for stakes, a choice and its price.

    ## Why it is bad
    Under-told stories leave the work of asking to the interviewer, who may not do it.

    ## Example
    The export was slow. I added an index. It was fast afterwards and I learned a lot.

    ## Use instead
    The same, with who waited for the export, what else could have been done, and by how much it changed.

    ## Known limits
    A hundred words is a convention. A version that says it is short (front matter `version: 30s` or
    `version: headline`) is left alone.

    ## References
    Convention; evidence.md, "What can and cannot be scored": under-explained text is found with F1 .29 only
    (Verrap, seen), so this rule measures length and claims nothing more.
    """
    words = case.reading.words
    if 0 < words < _SHORTEST and not _is_short_version(case):
        yield Hit(
            case.reading.end,
            f"{words} words: a listener will have to ask for the rest.",
            "What would a listener ask first, and what is the answer?",
        )


def _is_short_version(case: Case) -> bool:
    said = _said_length(case)
    if said is not None:
        return said < NINETY
    return (case.reading.story.version or "").strip().lower() in _SHORT_VERSIONS


@rule("LEN004", "heavy-set-up", Severity.WARNING)
def heavy_set_up(case: Case) -> Iterator[Hit]:
    """Finds stories that spend much of their time on the set-up before anything is chosen or done.

    ## Why it is bad
    The set-up is what the teller remembers best and the listener needs least. Sentences on why it
    mattered are not counted: they earn their place.

    ## Example
    Five sentences on the company, the team and the stack, then two on the work.

    ## Use instead
    One sentence on the place, one on what was at risk, and on to the choice.

    ## Known limits
    The share of 45 % is this product's own. A result told first is not set-up.

    ## References
    evidence.md, "What can and cannot be scored": real answers held more situation than task, action or
    result (Bangerter 2014, seen).
    """
    deed = first_deed(case.reading)
    if deed is None or not case.timing.total:
        return
    before = [s for s in case.reading.sentences[: deed.number] if _is_plain_set_up(s)]
    spent = seconds(case, before)
    if spent > _SET_UP_SHARE * case.timing.total and len(before) > 1:
        yield Hit(
            over(before),
            f"The set-up takes {spent:.0f} of {case.timing.total:.0f} s before you do anything.",
            "Which two sentences does a stranger need in order to follow your first choice?",
        )


def _is_plain_set_up(sentence: ReadSentence) -> bool:
    """Whether the sentence is set-up that does not say what would be lost or won."""
    if sentence.role is Role.STAKES:
        return sentence.confidence < _SURELY_STAKES and not names_consequence(sentence)
    return sentence.role in (Role.SITUATION, Role.TASK, Role.OTHER)


@rule("LEN005", "late-outcome", Severity.WARNING)
def late_outcome(case: Case) -> Iterator[Hit]:
    """Finds stories whose first outcome is heard in their last eighth, or after a hundred seconds.

    ## Why it is bad
    Listeners judge what they hear by where it leads. Until an outcome is heard they cannot tell which
    details matter, and a clock or a question may come first.

    ## Example
    Nine sentences on the set-up and the work, then at 78 s of 84: "Latency fell by half."

    ## Use instead
    Begin with the outcome in one sentence, then tell how it came about.

    ## Known limits
    The usual four parts in order are fine, as long as there is more to the end than one sentence. Stories
    shorter than 45 s are left alone. The limits are this product's own.

    ## References
    evidence.md, "Delivery": put the result up front (interview handbook, seen: advice, not a study).
    """
    outcome = first_outcome(case.reading)
    heard = case.timing.first_outcome
    total = case.timing.total
    if outcome is None or heard is None or total < _TOO_SHORT_TO_BE_LATE:
        return
    if heard > _LATE or heard > _LAST_EIGHTH * total:
        yield Hit(
            outcome.span,
            f"The first outcome is heard after {heard:.0f} s of {total:.0f}.",
            "Could a listener hear this outcome in your first sentence?",
        )


RULES = (over_the_cap, over_ninety, too_short, heavy_set_up, late_outcome, over_its_version)
