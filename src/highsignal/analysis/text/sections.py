"""Headings that name a part of a story rather than a story."""

from __future__ import annotations

import re

# canonical section → the words people head it with, lower case, without punctuation, parted by |
_NAMES: dict[str, str] = {
    "situation": (
        "s | situation | the situation | context | background | setting | setup | problem | the "
        "problem | challenge | the challenge | what happened | where we were | starting point | "
        "before | history | issue | overview | scenario | the context | introduction | intro"
    ),
    "stakes": (
        "stakes | the stakes | why it mattered | why this mattered | why it matters | what was at "
        "stake | business context | why"
    ),
    "task": (
        "t | task | the task | goal | goals | the goal | objective | objectives | my role | role "
        "| mission | assignment | responsibility | responsibilities | tasks | target | obstacle | "
        "obstacles | hindrances | what i had to do | my task | requirements | my responsibility"
    ),
    "decision": (
        "d | decision | decisions | the decision | options | choice | the choice | rationale | "
        "reasoning | alternatives | what i decided | why i chose it"
    ),
    "tradeoff": (
        "trade-off | trade-offs | tradeoff | tradeoffs | the trade-off | costs | downsides | what "
        "i gave up | risks"
    ),
    "action": (
        "a | action | actions | the action | approach | what i did | what we did | solution | the "
        "solution | steps | implementation | execution | how | my approach | actions taken | "
        "process | the work | what i did about it | method | methods"
    ),
    "result": (
        "r | result | results | the result | outcome | outcomes | the outcome | impact | business "
        "impact | the results | what changed | effect | evaluation | metrics | key metrics | "
        "where we are now | after | result and impact | results and impact | impact and results | "
        "outcome and impact"
    ),
    "learning": (
        "l | learning | learnings | lesson | lessons | lessons learned | lesson learned | "
        "reflection | reflections | takeaway | takeaways | key takeaway | key takeaways | what i "
        "learned | retrospective | what i would do differently | what i'd do differently | in "
        "hindsight | the lesson | growth | what i do differently now | learned"
    ),
    "summary": (
        "headline | nugget | summary | tl;dr | tldr | in short | one sentence | short answer | "
        "answer | short version | 30 seconds | 90 seconds"
    ),
    "notes": (
        "notes | prompt | question | questions | follow-ups | follow-up questions | follow ups | "
        "tags | also answers | best for | best for questions about | competencies | source | "
        "provenance | keywords | draft | links | references | appendix"
    ),
}
_SECTION_OF = {name: section for section, names in _NAMES.items() for name in names.split(" | ")}

_DECORATION = re.compile(r"^[\W_\d]+|[\W_]+$")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)\s*$")
_LETTERED = r"^[a-z]\s*[-–—:.)(]\s*(.+?)\)?$"

# "Situation: …", "**S (Situation):** …", "_Result_ - …" in front of the words they announce.
LABEL = re.compile(
    r"[*_]{0,3}(?P<name>[A-Za-z][A-Za-z'’;/ -]{0,28}?(?:\s?\([A-Za-z ]{1,20}\))?)"
    r"(?:[*_]{0,3}\s?:\s?[*_]{0,3}|[*_]{1,3}\s?[-–—]\s)(?=\s|$|[^\s/])"
)


def section_of(heading: str) -> str | None:
    """The canonical section that `heading` names, or None when it names something else.

    `heading` is the heading's words; numbering, emphasis and colons around them are ignored, and so
    are a parenthesis ("S (Situation)") and a leading letter ("A - Action").
    """
    name = _DECORATION.sub("", heading.strip().lower().replace("’", "'"))
    if name in _SECTION_OF:
        return _SECTION_OF[name]
    bare = _PARENTHESIS.sub("", name)
    if bare in _SECTION_OF:
        return _SECTION_OF[bare]
    lettered = re.match(_LETTERED, name) if len(name) > 2 and not name[1].isalnum() else None
    if lettered:
        return _SECTION_OF.get(_DECORATION.sub("", lettered.group(1)))
    return _slashed(name)


def _slashed(name: str) -> str | None:
    """Of "Result / impact" or "Situation & Task" the first named part."""
    if not any(mark in name for mark in ("/", "&", "+", ",", " and ")):
        return None
    first = re.split(r"\s*(?:/|&|\+|,| and )\s*", name, maxsplit=1)[0]
    return _SECTION_OF.get(first) if first != name else None
