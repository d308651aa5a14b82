"""What tests of more than one layer need."""

from __future__ import annotations

import pytest
from hypothesis import settings

from highsignal.analysis.analyzer import Standard
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources
from highsignal.services.standards import standard_for

# No test is timed: a machine that has other work to do is no fault of the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def sources() -> PackSources:
    """The packaged packs only: no test depends on the environment of the machine."""
    return PackSources()


@pytest.fixture(scope="session")
def standard(sources: PackSources) -> Standard:
    """A machine learning engineer who aims at IC4."""
    return standard_for(Target(), sources)
