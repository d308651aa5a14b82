"""Where the sample candidate is put: her files, the day that counts as today, and what names become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import tomli

from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.services.sample_stories import FOLDER, Moment, moment


class Frame(NamedTuple):
    """Where the sample is put: `today` in the person's zone, and what makes identifiers of names."""

    today: date
    zone: ZoneInfo
    name: Callable[[str], str]

    def moment(self, when: Moment) -> datetime:
        """A moment of the sample's year, in UTC."""
        day = self.today - timedelta(days=when.days)
        return datetime.combine(day, when.at, self.zone).astimezone(UTC)

    def at(self, entry: Mapping[str, Any]) -> datetime:
        """The moment that an entry of a file names, in UTC."""
        return self.moment(moment(entry))

    def prompt(self, name: str) -> str:
        """The question of the packs that is called `name`."""
        return next(p.text for p in load.prompts(PackSources()) if p.id == name)


def identifier(copy: str, name: str) -> str:
    """Twelve hexadecimal digits that stand for `name` in one copy of the sample."""
    return blake2b(f"{copy}\0{name}".encode(), digest_size=6).hexdigest()


@cache
def sample_file(name: str) -> dict[str, Any]:
    """One of the sample's files, read."""
    return tomli.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
