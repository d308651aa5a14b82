"""A checked story for the terminal: its roles down the side, the findings under it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from highsignal.analysis.timing import CAP, NINETY
from highsignal.domain.findings import Finding
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.signals import SignalName
from highsignal.domain.stories import Analysis
from highsignal.interfaces.claim_words import claim_words
from highsignal.interfaces.cli.places import place_of
from highsignal.interfaces.cli.styles import STATE_MARKS, Style
from highsignal.services.check import CheckedStory
from highsignal.services.next_step import FAMILY_OF

_GUTTER = 5  # columns left of the story for the role's letter
_BAR = 36  # columns of the time bar up to the cap of 120 s
SIGNAL_NAMES = {SignalName.TRADEOFF: "trade-off"}


def story_lines(entry: CheckedStory, style: Style, width: int) -> Iterator[str]:
    """The report on one story, line by line; `width` in columns."""
    analysis = entry.analysis
    yield from _head(entry, style, width)
    yield from _body(analysis, style, width)
    yield ""
    yield from _facts(analysis, style, width)
    yield from _open_questions(analysis, style, width)
    if analysis.findings:
        yield ""
        for finding in analysis.findings:
            yield from _finding(finding, entry, style, width)


def _head(entry: CheckedStory, style: Style, width: int) -> Iterator[str]:
    analysis = entry.analysis
    told = f"{analysis.story.words} words · {analysis.timing.total:.0f} s of {NINETY:.0f}"
    title = analysis.story.title or "(untitled)"
    room = max(20, width - len(told) - 2)
    shown = title if len(title) <= room else title[: room - 1] + "…"
    yield (
        style.paint(shown, bold=True)
        + " " * max(2, width - len(shown) - len(told))
        + style.paint(told, dim=True)
    )
    yield style.paint("standard input" if entry.path == "-" else entry.path, dim=True)
    if analysis.story.headline:
        yield from _wrapped(f"▸ {analysis.story.headline}", "", width, style)
    yield ""


def _body(analysis: Analysis, style: Style, width: int) -> Iterator[str]:
    for item in analysis.sentences:
        yield from _sentence(item, style, width)


def _sentence(item: LabelledSentence, style: Style, width: int) -> Iterator[str]:
    words = " ".join(item.sentence.text.split())
    if item.sentence.heading:
        for line in textwrap.wrap(words.strip("*_ #"), width - _GUTTER) or [""]:
            yield " " * _GUTTER + style.paint(line, dim=True)
        return
    letter = style.role(item.role, f" {item.role.letter} ")
    bar = style.role(item.role, "│")
    for number, line in enumerate(textwrap.wrap(words, width - _GUTTER, break_long_words=True)):
        yield f"{letter if number == 0 else '   '}{bar} {line}"


def _facts(analysis: Analysis, style: Style, width: int) -> Iterator[str]:
    """Signals, time and claims, a line each or wrapped."""
    if not analysis.episode.specific:
        kind = analysis.episode.kind.replace("_", " ")
        yield from _labelled(
            "episode", [f"no: {kind} ({analysis.episode.confidence:.0%} sure)"], style, width
        )
    marks = [f"{STATE_MARKS[s.state]} {SIGNAL_NAMES.get(s.name, s.name.value)}" for s in analysis.signals]
    yield from _labelled("signals", marks, style, width)
    yield from _labelled(
        "time", [_time_bar(analysis, style), _time_words(analysis)], style, width, wrap=False
    )
    known = analysis.timing.first_ten_knows
    heard = [f"{name} {'✔' if told else '✘'}" for name, told in known.items()]
    yield from _labelled("10 s", heard, style, width)
    if analysis.claims:
        yield from _labelled("claims", [claim_words(c) for c in analysis.claims], style, width)


def _open_questions(analysis: Analysis, style: Style, width: int) -> Iterator[str]:
    """The question of each signal that is not strong and of which no finding speaks."""
    if not analysis.episode.specific:
        return
    spoken_of = {finding.code[:3] for finding in analysis.findings}
    for signal in analysis.signals:
        if signal.ask and FAMILY_OF[signal.name] not in spoken_of:
            name = SIGNAL_NAMES.get(signal.name, signal.name.value)
            yield ""
            yield f"{STATE_MARKS[signal.state]} {name}  {signal.why}"
            yield from _wrapped(f"? {signal.ask}", "      ", width, style)


def _labelled(name: str, parts: list[str], style: Style, width: int, *, wrap: bool = True) -> Iterator[str]:
    label = style.paint(f"{name:>8}  ", dim=True)
    if not wrap:
        yield label + "  ".join(part for part in parts if part)
        return
    line = ""
    for part in parts:
        if line and len(line) + len(part) + 3 > width - 10:
            yield label + line
            label, line = " " * 10, ""
        line += ("   " if line else "") + part
    yield label + line


def _time_bar(analysis: Analysis, style: Style) -> str:
    """A column for each few seconds, in the colour of the role told then, with a mark at ninety seconds."""
    seconds = CAP / _BAR
    columns: list[Role] = []
    spoken = 0.0
    for item in analysis.sentences:
        if item.sentence.heading:
            continue
        spoken += len(item.sentence.words) * 60.0 / analysis.timing.words_per_minute
        columns += [item.role] * (round(spoken / seconds) - len(columns))
    mark = round(NINETY / seconds)
    bar = ""
    for column in range(_BAR):
        if column == mark:
            bar += "│"
        bar += style.role(columns[column], "▮") if column < len(columns) else style.paint("▯", dim=True)
    return bar + ("…" if len(columns) > _BAR else "")


def _time_words(analysis: Analysis) -> str:
    timing = analysis.timing
    outcome = (
        "no outcome" if timing.first_outcome is None else f"first outcome at {timing.first_outcome:.0f} s"
    )
    return f"{timing.total:.0f} s, {outcome}"


def _finding(finding: Finding, entry: CheckedStory, style: Style, width: int) -> Iterator[str]:
    text = entry.analysis.story.source
    line, column = place_of(text, finding.span.start)
    where = style.paint(f"{line}:{column}", dim=True)
    code = style.severity(finding.severity, f"{finding.severity.value} {finding.code}")
    yield f"{where}  {code}  {finding.message}" + style.paint(f"  {finding.rule}", dim=True)
    quoted = " ".join(finding.span.text(text).split())
    if quoted:
        yield from _wrapped(
            f"“{textwrap.shorten(quoted, 2 * width - 20, placeholder=' …')}”",
            "      ",
            width,
            style,
            dim=True,
        )
    yield from _wrapped(f"? {finding.ask}", "      ", width, style)


def _wrapped(words: str, indent: str, width: int, style: Style, *, dim: bool = False) -> Iterator[str]:
    for line in textwrap.wrap(words, width, initial_indent=indent, subsequent_indent=indent + "  "):
        yield style.paint(line, dim=True) if dim else line
