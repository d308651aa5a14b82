"""What a user sees when something cannot be done: one sentence, and exit status 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

UNUSABLE = 2
OWN_FAULT = 70  # EX_SOFTWARE of sysexits.h: an internal error
INTERRUPTED = 130


def guarded(app: Callable[[], Any]) -> int:
    """Run `app` and turn whatever it raises into a sentence and an exit status; never a traceback.

    `app` either leaves with SystemExit, as a command line does, or returns its exit status.
    """
    try:
        status = app()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; standard output is closed so that leaving stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _say(error)
    return status if isinstance(status, int) else 0


def _say(error: Exception) -> int:
    from highsignal.analysis.rules.select import UnknownRuleError
    from highsignal.packs.errors import PackError
    from highsignal.services.errors import UsageError
    from highsignal.speech.errors import SpeechError
    from highsignal.storage.errors import StorageError

    if isinstance(error, UsageError | SpeechError | StorageError | UnknownRuleError | PackError | OSError):
        sys.stderr.write(f"highsignal: {_sentence(error)}\n")
        return UNUSABLE
    if os.environ.get("HIGHSIGNAL_DEBUG"):
        import traceback

        traceback.print_exception(error)
    sys.stderr.write(
        f"highsignal: this is a fault of the program, not yours ({type(error).__name__}: {error}). "
        "Nothing was changed. Set HIGHSIGNAL_DEBUG=1 to see where it happened, and report it.\n"
    )
    return OWN_FAULT


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'a file'} cannot be used: {(error.strerror or str(error)).lower()}"
    return str(error)
