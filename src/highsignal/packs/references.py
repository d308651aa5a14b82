"""Names in one pack that another pack must define."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from highsignal.packs.find import PackSources
from highsignal.packs.load import competencies, loops, prompts, roles


def dangling(sources: PackSources) -> tuple[str, ...]:
    """A sentence for each prompt, competency or loop that names a competency or role that does not exist.

    Such a pack still loads: a coach may write the prompts first and the competency after.
    """
    return tuple(_dangling(sources))


def _dangling(sources: PackSources) -> Iterator[str]:
    defined = {c.id for c in competencies(sources)}
    role_ids = {r.id for r in roles(sources)}
    for prompt in prompts(sources):
        for name in prompt.competencies:
            if name not in defined:
                yield f"The prompt “{prompt.id}” has the competency “{name}”, which no file defines."
        for name in prompt.roles:
            if name not in role_ids:
                yield f"The prompt “{prompt.id}” is for the role “{name}”, which no file defines."
    for competency in competencies(sources):
        for name in competency.related:
            if name not in defined:
                yield f"The competency “{competency.id}” is related to “{name}”, which no file defines."
    yield from _of_loops(sources, defined)


def _of_loops(sources: PackSources, defined: Collection[str]) -> Iterator[str]:
    for loop in loops(sources):
        for interviewer in loop.interviewers:
            for name in interviewer.competencies:
                if name not in defined:
                    yield (
                        f"In the loop “{loop.id}”, “{interviewer.title}” asks for the competency “{name}”, "
                        "which no file defines."
                    )
