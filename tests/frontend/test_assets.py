"""How built files are named and served."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from highsignal.interfaces.web.assets import AssetsMissingError, asset, static_files

SCRIPT = "main-4F2A91BC.js"
FACE = "inter-0A1B2C3D.woff2"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / SCRIPT).write_bytes(b"plain")
    (tmp_path / f"{SCRIPT}.br").write_bytes(b"as brotli")
    (tmp_path / f"{SCRIPT}.gz").write_bytes(b"as gzip")
    (tmp_path / FACE).write_bytes(b"a face")
    (tmp_path / "licences.txt").write_text("licences", encoding="utf-8")
    (tmp_path / "manifest.json").write_text(json.dumps({"main.js": SCRIPT}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(built: Path) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/static", static_files(built))]))


def raw(client: TestClient, name: str, accepted: str) -> tuple[bytes, str | None]:
    """The body as it goes over the wire, and its coding."""
    with client.stream("GET", f"/static/{name}", headers={"Accept-Encoding": accepted}) as response:
        assert response.status_code == 200
        return b"".join(response.iter_raw()), response.headers.get("content-encoding")


@pytest.mark.parametrize(
    ("accepted", "body", "coding"),
    [
        ("gzip, deflate, br, zstd", b"as brotli", "br"),
        ("gzip, br;q=0", b"as gzip", "gzip"),
        ("gzip;q=0.5", b"as gzip", "gzip"),
        ("br; q=0.0, GZIP", b"as gzip", "gzip"),
        ("identity", b"plain", None),
        ("", b"plain", None),
    ],
)
def test_the_smallest_form_that_the_browser_takes(
    client: TestClient, accepted: str, body: bytes, coding: str | None
) -> None:
    assert raw(client, SCRIPT, accepted) == (body, coding)


def test_headers_of_a_hashed_file(client: TestClient) -> None:
    with client.stream("GET", f"/static/{SCRIPT}", headers={"Accept-Encoding": "br"}) as response:
        headers = response.headers
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-length"] == str(len(b"as brotli"))


def test_a_file_without_a_packed_copy_comes_as_it_is(client: TestClient) -> None:
    response = client.get(f"/static/{FACE}", headers={"Accept-Encoding": "br"})
    assert response.content == b"a face"
    assert response.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in response.headers


def test_a_name_that_does_not_change_is_asked_for_each_time(client: TestClient) -> None:
    response = client.get("/static/licences.txt")
    assert response.headers["cache-control"] == "no-cache"
    again = client.get("/static/licences.txt", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["manifest.json", f"{SCRIPT}.br", "../assets.py", "missing-00000000.js", ""])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_the_address_follows_the_manifest(built: Path) -> None:
    assert asset("main.js", built) == f"/static/{SCRIPT}"
    path = built / "manifest.json"
    path.write_text(json.dumps({"main.js": "main-NEWNEWNE.js"}), encoding="utf-8")
    os.utime(path, (1, 1))  # another time, however coarse the clock of the disk
    assert asset("main.js", built) == "/static/main-NEWNEWNE.js"


def test_what_was_not_built_is_said(built: Path, tmp_path: Path) -> None:
    with pytest.raises(AssetsMissingError, match=r"other\.js .* has not been built"):
        asset("other.js", built)
    with pytest.raises(AssetsMissingError):
        asset("main.js", tmp_path / "nowhere")
