"""What a rule is: a permanent code, a name for the flaw, and a check that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from highsignal.analysis.reading import Reading
from highsignal.domain.findings import Finding, Severity
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.spans import Span
from highsignal.domain.stories import Timing
from highsignal.domain.targets import Target
from highsignal.packs.model import Level, Role

FAMILIES: Mapping[str, str] = {
    "STR": "structure",
    "STK": "stakes",
    "DEC": "decision",
    "IMP": "impact",
    "OWN": "ownership",
    "LRN": "learning",
    "LEN": "length",
    "DTL": "detail",
    "CLR": "clarity",
    "OPN": "opening",
    "CTA": "call to action",
}


class Case(NamedTuple):
    """One story under examination, with all that rules may look at.

    `level` is the level aimed at on the target's ladder, `role` the role pack whose listeners are
    meant (None where a test or a caller has none).
    """

    reading: Reading
    timing: Timing
    signals: Mapping[SignalName, Signal]
    target: Target
    level: Level
    role: Role | None = None

    def state(self, name: SignalName) -> State:
        """The state of the signal called `name`."""
        return self.signals[name].state


class Hit(NamedTuple):
    """One place where a rule fires: what is wrong there, and the one question whose answer mends it."""

    span: Span
    message: str
    ask: str


Check = Callable[[Case], Iterator[Hit]]


class Rule(NamedTuple):
    """A rule: `code` and `name` are permanent, `name` is the flaw, so that "allow missing-stakes" reads well.

    `doc` is its documentation: what it does, then the sections that `page_of` in `pages` asks for.
    `stories_only` rules are silent on a text that is no past episode, of which only the gate speaks.
    """

    code: str
    name: str
    severity: Severity
    check: Check
    doc: str
    stories_only: bool = True

    @property
    def family(self) -> str:
        """What the rule is about, in words."""
        return FAMILIES[self.code[:3]]

    @property
    def summary(self) -> str:
        """The first line of its documentation: what it finds."""
        return self.doc.strip().splitlines()[0]

    def findings(self, case: Case) -> Iterator[Finding]:
        """Every finding of this rule in `case`, in order of the text."""
        for hit in sorted(self.check(case)):
            yield Finding(self.code, self.name, self.severity, hit.span, hit.message, hit.ask)


def rule(code: str, name: str, severity: Severity, *, stories_only: bool = True) -> Callable[[Check], Rule]:
    """Make a rule of a check; the check's docstring is the rule's documentation.

    Raises ValueError for a code outside the families, or a check without documentation.
    """
    if code[:3] not in FAMILIES or len(code) != 6 or not code[3:].isdecimal():
        raise ValueError(f"{code} is not a rule code: three letters of a family and three digits")

    def made(check: Check) -> Rule:
        if not check.__doc__:
            raise ValueError(f"{code} has no documentation: give its check a docstring")
        return Rule(code, name, severity, check, check.__doc__, stories_only)

    return made


def phrase_rule(
    code: str,
    name: str,
    severity: Severity,
    lists: tuple[str, ...],
    *,
    message: str,
    ask: str,
    doc: str,
    at_least: int = 1,
) -> Rule:
    """A rule that points at the phrases of lists of the lexicon, once a story has `at_least` of them.

    `{words}` in `message` and `ask` stands for the words found.
    """

    def check(case: Case) -> Iterator[Hit]:
        found = sorted(span for name_ in lists for span in case.reading.find(name_))
        if len(found) >= at_least:
            for span in found:
                words = " ".join(span.text(case.reading.story.source).split())
                yield Hit(span, message.replace("{words}", words), ask.replace("{words}", words))

    return Rule(code, name, severity, check, doc)
