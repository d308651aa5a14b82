"""What the person is aiming at: every check that depends on a level reads it."""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """The role and level aimed at, and the kind of loop.

    `role` and `ladder` are pack ids, `level` an id or alias on that ladder. `date` is the interview's
    date as ISO 8601 (YYYY-MM-DD) or None. `words_per_minute` is the person's own measured pace.
    """

    role: str = "ml-engineer"
    level: str = "IC4"
    ladder: str = "dropbox-mle"
    loop: str = "standard"
    companies: tuple[str, ...] = ()
    date: str | None = None
    words_per_minute: float = 150.0
