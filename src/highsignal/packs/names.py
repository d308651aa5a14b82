"""How a name a person typed is compared with the names a pack has."""

from __future__ import annotations

import re


def folded(name: str) -> str:
    """The name without capitals, spaces and punctuation: "IC 4", "ic-4" and "IC4" are one."""
    return re.sub(r"[\W_]+", "", name).casefold()
