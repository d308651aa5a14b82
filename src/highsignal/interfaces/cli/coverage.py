"""`highsignal coverage`: what a bank answers, what it does not, and its best six to eight stories."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from highsignal.interfaces.cli.check import write_problems
from highsignal.interfaces.cli.output import write_json, write_lines
from highsignal.interfaces.cli.request import Request, need_paths
from highsignal.interfaces.cli.styles import Style, stdout_style
from highsignal.interfaces.wire import VERSION, problem
from highsignal.services.errors import UsageError
from highsignal.services.matching import Bank, Covered, cover, packaged_prompts, prompts_in_file, read_bank

_BAR = 24  # columns of a competency's bar
_GAPS = 8  # gaps named in the text answer


def run_coverage(
    paths: Sequence[str],
    questions: Path | None,
    competencies: Sequence[str],
    request: Request,
    form: str,
    colour: str,
) -> int:
    """Cover the prompts with the stories in `paths`; exit status 2 when some input could not be used."""
    bank = read_bank(need_paths(paths))
    if questions:
        prompts = prompts_in_file(questions)
    else:
        prompts = packaged_prompts(request.sources, request.target.role, competencies)
    if not prompts:
        raise UsageError("no prompt fits; name another competency (`highsignal packs` lists what there is)")
    covered = cover(bank, prompts)
    if form == "json":
        write_json(_facts(covered, bank) | {"errors": [problem(p) for p in bank.problems]})
    else:
        style = stdout_style(colour)
        write_lines(style.shown(line) for line in _lines(covered, bank, style))
        write_problems(bank.problems, colour)
    return 2 if bank.problems else 0


def _facts(covered: Covered, bank: Bank) -> dict[str, Any]:
    found = covered.coverage
    return {
        "version": VERSION,
        "prompts": len(covered.prompts),
        "covered": sum(answer.answered for answer in found.answers),
        "share": round(found.share, 4),
        "stories": [
            {"path": filed.path, "title": filed.story.title, "answers": found.load[place]}
            for place, filed in enumerate(bank.stories)
        ],
        "overused": [bank.stories[place].story.title for place in found.overused],
        "best": [bank.stories[place].story.title for place in covered.best.stories],
        "best_value": round(covered.best.value, 4),
        "gaps": [{"question": gap.text, "competencies": list(gap.competencies)} for gap in found.gaps],
    }


def _lines(covered: Covered, bank: Bank, style: Style) -> Iterator[str]:
    found = covered.coverage
    answered = sum(answer.answered for answer in found.answers)
    yield style.paint(f"{answered} of {len(covered.prompts)} prompts have a story", bold=True)
    yield ""
    yield from _by_competency(covered, style)
    yield ""
    yield style.paint("stories", bold=True)
    for place, filed in enumerate(bank.stories):
        notes = []
        if place in covered.best.stories:
            notes.append("among the best")
        if place in found.overused:
            notes.append("overused: have a second story ready")
        if not found.load[place]:
            notes.append("nobody's best answer")
        yield f"  {found.load[place]:>4}  {filed.story.title}" + style.paint(
            f"  {', '.join(notes)}", dim=True
        )
    if found.gaps:
        yield ""
        yield style.paint("no story answers", bold=True)
        for gap in found.gaps[:_GAPS]:
            yield f"  {gap.text}"
        if len(found.gaps) > _GAPS:
            yield style.paint(f"  and {len(found.gaps) - _GAPS} more (--format json names them)", dim=True)


def _by_competency(covered: Covered, style: Style) -> Iterator[str]:
    """A bar for each competency, the emptiest first: where a new story would help most."""
    total: Counter[str] = Counter()
    answered: defaultdict[str, int] = defaultdict(int)
    for answer in covered.coverage.answers:
        name = answer.prompt.competencies[0] if answer.prompt.competencies else "your questions"
        total[name] += 1
        answered[name] += answer.answered
    for name in sorted(total, key=lambda n: (answered[n] / total[n], n)):
        filled = round(_BAR * answered[name] / total[name])
        bar = "▮" * filled + style.paint("▯" * (_BAR - filled), dim=True)
        yield f"  {name:<20} {bar}  {answered[name]:>3} of {total[name]}"
