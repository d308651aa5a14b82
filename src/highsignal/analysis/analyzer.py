"""The whole analysis of a text: stories, episode, roles, claims, signals, checklist, findings and timing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from highsignal.analysis.checklists import check_story
from highsignal.analysis.claims.sentences import extract_sentences
from highsignal.analysis.episode.gate import gate
from highsignal.analysis.lexicon.lexicon import Lexicon, packaged
from highsignal.analysis.reading import read
from highsignal.analysis.roles.tagger import label
from highsignal.analysis.rules.catalog import RULES
from highsignal.analysis.rules.rule import Case, Rule
from highsignal.analysis.rules.run import run_rules
from highsignal.analysis.signals.evaluate import evaluate
from highsignal.analysis.text.documents import read_stories
from highsignal.analysis.timing import time_story
from highsignal.domain.stories import Analysis, Story
from highsignal.domain.targets import Target
from highsignal.packs.model import Checklist, Level, Role


class Standard(NamedTuple):
    """What stories are held against: the target, its level and role packs, checklists and rules."""

    target: Target
    level: Level
    role: Role | None = None
    checklists: Sequence[Checklist] = ()
    rules: Sequence[Rule] = RULES

    @property
    def lexicon(self) -> Lexicon:
        """The word lists, with the names that the role's pack gives its listeners."""
        groups = self.role.audiences if self.role else ()
        return packaged(tuple(phrase for group in groups for phrase in group.named))


def analyze_text(text: str, standard: Standard, path: str = "") -> tuple[Analysis, ...]:
    """Analyse every story in `text`, the content of one file; offsets count in `text`.

    Raises FrontMatterError when the YAML block at the top cannot be read.
    """
    return tuple(analyze(story, standard) for story in read_stories(text, path))


def analyze(story: Story, standard: Standard) -> Analysis:
    """Everything there is to say about one story, held against `standard`."""
    episode = gate(story)
    labelled = label(story)
    claims = extract_sentences(s for s in story.sentences if not s.heading)
    reading = read(story, episode, labelled, claims, standard.lexicon)
    signals = evaluate(reading, standard.level)
    timing = time_story(reading, standard.target.words_per_minute)
    by_name = {signal.name: signal for signal in signals}
    case = Case(reading, timing, by_name, standard.target, standard.level, standard.role)
    findings = run_rules(case, standard.rules)
    return Analysis(
        story=story,
        episode=episode,
        sentences=tuple(labelled),
        claims=claims,
        signals=signals,
        checklist=check_story(case, findings, standard.checklists),
        findings=findings,
        timing=timing,
    )
