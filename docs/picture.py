"""Draws docs/story.svg from what `highsignal check` shows of a sample story: `python docs/picture.py`."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from highsignal.interfaces.cli.styles import Style
from highsignal.interfaces.cli.text_report import story_lines
from highsignal.packs.find import PackSources
from highsignal.services.check import CheckedStory, check_text
from highsignal.services.samples import read_samples, sample_target
from highsignal.services.standards import standard_for

WIDTH = 92
STORY = "7-mentoring"
THEME = TerminalTheme(
    (250, 249, 246),
    (45, 45, 48),
    [
        (45, 45, 48),
        (176, 74, 64),
        (74, 124, 89),
        (158, 118, 44),
        (62, 100, 150),
        (130, 90, 140),
        (60, 120, 130),
        (90, 90, 90),
    ],
)
# Rich's own template would load a font from another host; a picture of a private tool must not.
FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "DejaVu Sans Mono"
)


def main() -> None:
    """Draw the picture."""
    sources = PackSources()
    standard = standard_for(sample_target(), sources)
    (file,) = [f for f in read_samples() if STORY in f.path]
    console = Console(width=WIDTH, record=True, force_terminal=True, color_system="256", file=io.StringIO())
    for entry in check_text(file, standard, sources):
        if isinstance(entry, CheckedStory):
            for line in story_lines(entry, Style(colour=True), WIDTH):
                console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title="highsignal check", theme=THEME, code_format=FORMAT)
    Path(__file__).with_name("story.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
