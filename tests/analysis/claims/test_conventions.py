"""Each convention of the contract, as a table: what is said, and the claim it must become."""

from __future__ import annotations

import pytest

from highsignal.analysis.claims import extract
from highsignal.domain.claims import Claim, Direction, Kind, Lever, Status

UP, DOWN, FLAT, NONE = Direction.UP, Direction.DOWN, Direction.FLAT, Direction.NONE


def only(text: str) -> Claim:
    claims = extract(text)
    assert len(claims) == 1, [c.text for c in claims]
    return claims[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "direction"),
    [
        # fractions and shares in percent
        ("a third fewer tickets", 33.3, "percent", DOWN),
        ("We halved the build time.", 50, "percent", DOWN),
        ("The bill was cut in half.", 50, "percent", DOWN),
        ("Pages fell by two thirds.", 66.7, "percent", DOWN),
        ("Defects dropped by 1/3.", 33.3, "percent", DOWN),
        ("half as many incidents", 50, "percent", DOWN),
        ("Nine out of ten requests hit the cache.", 90, "percent", NONE),
        # multiples as factor
        ("Throughput doubled.", 2, "factor", UP),
        ("a five-fold increase in labelled data", 5, "factor", UP),
        ("an order of magnitude fewer alerts", 10, "factor", DOWN),
        ("two orders of magnitude fewer alerts", 100, "factor", DOWN),
        ("4x lower latency", 4, "factor", DOWN),
        ("7 times smaller", 7, "factor", DOWN),
        ("The build is twice as fast.", 2, "factor", UP),
        ("Memory use fell by a factor of three.", 3, "factor", DOWN),
        # percent against percentage points and basis points
        ("Accuracy was up 3 points.", 3, "percentage_point", UP),
        ("Recall rose 1.4 percentage points.", 1.4, "percentage_point", UP),
        ("Margins improved by 35 basis points.", 35, "basis_point", UP),
        ("The default rate fell 40bps.", 40, "basis_point", DOWN),
        # scores have unit 1
        ("AUC of 0.83", 0.83, "1", NONE),
        ("We raised CSAT to 4.6.", 4.6, "1", UP),
        # currencies with their scale
        ("It saved ₹3 crore.", 30_000_000, "inr", DOWN),
        ("It saved £40k.", 40_000, "gbp", DOWN),
        ("It saved €1.2M.", 1_200_000, "eur", DOWN),
        ("It saved US$ 300,000.", 300_000, "usd", DOWN),
        ("It saved half a million dollars.", 500_000, "usd", DOWN),
        ("It saved INR 4.5 lakh.", 450_000, "inr", DOWN),
        # compound durations in the smaller unit
        ("It took 3 h 10 min.", 190, "min", NONE),
        ("It took two hours and thirty minutes.", 150, "min", NONE),
        # sizes in bytes
        ("It keeps 200 GB of training data.", 200e9, "bytes", NONE),
        # other ways to write a number
        ("Cost fell 22 per cent.", 22, "percent", DOWN),
        ("Cost fell 1,5 %.", 1.5, "percent", DOWN),
        ("1,20,000 invoices", 120_000, "count", NONE),
        ("three nines of availability", 99.9, "percent", NONE),
        ("uh twenty two percent lower cost", 22, "percent", DOWN),
        ("Conversion +4.2% after launch", 4.2, "percent", UP),
        ("Latency -38% after launch", 38, "percent", DOWN),
        ("It handles 40k QPS.", 40_000, "qps", NONE),
        ("We brought p95 under 100 ms.", 100, "ms", DOWN),
        ("We maintained 99.9% uptime.", 99.9, "percent", FLAT),
        ("We improved response time by 45 %.", 45, "percent", DOWN),
        ("We improved the hit rate by 12 %.", 12, "percent", UP),
    ],
)
def test_value_unit_and_direction(text: str, value: float, unit: str, direction: Direction) -> None:
    claim = only(text)
    assert (claim.value, claim.unit, claim.direction) == (value, unit, direction)


@pytest.mark.parametrize(
    ("text", "baseline", "value", "unit", "direction"),
    [
        ("from 480 ms to 120 ms", 480, 120, "ms", DOWN),
        ("We went from forty eight hours to six.", 48, 6, "h", DOWN),
        ("from like four eighty milliseconds down to one twenty", 480, 120, "ms", DOWN),
        ("The run went from 9 hours to 70 minutes.", 540, 70, "min", DOWN),
        ("Coverage went from 60 % to 90 %.", 60, 90, "percent", UP),
        ("Error rate is 0.4 %, down from 2.1 %.", 2.1, 0.4, "percent", DOWN),
        ("Build time is 6 minutes (it was 25).", 25, 6, "min", DOWN),
        ("Deploys take 8 minutes instead of 45.", 45, 8, "min", DOWN),
        ("p99: 900 ms → 210 ms", 900, 210, "ms", DOWN),
        ("AUC went from 0.71 to 0.78.", 0.71, 0.78, "1", UP),
        ("We grew ARR from $1M to $5M.", 1e6, 5e6, "usd", UP),
        ("The team grew from 4 to 11 engineers.", 4, 11, "count", UP),
        ("Cut build time 40 to 15 minutes.", 40, 15, "min", DOWN),
        ("from two weeks to under a day", 14, 1, "day", DOWN),
        ("Reading went from 5-6 to 40-70 letters.", 6, 40, "count", UP),
    ],
)
def test_baseline_is_in_the_unit_of_the_value(
    text: str, baseline: float, value: float, unit: str, direction: Direction
) -> None:
    claim = only(text)
    assert (claim.baseline, claim.value, claim.unit, claim.direction) == (baseline, value, unit, direction)


@pytest.mark.parametrize(
    ("text", "value", "ends"),
    [
        ("We reduced load time by 20–30 %.", 20, (20, 30)),
        ("between 20 and 30 percent more fraud", 20, (20, 30)),
        ("We brought latency down to 90–110 ms.", 110, (90, 110)),
        ("It saved $3-5M.", 3e6, (3e6, 5e6)),
        ("It took 2 to 3 weeks.", 3, (2, 3)),
    ],
)
def test_of_a_range_the_less_flattering_end_is_the_value(
    text: str, value: float, ends: tuple[float, float]
) -> None:
    claim = only(text)
    assert (claim.value, claim.range) == (value, ends)


@pytest.mark.parametrize("hedge", ["about ", "nearly ", "roughly ", "~", "around ", "approximately "])
def test_hedges_make_a_claim_approximate(hedge: str) -> None:
    assert only(f"Cost fell {hedge}22 %.").approximate


@pytest.mark.parametrize("bound", ["over ", "more than ", "up to ", "at least ", ""])
def test_bounds_do_not_make_a_claim_approximate(bound: str) -> None:
    assert not only(f"We cut cost by {bound}22 %.").approximate


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cost fell by 22 %.", Kind.RELATIVE),
        ("The build is 3x faster.", Kind.RELATIVE),
        ("We cut p95 by 150 ms.", Kind.ABSOLUTE),
        ("Recall rose 3 points.", Kind.ABSOLUTE),
        ("from 480 ms to 120 ms", Kind.LEVEL),
        ("96% accuracy", Kind.LEVEL),
        ("The rollback took 4 minutes.", Kind.DURATION),
        ("12 engineers", Kind.COUNT),
        ("We saved $40k.", Kind.MONEY),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    ("text", "guardrail"),
    [
        ("I cut cost by 22% while keeping accuracy steady.", "accuracy steady"),
        ("It cut false positives by 18 % without losing recall.", "without losing recall"),
        ("Recall rose 3 points with no drop in precision.", "no drop in precision"),
        ("4x lower latency at the same accuracy", "same accuracy"),
        ("We cut GPU hours by 35% while maintaining 99.9% availability.", "maintaining 99.9% availability"),
        ("Cost fell 22 % and accuracy did not move.", "accuracy did not move"),
    ],
)
def test_a_quantity_that_only_guards_another_is_its_guardrail(text: str, guardrail: str) -> None:
    assert only(text).guardrail == guardrail


@pytest.mark.parametrize(
    "text",
    [
        "This would have cost $2M.",
        "It could save $2M.",
        "We hoped to cut churn by 30 percent.",
        "The goal was to reduce review by 50%.",
        "We aimed for 95 % recall.",
        "If we had waited, we would have lost 15 % of our users.",
    ],
)
def test_hypothetical_claims_are_kept_and_marked(text: str) -> None:
    assert only(text).status is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    ["It did not reduce cost by 20%.", "We never reached 90 % coverage.", "There was no 20 % gain."],
)
def test_negated_claims_are_kept_and_marked(text: str) -> None:
    assert only(text).status is Status.NEGATED


def test_a_hope_in_one_clause_leaves_the_next_asserted() -> None:
    hoped, got = extract("We hoped to cut cost by 40 %, but we cut it by 22 %.")
    assert (hoped.status, got.status) == (Status.HYPOTHETICAL, Status.ASSERTED)


def test_two_quantities_are_two_claims() -> None:
    first, second = extract("Increased retention by 12% and basket size by 4%.")
    assert (first.metric, first.value) == ("retention", 12)
    assert (second.metric, second.value, second.direction) == ("basket size", 4, UP)


def test_scope_is_a_count_of_its_own_and_stands_in_the_claim_it_extends() -> None:
    latency, services = extract("p99 latency fell from 480 ms to 120 ms across 40 services in two weeks.")
    assert (latency.scope, latency.time_frame) == ("across 40 services", "in two weeks")
    assert (services.value, services.unit, services.kind) == (40, "count", Kind.COUNT)


@pytest.mark.parametrize(
    ("text", "lever"),
    [
        ("reduced inference cost by 22%", Lever.COST),
        ("increased revenue by 9 %", Lever.REVENUE),
        ("retention grew 12 %", Lever.REVENUE),
        ("70 % of teams use it", Lever.ADOPTION),
        ("Agreement rose to .84.", Lever.RELIABILITY),
        ("recall went from 71 % to 80 %", Lever.RELIABILITY),
        ("wrong doses fell by half", Lever.RISK),
        ("chargebacks fell to 0.4 %", Lever.RISK),
        ("Time to hire dropped to 31 days.", Lever.SPEED),
        ("time to train a model fell 30 %", Lever.EFFICIENCY),
        ("renewals rose to 91 %", Lever.REVENUE),
        ("It saved $40k.", Lever.COST),
        ("Month-end close went from 9 hours to 50 minutes.", Lever.SPEED),
        ("60% fewer incidents", Lever.RELIABILITY),
        ("onboarding time fell from six weeks to two", Lever.SPEED),
        ("fraud fell 30 %", Lever.RISK),
        ("cut p99 latency by 40 %", Lever.EFFICIENCY),
        ("increased joy by 12 %", None),
    ],
)
def test_lever_by_the_words_of_the_metric(text: str, lever: Lever | None) -> None:
    assert only(text).lever is lever
