"""The bad examples and near misses of a rule, which are its documentation and its tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^## (Bad|Near miss)(?:: *(?P<about>.*))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """One example: on `bad` ones the rule must fire, on near misses it must stay silent.

    `about` says in a few words what it shows; `text` is a story as in a file, front matter allowed.
    """

    bad: bool
    about: str
    text: str


def parse_examples(page: str) -> tuple[Example, ...]:
    """The examples on a page: `## Bad: about` or `## Near miss: about`, then the text in a quote block.

    The text is quoted with `> ` so that headings and front matter inside it stay its own.
    """
    parts = list(_HEADING.finditer(page))
    ends = [part.start() for part in parts[1:]] + [len(page)]
    return tuple(
        Example(part.group(1) == "Bad", part.group("about") or "", _unquoted(page[part.end() : end]))
        for part, end in zip(parts, ends, strict=True)
    )


def examples_of(code: str) -> tuple[Example, ...]:
    """The examples of the rule with this code; none when it has no page of examples."""
    page = Path(__file__).with_name("examples") / f"{code}.md"
    return parse_examples(page.read_text(encoding="utf-8")) if page.is_file() else ()


def _unquoted(block: str) -> str:
    lines = [line[1:].removeprefix(" ") for line in block.splitlines() if line.startswith(">")]
    return "\n".join(lines)
