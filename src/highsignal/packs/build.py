"""Turns valid tables into the types of `model`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from highsignal.domain.claims import Lever
from highsignal.domain.signals import SignalName
from highsignal.packs.model import (
    Ambiguity,
    Audience,
    Checklist,
    ChecklistItem,
    Competency,
    CompetencyFile,
    DecidedBy,
    Dimension,
    Influence,
    Interviewer,
    Ladder,
    Level,
    Loop,
    Prompt,
    PromptFile,
    RankedSignal,
    Reframe,
    Role,
    Scope,
    Seniority,
    Topic,
)

Table = Mapping[str, Any]


def role(table: Table) -> Role:
    """The role a valid role table describes."""
    return Role(
        id=table["id"],
        title=table["title"],
        aliases=_texts(table, "aliases"),
        summary=table["summary"],
        audiences=tuple(_audience(t) for t in table["audience"]),
        signals=tuple(RankedSignal(SignalName(t["name"]), t["why"]) for t in table["signal"]),
        topics=tuple(_topic(t) for t in table["topic"]),
        reframes=tuple(_reframe(t) for t in table["reframe"]),
    )


def ladder(table: Table) -> Ladder:
    """The ladder a valid ladder table describes."""
    return Ladder(
        id=table["id"],
        title=table["title"],
        summary=table["summary"],
        source=table["source"],
        source_url=table["source_url"],
        licence=table["licence"],
        notes=table.get("notes", ""),
        levels=tuple(_level(t) for t in table["level"]),
    )


def checklist(table: Table) -> Checklist:
    """The checklist a valid checklist table describes."""
    return Checklist(
        id=table["id"],
        title=table["title"],
        source=table["source"],
        items=tuple(_item(t) for t in table["line"]),
    )


def prompt_file(table: Table) -> PromptFile:
    """The prompts a valid prompts table holds."""
    return PromptFile(table["id"], table["title"], tuple(_prompt(t) for t in table["prompt"]))


def competency_file(table: Table) -> CompetencyFile:
    """The competencies a valid competencies table holds."""
    return CompetencyFile(table["id"], table["title"], tuple(_competency(t) for t in table["competency"]))


def loop(table: Table) -> Loop:
    """The loop a valid loop table describes."""
    return Loop(
        id=table["id"],
        title=table["title"],
        source=table["source"],
        notes=table.get("notes", ""),
        interviewers=tuple(_interviewer(t) for t in table["interviewer"]),
    )


def _audience(table: Table) -> Audience:
    return Audience(
        id=table["id"],
        name=table["name"],
        named=_texts(table, "named"),
        listens_for=_texts(table, "listens_for"),
        vocabulary=_texts(table, "vocabulary"),
        asks=table["asks"],
    )


def _topic(table: Table) -> Topic:
    return Topic(
        id=table["id"],
        name=table["name"],
        about=table["about"],
        phrases=_texts(table, "phrases"),
        follow_up=table["follow_up"],
        good_answer=table["good_answer"],
        levers=_levers(table),
    )


def _reframe(table: Table) -> Reframe:
    return Reframe(table["id"], _texts(table, "said"), table["ask"], _levers(table))


def _level(table: Table) -> Level:
    expects: Table = table["expects"]
    return Level(
        id=table["id"],
        title=table["title"],
        order=int(table["order"]),
        aliases=_texts(table, "aliases"),
        expectation=table["expectation"],
        people=int(table["people"]),
        teams=int(table["teams"]),
        horizon_months=int(table["horizon_months"]),
        ambiguity=Ambiguity(table["ambiguity"]),
        influence=Influence(table["influence"]),
        expects=MappingProxyType({d: int(expects[d.value]) for d in Dimension}),
    )


def _item(table: Table) -> ChecklistItem:
    return ChecklistItem(
        id=table["id"],
        line=table["line"],
        passes=table["passes"],
        ask=table["ask"],
        decided_by=DecidedBy(table["decided_by"]),
        scope=Scope(table["scope"]),
        signals=_signals(table),
    )


def _prompt(table: Table) -> Prompt:
    return Prompt(
        id=table["id"],
        text=table["text"],
        competencies=_texts(table, "competencies"),
        roles=_texts(table, "roles"),
        seniority=Seniority(table.get("seniority", "any")),
        signals=_signals(table),
    )


def _competency(table: Table) -> Competency:
    principles: Mapping[str, list[str]] = table.get("principles", {})
    return Competency(
        id=table["id"],
        name=table["name"],
        definition=table["definition"],
        synonyms=_texts(table, "synonyms"),
        cues=_texts(table, "cues"),
        principles=MappingProxyType({company: tuple(names) for company, names in principles.items()}),
        related=_texts(table, "related"),
    )


def _interviewer(table: Table) -> Interviewer:
    return Interviewer(
        id=table["id"],
        title=table["title"],
        listens_for=_signals(table, "listens_for"),
        competencies=_texts(table, "competencies"),
        minutes=int(table["minutes"]),
        questions=int(table["questions"]),
    )


def _texts(table: Table, key: str) -> tuple[str, ...]:
    return tuple(table.get(key, ()))


def _levers(table: Table) -> tuple[Lever, ...]:
    return tuple(Lever(name) for name in table["levers"])


def _signals(table: Table, key: str = "signals") -> tuple[SignalName, ...]:
    return tuple(SignalName(name) for name in table.get(key, ()))
