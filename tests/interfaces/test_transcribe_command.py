"""`highsignal transcribe`: the JSON of contracts.md, the page for people, and its sentences for bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.speech.sounds import FAILED_BETTER

HIGHSIGNAL = [sys.executable, "-m", "highsignal.interfaces.cli.start", "transcribe"]
STORY = "# Trying again\nWe tried 3 times. I chose to fail again, and then we failed better.\n"


def run(*arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*HIGHSIGNAL, *arguments],
        cwd=cwd,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_answer_is_that_of_the_contract(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text(STORY, encoding="utf-8")
    done = run(str(FAILED_BETTER), "--story", "story.md", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["version"] == 1
    assert found["seconds"] == pytest.approx(9.96, abs=0.05)
    assert "no matter" in found["text"].lower()
    assert {"word", "start", "end"} <= found["words"][0].keys()
    delivery = found["delivery"]
    assert delivery["words_per_minute"] > 40
    assert delivery["spoken_seconds"] < found["seconds"]
    assert {"start", "end", "within_clause"} <= delivery["pauses"][0].keys()
    assert delivery["fillers"] == {"measured": True, "found": []}
    assert "time_to_impact_seconds" in delivery
    assert delivery["role_seconds"]
    assert isinstance(found["drift"], list)
    assert found["survival"] is not None


def test_people_get_a_page(tmp_path: Path) -> None:
    done = run(str(FAILED_BETTER), cwd=tmp_path)
    assert done.returncode == 0
    assert "words a minute" in done.stdout
    assert "um and uh" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.wav"], "none.wav cannot be used: no such file"),
        (["notes.md"], "notes.md cannot be read as sound"),
        ([str(FAILED_BETTER), "--story", "none.md"], "none.md: cannot be read"),
        ([str(FAILED_BETTER), "--story", "bank.md"], "it has 2 stories"),
        ([str(FAILED_BETTER), "--story", "bad.md"], "bad.md:"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "notes.md").write_text(STORY, encoding="utf-8")
    two = "# Bank\n\n## Moving the queue\nWe moved it in 2023.\n\n## Cutting the bill\nI cut it by half.\n"
    (tmp_path / "bank.md").write_text(two, encoding="utf-8")
    (tmp_path / "bad.md").write_text("---\ntitle: [unclosed\n---\nWe moved.\n", encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert said in done.stderr


def test_settings_that_cannot_be_used_are_sentences_too(tmp_path: Path) -> None:
    done = run(str(FAILED_BETTER), cwd=tmp_path, HIGHSIGNAL_SPEECH_MODEL_FOLDER="nowhere")
    assert done.returncode == 2
    assert "the speech model in nowhere cannot be used" in done.stderr
    done = run(str(FAILED_BETTER), cwd=tmp_path, HIGHSIGNAL_SPEECH_URL="http://127.0.0.1:9/v1")
    assert done.returncode == 2
    assert "could not be reached" in done.stderr
