"""What stories are held against: the target, with its packs loaded and its rules chosen."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.analyzer import Standard
from highsignal.analysis.rules.catalog import RULES
from highsignal.analysis.rules.select import selected
from highsignal.domain.stories import Story
from highsignal.domain.targets import Target
from highsignal.packs import load
from highsignal.packs.errors import PackError
from highsignal.packs.find import PackSources

CHECKLISTS = ("coach", "proof")


def standard_for(
    target: Target, sources: PackSources, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Standard:
    """The standard for `target`, with the rules that `select` and `ignore` leave.

    Raises UnknownRuleError for a rule that does not exist, and a PackError for a role, ladder or level
    that does not, or for a pack that is malformed.
    """
    return Standard(
        target=target,
        level=load.level(load.ladder(target.ladder, sources), target.level),
        role=load.role(target.role, sources),
        checklists=tuple(load.checklist(name, sources) for name in CHECKLISTS),
        rules=selected(RULES, select, ignore),
    )


def standard_of_story(story: Story, standard: Standard, sources: PackSources) -> Standard:
    """`standard` for a story whose front matter names a role or level of its own.

    A story keeps the general standard where what it names is not known: it may have been written
    for another ladder, and its level is then a remark, not a mistake.
    """
    if not story.role and not story.level:
        return standard
    target = standard.target
    try:
        role = load.role(story.role, sources) if story.role else standard.role
        level = (
            load.level(load.ladder(target.ladder, sources), story.level) if story.level else standard.level
        )
    except PackError:
        return standard
    wanted = target._replace(role=role.id if role else target.role, level=level.id)
    return standard._replace(target=wanted, role=role, level=level)
