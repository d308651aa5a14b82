"""Planning a loop: each interviewer's likely prompts get a story, and no story is told twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from highsignal.analysis.planning.likely import Slot, likely_prompts, seniority_of
from highsignal.analysis.planning.loop import LoopPlan, plan_loop
from highsignal.domain.signals import SignalName
from highsignal.packs import load
from highsignal.packs.model import Interviewer, Loop, Prompt, Seniority
from highsignal.services.board import Scores, bank_scores, role_of
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.workspace import Desk
from highsignal.storage.loops import LoopRecord, find_loop, list_loops, remove_loop, save_loop
from highsignal.storage.stories import new_id

_MOST_QUESTIONS = 12  # in one conversation
_MOST_INTERVIEWERS = 12


class Seat(NamedTuple):
    """One interviewer of a planned loop: what is known of them, and what the person settled.

    `pins` are stories by prompt (ids), `struck` the prompts that the person does not expect of them,
    `expected` those that they do.
    """

    interviewer: Interviewer
    name: str = ""
    pins: Mapping[str, str] = {}
    struck: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()

    @property
    def sure(self) -> tuple[str, ...]:
        """The prompts that are asked for certain, as far as the person knows."""
        return tuple(dict.fromkeys((*self.expected, *self.pins)))


class PlannedLoop(NamedTuple):
    """A loop with its plan; `scores` has the stories to choose from."""

    record: LoopRecord
    seats: tuple[Seat, ...]
    plan: LoopPlan
    scores: Scores


def loops(desk: Desk) -> tuple[LoopRecord, ...]:
    """The loops being planned, the next one first."""
    with desk.database.reading() as session:
        return list_loops(session, desk.person.id)


def begin_loop(desk: Desk, name: str, pack: str, held_on: date | None) -> LoopRecord:
    """Begin a loop with the interviewers of a pack; raises UnknownPackError."""
    kind: Loop = load.loop(pack, desk.workspace.sources)
    seats = [_written(Seat(interviewer)) for interviewer in kind.interviewers]
    record = LoopRecord(new_id(), name or kind.title, held_on, seats, desk.now(), desk.now())
    _save(desk, record)
    return record


def planned(desk: Desk, loop: str) -> PlannedLoop:
    """A loop with a story for each likely prompt; raises NotFoundError."""
    record = _record(desk, loop)
    seats = tuple(_read(entry) for entry in record.interviewers)
    scores = bank_scores(desk)
    standard = desk.standard()
    slots = _slots(seats, scores.prompts, desk.target.role, seniority_of(standard.level))
    pins = {(seat.interviewer.id, prompt): story for seat in seats for prompt, story in seat.pins.items()}
    plan = plan_loop(slots, scores.titles, scores.of_prompts([slot.prompt for slot in slots]), pins)
    return PlannedLoop(record, seats, plan, scores)


def _slots(
    seats: Sequence[Seat], prompts: Sequence[Prompt], role: str, seniority: Seniority
) -> tuple[Slot, ...]:
    """What each interviewer asks: what is sure of them first, then what is likely, nothing twice."""
    by_id = {prompt.id: prompt for prompt in prompts}
    taken = {prompt for seat in seats for prompt in (*seat.struck, *seat.sure)}
    slots: list[Slot] = []
    for seat in seats:
        who = seat.interviewer
        sure = [by_id[prompt] for prompt in seat.sure if prompt in by_id]
        left = who._replace(questions=max(who.questions - len(sure), 0))
        likely = likely_prompts(left, prompts, role, seniority, taken)
        taken |= {prompt.id for prompt in likely}
        slots += [Slot(who.id, prompt.id, who.title, prompt.text) for prompt in (*sure, *likely)]
    return tuple(slots)


def expect(desk: Desk, loop: str, interviewer: str, words: str) -> None:
    """Expect a prompt of the packs of this interviewer, named by its id or its words.

    Raises NotFoundError for a prompt or interviewer that there is not.
    """
    record = _record(desk, loop)
    prompts = load.prompts(desk.workspace.sources, None, role_of(desk))
    found = next((p.id for p in prompts if words.strip() in (p.id, p.text)), None)
    if found is None:
        raise NotFoundError("prompt", words.strip()[:80])
    _change_seat(
        desk,
        record,
        interviewer,
        lambda seat: seat._replace(
            expected=tuple(dict.fromkeys((*seat.expected, found))),
            struck=tuple(prompt for prompt in seat.struck if prompt != found),
        ),
    )


def pin(desk: Desk, loop: str, interviewer: str, prompt: str, story: str) -> None:
    """Settle which story is told at a prompt; an empty one leaves it to the plan again."""
    record = _record(desk, loop)

    def change(seat: Seat) -> Seat:
        kept = {asked: told for asked, told in seat.pins.items() if asked != prompt}
        return seat._replace(pins=kept | ({prompt: story} if story else {}))

    _change_seat(desk, record, interviewer, change)


def strike(desk: Desk, loop: str, interviewer: str, prompt: str) -> None:
    """Leave out a prompt that this interviewer is not expected to ask; the next likely one comes in."""
    record = _record(desk, loop)
    _change_seat(
        desk,
        record,
        interviewer,
        lambda seat: seat._replace(
            struck=tuple(dict.fromkeys((*seat.struck, prompt))),
            expected=tuple(asked for asked in seat.expected if asked != prompt),
            pins={asked: told for asked, told in seat.pins.items() if asked != prompt},
        ),
    )


def unstrike(desk: Desk, loop: str, interviewer: str) -> None:
    """Expect every prompt of this interviewer again."""
    _change_seat(desk, _record(desk, loop), interviewer, lambda seat: seat._replace(struck=()))


def change_interviewer(
    desk: Desk, loop: str, interviewer: str, name: str, questions: int, competencies: Sequence[str]
) -> None:
    """Keep what is known of an interviewer; raises InvalidInputError."""
    if not 0 <= questions <= _MOST_QUESTIONS:
        raise InvalidInputError({"questions": f"between 0 and {_MOST_QUESTIONS}"})
    known = {competency.id for competency in load.competencies(desk.workspace.sources)}
    chosen = tuple(name for name in dict.fromkeys(competencies) if name in known)
    if not chosen:
        raise InvalidInputError({"competencies": "choose at least one that they may ask about"})
    _change_seat(
        desk,
        _record(desk, loop),
        interviewer,
        lambda seat: seat._replace(
            name=name, interviewer=seat.interviewer._replace(questions=questions, competencies=chosen)
        ),
    )


def add_interviewer(desk: Desk, loop: str, title: str) -> str:
    """Add a conversation to a loop; its id. Raises InvalidInputError when there are too many."""
    record = _record(desk, loop)
    if len(record.interviewers) >= _MOST_INTERVIEWERS:
        raise InvalidInputError({"interviewers": f"a loop has at most {_MOST_INTERVIEWERS} here"})
    made = Interviewer(
        f"added-{new_id()}", title or "Another interviewer", (), ("delivery", "teamwork"), 45, 3
    )
    _save(desk, _with(record, [*record.interviewers, _written(Seat(made))], desk))
    return made.id


def remove_interviewer(desk: Desk, loop: str, interviewer: str) -> None:
    """Take a conversation out of a loop."""
    record = _record(desk, loop)
    kept = [entry for entry in record.interviewers if entry["id"] != interviewer]
    _save(desk, _with(record, kept, desk))


def change_loop(desk: Desk, loop: str, name: str, held_on: date | None) -> None:
    """Rename a loop, or move its date."""
    record = _record(desk, loop)
    _save(desk, record._replace(name=name or record.name, held_on=held_on, updated_at=desk.now()))


def delete_loop(desk: Desk, loop: str) -> LoopRecord:
    """Remove a loop; what it was, so that it can be put back. Raises NotFoundError."""
    record = _record(desk, loop)
    with desk.database.writing() as session:
        remove_loop(session, desk.person.id, loop)
    return record


def _change_seat(desk: Desk, record: LoopRecord, interviewer: str, change: Any) -> None:
    if interviewer not in {entry["id"] for entry in record.interviewers}:
        raise NotFoundError("interviewer", interviewer)
    entries = [
        _written(change(_read(entry))) if entry["id"] == interviewer else entry
        for entry in record.interviewers
    ]
    _save(desk, _with(record, entries, desk))


def _with(record: LoopRecord, entries: list[Any], desk: Desk) -> LoopRecord:
    return record._replace(interviewers=entries, updated_at=desk.now())


def _save(desk: Desk, record: LoopRecord) -> None:
    with desk.database.writing() as session:
        save_loop(session, desk.person.id, record)


def _record(desk: Desk, loop: str) -> LoopRecord:
    with desk.database.reading() as session:
        found = find_loop(session, desk.person.id, loop)
    if found is None:
        raise NotFoundError("loop", loop)
    return found


def _written(seat: Seat) -> dict[str, Any]:
    values = seat.interviewer._asdict()
    listens = [signal.value for signal in seat.interviewer.listens_for]
    return values | {
        "listens_for": listens,
        "competencies": list(seat.interviewer.competencies),
        "name": seat.name,
        "pins": dict(seat.pins),
        "struck": list(seat.struck),
        "expected": list(seat.expected),
    }


def _read(entry: Mapping[str, Any]) -> Seat:
    interviewer = Interviewer(
        id=entry["id"],
        title=entry["title"],
        listens_for=tuple(SignalName(name) for name in entry["listens_for"]),
        competencies=tuple(entry["competencies"]),
        minutes=entry["minutes"],
        questions=entry["questions"],
    )
    struck, expected = tuple(entry.get("struck", ())), tuple(entry.get("expected", ()))
    return Seat(interviewer, entry.get("name", ""), entry.get("pins", {}), struck, expected)
