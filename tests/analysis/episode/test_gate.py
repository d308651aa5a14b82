"""The gate on texts of every kind, and where its evidence stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.episode_texts import read_blocks

from highsignal.analysis.episode.gate import gate
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.stories import Episode

# Blocks parted by lines `---`: `# kind: …`, `# id: …`, then the text, as in `training/episode`.
TEXTS = {
    header["id"]: (header["kind"], text)
    for header, text in read_blocks(Path(__file__).with_name("texts.txt"))
}
EPISODES = {name: text for name, (kind, text) in TEXTS.items() if kind == "episode"}
OUTAGE = EPISODES["short"]
NOTHING = ["", "   \n\n", "---\ntitle: Nothing yet\n---\n"]


def judge(text: str) -> Episode:
    return gate(read_stories(text)[0])


@pytest.mark.parametrize("form", EPISODES)
def test_an_episode_is_one_in_every_form(form: str) -> None:
    episode = judge(EPISODES[form])
    assert episode.kind == "episode"
    assert episode.specific
    assert 0.5 <= episode.confidence <= 1


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in EPISODES])
def test_everything_else_is_named(name: str) -> None:
    kind, text = TEXTS[name]
    episode = judge(text)
    assert not episode.specific
    assert episode.kind == kind


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_empty(text: str) -> None:
    assert judge(text) == Episode(specific=False, confidence=1.0, kind="empty")


def test_a_story_pasted_twice_is_still_one_and_ten_times_is_stuffing() -> None:
    assert judge(OUTAGE + "\n\n" + OUTAGE).specific
    assert judge("\n\n".join([OUTAGE] * 10)).kind == "keywords"


def test_evidence_stands_in_the_original_text() -> None:
    text = "---\ntitle: Stale\n---\n\n**Background:** " + OUTAGE.replace("I found", "I  *found*")
    shown = [span.text(text) for span in judge(text).evidence]
    assert "Last March" in shown
    assert any(words.startswith("I") for words in shown)
    assert shown == [span.text(text) for span in sorted(judge(text).evidence)]


@pytest.mark.parametrize(
    ("name", "cue"),
    [
        ("habit 1", "usually"),
        ("hypothetical 1", "would"),
        ("self description 1", "I am"),
        ("keywords 1", "ownership"),
    ],
)
def test_evidence_shows_why_it_is_none(name: str, cue: str) -> None:
    text = TEXTS[name][1]
    assert any(cue in span.text(text) for span in judge(text).evidence)


def test_ten_thousand_words_are_judged_and_windows_line_ends_change_nothing() -> None:
    lines = "\r\n".join(EPISODES.values())
    assert judge(lines).specific
    assert judge(lines) == judge(lines)
    assert not judge(("word " * 10_000).strip()).specific
