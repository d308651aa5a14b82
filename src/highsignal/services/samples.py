"""The sample candidate: eight stories of a machine learning engineer, invented for this program."""

from __future__ import annotations

from importlib import resources

from highsignal.domain.targets import Target
from highsignal.services.text_files import TextFile


def read_samples() -> list[TextFile]:
    """The sample stories as files, in the order of their names."""
    folder = resources.files("highsignal.samples")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".md"))
    return [TextFile(f"samples/{name}", (folder / name).read_text(encoding="utf-8")) for name in names]


def sample_target() -> Target:
    """What the sample candidate aims at."""
    return Target(role="ml-engineer", level="IC4", ladder="dropbox-mle", companies=("a ranking team",))
