"""The program's entry point: the shortcut for plain checks, else the full command line."""

from __future__ import annotations

import gc
import sys

from highsignal.interfaces.cli.failures import guarded
from highsignal.interfaces.cli.quick_check import run_quickly, understand


def run() -> None:
    """Run the command line on the process's arguments and leave with its exit status."""
    quick = understand(sys.argv[1:])
    if quick is not None:
        # The process ends with the check; looking for cycles to free would take a tenth of its time.
        gc.disable()
        sys.exit(guarded(lambda: run_quickly(quick)))
    from highsignal.interfaces.cli.main import app

    sys.exit(guarded(app))


if __name__ == "__main__":
    run()
