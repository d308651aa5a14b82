"""The picture of a take: its sound, what each part does for the story, and its pace, on one line of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from highsignal.analysis.delivery.remarks import FAST, SLOW
from highsignal.domain.roles import Role
from highsignal.domain.speech import Delivery, Pace, Sound
from highsignal.interfaces.web.pictures import ROLE_LETTERS, ROLE_NAMES
from highsignal.interfaces.web.take_words import Run, clock

VERSION_SECONDS = {
    "headline": 10.0,
    "thirty": 30.0,
    "ninety": 90.0,
    "full": 120.0,
}  # seconds a version may take
_BEYOND = 1.04  # the picture ends a little after the mark, so that the mark is seen
_SHORT = 1 / 3  # of the mark: a recording shorter than this is shown without it, else nothing could be hit
_WAVE, _ROLES, _PACE, _AXIS = (0, 64), (70, 22), (98, 34), 148  # top and height of lanes, CSS pixels
HEIGHT = 152
_TICKS = (5, 10, 15, 30, 60, 300, 600)  # seconds between two of them
_MOST_TICKS = 6  # more do not fit a phone
_LETTER = 0.032  # share of the width below which a letter has no room, also on a phone
_SHORTEST_PACE = 10.0  # seconds; over less a few words make the pace
_FASTEST = 260.0  # words a minute at the top of the lane


class Scale(NamedTuple):
    """Seconds to places: the picture shows `full` seconds, the mark stands at `mark`."""

    full: float
    mark: float

    def place(self, seconds: float) -> str:
        """Where a second is, in percent of the width."""
        return f"{100 * max(0.0, seconds) / self.full:.2f}%"


def scale_of(seconds: float, version: str) -> Scale:
    """The scale for a recording of `seconds` of one version of a story."""
    mark = VERSION_SECONDS.get(version, VERSION_SECONDS["ninety"])
    shown = max(seconds, mark) if seconds == 0 or seconds > mark * _SHORT else seconds
    return Scale(shown * _BEYOND, mark)


def take_picture(
    scale: Scale,
    sound: Sound | None,
    runs: Sequence[Run],
    delivery: Delivery | None,
    drifts: Sequence[tuple[float, float]] = (),
) -> Markup:
    """The lanes of a take; who cannot see them has the same in words beside it.

    `drifts` are from when to when, in seconds, something was told otherwise than it is written.
    """
    parts = [
        _LANES,
        *_axis(scale),
        *(_wave(scale, sound) if sound else ()),
        *_roles(scale, runs),
        *(_pace(scale, delivery.pace) if delivery else ()),
        *(_places(scale, delivery) if delivery else ()),
        *(_drift(scale, start, end) for start, end in drifts),
    ]
    mark = scale.place(scale.mark) if scale.mark < scale.full else "-10"
    return Markup(
        '<svg class="take-lanes" width="100%" height="{0}" aria-hidden="true">'
        '{1}<rect class="heard" data-player-heard width="0" height="{3}"/>'
        '<line class="mark" x1="{2}" x2="{2}" y1="0" y2="{0}"/>'
        '<line class="now" data-player-now x1="0" x2="0" y1="0" y2="{0}"/></svg>'
    ).format(HEIGHT, Markup("").join(parts), mark, _WAVE[1])


_LANES = Markup('<rect class="lane" y="{}" width="100%" height="{}"/>').format(*_WAVE) + Markup(
    '<rect class="lane" y="{}" width="100%" height="{}"/>'
).format(*_PACE)


def _axis(scale: Scale) -> Iterator[Markup]:
    """The times, so that the picture can be read without playing."""
    step = next((tick for tick in _TICKS if scale.full / tick <= _MOST_TICKS), _TICKS[-1])
    for second in range(0, int(scale.full), step):
        yield Markup('<text class="tick" x="{}" y="{}">{}</text>').format(
            scale.place(second), _AXIS, clock(second)
        )


def _wave(scale: Scale, sound: Sound) -> Iterator[Markup]:
    top, height = _WAVE
    count = max(len(sound.peaks), 1)
    loudest = max(sound.peaks, default=0.0) or 1.0
    halves = (max(0.6, 48 * (peak / loudest) ** 0.7) for peak in sound.peaks)  # soft words are seen too
    path = "".join(f"M{number + 0.5} {50 - half:.1f}V{50 + half:.1f}" for number, half in enumerate(halves))
    width = scale.place(sound.seconds)
    yield Markup(
        '<svg y="{0}" width="{1}" height="{2}" viewBox="0 0 {3} 100" preserveAspectRatio="none">'
        '<path class="wave" d="{4}"/></svg>'
    ).format(top, width, height, count, path)


def _roles(scale: Scale, runs: Sequence[Run]) -> Iterator[Markup]:
    top, height = _ROLES
    for run in runs:
        if run.start is None or run.end is None or run.role is Role.OTHER:
            continue
        name = ROLE_NAMES[run.role.value]
        yield Markup(
            '<rect class="role-{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
        ).format(
            run.role.value,
            scale.place(run.start),
            top,
            scale.place(run.end - run.start),
            height,
            f"{name}: {clock(run.start)} to {clock(run.end)}",
        )
        if (run.end - run.start) / scale.full > _LETTER:
            middle = scale.place((run.start + run.end) / 2)
            yield Markup('<text class="letter" x="{}" y="{}">{}</text>').format(
                middle, top + height - 6, ROLE_LETTERS[run.role.value]
            )


def _pace(scale: Scale, pace: Sequence[Pace]) -> Iterator[Markup]:
    """Steps of words a minute over the band in which nothing is wrong."""
    top, height = _PACE

    def level(rate: float) -> float:
        return top + height * (1 - min(rate, _FASTEST) / _FASTEST)

    if pace:
        yield Markup('<rect class="band" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>').format(
            scale.place(pace[0].start),
            level(FAST),
            scale.place(pace[-1].end - pace[0].start),
            level(SLOW) - level(FAST),
        )
    for one in pace:
        inside = SLOW <= one.words_per_minute <= FAST or one.end - one.start < _SHORTEST_PACE
        yield Markup(
            '<line class="step{}" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"><title>{}</title></line>'
        ).format(
            "" if inside else " beyond",
            scale.place(one.start),
            scale.place(one.end),
            level(one.words_per_minute),
            level(one.words_per_minute),
            f"{clock(one.start)} to {clock(one.end)}: {one.words_per_minute:.0f} words a minute",
        )


def _places(scale: Scale, delivery: Delivery) -> Iterator[Markup]:
    """Where fillers were heard: small marks above the sound."""
    for filler in delivery.fillers.found if delivery.fillers.measured else ():
        yield Markup('<circle class="filler" cx="{}" cy="4" r="2.5"><title>{}</title></circle>').format(
            scale.place(filler.start), f"{filler.sound} at {clock(filler.start)}"
        )


def _drift(scale: Scale, start: float, end: float) -> Markup:
    """A line under the sound of a claim that was told otherwise."""
    top, height = _WAVE
    return Markup('<line class="drift" x1="{}" x2="{}" y1="{}" y2="{}"><title>{}</title></line>').format(
        scale.place(start),
        scale.place(end),
        top + height + 1.5,
        top + height + 1.5,
        f"told otherwise than written, at {clock(start)}",
    )
