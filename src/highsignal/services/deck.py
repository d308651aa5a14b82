"""The rehearsal deck: which question is asked, which story answers it, and the line that opens it.

The questions are those of the next loop that is planned, else the likely ones of the target's kind of loop;
each chosen story of the bank has at least one. A card keeps only which question and which story: titles and
opening lines are read from the story as it stands. A card rests, which is never stored, while its story is
archived, while another story answers its question, or while its question is not expected any more; what was
answered so far is kept and counts again when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from highsignal.analysis.planning.likely import likely_slots, seniority_of
from highsignal.analysis.planning.spacing import Memory, due_at, read_memory
from highsignal.analysis.text.documents import read_whole
from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.domain.practice import Card
from highsignal.packs.model import Prompt
from highsignal.services.board import Scores, bank_board, loop_of
from highsignal.services.loops import planned
from highsignal.services.workspace import Desk
from highsignal.storage.cards import add_cards, list_cards, remove_cards, save_card
from highsignal.storage.loops import LoopRecord, list_loops
from highsignal.storage.stories import list_stories, lock_bank, new_id
from highsignal.storage.tellings import Told, told_counts

if TYPE_CHECKING:
    from highsignal.analysis.matching.board import Board

_KEPT_OPENINGS = 500  # in memory, with the words of their stories: some 3 kB each


class Rests(StrEnum):
    """Why a card is not asked."""

    SUSPENDED = "suspended"  # the person put it aside
    ARCHIVED = "archived"  # its story is in the archive
    REPLACED = "replaced"  # another story answers the question now
    NOT_ASKED = "not-asked"  # the question is not among the likely ones any more


class DeckCard(NamedTuple):
    """A card with its story as it stands; `rests` is None for a card that is asked.

    `competencies` are those of the question, `opening` is the first sentence of the version told.
    """

    card: Card
    memory: Memory
    story: StoryRecord
    opening: str
    competencies: tuple[str, ...] = ()
    rests: Rests | None = None

    @property
    def title(self) -> str:
        """What the story is called."""
        return self.story.content.name


class Deck(NamedTuple):
    """All cards of a person: those that are asked in the order of the loop, and those that rest.

    `gaps` are likely questions without a story, `interview` the day of the next one, `loop` the planned loop
    whose questions these are, empty for the target's kind of loop. `told` says how often each story was told,
    `stories` are those of the bank, the archive left out.
    """

    asked: tuple[DeckCard, ...]
    resting: tuple[DeckCard, ...]
    gaps: tuple[str, ...]
    interview: date | None
    loop: str
    stories: tuple[StoryRecord, ...]
    told: Mapping[str, Told]


class _Wanted(NamedTuple):
    """A question that is to be asked, with the story that answers it."""

    key: str
    prompt: str
    question: str
    story: str
    competencies: tuple[str, ...]


class _Edits(NamedTuple):
    """What has to be done to the cards in the database so that they are those of the deck."""

    add: list[Card]
    save: list[Card]
    remove: list[str]

    @property
    def anything(self) -> bool:
        return bool(self.add or self.save or self.remove)


def open_deck(desk: Desk) -> Deck:
    """The person's cards, brought up to date with their stories, their loops and their target."""
    with desk.database.reading() as session:
        known = list_stories(session, desk.person.id, archived=None)
        told = told_counts(session, desk.person.id)
        cards = list_cards(session, desk.person.id)
        loops = list_loops(session, desk.person.id)
    today = desk.now().astimezone(ZoneInfo(desk.person.time_zone)).date()
    interview = next_interview(desk, loops, today)
    loop = _next_loop(loops, today)
    stories = tuple(story for story in known if story.archived_at is None)
    wanted, gaps = _wanted(desk, stories, told, loop, cards) if stories else ([], ())
    cards = _kept_true(desk, cards, wanted, interview)
    asked, resting = _dealt(cards, wanted, {story.id: story for story in known})
    return Deck(asked, resting, gaps, interview, loop.name if loop else "", stories, told)


def next_interview(desk: Desk, loops: Iterable[LoopRecord], today: date) -> date | None:
    """The next day that is known to have an interview: the target's, or that of a planned loop."""
    named = date.fromisoformat(desk.target.date) if desk.target.date else None
    days = [day for day in (named, *(loop.held_on for loop in loops)) if day and day >= today]
    return min(days, default=None)


@lru_cache(maxsize=_KEPT_OPENINGS)
def opening_line(content: StoryContent) -> str:
    """The first sentence of the version that is told; the headline where nothing else is written."""
    told = read_whole(content.told)
    first = next((s.text for s in told.sentences if not s.heading), content.headline or content.told)
    return " ".join(first.split())


def key_of(card: Card) -> str:
    """What a card asks, whatever story answers it: its prompt, or its story's own question."""
    return card.prompt or f"story:{card.story}"


def _next_loop(loops: Sequence[LoopRecord], today: date) -> LoopRecord | None:
    ahead = [loop for loop in loops if loop.held_on is None or loop.held_on >= today]
    return ahead[0] if ahead else None  # those with a date come first, the nearest before the others


def _wanted(
    desk: Desk,
    stories: Sequence[StoryRecord],
    told: Mapping[str, Told],
    loop: LoopRecord | None,
    cards: Sequence[Card],
) -> tuple[list[_Wanted], tuple[str, ...]]:
    """The questions to ask, in the order of the loop, and those that no story answers."""
    board, scores = bank_board(desk, stories, told)
    prompts = {prompt.id: prompt for prompt in scores.prompts}
    if loop:
        places = [(place.slot.prompt, place.story) for place in planned(desk, loop.id).plan.places]
    else:
        places = _best_answers(desk, scores, cards)
    found = {
        prompt: _Wanted(prompt, prompt, prompts[prompt].text, story, prompts[prompt].competencies)
        for prompt, story in places
        if story and prompt in prompts
    }
    wanted = [*found.values(), *_for_chosen(board, scores, prompts, set(found), list(found.values()))]
    gaps = tuple(prompts[prompt].text for prompt, story in places if not story and prompt in prompts)
    return wanted, gaps


def _best_answers(desk: Desk, scores: Scores, cards: Sequence[Card]) -> list[tuple[str, str | None]]:
    """The likely prompts of the target's kind of loop, each with the story that answers it best.

    A story that was rehearsed for a prompt stays with it as long as it answers it: two stories that are
    nearly as good must not change places with every edit.
    """
    from highsignal.analysis.matching.coverage import ANSWERED

    kind = loop_of(desk)
    seniority = seniority_of(desk.standard().level)
    slots = likely_slots(kind.interviewers if kind else (), scores.prompts, desk.target.role, seniority)
    rehearsed = {(c.prompt, c.story) for c in cards if not read_memory(c.memory).new}
    answers: list[tuple[str, str | None]] = []
    for slot, row in zip(slots, scores.of_prompts([slot.prompt for slot in slots]), strict=True):
        ranked = sorted(zip(row, scores.stories, strict=True), key=lambda pair: -pair[0])
        able = [story.id for score, story in ranked if score >= ANSWERED]
        kept = (story for story in able if (slot.prompt, story) in rehearsed)
        answers.append((slot.prompt, next(kept, able[0] if able else None)))
    return answers


def _for_chosen(
    board: Board,
    scores: Scores,
    prompts: Mapping[str, Prompt],
    taken: set[str],
    wanted: Sequence[_Wanted],
) -> Iterable[_Wanted]:
    """A question for each of the best six to eight stories that no likely question leads to."""
    from highsignal.analysis.matching.coverage import ANSWERED

    stories = {story.id: (place, story) for place, story in enumerate(scores.stories)}
    for chosen in board.chosen:
        place, story = stories[chosen.story]
        if any(one.story == story.id for one in wanted):
            continue
        own = story.content.prompt.strip()
        named = next((p.id for p in prompts.values() if p.text == own), None)
        open_ = [
            (-row[place], prompt.id)
            for prompt, row in zip(scores.prompts, scores.table, strict=True)
            if prompt.id not in taken and row[place] >= ANSWERED
        ]
        prompt = named if named and named not in taken else None
        if prompt is None and own and named is None:
            yield _Wanted(f"story:{story.id}", "", own, story.id, story.content.competencies)
        elif prompt or open_:
            prompt = prompt or min(open_)[1]
            taken.add(prompt)
            yield _Wanted(prompt, prompt, prompts[prompt].text, story.id, prompts[prompt].competencies)


def _kept_true(
    desk: Desk, cards: tuple[Card, ...], wanted: Sequence[_Wanted], interview: date | None
) -> tuple[Card, ...]:
    """The cards after what has to be done to them was done; nothing is written when nothing has."""
    zone, now = ZoneInfo(desk.person.time_zone), desk.now()
    if not _edits(cards, wanted, zone, interview, now).anything:
        return cards
    with desk.database.writing() as session:
        lock_bank(session, desk.person.id)
        # Read again: another window may have done it meanwhile, or have deleted a story for good.
        edits = _edits(list_cards(session, desk.person.id), wanted, zone, interview, now)
        there = {story.id for story in list_stories(session, desk.person.id, archived=None)}
        add_cards(session, desk.person.id, [card for card in edits.add if card.story in there])
        for card in edits.save:
            save_card(session, card)
        if edits.remove:
            remove_cards(session, edits.remove)
        return list_cards(session, desk.person.id)


def _edits(
    cards: Sequence[Card],
    wanted: Sequence[_Wanted],
    zone: ZoneInfo,
    interview: date | None,
    now: datetime,
) -> _Edits:
    """What has to be added, saved and removed: cards that were never answered leave no trace.

    A question that was put aside does not come back because another story answers it now.
    """
    by_place = {(one.key, one.story): one for one in wanted}
    aside = {key_of(card) for card in cards if card.suspended}
    edits = _Edits([], [], [])
    for card in cards:
        memory, one = read_memory(card.memory), by_place.get((key_of(card), card.story))
        if one:
            del by_place[one.key, one.story]  # a second card for the same place is one too many
        elif memory.new and not card.suspended:
            edits.remove.append(card.id)
            continue
        question = one.question if one else card.question
        due = due_at(memory, zone, interview) or card.due_at
        if (question, due) != (card.question, card.due_at):
            edits.save.append(card._replace(question=question, due_at=due))
    edits.add.extend(
        Card(new_id(), one.story, one.prompt, one.question, {}, now, now)
        for one in by_place.values()
        if one.key not in aside
    )
    return edits


def _dealt(
    cards: Sequence[Card], wanted: Sequence[_Wanted], stories: Mapping[str, StoryRecord]
) -> tuple[tuple[DeckCard, ...], tuple[DeckCard, ...]]:
    """The cards that are asked, in the order in which they are wanted, and those that rest."""
    places = {(one.key, one.story): (order, one) for order, one in enumerate(wanted)}
    expected = {one.key for one in wanted}
    openings = {
        card.story: opening_line(stories[card.story].content) for card in cards if card.story in stories
    }
    asked: dict[int, DeckCard] = {}
    resting: list[DeckCard] = []
    for card in (card for card in cards if card.story in stories):  # else it came or went this very moment
        story = stories[card.story]
        order, one = places.get((key_of(card), card.story), (-1, None))
        competencies = one.competencies if one else ()
        dealt = DeckCard(card, read_memory(card.memory), story, openings[story.id], competencies)
        if one and order not in asked and not card.suspended:
            asked[order] = dealt
        elif card.suspended:
            resting.append(dealt._replace(rests=Rests.SUSPENDED))
        elif story.archived_at:
            resting.append(dealt._replace(rests=Rests.ARCHIVED))
        else:
            replaced = key_of(card) in expected
            resting.append(dealt._replace(rests=Rests.REPLACED if replaced else Rests.NOT_ASKED))
    return tuple(asked[order] for order in sorted(asked)), tuple(resting)
