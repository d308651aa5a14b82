"""Delivery: pace, pauses, restarts, fillers, and when what was heard, from the words' times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from highsignal.analysis.delivery.pauses import find_pauses
from highsignal.analysis.delivery.placing import place_words, seconds_of
from highsignal.analysis.delivery.restarts import find_restarts
from highsignal.analysis.reading import ReadSentence, read
from highsignal.analysis.timing import CAP, NINETY, first_decision, first_outcome
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.speech import Delivery, Fillers, Pace, SpokenWord, Transcript
from highsignal.domain.stories import Analysis

# Seconds of one measure of pace: about forty words, two or three sentences. A convention.
WINDOW = 15.0
_SHORTEST_WINDOW = WINDOW / 2  # a rest shorter than this is measured together with the stretch before it


def measure_delivery(transcript: Transcript, analysis: Analysis) -> Delivery:
    """How the take was told; `analysis` is that of the transcript's text, or of the corrected text.

    Every time is in seconds of the recording, but the times to the first outcome and decision, like
    `spoken_seconds`, begin with the first word. `words` are those of the text, without fillers.
    """
    source = analysis.story.source
    words = place_words(transcript.words, transcript.text, source)
    fillers = Fillers(
        measured=not transcript.fillers_why, why=transcript.fillers_why, found=transcript.fillers
    )
    spoken = words[-1].end - words[0].start if words else 0.0
    reading = read(analysis.story, analysis.episode, analysis.sentences, analysis.claims)
    return Delivery(
        words=len(words),
        words_per_minute=round(60.0 * len(words) / spoken, 1) if spoken > 0 else 0.0,
        spoken_seconds=round(spoken, 2),
        pace=_pace(words),
        pauses=find_pauses(words, source, transcript.fillers),
        restarts=find_restarts(words, source),
        fillers=fillers,
        time_to_impact_seconds=_until(words, first_outcome(reading)),
        time_to_decision_seconds=_until(words, first_decision(reading)),
        role_seconds=_by_role(words, analysis.sentences),
        over_mark=round(max(0.0, spoken - NINETY), 2),
        over_cap=round(max(0.0, spoken - CAP), 2),
        interpolated=sum(not word.measured for word in words) / len(words) if words else 0.0,
    )


def _pace(words: Sequence[SpokenWord]) -> tuple[Pace, ...]:
    """Words a minute in stretches of `WINDOW` seconds; a word counts where its middle is."""
    if not words:
        return ()
    begin, end = words[0].start, words[-1].end
    edges = [begin]
    while end - edges[-1] >= WINDOW + _SHORTEST_WINDOW:
        edges.append(edges[-1] + WINDOW)
    edges.append(end)
    middles = [(word.start + word.end) / 2 for word in words]
    stretches: list[Pace] = []
    for start, until in pairwise(edges):
        said = sum(start <= middle < until or middle == until == end for middle in middles)
        if until > start:
            stretches.append(Pace(start, until, round(60.0 * said / (until - start), 1)))
    return tuple(stretches)


def _until(words: Sequence[SpokenWord], sentence: ReadSentence | None) -> float | None:
    """Seconds from the first word to the sentence's first; None where it was not heard."""
    heard = seconds_of(words, sentence.span) if sentence is not None else None
    return round(heard[0] - words[0].start, 2) if heard is not None else None


def _by_role(words: Sequence[SpokenWord], sentences: Sequence[LabelledSentence]) -> dict[Role, float]:
    """Spoken seconds of each role: from each sentence's first word to the end of its last one."""
    seconds: dict[Role, float] = {}
    for item in sentences:
        heard = None if item.sentence.heading else seconds_of(words, item.sentence.span)
        if heard is not None:
            seconds[item.role] = seconds.get(item.role, 0.0) + heard[1] - heard[0]
    return {role: round(seconds[role], 2) for role in Role if role in seconds}
