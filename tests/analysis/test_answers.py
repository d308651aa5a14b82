"""Where answers go, and that nothing of the text is lost or changed when they go there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.analysis.analyzer import Standard, analyze, analyze_text
from highsignal.analysis.answers import Insertion, apply_answer, place_of_answer, place_of_ask
from highsignal.analysis.insertion import as_sentence
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.findings import Finding, Severity
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.spans import Span
from highsignal.domain.stories import Analysis
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources
from highsignal.services.samples import read_samples
from highsignal.services.standards import standard_for

ROLE = {letter: role for role in Role for letter in role.letter}
OF_LETTER = {"S": "Orders waited a day.", "K": "Shops lost sales.", "T": "I had to halve it."} | {
    "D": "I chose a queue.",
    "X": "It cost us a week.",
    "A": "I moved the jobs.",
    "R": "Orders waited an hour.",
    "L": "Now I ask first.",
}


def told(text: str, roles: str, standard: Standard) -> Analysis:
    """The analysis of `text` with the roles given by letters, so that a test does not hang on the tagger."""
    (story,) = read_stories(text)
    found = analyze(story, standard)
    spoken = [s for s in found.sentences if not s.sentence.heading]
    assert len(spoken) == len(roles), [s.sentence.text for s in spoken]
    letters = iter(roles)
    labelled = tuple(
        s if s.sentence.heading else s._replace(role=ROLE[next(letters)]) for s in found.sentences
    )
    return found._replace(sentences=labelled)


def prose(roles: str) -> str:
    """Sentences of those roles; a bar begins a paragraph."""
    return "\n\n".join(" ".join(OF_LETTER[r] for r in part) for part in roles.split("|"))


def ask(name: SignalName, evidence: tuple[Span, ...] = ()) -> Signal:
    return Signal(name, State.WEAK if evidence else State.MISSING, evidence, "why", "ask?")


def finding(code: str, start: int = 0, end: int = 0) -> Finding:
    return Finding(code, "a-rule", Severity.WARNING, Span(start, end), "message", "ask?")


def answered(text: str, insertion: Insertion) -> str:
    return apply_answer(text, insertion, "HERE")


@pytest.mark.parametrize(
    ("roles", "name", "wanted"),
    [
        ("STAR", SignalName.STAKES, "S ^ TAR"),
        ("SSDAR", SignalName.STAKES, "SS ^ DAR"),
        ("RSKTAR", SignalName.STAKES, "RSK ^ TAR"),
        ("TAR", SignalName.STAKES, "^ TAR"),
        ("STAR", SignalName.DECISION, "ST ^ AR"),
        ("AR", SignalName.DECISION, "^ AR"),
        ("SKR", SignalName.DECISION, "SK ^ R"),
        ("SDAR", SignalName.TRADEOFF, "SD ^ AR"),
        ("SDXAR", SignalName.TRADEOFF, "SDX ^ AR"),
        ("SAR", SignalName.TRADEOFF, "S ^ AR"),
        ("SDA", SignalName.IMPACT, "SDA ^"),
        ("SDARL", SignalName.IMPACT, "SDAR ^ L"),
        ("RSDL", SignalName.IMPACT, "RSD ^ L"),
        ("SDARL", SignalName.LEARNING, "SDARL ^"),
        ("SARL", SignalName.AUDIENCE, "SAR ^ L"),
        ("DAR", SignalName.STRUCTURE, "^ DAR"),
        ("SR", SignalName.STRUCTURE, "S ^ R"),
        ("SA", SignalName.STRUCTURE, "SA ^"),
        ("STAR", SignalName.OWNERSHIP, "ST ^ AR"),
    ],
)
def test_an_answer_to_a_signal_goes_where_a_listener_looks_for_it(
    roles: str, name: SignalName, wanted: str, standard: Standard
) -> None:
    text = prose(roles)
    found = answered(text, place_of_ask(told(text, roles, standard), ask(name)))
    expected = " ".join("HERE." if r == "^" else OF_LETTER[r] for r in wanted.replace(" ", ""))
    assert found == expected


@pytest.mark.parametrize(
    ("code", "roles", "wanted"),
    [
        ("STK001", "STAR", "S ^ TAR"),
        ("DEC001", "STAR", "ST ^ AR"),
        ("DEC004", "SDAR", "SD ^ AR"),
        ("IMP001", "SDARL", "SDAR ^ L"),
        ("STR002", "SDA", "SDA ^"),
        ("STR003", "SR", "S ^ R"),
        ("STR004", "DAR", "^ DAR"),
        ("LRN001", "SDAR", "SDAR ^"),
        ("OPN001", "SDAR", "^ SDAR"),
        ("OPN003", "SDAR", "^ SDAR"),
        ("LEN005", "SDAR", "^ SDAR"),
    ],
)
def test_an_answer_to_what_is_missing_goes_where_that_belongs(
    code: str, roles: str, wanted: str, standard: Standard
) -> None:
    text = prose(roles)
    found = answered(text, place_of_answer(told(text, roles, standard), finding(code)))
    assert found == " ".join("HERE." if r == "^" else OF_LETTER[r] for r in wanted.replace(" ", ""))


@pytest.mark.parametrize("code", ["IMP002", "IMP008", "CLR002", "STK002", "DEC012"])
def test_a_finding_that_points_at_words_is_answered_after_their_sentence(
    code: str, standard: Standard
) -> None:
    text = prose("SD|AR|L")
    at = text.index("moved")
    found = answered(text, place_of_answer(told(text, "SDARL", standard), finding(code, at, at + 5)))
    assert found == prose("SD|A") + " HERE. " + prose("R|L")


def test_stakes_that_come_late_are_answered_where_they_should_stand(standard: Standard) -> None:
    text = prose("SDAKR")
    at = text.index("Shops")
    found = answered(text, place_of_answer(told(text, "SDAKR", standard), finding("STK003", at, at + 5)))
    assert found.startswith("Orders waited a day. HERE. I chose")


def test_where_paragraphs_are_by_role_the_answer_has_its_own(standard: Standard) -> None:
    text = prose("SK|A|R")
    found = answered(text, place_of_ask(told(text, "SKAR", standard), ask(SignalName.DECISION)))
    assert found == prose("SK") + "\n\nHERE.\n\n" + prose("A|R")
    found = answered(text, place_of_ask(told(text, "SKAR", standard), ask(SignalName.STAKES)))
    assert found == prose("SK") + " HERE.\n\n" + prose("A|R")
    found = answered(text, place_of_ask(told(text, "SKAR", standard), ask(SignalName.LEARNING)))
    assert found == text + "\n\nHERE."


HEADED = """## Situation
Orders waited a day.

## Task
I had to halve it.

## Action
I moved the jobs. I told the shops.

## Result
Orders waited an hour.
"""


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (SignalName.STAKES, "Orders waited a day. ", "\n\n## Task"),
        (SignalName.DECISION, "## Action\n", " I moved the jobs."),
        (SignalName.TRADEOFF, "## Action\n", " I moved the jobs."),
        (SignalName.IMPACT, "Orders waited an hour. ", "\n"),
    ],
)
def test_in_a_headed_story_the_answer_stands_in_the_section_it_belongs_to(
    name: SignalName, before: str, after: str, standard: Standard
) -> None:
    found = answered(HEADED, place_of_ask(told(HEADED, "STAAR", standard), ask(name)))
    assert f"{before}HERE.{after}" in found


def test_a_heading_that_waits_for_words_gets_them(standard: Standard) -> None:
    text = HEADED + "\n## Learning\n"
    found = answered(text, place_of_ask(told(text, "STAAR", standard), ask(SignalName.LEARNING)))
    assert found == HEADED + "\n## Learning\n\nHERE.\n"
    crowded = HEADED.replace("Orders waited a day.\n\n", "")
    at = crowded.index("Situation")
    place = place_of_answer(told(crowded, "TAAR", standard), finding("STR007", at, at + 9))
    assert answered(crowded, place).startswith("## Situation\n\nHERE.\n\n## Task\n")
    labelled = "Situation: Orders waited a day.\nAction: I moved the jobs.\nResult:\n"
    found = answered(labelled, place_of_ask(told(labelled, "SA", standard), ask(SignalName.IMPACT)))
    assert found.endswith("\nResult: HERE.\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "- Orders waited a day.\n- I moved the jobs.\n",
            "- Orders waited a day.\n- HERE.\n- I moved the jobs.\n",
        ),
        (
            "* Orders waited a day\n* I moved the jobs\n",
            "* Orders waited a day\n* HERE.\n* I moved the jobs\n",
        ),
        (
            "1. Orders waited a day.\n2. I moved the jobs.\n",
            "1. Orders waited a day.\n2. HERE.\n2. I moved the jobs.\n",
        ),
        (
            "  - [x] Orders waited a day.\n  - [ ] I moved the jobs.",
            "  - [x] Orders waited a day.\n  - [ ] HERE.\n  - [ ] I moved the jobs.",
        ),
    ],
)
def test_among_bullets_the_answer_is_one(text: str, wanted: str, standard: Standard) -> None:
    assert answered(text, place_of_ask(told(text, "SA", standard), ask(SignalName.STAKES))) == wanted


def test_windows_line_ends_are_kept(standard: Standard) -> None:
    text = "- Orders waited a day.\r\n- I moved the jobs.\r\n"
    found = answered(text, place_of_ask(told(text, "SA", standard), ask(SignalName.LEARNING)))
    assert found == "- Orders waited a day.\r\n- I moved the jobs.\r\n- HERE.\r\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "HERE."),
        ("\n\n", "HERE.\n\n"),
        ("---\ntitle: Orders\n---\n", "---\ntitle: Orders\n---\nHERE.\n"),
        ("# Orders\n", "# Orders\n\nHERE.\n"),
        ("```\ncode\n```\n", "HERE.\n\n```\ncode\n```\n"),
        ("## Situation\n", "## Situation\n\nHERE.\n"),
    ],
)
def test_a_text_without_words_gets_its_first(text: str, wanted: str, standard: Standard) -> None:
    (found,) = analyze_text(text, standard)
    for signal in found.signals:
        if signal.ask and signal.name is not SignalName.LEARNING:
            assert answered(text, place_of_ask(found, signal)) == wanted


def test_marks_that_close_a_sentence_stay_with_it(standard: Standard) -> None:
    text = "Orders **waited a day.** See [the list](https://example.org/a_b)"
    found = answered(text, place_of_ask(told(text, "SS", standard), ask(SignalName.LEARNING)))
    assert found == text + ". HERE."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("it cost us a week", "It cost us a week."),
        ("  Two\n lines,  ", "Two lines."),
        ("really?", "Really?"),
        ("“we lost it”", "“We lost it”."),
        ("p99 fell to 180 ms", "p99 fell to 180 ms."),
        ("iOS users left!", "iOS users left!"),
        ("- a week", "A week."),
        ("i chose it", "I chose it."),
        ("-5 % a month", "-5 % a month."),
        ("…", ""),
        ("", ""),
    ],
)
def test_an_answer_becomes_a_sentence(said: str, sentence: str) -> None:
    assert as_sentence(said) == sentence
    if not sentence:
        assert apply_answer("Text.", Insertion(5, " "), said) == "Text."


WORDS = st.sampled_from(
    [*OF_LETTER.values(), "No full stop here", "**All in bold.**", "Cost fell 22 % (a lot)"]
)
MARKS = st.sampled_from(
    ["", "", "- ", "2. ", "  * ", "> ", "## Result\n", "Situation: ", "**Action:** ", "## Learning\n"]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    blocks = []
    for _ in range(draw(st.integers(0, 6))):
        words = " ".join(draw(st.lists(WORDS, min_size=0, max_size=3)))
        blocks.append(draw(MARKS) + words + draw(st.sampled_from(["", "  "])))
    text = draw(st.sampled_from(["\n", "\n\n"])).join(blocks) + draw(st.sampled_from(["", "\n", "\n\n "]))
    front = draw(st.sampled_from(["", "", "---\ntitle: A story\n---\n", "# A title\n\n"]))
    return (front + text).replace("\n", newline)


STANDARD = standard_for(Target(), PackSources())  # no fixture: Hypothesis would print all of it
SAMPLES = [file.text for file in read_samples()]


@settings(max_examples=150, deadline=None)
@given(text=texts() | st.sampled_from(SAMPLES))
def test_every_answer_leaves_the_text_as_it_was(text: str) -> None:
    (found,) = analyze_text(text, STANDARD)
    before = [" ".join(s.words) for s in found.story.sentences]
    headings = [s.text for s in found.story.sentences if s.heading]
    places = [place_of_answer(found, f) for f in found.findings]
    places += [place_of_ask(found, s) for s in found.signals if s.ask]
    for place in places:
        assert 0 <= place.at <= len(text)
        changed = apply_answer(text, place, "zebras crossed the road")
        answer = "Zebras crossed the road."
        assert changed.replace(place.before + answer + place.after, "", 1) == text
        (again,) = read_stories(changed)
        after = [" ".join(s.words) for s in again.sentences]
        assert "Zebras crossed the road" in after
        after.remove("Zebras crossed the road")
        # Where lines are hard-wrapped a longer line may change where sentences are parted, but never a word.
        assert " ".join(after) == " ".join(before)
        assert [s.text for s in again.sentences if s.heading] == headings
        assert not changed[: changed.index(answer)].endswith("  ")
