"""Something checkable that a story says: a quantity of impact or scope."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from highsignal.domain.spans import Span


class Direction(StrEnum):
    """Which way the metric moved; `none` when no change is told."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    NONE = "none"


class Kind(StrEnum):
    """What sort of quantity it is."""

    RELATIVE = "relative"  # a change told as a share or a multiple: 22 %, halved, 4x
    ABSOLUTE = "absolute"  # a change told in the metric's own unit: by 300 ms
    LEVEL = "level"  # where the metric stands or went to: 96 % accuracy, from 480 ms to 120 ms
    DURATION = "duration"  # how long something took or lasted
    COUNT = "count"  # how many people, teams, models, users
    MONEY = "money"


class Status(StrEnum):
    """Whether the text says that it happened."""

    ASSERTED = "asserted"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Lever(StrEnum):
    """The business outcome a claim is tied to.

    The first four are the Dropbox engineering career framework's levers of impact (evidence.md,
    "Rubrics and ladders"); the others are what this product adds to them.
    """

    ADOPTION = "adoption"
    RELIABILITY = "reliability"
    EFFICIENCY = "efficiency"
    COST = "cost"
    REVENUE = "revenue"
    RISK = "risk"
    SPEED = "speed"


class Claim(NamedTuple):
    """One quantity of impact or scope, with what it is a quantity of.

    `value` and `baseline` are in `unit` (a UCUM-like word: percent, factor, ms, usd, count …; money
    with its scale applied). For a range, `value` is the less flattering end and `range` holds both,
    lower first. `guardrail` is what was kept while the metric moved ("accuracy steady"), `scope` what
    the quantity extends over ("across 40 services"), `time_frame` when or how fast ("in two weeks"):
    words of the text, or None. `lever` is None for a claim not yet tied to a business outcome.
    """

    span: Span
    text: str
    metric: str | None
    direction: Direction
    value: float
    unit: str
    kind: Kind
    status: Status = Status.ASSERTED
    baseline: float | None = None
    range: tuple[float, float] | None = None
    approximate: bool = False
    guardrail: str | None = None
    scope: str | None = None
    time_frame: str | None = None
    lever: Lever | None = None
    metric_span: Span | None = None
    value_span: Span | None = None
