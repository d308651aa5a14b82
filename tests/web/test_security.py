"""Who is let in and what is let through: session, form token, origin, host, size, uploads, headers."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Sequence

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.testclient import TestClient
from tests.web.conftest import HOST, Site, open_site
from tests.web.filling import read_page

from highsignal.domain.bank import StoryContent
from highsignal.interfaces.api import ROUTERS as API_ROUTERS
from highsignal.interfaces.web.access import COOKIE
from highsignal.interfaces.web.first import ROUTERS as FIRST
from highsignal.interfaces.web.pages import ROUTERS as PAGES
from highsignal.services.stories import create_story, list_page

CHANGES = frozenset(("POST", "PUT", "PATCH", "DELETE"))
STRANGERS = ({"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9999"})
WITHOUT_SESSION = ("/launch", "/healthz", "/readyz", "/api/v1/openapi.json", "/api/v1/analyze")
DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
)


def routes(routers: Sequence[APIRouter], prefix: str = "") -> list[tuple[str, str]]:
    """Every method and address; a part of an address that may be anything is 1."""
    found = []
    for router in routers:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            path = prefix + re.sub(r"\{[^}]*\}", "1", route.path)
            found += [(method, path) for method in sorted(route.methods or ())]
    return sorted(set(found))


ROUTES = routes((*FIRST, *PAGES)) + routes(API_ROUTERS, "/api/v1")
CHANGING = [(method, path) for method, path in ROUTES if method in CHANGES]
FORMS = [path for method, path in CHANGING if not path.startswith("/api/")]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that no test of this module changes."""
    site = open_site(tmp_path_factory.mktemp("shared"))
    site.story()
    yield site
    site.workspace.database.close()


def is_kept(site: Site) -> bool:
    """Whether the bank stands as the fixture made it."""
    return [s.revision for s in list_page(site.desk, archived=False, after=None, limit=9)] == [1]


def test_there_are_forms_to_try() -> None:
    assert {"/welcome", "/stories/order", "/undo", "/sample/remove", "/settings"} <= set(FORMS)
    assert len(FORMS) > 20


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_a_form_without_the_sessions_token_is_refused(shared: Site, token: str) -> None:
    for path in FORMS:
        answer = shared.client.post(path, data={"csrf": token, "do": "delete"} if token else {"do": "x"})
        assert (path, answer.status_code) == (path, 403)
        in_header = {b"x-csrf-token": token.encode()}
        assert shared.client.post(path, json={}, headers=in_header).status_code == 403, path
    assert is_kept(shared)


def test_the_token_of_another_session_is_refused(shared: Site) -> None:
    other = shared.access.form_token(shared.access.new_session())
    for path in FORMS:
        assert shared.client.post(path, data={"csrf": other}).status_code == 403, path
    assert is_kept(shared)


def test_without_a_session_nothing_private_answers(shared: Site) -> None:
    stranger = TestClient(shared.app, headers={"accept": "text/html"})
    broken = "x" + shared.access.new_session()
    expired = shared.access._signed("session", "x.1")  # a session that ran out in 1970
    launched = shared.access._signed("launch", "x.9999999999")  # a token that is ours, for another purpose
    for cookie in ("", "x", broken, expired, launched):
        stranger.cookies.clear()
        if cookie:
            stranger.cookies.set(COOKIE, cookie)
        for method, path in ROUTES:
            if path in WITHOUT_SESSION:
                continue
            answer = stranger.request(
                method, path, data={"csrf": shared.token} if method in CHANGES else None
            )
            assert (method, path, answer.status_code) == (method, path, 401)
            assert not re.search(r"\bAda\b", answer.text)  # a nonce may have these letters in it
    assert is_kept(shared)


@pytest.mark.parametrize(
    "headers", [*STRANGERS, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_another_site_cannot_change_anything(shared: Site, headers: dict[str, str]) -> None:
    for method, path in CHANGING:
        answer = shared.client.request(method, path, data={"csrf": shared.token}, headers=headers)
        assert (method, path, answer.status_code) == (method, path, 403)
    assert is_kept(shared)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "", "testserver:81", "127.0.0.1", "TESTSERVER@evil"]
)
def test_a_name_that_was_made_to_point_here_is_not_answered(shared: Site, host: str) -> None:
    for method, path in (("GET", "/"), ("GET", "/static/x.js"), ("GET", "/launch"), ("POST", "/undo")):
        answer = shared.client.request(method, path, headers={"host": host})
        assert (path, answer.status_code) == (path, 421)
    assert shared.client.get("/", headers={"host": "TestServer"}).status_code == 200


def test_a_launch_token_works_once_and_not_for_ever(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    token = site.access.launch_token()
    first, second = TestClient(site.app), TestClient(site.app)
    opened = first.get(f"/launch?token={token}", follow_redirects=False)
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert first.get("/").status_code == 200
    for again in (token, "", "x", token + "x", "." + token, token.replace(".", "")):
        refused = second.get("/launch", params={"token": again})
        assert refused.status_code == 401
        assert "set-cookie" not in refused.headers
    assert second.get("/").status_code == 401
    late = site.access.launch_token()
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    assert second.get("/launch", params={"token": late}).status_code == 401


def test_a_browser_that_is_in_already_may_open_an_old_link(site: Site) -> None:
    token = site.access.launch_token()
    for _ in range(2):
        answer = site.client.get("/launch", params={"token": token}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


def strict(headers: dict[str, str]) -> None:
    """Hold the headers of an answer against what each has to carry."""
    policy = headers["content-security-policy"]
    assert all(directive in policy for directive in DIRECTIVES), policy
    for word in ("unsafe", "*", "http:", "https:"):
        assert word not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


def test_every_answer_carries_the_strict_headers(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    client, story = site.client, site.story().id
    answers = [
        client.get(path, follow_redirects=False) for path in ("/", "/welcome", "/nowhere", "/api/v1/stories")
    ]
    answers += [client.get("/static/none.js"), client.get("/healthz"), client.get("/launch?token=x")]
    answers += [client.get("/", headers={"host": "evil"}), client.post("/undo"), client.put("/undo")]
    answers += [client.get("/api/v1/stories/none"), client.get(f"/stories/{story}/compare?a=x&b=y")]
    monkeypatch.setattr("highsignal.interfaces.web.first.today.this_day", fault)
    for accept in ("text/html", "application/json"):
        broken = client.get("/", headers={"accept": accept})
        assert broken.status_code == 500
        answers.append(broken)
    for answer in answers:
        strict(dict(answer.headers))
        if "/static/" not in str(answer.url):
            assert answer.headers["cache-control"] == "no-store"
    nonces = {re.search(r"'nonce-([^']+)'", a.headers["content-security-policy"])[1] for a in answers}  # type: ignore[index]
    assert len(nonces) == len(answers)


def fault(*_: object) -> None:
    raise ZeroDivisionError("the secret of the bank")


def test_a_fault_is_a_sentence_with_a_number_and_never_a_traceback(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("highsignal.interfaces.web.first.today.this_day", fault)
    page = site.client.get("/")
    assert page.status_code == 500
    assert not read_page(page.text).wrong
    problem = site.client.get("/", headers={"accept": "application/json"})
    assert problem.headers["content-type"] == "application/problem+json"
    for told in (page.text, problem.text):
        assert "secret" not in told
        assert "Traceback" not in told
        assert "ZeroDivision" not in told
    assert problem.json()["number"] in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/stories/none", 404, "not-found"),
        ("GET", "/stories/none/merge/other", 404, "not-found"),
        ("GET", "/bring-in/none", 404, "not-found"),
        ("GET", "/loops/none", 404, "not-found"),
        ("GET", "/rules/NON000", 404, "not-found"),
        ("DELETE", "/stories", 405, "method-not-allowed"),
        ("POST", "/undo/none", 404, "not-found"),
        ("POST", "/stories/none/restore/1", 404, "not-found"),
        ("POST", "/stories/none/restore/x", 422, "invalid-input"),
        ("POST", "/loops/none/delete", 404, "not-found"),
    ],
)
def test_a_mistake_is_a_page_for_people_and_a_problem_for_programs(
    shared: Site, method: str, path: str, status: int, code: str
) -> None:
    token = {"x-csrf-token": shared.token}
    page = shared.client.request(method, path, headers={"accept": "text/html,*/*", **token})
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert not read_page(page.text).wrong
    assert "<h1>" in page.text
    problem = shared.client.request(method, path, headers={"accept": "application/json", **token})
    assert (problem.status_code, problem.headers["content-type"]) == (status, "application/problem+json")
    body = problem.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"].endswith((".", "?"))


@pytest.mark.parametrize(
    "referer",
    [
        "http://evil.example/stories",
        "//evil.example/",
        f"http://{HOST}//evil.example/",
        f"http://{HOST}/\\evil.example",
        f"http://{HOST}/%2f%2fevil.example",
        f"http://{HOST}@evil.example/",
        f"http://{HOST}/a%0d%0aset-cookie:x=1",
        "javascript:alert(1)",
        "http://[",
        f"http://{HOST}/stories?next=//evil.example&said=x",
    ],
)
def test_a_form_leads_back_to_this_server_only(site: Site, referer: str) -> None:
    answer = site.client.post(
        "/undo", data={"csrf": site.token}, headers={"referer": referer}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    location = answer.headers["location"]
    assert re.match(r"/(?![/\\])", location), location
    assert "\n" not in location
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/%2e%2e",
        "/static/../access.py",
        "/static/%2e%2e/access.py",
        "/static//etc/passwd",
        "/static/inputs.sha256",
    ],
)
def test_paths_lead_nowhere_else(shared: Site, path: str) -> None:
    answer = shared.client.get(path, follow_redirects=False)
    assert answer.status_code in (404, 400)
    assert "hmac" not in answer.text


def bring(site: Site, *files: tuple[str, bytes], text: str = "") -> tuple[int, str]:
    """Bring in files and text; the status and the words of the page that follows."""
    sent = [("files", (name, io.BytesIO(content))) for name, content in files]
    fields = {"csrf": site.token, "text": text}
    answer = site.client.post("/bring-in", data=fields, files=sent or [("unknown", ("x", b""))])
    page = read_page(answer.text)
    assert not page.wrong
    return answer.status_code, " ".join(" ".join(page.words).split())


DEED = (
    "# Inference cost\n\nIn March our ranking service cost twice its budget. I decided to distil the model. "
    "Inference cost fell by 22 % and the launch kept its date.\n"
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "photo.md is not text"),
        ("paper.md", b"%PDF-1.7 words", "paper.md is a PDF"),
        ("letter.txt", b"PK\x03\x04 words", "letter.txt is a Word"),
        ("two.md", b"word " * 400_001, "two.md is larger than 1 MB"),
        ("latin.txt", "caf\xe9 ".encode("latin-1") * 9, "latin.txt is not UTF-8"),
        ("empty.md", b"  \n", "empty.md"),
        ("../../etc/passwd", b"\0", "passwd is not text"),
        ("<b>x</b>.md", b"\0", "<b>x</b>.md is not text"),
        ("..\\..\\boot.ini", b"\0", "boot.ini is not text"),
    ],
)
def test_an_upload_that_is_no_text_is_refused_with_its_name(
    site: Site, name: str, content: bytes, words: str
) -> None:
    status, told = bring(site, (name, content), ("good.md", DEED.encode()))
    assert status == 422
    assert words.rsplit("/", 1)[-1] in told or words in told
    assert "good.md" in told  # what could be read was read, and is listed
    assert "etc" not in told


def test_of_thirty_files_twenty_are_read(site: Site) -> None:
    files = [(f"{n}.md", DEED.replace("March", f"March {n}").encode()) for n in range(30)]
    status, told = bring(site, *files)
    assert status == 422
    assert "Only the first 20 of 30 files were read" in told
    assert "19.md" in told
    assert "20.md" not in told


def test_a_path_in_a_name_is_not_kept(site: Site) -> None:
    bring(site, ("../../../home/ada/notes.md", DEED.encode()))
    _, told = bring(site, ("C:\\users\\ada\\other.md", DEED.replace("22", "23").encode()))
    listed = site.client.get("/bring-in").text
    assert "notes.md" in listed
    assert "other.md" in listed
    assert "home" not in listed + told
    assert "users" not in listed


def test_nothing_and_too_much_are_said(site: Site) -> None:
    assert bring(site) == (422, bring(site)[1])
    assert "There is nothing here yet" in bring(site)[1]
    for text in ("word " * 400_000, "🎉" * 400_000):
        status, told = bring(site, ("good.md", DEED.encode()), text=text)
        assert status in (413, 422)
        assert "1 MB" in told


def test_more_than_the_server_takes_is_413(site: Site) -> None:
    much = b"x" * 12_500_000
    page = site.client.post("/bring-in", data={"csrf": site.token}, files=[("files", ("x.md", much))])
    assert page.status_code == 413
    assert "at once" in page.text
    strict(dict(page.headers))
    answer = site.client.put("/api/v1/stories/x", content=much, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_markdown_of_the_rules_passes_no_html(shared: Site) -> None:
    from highsignal.interfaces.web.pages.rules import _html

    assert read_page(_html("<script>x</script> [a](javascript:b) <img src=x>")).wrong == []
    assert shared.client.get("/rules/STK001").status_code == 200


@pytest.mark.parametrize(
    "path", ["/stories/chosen", "/bring-in/{source}", "/loops/{loop}/{seat}", "/checklists/{line}"]
)
def test_what_a_form_does_not_know_is_refused_and_changes_nothing(site: Site, path: str) -> None:
    from highsignal.services import loops
    from highsignal.services.bringing_in import bring_in, get_source

    create_story(site.desk, StoryContent(title="only a title"))
    story = site.story()
    source = bring_in(site.desk, "x.md", DEED).source.id
    plan = loops.begin_loop(site.desk, "", site.desk.target.loop, None)
    line = site.desk.standard().checklists[0].items[0].id
    names = {"source": source, "loop": plan.id, "seat": plan.interviewers[0]["id"], "line": line}
    fields = {"csrf": site.token, "do": "explode", "met": "explode", "story": story.id}
    answer = site.client.post(path.format(**names), data=fields, follow_redirects=False)
    assert answer.status_code == 422
    assert [s.state for s in list_page(site.desk, archived=False, after=None, limit=9)][1] is story.state
    assert get_source(site.desk, source).waiting
