"""Small pictures inside the text: time bars and signal marks, as SVG, with words beside them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

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
    # Formatted as plain text: all of it is numbers and the names of roles, which need no escaping.
    parts: list[str] = []
    at = 0.0
    for role in ROLE_LETTERS:
        width = role_seconds.get(role, 0.0) * scale
        if width <= 0:
            continue
        parts.append(
            f'<rect class="role-{role}" x="{at:.1f}" y="2" width="{max(width - 1.5, 1):.1f}" height="10">'
            f"<title>{ROLE_NAMES[role]}: {round(role_seconds[role])} s</title></rect>"
        )
        at += width
    mark = limit * scale
    parts.append(f'<line class="mark" x1="{mark:.1f}" x2="{mark:.1f}" y1="0" y2="14"/>')
    spoken = ", ".join(f"{ROLE_NAMES[r]} {round(s)} s" for r, s in role_seconds.items() if s)
    name = f"{round(total)} seconds of {limit:.0f}: {spoken or 'nothing yet'}"
    return Markup(
        f'<svg class="time-bar" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{name}"><rect class="track" x="0" y="2" width="{_WIDTH}" height="10"/>'
        f"{''.join(parts)}</svg>"
    )


def signal_marks(signals: Mapping[str, str]) -> Markup:
    """The eight signals as full, half and empty marks; one sentence says it to who cannot see them."""
    return _marks(tuple(signals.get(name.value, "missing") for name in SignalName))


@lru_cache(maxsize=512)
def _marks(states: tuple[str, ...]) -> Markup:
    named = [(_SIGNAL_NAMES[name.value], state) for name, state in zip(SignalName, states, strict=True)]
    marks = Markup("").join(
        Markup('<g transform="translate({} 0)"><title>{}: {}</title>{}</g>').format(
            9 + 20 * place, name, state, _mark(state)
        )
        for place, (name, state) in enumerate(named)
    )
    spoken = "; ".join(f"{name} {state}" for name, state in named)
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


def _mark(state: str) -> Markup:
    ring = Markup('<circle class="ring" cx="0" cy="9" r="6"/>')
    if state == "strong":
        return ring + Markup('<circle class="full" cx="0" cy="9" r="6"/>')
    if state == "weak":
        return ring + Markup('<path class="full" d="M0 3a6 6 0 0 0 0 12z"/>')
    return ring
