"""Rules on ownership: who decided, what the teller's own part was, and how far it reached."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.heard import has_teller
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.rules.assignment import task_language
from highsignal.analysis.rules.passages import DEEDS, passive
from highsignal.analysis.rules.rule import Case, Hit, phrase_rule, rule
from highsignal.analysis.signals.ownership import met_dimensions
from highsignal.analysis.signals.scope import scope_evidence
from highsignal.domain.claims import Kind, Status
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.signals import SignalName, State
from highsignal.domain.spans import Span
from highsignal.packs.model import Dimension

_I = frozenset(("i", "i'd", "i've", "i'm", "i'll"))
_WE = frozenset(("we", "we'd", "we've", "we're", "we'll"))
_MINE = frozenset(("my", "our", "me", "us", "mine", "myself"))

_FIRST_WORDS = 2  # sentences
_SURE = 0.7
_MANY = 20  # of whatever was served or touched

_WANTED: dict[Dimension, tuple[str, str]] = {
    Dimension.PEOPLE: ("people", "Whom did you lead, teach or win over for this, and how many?"),
    Dimension.TEAMS: ("teams", "Which other teams had to change something because of this?"),
    Dimension.HORIZON: ("horizon", "How many months did this run, or how far ahead did you have to look?"),
    Dimension.AMBIGUITY: ("ambiguity", "What was nobody sure of when you began, and who framed the problem?"),
    Dimension.INFLUENCE: ("influence", "Who without any duty to follow you changed their mind, and why?"),
}


@rule("OWN002", "nobody-acts", Severity.WARNING)
def nobody_acts(case: Case) -> Iterator[Hit]:
    """Finds stories in which no choice and no deed has a teller in it.

    ## Why it is bad
    A listener rates the person in front of them. Where "the model was retrained" and "it was decided",
    there is nobody to rate.

    ## Example
    It was decided to split the service. The queue was moved first. Errors fell by half.

    ## Use instead
    We decided to split the service, and I moved the queue first. Errors fell by half.

    ## Known limits
    "We" counts as a teller as much as "I": people of higher status say "I" less, so there is no ratio.
    A story about something that others did well, told on purpose, is found too.

    ## References
    evidence.md, "Pronouns" (Kacewicz, seen; arXiv 1504.03425, seen).
    """
    sentences = case.reading.sentences
    if any(_acts(s) for s in sentences if not _may_be_set_up(s)):
        return
    deeds = [s for s in sentences if s.role in DEEDS or passive(s) is not None]
    if len(deeds) > 1:
        yield Hit(deeds[0].span, "No choice or deed in this story has you in it.", "Who decided this?")


def _may_be_set_up(sentence: ReadSentence) -> bool:
    """Where tellers stand without acting: in what they learned, and in the first words on the place."""
    if sentence.role is Role.LEARNING:
        return True
    return sentence.role in (Role.SITUATION, Role.STAKES) and sentence.number < _FIRST_WORDS


def _acts(sentence: ReadSentence) -> bool:
    """Whether I or we do something in the sentence, or something of mine does ("my proposal was")."""
    others = {span.start for span in sentence.find("ownership.other-people")}
    words = {t.word for t in sentence.tokens if t.start not in others}
    if _I & words or _WE & words or _MINE & words:
        return True
    return not others and has_teller(sentence)


@rule("OWN003", "scope-below-level", Severity.WARNING)
def scope_below_level(case: Case) -> Iterator[Hit]:
    """Finds stories that show none of the scope which the level aimed at looks for.

    ## Why it is bad
    Loops place people by scope. A strong story with the scope of a lower level brings an offer at that
    lower level.

    ## Example
    I rewrote one loader and it was faster. (aiming at a senior level)

    ## Use instead
    I rewrote the loader, and two other teams moved theirs onto it over the following quarter.

    ## Known limits
    It reads the evidence that the chosen ladder names (people, teams, horizon, ambiguity, influence) by
    its words; scope that is only implied is not seen. One story need not show every dimension: a single
    one at the level silences it, and so does another sign of reach (who was served, how many, over what).
    Ladders differ: choose the one you are rated by.

    ## References
    evidence.md, "Rubrics and ladders" (interview handbook and Dropbox framework, both seen).
    """
    if case.state(SignalName.OWNERSHIP) is not State.WEAK or _shows_reach(case):
        return
    met = met_dimensions(scope_evidence(case.reading), case.level)
    lacking = [dimension for dimension, there in met.items() if not there]
    if len(lacking) < len(met) or not lacking:
        return
    names = [_WANTED[dimension][0] for dimension in lacking]
    message = f"Below the scope of {case.level.id}: nothing shows {_listed(names)}."
    deeds = case.reading.of(*DEEDS)
    at = deeds[-1].span.end if deeds else case.reading.end.end
    yield Hit(Span(at, at), message, _WANTED[lacking[0]][1])


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _shows_reach(case: Case) -> bool:
    """Whether the story shows its reach in another way: who was served, over what, or how many."""
    if case.state(SignalName.AUDIENCE) is State.STRONG:
        return True
    if any(s.has("ownership.served") for s in case.reading.of(Role.STAKES, Role.RESULT)):
        return True
    return any(
        claim.scope is not None or (claim.kind is Kind.COUNT and claim.value >= _MANY)
        for claim in case.reading.claims
        if claim.status is Status.ASSERTED
    )


minimised_part = phrase_rule(
    "OWN004",
    "minimised-part",
    Severity.WARNING,
    ("ownership.small",),
    message="“{words}” makes your part smaller than the story does.",
    ask="What would have gone otherwise without you?",
    doc="""Finds words with which tellers make their own part smaller than it was.

    ## Why it is bad
    Modesty is for the room, not for the record: an interviewer writes down what was said, and "I only
    helped" is written down as help.

    ## Example
    I only helped with the rollout, it was no big deal.

    ## Use instead
    I ran the rollout for the three northern sites; Mia ran the others.

    ## Known limits
    It does not weigh whether the part really was small. If it was, say exactly what it was.

    ## References
    Convention of interview coaches; no study stands behind it in evidence.md.
    """,
)


@rule("OWN005", "blame", Severity.WARNING)
def blame(case: Case) -> Iterator[Hit]:
    """Finds judgements of a colleague where the story needs only what happened.

    ## Why it is bad
    The listener hears one side and imagines being the next colleague. Loops ask for conflict in order
    to hear empathy.

    ## Example
    My manager had no idea and never listened.

    ## Use instead
    My manager had seen two migrations fail and wanted proof first.

    ## Known limits
    Judgements that the teller doubts, takes back or reports from others are passed over. Blame told in
    friendly words is not seen.

    ## References
    evidence.md, "Rubrics and ladders": conflict and empathy are two of the handbook's eight areas (seen).
    """
    for sentence in case.reading.sentences:
        for span in sentence.find("ownership.fault"):
            doubted = any(doubt.start < span.end for doubt in sentence.find("ownership.doubted"))
            if not doubted and "?" not in sentence.text:
                yield Hit(
                    span,
                    "This judges a person; a listener hears only your side.",
                    "What did they see or need that made this reasonable to them?",
                )


@rule("OWN006", "part-not-told", Severity.INFO)
def part_not_told(case: Case) -> Iterator[Hit]:
    """Finds stories of a group's work in which neither a joint choice nor the teller's own part is told.

    ## Why it is bad
    "We" is a fine subject, and "we decided" says who decided. But where a group only carries work out,
    a listener cannot tell what this one person brought to it, and has to ask.

    ## Example
    We built the importer, we tested it and we shipped it in June.

    ## Use instead
    We built the importer; cutting it into two releases was my proposal. We shipped in June.

    ## Known limits
    It counts nothing: a single "I", "my part" or joint choice silences it. It is not a ratio of "I" to "we",
    which says nothing about a person.

    ## References
    evidence.md, "Pronouns": ask who decided (Kacewicz, seen).
    """
    deeds = case.reading.of(*DEEDS)
    if len(deeds) < 3 or any(s.has("ownership.own-part") for s in case.reading.sentences):
        return
    ours = [s for s in deeds if s.says(_WE)]
    if (
        len(ours) < 2
        or _tells_own_part(case.reading)
        or any(_joint_choice(s) for s in case.reading.sentences)
    ):
        return
    yield Hit(
        Span(ours[0].span.start, ours[0].span.end),
        "Only the group acts here; your own part is not told.",
        "Which part of this was yours to decide?",
    )


def _tells_own_part(reading: Reading) -> bool:
    roles = (Role.DECISION, Role.TRADEOFF, Role.ACTION, Role.TASK, Role.RESULT)
    return any(s.says(_I) for s in reading.of(*roles))


def _joint_choice(sentence: ReadSentence) -> bool:
    if sentence.has("ownership.joint-choice"):
        return True
    if sentence.role not in (Role.DECISION, Role.TRADEOFF) or sentence.confidence < _SURE:
        return False
    return sentence.says(_WE)


RULES = (task_language, nobody_acts, scope_below_level, minimised_part, blame, part_not_told)
