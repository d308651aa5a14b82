"""`highsignal rehearse` as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.services.rehearsing import TOLD

from highsignal.domain.bank import StoryContent
from highsignal.interfaces.cli.failures import guarded
from highsignal.interfaces.cli.main import app
from highsignal.packs.find import PackSources
from highsignal.services.people import add_person
from highsignal.services.stories import create_story
from highsignal.services.workspace import desk_of, open_workspace


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    workspace = open_workspace(folder, sources=PackSources(), environ={})
    add_person(workspace, "Ana", "Europe/Berlin")
    desk = desk_of(workspace)
    assert desk
    for title, question, told in TOLD:
        create_story(desk, StoryContent(title=title, ninety=told, prompt=question))
    workspace.database.close()
    return folder


def run(*words: str) -> int:
    return guarded(lambda: app(["rehearse", *words], prog_name="highsignal"))


def test_what_is_due_in_words_and_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", str(data), "--color", "never") == 0
    text = capsys.readouterr().out
    assert run("--data", str(data), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["version"] == 1
    assert answer["due"] == len(answer["cards"]) > 0
    assert {card["title"] for card in answer["cards"]} == {title for title, _, _ in TOLD}
    assert all(card["question"] in text for card in answer["cards"])
    assert answer["take"]["title"] in text
    assert run("--data", str(data), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["due"] == answer["due"]


def test_the_cards_for_anki(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cards.txt"
    assert run("--data", str(data), "--anki", str(file)) == 0
    said = capsys.readouterr().out
    first = file.read_text(encoding="utf-8")
    assert f"{len(first.splitlines()) - 6} cards" in said
    assert run("--data", str(data), "--anki", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out)["cards"] == len(first.splitlines()) - 6
    assert file.read_text(encoding="utf-8") == first
    letter = tmp_path / "letter.txt"
    letter.write_text("mine", encoding="utf-8")
    assert run("--data", str(data), "--anki", str(letter)) == 2
    assert "is no export of cards" in capsys.readouterr().err
    assert letter.read_text(encoding="utf-8") == "mine"
    assert run("--data", str(data), "--anki", str(tmp_path / "nowhere" / "x.txt")) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_nobody_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", str(tmp_path / "empty")) == 2
    assert "there is no bank here yet" in capsys.readouterr().err
