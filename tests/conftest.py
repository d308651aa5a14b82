"""What tests of more than one layer need."""

from __future__ import annotations

import pytest

from highsignal.analysis.analyzer import Standard
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources
from highsignal.services.standards import standard_for


@pytest.fixture(scope="session")
def sources() -> PackSources:
    """The packaged packs only: no test depends on the environment of the machine."""
    return PackSources()


@pytest.fixture(scope="session")
def standard(sources: PackSources) -> Standard:
    """A machine learning engineer who aims at IC4."""
    return standard_for(Target(), sources)
