"""The optional YAML block at the top of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from highsignal.analysis.text.errors import FrontMatterError

_OPEN = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_KEY = r"\s*(?:#.*\n\s*)*[\w-]+[ \t]*:"
# A known key with words that mean the same to YAML, or a list in brackets of such words.
_PLAIN = re.compile(
    r"(?P<key>title|headline|prompt|competencies):[ ]+"
    r"(?:(?P<words>[A-Za-z](?:[^\W_]|[ ,.;?!%$€£()/’'&+—–-]|(?<=\w):(?=\d))*(?<! ))"
    r"|\[(?P<items>(?:[ ]*[a-z][a-z-]*[a-z][ ]*,?)*)\])[ ]*"
)
_NOT_WORDS = frozenset(("yes", "no", "true", "false", "on", "off", "null", "y", "n"))
LONGEST = 64_000  # characters; a longer block is not front matter that a person wrote


class FrontMatter(NamedTuple):
    """What the block says; `end` is the offset at which the body begins."""

    end: int = 0
    title: str | None = None
    headline: str | None = None
    prompt: str | None = None
    role: str | None = None
    level: str | None = None
    version: str | None = None
    competencies: tuple[str, ...] = ()
    extra: Mapping[str, object] = MappingProxyType({})


_TEXTS = ("title", "headline", "prompt", "role", "level", "version")


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`, an empty one when there is none.

    Raises FrontMatterError, with line and column from 1, when there is a block and it cannot be read.
    """
    opening = _OPEN.match(text)
    if not opening:
        return FrontMatter()
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        if re.match(_KEY, text[opening.end() :]):
            raise FrontMatterError(1, 1, "the front matter is opened by --- but never closed by a line ---")
        return FrontMatter()
    block = text[opening.end() : closing.start()]
    values = _load(block) if block.strip() else {}
    return _checked(values, block, closing.end())


def _load(block: str) -> Mapping[object, object]:
    if len(block) > LONGEST:
        raise FrontMatterError(1, 1, f"the front matter is longer than {LONGEST} characters")
    plain = _load_plain(block)
    return _load_yaml(block) if plain is None else plain


def _load_plain(block: str) -> Mapping[object, object] | None:
    """The block read without a YAML parser, or None where that could give another answer.

    Most blocks are a few lines of plain words under known keys; loading the parser for them would take
    longer than everything else done with the file.
    """
    values: dict[object, object] = {}
    for line in block.splitlines():
        if not line.strip():
            continue
        match = _PLAIN.fullmatch(line)
        if match is None or match["key"] in values:
            return None
        words = match["words"]
        items = [item.strip() for item in (match["items"] or "").split(",") if item.strip()]
        if _NOT_WORDS.intersection([words.lower()] if words else items):
            return None
        values[match["key"]] = words or items
    return values


def _load_yaml(block: str) -> Mapping[object, object]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        values = yaml.load(block, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        raise FrontMatterError(line, column, f"the front matter is not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FrontMatterError(
            2, 1, f"the front matter is not valid YAML: {str(error).splitlines()[0]}"
        ) from None
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise FrontMatterError(2, 1, "the front matter is not a list of `key: value` lines")
    return values


def _checked(values: Mapping[object, object], block: str, end: int) -> FrontMatter:
    texts: dict[str, str | None] = {}
    for key in _TEXTS:
        value = values.get(key)
        if isinstance(value, list | Mapping):
            raise FrontMatterError(
                _line_of(key, block), 1, f"`{key}` in the front matter should be words, not a list"
            )
        texts[key] = None if value is None else str(value).strip() or None
    known = {*_TEXTS, "competencies"}
    extra = {str(key): value for key, value in values.items() if key not in known}
    return FrontMatter(
        end=end, competencies=_competencies(values.get("competencies"), block), extra=extra, **texts
    )


def _competencies(value: object, block: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or any(isinstance(item, list | Mapping) for item in value):
        line = _line_of("competencies", block)
        raise FrontMatterError(line, 1, "`competencies` in the front matter should be a list of words")
    return tuple(str(item).strip() for item in value if str(item).strip())


def _line_of(key: str, block: str) -> int:
    """The line of the file on which `key` stands: the block begins on line 2."""
    for number, line in enumerate(block.splitlines(), start=2):
        if line.lstrip().startswith(key):
            return number
    return 2
