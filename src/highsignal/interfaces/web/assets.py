"""Built scripts, styles, fonts: their hashed names, and how they are served.

`frontend/build.py` writes them into `static/`, with `manifest.json` that says which hashed name each has now,
and a Brotli and a gzip copy beside each file that gets smaller by it. A hashed name never means another
content, so a browser may keep it for ever.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
_MANIFEST = "manifest.json"
_HASHED = re.compile(r"[\w.-]+-[A-Z0-9]{8}\.[a-z0-9]+")  # esbuild's [name]-[hash]
_UNHASHED = frozenset(("licences.txt",))
_KEPT = "public, max-age=31536000, immutable"
_ASKED_EACH_TIME = "no-cache"
_PACKED = (("br", ".br"), ("gzip", ".gz"))  # smallest first
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}  # not known everywhere


class AssetsMissingError(Exception):
    """The pages' scripts and styles are not there."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} of the pages has not been built: run “python frontend/build.py” in the repository, "
            "or install highsignal again."
        )


def asset(name: str, folder: Path = FOLDER) -> str:
    """The address of a built file, such as `/static/main-4F2A91BC.js` for `main.js`.

    Raises `AssetsMissingError`.
    """
    manifest = folder / _MANIFEST
    try:
        # Read anew when it was built anew, so that a running server shows it.
        return "/static/" + _names(manifest, manifest.stat().st_mtime_ns)[name]
    except (OSError, KeyError) as error:
        raise AssetsMissingError(name) from error


def static_files(folder: Path = FOLDER) -> StaticFiles:
    """The application that serves them below `/static`."""
    return BuiltFiles(directory=folder, check_dir=False)


class BuiltFiles(StaticFiles):
    """Serves built files in the smallest form that the browser takes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The answer for one file; 404 for everything that a page has no business with."""
        if path not in _UNHASHED and not _HASHED.fullmatch(path):
            raise HTTPException(status_code=404)
        accepted = _accepted(Headers(scope=scope).get("accept-encoding", ""))
        for coding, suffix in _PACKED:
            if coding in accepted and self.lookup_path(path + suffix)[1]:
                response = await super().get_response(path + suffix, scope)
                response.headers["Content-Encoding"] = coding
                break
        else:
            response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = _ASKED_EACH_TIME if path in _UNHASHED else _KEPT
        response.headers.add_vary_header("Accept-Encoding")
        if response.status_code == 200:
            response.headers["Content-Type"] = _content_type(path)
        return response


@lru_cache(maxsize=2)
def _names(manifest: Path, _changed: int) -> dict[str, str]:
    names: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    return names


def _accepted(header: str) -> set[str]:
    """The codings that an Accept-Encoding header takes (RFC 9110, 12.5.3); those with q=0 are refused."""
    taken = set()
    for entry in header.lower().split(","):
        coding, _, parameter = entry.strip().partition(";")
        weight = parameter.strip().removeprefix("q=").strip()
        if not re.fullmatch(r"0(\.0*)?", weight):
            taken.add(coding.strip())
    return taken


def _content_type(path: str) -> str:
    suffix = Path(path).suffix
    known = _TYPES.get(suffix) or {".css": "text/css", ".txt": "text/plain", ".png": "image/png"}.get(suffix)
    kind = known or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
