"""The benchmark database: one year of a busy person, made from the sample candidate's texts with variations.

Forty stories, 600 revisions, 1,500 takes and 300 rounds a person, the same for the same seed and day.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from highsignal.analysis.text.words import count_words
from highsignal.domain.bank import (
    VERSIONS,
    Outcome,
    Person,
    Revision,
    RevisionKind,
    Round,
    StoryContent,
    StoryRecord,
    StoryState,
    Take,
    Telling,
)
from highsignal.domain.practice import Hearing, HearingKind, Mock, MockQuestion
from highsignal.services.sample import add_bank
from highsignal.services.sample_bank import SampleBank, sample_bank, sample_stories
from highsignal.services.sample_frame import identifier
from highsignal.services.sample_practice import SamplePractice, recorded
from highsignal.services.sample_stories import SampleStory
from highsignal.services.workspace import Workspace
from highsignal.storage.people import CURRENT, save_person, set_workspace_value

STORIES, REVISIONS, TAKES, ROUNDS = 40, 600, 1500, 300
MOCKS, LISTENERS = 24, 3  # a mock every two weeks; listeners of each story
_DAYS = 360
_EACH = REVISIONS // STORIES
_ARCHIVED = 4  # of the stories, the last ones
_WITH_TEXT = 0.3  # of the takes
_PENDING_DAYS = 10  # a round younger than this has no answer yet

_PLACES = ("Lisbon", "Leeds", "Oslo", "Quito", "Pune", "Turin", "Ghent", "Perth", "Cork", "Graz", "Porto")
_COMPANIES = ("Quillandry", "Ostlinge", "Marrowbeck", "Fernacre", "Tindermoss", "Hollenby", "Varnsett")
_KINDS = ("Recruiter", "Hiring manager", "Senior machine learning engineer", "Product manager")
_NUMBER = re.compile(r"(?<![\d.,])[1-9]\d+(?![\d.,]*\d)")  # whole numbers from ten on
_WORDS = ("three", "four", "five", "six", "seven", "eight", "nine")
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_SENTENCE = re.compile(r"((?<=[.?!])\s+(?=[A-Z]))")


def fill_year(workspace: Workspace, seed: int = 1, people: int = 1) -> tuple[Person, ...]:
    """Add `people` with a year of history each, one transaction a person, and open the bank of the first."""
    added: list[Person] = []
    for number in range(people):
        bank = year_bank(workspace.now(), seed, number)
        with workspace.database.writing() as session:
            save_person(session, bank.person)
            add_bank(session, bank)
            if not added:
                set_workspace_value(session, CURRENT, bank.person.id)
        added.append(bank.person)
    return tuple(added)


def year_bank(now: datetime, seed: int, number: int) -> SampleBank:
    """The year of one person, counted from 0."""
    copy = f"year {seed} {number}"
    year = _Year(random.Random(copy), copy, now.astimezone(UTC))
    stories, revisions = year.stories()
    bank = sample_bank(now, copy)
    takes = year.takes(stories, revisions)
    return bank._replace(
        person=bank.person._replace(name=f"Person {number + 1}", sample=False),
        stories=stories,
        revisions=revisions,
        takes=takes,
        rounds=year.rounds(stories),
        # What the sample says of its own stories would point nowhere.
        ticks=tuple(tick for tick in bank.ticks if not tick.story),
        sources=(),
        practice=year.practice(stories, takes),
        loop=bank.loop._replace(interviewers=[i | {"pins": {}} for i in bank.loop.interviewers]),
    )


class _Year:
    """One person's year; every call draws from the same stream of chance."""

    def __init__(self, chance: random.Random, copy: str, now: datetime) -> None:
        self.chance = chance
        self.copy = copy
        self.now = now

    def moment(self, days: float) -> datetime:
        """The moment so many days before now."""
        return self.now - timedelta(days=days)

    def stories(self) -> tuple[tuple[StoryRecord, ...], tuple[Revision, ...]]:
        """The stories as they stand, and all their revisions."""
        models = sample_stories()
        records: list[StoryRecord] = []
        revisions: list[Revision] = []
        for place in range(STORIES):
            model = models[place % len(models)]
            own = self._history(identifier(self.copy, f"story {place}"), model, place)
            revisions += own
            archived = place >= STORIES - _ARCHIVED
            state = model.state if place < len(models) else self.chance.choice(tuple(StoryState))
            records.append(
                StoryRecord(
                    id=own[0].story,
                    position=place,
                    state=state,
                    content=own[-1].content,
                    revision=len(own),
                    created_at=own[0].at,
                    updated_at=own[-1].at,
                    archived_at=own[-1].at if archived else None,
                )
            )
        return tuple(records), tuple(revisions)

    def takes(self, stories: tuple[StoryRecord, ...], revisions: tuple[Revision, ...]) -> tuple[Take, ...]:
        """The takes, slower and longer at first."""
        times: dict[str, list[datetime]] = {}
        for revision in revisions:
            times.setdefault(revision.story, []).append(revision.at)
        return tuple(self._take(n, self.chance.choice(stories), times) for n in range(TAKES))

    def practice(self, stories: tuple[StoryRecord, ...], takes: tuple[Take, ...]) -> SamplePractice:
        """What was recorded, every take with words, the mocks, and three listeners a story."""
        heard = [take for take in takes if take.text and take.seconds]
        return SamplePractice(
            (),
            tuple(recorded(take, self.chance.randint(0, 6)) for take in heard),
            tuple(self._mock(n, heard[4 * n : 4 * n + 4]) for n in range(MOCKS)),
            tuple(self._hearing(n, story) for story in stories for n in range(LISTENERS)),
        )

    def rounds(self, stories: tuple[StoryRecord, ...]) -> tuple[Round, ...]:
        """The rounds, the young ones without an answer."""
        return tuple(self._round(n, stories) for n in range(ROUNDS))

    def _history(self, story: str, model: SampleStory, place: int) -> list[Revision]:
        vary = self._variation(place)
        contents = [step.content for step in model.revisions]
        while len(contents) < _EACH:
            at = self.chance.randrange(1, len(contents))
            contents.insert(at, self._without_a_sentence(contents[at]))
        days = sorted((self.chance.uniform(1, _DAYS) for _ in contents), reverse=True)
        kinds = [RevisionKind.CREATED] + [RevisionKind.EDITED] * (len(contents) - 1)
        return [
            Revision(story, n, self.moment(day), kind, "", n - 1, vary(content))
            for n, (day, kind, content) in enumerate(zip(days, kinds, contents, strict=True), start=1)
        ]

    def _without_a_sentence(self, content: StoryContent) -> StoryContent:
        version = "ninety" if content.ninety else "full"
        # Sentences stand at the even places, what parts them at the odd ones.
        pieces = _SENTENCE.split(content.text(version))
        if len(pieces) > 1:
            at = self.chance.randrange(0, len(pieces) - 1, 2)
            del pieces[at : at + 2]
        words = "".join(pieces)
        return content._replace(ninety=words) if version == "ninety" else content._replace(full=words)

    def _variation(self, place: int) -> _Variation:
        town = f"{self.chance.choice(_PLACES)}, {place + 1}"
        words = dict(zip(_WORDS, self.chance.sample(_WORDS, len(_WORDS)), strict=True))
        return _Variation(town, self.chance.uniform(0.6, 1.8), words)

    def _take(self, number: int, story: StoryRecord, times: dict[str, list[datetime]]) -> Take:
        age = (self.now - story.created_at) / timedelta(days=1)
        days = self.chance.uniform(0.1, age)
        at = self.moment(days)
        words = round(count_words(story.content.told) * self.chance.uniform(0.95, 1.05 + days / _DAYS / 3))
        pace = 165 - 15 * days / _DAYS + self.chance.uniform(-4, 4)
        spoken = self.chance.random() < 0.9
        text = story.content.told if self.chance.random() < _WITH_TEXT else ""
        return Take(
            id=identifier(self.copy, f"take {number}"),
            story=story.id,
            at=at,
            kind="spoken" if spoken else "typed",
            version=story.content.told_version,
            revision=sum(time <= at for time in times[story.id]),
            seconds=round(words / pace * 60, 1) if spoken else None,
            words=count_words(text) if text else words,
            text=text,
        )

    def _mock(self, number: int, takes: list[Take]) -> Mock:
        questions = tuple(
            MockQuestion(n, "", f"Question {n} of mock {number}?", take=take.id)
            for n, take in enumerate(takes, start=1)
        )
        at = min(take.at for take in takes)
        name = identifier(self.copy, f"mock {number}")
        return Mock(name, at, at + timedelta(minutes=20), number, "", ("conflict",), 4, 30, questions)

    def _hearing(self, number: int, story: StoryRecord) -> Hearing:
        at = self.moment(self.chance.uniform(0.1, (self.now - story.created_at) / timedelta(days=1)))
        return Hearing(
            id=identifier(self.copy, f"hearing {story.id} {number}"),
            story=story.id,
            kind=HearingKind.LISTEN,
            way="here",
            revision=1,
            version=story.content.told_version,
            asked_at=at,
            listener=f"Listener {number}",
            answered_at=at + timedelta(minutes=3),
            answers={"did": story.content.told[:80], "changed": story.content.told[-120:]},
            clarity=self.chance.randint(2, 5),
        )

    def _round(self, number: int, stories: tuple[StoryRecord, ...]) -> Round:
        days = self.chance.uniform(0.1, _DAYS)
        pending = days < _PENDING_DAYS
        told = self.chance.sample(stories[: STORIES - _ARCHIVED], self.chance.randint(1, 3))
        answers = (Outcome.PASSED, Outcome.FAILED, Outcome.FAILED, Outcome.WITHDRAWN)
        return Round(
            id=identifier(self.copy, f"round {number}"),
            company=self.chance.choice(_COMPANIES),
            kind=self.chance.choice(_KINDS),
            interviewer="",
            held_at=self.moment(days),
            outcome=Outcome.PENDING if pending else self.chance.choice(answers),
            outcome_at=None if pending else self.moment(days - 8),
            notes="They asked twice who had decided it." if number % 3 == 0 else "",
            tellings=tuple(
                Telling(story.id, story.content.prompt, self.chance.choice(("yes", "partly", "no", "")))
                for story in told
            ),
        )


class _Variation:
    """One story retold: another place in its title, and other numbers, the same in all of its versions."""

    def __init__(self, town: str, scale: float, words: Mapping[str, str]) -> None:
        self.town = town
        self.scale = scale
        self.words = words

    def __call__(self, content: StoryContent) -> StoryContent:
        """`content` in this variation."""
        headline, thirty, ninety, full = (self._varied(content.text(v)) for v in VERSIONS)
        return content._replace(
            title=f"{content.title} ({self.town})",
            headline=headline,
            thirty=thirty,
            ninety=ninety,
            full=full,
        )

    def _varied(self, text: str) -> str:
        return _WORD.sub(lambda found: self.words[found.group()], _NUMBER.sub(self._number, text))

    def _number(self, found: re.Match[str]) -> str:
        return str(max(10, round(int(found.group()) * self.scale)))
