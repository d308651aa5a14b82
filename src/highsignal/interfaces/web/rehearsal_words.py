"""What rehearsal says in words: when a card comes again, and the days ahead as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from highsignal.services.deck import Rests
from highsignal.services.rehearsal import DayAhead

RATING_NAMES = {1: "Again", 2: "Hard", 3: "Good", 4: "Easy"}
REST_WORDS = {
    Rests.SUSPENDED: "put aside by you",
    Rests.ARCHIVED: "its story is in the archive",
    Rests.REPLACED: "another story answers this now",
    Rests.NOT_ASKED: "not a likely question now, or no story answers it",
}
_PITCH, _BAR, _HEIGHT = 10, 7, 60  # units of the picture; it is drawn as wide as its place
_FEWEST = 4  # cards that fill the height, so that one card a day does not look like many
_THIN = "\u202f"


def until(now: datetime, due: datetime, zone: ZoneInfo, interview: date | None) -> str:
    """How long until a card comes again: 10 min, tomorrow, 3 days; “not again” before the interview."""
    today, day = now.astimezone(zone).date(), due.astimezone(zone).date()
    if due - now < timedelta(hours=1):
        return f"{max(round((due - now).total_seconds() / 60), 1)}{_THIN}min"
    if day == today == interview:
        return "not again"
    days = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"{days}{_THIN}days")


def comes(now: datetime, due: datetime, zone: ZoneInfo) -> str:
    """When a card comes, in a sentence: in 10 min, today, tomorrow, in 3 days."""
    words = until(now, due, zone, None)
    return f"in {words}" if words[:1].isdecimal() else words


def days_picture(ahead: Sequence[DayAhead], interview: date | None) -> Markup:
    """A bar for each day with the cards that come on it, and a mark on the day of the interview."""
    most = max([_FEWEST, *(one.cards for one in ahead)])
    width = _PITCH * len(ahead)
    parts: list[str] = []
    for place, one in enumerate(ahead):
        x = place * _PITCH + (_PITCH - _BAR) / 2
        height = max(_HEIGHT * one.cards / most, 1)
        parts.append(
            f'<rect class="{"part" if one.cards else "track"}" x="{x}" y="{_HEIGHT - height:.1f}" '
            f'width="{_BAR}" height="{height:.1f}"><title>{escape(day_words(one, ahead))}</title></rect>'
        )
        if one.day == interview:
            at = place * _PITCH + _PITCH - 0.5
            parts.append(f'<line class="mark" x1="{at}" x2="{at}" y1="0" y2="{_HEIGHT}"/>')
    spoken = "; ".join(day_words(one, ahead) for one in ahead if one.cards) or "no card is known to come"
    return Markup(
        f'<svg class="days-ahead" viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="Cards by day: {escape(spoken)}">{"".join(parts)}</svg>'
    )


def day_words(one: DayAhead, ahead: Sequence[DayAhead]) -> str:
    """A day and its cards: today 8, Tue 24 Nov 3."""
    name = "today" if one.day == ahead[0].day else f"{one.day:%a} {one.day.day} {one.day:%b}"
    return f"{name} {one.cards}"
