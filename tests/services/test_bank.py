"""The bank as people see it: filters, what is read once and kept, and how many queries that takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from highsignal.analysis.analyzer import Standard, analyze
from highsignal.domain.bank import StoryContent, StoryState
from highsignal.domain.stories import Analysis, Story
from highsignal.services import readings
from highsignal.services.bank import Wanted, view_bank
from highsignal.services.people import set_target
from highsignal.services.readings import glances
from highsignal.services.stories import archive, create_story, mark, save_story
from highsignal.services.workspace import Desk, desk_of
from highsignal.storage.database import Database
from highsignal.storage.schema import ReadingRow

LANDS = (
    "In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it, which gave up two weeks. "
    "Inference cost fell by 22 % at the same accuracy, and the launch kept its date."
)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def forget() -> None:
    """What this process remembers of other stories, and of other tests."""
    readings._analyses.clear()
    readings._glances.clear()


def add(desk: Desk, title: str, ninety: str = "", *competencies: str) -> str:
    content = StoryContent(title=title, ninety=ninety, competencies=competencies)
    return create_story(desk, content)[0].id


def titles(desk: Desk, wanted: Wanted) -> list[str]:
    return [row.story.content.title for row in view_bank(desk, wanted).rows]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    add(desk, "Inference cost", LANDS, "cost", "own word")
    mark(desk, [add(desk, "Rollback", "We rolled it back.", "conflict")], StoryState.LANDED)
    add(desk, "Straße nach İzmir")
    archive(desk, [add(desk, "Old", "", "cost")])
    return desk


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["Inference cost", "Rollback", "Straße nach İzmir"]),
        (Wanted(words="COST brazil"), ["Inference cost"]),
        (Wanted(words="strasse"), ["Straße nach İzmir"]),
        (Wanted(words="own WORD"), ["Inference cost"]),
        (Wanted(words="% nothing like it"), []),
        (Wanted(competency="conflict"), ["Rollback"]),
        (Wanted(state=StoryState.LANDED), ["Rollback"]),
        (Wanted(state=StoryState.RAW, words="nach"), ["Straße nach İzmir"]),
        (Wanted(signal="stakes"), ["Rollback", "Straße nach İzmir"]),
        (Wanted(archived=True), ["Old"]),
    ],
)
def test_only_what_is_wanted_is_shown(filled: Desk, wanted: Wanted, found: list[str]) -> None:
    assert titles(filled, wanted) == found


def test_a_filter_does_not_change_what_there_is_to_choose(filled: Desk) -> None:
    view = view_bank(filled, Wanted(words="nothing"))
    assert (view.rows, view.total) == ((), 3)
    assert view.competencies == ("conflict", "cost", "own word")
    assert not Wanted(archived=True).anything
    assert Wanted(signal="stakes").anything


def test_a_story_is_read_once_until_it_or_the_target_changes(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = analyze

    def noted(story: Story, standard: Standard) -> Analysis:
        read.append(story.title)
        return real(story, standard)

    monkeypatch.setattr("highsignal.services.versions.analyze", noted)
    forget()
    first = view_bank(filled)
    assert len(read) == 3
    forget()  # only the database remembers
    assert view_bank(filled) == first
    assert len(read) == 3
    story = first.rows[0].story
    save_story(filled, story.id, story.content._replace(ninety=LANDS + " I learned to ask."), 1)
    view_bank(filled)
    assert len(read) == 4
    # What the list does not show of a story is no reason to read it again.
    story = first.rows[1].story
    save_story(filled, story.id, story.content._replace(prompt="When?", competencies=()), 1)
    view_bank(filled)
    assert len(read) == 4
    set_target(filled, filled.target._replace(level="IC5"))
    moved = desk_of(filled.workspace)
    assert moved
    view_bank(moved)
    assert len(read) == 7


def test_two_windows_may_read_the_same_story_at_once(filled: Desk) -> None:
    forget()
    failed: list[BaseException] = []
    together = threading.Barrier(6)

    def look() -> None:
        try:
            together.wait()
            forget()
            view_bank(filled)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with filled.database.reading() as session:
        assert session.query(ReadingRow).count() == 3


def test_forty_stories_take_as_many_queries_as_three(desk: Desk) -> None:
    forget()
    for number in range(3):
        add(desk, f"Story {number}", f"{number} {LANDS}")
    view_bank(desk)
    forget()
    with counted(desk.database) as few:
        view_bank(desk)
    for number in range(3, 40):
        add(desk, f"Story {number}", f"We did {number}.")
    assert view_bank(desk).total == 40
    forget()
    with counted(desk.database) as many:
        view_bank(desk)
    assert len(many) == len(few) <= 10
    with counted(desk.database) as none:
        assert glances(desk, []) == {}
    assert len(none) <= 4
