"""Nothing is lost on the way out and back, from SQLite to PostgreSQL and back, whatever a story says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.servers.databases import with_tables
from tests.servers.postgres import Cluster
from tests.storage.filled import contents, fill

from highsignal.domain.bank import StoryContent, StoryState
from highsignal.packs.find import PackSources
from highsignal.services.archive_export import export
from highsignal.services.archive_import import import_archive
from highsignal.services.archive_stories import edited, read_story, write_story
from highsignal.services.archives import backup, restore
from highsignal.services.erasing import erase, plan_erase
from highsignal.services.people import add_person
from highsignal.services.stories import create_story, save_story
from highsignal.services.workspace import Workspace, desk_of, open_workspace, utc_now
from highsignal.storage.database import FILE, Database, sqlite_url
from highsignal.storage.dump import remove_everything

SOURCES = PackSources()

# Words that look like what files are made of, and signs that programs like to lose.
PIECES = st.sampled_from(
    [
        "---\n", "---\nid: x\n---\n", "...\n", "## Result\n", "## Full\n", "## 90 seconds", "\\## Full\n",
        "\\", "# ", "\n", "\r\n", "\r", "\n\n\n", " ", "\t", "\u2028", "\u2029", "\x85", "\x0b", "\x1c",
        "\ufeff", "\x7f", "\x01", "\ufffe", "🦜", "👩\u200d💻", "e\u0301", "שלום", "\u202eabc", "العربية",
        "null", "true", "1e5", "'", '"', "{}", "[a]", "%", "<!-- highsignal: allow-file -->", "title: no",
        ": ", "&amp;", "%00", "\U0010ffff",
    ]
)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
LINE = st.one_of(st.just(""), st.lists(st.one_of(PIECES, ANY), max_size=4).map("".join))
TEXT = st.one_of(st.just(""), st.lists(st.one_of(PIECES, ANY), max_size=12).map("".join))
CONTENT = st.builds(StoryContent, LINE, LINE, TEXT, TEXT, TEXT, st.lists(LINE, max_size=3).map(tuple), LINE)


@pytest.fixture(scope="module")
def elsewhere(postgres_cluster: Cluster) -> Iterator[str]:
    """A database on PostgreSQL that is emptied by each restore."""
    name = postgres_cluster.create(postgres_cluster.template("empty_bank", with_tables))
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture
def way(tmp_path: Path, empty_bank_file: Path, elsewhere: str) -> Iterator[tuple[Workspace, Workspace]]:
    """A workspace on SQLite and one on PostgreSQL, each with a folder of its own."""
    made = []
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(empty_bank_file, folder / FILE)
        url = sqlite_url(folder) if name == "here" else elsewhere
        made.append(Workspace(Database(url), SOURCES, folder, utc_now))
    yield made[0], made[1]
    for workspace in made:
        workspace.database.close()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(stories=st.lists(CONTENT, min_size=1, max_size=4))
@example(stories=[StoryContent(full="é🦜\n" * 330_000, ninety="\\" * 5000, thirty="\u2028" * 1000)])
def test_any_story_comes_back_from_another_database(
    way: tuple[Workspace, Workspace], stories: list[StoryContent]
) -> None:
    here, there = way
    for workspace in way:
        empty(workspace)
    add_person(here, "Ana")
    desk = desk_of(here)
    assert desk
    for content in stories:
        story = create_story(desk, StoryContent())[0]
        save_story(desk, story.id, content, 1)
    before = contents(here.database)
    there_first = backup(here, here.folder / "a.zip").path
    restore(there, there_first)
    assert contents(there.database) == before
    path = export(there, there.folder / "b.zip").path
    empty(here)
    done = import_archive(here, path)
    assert contents(here.database) == before
    assert done.edited == 0


def empty(workspace: Workspace) -> None:
    with workspace.database.writing() as session:
        remove_everything(session)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(content=CONTENT)
@example(content=StoryContent(title="12e4", headline="yes", full="## Full\n\\## Full\n\\\\## 90 seconds  "))
def test_a_story_s_markdown_says_what_the_story_says(content: StoryContent) -> None:
    text = write_story("0123456789ab", StoryState.RAW, content)
    file = read_story("stories/01.md", text)
    assert (file.id, file.state) == ("0123456789ab", StoryState.RAW)
    assert edited(content, file) == content
    # Without knowing the story, all but the white space at the ends of its versions is in the file.
    alone = edited(StoryContent(), file)
    for name, words in alone._asdict().items():
        if isinstance(words, str):
            assert unix(words) == unix(getattr(content, name)), name


def unix(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def test_everything_comes_back_after_it_was_erased(tmp_path: Path, postgres_bank_url: str) -> None:
    """SQLite, erased, imported into PostgreSQL, erased, imported into SQLite; everything that there is."""
    first = open_workspace(tmp_path / "one", None, SOURCES, environ={})
    fill(first)
    fill(first, "Ben")
    (tmp_path / "one" / "recordings").mkdir()
    (tmp_path / "one" / "recordings" / "a.webm").write_bytes(b"sound")
    before = contents(first.database)
    path = export(first, tmp_path / "1.zip").path
    first.database.close()
    erase(plan_erase(tmp_path / "one", environ={}))
    assert not (tmp_path / "one").exists()

    second = open_workspace(tmp_path / "two", postgres_bank_url, SOURCES, environ={})
    import_archive(second, path)
    assert contents(second.database) == before
    path = backup(second, tmp_path / "2.zip").path
    second.database.close()
    erase(plan_erase(tmp_path / "two", postgres_bank_url, environ={}))
    assert not (tmp_path / "two").exists()
    again = Database(postgres_bank_url)
    assert not any(contents(again).values())
    again.close()

    third = open_workspace(tmp_path / "three", None, SOURCES, environ={})
    restore(third, path)
    assert contents(third.database) == before
    assert (tmp_path / "three" / "recordings" / "a.webm").read_bytes() == b"sound"
    third.database.close()
