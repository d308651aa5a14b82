"""A coach's own pack folder, and the smallest valid pack of each kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from highsignal.packs.find import PackSources
from highsignal.packs.model import PackKind

SMALLEST = {
    PackKind.ROLE: """\
kind = "role"
format = 1
id = "{id}"
title = "Beekeeper"
summary = "Honey, and no stings."

[[audience]]
id = "neighbours"
name = "The neighbours"
named = ["the neighbours"]
listens_for = ["how many stings", "who pays"]
vocabulary = ["hedge", "sting*", "garden", "fence", "honey"]
asks = "And my children?"

[[signal]]
name = "stakes"
why = "Stings."

[[topic]]
id = "swarm"
name = "Swarming"
about = "Half of the hive leaves."
phrases = ["swarm*", "left the hive"]
follow_up = "Who caught it?"
good_answer = "A box, and calm."
levers = ["risk"]

[[reframe]]
id = "kept"
said = ["kept bees"]
ask = "Who ate the honey?"
levers = ["adoption"]
""",
    PackKind.LADDER: """\
kind = "ladder"
format = 1
id = "{id}"
title = "Guild"
summary = "Three ranks."
source = "The guild"
source_url = "https://example.org/guild"
licence = "none stated"

[[level]]
id = "A1"
title = "Apprentice"
order = 1
expectation = "Carries water."
people = 0
teams = 0
horizon_months = 0
ambiguity = 0
influence = 0
expects = { people = 0, teams = 0, horizon = 0, ambiguity = 0, influence = 0 }

[[level]]
id = "A2"
title = "Master"
order = 2
aliases = ["senior"]
expectation = "Knows where the water is."
people = 2
teams = 1
horizon_months = 6
ambiguity = 2
influence = 1
expects = { people = 1, teams = 0, horizon = 1, ambiguity = 1, influence = 1 }
""",
    PackKind.CHECKLIST: """\
kind = "checklist"
format = 1
id = "{id}"
title = "Before you go"
source = "Ours"

[[line]]
id = "keys"
line = "You have the keys."
passes = "They are in a pocket."
ask = "Which pocket?"
decided_by = "person"
scope = "profile"
""",
    PackKind.PROMPTS: """\
kind = "prompts"
format = 1
id = "{id}"
title = "Bees"

[[prompt]]
id = "bees-first-sting"
text = "Tell me about your first sting."
competencies = ["resilience"]
signals = ["learning"]
""",
    PackKind.COMPETENCIES: """\
kind = "competencies"
format = 1
id = "{id}"
title = "Beekeeping"

[[competency]]
id = "calm"
name = "Calm"
definition = "Moves slowly near the hive."
cues = ["slowly", "calm*", "near the hive"]
""",
    PackKind.LOOP: """\
kind = "loop"
format = 1
id = "{id}"
title = "Around the hive"
source = "Ours"

[[interviewer]]
id = "queen"
title = "The queen"
listens_for = ["stakes"]
competencies = ["resilience"]
minutes = 30
questions = 2
""",
}

WritePack = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A coach's pack folder, empty."""
    folder = tmp_path / "own packs"
    folder.mkdir()
    return folder


@pytest.fixture
def own_sources(own: Path) -> PackSources:
    return PackSources((own,))


@pytest.fixture
def write_pack(own: Path) -> WritePack:
    """Writes the smallest pack of a kind into the coach's folder, with parts of its text replaced."""

    def write(kind: PackKind, pack_id: str, *replaced: tuple[str, str], text: str | None = None) -> Path:
        content = SMALLEST[kind].replace("{id}", pack_id) if text is None else text
        for old, new in replaced:
            assert old in content, old
            content = content.replace(old, new, 1)
        path = own / kind.folder / f"{pack_id}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
        return path

    return write
