"""`highsignal check` as a user runs it: reports, exit status, bad input."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GOOD = Path(__file__).parents[2] / "src" / "highsignal" / "samples" / "1-inference-cost.md"
HIGHSIGNAL = [sys.executable, "-m", "highsignal.interfaces.cli.start"]


def run(*arguments: str, cwd: Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*HIGHSIGNAL, *arguments], cwd=cwd, input=stdin, capture_output=True, check=False)


def answer(*arguments: str, cwd: Path, stdin: bytes | None = None) -> dict[str, Any]:
    done = run("check", *arguments, "--format", "json", cwd=cwd, stdin=stdin)
    assert b"Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    folder.mkdir()
    shutil.copy(GOOD, folder / "cost.md")
    return folder


def test_a_good_story_has_what_the_contract_says(bank: Path) -> None:
    report = answer("bank", cwd=bank.parent)
    assert report["version"] == 1
    assert report["errors"] == []
    (story,) = report["stories"]
    text = (bank / "cost.md").read_text(encoding="utf-8")
    assert story["path"] == str(Path("bank") / "cost.md")
    assert story["episode"]["specific"] is True
    assert story["words"] == pytest.approx(234, abs=6)
    assert story["spoken_seconds"] == pytest.approx(story["words"] * 0.4, abs=0.2)
    for sentence in story["sentences"]:
        assert text[sentence["start"] : sentence["end"]].strip()
        assert 0 <= sentence["confidence"] <= 1
    for claim in story["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]
    cost = next(c for c in story["claims"] if c["value"] == 22)
    assert (cost["unit"], cost["direction"], cost["kind"]) == ("percent", "down", "relative")
    assert set(story["signals"]) == {
        "structure",
        "stakes",
        "decision",
        "tradeoff",
        "impact",
        "ownership",
        "learning",
        "audience",
    }
    assert {"clear-stakes", "three-outcomes"} <= {line["id"] for line in story["checklist"]}


def test_several_stories_share_a_file(tmp_path: Path) -> None:
    body = GOOD.read_text(encoding="utf-8").split("---\n", 2)[2]
    (tmp_path / "bank.md").write_text(f"# Bank\n\n## One\n\n{body}\n\n## Two\n\n{body}", encoding="utf-8")
    report = answer("bank.md", cwd=tmp_path)
    assert [story["title"] for story in report["stories"]] == ["One", "Two"]
    first, second = report["stories"]
    assert second["claims"][0]["start"] > first["claims"][-1]["end"]


def test_standard_input(tmp_path: Path) -> None:
    report = answer(
        "-", cwd=tmp_path, stdin=b"I reduced inference cost by 22% while keeping accuracy steady.\r\n"
    )
    (story,) = report["stories"]
    assert story["path"] == "-"
    (claim,) = story["claims"]
    assert (claim["value"], claim["unit"], claim["direction"]) == (22.0, "percent", "down")
    assert claim["guardrail"]
    assert story["episode"]["specific"] is False


BAD = {
    "missing.md": (None, "no file or folder"),
    "paper.pdf": (b"%PDF-1.7 ...", "is a PDF"),
    "letter.docx": (b"PK\x03\x04....", "Word"),
    "photo.md": (b"\x89PNG\r\n\x1a\n\0\0\0", "not text"),
    "latin.md": ("Ein Test.\nSchön".encode("latin-1"), "not UTF-8"),
    "wide.txt": ("Story".encode("utf-16"), "UTF-16"),
    "large.md": (b"word " * 300_000, "larger than 1 MB"),
    "front.md": (b"---\ntitle: [a\n---\nWords.", "not valid YAML"),
    "open.md": (b"---\ntitle: a\nWords.", "never closed"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_rest_still_checked(name: str, bank: Path) -> None:
    content, words = BAD[name]
    if content is not None:
        (bank.parent / name).write_bytes(content)
    done = run("check", name, "bank", "--format", "json", cwd=bank.parent)
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert len(report["stories"]) == 1
    (error,) = report["errors"]
    assert error["path"] == name
    assert words in error["message"]
    assert error["line"] >= 1
    assert error["column"] >= 1


def test_the_place_of_a_bad_byte(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes("Ein Test.\nSchön".encode("latin-1"))
    (error,) = answer("latin.md", cwd=tmp_path)["errors"]
    assert (error["line"], error["column"]) == (2, 4)


def test_a_folder_without_stories(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "picture.png").write_bytes(b"x")
    done = run("check", "empty", cwd=tmp_path)
    assert done.returncode == 2
    assert b"holds no story" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--select", "STK999"], "STK001"),
        (["--ignore", "nonsense"], "highsignal rules"),
        (["--target", "none.toml"], "cannot be read"),
        (["--target", "level.toml"], "IC4"),
        (["--target", "key.toml"], "levle"),
        (["--config", "broken.toml"], "not valid TOML"),
    ],
)
def test_wrong_options_are_a_sentence(arguments: list[str], words: str, bank: Path) -> None:
    (bank.parent / "level.toml").write_text('level = "wizard"\n')
    (bank.parent / "key.toml").write_text('role = "ml-engineer"\nlevle = "IC4"\n')
    (bank.parent / "broken.toml").write_text("select = [\n")
    done = run("check", "bank", *arguments, cwd=bank.parent)
    assert done.returncode == 2
    message = done.stderr.decode()
    assert message.startswith("highsignal: ")
    assert words in message
    assert "Traceback" not in message
    assert done.stdout == b""


def test_exit_status_one_when_a_finding_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "habit.md").write_text("I usually talk to people first. I would always listen to both sides.")
    done = run("check", "habit.md", cwd=tmp_path)
    assert done.returncode == 1
    assert b"STR001" in done.stdout


def test_select_ignore_and_allow(tmp_path: Path) -> None:
    text = "I usually talk to people first. I would always listen to both sides."
    (tmp_path / "a.md").write_text(text)
    assert run("check", "a.md", "--ignore", "STR001", cwd=tmp_path).returncode == 0
    assert run("check", "a.md", "--select", "LEN", cwd=tmp_path).returncode == 0
    (tmp_path / "a.md").write_text(f"<!-- highsignal: allow-file not-one-episode -->\n{text}")
    assert run("check", "a.md", cwd=tmp_path).returncode == 0


def test_settings_are_found_from_the_folder_upwards(bank: Path) -> None:
    (bank.parent / "highsignal.toml").write_text("[target]\nwords-per-minute = 120\n")
    (story,) = answer("cost.md", cwd=bank)["stories"]
    assert story["timing"]["words_per_minute"] == 120


def test_sarif_is_valid_in_shape_and_points_at_lines(bank: Path) -> None:
    (bank / "habit.md").write_text("# A habit\n\nI usually talk to people first. I would always listen.\n")
    done = run("check", "bank", "--format", "sarif", cwd=bank.parent)
    log = json.loads(done.stdout)
    (analysis,) = log["runs"]
    codes = [rule["id"] for rule in analysis["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    for result in analysis["results"]:
        assert codes[result["ruleIndex"]] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["charLength"] >= 0
    assert any(result["ruleId"] == "STR001" for result in analysis["results"])


def test_the_text_report_shows_roles_findings_and_one_next_step(bank: Path) -> None:
    done = run("check", "bank", "--color", "never", cwd=bank.parent)
    shown = done.stdout.decode()
    assert "\x1b[" not in shown
    assert " S │ Our ranking service" in shown
    assert "signals" in shown
    coloured = run("check", "bank", "--color", "always", cwd=bank.parent).stdout.decode()
    assert "\x1b[38;5;" in coloured


def test_a_terminal_without_unicode_still_gets_a_report(bank: Path) -> None:
    done = subprocess.run(
        [*HIGHSIGNAL, "check", "bank"],
        cwd=bank.parent,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin", "LC_ALL": "C"},
        check=False,
    )
    assert done.returncode in (0, 1)
    done.stdout.decode("ascii")
