"""What goes into matching and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from highsignal.domain.spans import Span


class EmptyQuestionError(ValueError):
    """A question without a single word was asked."""

    def __init__(self, question: str) -> None:
        super().__init__(f"the question {question!r} has no words: write what the interviewer asks")


@dataclass(frozen=True, slots=True)
class BankStory:
    """A story as matching sees it.

    `text` is the body that is searched, and in which the spans of a match count. `competencies` and
    `prompt` are what the front matter states: names are free words, as their author writes them.
    """

    title: str
    text: str
    headline: str | None = None
    competencies: tuple[str, ...] = ()
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question, and the competencies it is known to probe (ids of the packs), if any."""

    text: str
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """How well one story answers a question.

    `story` is its place in the bank. `score` is from 0 to 1; 0.5 is where, at even odds, a story is as
    likely to have been written for the question as not. `why` are the sentences of its text that
    speak to the question, in the order of the text; `parts` is what each kind of evidence added.
    """

    story: int
    score: float
    why: tuple[Span, ...]
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best story for one prompt: `story` is its place in the bank, None when the bank is empty."""

    prompt: Prompt
    story: int | None
    score: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a bank answers of a question bank.

    `answers` has one entry a prompt, in order. `load` counts, per story, the prompts it is the best
    answer to. `overused` are the stories that carry far more than their share, the heaviest first;
    `unused` those that are nobody's best answer. All by place in the bank.
    """

    answers: tuple[Answer, ...]
    load: tuple[int, ...]
    overused: tuple[int, ...]
    unused: tuple[int, ...]

    @property
    def gaps(self) -> tuple[Prompt, ...]:
        """The prompts that no story answers."""
        return tuple(a.prompt for a in self.answers if not a.answered)

    @property
    def share(self) -> float:
        """The part of the prompts that some story answers, from 0 to 1; 0 without prompts."""
        return sum(a.answered for a in self.answers) / len(self.answers) if self.answers else 0.0


@dataclass(frozen=True, slots=True)
class Subset:
    """A choice of stories, by place in the bank and in its order.

    `value` is the mean over the prompts of the best score any chosen story has, from 0 to 1.
    """

    stories: tuple[int, ...]
    value: float
