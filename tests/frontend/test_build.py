"""The build of the pages' scripts and styles: what it writes, when it does nothing, how it fails."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
FIRST_LOAD = 400 * 1024  # bytes, compressed: issue 3, “page weight”
PACKED = (".js", ".css", ".svg", ".txt")


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """`frontend/build.py`; the folder is no package."""
    spec = importlib.util.spec_from_file_location("highsignal_frontend_build", FRONTEND / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def frontend(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources that a test may change, with the packages of the original."""
    builder.install(FRONTEND)
    folder = tmp_path_factory.mktemp("repository") / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns("node_modules", ".build.lock"))
    (folder / "node_modules").symlink_to(FRONTEND / "node_modules")
    return folder


@pytest.fixture(scope="module")
def static(builder: ModuleType, frontend: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "static"
    assert builder.build(frontend, folder)
    return folder


def manifest(static: Path) -> dict[str, str]:
    names: dict[str, str] = json.loads((static / "manifest.json").read_text(encoding="utf-8"))
    return names


def test_the_manifest_names_what_is_there(static: Path) -> None:
    names = manifest(static)
    assert {"main.js", "editor.js", "main.css", "icon.svg"} <= names.keys()
    assert all((static / name).is_file() for name in names.values())
    hashed = {asked: name for asked, name in names.items() if asked != "licences.txt"}
    assert all(re.search(r"-[A-Z0-9]{8}\.\w+$", name) for name in hashed.values()), hashed


def test_what_compresses_has_a_brotli_and_a_gzip_copy(static: Path) -> None:
    for path in static.iterdir():
        if path.suffix in PACKED:
            packed = path.with_name(path.name + ".gz")
            assert gzip.decompress(packed.read_bytes()) == path.read_bytes()
            assert path.with_name(path.name + ".br").stat().st_size <= packed.stat().st_size


def test_the_first_load_is_small(static: Path) -> None:
    """Every script, style and face that the editor's page may fetch for a text in English."""
    scripts = sum(path.stat().st_size for path in static.glob("*.js.gz"))
    styles = sum(path.stat().st_size for path in static.glob("*.css.gz"))
    faces = sum(path.stat().st_size for path in static.glob("*.woff2") if "latin-ext" not in path.name)
    assert scripts + styles + faces <= FIRST_LOAD


def test_nothing_asks_another_host(static: Path) -> None:
    """Scripts name addresses that they never ask for, such as XML name spaces; style sheets do not."""
    css = (static / manifest(static)["main.css"]).read_text(encoding="utf-8")
    assert not re.findall(r"url\(\s*[\"']?(?!data:)(?:https?:)?//", css)
    assert "@import" not in css


def test_licences_of_all_that_is_shipped_are_there(static: Path) -> None:
    licences = (static / "licences.txt").read_text(encoding="utf-8")
    for package in ("@codemirror/view", "htmx.org", "sortablejs", "@fontsource-variable/inter"):
        assert package in licences


def test_nothing_is_done_when_nothing_changed(builder: ModuleType, frontend: Path, static: Path) -> None:
    before = (static / "manifest.json").stat().st_mtime_ns
    assert not builder.build(frontend, static)
    assert (static / "manifest.json").stat().st_mtime_ns == before


def test_a_missing_file_is_built_again(builder: ModuleType, frontend: Path, static: Path) -> None:
    (static / manifest(static)["main.js"]).unlink()
    assert builder.build(frontend, static)
    assert (static / manifest(static)["main.js"]).is_file()


def test_a_change_gives_a_new_name_and_removes_the_old_file(
    builder: ModuleType, frontend: Path, static: Path
) -> None:
    old = manifest(static)["main.css"]
    style = frontend / "style" / "pages.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n.never { color: red }\n", encoding="utf-8")
    assert builder.build(frontend, static)
    assert manifest(static)["main.css"] != old
    assert not (static / old).exists()
    assert not list(static.glob(".*"))


def test_an_error_in_a_script_is_said_and_changes_nothing(
    builder: ModuleType, frontend: Path, static: Path
) -> None:
    before = manifest(static)
    broken = frontend / "src" / "theme.ts"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text + "\nconst = 1;\n", encoding="utf-8")
    try:
        with pytest.raises(builder.BuildError, match=r"(?s)do not bundle.*theme\.ts"):
            builder.build(frontend, static)
    finally:
        broken.write_text(text, encoding="utf-8")
    assert manifest(static) == before


def test_no_registry_is_said_in_a_sentence(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns("node_modules", ".build.lock"))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    with pytest.raises(builder.BuildError, match="npm could not install"):
        builder.build(folder, tmp_path / "static")
    assert not (tmp_path / "static").exists()


def test_types_are_right(builder: ModuleType) -> None:
    builder.check(FRONTEND)
