"""Archives that are not used: damaged, newer, somebody else's, or made to do harm. Nothing changes."""

from __future__ import annotations

import json
import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.storage.filled import contents, fill

from highsignal.packs.find import PackSources
from highsignal.services import archive_reading
from highsignal.services.archive_errors import (
    ArchiveError,
    DamagedArchiveError,
    NewerArchiveError,
    NotAnArchiveError,
    UnsafeArchiveError,
)
from highsignal.services.archive_import import import_archive, looks_like_archive
from highsignal.services.archives import backup, read_backup, restore
from highsignal.services.workspace import Workspace, utc_now
from highsignal.storage.database import Database
from highsignal.storage.dump import remove_everything
from highsignal.storage.errors import UnusableRowError

Files = dict[str, bytes]


@pytest.fixture
def filled(empty_bank_file: Path, tmp_path: Path) -> Workspace:
    """On SQLite only: what is refused is refused before any database is asked."""
    file = tmp_path / "highsignal.sqlite3"
    file.write_bytes(empty_bank_file.read_bytes())
    workspace = Workspace(Database(f"sqlite:///{file}"), PackSources(), tmp_path, utc_now)
    fill(workspace)
    return workspace


@pytest.fixture
def good(filled: Workspace, tmp_path: Path) -> Path:
    return backup(filled, tmp_path / "good.zip").path


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def said_otherwise(files: Files, **values: Any) -> Files:
    manifest = json.loads(files["manifest.json"]) | values
    return files | {"manifest.json": json.dumps(manifest).encode()}


def resealed(files: Files, name: str, content: bytes) -> Files:
    """With a file changed and the manifest changed to fit, as somebody who means it would."""
    members = json.loads(files["manifest.json"])["members"]
    members[name] = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    return said_otherwise(files | {name: content}, members=members)


def without(files: Files, name: str) -> Files:
    return {key: value for key, value in files.items() if key != name}


CASES: dict[str, tuple[Callable[[Files], Files], type[ArchiveError], str]] = {
    "no manifest": (lambda f: without(f, "manifest.json"), NotAnArchiveError, "it has no manifest.json"),
    "nothing": (lambda f: {}, NotAnArchiveError, "it has no manifest.json"),
    "another program's": (
        lambda f: f | {"manifest.json": b'{"name": "a browser extension"}'},
        NotAnArchiveError,
        "another program's",
    ),
    "manifest cut off": (
        lambda f: f | {"manifest.json": f["manifest.json"][:-9]},
        DamagedArchiveError,
        "is not JSON",
    ),
    "manifest is a number": (lambda f: f | {"manifest.json": b"7"}, NotAnArchiveError, "another program's"),
    "manifest too deep": (
        lambda f: f | {"manifest.json": b"[" * 100_000},
        DamagedArchiveError,
        "is not JSON",
    ),
    "manifest says too little": (
        lambda f: said_otherwise(f, members={"data/story.jsonl": 3}),
        DamagedArchiveError,
        "misses something",
    ),
    "no time zone": (
        lambda f: said_otherwise(f, created_at="2026-03-01"),
        DamagedArchiveError,
        "misses something",
    ),
    "newer layout": (lambda f: said_otherwise(f, version=2), NewerArchiveError, "its layout is 2"),
    "no layout": (lambda f: said_otherwise(f, version=None), NewerArchiveError, "its layout is None"),
    "newer structure": (
        lambda f: said_otherwise(f, structure="0999", program="9.9"),
        NewerArchiveError,
        r"9.9; its structure is 0999",
    ),
    "a byte changed": (
        lambda f: f | {"data/story.jsonl": f["data/story.jsonl"].replace(b"0", b"1", 1)},
        DamagedArchiveError,
        "data/story.jsonl is not as it was written",
    ),
    "a table missing": (
        lambda f: without(f, "data/take.jsonl"),
        DamagedArchiveError,
        "take.jsonl is missing",
    ),
    "a table too many": (
        lambda f: f | {"data/more.jsonl": b"{}\n"},
        DamagedArchiveError,
        "is not in its manifest.json",
    ),
    "a table that there is not": (
        lambda f: resealed(f, "data/more.jsonl", b"{}\n"),
        DamagedArchiveError,
        "is no table of highsignal",
    ),
    "no rows": (
        lambda f: resealed(f, "data/story.jsonl", b'[1]\n"x"\n'),
        DamagedArchiveError,
        "data/story.jsonl:1 is not a row",
    ),
    "rows cut off": (
        lambda f: resealed(f, "data/story.jsonl", f["data/story.jsonl"][:-9]),
        DamagedArchiveError,
        r"data/story.jsonl:\d is not a row",
    ),
    "leads out": (
        lambda f: resealed(f, "recordings/../../evil", b"x"),
        UnsafeArchiveError,
        r"'recordings/../../evil', which leads out of it",
    ),
    "absolute": (lambda f: f | {"/etc/evil": b"x"}, UnsafeArchiveError, "leads out of it"),
    "another drive": (lambda f: f | {"C:/evil": b"x"}, UnsafeArchiveError, "leads out of it"),
    "backslashes": (lambda f: f | {"recordings\\..\\evil": b"x"}, UnsafeArchiveError, "leads out of it"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("use", [restore, import_archive])
def test_what_cannot_be_used_is_a_sentence_and_changes_nothing(
    filled: Workspace, good: Path, case: str, use: Callable[[Workspace, Path], object]
) -> None:
    change, error, words = CASES[case]
    path = written(good.with_name("bad.zip"), change(files_of(good)))
    refused(filled, path, error, words, use)


def refused(
    workspace: Workspace,
    path: Path,
    error: type[Exception],
    words: str,
    use: Callable[[Workspace, Path], object] = restore,
) -> None:
    before = contents(workspace.database)
    there = sorted(workspace.folder.rglob("*"))
    with pytest.raises(error, match=words) as caught:
        use(workspace, path)
    assert "othing was changed" in str(caught.value)
    assert contents(workspace.database) == before
    kept = [p for p in sorted(workspace.folder.rglob("*")) if "before-restore" not in p.name]
    assert [p for p in kept if p.name != "backups"] == there


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is not a ZIP"),
        (b"A letter.", "it is not a ZIP"),
        (b"PK\x03\x04" + b"x" * 500, "it is not a ZIP"),
        (None, "there is no such file"),
    ],
)
def test_what_is_no_zip(filled: Workspace, tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "letter.zip"
    if content is not None:
        path.write_bytes(content)
    refused(filled, path, NotAnArchiveError, words)
    assert not looks_like_archive(path)


def test_a_file_cut_off_or_with_bytes_changed_is_never_used(filled: Workspace, good: Path) -> None:
    whole = good.read_bytes()
    chance = random.Random(1)
    before = contents(filled.database)
    bad = good.with_name("bad.zip")
    for turn in range(60):
        if turn % 3:
            place = chance.randrange(len(whole))
            changed = bytes([whole[place] ^ (1 << chance.randrange(8))])
            bad.write_bytes(whole[:place] + changed + whole[place + 1 :])
        else:
            bad.write_bytes(whole[: chance.randrange(len(whole))])
        try:
            read_backup(bad)
        except ArchiveError:
            continue
        # A bit that says nothing, such as a file's date: then everything is as it was written.
        assert files_of(bad) == files_of(good)
    assert contents(filled.database) == before


def test_two_files_of_one_name(filled: Workspace, good: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(good, "a") as archive:
        archive.writestr("data/story.jsonl", "")
    refused(filled, good, UnsafeArchiveError, "two files in it are called data/story.jsonl")


def test_a_link(filled: Workspace, good: Path) -> None:
    link = zipfile.ZipInfo("recordings/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(good, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    refused(filled, good, UnsafeArchiveError, "recordings/link in it is a link")


def test_a_zip_that_needs_a_password(filled: Workspace, good: Path) -> None:
    content = bytearray(good.read_bytes())
    place = content.index(b"PK\x01\x02") + 8
    content[place] |= 1
    good.write_bytes(content)
    refused(filled, good, NotAnArchiveError, "needs a password")


def test_a_bomb_is_not_unpacked(filled: Workspace, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_reading, "_LARGEST", 1 << 20)
    files = files_of(good)
    bomb = written(good.with_name("bomb.zip"), resealed(files, "recordings/a", b"\0" * (2 << 20)))
    assert bomb.stat().st_size < 100_000
    refused(filled, bomb, UnsafeArchiveError, "unpacked it would be larger than")
    monkeypatch.undo()
    monkeypatch.setattr(archive_reading, "_LARGEST_DATA", 100)
    refused(filled, good, UnsafeArchiveError, "is larger than")
    monkeypatch.undo()
    monkeypatch.setattr(archive_reading, "_MOST_MEMBERS", 3)
    refused(filled, good, UnsafeArchiveError, "more than 3 files")
    monkeypatch.undo()
    monkeypatch.setattr(archive_reading, "_LARGEST_MANIFEST", 10)
    archive_reading.Archive.read.__defaults__ = (10,)
    try:
        refused(filled, good, UnsafeArchiveError, "manifest.json is larger than")
    finally:
        archive_reading.Archive.read.__defaults__ = (32 << 20,)
    monkeypatch.undo()
    monkeypatch.setattr(archive_reading, "_LONGEST_LINE", 20)
    refused(filled, good, DamagedArchiveError, "is not a row")


def test_a_file_that_lies_about_its_size(filled: Workspace, good: Path) -> None:
    """Declared small, unpacked large: only as much is read as was declared, and then the sums differ."""
    content = b"\0" * (4 << 20)
    name = b"data/story.jsonl"
    files = files_of(good)
    bad = written(good.with_name("bad.zip"), files | {name.decode(): content})
    raw = bytearray(bad.read_bytes())
    size = struct.pack("<I", len(content))
    small = struct.pack("<I", len(files[name.decode()]))
    crc = struct.pack("<I", zlib.crc32(content))
    for place in [i for i in range(len(raw) - 4) if raw[i : i + 4] == size]:
        raw[place : place + 4] = small
    assert crc in raw
    bad.write_bytes(raw)
    refused(
        filled, bad, DamagedArchiveError, "data/story.jsonl (cannot be unpacked|is not as it was written)"
    )


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("person", {"name": 5}, "'name' cannot be 5"),
        ("story", {"person_id": "nobody"}, "names what is not there|is missing"),
        ("revision", {"story_id": ["x"]}, "'story_id' cannot be|is missing"),
        ("revision", {"colour": "blue"}, "no column 'colour'"),
        ("take", {"story_id": "nobody"}, "names what is not there"),
        ("change", {"before": {"a": 1}}, ""),
    ],
)
@pytest.mark.parametrize("use", [restore, import_archive])
def test_a_row_that_does_not_fit_changes_nothing(
    filled: Workspace,
    good: Path,
    table: str,
    change: dict[str, object],
    words: str,
    use: Callable[[Workspace, Path], object],
) -> None:
    name = f"data/{table}.jsonl"
    first, *others = files_of(good)[name].splitlines(keepends=True)
    row = json.dumps(json.loads(first) | change).encode() + b"\n"
    bad = written(good.with_name("bad.zip"), resealed(files_of(good), name, row + b"".join(others)))
    if use is import_archive:
        with filled.database.writing() as session:
            remove_everything(session)
    if words:
        refused(filled, bad, UnusableRowError, words, use)
