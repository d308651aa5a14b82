"""From one sentence to a story: the headline, five questions, and the text that the answers make.

"Simplify the message to one sentence and rebuild from there" (seed documents, "If you are stuck").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from highsignal.analysis.claims import extract
from highsignal.analysis.insertion import as_sentence
from highsignal.analysis.lexicon.lexicon import packaged
from highsignal.analysis.text.tokens import tokens_of
from highsignal.domain.claims import Claim, Direction, Status
from highsignal.domain.roles import Role
from highsignal.domain.signals import SignalName, State
from highsignal.domain.stories import Analysis

QUESTIONS = 5

# The order in which a story is told once its result has been said (seed documents: stakes, decision with its
# trade-off, impact, "close with what changed after the outcome").
_ORDER = (Role.STAKES, Role.DECISION, Role.TRADEOFF, Role.ACTION, Role.RESULT, Role.LEARNING)
_PARAGRAPHS = ((Role.STAKES,), (Role.DECISION, Role.TRADEOFF, Role.ACTION), (Role.RESULT,), (Role.LEARNING,))

# What a text that is there already may have told so well that it need not be asked again.
_TOLD_BY = {
    Role.STAKES: SignalName.STAKES,
    Role.LEARNING: SignalName.LEARNING,
    Role.TRADEOFF: SignalName.TRADEOFF,
    Role.DECISION: SignalName.DECISION,
}
_MOVED = (Direction.UP, Direction.DOWN, Direction.FLAT)
_LONGEST_METRIC = 6  # words; a longer one would make the question hard to read


class Question(NamedTuple):
    """One question of the path: `id` is the name of its `role`; `hint` says what a good answer holds."""

    id: str
    role: Role
    ask: str
    hint: str


class Rebuilt(NamedTuple):
    """A story made of the answers, and the parts a listener would still miss, in the order of telling."""

    text: str
    missing: tuple[Role, ...]


class _Subject(NamedTuple):
    """What the questions call the thing that changed; the value is never said."""

    name: str
    came: str  # "came down"
    come: str  # "come down"


def questions(headline: str, existing: Analysis | None = None) -> tuple[Question, ...]:
    """The five questions that make `headline` a story, in the order in which they are asked.

    There are six parts to ask about. The one left out is what the headline, or the story that `existing`
    analyses, tells already; when neither does, the single steps, which a listener misses least (seed
    documents, "Focus on decisions and outcomes, not every step").
    """
    told = _told(headline, existing)
    subject = _subject(headline)
    asked = [role for role in _ORDER if role is not told]
    return tuple(Question(role.value, role, _ASK[role](subject), _HINT[role]) for role in asked)


def rebuild(headline: str, answers: Mapping[str, str], existing: Analysis | None = None) -> Rebuilt:
    """The story that the answers make, and what is still missing.

    `answers` are by the ids of the questions; those without words count as not given. A headline that
    holds an outcome is told first, another one stays what the story is called. What was not asked or not
    answered is taken, word for word, from the sentences of `existing` that have its role.
    """
    opening = as_sentence(headline) if has_outcome(headline) else ""
    parts = {role: as_sentence(answers.get(role.value, "")) or _kept(role, existing) for role in _ORDER}
    paragraphs = [[parts[role] for role in roles if parts[role]] for roles in _PARAGRAPHS]
    paragraphs[0].insert(0, opening)
    text = "\n\n".join(" ".join(filter(None, some)) for some in paragraphs if any(some))
    return Rebuilt(text, tuple(role for role in _ORDER if not parts[role] and _misses(role, parts, opening)))


def has_outcome(sentence: str) -> bool:
    """Whether a headline says what came of it: a number that moved, or a word of change."""
    if any(_moved(claim) for claim in extract(sentence)):
        return True
    return "opening.result" in packaged().find(tokens_of(sentence))


def suggest_headlines(analysis: Analysis) -> tuple[str, ...]:
    """Up to three sentences of the story that could be its headline, best first.

    They are the teller's own words, in their order: at most a lead-in ("In the end,") is dropped at the
    front, and clauses at the end. A sentence without an outcome is never proposed.
    """
    found: list[tuple[float, int, str]] = []
    for number, item in enumerate(s for s in analysis.sentences if not s.sentence.heading):
        if item.role in (Role.TASK, Role.LEARNING, Role.STAKES):
            continue
        written = item.sentence.span.text(analysis.story.source)
        worth, words = max(
            ((_worth(cut, item.role), cut) for cut in _cuts(written)),
            key=lambda pair: pair[0],
            default=(0.0, ""),
        )
        if worth > 0:
            found.append((-worth, number, words))
    distinct = dict.fromkeys(words for _, _, words in sorted(found))
    return tuple(distinct)[:3]


def _told(headline: str, existing: Analysis | None) -> Role:
    """The part that need not be asked."""
    if any(_moved(claim) and claim.baseline is not None for claim in extract(headline)):
        return Role.RESULT
    if existing is not None:
        strong = {signal.name for signal in existing.signals if signal.state is State.STRONG}
        for role, name in _TOLD_BY.items():
            if name in strong and _kept(role, existing):
                return role
    return Role.ACTION


def _kept(role: Role, existing: Analysis | None) -> str:
    """The sentences of a text that is there already which tell this part."""
    if existing is None:
        return ""
    roles = (Role.SITUATION, Role.STAKES) if role is Role.STAKES else (role,)
    told = [s.sentence for s in existing.sentences if s.role in roles and not s.sentence.heading]
    return " ".join(as_sentence(s.span.text(existing.story.source)) for s in told).strip()


def _misses(role: Role, parts: Mapping[Role, str], opening: str) -> bool:
    if role is Role.RESULT:
        return not opening
    return role is not Role.ACTION or not parts[Role.DECISION]


def _moved(claim: Claim) -> bool:
    return claim.status is Status.ASSERTED and claim.direction in _MOVED


def _subject(headline: str) -> _Subject:
    """The metric of the headline's first outcome; "it" when it has none."""
    claim = next((c for c in extract(headline) if _moved(c) and c.metric), None)
    words = (claim.metric or "").split() if claim else []
    if not claim or not words or len(words) > _LONGEST_METRIC or any(c.isdigit() for c in " ".join(words)):
        return _Subject("", "changed", "change")
    name = " ".join(words)
    if words[0].lower() not in _DETERMINERS:
        name = f"the {name}"
    name = re.sub(r"^(?:our|my)\b", "your", name, flags=re.IGNORECASE)
    ways = {Direction.DOWN: ("came down", "come down"), Direction.UP: ("went up", "go up")}
    return _Subject(name, *ways.get(claim.direction, ("held", "hold")))


_DETERMINERS = frozenset(("the", "a", "an", "our", "my", "their", "its", "each", "every", "all"))


def _ask_stakes(it: _Subject) -> str:
    if it.name:
        return f"Who needed {it.name} to {it.come}, and what was at risk had you done nothing?"
    return "Who was it for, and what was at risk had you done nothing?"


def _ask_decision(it: _Subject) -> str:
    if it.name:
        return f"What did you decide so that {it.name} {it.came}, and what else could you have done?"
    return "What did you decide, and what else could you have done?"


def _ask_result(it: _Subject) -> str:
    if it.name:
        return f"How was {it.name} measured, and where did it stand before and after?"
    return "What changed, measured how, from what to what?"


_ASK: Mapping[Role, Callable[[_Subject], str]] = {
    Role.STAKES: _ask_stakes,
    Role.DECISION: _ask_decision,
    Role.TRADEOFF: lambda _: "What did that choice cost, and who paid it?",
    Role.ACTION: lambda _: "What did you do first, and with whom?",
    Role.RESULT: _ask_result,
    Role.LEARNING: lambda _: "What do you do differently since?",
}
_HINT: Mapping[Role, str] = {
    Role.STAKES: "Name the people, and the date or sum that hung on it. Two sentences.",
    Role.DECISION: "Begin with “I chose” or “I decided”, and say what spoke for it.",
    Role.TRADEOFF: "Time, money, quality or somebody’s patience: one thing that was really given up.",
    Role.ACTION: "The two or three steps that another engineer would not have taken.",
    Role.RESULT: "Say what was measured and over what time; leave the number out where you cannot prove it.",
    Role.LEARNING: "One habit that somebody could watch you keep. One sentence.",
}

_LONGEST, _SHORTEST = 25, 5  # words; OPN004 asks for at most 25
_LEAD_IN = re.compile(
    r"(?:(?:and|so|but|then|well|now)\b,?\s+)*"
    r"(?:(?:in the end|as a result|as a consequence|because of (?:this|that)|thanks to (?:this|that)|finally"
    r"|ultimately|eventually|overall|after that|all in all|in total|by the end|at the end)\b,?\s+)?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:]?\s+[–—]\s+|;\s+|,\s+(?=(?:and|but|which|where|who|while|although)\b)", re.IGNORECASE
)


def _cuts(written: str) -> Sequence[str]:
    """The sentence without its lead-in, whole and ended at each of its clauses."""
    words = " ".join(written.split())
    words = words[_lead_in(words) :]
    ends = [match.start() for match in _CLAUSE_END.finditer(words)]
    cuts = [as_sentence(words[:end]) for end in (*ends, len(words))]
    return [cut for cut in cuts if _SHORTEST <= len(cut.split()) <= _LONGEST]


def _lead_in(words: str) -> int:
    match = _LEAD_IN.match(words)
    return match.end() if match else 0


def _worth(words: str, role: Role) -> float:
    """How much a listener could repeat of it; 0 without an outcome. The weights are a convention of ours."""
    moved = [claim for claim in extract(words) if _moved(claim)]
    if not moved and (role is not Role.RESULT or not has_outcome(words)):
        return 0.0
    worth = 1.0 * (role is Role.RESULT) + 2.0 * bool(moved)
    worth += 1.0 * any(claim.lever is not None for claim in moved)
    worth += 0.5 * any(claim.guardrail is not None for claim in moved)
    worth += 0.5 * any(claim.baseline is not None for claim in moved)
    worth -= 0.5 * max(len(moved) - 2, 0)
    return worth - 0.02 * len(words.split())  # of two that say the same, the shorter
