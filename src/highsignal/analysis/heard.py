"""What a listener hears in a story, whatever roles its sentences were given.

A role is a guess, and a rule that says "nothing is told" must not hang on one guess. These functions
take a sentence for a choice, a price or an outcome when its role says so, or when its words do.
"""

from __future__ import annotations

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.timing import TELLERS, tells_outcome
from highsignal.domain.claims import Claim, Direction, Status
from highsignal.domain.roles import Role

SET_UP = (Role.SITUATION, Role.STAKES, Role.TASK)
DEED = (Role.ACTION, Role.DECISION, Role.TRADEOFF)

_OPENING = 2  # sentences in which a story that begins with its result tells it
_CLOSING = 2  # sentences in which the end is told
_SURE = 0.7  # confidence; below it another role is not unlikely
_PERHAPS = 0.45  # confidence; below it several other roles together are likelier
_LIKELY = 0.6  # confidence; below it another role is about as likely
_CHOOSERS = frozenset(("i", "we", "i'd", "we'd"))
_MOVED = (Direction.UP, Direction.DOWN)


def has_teller(sentence: ReadSentence) -> bool:
    """Whether the teller, alone or with others, is in the sentence; notes that drop the subject count."""
    if sentence.says(TELLERS):
        return True
    first = sentence.tokens[0] if sentence.tokens else None
    if first is None:
        return False
    return first.word.endswith("ed") or any(
        s.start == first.start for s in sentence.find("ownership.bare-past")
    )


def tells_stakes(sentence: ReadSentence) -> bool:
    """Whether a consequence is told, in a sentence of any role: roles are guesses, these words are not."""
    if sentence.has("stakes.told"):
        return True
    return sentence.role is Role.STAKES and (sentence.confidence >= _LIKELY or hints_at_stakes(sentence))


def hints_at_stakes(sentence: ReadSentence) -> bool:
    """Whether a sentence with another role names a loss and who would have borne it."""
    who = sentence.has("audience.business", "audience.people", "stakes.people")
    return who and sentence.has("stakes.loss", "stakes.harm")


def choices(reading: Reading) -> tuple[ReadSentence, ...]:
    """The sentences in which something is chosen, in order."""
    return tuple(s for s in reading.sentences if s.role is Role.DECISION or _chooses(s))


def _chooses(sentence: ReadSentence) -> bool:
    """Whether the teller chooses in so many words; a goal that was handed down is no choice."""
    headed = sentence.section == "decision"
    if not headed and (not sentence.has("decision.made") or sentence.has("ownership.task-language")):
        return False
    elsewhere = sentence.role is Role.RESULT and sentence.confidence >= _SURE
    if sentence.role is Role.LEARNING or elsewhere or not has_teller(sentence):
        return False
    if sentence.role not in (Role.SITUATION, Role.STAKES):
        return True
    return sentence.says(_CHOOSERS)  # not "our ferry sold paper instead of …"


def tells_price(sentence: ReadSentence) -> bool:
    """Whether the sentence is a trade-off by its heading, or by a role that is likely or has words for it."""
    if sentence.section == "tradeoff":
        return True
    if sentence.role is not Role.TRADEOFF:
        return False
    return sentence.confidence >= _PERHAPS or sentence.has("tradeoff.given-up", "decision.price")


def price_told_until(reading: Reading) -> int:
    """The number of the last sentence that tells a price; choices up to there have one. -1 for none.

    A sentence with a trade-off counts for every choice, wherever it stands; words of a price only for the
    choice they are in and those before it.
    """
    if any(tells_price(s) for s in reading.sentences):
        return len(reading.sentences)
    priced = (s for s in reading.sentences if s.has("tradeoff.given-up", "decision.price"))
    return max((s.number for s in priced if s.role is not Role.LEARNING), default=-1)


def outcomes(reading: Reading) -> tuple[ReadSentence, ...]:
    """The sentences in which an outcome may be heard: results, openings and closings that tell one."""
    last = max(len(reading.sentences) - _CLOSING, _OPENING)
    return tuple(
        s
        for s in reading.sentences
        if (tells_outcome(s) and s.role is not Role.DECISION)
        or s.section == "result"
        or (s.number < _OPENING and s.has("structure.opens-with-outcome"))
        or (s.number >= last and _closes(s))
    )


def _closes(sentence: ReadSentence) -> bool:
    """Whether one of the last sentences tells how it ended."""
    sure = sentence.confidence >= _SURE
    if sentence.role is Role.TASK or _chooses(sentence):
        return False
    if _moved(sentence) or sentence.has("structure.opens-with-outcome", "impact.vague-change"):
        return True
    if sentence.role in DEED and sure:
        return False
    if sentence.has("structure.story-closed") and not sentence.has("learning.changed"):
        return True
    unsure = sentence.role in (Role.OTHER, *SET_UP) or not sure
    return unsure and sentence.has("impact.concrete")


def results(reading: Reading) -> tuple[ReadSentence, ...]:
    """The sentences told as results: by role, by heading, or by opening with "in the end" at the end."""
    late = len(reading.sentences) * 2 // 3
    return tuple(
        s
        for s in reading.sentences
        if s.role is Role.RESULT
        or s.section == "result"
        or (s.number >= late and s.number > 1 and s.confidence < _SURE and _may_be_result(s))
        or (s.number == len(reading.sentences) - 1 and s.role is not Role.LEARNING and _led_in(s))
    )


def _may_be_result(sentence: ReadSentence) -> bool:
    """Whether a late sentence whose role is in doubt moves a number or begins as results do."""
    if sentence.role in (Role.LEARNING, Role.TASK) or _chooses(sentence):
        return False
    return bool(_moved(sentence)) or _led_in(sentence)


def _led_in(sentence: ReadSentence) -> bool:
    """Whether the sentence begins as results are begun: "In the end", "As a result"."""
    starts = sentence.span.start + _LEAD_IN
    return any(span.start <= starts for span in sentence.find("impact.lead-in"))


_LEAD_IN = 8  # characters; room for "And, um, "


def impact_claims(reading: Reading) -> tuple[Claim, ...]:
    """The asserted claims that say what came of the work, rather than how things stood before."""
    return tuple(
        claim
        for sentence in reading.sentences
        if sentence.role not in SET_UP
        for claim in sentence.claims
        if claim.status is Status.ASSERTED and _is_outcome(claim, sentence.role)
    )


def _is_outcome(claim: Claim, role: Role) -> bool:
    return role is Role.RESULT or claim.direction in (Direction.UP, Direction.DOWN)


def outcome_claims(reading: Reading) -> tuple[Claim, ...]:
    """The numbers of what came of the work: not those of the set-up, of a choice or of its price."""
    told = results(reading)
    claims = [c for s in reading.sentences if s.role in (Role.ACTION, Role.OTHER) for c in _moved(s)]
    claims += [c for s in told for c in s.claims if c.status is Status.ASSERTED]
    return tuple(sorted(set(claims), key=lambda c: c.span)) if told else _impact(reading)


def _moved(sentence: ReadSentence) -> list[Claim]:
    return [c for c in sentence.claims if c.status is Status.ASSERTED and c.direction in _MOVED]


def _impact(reading: Reading) -> tuple[Claim, ...]:
    """Where no result is told, the numbers that the impact signal counts, without those of a choice."""
    chosen = [s for s in reading.sentences if s.role in (Role.DECISION, Role.TRADEOFF)]
    return tuple(c for c in impact_claims(reading) if not any(s.span.contains(c.span) for s in chosen))
