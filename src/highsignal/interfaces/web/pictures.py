"""Small pictures inside the text: time bars and signal marks, as SVG, with words beside them."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from highsignal.analysis.timing import CAP, NINETY
from highsignal.domain.roles import Role
from highsignal.domain.signals import SignalName

ROLE_LETTERS = {
    "situation": "S",
    "stakes": "K",
    "task": "T",
    "decision": "D",
    "tradeoff": "O",
    "action": "A",
    "result": "R",
    "learning": "L",
    "other": "·",
}
ROLE_NAMES = {role.value: role.value.replace("tradeoff", "trade-off") for role in Role}
_SIGNAL_NAMES = {name.value: name.value.replace("tradeoff", "trade-off") for name in SignalName}
_WIDTH, _HEIGHT = 1000, 14  # units of the picture; it is drawn as wide as its place


def time_bar(role_seconds: Mapping[str, float], total: float, limit: float = NINETY) -> Markup:
    """Spoken seconds by role as one bar with a mark at `limit` seconds; it ends a third beyond the mark."""
    scale = _WIDTH / max(limit * CAP / NINETY, total * 1.02)
    parts: list[Markup] = []
    at = 0.0
    for role in ROLE_LETTERS:
        width = role_seconds.get(role, 0.0) * scale
        if width <= 0:
            continue
        title = f"{ROLE_NAMES[role]}: {round(role_seconds[role])} s"
        parts.append(
            Markup(
                '<rect class="role-{}" x="{:.1f}" y="2" width="{:.1f}" height="10"><title>{}</title></rect>'
            ).format(role, at, max(width - 1.5, 1), title)
        )
        at += width
    mark = limit * scale
    parts.append(Markup('<line class="mark" x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="14"/>').format(mark))
    spoken = ", ".join(f"{ROLE_NAMES[r]} {round(s)} s" for r, s in role_seconds.items() if s)
    name = f"{round(total)} seconds of {limit:.0f}: {spoken or 'nothing yet'}"
    return Markup(
        '<svg class="time-bar" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" x="0" y="2" width="{}" height="10"/>{}</svg>'
    ).format(_WIDTH, _HEIGHT, name, _WIDTH, Markup("").join(parts))


def signal_marks(signals: Mapping[str, str]) -> Markup:
    """The eight signals as full, half and empty marks; one sentence says it to who cannot see them."""
    marks = Markup("").join(
        Markup('<g transform="translate({} 0)"><title>{}: {}</title>{}</g>').format(
            9 + 20 * place, _SIGNAL_NAMES[name], state, _mark(state)
        )
        for place, (name, state) in enumerate(_in_order(signals))
    )
    spoken = "; ".join(f"{_SIGNAL_NAMES[name]} {state}" for name, state in _in_order(signals))
    return Markup(
        '<svg class="signal-marks" viewBox="0 0 160 18" role="img" aria-label="{}">{}</svg>'
    ).format(f"Signals: {spoken}", marks)


def signal_mark(state: str) -> Markup:
    """One signal's mark: full, half or empty; the word stands beside it."""
    return Markup('<svg class="signal-mark" viewBox="-8 1 16 16" aria-hidden="true">{}</svg>').format(
        _mark(state)
    )


def share_bar(part: int, whole: int) -> Markup:
    """How many of how many, as a bar; the numbers stand beside it."""
    width = 1000 * part / whole if whole else 0
    return Markup(
        '<svg class="share-bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="1000" height="8"/><rect class="part" width="{:.0f}" height="8"/></svg>'
    ).format(width)


def _in_order(signals: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name.value, signals.get(name.value, "missing")) for name in SignalName]


def _mark(state: str) -> Markup:
    ring = Markup('<circle class="ring" cx="0" cy="9" r="6"/>')
    if state == "strong":
        return ring + Markup('<circle class="full" cx="0" cy="9" r="6"/>')
    if state == "weak":
        return ring + Markup('<path class="full" d="M0 3a6 6 0 0 0 0 12z"/>')
    return ring
