"""What people and programs may send: the same checks for pages and for the API."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from highsignal.domain.bank import StoryContent, StoryState
from highsignal.domain.targets import Target
from highsignal.services.stories import LONGEST, LONGEST_LINE

LARGEST_TEXT = 1_000_000  # characters of a text to analyse or to bring in, as on the command line


def clean(value: Any) -> Any:
    """Text that every database can keep: no NUL, no half of a surrogate pair, one kind of line end."""
    if not isinstance(value, str):
        return value
    whole = value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value
    return whole.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


Line = Annotated[
    str, BeforeValidator(clean), StringConstraints(strip_whitespace=True, max_length=LONGEST_LINE)
]
Words = Annotated[str, BeforeValidator(clean), StringConstraints(max_length=LONGEST)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[0-9a-zA-Z_-]{1,40}$")]


class Input(BaseModel):
    """What all inputs share: unknown fields are named as mistakes."""

    model_config = ConfigDict(extra="forbid")


class StoryWords(Input):
    """The words of a story."""

    title: Line = ""
    headline: Line = ""
    thirty: Words = ""
    ninety: Words = ""
    full: Words = ""
    competencies: list[Line] = Field(default_factory=list, max_length=40)
    prompt: Line = ""

    def content(self) -> StoryContent:
        """The words as the bank keeps them."""
        names = tuple(dict.fromkeys(name for name in self.competencies if name))
        return StoryContent(
            self.title, self.headline, self.thirty, self.ninety, self.full, names, self.prompt
        )


class StoryEdit(StoryWords):
    """New words of a story: `base` is the revision they were written from, `window` who wrote them."""

    base: int = Field(ge=0, le=2**31 - 1)
    window: Annotated[str, StringConstraints(max_length=80)] = ""


class TargetInput(Input):
    """What a person aims at; fields that are left out have the default target's values."""

    role: Line = Target().role
    level: Line = Target().level
    ladder: Line = Target().ladder
    loop: Line = Target().loop
    companies: list[Line] = Field(default_factory=list, max_length=40)
    date: datetime.date | None = None
    words_per_minute: float | None = Field(default=None, ge=80, le=260)

    def target(self, words_per_minute: float = Target().words_per_minute) -> Target:
        """The target, at the pace given unless it names one itself."""
        return Target(
            self.role,
            self.level,
            self.ladder,
            self.loop,
            tuple(name for name in self.companies if name),
            self.date.isoformat() if self.date else None,
            self.words_per_minute or words_per_minute,
        )


class AnalyzeInput(Input):
    """A text to analyse, and what to hold it against."""

    text: Annotated[str, BeforeValidator(clean), StringConstraints(max_length=LARGEST_TEXT)]
    target: TargetInput | None = None


class ReadingInput(Input):
    """One version of a story as it stands in an editor."""

    text: Words
    version: Annotated[str, StringConstraints(pattern="^(headline|thirty|ninety|full)$")] = "ninety"
    title: Line = ""
    headline: Line = ""


class StateInput(Input):
    """How far a story has come."""

    state: StoryState


class OrderInput(Input):
    """Stories in the order wanted."""

    ids: list[Identifier] = Field(max_length=5000)
