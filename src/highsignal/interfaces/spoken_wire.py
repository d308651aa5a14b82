"""The JSON of what was heard in a recording: version 1 of `contracts.md`, `transcribe`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from highsignal.analysis.delivery.remarks import Remark
from highsignal.analysis.survival import Survival, Survived
from highsignal.domain.practice import TakeTranscript
from highsignal.domain.speech import Delivery, Drift, Place, Retold, SpokenWord
from highsignal.interfaces import wire

_DIGITS = 3  # of a second


def words(found: Sequence[SpokenWord], text: str) -> list[dict[str, Any]]:
    """The words of `text` with their seconds; `measured` is false where those were interpolated."""
    return [
        {
            "word": word.span.text(text),
            "start": round(word.start, _DIGITS),
            "end": round(word.end, _DIGITS),
            "measured": word.measured,
            "span": {"start": word.span.start, "end": word.span.end},
        }
        for word in found
    ]


def delivery(found: Delivery) -> dict[str, Any]:
    """How a take was told, in seconds of its recording."""
    fillers: dict[str, Any] = {"measured": found.fillers.measured}
    if found.fillers.measured:
        fillers["found"] = [filler._asdict() for filler in found.fillers.found]
    else:
        fillers["why"] = found.fillers.why
    return {
        "words": found.words,
        "words_per_minute": found.words_per_minute,
        "spoken_seconds": found.spoken_seconds,
        "pace": [pace._asdict() for pace in found.pace],
        "pauses": [
            {"start": pause.start, "end": pause.end, "within_clause": pause.within_clause}
            for pause in found.pauses
        ],
        "restarts": [
            {"start": restart.start, "end": restart.end, "kind": restart.kind} for restart in found.restarts
        ],
        "fillers": fillers,
        "time_to_impact_seconds": found.time_to_impact_seconds,
        "time_to_decision_seconds": found.time_to_decision_seconds,
        "role_seconds": {role.value: round(seconds, 2) for role, seconds in found.role_seconds.items()},
        "over_mark_seconds": found.over_mark,
        "over_cap_seconds": found.over_cap,
        "interpolated_share": round(found.interpolated, _DIGITS),
    }


def drift(found: Retold) -> list[dict[str, Any]]:
    """The claims told otherwise than they are, each as a conflict of `reconcile`: `a` is the story's."""
    return [_conflict(one) for one in found.drifts]


def remark(found: Remark) -> dict[str, Any]:
    """One thing to do otherwise."""
    return found._asdict() | {"severity": found.severity.value}


def survival(found: Survival) -> dict[str, Any]:
    """The signals that were told as written, more weakly, not at all, or only in the telling."""
    return {
        name: [_survived(one) for one in getattr(found, name)]
        for name in ("survived", "weakened", "lost", "added")
    }


def transcript(found: TakeTranscript) -> dict[str, Any]:
    """What was heard, by what, and the person's own wording of it."""
    return {
        "recogniser": found.heard.recogniser,
        "seconds": found.heard.seconds,
        "heard": found.heard.text,
        "corrected": found.corrected,
        "corrected_at": found.corrected_at.isoformat() if found.corrected_at else None,
    }


def _survived(one: Survived) -> dict[str, Any]:
    return {
        "signal": one.written.name.value,
        "written": wire.signal(one.written),
        "told": wire.signal(one.told),
    }


def _conflict(one: Drift) -> dict[str, Any]:
    return {
        "metric": one.metric,
        "kind": one.kind,
        "a": _place(one.claimed),
        "b": _place(one.told),
        "explanation": one.explanation,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "start": place.span.start, "end": place.span.end, "text": place.text}
