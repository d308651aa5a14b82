"""All tables together: who works on every one of them starts here, so that none is forgotten."""

from __future__ import annotations

from highsignal.storage import practice_schema as practice_schema  # its tables join the others by being read
from highsignal.storage.schema import Base as Base
from highsignal.storage.schema import UtcTime as UtcTime
