"""What a person does in the first ten minutes and after, page by page, without a browser's scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from tests.web.conftest import TOLD, Site
from tests.web.filling import read_page

from highsignal.domain.bank import StoryRecord
from highsignal.services.people import people
from highsignal.services.stories import get_story, list_page, save_story
from highsignal.services.workspace import desk_of

BRAG = """# 2026 brag document

## Ranking cost
In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. I decided to
distil the model instead of quantising it, which gave up two weeks. Inference cost fell by 22 % at the same
accuracy, and the launch kept its date.

## Fraud labels
In June I found that our fraud labels were made by the model itself. I stopped the retraining for a week and
had 400 orders labelled by hand. We won back 1.8 million dollars of good orders a year.

## On-call
In October the on-call rotation woke people four times a night. I rewrote the alerts with two engineers, and
pages fell from 120 to 9 a month.
"""


def words(html: str) -> str:
    page = read_page(html)
    assert not page.wrong
    return " ".join(" ".join(page.words).split())


def sent(site: Site, path: str, **fields: str | list[str]) -> str:
    """Send a form and follow it; the page after it."""
    answer = site.client.post(path, data={"csrf": site.token, **fields})
    assert answer.status_code == 200, (path, answer.status_code, words(answer.text))
    return answer.text


def bank(site: Site, archived: bool = False) -> tuple[StoryRecord, ...]:
    return list_page(site.desk, archived=archived, after=None, limit=50)


def undone(site: Site, html: str) -> str:
    """Press the undo that a page offers."""
    offered = re.search(r'data-toast>.*?action="(/undo/\w+)"', html, re.DOTALL)
    assert offered, words(html)
    return sent(site, offered[1])


def test_the_first_ten_minutes(empty_site: Site) -> None:
    site = empty_site
    assert "What do you aim at?" in words(
        site.client.get("/").text
    )  # wherever one begins, the first run begins
    html = sent(
        site,
        "/welcome",
        role="machine-learning-engineer",
        aim=first_aim(site),
        loop="standard",
        name="Grace",
        companies="Acme, Initech",
        date="2031-05-06",
        time_zone="Asia/Tokyo",
    )
    assert "What do you have already?" in words(html)
    assert (site.desk.person.name, site.desk.person.time_zone) == ("Grace", "Asia/Tokyo")
    assert site.desk.target.companies == ("Acme", "Initech")

    html = sent(site, "/bring-in", text=BRAG)
    assert "3 story candidates" in words(html)
    assert bank(site) == ()
    source = re.search(r'action="(/bring-in/\w+)"', html)
    assert source
    found = re.findall(r'name="found" value="(\w+)" form', html)
    html = sent(site, source[1], do="keep", found=found[:2])
    assert "2 stories" in words(html)
    assert len(bank(site)) == 2
    html = sent(site, source[1], do="discard", found=found[2])
    assert "1 discarded" in words(html)

    html = site.client.get("/").text
    page = words(html)
    assert html.count('class="card step"') == 1
    step = dict(re.findall(r'name="(story|about)" value="([^"]+)"', html))
    assert step, page
    before = get_story(site.desk, step["story"])
    html = sent(site, "/today/answer", **step, words="without it the launch would have been cut")
    after = get_story(site.desk, step["story"])
    assert "Without it the launch would have been cut" in after.content.told
    assert "Answered a question in" in words(html)
    html = undone(site, html)
    assert "Undone:" in words(html)
    assert get_story(site.desk, step["story"]).content == before.content


def first_aim(site: Site) -> str:
    found = re.search(r'value="([\w-]+/[\w.-]+)" selected', site.client.get("/welcome").text)
    assert found
    return unescape(found[1])


def test_an_answer_without_words_or_to_a_question_that_is_gone_changes_nothing(site: Site) -> None:
    story = site.story()
    assert "Write a sentence first" in words(
        sent(site, "/today/answer", story=story.id, about="STK001", words=" ")
    )
    told = words(sent(site, "/today/answer", story=story.id, about="NON001", words="Because."))
    assert "no longer open" in told
    assert get_story(site.desk, story.id).revision == 1


def test_a_first_run_with_mistakes_keeps_what_was_typed(empty_site: Site) -> None:
    answer = empty_site.client.post(
        "/welcome",
        data={
            "csrf": empty_site.token,
            "role": "machine-learning-engineer",
            "aim": "none/IC9",
            "loop": "none",
            "name": "Grace <3",
            "companies": "Acme",
            "date": "tomorrow",
        },
    )
    assert answer.status_code == 422
    assert 'value="Grace &lt;3"' in answer.text
    assert 'value="Acme"' in answer.text
    assert "a date is written like" in words(answer.text)
    assert people(empty_site.workspace) == ()


def test_the_sample_comes_and_goes_without_touching_what_is_mine(site: Site) -> None:
    mine = site.story()
    assert "invented" in words(sent(site, "/sample/load"))
    assert len(bank(site)) > 6
    archived = len(bank(site, archived=True))
    sent(site, "/stories/chosen", do="archive", story=bank(site)[0].id)
    sent(site, "/sample/load")  # once more: the same bank, as it was left
    assert len(bank(site, archived=True)) == archived + 1
    html = sent(site, "/sample/remove")
    assert "The sample is gone" in words(html)
    assert [story.id for story in bank(site)] == [mine.id]
    assert [person.sample for person in people(site.workspace)] == [False]
    assert "Ada" in site.client.get("/settings").text


def test_the_sample_before_anything_else_leads_back_to_the_first_run(empty_site: Site) -> None:
    sent(empty_site, "/sample/load")
    assert "What do you aim at?" in words(sent(empty_site, "/sample/remove"))
    assert desk_of(empty_site.workspace) is None


def archive(site: Site, stories: list[StoryRecord]) -> str:
    return sent(site, "/stories/chosen", do="archive", story=[stories[0].id, stories[2].id])


def mark(site: Site, stories: list[StoryRecord]) -> str:
    return sent(site, "/stories/chosen", do="mark", state="landed", story=[s.id for s in stories])


def merge(site: Site, stories: list[StoryRecord]) -> str:
    html = sent(site, "/stories/chosen", do="merge", story=[stories[1].id, stories[0].id])
    form = re.search(r'<form method="post" class="merge".*?</form>', html, re.DOTALL)
    assert form
    hidden = dict(re.findall(r'type="hidden" name="(base|prompt)" value="([^"]*)"', form[0]))
    return sent(
        site, f"/stories/{stories[1].id}/merge/{stories[0].id}", **hidden, title="Both", ninety="One text."
    )


def order(site: Site, stories: list[StoryRecord]) -> str:
    ids = [story.id for story in reversed(stories)]
    answer = site.client.post("/stories/order", json={"ids": ids}, headers={"x-csrf-token": site.token})
    assert answer.status_code == 200
    return site.client.get(f"/stories?change={answer.json()['change']}").text


def restore(site: Site, stories: list[StoryRecord]) -> str:
    return sent(site, f"/stories/{stories[0].id}/restore/1")


def rebuild(site: Site, stories: list[StoryRecord]) -> str:
    story = get_story(site.desk, stories[0].id)
    asked = site.client.get(f"/stories/{story.id}/headline", params={"headline": "Cut cost by 22 %"}).text
    fields = {
        name: f"Answer {n}" for n, name in enumerate(re.findall(r'<textarea id="f-(?!headline)(\w+)"', asked))
    }
    assert len(fields) == 5
    base = str(story.revision)
    shown = sent(
        site, f"/stories/{story.id}/headline", headline="Cut cost by 22 %", base=base, do="show", **fields
    )
    assert "The story so far" in words(shown)
    assert get_story(site.desk, story.id).revision == story.revision
    return sent(
        site, f"/stories/{story.id}/headline", headline="Cut cost by 22 %", base=base, do="keep", **fields
    )


@pytest.mark.parametrize("act", [archive, mark, merge, order, restore, rebuild])
def test_whatever_is_done_to_the_bank_can_be_undone(
    site: Site, act: Callable[[Site, list[StoryRecord]], str]
) -> None:
    for number in range(3):
        site.story(f"Story {number}")
    first = bank(site)[0]
    save_story(site.desk, first.id, first.content._replace(full="More of it."), first.revision)
    before = bank(site)
    html = act(site, list(before))
    assert seen(bank(site)) != seen(before)
    undone(site, html)
    assert seen(bank(site)) == seen(before)


def seen(stories: tuple[StoryRecord, ...]) -> list[object]:
    return [(s.id, s.content, s.state, s.archived_at) for s in stories]


def test_undo_without_a_message_takes_back_the_last_thing(site: Site) -> None:
    site.story()
    assert bank(site)
    assert "Undone: Added" in words(sent(site, "/undo"))
    assert not bank(site)
    assert "nothing to undo" in words(sent(site, "/undo"))


def test_a_change_is_undone_once(site: Site) -> None:
    story = site.story()
    html = sent(site, "/stories/chosen", do="archive", story=story.id)
    offered = re.search(r'action="(/undo/\w+)"', html)
    assert offered
    sent(site, offered[1])
    again = site.client.post(offered[1], data={"csrf": site.token})
    assert again.status_code == 409
    assert "cannot be undone any more" in words(again.text)


def test_two_windows_that_keep_a_headline_path_do_not_write_over_each_other(site: Site) -> None:
    story = site.story()
    fields = {"headline": "One line", "base": "1", "do": "keep", "text": "A text."}
    sent(site, f"/stories/{story.id}/headline", **fields)
    late = site.client.post(
        f"/stories/{story.id}/headline", data={"csrf": site.token, **fields, "text": "Other."}
    )
    assert late.status_code == 409
    assert get_story(site.desk, story.id).content.ninety == "A text."


def test_what_is_chosen_is_deleted_for_good_only_from_the_archive(site: Site) -> None:
    story = site.story()
    sent(site, "/stories/chosen", do="archive", story=story.id)
    html = site.client.get("/stories?archived=1").text
    assert "data-confirm" in html
    assert "Deleted 1 for good" in words(sent(site, "/stories/chosen", do="delete", story=story.id))
    assert site.client.get(f"/stories/{story.id}").status_code == 404


def test_choosing_nothing_or_too_many_is_said(site: Site) -> None:
    stories = [site.story(f"Story {n}").id for n in range(3)]
    assert "Choose at least one" in words(sent(site, "/stories/chosen", do="archive"))
    assert "exactly two" in words(sent(site, "/stories/chosen", do="merge", story=stories))
    assert len(bank(site)) == 3


def test_filters_and_search(site: Site) -> None:
    site.story("Alpha")
    site.story("Beta", "I plan. It is good to plan.")
    html = site.client.get("/stories?q=ALPHA").text
    assert "Alpha" in html
    assert "Beta" not in html
    assert "No story is like that" in words(site.client.get("/stories?state=landed").text)
    weak = site.client.get("/stories?signal=stakes").text
    assert "Beta" in weak


def test_a_line_is_ticked_for_the_bank_and_for_one_story(site: Site) -> None:
    story = site.story()
    line = site.desk.standard().checklists[0].items[0].id
    assert "You: it holds" in words(sent(site, f"/checklists/{line}", met="met", note="Because."))
    sent(site, f"/checklists/{line}", met="not-met", story=story.id, note="Not here.")
    assert "Not here." in words(site.client.get(f"/stories/{story.id}/checklist").text)
    assert "You:" not in words(sent(site, f"/checklists/{line}", met="undecided"))


def test_a_take_is_kept_and_what_is_no_take_is_refused(site: Site) -> None:
    story = site.story()
    assert "81" in words(sent(site, f"/stories/{story.id}/tell", seconds="80.6", text="I told it."))
    for seconds in ("0", "-3", "1e9", "nan", "inf", "soon"):
        refused = site.client.post(f"/stories/{story.id}/tell", data={"csrf": site.token, "seconds": seconds})
        assert (seconds, refused.status_code) == (seconds, 422)


def test_settings_are_kept_or_said(site: Site) -> None:
    assert "Saved" in words(sent(site, "/settings", name="Ada L", time_zone="Asia/Kolkata", pace="150"))
    assert site.desk.person.words_per_minute == 150
    for fields in (
        {"pace": "fast"},
        {"pace": "nan"},
        {"pace": "900"},
        {"time_zone": "Mars/Base"},
        {"name": "x" * 400},
    ):
        refused = site.client.post("/settings", data={"csrf": site.token, "time_zone": "UTC", **fields})
        assert (fields, refused.status_code) == (fields, 422)
        assert 'class="problem"' in refused.text
    assert site.desk.person.name == "Ada L"


def test_the_target_and_its_signal_are_kept(site: Site) -> None:
    fields = {
        "role": "machine-learning-engineer",
        "aim": first_target(site),
        "loop": "standard",
        "signal": "tradeoff",
    }
    assert "Saved" in words(sent(site, "/target", **fields))
    assert site.desk.signal == "tradeoff"
    refused = site.client.post("/target", data={"csrf": site.token, **fields, "signal": "luck"})
    assert refused.status_code == 422


def first_target(site: Site) -> str:
    return f"{site.desk.target.ladder}/{site.desk.target.level}"


def test_a_loop_is_planned_and_settled(site: Site) -> None:
    stories = [site.story(f"Story {n}", TOLD.replace("22", str(20 + n))) for n in range(2)]
    html = sent(site, "/loops", pack="standard", name="Acme", held_on="2031-02-03")
    place = re.search(r'action="(/loops/\w+/[\w-]+/[\w.-]+)"', html)
    assert place, words(html)
    html = sent(site, place[1], do="pin", story=stories[1].id)
    assert "settled by you" in words(html)
    before = html.count('class="place')
    html = sent(site, place[1], do="strike")
    assert place[1] not in html
    assert html.count('class="place') == before  # the next likely one comes in
    loop = place[1].split("/")[2]
    assert "Saved" in words(sent(site, f"/loops/{loop}", name="Acme, second try"))
    assert "Removed “Acme, second try”" in words(sent(site, f"/loops/{loop}/delete"))


def test_a_new_story_is_begun_once(site: Site) -> None:
    first = site.client.get("/stories/new", follow_redirects=False).headers["location"]
    second = site.client.get("/stories/new", follow_redirects=False).headers["location"]
    assert first == second


def test_another_persons_bank_is_opened(site: Site) -> None:
    sent(site, "/sample/load")
    mine = next(person for person in people(site.workspace) if not person.sample)
    assert "This is the bank of Ada" in words(sent(site, f"/people/{mine.id}/open"))
    assert site.client.post("/people/none/open", data={"csrf": site.token}).status_code == 404
