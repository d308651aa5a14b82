"""What listeners said, drawn: clarity by listener with its interval, and the words that show a verdict."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from highsignal.domain.spans import Span
from highsignal.services.clarity import HIGHEST, LOWEST, Clarity, Rated

# In units of the picture, which is drawn at its own size on a phone and larger elsewhere: its letters of 13
# units are never under 13 px.
_WIDTH, _HEIGHT = 340, 176
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 12, 10, 24
_SHOWN = 24  # listeners; the picture has no room for more, and the mean is of all anyway


def clarity_chart(clarity: Clarity) -> Markup:
    """Each rating as a dot, the mean of all up to then as a line, and its 95 % interval as a bar."""
    course = clarity.course[-_SHOWN:]
    if not course:
        return Markup("")
    grid = Markup("").join(_rule(rating) for rating in range(LOWEST, HIGHEST + 1))
    step = (_WIDTH - _LEFT - _RIGHT) / len(course)
    places = [_LEFT + step * (number + 0.5) for number in range(len(course))]
    bars = Markup("").join(_bar(x, point) for x, point in zip(places, course, strict=True))
    means = " ".join(f"{x:.1f},{_y(point.mean):.1f}" for x, point in zip(places, course, strict=True))
    dots = Markup("").join(_dot(x, point) for x, point in zip(places, course, strict=True))
    ends = Markup('<text x="{}" y="{}">{}</text>').format(_LEFT, _HEIGHT - 6, _day(course[0]))
    if len(course) > 1:
        ends += Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(
            _WIDTH - _RIGHT, _HEIGHT - 6, _day(course[-1])
        )
    return Markup(
        '<svg class="clarity-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}'
        '<polyline class="mean" points="{}"/>{}{}</svg>'
    ).format(_WIDTH, _HEIGHT, spoken(clarity), grid, bars, means, dots, ends)


def spoken(clarity: Clarity) -> str:
    """The picture in one sentence."""
    now = clarity.now
    if now is None:
        return "No listener yet"
    ratings = ", ".join(str(point.rating) for point in clarity.course[-_SHOWN:])
    many = "1 listener" if now.listeners == 1 else f"{now.listeners} listeners"
    told = f"Clarity from 1 to 5, in the order of the answers: {ratings}; mean {now.mean:.1f} of {many}"
    if now.low is None or now.high is None:
        return told
    return f"{told}, 95 % interval {now.low:.1f} to {now.high:.1f}"


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """`text` with the words at `spans` marked; spans that overlap become one."""
    parts = [Markup("")]
    at = 0
    for span in sorted(set(spans)):
        if span.start < at or span.end > len(text):
            continue
        parts.append(Markup("{}<mark>{}</mark>").format(text[at : span.start], span.text(text)))
        at = span.end
    return Markup("").join([*parts, Markup("{}").format(text[at:])])


def _y(rating: float) -> float:
    return _TOP + (HIGHEST - rating) / (HIGHEST - LOWEST) * (_HEIGHT - _TOP - _BOTTOM)


def _rule(rating: int) -> Markup:
    return Markup(
        '<line class="grid" x1="{}" x2="{}" y1="{y:.1f}" y2="{y:.1f}"/><text x="4" y="{t:.1f}">{}</text>'
    ).format(_LEFT, _WIDTH - _RIGHT, rating, y=_y(rating), t=_y(rating) + 4.5)


def _bar(x: float, point: Rated) -> Markup:
    if point.low is None or point.high is None:
        return Markup("")
    return Markup('<line class="bar" x1="{x:.1f}" x2="{x:.1f}" y1="{:.1f}" y2="{:.1f}"/>').format(
        _y(point.high), _y(point.low), x=x
    )


def _dot(x: float, point: Rated) -> Markup:
    who = point.listener or "A listener"
    return Markup(
        '<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="4"><title>{}: {}, {}</title></circle>'
    ).format(x, _y(point.rating), who, point.rating, _day(point))


def _day(point: Rated) -> str:
    return f"{point.at.day} {point.at:%b %Y}"
