"""One specific past episode as it stands in a file, and everything the analysis says about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from highsignal.domain.claims import Claim
from highsignal.domain.findings import Finding
from highsignal.domain.roles import LabelledSentence, Role, Sentence
from highsignal.domain.signals import Signal
from highsignal.domain.spans import Span


class Story(NamedTuple):
    """A story in a file: where its body stands, and what its front matter and heading say.

    `source` is the whole file's text, in which every offset counts; `span` covers the body.
    `extra` keeps front-matter keys this program does not know, untouched.
    """

    source: str
    span: Span
    title: str
    sentences: tuple[Sentence, ...]
    headline: str | None = None
    prompt: str | None = None
    competencies: tuple[str, ...] = ()
    role: str | None = None
    level: str | None = None
    version: str | None = None
    extra: Mapping[str, object] = MappingProxyType({})

    @property
    def words(self) -> int:
        """How many words a person speaks when telling it: headings and markup do not count."""
        return sum(len(s.words) for s in self.sentences if not s.heading)


class Episode(NamedTuple):
    """Whether the text tells one specific past episode.

    `kind` names what the text is: episode, habit, hypothetical, self_description, keywords, off_topic,
    other_language, gibberish, fragment or empty. `confidence` in the verdict is from 0 to 1.
    """

    specific: bool
    confidence: float
    kind: str
    evidence: tuple[Span, ...] = ()


class ChecklistLine(NamedTuple):
    """One line of a checklist: `state` is pass, not_yet or judge (for the person to decide)."""

    id: str
    line: str
    state: str
    why: str
    evidence: tuple[Span, ...] = ()


class Timing(NamedTuple):
    """Spoken time from words at `words_per_minute`; every duration in seconds.

    `first_outcome` is the time before the first outcome is heard, None when there is none.
    `first_ten` covers the words a reader takes in within ten seconds, `first_ten_knows` says for
    who, what and result whether those words hold it.
    """

    words_per_minute: float
    total: float
    by_role: Mapping[Role, float]
    first_outcome: float | None
    first_decision: float | None
    first_ten: Span
    first_ten_knows: Mapping[str, bool]


class Analysis(NamedTuple):
    """Everything the analyzer says about one story; offsets count in `story.source`."""

    story: Story
    episode: Episode
    sentences: tuple[LabelledSentence, ...]
    claims: tuple[Claim, ...]
    signals: tuple[Signal, ...]
    checklist: tuple[ChecklistLine, ...]
    findings: tuple[Finding, ...]
    timing: Timing
