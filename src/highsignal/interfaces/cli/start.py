"""The program's entry point: the shortcut for plain checks, else the full command line."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from highsignal.interfaces.cli.failures import guarded
from highsignal.interfaces.cli.quick_check import run_quickly, understand

# The sentence tagger's library writes temporary files and reads logs with these when it trains. They bring
# twenty more modules with them, which takes as long as analysing a story.
_FOR_TRAINING = ("tempfile", "fractions")


def run() -> None:
    """Run the command line on the process's arguments and leave with its exit status."""
    quick = understand(sys.argv[1:])
    if quick is not None:
        # The process ends with the check; looking for cycles to free would take a tenth of its time.
        gc.disable()
        for name in _FOR_TRAINING:
            sys.modules.setdefault(name, _Postponed(name))
        sys.exit(guarded(lambda: run_quickly(quick)))
    from highsignal.interfaces.cli.main import app

    sys.exit(guarded(app))


class _Postponed(ModuleType):
    """Stands for the module of the same name, which is imported when one of its names is used."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


if __name__ == "__main__":
    run()
