"""Today: one next step with its reason, and quietly below it what could come after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from highsignal.analysis.bank_checklists import BankLine
from highsignal.domain.signals import SignalName
from highsignal.domain.stories import Analysis
from highsignal.packs.model import Role
from highsignal.services.imperatives import imperative
from highsignal.services.next_step import ERROR, GAP, Asked, asked_in_order, strong_signals

ENOUGH = 6  # "Six to eight strong stories covers most prompts." (seed documents, FAQ)
NEAR = 7  # days; from here on only what a listener will hear comes first (mission row T3)
TOO_LATE = 1  # days; a text changed the evening before is told worse, not better: a convention of ours
REST = 5  # steps below the one


class StepKind(StrEnum):
    """What a step is about."""

    TARGET = "target"
    WRITE = "write"
    FOUND = "found"
    ANSWER = "answer"
    TELL = "tell"
    COVER = "cover"
    DECIDE = "decide"


class BankedStory(NamedTuple):
    """A story of the bank: its id, name and analysis, and whether it was ever told aloud."""

    id: str
    title: str
    analysis: Analysis
    told_aloud: bool


class Uncovered(NamedTuple):
    """A competency with prompts that nothing answers: how many, and one of them; `wanted` by the target."""

    competency: str
    name: str
    prompts: int
    example: str
    wanted: bool


class Known(NamedTuple):
    """All that Today looks at.

    `found` counts stories found in papers that wait to be kept or discarded, `first` is the signal that the
    person tightens first.
    """

    target_set: bool
    role: Role | None
    stories: tuple[BankedStory, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    checklist: tuple[BankLine, ...] = ()
    found: int = 0
    interview: date | None = None
    first: SignalName | None = None


class Step(NamedTuple):
    """One thing to do: an imperative, its reason, a question to answer at once, and the story it is about.

    `about` is the id of what else it points at: a competency, a checklist line, a rule's code. `action`
    names what doing it means, without a route: set-target, write-story, keep-found, answer, tell-aloud,
    see-coverage, decide-line.
    """

    kind: StepKind
    title: str
    why: str
    ask: str | None
    story: str | None
    action: str
    about: str = ""


class Today(NamedTuple):
    """The one step, None when nothing is left, and at most five below it.

    `days` until the interview, None without a date or when it is past; `near` when they are few and the
    order is the compressed one.
    """

    step: Step | None
    rest: tuple[Step, ...]
    days: int | None
    near: bool


def today(known: Known, now: datetime) -> Today:
    """What to do next, from what is known; `now` is the person's own time, for the days that are left."""
    days = (known.interview - now.date()).days if known.interview else None
    days = days if days is not None and days >= 0 else None
    near = days is not None and days <= NEAR
    ranked = sorted(_near_steps(known, days) if near and days is not None else _steps(known), key=_rank)
    steps = [step for _, step in ranked]
    if near and steps:
        steps[0] = steps[0]._replace(why=f"{_until(days or 0)} {steps[0].why}")
    return Today(steps[0] if steps else None, tuple(steps[1 : REST + 1]), days, near)


_Ranked = tuple[float, Step]


def _rank(ranked: _Ranked) -> float:
    return ranked[0]


def _steps(known: Known) -> Iterator[_Ranked]:
    """Every candidate of an ordinary day with its rank; the lowest comes first, equals as they are."""
    yield from _beginnings(known)
    for place, asked in enumerate(_one_a_story(known)):
        rank = {ERROR: 2.0, GAP: 4.0}.get(asked.urgency, 8.0)
        yield rank + (0.0 if place == 0 else 3.5), _answer(asked, known)
    if known.found and known.stories:
        yield (3.0 if len(known.stories) < ENOUGH else 9.0), _keep(known.found)
    for place, story in enumerate(_untold(known)[:2]):
        yield 5.0 + 2.5 * place, _tell(story)
    for place, gap in enumerate(_uncovered(known)[:2]):
        yield 6.0 + place, _cover(gap)
    waiting = [line for line in known.checklist if line.undecided]
    if known.stories and waiting:
        yield 7.0, _decide(waiting[0])
    if known.stories and len(known.stories) < ENOUGH and not known.found:
        yield 6.5, _write(len(known.stories))


def _near_steps(known: Known, days: int) -> Iterator[_Ranked]:
    """The candidates when the interview is days away: what a listener will hear, and nothing else."""
    yield from _beginnings(known)
    asked = [question for question in _one_a_story(known) if question.urgency <= GAP]
    if days > TOO_LATE:
        for place, question in enumerate(asked[:3]):
            yield (2.0 if question.urgency == ERROR else 4.0) + place / 2, _answer(question, known)
        for place, gap in enumerate([gap for gap in _uncovered(known) if gap.wanted][:2]):
            yield 5.0 + place, _cover(gap)
    for place, story in enumerate(_untold(known)):
        yield 3.0 + place / 2, _tell(story)
    if known.found and known.stories and len(known.stories) < ENOUGH and days > TOO_LATE:
        yield 7.0, _keep(known.found)
    if days <= TOO_LATE and known.stories and not _untold(known):
        yield 6.0, _again(_by_strength(known)[0])


def _beginnings(known: Known) -> Iterator[_Ranked]:
    if not known.target_set:
        title = "Say which role and level you are aiming at."
        why = "What counts as scope, and which questions are likely, depends on it."
        ask = "Which role, at which level, and when is the interview?"
        yield 0.0, Step(StepKind.TARGET, title, why, ask, None, "set-target")
    if not known.stories:
        yield 1.0, _keep(known.found) if known.found else _write(0)


def _one_a_story(known: Known) -> list[Asked]:
    """The first question of each story, what to answer first at the front."""
    stories = [(story.id, story.analysis) for story in known.stories]
    first: dict[str, Asked] = {}
    for asked in asked_in_order(stories, known.role, known.first):
        first.setdefault(asked.story, asked)
    return list(first.values())


def _answer(asked: Asked, known: Known) -> Step:
    title = next(story.title for story in known.stories if story.id == asked.story)
    total = len(asked.analysis.signals)
    why = f"{asked.what} {asked.strong} of its {total} signals are strong."
    if asked.urgency == GAP and asked.strong >= total - 2:
        why = f"{asked.what} With it, this story has nearly all that a loop looks for."
    about = asked.code or (asked.signal.value if asked.signal else "")
    return Step(StepKind.ANSWER, imperative(asked, title), why, asked.ask, asked.story, "answer", about)


def _write(count: int) -> Step:
    if count:
        title = "Write down one more thing that changed because of you."
        why = f"Six to eight stories cover most prompts; you have {count}."
    else:
        title = "Write down one thing that changed because of you."
        why = "Everything else begins with a story; rough notes are enough."
    ask = "What works differently somewhere because you were there?"
    return Step(StepKind.WRITE, title, why, ask, None, "write-story")


def _keep(found: int) -> Step:
    what = "the story that was found" if found == 1 else f"the {found} stories that were found"
    why = "They wait where you left them; a rough one can be mended, a forgotten one cannot."
    return Step(StepKind.FOUND, f"Keep or discard {what}.", why, None, None, "keep-found")


def _by_strength(known: Known) -> list[BankedStory]:
    return sorted(known.stories, key=lambda story: -strong_signals(story.analysis))


def _untold(known: Known) -> list[BankedStory]:
    """The stories never told aloud, the strongest first; a text that is no story yet cannot be told."""
    return [s for s in _by_strength(known) if not s.told_aloud and s.analysis.episode.specific]


def _tell(story: BankedStory) -> Step:
    seconds = story.analysis.timing.total
    why = f"It reads as {seconds:.0f} s and has never been told; only telling it shows what holds."
    return Step(StepKind.TELL, f"Tell “{story.title}” aloud once.", why, None, story.id, "tell-aloud")


def _again(story: BankedStory) -> Step:
    why = "Every story has been told; change no text now, and keep the first sentence in your ear."
    return Step(StepKind.TELL, f"Tell “{story.title}” once more.", why, None, story.id, "tell-aloud")


def _uncovered(known: Known) -> list[Uncovered]:
    """The gaps in coverage, those the target asks for first; in a bank without stories all is a gap."""
    return sorted(known.uncovered, key=lambda gap: not gap.wanted) if known.stories else []


def _cover(gap: Uncovered) -> Step:
    whose = "Your target’s loop asks about it, and n" if gap.wanted else "N"
    count = f"{gap.prompts} prompts" if gap.prompts > 1 else "one prompt"
    why = f"{whose}othing in your bank answers {count} about it, such as this one."
    title = f"Find a story about {gap.name[0].lower()}{gap.name[1:]}."
    return Step(StepKind.COVER, title, why, gap.example, None, "see-coverage", gap.competency)


def _decide(line: BankLine) -> Step:
    title = f"Decide whether this holds: {line.line}"
    why = "No program can judge this line, so it waits for you."
    return Step(StepKind.DECIDE, title, why, line.ask, None, "decide-line", line.id)


def _until(days: int) -> str:
    if days == 0:
        return "The interview is today."
    return "The interview is tomorrow." if days == 1 else f"The interview is in {days} days."
