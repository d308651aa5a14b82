"""What a pack says, as types: roles, ladders, checklists, prompts, competencies and loops.

Named tuples rather than data classes, which take four times as long to define at every start.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from highsignal.domain.claims import Lever
from highsignal.domain.signals import SignalName


class PackKind(StrEnum):
    """The six kinds of pack."""

    ROLE = "role"
    LADDER = "ladder"
    CHECKLIST = "checklist"
    PROMPTS = "prompts"
    COMPETENCIES = "competencies"
    LOOP = "loop"

    @property
    def folder(self) -> str:
        """The folder, inside a pack folder, that holds the files of this kind."""
        return self.value if self.value.endswith("s") else self.value + "s"


# --- roles


class Audience(NamedTuple):
    """People who listen to this role's stories.

    `named` are phrases by which a story names them; `vocabulary` are phrases they use themselves, so
    that a story which has some of them speaks their language. `asks` is the question they are left
    with when a story leaves them out. Phrases are written as docs/packs.md explains.
    """

    id: str
    name: str
    named: tuple[str, ...]
    listens_for: tuple[str, ...]
    vocabulary: tuple[str, ...]
    asks: str


class RankedSignal(NamedTuple):
    """A signal this role's loops look for, and why; its place in `Role.signals` is its rank."""

    name: SignalName
    why: str


class Topic(NamedTuple):
    """A matter that listeners of this role know well and will ask about when a story touches it.

    `phrases` recognise it in a text, `follow_up` is what an interviewer asks next, `good_answer` what
    the asker hopes to hear, `levers` the business outcomes it moves, the usual one first.
    """

    id: str
    name: str
    about: str
    phrases: tuple[str, ...]
    follow_up: str
    good_answer: str
    levers: tuple[Lever, ...]


class Reframe(NamedTuple):
    """Task language of this role (`said`) and the question whose answer is the outcome (`ask`)."""

    id: str
    said: tuple[str, ...]
    ask: str
    levers: tuple[Lever, ...]


class Role(NamedTuple):
    """What the listeners of one role care about; `signals` is ranked, the most looked-for first."""

    id: str
    title: str
    aliases: tuple[str, ...]
    summary: str
    audiences: tuple[Audience, ...]
    signals: tuple[RankedSignal, ...]
    topics: tuple[Topic, ...]
    reframes: tuple[Reframe, ...]

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with that id, or None."""
        return next((t for t in self.topics if t.id == topic_id), None)


# --- ladders


class Dimension(StrEnum):
    """The five dimensions in which a story can show ownership."""

    PEOPLE = "people"
    TEAMS = "teams"
    HORIZON = "horizon"
    AMBIGUITY = "ambiguity"
    INFLUENCE = "influence"


class Ambiguity(IntEnum):
    """How much was given when the work began; each step leaves more to the teller."""

    GIVEN_SOLUTION = 0
    GIVEN_TASK = 1
    GIVEN_PROBLEM = 2
    FOUND_PROBLEM = 3


class Influence(IntEnum):
    """Whose work the teller changed; from OTHER_TEAMS on, without authority over them."""

    SELF = 0
    TEAM = 1
    OTHER_TEAMS = 2
    ORGANISATION = 3


class Level(NamedTuple):
    """One rung: what it expects, and the least evidence of scope a story for it should show.

    `people`: persons other than the teller who were led, taught or won over. `teams`: teams whose work
    changed, the teller's own included. `horizon_months`: how long the work ran or how far it looked
    ahead. `expects` says for each dimension how many separate pieces of evidence at or above its
    threshold make it strong at this level; 0 means that this level does not ask for it.
    """

    id: str
    title: str
    order: int
    aliases: tuple[str, ...]
    expectation: str
    people: int
    teams: int
    horizon_months: int
    ambiguity: Ambiguity
    influence: Influence
    expects: Mapping[Dimension, int]

    def threshold(self, dimension: Dimension) -> int:
        """The least a piece of evidence must show in `dimension` to count at this level."""
        return {
            Dimension.PEOPLE: self.people,
            Dimension.TEAMS: self.teams,
            Dimension.HORIZON: self.horizon_months,
            Dimension.AMBIGUITY: int(self.ambiguity),
            Dimension.INFLUENCE: int(self.influence),
        }[dimension]


class Ladder(NamedTuple):
    """A career ladder, lowest level first, with the published source it paraphrases and its licence."""

    id: str
    title: str
    summary: str
    source: str
    source_url: str
    licence: str
    notes: str
    levels: tuple[Level, ...]


# --- checklists


class DecidedBy(StrEnum):
    """Who can say that a line is met."""

    SOFTWARE = "software"
    PERSON = "person"
    BOTH = "both"  # software gathers the evidence, the person decides


class Scope(StrEnum):
    """What a line is checked against."""

    STORY = "story"
    BANK = "bank"
    PROFILE = "profile"  # target, résumé, LinkedIn and outreach together


class ChecklistItem(NamedTuple):
    """One line, in its author's words; `passes` says what meets it, `ask` is put to whoever decides.

    `signals` are the story signals that count as evidence for it, if any.
    """

    id: str
    line: str
    passes: str
    ask: str
    decided_by: DecidedBy
    scope: Scope
    signals: tuple[SignalName, ...]


class Checklist(NamedTuple):
    """A checklist, in its own order."""

    id: str
    title: str
    source: str
    items: tuple[ChecklistItem, ...]


# --- prompts and competencies


class Seniority(StrEnum):
    """From which seniority on a prompt is usually asked: a hint, never a filter by itself."""

    ANY = "any"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class Prompt(NamedTuple):
    """An interview question; `competencies` has the primary one first, no `roles` means every role."""

    id: str
    text: str
    competencies: tuple[str, ...]
    roles: tuple[str, ...]
    seniority: Seniority
    signals: tuple[SignalName, ...]

    @property
    def primary(self) -> str:
        """The competency the question is mainly about."""
        return self.competencies[0]

    def suits(self, role: str) -> bool:
        """Whether the question is asked of the role with this id."""
        return not self.roles or role in self.roles


class PromptFile(NamedTuple):
    """The prompts of one file."""

    id: str
    title: str
    prompts: tuple[Prompt, ...]


class Competency(NamedTuple):
    """Something interviewers rate.

    `synonyms` are other words for it, `cues` phrases by which a question or story shows it (written
    as docs/packs.md explains), `principles` the names companies give it, by company, `related` the
    ids of neighbours a story for this one may also serve.
    """

    id: str
    name: str
    definition: str
    synonyms: tuple[str, ...]
    cues: tuple[str, ...]
    principles: Mapping[str, tuple[str, ...]]
    related: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """Every name it goes by: its own, synonyms, and what companies call it."""
        called = (name for names in self.principles.values() for name in names)
        return (self.id, self.name, *self.synonyms, *called)


class CompetencyFile(NamedTuple):
    """The competencies of one file."""

    id: str
    title: str
    competencies: tuple[Competency, ...]


# --- loops


class Interviewer(NamedTuple):
    """One conversation of a loop: who asks, what they listen for, and how much they have time to ask.

    `listens_for` are signals and `competencies` ids of competencies, both the first one first; `minutes`
    is the length of the conversation, `questions` how many behavioral questions fit into it.
    """

    id: str
    title: str
    listens_for: tuple[SignalName, ...]
    competencies: tuple[str, ...]
    minutes: int
    questions: int


class Loop(NamedTuple):
    """A kind of loop, its conversations in the order in which they are usually held."""

    id: str
    title: str
    source: str
    notes: str
    interviewers: tuple[Interviewer, ...]
