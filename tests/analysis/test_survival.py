"""Signals of a written story and of its telling, side by side."""

from __future__ import annotations

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.survival import compare_signals
from highsignal.domain.signals import SignalName, State
from highsignal.services.samples import read_samples

WRITTEN = next(file.text for file in read_samples() if file.path.split("/")[1].startswith("1"))
TOLD = "Well, our checkout failed on Fridays. I moved some tables around. It was better afterwards."


def test_a_story_survives_itself(standard: Standard) -> None:
    (written,) = analyze_text(WRITTEN, standard)
    found = compare_signals(written, written)
    assert [pair.written.name for pair in found.survived] == list(SignalName)
    assert (found.lost, found.added, found.weakened) == ((), (), ())


def test_what_is_not_told_is_lost_and_every_signal_has_one_place(standard: Standard) -> None:
    (written,), (told,) = analyze_text(WRITTEN, standard), analyze_text(TOLD, standard)
    found = compare_signals(written, told)
    assert SignalName.TRADEOFF in [pair.written.name for pair in found.lost]
    assert all(pair.told.state is State.MISSING for pair in found.lost)
    places = [p.written.name for group in found for p in group]
    assert len(places) == len(set(places))
    back = compare_signals(told, written)
    assert {p.written.name for p in back.added} == {p.written.name for p in found.lost}
