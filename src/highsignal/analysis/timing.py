"""Spoken time: how long a story takes, on what, and when the first outcome is heard."""

from __future__ import annotations

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.domain.claims import Direction, Status
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span
from highsignal.domain.stories import Timing

# evidence.md, "Delivery": speech of 79 recordings averages 198 words a minute (Wang & Li 2021), advice for
# radio is 160-180, talks come to about 163; 150 leaves room for the pauses of somebody who thinks.
WORDS_PER_MINUTE = 150.0
SLOWEST, FASTEST = 80.0, 260.0  # outside of this a setting is a typing mistake

# evidence.md, "Delivery": silent reading is 238 words a minute (Brysbaert 2019), so ten seconds are 40 words.
FIRST_TEN_WORDS = 40

NINETY = 90.0  # seconds; a convention, for which evidence.md found no study
CAP = 120.0  # seconds; what asynchronous interviews usually allow (evidence.md, "Delivery")

TELLERS = frozenset(
    ("i", "i'd", "i've", "i'm", "i'll", "we", "we'd", "we've", "we're", "my", "our", "me", "us")
)
_WORD_OR_TWO = 12  # characters; a reader finishes the sentence they are in


def time_story(reading: Reading, words_per_minute: float = WORDS_PER_MINUTE) -> Timing:
    """Spoken seconds at `words_per_minute`: in total, by role and before the first outcome."""
    second = 60.0 / words_per_minute
    by_role = dict.fromkeys(Role, 0.0)
    for sentence in reading.sentences:
        by_role[sentence.role] += len(sentence.words) * second
    first_ten = _first_words(reading)
    return Timing(
        words_per_minute=words_per_minute,
        total=round(reading.words * second, 1),
        by_role={role: round(seconds, 1) for role, seconds in by_role.items() if seconds},
        first_outcome=_before(reading, first_outcome(reading), second),
        first_decision=_before(reading, first_decision(reading), second),
        first_ten=first_ten,
        first_ten_knows=_known(reading, first_ten),
    )


def tells_outcome(sentence: ReadSentence) -> bool:
    """Whether a listener hears in this sentence what changed.

    A number that moved is an outcome wherever it stands, except in the set-up, where it is the problem,
    and beside words of choosing or price, where it is what the choice cost.
    """
    if sentence.role is Role.RESULT:
        return True
    if sentence.role in (Role.SITUATION, Role.STAKES, Role.TASK):
        return False
    weighed = sentence.role in (Role.DECISION, Role.TRADEOFF)
    if weighed and sentence.has("decision.choosing", "decision.price", "tradeoff.given-up"):
        return False
    moved = (Direction.UP, Direction.DOWN)
    return any(c.status is Status.ASSERTED and c.direction in moved for c in sentence.claims)


def first_outcome(reading: Reading) -> ReadSentence | None:
    """The first sentence in which an outcome is heard."""
    return next((s for s in reading.sentences if tells_outcome(s)), None)


def first_decision(reading: Reading) -> ReadSentence | None:
    """The first sentence in which a choice is heard."""
    return next((s for s in reading.sentences if s.role in (Role.DECISION, Role.TRADEOFF)), None)


def _before(reading: Reading, sentence: ReadSentence | None, second: float) -> float | None:
    if sentence is None:
        return None
    return round(sum(len(s.words) for s in reading.sentences[: sentence.number]) * second, 1)


def _first_words(reading: Reading) -> Span:
    """The words that a reader takes in within ten seconds."""
    left = FIRST_TEN_WORDS
    end = reading.start.start
    for sentence in reading.sentences:
        if len(sentence.words) >= left:
            words = [t for t in sentence.tokens if t.word[0].isalnum()]
            end = words[left - 1].end if len(words) >= left else sentence.span.end
            break
        left -= len(sentence.words)
        end = sentence.span.end
    return Span(reading.start.start, end)


def _known(reading: Reading, first_ten: Span) -> dict[str, bool]:
    """Whether those words hold who acted, what it was about, and what came of it."""
    heard = [s for s in reading.sentences if s.span.start < first_ten.end]
    tokens = {t.word for s in heard for t in s.tokens if t.end <= first_ten.end}
    outcome = first_outcome(reading)
    return {
        "who": bool(tokens & TELLERS),
        "what": any(s.role not in (Role.OTHER, Role.LEARNING) for s in heard),
        "result": outcome is not None and outcome.span.end <= first_ten.end + _WORD_OR_TWO,
    }
