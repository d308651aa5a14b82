"""The one thing to tighten in the next take, out of everything that was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from highsignal.analysis.delivery.placing import seconds_of
from highsignal.analysis.delivery.remarks import Remark, remarks
from highsignal.analysis.survival import Survival, Survived
from highsignal.domain.findings import Severity
from highsignal.domain.signals import SignalName
from highsignal.domain.speech import Delivery, Retold, SpokenWord

_NONE_HEARD = ("DLV001",)
_CUT_OFF = ("DLV002", "DLV004", "DLV005", "DLV007")
_MINOR = ("DLV003", "DLV006", "DLV010", "DLV008", "DLV009", "DLV011", "DLV012")

# What a story needs first when several signals were lost; structure and audience follow from the rest.
_FIRST_NEEDED = (
    SignalName.IMPACT, SignalName.DECISION, SignalName.TRADEOFF, SignalName.STAKES, SignalName.OWNERSHIP,
    SignalName.LEARNING, SignalName.STRUCTURE, SignalName.AUDIENCE,
)  # fmt: skip


def tighten_first(
    delivery: Delivery,
    survival: Survival | None = None,
    retold: Retold | None = None,
    words: Sequence[SpokenWord] = (),
) -> Remark | None:
    """The one thing to tighten next, None when there is nothing.

    In this order: nothing was heard; a claim drifted (what is false comes before what is missing); a signal
    was lost; it is over the cap, its outcome is missing or late, or fillers harm; a signal is weaker than
    written; everything else of `remarks`. `words` are those of the told text and give a drift its seconds.
    """
    said = remarks(delivery)
    steps = (
        _coded(said, _NONE_HEARD),
        _drifted(retold, words),
        _fewer(survival.lost if survival else (), "DLV021", "was not heard in this take"),
        _coded(said, _CUT_OFF),
        _fewer(survival.weakened if survival else (), "DLV022", "is weaker here than written"),
        _coded(said, _MINOR),
    )
    return next((remark for step in steps for remark in step), None)


def _coded(said: Sequence[Remark], codes: Sequence[str]) -> Iterator[Remark]:
    return (remark for code in codes for remark in said if remark.code == code)


def _drifted(retold: Retold | None, words: Sequence[SpokenWord]) -> Iterator[Remark]:
    for drift in retold.drifts if retold else ():
        start, end = seconds_of(words, drift.told.span) or (None, None)
        yield Remark("DLV020", Severity.ERROR, drift.explanation, "Which of the two is true?", start, end)


def _fewer(pairs: Sequence[Survived], code: str, what: str) -> Iterator[Remark]:
    by_name = {pair.written.name: pair for pair in pairs}
    for name in _FIRST_NEEDED:
        if name in by_name:
            shown = "trade-off" if name is SignalName.TRADEOFF else name.value
            pair = by_name[name]
            ask = (
                pair.told.ask or pair.written.ask or f"Which sentence of the written story shows its {shown}?"
            )
            yield Remark(code, Severity.WARNING, f"The {shown} {what}.", ask)
