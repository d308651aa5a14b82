"""A bank with a row in every table, and what is in it to compare."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.storage.filled_practice import practise

from highsignal.domain.bank import Outcome, Round, StoryContent, StoryState, Take, Telling, Tick
from highsignal.domain.spans import Span
from highsignal.domain.targets import Target
from highsignal.services.people import add_person
from highsignal.services.stories import archive, create_story, mark, merge, restore_revision, save_story
from highsignal.services.workspace import Desk, Workspace, desk_of
from highsignal.storage.database import Database
from highsignal.storage.dump import read_rows, table_names
from highsignal.storage.loops import LoopRecord, save_loop
from highsignal.storage.people import save_target
from highsignal.storage.sources import DISCARDED, KEPT, FoundRecord, SourceRecord, add_source
from highsignal.storage.stories import new_id
from highsignal.storage.tellings import add_round, add_take
from highsignal.storage.ticks import save_tick

TOLD = StoryContent(
    "Inference cost",
    "I cut inference cost by 22 %.",
    "Thirty.",
    "I fixed it. 🦜",
    "All of it.",
    ("cost", "own word"),
    "Why?",
)


def contents(database: Database, person: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is kept, or what belongs to one person."""
    with database.reading() as session:
        return {
            name: sorted(read_rows(session, name, person), key=repr)  # databases sort text differently
            for name in table_names()
        }


def fill(workspace: Workspace, name: str = "Ana") -> Desk:
    """Add a person with something of everything; their bank is open then."""
    add_person(workspace, name, "Europe/Berlin")
    desk = desk_of(workspace)
    assert desk
    first = create_story(desk, TOLD, "w1")[0]
    save_story(desk, first.id, TOLD._replace(full="Changed.\n\n## Result\n\nMore."), 1, "w1")
    restore_revision(desk, first.id, 1)
    second = create_story(desk, StoryContent(title="B", ninety="---\nid: no\n---\n## Full\n"))[0]
    third = create_story(desk, StoryContent())[0]
    merge(desk, second.id, third.id, second.content._replace(prompt="When?"), 1)
    mark(desk, [first.id], StoryState.LANDED)
    old = create_story(desk, StoryContent(title="Old", full="שלום"))[0]
    archive(desk, [old.id])
    _tell(desk, first.id, second.id)
    practise(desk, first.id, second.id)
    _bring(desk, first.id)
    return desk


def _tell(desk: Desk, first: str, second: str) -> None:
    then = datetime(2026, 2, 3, 4, 5, 6, 789012, tzinfo=UTC)
    person = desk.person.id
    told = (Telling(first, "Why?", "yes"), Telling(second, "", ""))
    with desk.database.writing() as session:
        save_target(session, person, Target(companies=("Ä & Co",), date="2026-05-01"), "stakes", desk.now())
        add_take(session, person, Take(new_id(), first, then, "spoken", "ninety", 3, 61.25, 150, "um"))
        add_take(session, person, Take(new_id(), second, then, "typed", "full", 1, None, 3, ""))
        passed = then + timedelta(days=3)
        add_round(session, person, Round(new_id(), "Ä", "loop", "", then, Outcome.PASSED, passed, "n", told))
        add_round(session, person, Round(new_id(), "B", "screen", "C", then, Outcome.PENDING, None, ""))
        save_tick(session, person, Tick("", "a-line", True, "", then))
        save_tick(session, person, Tick(first, "another", False, "why\nnot", then))
        plan = [{"name": "D", "prompts": ["x", None, 1.5, {"y": [True]}]}]
        save_loop(session, person, LoopRecord(new_id(), "L", date(2026, 4, 1), plan, then, then))
        save_loop(session, person, LoopRecord(new_id(), "", None, [], then, then))


def _bring(desk: Desk, story: str) -> None:
    name = new_id()
    text = f"words\u2028 more {name}"
    source = SourceRecord(name, "notes.md", "notes", name * 5, text, ("a remark",), desk.now())
    source = source._replace(left_over=((Span(5, 9), "no episode"),))
    kept = FoundRecord(
        new_id(),
        name,
        0,
        KEPT,
        story,
        TOLD,
        (Span(0, 2), Span(3, 5)),
        0.1 + 0.2,
        "why",
        (("result", "words"),),
    )
    left = FoundRecord(new_id(), name, 1, DISCARDED, None, StoryContent(), (), 1.0, "", ())
    with desk.database.writing() as session:
        add_source(session, desk.person.id, source, [kept, left])
