from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.conftest import HOST, TOLD, Site, open_site

from highsignal.interfaces.api.openapi import describe
from highsignal.interfaces.web.access import Access
from highsignal.interfaces.web.app import create_app, the_rest

ASKED = ("method", "url", "headers", "params", "json", "data", "content")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = open_site(Path(tmp_path_factory.mktemp("fuzzed")))
    for number in range(3):
        made.story(f"Story {number}")
    yield made
    made.workspace.database.close()


DESCRIBED = schemathesis.openapi.from_dict(describe(the_rest(create_app(None, Access(b"", frozenset())))))  # type: ignore[arg-type]
OPERATIONS = {found.ok().label: found.ok() for found in DESCRIBED.get_all_operations()}  # type: ignore[union-attr]


@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_sent_the_answer_is_as_described(label: str, fuzzed: Site) -> None:
    @given(OPERATIONS[label].as_strategy())
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def send(case: schemathesis.Case[Any]) -> None:
        sent = case.as_transport_kwargs(base_url=f"http://{HOST}")
        sent["headers"] = dict(sent.get("headers") or {}) | {"accept": "application/json"}
        if isinstance(sent.get("data"), bytes | str):  # a body that is no form, such as a part of a recording
            sent["content"] = sent.pop("data")
        response = fuzzed.client.request(**{k: v for k, v in sent.items() if k in ASKED})
        case.validate_response(response, checks=CHECKS)

    send()


def api(site: Site, method: str, path: str, json: object = None) -> tuple[int, dict[str, Any]]:
    response = site.client.request(
        method, f"/api/v1{path}", json=json, headers={"accept": "application/json"}
    )
    return response.status_code, response.json()


def test_analyze_answers_without_a_session_and_keeps_nothing(site: Site) -> None:
    site.client.cookies.clear()
    status, told = api(site, "POST", "/analyze", {"text": TOLD})
    assert status == 200
    assert told["episode"]["specific"] is True
    assert [c["value"] for c in told["claims"] if c["unit"] == "percent"] == [22.0]
    assert api(site, "GET", "/stories")[0] == 401


def test_a_story_is_written_changed_and_found_again(site: Site) -> None:
    status, made = api(site, "POST", "/stories", {"title": "Cost", "ninety": TOLD})
    assert (status, made["revision"], made["state"]) == (201, 1, "drafted")
    edit = {"base": 1, "window": "a", "title": "Cost", "ninety": TOLD + " More."}
    status, saved = api(site, "PUT", f"/stories/{made['id']}", edit)
    assert (status, saved["revision"], saved["changed"]) == (200, 2, True)
    status, problem = api(site, "PUT", f"/stories/{made['id']}", edit | {"window": "b", "ninety": "Else."})
    assert (status, problem["code"]) == (409, "story-conflict")
    assert problem["current"]["ninety"] == TOLD + " More."
    assert api(site, "GET", f"/stories/{made['id']}/revisions")[1]["items"][0]["number"] == 2


def test_lists_are_paged_by_cursor(site: Site) -> None:
    made = [site.story(f"Story {n}").id for n in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        _, page = api(site, "GET", f"/stories?limit=2&cursor={cursor}")
        seen += [story["id"] for story in page["items"]]
        if page["next"] is None:
            break
        cursor = str(page["next"])
    assert seen == made
    assert api(site, "GET", "/stories?cursor=nonsense")[0] == 422


def test_takes_and_rounds_come_back_latest_first(site: Site) -> None:
    story = site.story().id
    for day in (1, 3, 2):
        at = f"2026-11-0{day}T10:00:00+00:00"
        assert (
            api(site, "POST", "/takes", {"story": story, "text": "I told it", "at": at, "seconds": 80})[0]
            == 201
        )
        held = {"held_at": at, "company": f"C{day}", "tellings": [{"story": story, "landed": "yes"}]}
        assert api(site, "POST", "/rounds", held)[0] == 201
    assert [t["at"][:10] for t in api(site, "GET", "/takes")[1]["items"]] == [
        "2026-11-03", "2026-11-02", "2026-11-01",
    ]  # fmt: skip
    assert [r["company"] for r in api(site, "GET", "/rounds")[1]["items"]] == ["C3", "C2", "C1"]
    assert api(site, "POST", "/takes", {"story": "nobody", "text": "x"})[1]["code"] == "not-found"


def test_mistakes_are_named_by_field(site: Site) -> None:
    status, problem = api(site, "POST", "/stories", {"titel": "x"})
    assert (status, problem["code"]) == (422, "invalid-input")
    assert "titel" in problem["problems"]


def test_nobody_yet_is_said_to_programs(empty_site: Site) -> None:
    assert api(empty_site, "GET", "/stories")[1]["code"] == "no-person"
