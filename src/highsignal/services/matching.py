"""Which story answers which question: the use cases behind `highsignal match` and `highsignal coverage`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from highsignal.analysis.matching.bank import BankStory, Coverage, EmptyQuestionError, Match, Prompt, Subset
from highsignal.analysis.matching.coverage import best_subset, coverage
from highsignal.analysis.matching.rank import StoryBank, probes
from highsignal.analysis.text.documents import read_stories
from highsignal.analysis.text.errors import FrontMatterError
from highsignal.domain.spans import Span
from highsignal.domain.stories import Story
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.services.errors import UsageError
from highsignal.services.text_files import InputProblem, read_inputs, read_text_file


@dataclass(frozen=True, slots=True)
class FiledStory:
    """A story and the file it stands in."""

    path: str
    story: Story


@dataclass(frozen=True, slots=True)
class Bank:
    """The stories that could be read, and the inputs that could not."""

    stories: tuple[FiledStory, ...]
    problems: tuple[InputProblem, ...]

    def for_matching(self) -> StoryBank:
        """The bank as matching reads it."""
        return StoryBank([_bank_story(filed.story) for filed in self.stories])


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story that answers a question: its score from 0 to 1, and the spans of its file that say so."""

    filed: FiledStory
    score: float
    why: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The competencies a question probes and the stories that answer it, best first."""

    question: str
    competencies: tuple[str, ...]
    matches: tuple[RankedStory, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """What a bank answers of a set of prompts, and the six to eight stories that answer most of it."""

    prompts: tuple[Prompt, ...]
    coverage: Coverage
    best: Subset


def read_bank(paths: Sequence[str]) -> Bank:
    """The stories in `paths` that have a word in them."""
    stories: list[FiledStory] = []
    problems: list[InputProblem] = []
    for entry in read_inputs(paths):
        if isinstance(entry, InputProblem):
            problems.append(entry)
            continue
        try:
            found = read_stories(entry.text, entry.path)
        except FrontMatterError as error:
            problems.append(InputProblem(entry.path, error.line, error.column, f"{entry.path}: {error}"))
            continue
        stories += [FiledStory(entry.path, story) for story in found if story.words]
    return Bank(tuple(stories), tuple(problems))


def rank(question: str, bank: Bank, top: int) -> Ranking:
    """The stories of `bank` for `question`, best first, at most `top`.

    Raises UsageError for a question without words.
    """
    try:
        matches = bank.for_matching().rank(question, top) if bank.stories else ()
        return Ranking(question, probes(question), tuple(_ranked(match, bank) for match in matches))
    except EmptyQuestionError as error:
        raise UsageError(str(error)) from None


def cover(bank: Bank, prompts: Sequence[Prompt]) -> Covered:
    """Which of `prompts` the bank answers, and its best six to eight stories."""
    stories = bank.for_matching()
    return Covered(tuple(prompts), coverage(stories, prompts), best_subset(stories, prompts))


def packaged_prompts(sources: PackSources, role: str, competencies: Sequence[str]) -> tuple[Prompt, ...]:
    """The prompts of the packs for `role`, of `competencies` only when some are named.

    Raises PackError for a role or competency that no pack has.
    """
    chosen = [load.prompts(sources, name, role) for name in competencies] or [
        load.prompts(sources, None, role)
    ]
    by_id = {prompt.id: prompt for found in chosen for prompt in found}
    return tuple(Prompt(prompt.text, prompt.competencies) for prompt in by_id.values())


def prompts_in_file(path: Path) -> tuple[Prompt, ...]:
    """The questions in a text file, one a line; lines without words and comments (#) are passed over.

    Raises UsageError when the file cannot be read or holds no question.
    """
    file = read_text_file(str(path))
    if isinstance(file, InputProblem):
        raise UsageError(file.message)
    lines = (line.strip().lstrip("-*• ").strip() for line in file.text.splitlines())
    found = tuple(
        Prompt(line) for line in lines if any(c.isalpha() for c in line) and not line.startswith("#")
    )
    if not found:
        raise UsageError(f"{path} holds no question; write one a line")
    return found


def _bank_story(story: Story) -> BankStory:
    return BankStory(
        title=story.title,
        text=story.span.text(story.source),
        headline=story.headline,
        competencies=story.competencies,
        prompt=story.prompt,
    )


def _ranked(match: Match, bank: Bank) -> RankedStory:
    filed = bank.stories[match.story]
    return RankedStory(filed, match.score, tuple(span.shifted(filed.story.span.start) for span in match.why))
