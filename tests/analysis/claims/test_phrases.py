"""The names of metrics, parts of a whole, and clauses: what a claim is of, and whether it happened."""

from __future__ import annotations

import pytest

from highsignal.analysis.claims import extract
from highsignal.domain.claims import Claim, Direction, Status


def only(text: str) -> Claim:
    """The one claim of `text`."""
    (claim,) = extract(text)
    return claim


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        # a participle or a clause that belongs to the noun
        ("Good orders declined fell from 2.9 % to 1.1 %.", "Good orders declined"),
        ("Parcels returned dropped by 12 %.", "Parcels returned"),
        ("The share of batches that came back fell from 18 % to 4 %.", "share of batches that came back"),
        ("The share of customers who called twice fell to 9 %.", "share of customers who called twice"),
        # what prepositions tie to the noun
        (
            "The time from idea to a first trained model fell to 8 days.",
            "time from idea to a first trained model",
        ),
        ("The share of sessions with a purchase had dropped by 4 %.", "share of sessions with a purchase"),
        (
            "Word error rate for speakers over seventy fell by 9 %.",
            "Word error rate for speakers over seventy",
        ),
        ("Waiting at the restaurant fell from 9.5 to 4 minutes.", "Waiting at the restaurant"),
        ("Pull requests from the juniors went from 3 to 19.", "Pull requests from the juniors"),
        # what stands before or behind the noun and is none of it
        ("By the afternoon the share of wins had dropped to 3 %.", "share of wins"),
        ("The next test showed 3.8 percent.", "next test"),
        ("60 pharmacies still used it.", "pharmacies"),
        ("Cancellations by drivers dropped 19% in the open districts.", "Cancellations by drivers"),
        ("Waste came down nineteen percent in the pilot shops.", "Waste"),
        ("Each minute of downtime cost the company $2,000.", "minute of downtime"),
        ("It was, I think, four percent up on the year before.", None),
        ("Coverage was ridiculous, 11%, and looked bad.", None),
    ],
)
def test_metric(text: str, metric: str | None) -> None:
    assert only(text).metric == metric


@pytest.mark.parametrize(
    ("text", "value", "scope"),
    [
        ("52 of the 60 pharmacies still used it.", 52, "of the 60 pharmacies"),
        ("It was wrong in 7 of 1,200 answers.", 7, "of 1,200 answers"),
        ("6 of the 8 teams had moved.", 6, "of the 8 teams"),
        ("Three of our seven suppliers had signed.", 3, "of our seven suppliers"),
    ],
)
def test_a_part_of_a_whole_is_one_count(text: str, value: float, scope: str) -> None:
    claim = only(text)
    assert (claim.value, claim.unit, claim.scope) == (value, "count", scope)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("One in ten comments was hateful.", 10),
        ("We let one in two hundred orders through.", 0.5),
        ("On one night in nine it failed.", 11.1),
        ("The failure rate is one in forty.", 2.5),
        ("It charged one driver in about 9,000 twice.", 0.0111),
    ],
)
def test_one_in_so_many_is_a_share(text: str, percent: float) -> None:
    claim = only(text)
    assert (claim.value, claim.unit, claim.direction) == (percent, "percent", Direction.NONE)


@pytest.mark.parametrize(
    "text",
    [
        "She is one in a million.",
        "One in three weeks I was on call.",
        "One of the two teams left.",
        "There was a double charge.",
        "It was postponed by half a year.",
        "We rolled it out to a fourth region.",
        "The funding passed, 22 to 9.",
        "We did five early mornings.",
        "It was a forty-million loan.",
    ],
)
def test_no_claim(text: str) -> None:
    assert extract(text) == ()


@pytest.mark.parametrize(
    ("text", "baseline", "value"),
    [
        ("Instead of 5 engineers we needed 2.", 5, 2),
        ("Rather than 8 machines we now need 3.", 8, 3),
        ("We consolidated 14 pipelines into 4.", 14, 4),
        ("from like four eighty to, like, two fifty milliseconds", 480, 250),
        ("It went from, um, nine hours to, uh, like, two.", 9, 2),
        ("The waits went from like forty seconds to, I don't know, under one.", 40, 1),
        ("The price went from 9 cents to 4.", 0.09, 0.04),
        ("The index went from 10 GB to 3.", 10e9, 3e9),
        ("Rollbacks went from one in four to one in thirty.", 25, 3.3),
    ],
)
def test_pairs(text: str, baseline: float, value: float) -> None:
    claim = only(text)
    assert (claim.baseline, claim.value, claim.direction) == (baseline, value, Direction.DOWN)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The launch would have moved, and two hundred merchants had already signed.", Status.ASSERTED),
        ("It would help, because 40 analysts had asked for it.", Status.ASSERTED),
        ("If we had waited and errors had grown by 30 %, who knows.", Status.HYPOTHETICAL),
        ("We would have moved, and two hundred merchants would have left.", Status.HYPOTHETICAL),
        ("It went as planned and orders tripled.", Status.ASSERTED),
        ("The rate of scans without a reading rose to 5 %.", Status.ASSERTED),
    ],
)
def test_status_is_that_of_the_clause(text: str, status: Status) -> None:
    assert only(text).status is status


@pytest.mark.parametrize(
    ("text", "guardrail"),
    [
        (
            "Cost fell by 30 % while accuracy on the merchant test set stayed at 94 %.",
            "accuracy on the merchant test set stayed at 94 %",
        ),
        ("Cost fell 12 %, and the wait for a nurse stayed flat.", "wait for a nurse stayed flat"),
        ("Cost fell 12 % and precision and recall stayed flat.", "precision and recall stayed flat"),
        ("Cost is down 12 %, recall@20 unchanged at 0.91.", "recall@20 unchanged at 0.91"),
    ],
)
def test_a_guardrail_begins_with_its_noun(text: str, guardrail: str) -> None:
    assert only(text).guardrail == guardrail


def test_declining_an_order_is_no_decline() -> None:
    assert only("We were declining $1.8M of good orders.").direction is Direction.NONE
    assert only("Sales declined by $2M.").direction is Direction.DOWN


@pytest.mark.parametrize(
    "text", ["My team of four built the lookup.", "We were a team of 4.", "a crew of four"]
)
def test_the_size_of_a_team(text: str) -> None:
    claim = only(text)
    assert (claim.value, claim.unit) == (4, "count")
    assert claim.metric in ("team", "crew")
