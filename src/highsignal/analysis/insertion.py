"""Putting a sentence into a text so that it stands there as if its author had written it there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from highsignal.domain.roles import LabelledSentence, Role, Sentence
from highsignal.domain.stories import Story

_MARK = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:[-*+•‣–—◦·▪]|\(?\d{1,2}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(r"\d{1,2}")
_UNDERLINE = re.compile(r"\r?\n[ ]{0,3}(?:=+|-{2,})[ \t]*(?=\r?\n|\Z)")
_BLANK = re.compile(r"\n[ \t>]*\r?\n")
_CLOSERS = "\"'”’»)]}*_`"
_STRAY = re.compile(r"(?:[#>]+[ \t]+|[-*+•–—][ \t]+)+")  # what makes a line more than prose
_WORD = re.compile(r"[\"'“‘(\[*_]*(?P<word>[^\s]+)")

# Parts of a story that stand together where paragraphs are parted by role.
_GROUPS: dict[Role, str] = {
    Role.SITUATION: "set-up",
    Role.STAKES: "set-up",
    Role.TASK: "set-up",
    Role.DECISION: "choice",
    Role.TRADEOFF: "choice",
    Role.ACTION: "deed",
    Role.RESULT: "result",
    Role.LEARNING: "learning",
    Role.OTHER: "",
}
_BY_ROLE = 0.75  # of the sentences belong to what most of their paragraph does


class Insertion(NamedTuple):
    """Where an answer goes: `at` counts in the story's source; `before` and `after` part it from the text."""

    at: int
    before: str = ""
    after: str = ""


def apply_answer(text: str, insertion: Insertion, answer: str) -> str:
    """`text` with `answer` put in as a sentence: a capital letter and a full stop are added if they lack.

    White space inside the answer becomes single spaces. Without a word in it the text stays as it is.
    """
    words = as_sentence(answer)
    if not words:
        return text
    inserted = f"{insertion.before}{words}{insertion.after}"
    return text[: insertion.at] + inserted + text[insertion.at :]


def as_sentence(answer: str) -> str:
    """The answer as a sentence of a text; empty when it has no letter and no figure."""
    words = _STRAY.sub("", " ".join(answer.split()), count=1) if _STRAY.match(answer.lstrip()) else answer
    words = " ".join(words.split()).rstrip(" ,;:–—-")
    if not any(c.isalnum() for c in words):
        return ""
    first = _WORD.match(words)
    # "iOS" and "p99" are names and keep their small letter.
    if first and first["word"].rstrip(".,;:!?").isalpha() and first["word"][1:].islower():
        at = first.start("word")
        words = words[:at] + words[at].upper() + words[at + 1 :]
    elif first and len(first["word"]) == 1:
        words = words[: first.start("word")] + first["word"].upper() + words[first.end("word") :]
    return words if words.rstrip(_CLOSERS).endswith((".", "!", "?", "…")) else words + "."


class Layout:
    """A story's text as its author laid it out: spoken sentences, headings, paragraphs and bullets."""

    def __init__(self, story: Story, labelled: Sequence[LabelledSentence]) -> None:
        self.story = story
        self.source = story.source
        self.spoken = tuple(s for s in labelled if not s.sentence.heading)
        self.headings = tuple(s.sentence for s in labelled if s.sentence.heading and _is_title(s.sentence))
        self._newline = "\r\n" if "\r\n" in self.source else "\n"
        self._by_role = self._parted_by_role()

    def at_start(self) -> Insertion:
        """Before the first spoken word."""
        if not self.spoken:
            return self.below_headings(None)
        return self.before(0)

    def before(self, number: int) -> Insertion:
        """Before the spoken sentence of that number, in its paragraph, or as a bullet above it."""
        first = self.spoken[number].sentence
        mark = self._mark(first)
        if mark is None:
            return Insertion(first.span.start, "", " ")
        line = self._line_start(first.span.start)
        return Insertion(line, mark, self._newline)

    def after(self, number: int, role: Role | None = None) -> Insertion:
        """After the spoken sentence of that number.

        An answer that will have `role` begins a paragraph where the text gives each its own; without one
        it stays in the paragraph of the sentence it follows.
        """
        anchor = self.spoken[number]
        if self._mark(self._first_of(anchor.sentence)) is not None:
            return self._new_bullet(anchor.sentence)
        at = self._end_of(anchor.sentence)
        following = self.spoken[number + 1] if number + 1 < len(self.spoken) else None
        ends_paragraph = following is None or following.sentence.paragraph != anchor.sentence.paragraph
        if role and ends_paragraph and self._by_role and not self._does(anchor.sentence.paragraph, role):
            return Insertion(at, self._newline * 2, "")
        stop = "" if self.source[:at].rstrip(_CLOSERS)[-1:] in ".!?…:;,–—" else "."
        after = "" if at == len(self.source) or self.source[at].isspace() else " "
        return Insertion(at, f"{stop} ", after)

    def below_headings(self, sections: Sequence[str] | None) -> Insertion:
        """Below the heading of one of `sections` that has no words yet; below the last heading otherwise."""
        wanted = [h for h in self.headings if sections and h.section in sections] or list(self.headings)
        if not wanted:
            return self._in_empty()
        return self.below(wanted[0] if sections else wanted[-1])

    def below(self, heading: Sentence) -> Insertion:
        """Directly below a heading; behind a label such as "Result:" that shares its line with words."""
        line = self._line_start(heading.span.start)
        end = self._line_end(heading.span.end)
        if self.source[line : heading.span.start].strip(" \t#>*_") == "" and self._is_label(heading):
            return Insertion(self._past_marks(heading.span.end), " ", "")
        underline = _UNDERLINE.match(self.source, end)
        at = underline.end() if underline else end
        crowded = re.match(r"\r?\n[ \t]*\S", self.source[at:]) is not None
        return Insertion(at, self._newline * 2, self._newline if crowded else "")

    def _is_label(self, heading: Sentence) -> bool:
        line = self.source[self._line_start(heading.span.start) : self._line_end(heading.span.end)]
        return not line.lstrip(" >").startswith("#") and heading.text.rstrip(" *_").endswith(":")

    def _in_empty(self) -> Insertion:
        """The place for the first words of a story that has none."""
        span = self.story.span
        if span.start < span.end:  # a title and nothing below it
            return Insertion(self._line_end(span.end), self._newline * 2, "")
        at = span.start if self.source[: span.start].strip() else 0
        at -= self.source[at - 1 : at + 1] == "\r\n"  # never between the two halves of a line end
        before = self._newline if self.source[:at] and not self.source[:at].endswith("\n") else ""
        return Insertion(at, before, self._newline * 2 if self.source[at:].strip() else "")

    def _new_bullet(self, sentence: Sentence) -> Insertion:
        """A bullet of its own below the one that holds `sentence`."""
        block = [s.sentence for s in self.spoken if s.sentence.paragraph == sentence.paragraph]
        mark = self._mark(block[0]) or ""
        before = next(
            (s.sentence for s in reversed(self.spoken) if s.sentence.paragraph < sentence.paragraph), None
        )
        between = self.source[before.span.end : block[0].span.start] if before else ""
        loose = bool(_BLANK.search(between)) and before is not None and self._mark(self._first_of(before))
        gap = self._newline * (2 if loose else 1)
        at = self._end_of(block[-1])
        rest = self.source[at : self._line_end(at)]
        return Insertion(at + len(rest) if not rest.strip() else at, gap + _next(mark), "")

    def _first_of(self, sentence: Sentence) -> Sentence:
        return next(s.sentence for s in self.spoken if s.sentence.paragraph == sentence.paragraph)

    def _mark(self, sentence: Sentence) -> str | None:
        """The list mark with its indent that begins the line of `sentence`, None where there is none."""
        start = self._line_start(sentence.span.start)
        match = _MARK.match(self.source, start, sentence.span.start)
        return match.group() if match else None

    def _does(self, paragraph: int, role: Role) -> bool:
        """Whether the paragraph already does what `role` does."""
        groups = {_GROUPS[s.role] for s in self.spoken if s.sentence.paragraph == paragraph}
        return _GROUPS[role] in groups

    def _parted_by_role(self) -> bool:
        """Whether there are several paragraphs, and nearly each of them does one thing."""
        paragraphs: dict[int, list[str]] = {}
        for item in self.spoken:
            if _GROUPS[item.role]:
                paragraphs.setdefault(item.sentence.paragraph, []).append(_GROUPS[item.role])
        if len(paragraphs) < 2:
            return False
        fitting = sum(max(map(groups.count, groups)) for groups in paragraphs.values())
        return fitting >= _BY_ROLE * sum(map(len, paragraphs.values()))

    def _end_of(self, sentence: Sentence) -> int:
        """Where the sentence ends with the marks that close it: **bold**, quotes, a link's address."""
        return self._past_marks(sentence.span.end)

    def _past_marks(self, at: int) -> int:
        while at < len(self.source) and self.source[at] in _CLOSERS + ".!?…":
            at += 1
        if self.source[at : at + 1] == "(" and self.source[at - 1 : at] == "]":
            closing = self.source.find(")", at)
            return self._past_marks(closing + 1) if closing >= 0 else at
        return at

    def _line_start(self, at: int) -> int:
        return self.source.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.source.find("\n", at)
        end = len(self.source) if end < 0 else end
        return end - 1 if end > at and self.source[end - 1] == "\r" else end


def _is_title(sentence: Sentence) -> bool:
    """Whether it is a heading or label, and not a sentence under "Notes", which is not spoken either."""
    return sentence.section != "notes"


def _next(mark: str) -> str:
    """The mark of the next bullet: one more in a numbered list, and a box that is not ticked."""
    counted = _NUMBER.sub(lambda n: str(int(n.group()) + 1), mark, count=1)
    return re.sub(r"\[[xX]\]", "[ ]", counted)
