"""What a mock asks next: a follow-up where an answer lacked something, else the next opening question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from highsignal.analysis.analyzer import Standard
from highsignal.analysis.openings import opening_questions
from highsignal.analysis.planning.likely import seniority_of
from highsignal.analysis.probes import Probe, choose_probe, lack_of, lacks, plain
from highsignal.domain.practice import Mock, MockQuestion
from highsignal.domain.signals import SignalName
from highsignal.packs import load
from highsignal.packs.errors import PackError
from highsignal.packs.model import Loop, Prompt
from highsignal.services.board import role_of
from highsignal.services.errors import UsageError
from highsignal.services.follow_up_wording import endpoint_of, word_follow_up
from highsignal.services.mock_answers import Answer, AnswerState, Thread, threads
from highsignal.services.readings import read_text
from highsignal.services.workspace import Desk

MOST_FOLLOW_UPS = 2  # to one opening question; a convention: the third is an interrogation


def next_question(
    desk: Desk, mock: Mock, answers: Sequence[Answer], environ: Mapping[str, str]
) -> MockQuestion | None:
    """The question to ask now, when none is open; None when nothing is left to ask (yet).

    The answer given last is asked about first, then earlier ones that have been heard since.
    """
    for thread in reversed(threads(answers)):
        found = _follow_up(desk, mock, answers, thread, environ)
        if found is not None:
            return found
    return opening_after(desk, mock)


def opening_after(desk: Desk, mock: Mock) -> MockQuestion | None:
    """The next opening question of a mock, None when it has had all of them."""
    openings = [question for question in mock.questions if not question.follows]
    if len(openings) >= mock.length:
        return None
    asked = {question.prompt for question in openings}
    said = {plain(question.question) for question in mock.questions}
    prompts = _prompts(desk)
    style = _loop(desk, mock.style)
    order = opening_questions(
        prompts,
        mock.competencies,
        _wanted(style or _loop(desk, desk.target.loop)),
        role_of(desk) or "",
        seniority_of(desk.standard().level),
        mock.seed,
    )
    for prompt in order:
        if prompt.id not in asked and plain(prompt.text) not in said:
            return MockQuestion(_number(mock), prompt.id, prompt.text, prompt.competencies)
    return None


def lacks_of(desk: Desk, thread: Thread) -> tuple[str, ...]:
    """What the answers of a thread lack as far as they have been heard, by name."""
    return tuple(lack.name for lack in lacks(read_text(desk.standard(), thread.text)))


def _follow_up(
    desk: Desk, mock: Mock, answers: Sequence[Answer], thread: Thread, environ: Mapping[str, str]
) -> MockQuestion | None:
    """A follow-up to the answers of a thread; None where nothing lacks or they are not heard yet."""
    last = thread.answers[-1]
    heard = all(answer.state is AnswerState.HEARD for answer in thread.answers)
    if not heard or len(thread.follow_ups) >= MOST_FOLLOW_UPS:
        return None
    standard = desk.standard()
    asked = {answer.question.probe for answer in answers if answer.question.probe}
    questions = [answer.question.question for answer in answers]
    probe = choose_probe(
        lacks(read_text(standard, thread.text)),
        _order(desk, mock, standard, thread.opening.question.prompt),
        asked,
        questions,
        {lack_of(answer.question.probe) for answer in thread.follow_ups},
        Random(f"follow-up {mock.seed} {last.question.number}"),
        standard.role.audiences if standard.role else (),
    )
    if probe is None:
        return None
    probe = _in_their_words(probe, thread, questions, environ)
    return MockQuestion(
        _number(mock),
        "",
        probe.question,
        thread.opening.question.competencies,
        follows=last.question.number,
        probe=probe.id,
    )


def _in_their_words(
    probe: Probe, thread: Thread, questions: Sequence[str], environ: Mapping[str, str]
) -> Probe:
    try:
        endpoint = endpoint_of(environ)
    except UsageError:
        return probe  # the page where a mock begins says so
    if endpoint is None:
        return probe
    return word_follow_up(endpoint, thread.opening.question.question, thread.text, probe, questions)


def _order(desk: Desk, mock: Mock, standard: Standard, prompt: str) -> tuple[SignalName, ...]:
    """The signals most looked for: by this question, then by the loop, then by the role."""
    probed = next((p.signals for p in _prompts(desk) if p.id == prompt), ())
    loop = _loop(desk, mock.style)
    listened = [signal for who in loop.interviewers for signal in who.listens_for] if loop else []
    ranked = [signal.name for signal in standard.role.signals] if standard.role else []
    return tuple(dict.fromkeys((*probed, *listened, *ranked)))


def _prompts(desk: Desk) -> tuple[Prompt, ...]:
    return tuple(load.prompts(desk.workspace.sources, None, role_of(desk)))


def _loop(desk: Desk, name: str) -> Loop | None:
    try:
        return load.loop(name, desk.workspace.sources) if name else None
    except PackError:
        return None  # its file is gone; the mock goes on without it


def _wanted(loop: Loop | None) -> tuple[str, ...]:
    # Imported here: it brings NumPy, which no other page of a mock needs.
    from highsignal.analysis.matching.board import wanted_by

    return wanted_by(loop) if loop else ()


def _number(mock: Mock) -> int:
    return max((question.number for question in mock.questions), default=0) + 1
