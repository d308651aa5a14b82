"""What single rules promise beyond the examples of their pages."""

from __future__ import annotations

import pytest

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.rules.catalog import RULES
from highsignal.analysis.rules.examples import examples_of
from highsignal.domain.findings import Finding


def found(text: str, standard: Standard, code: str) -> list[Finding]:
    rules = tuple(rule for rule in RULES if rule.code == code)
    return [f for a in analyze_text(text, standard._replace(rules=rules)) for f in a.findings]


def test_an_empty_text_has_its_own_message(standard: Standard) -> None:
    (finding,) = found("", standard, "STR001")
    assert finding.message == "There is no story here yet."
    assert finding.span == (0, 0)


def test_missing_stakes_give_way_to_the_more_exact_rules(standard: Standard) -> None:
    for code in ("STK002", "STK004"):
        for example in examples_of(code):
            assert example.bad is False or not found(example.text, standard, "STK001"), example.about


STORY = (
    "In 2021 the night job at our port kept the ships waiting, and a day of waiting is a fine. "
    "I split it by harbour and decided against the bigger machine. {}"
)


@pytest.mark.parametrize(
    "ending",
    [
        "Run time fell from 900 minutes to 300 minutes, a drop of 67 %.",
        "Run time fell from 900 minutes to 300 minutes, a drop of about 70 %.",
        "Run time fell from 900 minutes to 300 minutes and cost by 20 %.",
        "Run time fell from 900 minutes to 300 minutes. Errors fell by 20 %.",
        "Run time fell from 900 minutes to 300 minutes. Later run time fell from 300 minutes to 200 minutes.",
    ],
)
def test_numbers_that_agree_or_measure_other_things(ending: str, standard: Standard) -> None:
    assert not found(STORY.format(ending), standard, "IMP007")


@pytest.mark.parametrize(
    "ending",
    [
        "Run time fell from 900 minutes to 300 minutes, a drop of 30 %.",
        "Run time fell from 900 minutes to 300 minutes. I told them. Run time fell from 900 minutes to 450.",
    ],
)
def test_numbers_that_disagree(ending: str, standard: Standard) -> None:
    assert len(found(STORY.format(ending), standard, "IMP007")) == 1


def test_exact_span_of_the_lesson(standard: Standard) -> None:
    text = next(e.text for e in examples_of("LRN002") if e.bad)
    (finding,) = found(text, standard, "LRN002")
    assert finding.span.text(text) == "I learned that communication is key."


def test_headline_number_is_pointed_at_in_the_front_matter(standard: Standard) -> None:
    text = next(e.text for e in examples_of("OPN005") if e.bad)
    (finding,) = found(text, standard, "OPN005")
    assert finding.span.end < text.index("In 2021")
    assert "22 %" in finding.message


def test_role_pack_asks_about_the_task(standard: Standard) -> None:
    text = (
        "Two years ago I joined a bank. I was responsible for the credit team's reports. I worked on "
        "hyperparameter tuning for the credit model that summer. We met every week. The project was finished "
        "in June."
    )
    asks = {f.ask for f in found(text, standard, "OWN001")}
    assert standard.role is not None
    tuned = next(r for r in standard.role.reframes if r.id == "tuned")
    assert tuned.ask in asks


def test_length_follows_the_pace_of_the_target(standard: Standard) -> None:
    text = next(e.text for e in examples_of("LEN001") if not e.bad)
    slow = standard._replace(target=standard.target._replace(words_per_minute=110.0))
    assert not found(text, standard, "LEN001")
    assert found(text, slow, "LEN001")
