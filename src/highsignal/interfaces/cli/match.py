"""`highsignal match`: which story answers a question."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from highsignal.interfaces.cli.check import write_problems
from highsignal.interfaces.cli.output import terminal_width, write_json, write_lines
from highsignal.interfaces.cli.request import need_paths
from highsignal.interfaces.cli.styles import Style, stdout_style
from highsignal.interfaces.wire import VERSION, problem, spans
from highsignal.services.matching import RankedStory, Ranking, rank, read_bank


def run_match(question: str, paths: Sequence[str], top: int, form: str, colour: str) -> int:
    """Rank the stories in `paths`; exit status 2 when some input could not be used."""
    bank = read_bank(need_paths(paths))
    ranking = rank(question, bank, top)
    if form == "json":
        write_json(_facts(ranking) | {"errors": [problem(p) for p in bank.problems]})
    else:
        style = stdout_style(colour)
        write_lines(style.shown(line) for line in _lines(ranking, style, terminal_width()))
    if form == "text":
        write_problems(bank.problems, colour)
    return 2 if bank.problems else 0


def _facts(ranking: Ranking) -> dict[str, Any]:
    return {
        "version": VERSION,
        "question": ranking.question,
        "competencies": list(ranking.competencies),
        "matches": [
            {
                "path": m.filed.path,
                "title": m.filed.story.title,
                "score": round(m.score, 4),
                "why": spans(m.why),
            }
            for m in ranking.matches
        ],
    }


def _lines(ranking: Ranking, style: Style, width: int) -> Iterator[str]:
    if ranking.competencies:
        yield style.paint("asks about  ", dim=True) + ", ".join(ranking.competencies)
    if not ranking.matches:
        yield "No story to choose from."
    for place, match in enumerate(ranking.matches, start=1):
        yield ""
        yield from _match(place, match, style, width)


def _match(place: int, match: RankedStory, style: Style, width: int) -> Iterator[str]:
    story = match.filed.story
    yield f"{place}  {match.score:.2f}  " + style.paint(story.title, bold=True)
    yield " " * 9 + style.paint(match.filed.path, dim=True)
    for span in match.why:
        words = " ".join(span.text(story.source).split())
        shown = f"“{textwrap.shorten(words, 2 * width, placeholder=' …')}”"
        yield from textwrap.wrap(shown, width, initial_indent=" " * 9, subsequent_indent=" " * 10)
