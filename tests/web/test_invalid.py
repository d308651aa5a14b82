"""What is wrong with a request is said in words, with the name that the sender gave the field."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Site


@pytest.mark.parametrize(
    ("method", "path", "sent", "field", "sentence"),
    [
        ("GET", "/api/v1/stories?limit=many", None, "limit", "it should be a whole number"),
        ("GET", "/api/v1/stories?limit=0", None, "limit", "it should be 1 or more"),
        ("POST", "/api/v1/stories", {"title": 5}, "title", "it should be text"),
        ("POST", "/api/v1/stories", {"titel": "x"}, "titel", "there is no such field"),
        ("POST", "/api/v1/stories", {"title": "x" * 10_000}, "title", "at most"),
        ("POST", "/api/v1/stories", {"competencies": "x"}, "competencies", "it should be a list"),
        ("POST", "/api/v1/stories", {"competencies": ["a", 5]}, "competencies.1", "it should be text"),
        ("POST", "/api/v1/takes", {"text": "x"}, "story", "it is missing"),
        ("POST", "/api/v1/takes", {"story": "a b", "text": ""}, "story", "the form it should have"),
        ("POST", "/api/v1/rounds", {"held_at": "2026-01-01T10:00:00"}, "held_at", "with its time zone"),
        ("POST", "/api/v1/rounds", {"held_at": "soon"}, "held_at", "a moment such as"),
        ("POST", "/api/v1/rounds", [], "what was sent", "an object with fields"),
    ],
)
def test_sentences(site: Site, method: str, path: str, sent: Any, field: str, sentence: str) -> None:
    answer = site.client.request(method, path, json=sent, headers={"x-csrf-token": site.token})
    assert answer.status_code == 422
    problem = answer.json()
    assert sentence in problem["problems"][field]
    assert sentence in problem["detail"]


def test_what_is_no_json(site: Site) -> None:
    headers = {"content-type": "application/json", "x-csrf-token": site.token}
    answer = site.client.post("/api/v1/stories", content=b"{title", headers=headers)
    assert answer.status_code == 422
    assert "this is not JSON" in answer.json()["problems"]["what was sent"]
