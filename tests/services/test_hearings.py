from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.services.hearing_codes import (
    chatted,
    code_of,
    listen_answer,
    quoted,
    scan_answer,
    twice_quoted,
    wrapped,
)

from highsignal.analysis.hearing import Verdict
from highsignal.domain.bank import StoryContent, StoryRecord, StoryState
from highsignal.domain.practice import Hearing, HearingKind
from highsignal.services.clarity import clarity_of, interval_of
from highsignal.services.errors import InvalidInputError, NotFoundError, UsageError
from highsignal.services.heard import all_heard, signal_shares
from highsignal.services.hearing_file import CutAnswerError, DamagedAnswerError, NoAnswerError, read_answers
from highsignal.services.hearing_material import (
    MOST_WORDS,
    NothingToHearError,
    material_of,
    opening,
    opens_with_headline,
    readable,
)
from highsignal.services.hearings import (
    AnsweredError,
    OtherMachineError,
    OtherStoryError,
    Reply,
    VoidScanError,
    answer_here,
    ask,
    get_hearing,
    hearings,
    overrule,
    remove,
    take_in,
)
from highsignal.services.landing import CLAIMS, LISTENER, SIGNALS, TIME, land_by_take, landing_of
from highsignal.services.readings import analysis_of
from highsignal.services.stories import create_story, get_story, mark, save_story
from highsignal.services.tellings import keep_take
from highsignal.services.undo import last_change, undo
from highsignal.services.workspace import Desk

HEADLINE = "Cut inference cost 22 % at the same accuracy, so the launch kept its date."
TOLD = (
    "In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it. We gave up two weeks of the schedule for that. "
    "I rebuilt the training set with two engineers of the product team and led the rollout. "
    "Inference cost fell by 22 % at the same accuracy, and the launch kept its date. "
    "Since then I ask for the cost of a model before anybody trains it."
)
SCAN, LISTEN = HearingKind.SCAN, HearingKind.LISTEN
HEARD = Reply({"sentence": "They cut the cost of inference by about a fifth."}, "Bo", exposure=10_012.0)


@pytest.fixture
def story(desk: Desk) -> StoryRecord:
    return create_story(desk, StoryContent(title="Cost", headline=HEADLINE, ninety=TOLD))[0]


def test_a_listener_gets_the_opening_and_never_the_headline(desk: Desk, story: StoryRecord) -> None:
    scan = material_of(desk, ask(desk, story.id, SCAN, "here"))
    assert scan.text.startswith("In March our ranking service")
    assert 30 <= scan.words <= MOST_WORDS + 2
    assert "22" not in scan.text
    listen = material_of(desk, ask(desk, story.id, LISTEN, "here"))
    assert listen.text == TOLD
    assert HEADLINE not in listen.text


def test_what_was_asked_about_stays_as_it_stood(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, LISTEN, "file")
    save_story(desk, story.id, story.content._replace(ninety="Another one."), story.revision)
    assert material_of(desk, hearing).text == TOLD


def test_a_headline_alone_is_nothing_to_give(desk: Desk) -> None:
    story, _ = create_story(desk, StoryContent(headline=HEADLINE))
    with pytest.raises(NothingToHearError):
        ask(desk, story.id, SCAN, "here")
    with pytest.raises(NotFoundError):
        ask(desk, "nobody", SCAN, "here")
    with pytest.raises(InvalidInputError):
        ask(desk, story.id, LISTEN, "here", take="none")


def test_an_opening_ends_with_a_sentence_or_says_that_it_goes_on() -> None:
    assert opening("Short.") == "Short."
    assert opening("I cut it. " + "word " * 30 + ", word" * 40).endswith(" …")
    assert len(opening("I cut it. " + "word " * 200).split()) <= MOST_WORDS + 1
    assert opening("") == ""
    assert (
        readable("# Title\n\n**Situation**\n\nIt `ran`, see [this](x).\n\n- So.")
        == "It ran, see this.\n\nSo."
    )
    content = StoryContent(headline="We won.", ninety="We won. And so on.")
    assert opens_with_headline(content, content.ninety)


def test_an_answer_given_here_is_kept_once(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, SCAN, "here")
    kept, _ = answer_here(desk, hearing.id, HEARD)
    assert kept == get_hearing(desk, hearing.id)
    assert kept.listener == "Bo"
    assert kept.answers["sentence"].startswith("They cut")
    with pytest.raises(AnsweredError):
        answer_here(desk, hearing.id, HEARD)


@pytest.mark.parametrize("exposure", [None, 0.0, 9_500.0, 10_400.0, 60_000.0])
def test_a_scan_of_another_length_does_not_count(
    desk: Desk, story: StoryRecord, exposure: float | None
) -> None:
    hearing = ask(desk, story.id, SCAN, "here")
    with pytest.raises(VoidScanError):
        answer_here(desk, hearing.id, HEARD._replace(exposure=exposure))
    assert get_hearing(desk, hearing.id).answered_at is None


@pytest.mark.parametrize(
    "reply",
    [Reply({}), Reply({"did": " "}, clarity=3), Reply({"did": "x"}), Reply({"did": "x" * 9999}, clarity=9)],
)
def test_an_answer_that_says_nothing_is_asked_for_again(desk: Desk, story: StoryRecord, reply: Reply) -> None:
    hearing = ask(desk, story.id, LISTEN, "here")
    with pytest.raises(InvalidInputError):
        answer_here(desk, hearing.id, reply)


@pytest.mark.parametrize("changed", [str, quoted, wrapped, chatted, twice_quoted])
def test_an_answer_survives_its_way_and_is_kept_once(
    desk: Desk, story: StoryRecord, changed: Callable[[str], str]
) -> None:
    hearing = ask(desk, story.id, SCAN, "file")
    pasted = changed(scan_answer(hearing.id))
    first = take_in(desk, pasted, story.id)
    assert [h.id for h in first.new] == [hearing.id]
    again = take_in(desk, scan_answer(hearing.id))
    assert (again.new, [h.id for h in again.known]) == ((), [hearing.id])
    assert [h.listener for h in hearings(desk, story.id)] == ["Cleo"]


def test_one_file_may_be_answered_by_several(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, LISTEN, "file")
    both = listen_answer(hearing.id, "1" * 12, 4) + "\n\n" + listen_answer(hearing.id, "2" * 12, 2, "Dan")
    assert len(take_in(desk, both).new) == 2
    assert len(take_in(desk, both).known) == 2
    kept = hearings(desk, story.id)
    assert sorted((h.listener, h.clarity) for h in kept) == [("Cleo", 4), ("Dan", 2)]
    assert all(h.revision == hearing.revision for h in kept)
    assert "“without”" in kept[0].answers["did"]


def refused(desk: Desk, error: type[UsageError], text: str, story: str | None = None) -> str:
    before = hearings(desk)
    with pytest.raises(error) as caught:
        take_in(desk, text, story)
    assert hearings(desk) == before
    return str(caught.value)


def test_what_cannot_be_kept_is_refused_with_a_sentence(desk: Desk, story: StoryRecord) -> None:
    other, _ = create_story(desk, StoryContent(title="Another", ninety=TOLD))
    hearing = ask(desk, story.id, SCAN, "file")
    text = scan_answer(hearing.id)
    refused(desk, NoAnswerError, "Hello, I liked it.")
    refused(desk, CutAnswerError, text[:-20])
    middle = text.index("BEGINS") + 40
    refused(
        desk, DamagedAnswerError, text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    )
    refused(desk, DamagedAnswerError, text.replace("CODE ENDS", "U CODE ENDS"))
    refused(desk, DamagedAnswerError, code_of(b"[1]"))
    refused(desk, DamagedAnswerError, code_of(b'{"v": 1}'))
    refused(desk, DamagedAnswerError, "CODE BEGINS CODE ENDS")
    assert "another machine" in refused(desk, OtherMachineError, scan_answer("f" * 12))
    assert "Cost" in refused(desk, OtherStoryError, text, other.id)
    refused(desk, VoidScanError, scan_answer(hearing.id, x=14_000))
    refused(desk, InvalidInputError, scan_answer(hearing.id, a={}))
    here = ask(desk, story.id, SCAN, "here")
    refused(desk, OtherMachineError, scan_answer(here.id))
    remove(desk, hearing.id)
    refused(desk, OtherMachineError, text)


def test_letters_that_look_alike_are_read_as_what_was_meant() -> None:
    text = scan_answer("a" * 12)
    head, _, rest = text.partition("CODE BEGINS")
    code, _, tail = rest.partition("CODE ENDS")
    mistaken = code.replace("0", "o").replace("1", "l")
    assert read_answers(f"{head}CODE BEGINS{mistaken}CODE ENDS{tail}") == read_answers(text)


def test_the_person_may_overrule_for_this_headline(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, SCAN, "here")
    answer_here(desk, hearing.id, HEARD._replace(answers={"sentence": "Something with a team."}))

    def repeated() -> list[bool]:
        return [
            one.repeated for one in all_heard(get_story(desk, story.id).content, hearings(desk, story.id))
        ]

    assert repeated() == [False]
    overrule(desk, hearing.id, "yes")
    assert repeated() == [True]
    changed = story.content._replace(headline="Mentored two juniors until they ran on-call alone.")
    save_story(desk, story.id, changed, story.revision)
    assert repeated() == [False]
    save_story(desk, story.id, story.content, story.revision + 1)
    overrule(desk, hearing.id, "")
    assert repeated() == [False]
    with pytest.raises(InvalidInputError):
        overrule(desk, hearing.id, "perhaps")


def test_clarity_has_its_listeners_and_its_interval(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, LISTEN, "file")
    assert clarity_of(hearings(desk, story.id)).more == 3
    given = [("1", "Ann", 2), ("2", "Bo", 4), ("3", "ann ", 4), ("4", "", 4), ("5", "", 5)]
    for own, name, rating in given:
        take_in(desk, listen_answer(hearing.id, own * 12, rating, name))
    clarity = clarity_of(hearings(desk, story.id))
    assert [point.listeners for point in clarity.course] == [1, 2, 2, 3, 4]
    now = clarity.now
    assert now
    assert (now.mean, clarity.more) == (4.25, 0)
    assert now.low is not None
    assert now.high is not None
    assert 1 <= now.low < 4.25 < now.high <= 5
    assert clarity.course[2].low is None


def test_three_who_agree_leave_an_interval_with_a_width() -> None:
    low, high = interval_of([4, 4, 4])
    assert (round(low, 2), round(high, 2)) == (3.28, 4.72)
    assert interval_of([5, 5, 5])[1] == 5


def test_signals_are_counted_over_those_who_had_the_whole_story(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, LISTEN, "file")
    take_in(desk, listen_answer(hearing.id, "1" * 12))
    take_in(desk, listen_answer(hearing.id, "2" * 12))
    scan = ask(desk, story.id, SCAN, "here")
    answer_here(desk, scan.id, HEARD)
    shares = {
        s.name.value: s for s in signal_shares(analysis_of(desk, story.content), hearings(desk, story.id))
    }
    assert (shares["decision"].heard, shares["decision"].listeners) == (2, 2)
    assert (shares["learning"].heard, shares["learning"].listeners) == (0, 2)
    assert signal_shares(analysis_of(desk, story.content), ()) == ()


def tell(desk: Desk, story: StoryRecord, text: str = TOLD, seconds: float | None = 88.0) -> str:
    kind = "typed" if seconds is None else "spoken"
    return keep_take(desk, story.id, text, kind=kind, version="ninety", seconds=seconds, at=desk.now()).id


def hold(desk: Desk, story: StoryRecord) -> dict[str, bool]:
    return {c.id: c.holds for c in landing_of(desk, get_story(desk, story.id)).conditions}


def test_a_story_lands_when_all_four_hold_and_that_can_be_undone(desk: Desk, story: StoryRecord) -> None:
    assert set(hold(desk, story).values()) == {False}
    tell(desk, story)
    assert hold(desk, story) == {TIME: True, SIGNALS: True, CLAIMS: True, LISTENER: False}
    hearing = ask(desk, story.id, SCAN, "here")
    answered, change = answer_here(desk, hearing.id, HEARD)
    assert change
    assert get_story(desk, story.id).state is StoryState.LANDED
    landing = landing_of(desk, get_story(desk, story.id))
    assert landing.all_hold
    assert landing.conditions[3].hearing == answered.id
    assert "Bo said" in landing.conditions[3].why
    undo(desk, change.id)
    assert get_story(desk, story.id).state is StoryState.DRAFTED
    # What the person undid is not done again by the next listener.
    again = ask(desk, story.id, SCAN, "here")
    assert answer_here(desk, again.id, HEARD)[1] is None
    assert get_story(desk, story.id).state is StoryState.DRAFTED
    mark(desk, [story.id], StoryState.LANDED)
    assert landing_of(desk, get_story(desk, story.id)).marked


def test_the_last_take_may_be_what_makes_it_land(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, SCAN, "file")
    take_in(desk, scan_answer(hearing.id))
    tell(desk, story)
    assert get_story(desk, story.id).state is StoryState.LANDED
    change = last_change(desk)
    assert change
    undo(desk, change.id)
    assert land_by_take(desk, tell(desk, story)) is None  # what was undone is not done again
    assert get_story(desk, story.id).state is StoryState.DRAFTED
    assert land_by_take(desk, "nobody") is None


def test_each_condition_says_what_is_missing(desk: Desk, story: StoryRecord) -> None:
    def why(name: str) -> str:
        return next(c.why for c in landing_of(desk, get_story(desk, story.id)).conditions if c.id == name)

    tell(desk, story, "", 80.0)
    assert hold(desk, story)[TIME]
    assert "no words" in why(SIGNALS)
    tell(desk, story, TOLD.replace("22 %", "40 %"), 130.0)
    tell(desk, story, TOLD.replace("22 %", "40 %"), 100.0)
    assert "40" in why(CLAIMS)
    assert "22" in why(CLAIMS)
    tell(desk, story, TOLD, None)
    tell(desk, story, "I made it cheaper. It was good.", 20.0)
    assert "missing" in why(SIGNALS) or "Strong" in why(SIGNALS)
    bare, _ = create_story(desk, StoryContent(ninety=TOLD))
    assert "no headline" in landing_of(desk, bare).conditions[3].why


def test_the_verdict_is_of_the_answer_that_repeats_most(desk: Desk, story: StoryRecord) -> None:
    hearing = ask(desk, story.id, LISTEN, "here")
    reply = Reply({"did": "No idea.", "changed": "Inference got a fifth cheaper."}, clarity=4)
    kept: Hearing = answer_here(desk, hearing.id, reply)[0]
    (one,) = all_heard(story.content, [kept])
    assert (one.answer, one.verdict) == ("changed", Verdict.HEARD)
    (without,) = all_heard(story.content._replace(headline=""), [kept])
    assert without.verdict is None
