"""What every command may be given, put together with the settings file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from highsignal.analysis.analyzer import Standard
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources, default_sources
from highsignal.services.errors import UsageError
from highsignal.services.settings import Settings, find_settings, read_settings, read_target
from highsignal.services.standards import standard_for


class Request:
    """The options that commands share; what is not given comes from the settings file."""

    def __init__(
        self,
        target_file: Path | None = None,
        pack_folders: tuple[Path, ...] = (),
        config: Path | None = None,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> None:
        self.target_file = target_file
        self.pack_folders = pack_folders
        self.config = config
        self.select = select
        self.ignore = ignore

    @cached_property
    def settings(self) -> Settings:
        """The settings file's content; raises ConfigurationError."""
        return read_settings(self.config) if self.config else find_settings(Path.cwd())

    @cached_property
    def sources(self) -> PackSources:
        """Where packs come from: packaged, environment, settings, options, the last one winning."""
        return default_sources(os.environ, (*self.settings.packs, *self.pack_folders))

    @cached_property
    def target(self) -> Target:
        """The target: the file given, on top of the settings."""
        if self.target_file is None:
            return self.settings.target
        return read_target(self.target_file, self.settings.target)

    def standard(self) -> Standard:
        """What stories are held against.

        Raises UnknownRuleError, PackError or ConfigurationError.
        """
        select = tuple(_parted(self.select)) or self.settings.select
        ignore = (*self.settings.ignore, *_parted(self.ignore))
        return standard_for(self.target, self.sources, select, ignore)


def need_paths(paths: Iterable[str]) -> list[str]:
    """The paths given; raises UsageError when there is none."""
    given = list(paths)
    if not given:
        raise UsageError("no stories were given; name files or folders with --stories")
    return given


def _parted(entries: Iterable[str]) -> Iterable[str]:
    """Codes may be given one by one or with commas between."""
    return (code.strip() for entry in entries for code in entry.split(",") if code.strip())
