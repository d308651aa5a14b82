"""The ranking of a bank: right stories first, the same every time, spans inside the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.analysis.matching.bank import BankStory, EmptyQuestionError, Prompt
from highsignal.analysis.matching.rank import StoryBank, probes, rank, shows

Eight = tuple[BankStory, ...]


@pytest.fixture
def bank(eight: Eight) -> StoryBank:
    return StoryBank(eight)


@pytest.mark.parametrize("place", range(8))
def test_the_story_about_it_comes_first(bank: StoryBank, questions: dict[str, int], place: int) -> None:
    question = next(q for q, story in questions.items() if story == place)
    matches = bank.rank(question)
    assert matches[0].story == place
    assert matches[0].score > 0.5 > matches[-1].score


def test_all_stories_come_best_first_with_scores_from_0_to_1(bank: StoryBank, eight: Eight) -> None:
    matches = bank.rank("Tell me about a time you failed.")
    scores = [m.score for m in matches]
    assert sorted(m.story for m in matches) == list(range(len(eight)))
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)


def test_top_cuts_and_below_one_is_refused(bank: StoryBank) -> None:
    whole = bank.rank("Tell me about leading a team.")
    assert bank.rank("Tell me about leading a team.", top=3) == whole[:3]
    assert bank.rank("Tell me about leading a team.", top=99) == whole
    with pytest.raises(ValueError, match="at least one"):
        bank.rank("Tell me about leading a team.", top=0)


def test_the_same_question_gives_the_same_answer_from_a_new_bank(
    bank: StoryBank, eight: Eight, questions: dict[str, int]
) -> None:
    for question in questions:
        assert StoryBank(eight).rank(question) == bank.rank(question)


def test_the_order_of_the_bank_changes_no_score(
    bank: StoryBank, eight: Eight, questions: dict[str, int]
) -> None:
    backwards = StoryBank(eight[::-1])
    for question in questions:
        there = {eight[m.story].title: m.score for m in bank.rank(question)}
        back = {eight[::-1][m.story].title: m.score for m in backwards.rank(question)}
        assert back == pytest.approx(there, abs=1e-5)


def test_equal_stories_stay_in_the_order_of_the_bank(eight: Eight) -> None:
    same = [eight[4], eight[0], eight[4], eight[4]]
    matches = rank("Tell me about a mistake you made.", same)
    assert [m.story for m in matches] == [0, 2, 3, 1]
    assert len({m.score for m in matches[:3]}) == 1


def test_an_empty_bank_has_no_answer() -> None:
    assert rank("Tell me about a mistake you made.", []) == ()


@pytest.mark.parametrize("question", ["", "   \n", "?!…", "()"])
def test_a_question_without_words_is_refused(bank: StoryBank, question: str) -> None:
    with pytest.raises(EmptyQuestionError, match="has no words"):
        bank.rank(question)


@pytest.mark.parametrize(
    "question", ["conflict", "Why?", "(aside)", "Tell me about a time", "Übermut?", "失敗について"]
)
def test_any_word_is_a_question(bank: StoryBank, question: str, eight: Eight) -> None:
    assert len(bank.rank(question)) == len(eight)


@pytest.mark.parametrize(
    "text", ["", "word", "…", "\n\n", "Größe – naïve café 🎉 “quoted”", "😀", "x" * 5000]
)
def test_any_text_is_a_story(text: str) -> None:
    story = BankStory("", text)
    (match,) = rank("Tell me about a conflict.", [story])
    assert 0 <= match.score <= 1
    assert all(span.text(text).strip() for span in match.why)


def test_why_shows_the_sentence_that_says_so(bank: StoryBank, eight: Eight) -> None:
    match = bank.rank("Tell me about a time you had to apologize to a customer.")[0]
    shown = " ".join(span.text(eight[match.story].text) for span in match.why)
    assert "apologised" in shown


@given(
    text=st.text(alphabet=st.sampled_from("mistake I customer.\n!? é🎉\u00a0“”\r\tfailed "), max_size=200),
    question=st.sampled_from(["Tell me about a mistake.", "Describe an angry customer.", "Why?"]),
)
@settings(max_examples=60, deadline=None)
def test_why_lies_inside_the_text_in_order_and_apart(text: str, question: str) -> None:
    (match,) = rank(question, [BankStory("t", text)])
    places = [(s.start, s.end) for s in match.why]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in itertools.pairwise(places))
    assert all(text[start:end] == text[start:end].strip() for start, end in places)


def test_a_story_written_for_this_prompt_comes_first() -> None:
    plain = BankStory("Plain", "We moved the office in March.")
    written = BankStory("Written", "We moved the office in May.", prompt="Tell me about a bold bet you made.")
    matches = rank("Tell me about a bold bet that you made.", [plain, written])
    assert matches[0].story == 1
    assert matches[0].score - matches[1].score > 0.2
    assert rank("Tell me about learning a language.", [plain, written])[0].score < 0.5


def test_a_stated_competency_helps_only_where_it_is_asked_for() -> None:
    told = "In the spring I changed how we plan."
    plain, tagged = BankStory("", told), BankStory("", told, competencies=("mentoring",))
    asked = rank("Whom have you mentored?", [plain, tagged])
    assert [m.story for m in asked] == [1, 0]
    assert asked[0].score > asked[1].score
    other = {m.story: m.score for m in rank("Tell me about a production outage.", [plain, tagged])}
    assert other[0] == pytest.approx(other[1], abs=0.02)


def test_a_headline_is_evidence() -> None:
    told = "It took a month, and I did it mostly at night."
    stories = [
        BankStory("", told),
        BankStory("", told, headline="I apologised to our angriest customer and kept her."),
    ]
    assert rank("Tell me about an unhappy customer.", stories)[0].story == 1


def test_what_a_prompt_is_known_to_probe_is_taken_into_account(eight: Eight) -> None:
    vague = "Tell me about last winter."
    stories = [eight[5], eight[2]]
    plain = {m.story: m.score for m in rank(vague, stories)}
    known = {m.story: m.score for m in rank(Prompt(vague, ("mentoring",)), stories)}
    assert known[1] > plain[1]


@pytest.mark.parametrize(
    ("question", "competency"),
    [
        ("Tell me about a time you mentored somebody.", "mentoring"),
        ("Describe a disagreement with a peer.", "conflict"),
        ("Tell me about a mistake you made.", "failure"),
        ("Why do you want this career?", "motivation"),
        ("How do you prioritise when everything is due at once?", "prioritisation"),
    ],
)
def test_what_a_question_probes(question: str, competency: str) -> None:
    assert probes(question)[0] == competency


def test_stated_competencies_come_first(eight: Eight) -> None:
    assert probes(Prompt("Describe a disagreement with a peer.", ("feedback",)))[0] == "feedback"
    assert shows(BankStory("", eight[2].text, competencies=("patience",)))[0] == "patience"


def test_what_a_story_shows(eight: Eight) -> None:
    assert "mentoring" in shows(eight[2])
    assert "customer" in shows(eight[1])


def test_a_question_for_knowledge_probes_nothing() -> None:
    assert probes("What is a container?") == ()
