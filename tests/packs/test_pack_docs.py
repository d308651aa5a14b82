"""The page about packs is true: its examples load, and it names every key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from highsignal.packs import validate
from highsignal.packs.find import PackSources, find
from highsignal.packs.listing import listing
from highsignal.packs.model import PackKind

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
EXAMPLES = {
    PackKind(tomllib.loads(text)["kind"]): text for text in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
}


@pytest.mark.parametrize("kind", PackKind)
def test_the_example_of_each_kind_is_a_valid_pack(kind: PackKind, tmp_path: Path) -> None:
    text = EXAMPLES[kind]
    pack_id = tomllib.loads(text)["id"]
    (tmp_path / kind.folder).mkdir()
    (tmp_path / kind.folder / f"{pack_id}.toml").write_text(text, encoding="utf-8")
    row = next(r for r in listing(PackSources((tmp_path,))).rows if r.id == pack_id and r.kind is kind)
    assert row.error is None


@pytest.mark.parametrize("kind", PackKind)
def test_the_page_names_every_key(kind: PackKind) -> None:
    for name in keys(dict(validate.schema(kind))):
        assert re.search(rf"\b{name}\b", PAGE), name


def keys(rules: dict[str, object]) -> set[str]:
    found: set[str] = set()
    properties = rules.get("properties", {})
    assert isinstance(properties, dict)
    for name, inner in properties.items():
        found |= {name} | keys(inner) | keys(inner.get("items", {}))
    return found


def test_the_page_names_every_packaged_pack() -> None:
    shipped = re.findall(r"`([a-z-]+)`", PAGE.split("## Your own", maxsplit=1)[0])
    for kind in (PackKind.ROLE, PackKind.LADDER, PackKind.CHECKLIST, PackKind.COMPETENCIES, PackKind.LOOP):
        for row in listing(PackSources()).rows:
            if row.kind is kind:
                assert row.id in shipped
                assert find(kind, row.id, PackSources())
