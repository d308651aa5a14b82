"""One measure over several mocks, as dots on a line."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

FEWEST = 3  # of two dots nobody can say where they go
_WIDTH, _HEIGHT, _EDGE = 160, 32, 5  # pixels


def trend(values: Sequence[float | None], label: str, low: float = 0.0, mark: float | None = None) -> Markup:
    """A measure in each mock, the earliest first; the last one is filled. None leaves a gap.

    The scale begins at `low` and holds `mark`, a line such as the ninety seconds. Empty where fewer than
    three mocks have the measure. `label` says it to who cannot see it.
    """
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return Markup("")
    high = max([*known, mark or low]) * 1.05
    span = high - low or 1.0

    def across(place: int) -> float:
        return _EDGE + place * (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)

    def down(value: float) -> float:
        return _HEIGHT - _EDGE - (value - low) / span * (_HEIGHT - 2 * _EDGE)

    points = [(across(n), down(value)) for n, value in enumerate(values) if value is not None]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(
        f'<circle class="dot{" last" if n == len(points) - 1 else ""}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
        for n, (x, y) in enumerate(points)
    )
    ruled = ""
    if mark is not None:
        ruled = f'<line class="mark" x1="0" x2="{_WIDTH}" y1="{down(mark):.1f}" y2="{down(mark):.1f}"/>'
    return Markup(
        '<svg class="trend" width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(
        _WIDTH,
        _HEIGHT,
        _WIDTH,
        _HEIGHT,
        label,
        Markup(f'{ruled}<polyline class="line" points="{line}"/>{dots}'),
    )
