"""Asking for packs by the names people use."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from highsignal.packs import load
from highsignal.packs.errors import UnknownPackError
from highsignal.packs.find import PackSources
from highsignal.packs.model import PackKind, Seniority
from highsignal.packs.references import dangling

SOURCES = PackSources()
WritePack = Callable[..., Path]


@pytest.mark.parametrize(
    "name",
    [
        "ml-engineer",
        "MLE",
        "ml engineer",
        "Machine Learning Engineer",
        "machine-learning engineer",
        "AI engineer",
    ],
)
def test_a_role_by_any_of_its_names(name: str) -> None:
    assert load.role(name, SOURCES).id == "ml-engineer"


@pytest.mark.parametrize("name", ["IC4", "ic4", "IC 4", "ic-4", "Senior", "senior MLE", "L5", "E5"])
def test_a_level_by_any_of_its_names(name: str) -> None:
    assert load.level(load.ladder("dropbox-mle", SOURCES), name).id == "IC4"


def test_the_same_word_means_another_rung_on_another_ladder() -> None:
    found = {
        ladder.id: load.level(ladder, "senior").id
        for ladder in load.ladders(SOURCES)
        if ladder.id != "engineeringladders-em"
    }
    assert found == {"dropbox-mle": "IC4", "circleci": "E3", "engineeringladders": "D4"}


def test_prompts_of_a_competency_have_the_primary_ones_first() -> None:
    found = load.prompts(SOURCES, competency="conflict").packs
    primary = [p.primary == "conflict" for p in found]
    assert primary == sorted(primary, reverse=True)
    assert {True, False} == set(primary)
    assert all("conflict" in p.competencies for p in found)


def test_a_competency_by_the_name_a_company_gives_it() -> None:
    by_principle = load.prompts(SOURCES, competency="Have Backbone; Disagree and Commit")
    assert by_principle.packs == load.prompts(SOURCES, competency="conflict").packs
    assert load.competency("bias for action", SOURCES).id == "ownership"


def test_prompts_of_a_role_leave_out_those_of_others() -> None:
    manager = load.prompts(SOURCES, role="EM")
    assert all(p.suits("engineering-manager") for p in manager)
    assert len(manager) < len(load.prompts(SOURCES))
    both = load.prompts(SOURCES, competency="failure", role="ml-engineer")
    assert 0 < len(both) < len(load.prompts(SOURCES, competency="failure"))


def test_what_is_left_out_of_a_prompt_means_everyone(write_pack: WritePack, own_sources: PackSources) -> None:
    write_pack(PackKind.PROMPTS, "bees")
    prompt = next(p for p in load.prompts(own_sources) if p.id == "bees-first-sting")
    assert prompt.roles == ()
    assert prompt.suits("anything")
    assert prompt.seniority is Seniority.ANY


def test_unknown_filters_are_told_instead_of_finding_nothing() -> None:
    with pytest.raises(UnknownPackError, match="There is no competency “juggling”"):
        load.prompts(SOURCES, competency="juggling")
    with pytest.raises(UnknownPackError, match="There is no role “juggler”"):
        load.prompts(SOURCES, role="juggler")


def test_names_that_lead_nowhere_are_told(write_pack: WritePack, own_sources: PackSources) -> None:
    write_pack(PackKind.PROMPTS, "bees", ('["resilience"]', '["apiculture"]\nroles = ["beekeeper"]'))
    write_pack(PackKind.COMPETENCIES, "bees", ("cues =", 'related = ["patience"]\ncues ='))
    assert dangling(own_sources) == (
        "The prompt “bees-first-sting” has the competency “apiculture”, which no file defines.",
        "The prompt “bees-first-sting” is for the role “beekeeper”, which no file defines.",
        "The competency “calm” is related to “patience”, which no file defines.",
    )


def test_only_the_file_asked_for_is_read() -> None:
    # In a process of its own: what a command pays for is what it imports and opens.
    program = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from highsignal.packs import load
from highsignal.packs.find import PackSources
opened.clear()
load.role("ml-engineer", PackSources())
load.ladder("dropbox-mle", PackSources())
print(sorted(name.rsplit("/", 1)[-1] for name in opened if "/packs/" in name))
heavy = {"jsonschema", "pydantic", "numpy", "typer", "rich", "yaml", "difflib", "importlib.resources"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    opened, heavy = done.stdout.splitlines()
    assert opened == "['dropbox-mle.toml', 'ml-engineer.toml']"
    assert heavy == "[]"
