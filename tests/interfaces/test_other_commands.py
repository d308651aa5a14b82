"""The commands beside `check`: version, help, rules, packs, demo, match, coverage."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import highsignal
from highsignal.analysis.rules.catalog import RULES

HIGHSIGNAL = [sys.executable, "-m", "highsignal.interfaces.cli.start"]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*HIGHSIGNAL, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    assert run("demo", "--write", "bank", cwd=folder).returncode == 0
    return folder


def test_version(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout == f"highsignal {highsignal.__version__}\n"


def test_help_names_the_commands(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert "check" in done.stdout + done.stderr


def test_every_rule_is_listed_and_explained(tmp_path: Path) -> None:
    listed = run("rules", cwd=tmp_path).stdout
    assert all(rule.code in listed for rule in RULES)
    found = json.loads(run("rules", "--format", "json", cwd=tmp_path).stdout)
    assert len(found["rules"]) == len(RULES)
    page = run("rule", "stk001", cwd=tmp_path).stdout
    assert "# STK001 missing-stakes" in page
    assert "Why it is bad" in page
    by_name = json.loads(run("rule", "missing-stakes", "--format", "json", cwd=tmp_path).stdout)
    assert by_name["code"] == "STK001"
    assert len(by_name["near_misses"]) >= 3


def test_an_unknown_rule_is_a_sentence_with_a_suggestion(tmp_path: Path) -> None:
    done = run("rule", "STK01", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean STK0" in done.stderr


def test_packs_are_listed_and_ones_own_added(tmp_path: Path) -> None:
    done = run("packs", "--format", "json", cwd=tmp_path)
    ids = {pack["id"] for pack in json.loads(done.stdout)["packs"]}
    assert {"ml-engineer", "dropbox-mle", "coach", "proof"} <= ids
    own = tmp_path / "own" / "roles"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("title = \n")
    done = run("packs", "--packs", "own", cwd=tmp_path)
    assert done.returncode == 2
    assert "broken.toml" in done.stderr
    assert "ml-engineer" in done.stdout


def test_demo_shows_eight_stories(tmp_path: Path) -> None:
    done = run("demo", "--report", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("signals  ") == 8
    assert "8 stories" in done.stdout
    assert "Next: " in done.stdout


def test_demo_never_writes_over_a_file(bank: Path) -> None:
    story = bank / "bank" / "1-inference-cost.md"
    story.write_text("mine", encoding="utf-8")
    done = run("demo", "--write", "bank", cwd=bank)
    assert story.read_text(encoding="utf-8") == "mine"
    assert "unchanged" in done.stdout
    story.unlink()
    run("demo", "--write", "bank", cwd=bank)


def test_match_finds_the_story_and_says_why(bank: Path) -> None:
    question = "Tell me about a time you disagreed with a colleague."
    done = run("match", question, "--stories", "bank", "--top", "2", "--format", "json", cwd=bank)
    found = json.loads(done.stdout)
    assert found["version"] == 1
    assert found["question"] == question
    assert "conflict" in found["competencies"]
    assert len(found["matches"]) == 2
    scores = [match["score"] for match in found["matches"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    best = found["matches"][0]
    assert "5-labelling" in best["path"]
    text = (bank / best["path"]).read_text(encoding="utf-8")
    assert best["why"]
    assert all(text[span["start"] : span["end"]].strip() for span in best["why"])


def test_match_takes_several_paths(bank: Path) -> None:
    files = sorted(str(p.relative_to(bank)) for p in (bank / "bank").glob("*.md"))
    done = run("match", "A time you failed?", "--stories", *files, "--format", "json", cwd=bank)
    assert "3-rollback" in json.loads(done.stdout)["matches"][0]["path"]


def test_match_without_stories_is_a_sentence(tmp_path: Path) -> None:
    done = run("match", "A time you failed?", cwd=tmp_path)
    assert done.returncode == 2
    assert "no stories were given" in done.stderr


def test_coverage_names_gaps_and_the_best_stories(bank: Path) -> None:
    done = run("coverage", "bank", "--format", "json", cwd=bank)
    found = json.loads(done.stdout)
    assert found["version"] == 1
    assert 6 <= len(found["best"]) <= 8
    assert 0 < found["covered"] <= found["prompts"]
    assert run("coverage", "bank", cwd=bank).returncode == 0


def test_coverage_of_ones_own_questions(bank: Path) -> None:
    (bank / "questions.txt").write_text("Tell me about a failure.\n\nTell me about a conflict.\n")
    done = run("coverage", "bank", "--questions", "questions.txt", "--format", "json", cwd=bank)
    assert json.loads(done.stdout)["prompts"] == 2


def test_check_imports_nothing_slow(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("I rewrote the loader last spring. Cost fell 22 %.")
    program = (
        "import sys; from highsignal.interfaces.cli.start import run\n"
        "sys.argv = ['highsignal', 'check', 'a.md']\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "slow = {'numpy', 'wordllama', 'rich', 'typer', 'yaml', 'inspect', 'zipfile'} & set(sys.modules)\n"
        "sys.exit(str(sorted(slow)) if slow else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
