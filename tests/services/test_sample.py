"""The sample candidate: whole, believable, read as it is meant, loaded and removed in one go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks import year
from sqlalchemy import func, select
from tests.servers.databases import *  # noqa: F403

from highsignal.domain.bank import Outcome, RevisionKind, StoryContent, StoryState
from highsignal.domain.signals import SignalName
from highsignal.ingest.read import read_source
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.services.bank import Wanted, view_bank
from highsignal.services.people import add_person, change_person, set_target
from highsignal.services.readings import read_text
from highsignal.services.sample import BEFORE, load_sample, remove_sample
from highsignal.services.sample_bank import SampleBank, sample_bank, sample_stories
from highsignal.services.sample_stories import SampleStory, sample_story
from highsignal.services.standards import standard_for
from highsignal.services.stories import archive, create_story, save_story
from highsignal.services.workspace import Desk, Workspace, desk_of, open_workspace
from highsignal.storage.dump import count_rows, read_rows, table_names
from highsignal.storage.people import CURRENT, remove_person, workspace_value
from highsignal.storage.schema import ReadingRow

NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
SOURCES = PackSources()
STORIES = sample_stories()
LIVE = [story for story in STORIES if not story.archived]
BANK = sample_bank(NOW)
PACE = 158.0  # words a minute, measured from the spoken takes
STANDARD = standard_for(BANK.target._replace(words_per_minute=PACE), SOURCES)
NUMBER = re.compile(r"\$?\.?\d+(?:[.,]\d+)*(?: ?[%kM])?")


@pytest.fixture
def workspace(tmp_path: Path, database_url: str) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "data", database_url, SOURCES, lambda: NOW)
    yield opened
    opened.database.close()


def desk(workspace: Workspace) -> Desk:
    found = desk_of(workspace)
    assert found
    return found


def rows_of(workspace: Workspace, person: str) -> dict[str, list[dict[str, object]]]:
    with workspace.database.reading() as session:
        return {name: list(read_rows(session, name, person)) for name in table_names() if name != "workspace"}


def own_bank(workspace: Workspace) -> str:
    """Somebody with a bank of their own, who looked at it."""
    person = add_person(workspace, "Nuala", "Europe/Dublin")
    mine = desk(workspace)
    set_target(mine, BANK.target, "stakes")
    change_person(mine, person._replace(words_per_minute=140.0))
    content = STORIES[0].content  # the very words of the sample
    story, _ = create_story(mine, content)
    save_story(mine, story.id, content._replace(title="Mine"), 1)
    other, _ = create_story(mine, StoryContent(title="Old"))
    archive(mine, [other.id])
    view_bank(desk(workspace))
    return person.id


# --- the texts


@pytest.mark.parametrize("story", LIVE, ids=lambda s: s.key)
def test_a_story_is_read_as_it_is_meant(story: SampleStory) -> None:
    content = story.content
    analysis = read_text(STANDARD, content.told, content.title, content.headline)
    assert analysis.episode.specific is story.specific
    assert set(story.findings) <= {finding.code for finding in analysis.findings}
    if not story.specific:
        return
    read = {s.name.value: s.state.value for s in analysis.signals if s.state.value != "strong"}
    if story.state is StoryState.RAW:  # a note; what else it lacks goes without saying
        assert story.reads.items() <= read.items()
    else:
        assert read == story.reads


def test_the_bank_has_strong_stories_and_weak_ones() -> None:
    strong = [story for story in LIVE if story.specific and not story.reads]
    assert len(strong) >= 4
    assert len(LIVE) == 12
    assert len([story for story in LIVE if len(story.reads) >= 4]) >= 2
    assert any(not story.specific for story in LIVE)
    assert {story.state for story in LIVE} == set(StoryState)
    assert any(story.merged_into for story in STORIES)


def test_what_is_strong_has_no_findings() -> None:
    for story in LIVE:
        if story.specific and not story.reads:
            analysis = read_text(STANDARD, story.content.told, story.content.title, story.content.headline)
            assert not analysis.findings, story.key


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.key)
def test_a_history_leads_to_the_words_of_today(story: SampleStory) -> None:
    revisions = story.revisions
    assert 3 <= len(revisions) <= 12
    assert revisions[-1].content == story.content
    assert all(one.content != two.content for one, two in pairwise(revisions))
    moments = [(-step.when.days, step.when.at) for step in revisions]
    assert moments == sorted(set(moments))
    assert moments[-1][0] < 0, "the history ends yesterday"


@pytest.mark.parametrize("key", ["inference-cost", "fraud-labels", "launch-call", "feature-registry"])
def test_a_history_shows_a_story_becoming_clear(key: str) -> None:
    strong = []
    for step in sample_story(key).revisions:
        content = step.content
        analysis = read_text(STANDARD, content.told, content.title, content.headline)
        strong.append(sum(signal.state.value == "strong" for signal in analysis.signals))
    assert strong[0] <= 2
    assert strong[-1] == len(SignalName)
    assert all(later >= earlier for earlier, later in pairwise(strong)), strong


@pytest.mark.parametrize("story", LIVE, ids=lambda s: s.key)
def test_numbers_agree_in_all_versions_but_where_drift_is_meant(story: SampleStory) -> None:
    content = story.content
    fullest = set(NUMBER.findall(content.full or content.ninety))
    drifted = {
        number
        for version in ("headline", "thirty", "ninety")
        for number in NUMBER.findall(content.text(version))
        if number not in fullest
    }
    assert drifted == set(story.drift)


def test_every_competency_signal_and_line_is_known() -> None:
    competencies = {entry.id for entry in load.competencies(SOURCES)}
    used = {name for story in LIVE for name in story.content.competencies}
    # Ids of the pack, and three words of the person's own from the packaged sample stories.
    assert used - competencies <= {"technical-depth", "integrity", "ethics"}
    lines = {item.id for checklist in STANDARD.checklists for item in checklist.items}
    assert {tick.line for tick in BANK.ticks} <= lines
    assert BANK.signal in set(SignalName)
    interviewers = {entry.id for entry in load.loop(BANK.target.loop, SOURCES).interviewers}
    prompts = {prompt.id for prompt in load.prompts(SOURCES)}
    for planned in BANK.loop.interviewers:
        assert planned["id"] in interviewers
        assert set(planned["pins"]) <= prompts


# --- the year


def test_the_year_hangs_together() -> None:
    assert sample_bank(NOW) == BANK
    assert sample_bank(NOW + timedelta(hours=3)) == BANK
    stories = {record.id: record for record in BANK.stories}
    assert 80 <= len(BANK.revisions) <= 120
    assert len(BANK.takes) == 63
    for take in BANK.takes:
        assert stories[take.story].created_at <= take.at < NOW
        told = next(r for r in BANK.revisions if (r.story, r.number) == (take.story, take.revision))
        assert told.at <= take.at
        assert told.content.text(take.version), (take.story, take.at)
        assert (take.kind == "spoken") is (take.seconds is not None)
    moments = [r.at for r in BANK.revisions] + [t.at for t in BANK.takes] + [t.at for t in BANK.ticks]
    assert NOW - timedelta(days=366) < min(moments)
    assert NOW - timedelta(days=2) < max(moments) < NOW


def test_takes_become_shorter_and_a_little_faster() -> None:
    spoken = [t for t in BANK.takes if t.seconds and t.version == "ninety"]
    for take in (take for take in BANK.takes if take.seconds):
        assert take.seconds
        assert 145 <= take.words / take.seconds * 60 <= 168, (take.story, take.at)
    first, last = [t.seconds or 0 for t in spoken[:4]], [t.seconds or 0 for t in spoken[-8:]]
    assert min(sorted(first)[1:]) > 110
    assert max(last) < 96


def test_what_landed_was_told_within_its_time() -> None:
    for record in BANK.stories:
        if record.state in (StoryState.LANDED, StoryState.REHEARSED) and not record.archived_at:
            seconds = [
                t.seconds for t in BANK.takes if t.story == record.id and t.version == "ninety" and t.seconds
            ]
            assert seconds, record.content.title
            assert min(seconds) <= 95


def test_rounds_have_outcomes_that_came_later() -> None:
    assert Counter(held.outcome for held in BANK.rounds) == {
        Outcome.PASSED: 5,
        Outcome.FAILED: 3,
        Outcome.PENDING: 1,
    }
    known = {record.id for record in BANK.stories}
    for held in BANK.rounds:
        assert held.tellings
        assert {told.story for told in held.tellings} <= known
        if held.outcome is Outcome.PENDING:
            assert held.outcome_at is None
        else:
            assert held.outcome_at
            assert held.held_at < held.outcome_at < NOW


def test_the_interview_is_in_twelve_days() -> None:
    assert BANK.target.date == "2026-12-15"
    assert BANK.loop.held_on == date(2026, 12, 15)


def test_what_was_found_in_the_brag_document_is_what_reading_it_finds() -> None:
    ((source, found),) = BANK.sources
    assert Counter(one.state for one in found) == {"kept": 2, "new": 3, "discarded": 1}
    read = read_source(source.name, source.text, ())
    assert read.kind.value == source.kind
    assert [(one.content, one.spans) for one in found] == [(one.content, one.spans) for one in read.found]
    assert [(one.span, one.why) for one in read.left_over] == list(source.left_over)


def test_what_was_kept_is_where_its_story_began() -> None:
    ((source, found),) = BANK.sources
    for one in found:
        assert (one.story is not None) is (one.state == "kept")
        if one.story:
            first = next(r for r in BANK.revisions if r.story == one.story)
            assert first.kind is RevisionKind.IMPORTED
            assert source.added_at <= first.at < source.added_at + timedelta(hours=1)
            assert first.content == one.content


# --- loading and removing


def test_the_sample_loads_whole_and_opens(workspace: Workspace) -> None:
    person = load_sample(workspace)
    place = desk(workspace)
    assert place.person == person == BANK.person
    assert place.target == BANK.target._replace(words_per_minute=PACE)
    assert place.signal == BANK.signal
    rows = rows_of(workspace, person.id)
    counts = {name: len(found) for name, found in rows.items() if found}
    assert counts == expected_counts(BANK)
    view = view_bank(place)
    assert [row.story.content for row in view.rows] == [story.content for story in LIVE]
    assert len(view_bank(place, Wanted(archived=True)).rows) == 2


def test_loading_twice_opens_what_is_there(workspace: Workspace) -> None:
    person = load_sample(workspace)
    place = desk(workspace)
    save_story(
        place, BANK.stories[0].id, STORIES[0].content._replace(title="Changed"), BANK.stories[0].revision
    )
    before = rows_of(workspace, person.id)
    other = add_person(workspace, "Nuala")
    assert desk(workspace).person.id == other.id
    assert load_sample(workspace) == person
    assert desk(workspace).person == person
    assert rows_of(workspace, person.id) == before


def test_two_windows_that_load_at_once_get_one_sample(workspace: Workspace) -> None:
    with ThreadPoolExecutor(4) as windows:
        loaded = list(windows.map(lambda _: load_sample(workspace), range(4)))
    assert set(loaded) == {BANK.person}
    with workspace.database.reading() as session:
        assert count_rows(session, "person") == 1
        assert count_rows(session, "take") == len(BANK.takes)


def test_removing_leaves_nothing_of_the_sample_and_everything_of_others(workspace: Workspace) -> None:
    own = own_bank(workspace)
    before = rows_of(workspace, own)
    readings = count_readings(workspace, own)
    person = load_sample(workspace)
    view_bank(desk(workspace))
    archive(desk(workspace), [BANK.stories[3].id])
    left = remove_sample(workspace)
    assert left
    assert left.id == own
    assert desk(workspace).person.id == own
    assert rows_of(workspace, own) == before
    assert count_readings(workspace, own) == readings
    assert not any(rows_of(workspace, person.id).values())
    assert count_readings(workspace, person.id) == 0
    with workspace.database.reading() as session:
        for name in set(table_names()) - {"workspace"}:
            assert count_rows(session, name) == len(before[name]), name
        assert workspace_value(session, BEFORE) is None


def test_removing_the_only_person_leaves_an_empty_workspace(workspace: Workspace) -> None:
    load_sample(workspace)
    assert remove_sample(workspace) is None
    assert desk_of(workspace) is None
    with workspace.database.reading() as session:
        assert {name: count_rows(session, name) for name in table_names()} == dict.fromkeys(table_names(), 0)
        assert workspace_value(session, CURRENT) is None
    assert remove_sample(workspace) is None


def test_removing_from_elsewhere_keeps_the_open_bank(workspace: Workspace) -> None:
    first = add_person(workspace, "Nuala")
    load_sample(workspace)
    second = add_person(workspace, "Oisin")
    left = remove_sample(workspace)
    assert left == second
    assert left != first


def test_whom_the_sample_came_after_may_be_gone(workspace: Workspace) -> None:
    stays = add_person(workspace, "Oisin")
    gone = add_person(workspace, "Nuala")
    load_sample(workspace)
    with workspace.database.writing() as session:
        remove_person(session, gone.id)
    assert remove_sample(workspace) == stays


def count_readings(workspace: Workspace, person: str) -> int:
    with workspace.database.reading() as session:
        query = select(func.count()).select_from(ReadingRow).where(ReadingRow.person_id == person)
        return session.scalar(query) or 0


def expected_counts(bank: SampleBank) -> dict[str, int]:
    return {
        "person": 1,
        "target": 1,
        "story": len(bank.stories),
        "revision": len(bank.revisions),
        "source": len(bank.sources),
        "found_story": sum(len(each.found) for each in bank.sources),
        "tick": len(bank.ticks),
        "take": len(bank.takes),
        "round": len(bank.rounds),
        "telling": sum(len(held.tellings) for held in bank.rounds),
        "loop": 1,
        "recording": len(bank.practice.heard),
        "transcript": len(bank.practice.heard),
        "mock": len(bank.practice.mocks),
        "mock_question": sum(len(mock.questions) for mock in bank.practice.mocks),
        "hearing": len(bank.practice.hearings),
    }


# --- the benchmark database


def test_a_benchmark_year_has_its_size(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, sources=SOURCES, now=lambda: NOW, environ={})
    (person,) = year.fill_year(workspace, seed=3)
    bank = year.year_bank(NOW, 3, 0)
    assert desk(workspace).person == person == bank.person
    counts = {name: len(rows) for name, rows in rows_of(workspace, person.id).items()}
    assert (counts["story"], counts["revision"], counts["take"], counts["round"]) == (40, 600, 1500, 300)
    assert (counts["mock"], counts["hearing"]) == (24, 120)
    assert counts["transcript"] >= 300
    assert len({record.content.told for record in bank.stories}) >= 36
    assert all(take.revision >= 1 and take.at < NOW for take in bank.takes)
    workspace.database.close()


def test_benchmark_years_differ_by_person_only() -> None:
    one, two = year.year_bank(NOW, 3, 0), year.year_bank(NOW, 3, 1)
    assert one == year.year_bank(NOW, 3, 0)
    assert not {record.id for record in one.stories} & {record.id for record in two.stories}
    assert one.stories[0].content.told != two.stories[0].content.told
