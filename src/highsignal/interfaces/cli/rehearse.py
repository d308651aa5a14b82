"""`highsignal rehearse`: what is due today, and the cards for Anki."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from highsignal.interfaces.cli.opening import opened
from highsignal.interfaces.cli.output import write_json, write_lines
from highsignal.interfaces.cli.styles import Style, stdout_style
from highsignal.interfaces.wire import VERSION
from highsignal.services.anki import write_anki
from highsignal.services.deck import Deck, DeckCard, open_deck
from highsignal.services.errors import UsageError
from highsignal.services.rehearsal import Session, session_of
from highsignal.services.workspace import Desk, desk_of


class NobodyHereError(UsageError):
    """There is no bank to rehearse from."""

    code = "no-person"

    def __init__(self) -> None:
        super().__init__("there is no bank here yet; `highsignal serve` opens the workbench and begins one")


def run_rehearse(anki: Path | None, folder: Path | None, form: str, colour: str) -> int:
    """Say what is due, or write the cards to a file for Anki; raises UsageError and StorageError."""
    with opened(folder) as workspace:
        desk = desk_of(workspace)
        if desk is None:
            raise NobodyHereError
        if anki:
            return _export(desk, anki, form)
        session = session_of(desk)
    if form == "json":
        write_json(facts(session))
    else:
        style = stdout_style(colour)
        write_lines(style.shown(line) for line in _lines(session, style))
    return 0


def _export(desk: Desk, anki: Path, form: str) -> int:
    deck = open_deck(desk)
    if not deck.asked:
        raise UsageError("there are no cards yet; write a story that answers a likely question first")
    count = write_anki(anki, deck.asked)
    if form == "json":
        write_json({"version": VERSION, "path": str(anki), "cards": count})
    else:
        write_lines([f"{anki}", f"{count} cards; in Anki choose File, Import"])
    return 0


def facts(session: Session) -> dict[str, Any]:
    """The answer of `highsignal rehearse --format json`."""
    deck = session.deck
    take = session.take
    return {
        "version": VERSION,
        "due": session.due,
        "minutes": session.minutes,
        "done": session.done,
        "interview": deck.interview.isoformat() if deck.interview else None,
        "cards": [_card(dealt) for dealt in session.cards],
        "take": {"story": take.story.id, "title": take.story.content.name, "why": take.why} if take else None,
        "ahead": [{"day": one.day.isoformat(), "cards": one.cards} for one in session.ahead],
        "without_a_story": list(deck.gaps),
    }


def _card(dealt: DeckCard) -> dict[str, Any]:
    return {
        "id": dealt.card.id,
        "question": dealt.card.question,
        "story": dealt.story.id,
        "title": dealt.title,
        "opening": dealt.opening,
        "due_at": dealt.card.due_at.isoformat(),
        "new": dealt.memory.new,
    }


def _lines(session: Session, style: Style) -> Iterator[str]:
    yield style.paint(_heading(session), bold=True)
    for dealt in session.cards:
        yield f"  {dealt.card.question}" + style.paint("  new" if dealt.memory.new else "", dim=True)
    if session.due > len(session.cards):
        yield style.paint(f"  and {session.due - len(session.cards)} beyond the ten minutes", dim=True)
    if session.take:
        yield f"tell aloud: {session.take.story.content.name}"
        yield style.paint(f"  {session.take.why}", dim=True)
    if session.deck.gaps:
        yield f"{_counted(len(session.deck.gaps), 'likely question')} without a story (highsignal coverage)"
    yield "open /rehearse in the workbench to begin (highsignal serve)"


def _heading(session: Session) -> str:
    if not session.deck.asked:
        return _no_cards(session.deck)
    left = f"{_counted(session.due, 'card')} due, {session.minutes} min"
    return left if session.due or session.take else "Nothing is due today"


def _no_cards(deck: Deck) -> str:
    return "No cards: no story answers a likely question yet" if deck.stories else "No cards: no story yet"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
