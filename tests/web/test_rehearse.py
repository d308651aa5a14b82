"""Rehearsal and the practice page without a browser's scripts: forms, words, the file for Anki, the API."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from tests.services.rehearsing import TOLD
from tests.web.conftest import Site
from tests.web.filling import read_page

from highsignal.domain.bank import StoryContent
from highsignal.domain.practice import HearingKind
from highsignal.services.deck import DeckCard, open_deck
from highsignal.services.hearings import ask
from highsignal.services.mocks import Wanted, begin_mock
from highsignal.services.stories import archive, create_story
from highsignal.services.tellings import keep_take


@pytest.fixture
def rehearsed(site: Site) -> Site:
    """Somebody with three stories."""
    for title, question, told in TOLD:
        create_story(site.desk, StoryContent(title=title, ninety=told, prompt=question))
    return site


def words(html: str) -> str:
    page = read_page(html)
    assert not page.wrong
    return " ".join(" ".join(page.words).split())


def sent(site: Site, path: str, **fields: str) -> str:
    answer = site.client.post(path, data={"csrf": site.token, **fields})
    assert answer.status_code == 200, (path, answer.status_code, words(answer.text))
    return answer.text


def shown(site: Site, html: str) -> DeckCard:
    """The card on a page."""
    card = re.search(r'action="/rehearse/(\w+)/answer"', html)
    assert card, words(html)
    return next(dealt for dealt in open_deck(site.desk).asked if dealt.card.id == card[1])


def api(site: Site, method: str, path: str, json: object = None) -> tuple[int, dict[str, Any]]:
    headers = {"accept": "application/json", "x-csrf-token": site.token}
    answer = site.client.request(method, f"/api/v1{path}", json=json, headers=headers)
    return answer.status_code, answer.json()


def test_an_empty_bank_says_what_will_be_here(site: Site) -> None:
    assert "Nothing to rehearse yet" in words(site.client.get("/rehearse").text)
    assert "Practice begins with a story" in words(site.client.get("/practice").text)


def test_stories_without_a_likely_question_say_so(site: Site) -> None:
    create_story(site.desk, StoryContent(title="Notes", ninety="Python, SQL, Spark, Kubernetes."))
    assert "No story answers a likely question yet" in words(site.client.get("/rehearse").text)


def test_a_card_is_answered_undone_and_put_aside(rehearsed: Site) -> None:
    html = rehearsed.client.get("/rehearse").text
    first = shown(rehearsed, html)
    assert first.card.question in words(html)
    assert first.opening in words(html)
    html = sent(rehearsed, f"/rehearse/{first.card.id}/answer", rating="3", seconds="7.5", seen="0")
    assert "1 answer today" in words(html)
    assert shown(rehearsed, html).card.id != first.card.id
    sent(rehearsed, f"/rehearse/{first.card.id}/answer", rating="3", seen="0")  # the same form once more
    html = sent(rehearsed, "/rehearse/undo")
    assert shown(rehearsed, html) == first
    html = sent(rehearsed, f"/rehearse/{first.card.id}/aside", do="suspend")
    assert "Put aside" in words(html)
    assert shown(rehearsed, html).card.id != first.card.id
    html = sent(rehearsed, f"/rehearse/{first.card.id}/aside", do="resume")
    assert shown(rehearsed, html) == first


def test_the_take_can_be_left_to_the_end(rehearsed: Site) -> None:
    html, later = rehearsed.client.get("/rehearse").text, ""
    for _ in range(40):
        if "aloud." in words(html):
            if later:
                break
            later = "1"
            html = rehearsed.client.get("/rehearse?later=1").text
            continue
        card = shown(rehearsed, html)
        html = sent(rehearsed, f"/rehearse/{card.card.id}/answer", rating="4", later=later)
    assert re.search(r'href="(/stories/\w+/tell)" data-recall-tell', html)
    assert open_deck(rehearsed.desk).asked
    assert "days" in words(html)


def test_resting_cards_say_why(rehearsed: Site) -> None:
    card = shown(rehearsed, rehearsed.client.get("/rehearse").text)
    sent(rehearsed, f"/rehearse/{card.card.id}/answer", rating="3")
    archive(rehearsed.desk, [card.story.id])
    assert "its story is in the archive" in words(rehearsed.client.get("/rehearse").text)


def test_nonsense_is_answered_with_a_sentence(rehearsed: Site) -> None:
    card = open_deck(rehearsed.desk).asked[0].card.id
    for path, fields, status in (
        (f"/rehearse/{card}/answer", {"rating": "9"}, 422),
        (f"/rehearse/{card}/answer", {"rating": "3", "seconds": "-4"}, 422),
        ("/rehearse/nothing/answer", {"rating": "3"}, 404),
        ("/rehearse/nothing/aside", {}, 404),
        ("/rehearse/undo", {}, 400),
    ):
        answer = rehearsed.client.post(path, data={"csrf": rehearsed.token, **fields})
        assert (answer.status_code, "Traceback" in answer.text) == (status, False), path
    assert rehearsed.client.get("/rehearse?card=%00&aside=x&more=1&later=1").status_code == 200


def test_the_api_has_the_same_session(rehearsed: Site) -> None:
    status, session = api(rehearsed, "GET", "/cards/session")
    assert (status, session["due"]) == (200, len(open_deck(rehearsed.desk).asked))
    card = session["cards"][0]["id"]
    status, answered = api(rehearsed, "POST", f"/cards/{card}/answers", {"rating": 3, "seen": 0})
    assert (status, answered["changed"], answered["answers"]) == (201, True, 1)
    assert not api(rehearsed, "POST", f"/cards/{card}/answers", {"rating": 3, "seen": 0})[1]["changed"]
    assert api(rehearsed, "POST", "/cards/undo")[1]["id"] == card
    status, problem = api(rehearsed, "POST", "/cards/undo")
    assert (status, problem["code"]) == (400, "nothing-rated")
    assert api(rehearsed, "PUT", f"/cards/{card}/suspended", {"suspended": True})[1]["suspended"]
    status, listed = api(rehearsed, "GET", "/cards?limit=1")
    found, cursor = listed["items"], listed["next"]
    while cursor:
        listed = api(rehearsed, "GET", f"/cards?limit=1&cursor={cursor}")[1]
        found, cursor = found + listed["items"], listed["next"]
    assert [one["id"] for one in found] == sorted(one["id"] for one in found)
    assert {one["id"]: one["rests"] for one in found}[card] == "suspended"
    anki = rehearsed.client.get("/api/v1/cards/anki")
    assert anki.text.startswith("#separator:tab\n")
    assert "attachment" in anki.headers["content-disposition"]


def test_practice_leads_to_what_waits(rehearsed: Site) -> None:
    desk = rehearsed.desk
    story = open_deck(desk).stories[0]
    mock = begin_mock(desk, Wanted(), 7)
    ask(desk, story.id, HearingKind.SCAN, "file")
    take = keep_take(
        desk, story.id, story.content.told, kind="spoken", version="ninety", seconds=80, at=desk.now()
    )
    html = rehearsed.client.get("/practice").text
    said = words(html)
    links = set(map(unescape, re.findall(r'href="(/[^"]*)"', html)))
    assert {"/rehearse", f"/mocks/{mock.id}", f"/takes/{take.id}", "/hearings"} <= links
    assert {f"/stories/{one.id}/tell" for one in open_deck(desk).stories} <= links
    assert "1 hearing" in said
    assert "Told in 80" in said
    assert "so nothing says what to hear" in said
    assert 'aria-current="page">Practice' in html
