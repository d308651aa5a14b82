"""What can be wrong with a text that was handed in."""

from __future__ import annotations


class FrontMatterError(Exception):
    """The YAML block at the top of a file cannot be read; `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, problem: str) -> None:
        self.line = line
        self.column = column
        self.problem = problem
        super().__init__(f"{problem}; mend it, or remove the block between the two --- lines")
