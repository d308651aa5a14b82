"""A malformed pack: what happened, where, and what to do; and the others still load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highsignal.packs import load
from highsignal.packs.errors import (
    BrokenTomlError,
    InvalidPackError,
    PackError,
    UnknownLevelError,
    UnknownPackError,
    UnreadablePackError,
)
from highsignal.packs.find import PackSources
from highsignal.packs.model import PackKind

WritePack = Callable[..., Path]


def places(error: PackError) -> list[tuple[int, int]]:
    return [(p.line, p.column) for p in error.problems]


def test_every_problem_is_named_at_once_with_its_place(
    write_pack: WritePack, own_sources: PackSources
) -> None:
    path = write_pack(
        PackKind.LADDER,
        "guild",
        ('title = "Guild"', 'titel = "Guild"'),
        ("people = 0\nteams", "people = -1\nteams"),
        ("influence = 1\nexpects", 'influence = "team"\nexpects'),
        ("horizon = 1, ambiguity", "horizont = 1, ambiguity"),
        ('["senior"]', '["senior", " padded"]'),
    )
    with pytest.raises(InvalidPackError) as caught:
        load.ladder("guild", own_sources)
    assert str(caught.value).splitlines() == [
        f"{path} is not a valid ladder pack; 7 problems to mend:",
        f"  {path}:1:1: lacks “title” (The name a person reads)",
        f"  {path}:4:1: titel: is no key of this table; it may have kind, format, id, title, summary, "
        "source, source_url, licence, notes, level",
        f"  {path}:15:1: level 1 › people: must be at least 0, and is -1",
        f"  {path}:26:22: level 2 › aliases 2: must be one line of text, not empty and without spaces at "
        "its ends: “ padded”",
        f"  {path}:32:1: level 2 › influence: must be a whole number, and is “team”",
        f"  {path}:33:1: level 2 › expects: lacks “horizon” (Pieces of evidence that make it strong; 0 when "
        "not asked for)",
        f"  {path}:33:36: level 2 › expects › horizont: is no key of this table; it may have people, teams, "
        "horizon, ambiguity, influence",
    ]
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("kind", "old", "new", "line", "says"),
    [
        (PackKind.LADDER, "order = 2", "order = 1", 25, "must be higher than that of the level before"),
        (PackKind.LADDER, '["senior"]', '["apprentice"]', 22, "answers to “apprentice”, as does “A1”"),
        (PackKind.LADDER, 'id = "guild"', 'id = "gild"', 3, "but the file is named guild.toml; rename one"),
        (PackKind.LADDER, "format = 1", "format = 2", 2, "must be 1, and is 2"),
        (PackKind.LADDER, 'kind = "ladder"', 'kind = "role"', 1, "must be “ladder”, and is “role”"),
        (PackKind.CHECKLIST, '"person"', '"anyone"', 12, "must be one of “software”, “person”, “both”"),
        (PackKind.ROLE, '["swarm*",', '["sw*rm",', 23, "each ending in a letter, a digit or a star: “sw*rm”"),
        (PackKind.ROLE, '["risk"]', '["luck"]', 26, "is “luck”, and must be one of “adoption”"),
        (PackKind.COMPETENCIES, '"calm*", ', '"slowly", ', 10, "says “slowly” twice"),
        (PackKind.PROMPTS, "signals =", "signal =", 10, "is no key of this table"),
        (PackKind.LOOP, "minutes = 30", "minutes = 3", 12, "must be at least 5, and is 3"),
        (PackKind.LOOP, '["stakes"]', '["charm"]', 10, "is “charm”, and must be one of “structure”"),
    ],
)
def test_a_problem_names_its_line(
    write_pack: WritePack,
    own_sources: PackSources,
    kind: PackKind,
    old: str,
    new: str,
    line: int,
    says: str,
) -> None:
    write_pack(kind, "guild", (old, new))
    error = only_error(kind, own_sources)
    assert isinstance(error, InvalidPackError)
    assert says in str(error)
    assert line in {p.line for p in error.problems}


def only_error(kind: PackKind, sources: PackSources) -> PackError:
    loaders: dict[PackKind, Callable[[PackSources], load.Found[object]]] = {
        PackKind.ROLE: load.roles,
        PackKind.LADDER: load.ladders,
        PackKind.CHECKLIST: load.checklists,
        PackKind.PROMPTS: load.prompts,
        PackKind.COMPETENCIES: load.competencies,
        PackKind.LOOP: load.loops,
    }
    found = loaders[kind](sources)
    assert len(found) == len(loaders[kind](PackSources())), "the other packs still load"
    (error,) = found.errors
    return error


def test_the_same_prompt_twice_in_a_file(write_pack: WritePack, own_sources: PackSources) -> None:
    path = write_pack(PackKind.PROMPTS, "bees")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("\n[[prompt]]") :], encoding="utf-8")
    error = only_error(PackKind.PROMPTS, own_sources)
    assert "prompt 2 › id: says “bees-first-sting”, as number 1 does already" in str(error)
    assert places(error) == [(13, 1), (14, 1)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('kind = "ladder"\nformat = \n', 2, 10),
        ('kind = "ladder\n', 1, 15),
        ('kind = "ladder"\nkind = "ladder"\n', 2, 16),
        ('id = "x"\nlist = [1, 2', 2, 13),
        ("a = 2026-13-45\n", 1, 9),
        ("a = " + "[" * 5000, 1, 1),
        ("a = " + "9" * 5000, 1, 5005),
    ],
)
def test_broken_toml_names_line_and_column(
    write_pack: WritePack, own_sources: PackSources, text: str, line: int, column: int
) -> None:
    path = write_pack(PackKind.LADDER, "guild", text=text)
    error = only_error(PackKind.LADDER, own_sources)
    assert isinstance(error, BrokenTomlError)
    assert places(error) == [(line, column)]
    assert str(error).startswith(f"{path}:{line}:{column}: not valid TOML: ")


def test_a_file_that_is_not_utf8(write_pack: WritePack, own_sources: PackSources) -> None:
    path = write_pack(PackKind.CHECKLIST, "bag")
    path.write_bytes("# Prüfliste\ntitle = “é".encode("cp1252"))
    error = only_error(PackKind.CHECKLIST, own_sources)
    assert isinstance(error, UnreadablePackError)
    assert str(error) == f"{path}:1:5: cannot be read: it is not UTF-8 text; save it as UTF-8."


def test_a_folder_named_like_a_pack(own: Path, own_sources: PackSources) -> None:
    (own / "ladders" / "guild.toml").mkdir(parents=True)
    assert isinstance(only_error(PackKind.LADDER, own_sources), UnreadablePackError)


def test_a_file_too_large_to_be_a_pack(write_pack: WritePack, own_sources: PackSources) -> None:
    write_pack(PackKind.LADDER, "guild", text="# " + "x" * 1_000_001)
    assert "it is over 1 MB" in str(only_error(PackKind.LADDER, own_sources))


def test_windows_line_ends_and_a_byte_order_mark_are_fine(
    write_pack: WritePack, own_sources: PackSources
) -> None:
    path = write_pack(PackKind.LADDER, "guild")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load.ladder("guild", own_sources).levels[1].id == "A2"


def test_a_malformed_override_is_not_replaced_by_the_packaged_one(
    write_pack: WritePack, own_sources: PackSources
) -> None:
    write_pack(PackKind.ROLE, "ml-engineer", ("format = 1", "format = 7"))
    with pytest.raises(InvalidPackError):
        load.role("ml-engineer", own_sources)
    found = load.roles(own_sources)
    assert "ml-engineer" not in {r.id for r in found}
    assert "software-engineer" in {r.id for r in found}
    assert len(found.errors) == 1


def test_an_unknown_pack_names_the_near_one_and_the_known(own: Path) -> None:
    with pytest.raises(UnknownPackError) as caught:
        load.ladder("dropbx-mle", PackSources((own,)))
    sentence = str(caught.value)
    assert "There is no ladder “dropbx-mle”; did you mean “dropbox-mle”?" in sentence
    assert "Known: circleci, dropbox-mle, engineeringladders, engineeringladders-em." in sentence
    assert str(own) in sentence


@pytest.mark.parametrize("name", ["", "../roles/ml-engineer", "a/b", ".", "zzz"])
def test_an_id_is_never_a_path(name: str) -> None:
    with pytest.raises(UnknownPackError):
        load.ladder(name, PackSources())


def test_an_unknown_level_names_the_levels() -> None:
    ladder = load.ladder("circleci", PackSources())
    with pytest.raises(UnknownLevelError) as caught:
        load.level(ladder, "IC4")
    assert "has no level “IC4”. Its levels: E1 (Associate engineer), E2 (Engineer)" in str(caught.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(content=st.binary(max_size=200))
def test_no_bytes_whatever_raise_anything_but_a_pack_error(
    write_pack: WritePack, own_sources: PackSources, content: bytes
) -> None:
    path = write_pack(PackKind.PROMPTS, "bees")
    path.write_bytes(content)
    assert isinstance(only_error(PackKind.PROMPTS, own_sources), PackError)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(data=st.data())
def test_a_cut_or_garbled_pack_always_names_a_place_in_the_file(
    write_pack: WritePack, own_sources: PackSources, data: st.DataObject
) -> None:
    path = write_pack(PackKind.LADDER, "guild")
    text = path.read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text) - 1))
    garbled = (
        text[:at] + data.draw(st.sampled_from(["", '"', "[", "= 1\n", "\n", "#", "é", "{"])) + text[at + 1 :]
    )
    path.write_text(garbled, encoding="utf-8")
    lines = garbled.split("\n")
    for error in load.ladders(own_sources).errors:
        for line, column in places(error):
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
