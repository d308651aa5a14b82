"""Numbers that measure nothing must stay silent, and near misses of them must not."""

from __future__ import annotations

import pytest

from highsignal.analysis.claims import extract


@pytest.mark.parametrize(
    "text",
    [
        "We moved from Python 3.8 to Python 3.11.",
        "It ran on Oracle 11g, v2 of the service.",
        "GPT-4 beat ResNet-50, T5-11B and Llama 3 70B.",
        "I used a 7B model.",
        "In 2021 we met on March 14, 2022 at 10:30 pm.",
        "The p99 was bad, so was the p95.",
        "Top-5 accuracy, 24/7 on call, ISO 27001.",
        "The 2nd rollout and the first team.",
        "One of the engineers was the one who knew, on the one hand.",
        "1. Wrote the design",
        "See section 4.2, step 2, team 3 and PROJ-1432.",
        "I am an L5, she an IC4; S3, EC2 and k8s.",
        "Call +1 (555) 123-4567 or read https://example.com/v2/300?x=50.",
        "Run `retry=5` first.",
        "Two years ago I joined; for three years I worked on ads.",
        "I have 8 years of experience in Java.",
        "It served dozens of teams and millions of users.",
        "We double-checked and doubled down on a double-digit gain.",
        "HTTP 500 errors on port 8080.",
        "A one-on-one about two-factor and zero-shot.",
        "A 10 x 10 grid of the 802.11 Split Architecture.",
        "A Fortune 500 customer won a Six Sigma award in Q3 2023.",
        "",
        "   ",
    ],
)
def test_silent(text: str) -> None:
    assert [c.text for c in extract(text)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("We migrated 2000 users.", 2000),
        ("The team of 8 shipped it.", 8),
        ("It has 3.5M users.", 3_500_000),
        ("Step 2 cut cost by 20 %.", 20),
        ("GPT-4 cut cost by 20 %.", 20),
        ("In 2021 we cut cost by 20 %.", 20),
        ("p99 fell to 120 ms.", 120),
        ("It shipped sub-100ms response times.", 100),
    ],
)
def test_near_misses_are_claims(text: str, value: float) -> None:
    assert [c.value for c in extract(text)] == [value]
