"""The packs a command asks for: only the files it needs are read, and each only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from highsignal.packs import build, read
from highsignal.packs.errors import PackError, UnknownLevelError, UnknownPackError
from highsignal.packs.find import PackFile, PackSources, files, find, missing_folders
from highsignal.packs.model import (
    Checklist,
    Competency,
    CompetencyFile,
    Ladder,
    Level,
    Loop,
    PackKind,
    Prompt,
    PromptFile,
    Role,
)
from highsignal.packs.names import folded

T = TypeVar("T", covariant=True)


class Found(Generic[T]):
    """What was found, and the errors of the files that could not be used.

    Iterating and `len` are over what was found; `errors` must be shown to the person, who would
    otherwise wonder where a pack has gone.
    """

    __slots__ = ("errors", "packs")

    def __init__(self, packs: tuple[T, ...], errors: tuple[PackError, ...] = ()) -> None:
        self.packs = packs
        self.errors = errors

    def __iter__(self) -> Iterator[T]:
        return iter(self.packs)

    def __len__(self) -> int:
        return len(self.packs)


def roles(sources: PackSources) -> Found[Role]:
    """Every role. A user's malformed role is an error in the answer; the packaged one does not stand in."""
    return _all(PackKind.ROLE, sources, _role)


def role(name: str, sources: PackSources) -> Role:
    """The role with this id, title or alias.

    Raises UnknownPackError when there is none, and the file's error when it is malformed.
    """
    file = find(PackKind.ROLE, name, sources)
    if file is not None:
        return _role(file)
    wanted = folded(name)
    for candidate in roles(sources):
        if wanted in map(folded, (candidate.id, candidate.title, *candidate.aliases)):
            return candidate
    raise _unknown(PackKind.ROLE, name, sources)


def ladders(sources: PackSources) -> Found[Ladder]:
    """Every career ladder."""
    return _all(PackKind.LADDER, sources, _ladder)


def ladder(ladder_id: str, sources: PackSources) -> Ladder:
    """The ladder with this id; raises UnknownPackError, or the file's error when it is malformed."""
    return _ladder(_file(PackKind.LADDER, ladder_id, sources))


def level(on: Ladder, name: str) -> Level:
    """The level of a ladder by id, title or alias, however it is written ("ic 4", "Senior").

    Raises UnknownLevelError: a level of one ladder says nothing about another.
    """
    wanted = folded(name)
    for candidate in on.levels:
        if wanted in map(folded, (candidate.id, candidate.title, *candidate.aliases)):
            return candidate
    raise UnknownLevelError(on.id, name, [f"{candidate.id} ({candidate.title})" for candidate in on.levels])


def checklists(sources: PackSources) -> Found[Checklist]:
    """Every checklist."""
    return _all(PackKind.CHECKLIST, sources, _checklist)


def checklist(checklist_id: str, sources: PackSources) -> Checklist:
    """The checklist with this id; raises UnknownPackError, or the file's error when it is malformed."""
    return _checklist(_file(PackKind.CHECKLIST, checklist_id, sources))


def loops(sources: PackSources) -> Found[Loop]:
    """Every kind of loop."""
    return _all(PackKind.LOOP, sources, _loop)


def loop(loop_id: str, sources: PackSources) -> Loop:
    """The loop with this id; raises UnknownPackError, or the file's error when it is malformed."""
    return _loop(_file(PackKind.LOOP, loop_id, sources))


def competencies(sources: PackSources) -> Found[Competency]:
    """Every competency; one in a later file replaces an earlier one with the same id."""
    return _entries(
        PackKind.COMPETENCIES, sources, _competency_file, lambda f: f.competencies, lambda c: c.id
    )


def competency(name: str, sources: PackSources) -> Competency:
    """The competency with this id, name, synonym or company's name for it; raises UnknownPackError."""
    found = competencies(sources)
    wanted = folded(name)
    for candidate in found:
        if wanted in map(folded, candidate.names()):
            return candidate
    raise UnknownPackError("competency", name, [c.id for c in found], sources.folders)


def prompts(sources: PackSources, competency: str | None = None, role: str | None = None) -> Found[Prompt]:
    """The interview prompts that have `competency` among theirs and suit `role`; None stands for any.

    Those whose primary competency it is come first. A prompt in a later file replaces an earlier one
    with the same id. `competency` and `role` may be given by any of their names; raises UnknownPackError
    for one that does not exist.
    """
    found = _entries(PackKind.PROMPTS, sources, _prompt_file, lambda f: f.prompts, lambda p: p.id)
    chosen: Iterable[Prompt] = found
    if role is not None:
        role_id = _role_id(role, sources)
        chosen = [p for p in chosen if p.suits(role_id)]
    if competency is not None:
        wanted = _competency_id(competency, sources)
        chosen = sorted((p for p in chosen if wanted in p.competencies), key=lambda p: p.primary != wanted)
    return Found(tuple(chosen), found.errors)


def _role_id(name: str, sources: PackSources) -> str:
    # An id needs no look into the file.
    return name if find(PackKind.ROLE, name, sources) else role(name, sources).id


def _competency_id(name: str, sources: PackSources) -> str:
    return competency(name, sources).id


def _file(kind: PackKind, pack_id: str, sources: PackSources) -> PackFile:
    file = find(kind, pack_id, sources)
    if file is None:
        raise _unknown(kind, pack_id, sources)
    return file


def _unknown(kind: PackKind, name: str, sources: PackSources) -> UnknownPackError:
    known = sorted({f.id for f in files(kind, sources)})
    return UnknownPackError(kind, name, known, sources.folders)


def _all(kind: PackKind, sources: PackSources, read_one: Callable[[PackFile], T]) -> Found[T]:
    """Every pack of a kind, a later folder's file replacing an earlier one with the same id."""
    winners = {file.id: file for file in files(kind, sources)}
    return _each(winners.values(), sources, read_one)


def _each(chosen: Iterable[PackFile], sources: PackSources, read_one: Callable[[PackFile], T]) -> Found[T]:
    packs: list[T] = []
    errors: list[PackError] = [*missing_folders(sources)]
    for file in chosen:
        try:
            packs.append(read_one(file))
        except PackError as error:
            errors.append(error)
    return Found(tuple(packs), tuple(errors))


F = TypeVar("F")
E = TypeVar("E")


def _entries(
    kind: PackKind,
    sources: PackSources,
    read_one: Callable[[PackFile], F],
    entries: Callable[[F], Iterable[E]],
    identity: Callable[[E], str],
) -> Found[E]:
    """The entries of every file of a kind, a later one replacing an earlier one with the same identity."""
    found = _each(files(kind, sources), sources, read_one)
    winners = {identity(entry): entry for file in found for entry in entries(file)}
    return Found(tuple(winners.values()), found.errors)


@lru_cache(maxsize=32)
def _role(file: PackFile) -> Role:
    return build.role(read.table(file))


@lru_cache(maxsize=32)
def _ladder(file: PackFile) -> Ladder:
    return build.ladder(read.table(file))


@lru_cache(maxsize=32)
def _checklist(file: PackFile) -> Checklist:
    return build.checklist(read.table(file))


@lru_cache(maxsize=32)
def _loop(file: PackFile) -> Loop:
    return build.loop(read.table(file))


@lru_cache(maxsize=128)
def _prompt_file(file: PackFile) -> PromptFile:
    return build.prompt_file(read.table(file))


@lru_cache(maxsize=32)
def _competency_file(file: PackFile) -> CompetencyFile:
    return build.competency_file(read.table(file))
