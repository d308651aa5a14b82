"""The pieces below the ranking: frames of questions, stems, BM25, the lexicon, the model file."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from highsignal.analysis.matching import model as module
from highsignal.analysis.matching.passages import sentences
from highsignal.analysis.matching.questions import focus
from highsignal.analysis.matching.stems import stem, stems
from highsignal.analysis.matching.themes import lexicon
from highsignal.analysis.matching.vectors import WIDTH, embed
from highsignal.analysis.matching.words import WordIndex


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Tell me about a time when you missed a deadline.", "missed a deadline."),
        ("Can you share an example of a time you've changed course?", "changed course?"),
        ("Give me an example of raising the bar.", "raising the bar."),
        ("Describe a situation where you had to say no.", "to say no."),
        ("What is your greatest weakness? (be honest)", "What is your greatest weakness?"),
        ("Have you ever broken production?", "broken production?"),
        ("Tell me about yourself", "Tell me about yourself"),
        ("Conflict", "Conflict"),
    ],
)
def test_the_frame_of_a_question_is_left_out(question: str, rest: str) -> None:
    assert focus(question) == rest


@pytest.mark.parametrize(
    "forms",
    [
        ("apologise", "apologised", "apologize", "apologized", "apologizing"),
        ("prioritise", "prioritised", "prioritization", "prioritisation"),
        ("argue", "argued", "argues"),
        ("customer", "customers", "Customer's"),
        ("story", "stories"),
        ("plan", "planned", "planning"),
    ],
)
def test_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert len({stems(form)[0] for form in forms}) == 1


def test_different_words_stay_apart() -> None:
    assert len({stem(w) for w in ("customer", "custom", "conflict", "confide", "team", "tea")}) == 6


def test_bm25_prefers_rare_words_and_short_stories() -> None:
    index = WordIndex([["plan", "crash"], ["plan", "ship"], ["plan", "crash", *["other"] * 20]])
    scores = index.scores(["plan", "crash"])
    assert scores[0] > scores[2] > scores[1] > 0
    assert index.scores(["nothing"]) == [0.0, 0.0, 0.0]
    assert WordIndex([]).scores(["plan"]) == []
    assert WordIndex([[], []]).scores(["plan"]) == [0.0, 0.0]


def test_every_theme_is_named_by_each_of_its_cues() -> None:
    words = lexicon()
    for place, theme in enumerate(words.themes):
        for cue in theme.asks:
            assert words.asked(cue)[place] > 0, (theme.id, cue)
        for cue in theme.shows:
            assert words.shown(cue)[place] > 0, (theme.id, cue)


def test_themes_have_ids_of_their_own_and_words_enough() -> None:
    words = lexicon()
    assert len(set(words.ids)) == len(words.ids) >= 40
    assert all(len(t.asks) >= 4 and len(t.shows) >= 15 for t in words.themes)


def test_words_without_meaning_for_any_theme_show_none() -> None:
    assert not lexicon().shown("qwerty zxcvb").any()
    assert not lexicon().asked("qwerty zxcvb").any()


def test_vectors_are_units_and_a_blank_text_is_harmless() -> None:
    rows = embed(["a quarrel with a colleague", "", "an argument with a coworker", "the price of copper"])
    assert rows.shape == (4, WIDTH)
    assert np.isfinite(rows).all()
    assert rows[0] @ rows[2] > rows[0] @ rows[3]
    assert embed([]).shape == (0, WIDTH)


def test_the_model_agrees_with_the_lexicon_about_the_number_of_themes() -> None:
    trained, themes = module.model(), len(lexicon().ids)
    assert trained.asked.shape == (themes, WIDTH)
    assert trained.vector_weights.shape == (themes, WIDTH)
    assert trained.stem_weights.shape == (themes, len(trained.vocabulary))
    assert trained.weight.shape == trained.scale.shape == (len(module.PARTS),)
    assert (trained.scale > 0).all()
    assert (trained.weight >= 0).all()
    assert trained.slope[0] > 0
    assert module.FILE.stat().st_size < 3_000_000


def test_a_saved_model_is_read_back(tmp_path: Path) -> None:
    trained = module.model()
    trained.save(tmp_path / "copy.npz")
    again = module.model(tmp_path / "copy.npz")
    for field in dataclasses.fields(trained):
        one, other = getattr(trained, field.name), getattr(again, field.name)
        assert (one == other).all() if one.dtype.kind == "U" else np.allclose(one, other, atol=1e-3)


def test_sentences_are_spans_of_the_text() -> None:
    text = "  One was done. Two: “no!” said she.\n\n- Three\r\n   4.5 ms was it… \n--- \nLast"
    shown = [s.text(text) for s in sentences(text)]
    assert shown == ["One was done.", "Two: “no!”", "said she.", "- Three", "4.5 ms was it…", "Last"]


def test_importing_the_ranking_does_not_load_the_vectors() -> None:
    code = "import sys, highsignal.analysis.matching.rank; print('wordllama' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
