"""Hatchling's hook: whatever is built or installed of highsignal has the pages' scripts and styles in it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendBuildHook(BuildHookInterface[Any]):  # type: ignore[misc]  # hatchling has no types here
    """Builds `frontend/` into the package before files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build what changed; a build that fails ends with its one sentence."""
        frontend = _load(Path(self.root, "frontend", "build.py"))
        try:
            frontend.build()
        except frontend.BuildError as error:
            self.app.abort(str(error))


def _load(path: Path) -> ModuleType:
    """The module of that file: the folder is no package."""
    spec = importlib.util.spec_from_file_location("highsignal_frontend_build", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
