"""Follow-ups: what an answer lacks, and a question that asks for it in the person's own words.

A follow-up never says what a good answer would be, and asks for one thing only. The wordings are data,
`probes.toml`; what is said here is when something lacks and which words of the answer a wording may use.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources
from random import Random
from typing import NamedTuple

from highsignal.analysis.probe_words import choice_of, claim_words, quote_of
from highsignal.domain.claims import Claim, Direction, Kind, Status
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.stories import Analysis
from highsignal.packs.model import Audience

# What an answer can lack, in the order in which an interviewer would ask for it among equals, and the signal
# that it belongs to.
ABOUT: dict[str, SignalName] = {
    "more": SignalName.STRUCTURE,
    "episode": SignalName.STRUCTURE,
    "beginning": SignalName.STRUCTURE,
    "deed": SignalName.STRUCTURE,
    "ending": SignalName.STRUCTURE,
    "teller": SignalName.OWNERSHIP,
    "part": SignalName.OWNERSHIP,
    "decision": SignalName.DECISION,
    "reason": SignalName.DECISION,
    "tradeoff": SignalName.TRADEOFF,
    "impact": SignalName.IMPACT,
    "number": SignalName.IMPACT,
    "measure": SignalName.IMPACT,
    "baseline": SignalName.IMPACT,
    "guardrail": SignalName.IMPACT,
    "stakes": SignalName.STAKES,
    "scope": SignalName.OWNERSHIP,
    "learning": SignalName.LEARNING,
    "lesson": SignalName.LEARNING,
    "audience": SignalName.AUDIENCE,
}
_FIRST = ("more", "episode")  # before these are answered nothing else can be asked sensibly

_SIGNAL_LACKS: dict[SignalName, tuple[str, str]] = {  # where it is missing, and where it is weak
    SignalName.STAKES: ("stakes", "stakes"),
    SignalName.DECISION: ("decision", "reason"),
    SignalName.TRADEOFF: ("tradeoff", "tradeoff"),
    SignalName.IMPACT: ("impact", "measure"),
    SignalName.OWNERSHIP: ("part", "scope"),
    SignalName.LEARNING: ("learning", "lesson"),
    SignalName.AUDIENCE: ("audience", "audience"),
}
# What people say in the place of one time; whatever else is no episode is too little to tell what it is.
_NOT_ONE_TIME = frozenset(("habit", "hypothetical", "self_description"))
_PARTS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("beginning", (Role.SITUATION, Role.STAKES, Role.TASK)),
    ("deed", (Role.ACTION, Role.DECISION, Role.TRADEOFF)),
    ("ending", (Role.RESULT,)),
)
# Words that say how a number is known; any of them in the sentence or beside it answers the question.
_KNOWN = re.compile(
    r"\b(?:measur\w*|logg\w+|logs?|dashboards?|metrics?|a/b|ab test\w*|experiments?|holdout|control group|"
    r"survey\w*|compar\w+|invoices?|bills?|billing|audit\w*|counted|benchmark\w*|backtest\w*|traces?|tracing|"
    r"profil\w+|reports?|reported|tested|checked|verified|monitor\w*|graphs?|offline|telemetry|analytics)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|my|me|mine|myself)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|we[’']d|we[’']ve)\b", re.IGNORECASE)
# A choice that somebody else makes, or nobody: the role of such a sentence is often another.
_DECIDED = re.compile(
    r"\b(?:was|were|got) (?:decided|agreed|chosen|settled)\b"
    r"|\b(?:we|they|team|management|leadership) (?:all )?(?:decided|chose|agreed|picked|opted|settled)\b",
    re.IGNORECASE,
)
_SLOT = re.compile(r"\{(\w+)\}")
_MOVED = (Direction.UP, Direction.DOWN)
_CHANGES = (Kind.RELATIVE, Kind.LEVEL)


class Lack(NamedTuple):
    """One thing that an answer lacks; `words` are what a wording may fill in, by slot."""

    name: str
    state: State
    words: Mapping[str, str] = {}

    @property
    def signal(self) -> SignalName:
        """The signal that it belongs to."""
        return ABOUT[self.name]


class Probe(NamedTuple):
    """A follow-up: its permanent name (`lack/wording`), what lacks, and the question."""

    id: str
    lack: str
    question: str


def lacks(analysis: Analysis) -> tuple[Lack, ...]:
    """Everything that the answer lacks, in no order that matters; empty when nothing does."""
    first: list[Lack] = []
    if not analysis.episode.specific:
        name = "episode" if analysis.episode.kind in _NOT_ONE_TIME else "more"
        spoken = _spoken(analysis)
        first = [Lack(name, State.MISSING, _quote(spoken[-1]) if spoken else {})]
    found = (*first, *_parts(analysis), *_of_signals(analysis), *_of_teller(analysis), *_of_numbers(analysis))
    if any(lack.name == "decision" for lack in found):
        # What a choice cost cannot be asked where no choice is told.
        found = tuple(lack for lack in found if lack.name != "tradeoff")
    return found


def choose_probe(
    found: Sequence[Lack],
    order: Sequence[SignalName],
    asked: Collection[str],
    questions: Collection[str],
    without: Collection[str],
    random: Random,
    audiences: Sequence[Audience] = (),
) -> Probe | None:
    """The follow-up for one of the `found` lacks, None when there is nothing (left) to ask.

    `order` has the signals that this question, loop and role look for, the most wanted first. `asked` are
    the probes of the session (their ids) and `questions` its questions: none of them comes again, and what
    was asked about least in the session goes first. `without` are lacks that this answer was asked about.
    `random` decides between wordings; those with the person's own words go before those without.
    """
    taken = {plain(question) for question in questions}
    ranked = sorted(
        (lack for lack in found if lack.name not in without), key=lambda lack: _rank(lack, order, asked)
    )
    for lack in ranked:
        probe = _worded(lack, asked, taken, random, audiences)
        if probe is not None:
            return probe
    return None


def plain(question: str) -> str:
    """A question without marks and capitals: two that are the same so are the same."""
    return " ".join(re.findall(r"[^\W_]+", question.casefold()))


def lack_of(probe: str) -> str:
    """What a probe was about, by its id."""
    return probe.partition("/")[0]


@cache
def wordings() -> Mapping[str, Mapping[str, str]]:
    """The wordings by lack and name, as `probes.toml` has them."""
    written = resources.files("highsignal.analysis").joinpath("probes.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)


def slots(wording: str) -> tuple[str, ...]:
    """The words of the person's own that a wording needs."""
    return tuple(_SLOT.findall(wording))


def _rank(
    lack: Lack, order: Sequence[SignalName], asked: Collection[str]
) -> tuple[bool, int, bool, int, int]:
    times = sum(lack_of(probe) == lack.name for probe in asked)
    wanted = order.index(lack.signal) if lack.signal in order else len(order)
    return (
        lack.name not in _FIRST,
        times,
        lack.state is not State.MISSING,
        wanted,
        list(ABOUT).index(lack.name),
    )


def _worded(
    lack: Lack, asked: Collection[str], taken: Collection[str], random: Random, audiences: Sequence[Audience]
) -> Probe | None:
    choices = {f"{lack.name}/{name}": words for name, words in wordings()[lack.name].items()}
    if lack.name == "audience" and lack.state is State.MISSING:
        # Nobody is in the answer, so every group that listens to this role is left with its question.
        choices |= {f"audience/of-{group.id}"[:40]: group.asks for group in audiences}
    open_ = [
        Probe(name, lack.name, words.format_map(lack.words))
        for name, words in choices.items()
        if name not in asked and all(lack.words.get(slot) for slot in slots(words))
    ]
    own = {name for name, words in choices.items() if slots(words)}
    fresh = [(probe.id not in own, random.random(), probe) for probe in open_]
    left = [entry for entry in fresh if plain(entry[2].question) not in taken]
    return min(left, key=lambda entry: entry[:2])[2] if left else None


def _spoken(analysis: Analysis) -> list[LabelledSentence]:
    return [s for s in analysis.sentences if not s.sentence.heading and s.sentence.words]


def _quote(sentence: LabelledSentence) -> dict[str, str]:
    return {"quote": quote_of(sentence.sentence.text)}


def _parts(analysis: Analysis) -> list[Lack]:
    """The parts of a story that are not there, where structure is not strong."""
    structure = next((s for s in analysis.signals if s.name is SignalName.STRUCTURE), None)
    if not analysis.episode.specific or structure is None or structure.state is State.STRONG:
        return []
    spoken = _spoken(analysis)
    there = {s.role for s in spoken}
    words = _quote(spoken[-1]) if spoken else {}
    return [Lack(name, structure.state, words) for name, roles in _PARTS if not there & set(roles)]


def _of_signals(analysis: Analysis) -> list[Lack]:
    found = []
    for signal in analysis.signals:
        if signal.state is not State.STRONG and signal.name in _SIGNAL_LACKS:
            name = _SIGNAL_LACKS[signal.name][signal.state is State.WEAK]
            found.append(Lack(name, signal.state, _words(analysis, signal)))
    return found


def _words(analysis: Analysis, signal: Signal) -> dict[str, str]:
    """What a wording about `signal` may quote: the sentence that shows it weakly, or the choice."""
    spoken = _spoken(analysis)
    words: dict[str, str] = {}
    shown = [s for s in spoken if any(s.sentence.span.overlaps(span) for span in signal.evidence)]
    chosen = [s for s in spoken if s.role is Role.DECISION]
    about_choice = signal.name in (SignalName.DECISION, SignalName.TRADEOFF)
    if about_choice:
        shown = chosen or shown
        words["choice"] = next(filter(None, (choice_of(s.sentence.text) for s in shown)), "")
    elif signal.state is State.MISSING:
        # What is not there cannot be quoted; what was done, or came of it, is what to ask about.
        wanted = (Role.ACTION, Role.RESULT) if signal.name is SignalName.OWNERSHIP else (Role.ACTION,)
        shown = [s for s in spoken if s.role in wanted][-1:]
    if shown:
        words |= _quote(shown[0])
    claim = next((c for c in analysis.claims if c.status is Status.ASSERTED and c.direction in _MOVED), None)
    return words | claim_words(claim, analysis.story.source) if claim else words


def _of_teller(analysis: Analysis) -> list[Lack]:
    """A choice in whose sentence nobody says “I”: who decided is not told."""
    chosen = [s for s in _spoken(analysis) if s.role is Role.DECISION or _DECIDED.search(s.sentence.text)]
    if not chosen or any(_I.search(s.sentence.text) for s in chosen):
        return []
    first = chosen[0]
    words = _quote(first)
    if _WE.search(first.sentence.text):
        words["we"] = "we"
    return [Lack("teller", State.WEAK, words)]


def _of_numbers(analysis: Analysis) -> list[Lack]:
    """What is not told of the first number that moved: how it is known, from what, and what was kept."""
    moved = [c for c in analysis.claims if c.status is Status.ASSERTED and c.direction in _MOVED]
    source = analysis.story.source
    found: list[Lack] = []
    unknown = next((c for c in moved if not _is_known(analysis, c)), None)
    if unknown is not None:
        found.append(Lack("number", State.WEAK, claim_words(unknown, source)))
    bare = next((c for c in moved if c.kind in _CHANGES and c.baseline is None), None)
    if bare is not None:
        found.append(Lack("baseline", State.WEAK, claim_words(bare, source)))
    if moved and not any(c.guardrail for c in analysis.claims):
        found.append(Lack("guardrail", State.WEAK, claim_words(moved[0], source)))
    return found


def _is_known(analysis: Analysis, claim: Claim) -> bool:
    """Whether the sentence of a number, or one beside it, says how it is known."""
    spoken = _spoken(analysis)
    at = next((n for n, s in enumerate(spoken) if s.sentence.span.contains(claim.span)), None)
    if at is None:
        return True
    return any(_KNOWN.search(s.sentence.text) for s in spoken[max(at - 1, 0) : at + 2])
