"""Checking stories in files against a target: the use case behind `highsignal check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from highsignal.analysis.analyzer import Standard, analyze
from highsignal.analysis.text.documents import read_stories
from highsignal.analysis.text.errors import FrontMatterError
from highsignal.domain.findings import Severity
from highsignal.domain.stories import Analysis
from highsignal.packs.find import PackSources
from highsignal.services.standards import standard_of_story
from highsignal.services.text_files import InputProblem, TextFile, read_inputs


class CheckedStory(NamedTuple):
    """A story of a file and what there is to say about it."""

    path: str
    analysis: Analysis


def check_files(
    paths: Sequence[str], standard: Standard, sources: PackSources
) -> Iterator[CheckedStory | InputProblem]:
    """Analyse the stories in `paths` one after the other; unusable input comes as a problem in its place."""
    for entry in read_inputs(paths):
        if isinstance(entry, InputProblem):
            yield entry
        else:
            yield from check_text(entry, standard, sources)


def check_text(
    file: TextFile, standard: Standard, sources: PackSources
) -> Iterator[CheckedStory | InputProblem]:
    """Analyse the stories of one file that has been read."""
    try:
        stories = read_stories(file.text, file.path)
    except FrontMatterError as error:
        yield InputProblem(file.path, error.line, error.column, f"{file.path}: {error}")
        return
    for story in stories:
        yield CheckedStory(file.path, analyze(story, standard_of_story(story, standard, sources)))


def exit_status(entries: Sequence[CheckedStory | InputProblem]) -> int:
    """2 when any input was unusable, 1 when a finding is an error, else 0."""
    if any(isinstance(entry, InputProblem) for entry in entries):
        return 2
    stories = [entry for entry in entries if isinstance(entry, CheckedStory)]
    return int(any(f.severity is Severity.ERROR for s in stories for f in s.analysis.findings))
