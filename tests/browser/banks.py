"""Banks for the tests in a browser, made on a server that many tests share."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def empty_bank(page: Page) -> None:
    """Open the bank of a person who has written nothing; the sample candidate is away."""
    begin(page)
    send(page, "/sample/remove")


def sample_bank(page: Page) -> None:
    """Open the sample candidate's bank as it comes, whatever an earlier test did to it."""
    begin(page)
    send(page, "/sample/remove")
    send(page, "/sample/load")


def begin(page: Page) -> None:
    """See that there is a person."""
    found = page.request.get("/welcome").text()
    if 'action="/welcome"' in found:
        aim = re.search(r'value="([\w-]+/[\w.-]+)" selected', found)
        assert aim
        role = re.search(r'<select id="f-role".*?value="([^"]+)" selected', found, re.DOTALL)
        assert role
        send(page, "/welcome", role=role[1], aim=aim[1], loop="standard", time_zone="Europe/Berlin")


def send(page: Page, path: str, **fields: str) -> str:
    """Send a form as the page would; the page that follows."""
    found = re.search(r'name="csrf-token" content="(\w+)"', page.request.get("/rules").text())
    token = found or re.search(r'name="csrf-token" content="(\w+)"', page.request.get("/welcome").text())
    assert token
    answer = page.request.post(path, form={"csrf": token[1], **fields})
    assert answer.ok, f"{path}: {answer.status} {answer.text()[:500]}"
    return answer.text()


def stories(page: Page) -> list[str]:
    """The ids of the stories, in the order of the bank."""
    return [story["id"] for story in page.request.get("/api/v1/stories?limit=100").json()["items"]]


def titles(page: Page) -> list[str]:
    """The titles of the stories, in the order of the bank."""
    return [story["title"] for story in page.request.get("/api/v1/stories?limit=100").json()["items"]]


def addresses(page: Page) -> list[str]:
    """Every page of the bank that is open."""
    found = [
        "/",
        "/stories",
        "/stories?shape=cards",
        "/stories?archived=1",
        "/coverage",
        "/coverage?show=gaps",
    ]
    found += [
        "/loops",
        "/practice",
        "/rehearse",
        "/hearings",
        "/recordings",
        "/checklists",
        "/bring-in",
        "/bring-in?first=1",
        "/settings",
        "/target",
        "/rules",
        "/scan",
    ]
    found += ["/rules/STK001", "/coverage?q=disagreed+with+a+manager", "/stories?q=nothing+is+like+this"]
    known = stories(page)
    for list_page in ("/loops", "/bring-in"):
        found += re.findall(rf'href="({list_page}/\w+)" data-open', page.request.get(list_page).text())[:1]
    if len(known) > 1:
        story = f"/stories/{known[0]}"
        found += [
            story + part
            for part in (
                "/history",
                "/compare?a=1&b=2",
                "/headline",
                "/tell",
                "/scan",
                "/hearings",
                "/checklist",
            )
        ]
        found += [f"{story}/headline?headline=I+cut+the+cost+by+half", f"{story}/merge/{known[1]}"]
        found += [f"/stories/{known[-1]}", story]
    return found + _takes(page)


def _takes(page: Page) -> list[str]:
    """A take that was recorded, one that was typed, and one of which only the time was kept."""
    recorded = [one["take"] for one in page.request.get("/api/v1/recordings?limit=1").json()["items"]]
    takes = page.request.get("/api/v1/takes?limit=200").json()["items"]
    typed = [take["id"] for take in takes if take["kind"] == "typed"][:1]
    timed = [take["id"] for take in takes if take["kind"] == "spoken" and not take["text"]][:1]
    return [f"/takes/{take}" for take in (*recorded, *typed, *timed)]
