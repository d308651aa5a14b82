"""Where packs come from, and which one wins."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from highsignal.packs import load
from highsignal.packs.errors import MissingPackFolderError, StrayPackFileError
from highsignal.packs.find import PACKAGED, PackSources, default_sources
from highsignal.packs.listing import listing
from highsignal.packs.model import PackKind

WritePack = Callable[..., Path]


def test_without_the_variable_only_the_packaged_ones() -> None:
    assert default_sources({}) == PackSources((), PACKAGED)
    assert default_sources({"HIGHSIGNAL_PACKS": "  "}) == PackSources()


def test_folders_of_the_variable_come_before_those_given() -> None:
    variable = os.pathsep.join(["/a", "", " /b "])
    sources = default_sources({"HIGHSIGNAL_PACKS": variable}, [Path("/c")])
    assert sources.folders == (Path("/a"), Path("/b"), Path("/c"))
    assert sources.all()[0] == PACKAGED


def test_the_home_folder_is_understood() -> None:
    (folder,) = default_sources({"HIGHSIGNAL_PACKS": "~/packs"}).folders
    assert folder == Path.home() / "packs"


def test_a_new_id_adds(write_pack: WritePack, own_sources: PackSources) -> None:
    write_pack(PackKind.LADDER, "guild")
    assert "guild" in {ladder.id for ladder in load.ladders(own_sources)}
    assert load.level(load.ladder("guild", own_sources), "SENIOR").id == "A2"


def test_the_same_id_overrides(write_pack: WritePack, own_sources: PackSources) -> None:
    write_pack(PackKind.ROLE, "ml-engineer")
    assert load.role("ml-engineer", own_sources).title == "Beekeeper"
    assert load.role("ml-engineer", PackSources()).title == "Machine learning engineer"
    assert [r.title for r in load.roles(own_sources)].count("Beekeeper") == 1


def test_the_last_folder_wins(write_pack: WritePack, own: Path, tmp_path: Path) -> None:
    first = write_pack(PackKind.LADDER, "guild")
    later = tmp_path / "later" / "ladders"
    later.mkdir(parents=True)
    text = first.read_text(encoding="utf-8").replace("Guild", "Union")
    (later / "guild.toml").write_text(text, encoding="utf-8")
    assert load.ladder("guild", PackSources((own, later.parent))).title == "Union"
    assert load.ladder("guild", PackSources((later.parent, own))).title == "Guild"


def test_prompts_override_one_by_one(write_pack: WritePack, own_sources: PackSources) -> None:
    packaged = load.prompts(PackSources()).packs[0]
    write_pack(PackKind.PROMPTS, "bees", ("bees-first-sting", packaged.id))
    mine = load.prompts(own_sources)
    assert len(mine) == len(load.prompts(PackSources()))
    assert next(p for p in mine if p.id == packaged.id).text == "Tell me about your first sting."


def test_a_prompts_file_named_like_a_packaged_one_adds_to_it(
    write_pack: WritePack, own_sources: PackSources
) -> None:
    write_pack(PackKind.PROMPTS, "conflict")
    assert len(load.prompts(own_sources)) == len(load.prompts(PackSources())) + 1


def test_a_competency_of_ones_own(write_pack: WritePack, own_sources: PackSources) -> None:
    write_pack(PackKind.COMPETENCIES, "bees")
    assert load.competency("Calm", own_sources).id == "calm"
    assert len(load.prompts(own_sources, competency="calm")) == 0


def test_a_changed_file_is_read_again(write_pack: WritePack, own_sources: PackSources) -> None:
    path = write_pack(PackKind.LADDER, "guild")
    before = load.ladder("guild", own_sources)
    assert load.ladder("guild", own_sources) is before, "unchanged, it is read only once"
    write_pack(PackKind.LADDER, "guild", ('title = "Guild"', 'title = "Brotherhood"'))
    os.utime(path, ns=(1, 1))
    assert load.ladder("guild", own_sources).title == "Brotherhood"


def test_hidden_and_backup_files_are_no_packs(write_pack: WritePack, own_sources: PackSources) -> None:
    path = write_pack(PackKind.LADDER, "guild")
    (path.parent / "._guild.toml").write_bytes(b"\x00")
    (path.parent / "guild.toml~").write_bytes(b"\x00")
    assert load.ladders(own_sources).errors == ()


def test_a_missing_folder_is_told_and_the_rest_works(tmp_path: Path) -> None:
    sources = PackSources((tmp_path / "nowhere",))
    found = load.ladders(sources)
    assert len(found) == len(load.ladders(PackSources()))
    (error,) = found.errors
    assert isinstance(error, MissingPackFolderError)
    assert "is not a folder, so no packs are read from it" in str(error)
    assert load.role("ml-engineer", sources).id == "ml-engineer"


def test_a_listing_has_a_row_for_every_file(write_pack: WritePack, own_sources: PackSources) -> None:
    path = write_pack(PackKind.LADDER, "guild")
    override = write_pack(PackKind.ROLE, "ml-engineer")
    broken = write_pack(PackKind.CHECKLIST, "bag", ("format = 1", "format ="))
    write_pack(PackKind.PROMPTS, "conflict")
    found = listing(own_sources)
    rows = {(row.kind, row.path): row for row in found.rows}
    guild = rows[PackKind.LADDER, path]
    assert (guild.entries, guild.counted, guild.packaged, guild.licence) == (
        2,
        "levels",
        False,
        "none stated",
    )
    assert rows[PackKind.ROLE, override].replaces == PACKAGED / "roles" / "ml-engineer.toml"
    assert (PackKind.ROLE, PACKAGED / "roles" / "ml-engineer.toml") not in rows
    bad = rows[PackKind.CHECKLIST, broken]
    assert bad.error is not None
    assert (bad.title, bad.entries) == ("", 0)
    assert [row.id for row in found.rows if row.kind is PackKind.PROMPTS].count("conflict") == 2
    assert found.errors == ()
    assert sum(row.entries for row in listing(PackSources()).rows if row.kind is PackKind.PROMPTS) >= 320


def test_a_pack_in_the_wrong_place_is_told(own: Path, own_sources: PackSources) -> None:
    (own / "loose.toml").write_text("", encoding="utf-8")
    (own / "ladder").mkdir()
    (own / "ladder" / "guild.toml").write_text("", encoding="utf-8")
    errors = listing(own_sources).errors
    assert [type(e) for e in errors] == [StrayPackFileError, StrayPackFileError]
    assert "a pack lies in the folder of its kind (roles/, ladders/, checklists/" in str(errors[0])
