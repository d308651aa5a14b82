"""Where each rule points and what it says, at the examples of its page."""

from __future__ import annotations

import pytest

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.rules.catalog import RULES
from highsignal.analysis.rules.examples import examples_of
from highsignal.domain.findings import Finding


def found(text: str, standard: Standard, code: str) -> list[Finding]:
    rules = tuple(rule for rule in RULES if rule.code == code)
    return [f for a in analyze_text(text, standard._replace(rules=rules)) for f in a.findings]


# code, number of the bad example on the rule's page, the words pointed at ("" for any), part of the message.
# Where something is missing the span is empty, and the words are those in front of it, behind a <.
PLACES = [
    ("STR001", 0, "usually", "This tells what you usually do, not one time."),
    ("STR001", 1, "If I had", "This tells what you would do, not what you did."),
    ("STR002", 1, "<made the evaluation harder to read.", "Nothing says what came of it."),
    (
        "STR003",
        0,
        "<for a month without a fault.",
        "It goes from the problem to the outcome; nothing is done.",
    ),
    ("STR004", 0, "<", "Nothing says where this was or what was wrong."),
    ("STR005", 0, "Another time", "“Another time”: a second story begins here."),
    ("STR006", 1, "is expected to", "The only outcome is one that is still expected."),
    ("STR007", 1, "Task", "Nothing stands under “Task”."),
    ("STR008", 0, "XX", "“XX” still stands where something was to be filled in."),
    ("STK001", 0, "<I was asked to look at it.", "Nothing says why this mattered."),
    ("STK002", 0, "very important", "“very important” is said, but not what would have been lost."),
    (
        "STK003",
        2,
        "Had the catalogue not been finished by June, the insurer would have refused to cover the move.",
        "Why it mattered is first heard after 25 s of 34.",
    ),
    ("STK004", 0, "My promotion", "All that was at stake here was your own standing."),
    ("DEC001", 0, "<I was asked to find the cause. ", "Nobody chooses anything in this story."),
    ("DEC002", 0, "I decided to use a queue.", "The choice is told, but not why it was made."),
    ("DEC003", 0, "<because it was easy to run.", "What else could have been done is not told."),
    ("DEC004", 0, "<because the team could run it without help.", "A choice is told, but not what it cost."),
    ("DEC005", 0, "win-win", "“win-win”: a choice that cost nothing is hard to believe."),
    ("DEC006", 0, "it was decided", "“it was decided” hides who decided."),
    ("DEC007", 0, "more innovative", "“more innovative” would be a reason for any team."),
    ("DEC012", 1, "hire a dietician", "What “hire a dietician” would have cost is not said."),
    (
        "IMP001",
        0,
        "Afterwards the whole thing felt more solid.",
        "Nothing in the outcome is a number or an event to check.",
    ),
    (
        "IMP002",
        0,
        "Errors fell by 40 %",
        "“Errors fell by 40 %”: told without its start or its end.",
    ),
    (
        "IMP003",
        0,
        "reduced errors by 300 %",
        "“reduced errors by 300 %”: nothing falls by more than 100 %.",
    ),
    (
        "IMP004",
        2,
        "Arguments went from 31 to 6",
        "“Arguments went from 31 to 6” is tied to nothing outside the work.",
    ),
    ("IMP005", 0, "significantly improved", "“significantly improved” leaves open by how much."),
    (
        "IMP006",
        0,
        "Accuracy improved by 5 %",
        "“Accuracy improved by 5 %” can mean per cent of it, or points.",
    ),
    ("IMP007", 0, "inference cost was down 35 %", "Inference cost: 35 % here, 22 % before."),
    ("IMP007", 1, "80 %", "From 900 to 300 is 67 %, not 80 %."),
    ("IMP008", 1, "went from 40 minutes to 12", "nothing says what stayed as good."),
    ("IMP009", 0, "I think it", "“I think it” puts the outcome in doubt."),
    ("IMP010", 1, "Errors down 38 %", "10 numbers in 36 s; a listener keeps a few."),
    ("IMP011", 0, "lines of code", "“lines of code” says how much was done, not what changed."),
    ("IMP012", 0, "company's revenue", "“company's revenue”: your part in it is not told."),
    ("IMP013", 1, "good job", "The only outcome told is that somebody was pleased."),
    ("OWN001", 1, "Responsible for", "This tells an assignment, not what you decided or changed."),
    ("OWN002", 1, "The team lead decided", "No choice or deed in this story has you in it."),
    (
        "OWN003",
        0,
        "",
        "Below the scope of IC4: nothing shows people, teams, horizon, ambiguity or influence.",
    ),
    ("OWN004", 1, "I was lucky", "“I was lucky” makes your part smaller than the story does."),
    ("OWN005", 2, "their fault", "This judges a person; a listener hears only your side."),
    ("OWN006", 0, "We wrote the parser", "Only the group acts here; your own part is not told."),
    ("LRN001", 0, "", "Nothing says what you learned or changed afterwards."),
    (
        "LRN002",
        0,
        "I learned that communication is key.",
        "This lesson would fit under any story.",
    ),
    (
        "LRN003",
        0,
        "I learned about caching.",
        "It names what you learned about, not what you do differently.",
    ),
    ("LEN001", 0, "", "This takes"),
    ("LEN002", 0, "", "This takes"),
    ("LEN003", 0, "", "words: a listener will have to ask for the rest."),
    ("LEN004", 0, "I joined a logistics company", "before you do anything."),
    ("LEN005", 0, "Visitors who found nothing fell", "The first outcome is heard after"),
    ("LEN006", 1, "", "This 30 s version takes"),
    ("DTL001", 0, "Then", "steps in a row, without a choice or a result among them."),
    ("DTL002", 0, "Python, Pandas, XGBoost, Airflow, Docker and Kubernetes", "6 tools in one sentence."),
    ("DTL003", 0, "PRXM", "PRXM is not explained."),
    ("DTL004", 0, "By the way", "“By the way” announces a side road."),
    ("CLR001", 0, "", "fillers a minute"),
    ("CLR002", 0, "I turned on the slow query log", "This sentence has"),
    ("CLR003", 0, "leveraged", "“leveraged” could stand in anybody's story."),
    ("CLR004", 0, "various issues", "“various issues” leaves the listener to guess."),
    ("CLR005", 0, "was split", "Nobody does this."),
    (
        "CLR006",
        0,
        "So in the end latency of the ranking service fell",
        "This was said before in the same words.",
    ),
    ("OPN001", 0, "In today's world", "The first ten seconds hold nothing that is only yours."),
    ("OPN002", 0, "That's a great question", "This announces the story instead of beginning it."),
    (
        "OPN003",
        0,
        "Migration of the billing service to a new database",
        "The headline names the work, not what came of it.",
    ),
    ("OPN004", 0, "Reduced chargebacks", "The headline has"),
    ("OPN005", 0, "30 %", "The headline says 30 %, the story 22 %."),
    ("CTA001", 0, "So yeah", "The story trails off here."),
    ("CTA002", 0, "Does that answer your question?", "3 asks at the end."),
    ("CTA003", 0, "I was asked to have it back", "The story ends before anything has come of it."),
]


@pytest.mark.parametrize(("code", "number", "words", "message"), PLACES)
def test_place_and_message(code: str, number: int, words: str, message: str, standard: Standard) -> None:
    text = [e.text for e in examples_of(code) if e.bad][number]
    first = found(text, standard, code)[0]
    assert message in first.message
    if words.startswith("<"):
        assert first.span.start == first.span.end
        before = " ".join(text[: first.span.start].split())
        assert before.endswith(words[1:].strip())
        assert words != "<" or before == ""
    else:
        assert words in " ".join(first.span.text(text).split())


def test_every_rule_is_tried() -> None:
    assert sorted({place[0] for place in PLACES}) == sorted(rule.code for rule in RULES)
