"""A story as the later stages read it: each spoken sentence with its role, tokens and claims."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from highsignal.analysis.lexicon.lexicon import Lexicon, packaged
from highsignal.analysis.text.tokens import Tokens, tokens_of
from highsignal.domain.claims import Claim
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.spans import Span
from highsignal.domain.stories import Episode, Story


class ReadSentence(NamedTuple):
    """A spoken sentence with everything known about it; `number` counts spoken sentences from 0."""

    number: int
    span: Span
    text: str
    role: Role
    confidence: float
    words: tuple[str, ...]
    tokens: Tokens
    claims: tuple[Claim, ...]
    section: str | None
    cues: Mapping[str, list[Span]]

    def find(self, *lists: str) -> list[Span]:
        """Where phrases of the named lists of the lexicon stand in this sentence, in order."""
        if len(lists) == 1:
            return self.cues.get(lists[0], [])
        return sorted(span for name in lists for span in self.cues.get(name, ()))

    def says(self, words: frozenset[str]) -> bool:
        """Whether any of `words`, in lower case, stands in the sentence."""
        return not words.isdisjoint(self.tokens.words)

    def has(self, *lists: str) -> bool:
        """Whether a phrase of any of the named lists stands in this sentence."""
        return any(name in self.cues for name in lists)


class Reading(NamedTuple):
    """What signals, rules and checklists look at: the story, whether it is one, and its sentences."""

    story: Story
    episode: Episode
    sentences: tuple[ReadSentence, ...]
    claims: tuple[Claim, ...]
    lexicon: Lexicon

    def of(self, *roles: Role) -> tuple[ReadSentence, ...]:
        """The sentences that have one of `roles`, in order."""
        return tuple(s for s in self.sentences if s.role in roles)

    def find(self, *lists: str) -> list[Span]:
        """Where phrases of the named lists stand in the story's spoken sentences."""
        return [span for sentence in self.sentences for span in sentence.find(*lists)]

    @property
    def words(self) -> int:
        """How many words are spoken."""
        return self.story.words

    @property
    def end(self) -> Span:
        """The empty span after the last spoken word: where something missing at the end belongs."""
        at = self.sentences[-1].span.end if self.sentences else self.story.span.start
        return Span(at, at)

    @property
    def start(self) -> Span:
        """The empty span before the first spoken word."""
        at = self.sentences[0].span.start if self.sentences else self.story.span.start
        return Span(at, at)


def read(
    story: Story,
    episode: Episode,
    labelled: Iterable[LabelledSentence],
    claims: Sequence[Claim],
    lexicon: Lexicon | None = None,
) -> Reading:
    """Put roles, claims and phrases together by sentence; headings are left out.

    `lexicon` is the one to look phrases up in, the packaged one by default.
    """
    lexicon = lexicon or packaged()
    sentences: list[ReadSentence] = []
    waiting = deque(sorted(claims, key=lambda claim: claim.span.start))
    for item in labelled:
        line = item.sentence
        if line.heading:
            continue
        inside = _claims_in(line.span, waiting)
        tokens = tokens_of(line.text, line.span.start)
        sentences.append(
            ReadSentence(
                number=len(sentences),
                span=line.span,
                text=line.text,
                role=item.role,
                confidence=item.confidence,
                words=line.words,
                tokens=tokens,
                claims=inside,
                section=line.section,
                cues=lexicon.find(tokens),
            )
        )
    return Reading(story, episode, tuple(sentences), tuple(claims), lexicon)


def _claims_in(span: Span, waiting: deque[Claim]) -> tuple[Claim, ...]:
    """The claims of one sentence, taken from those that wait in the order of the text."""
    while waiting and waiting[0].span.start < span.start:
        waiting.popleft()
    inside: list[Claim] = []
    while waiting and waiting[0].span.start < span.end:
        claim = waiting.popleft()
        if span.contains(claim.span):
            inside.append(claim)
    return tuple(inside)
