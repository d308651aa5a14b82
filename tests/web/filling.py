"""Banks to try pages with, the addresses of every page, and what is looked for in each answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html.parser import HTMLParser

from sqlalchemy import event
from tests.web.conftest import TOLD, Site

from highsignal.domain.bank import Outcome, Round, StoryContent, Telling
from highsignal.domain.targets import Target
from highsignal.services import loops
from highsignal.services.bringing_in import bring_in, keep
from highsignal.services.checking import say
from highsignal.services.people import change_person, set_target
from highsignal.services.stories import archive, create_story, mark, merge, save_story
from highsignal.services.tellings import keep_round, keep_take

PROBE = "xssprobe"
HOSTILE = (
    f"<{PROBE} onclick=alert(1)>hello</{PROBE}>",
    f"</script><{PROBE}>{{{{7*7}}}}</textarea></title><{PROBE}>",
    f"\"'><img src=x onerror=alert(1)><{PROBE} x='",
    f"]]><!--<{PROBE}>--></style><svg/onload=alert(1)>&lt;{PROBE}&gt;",
    f"[{PROBE}](javascript:alert(1)) `<{PROBE}>` {{% raw %}} %s {{0}} ${{1}} \\",
)
STRANGE = (
    "\u202eevals\u202c \u2066שלום עולם\u2069 مرحبا بالعالم",
    "👩🏽‍💻🏳️‍🌈 🇩🇪 e\u0301\u0302\u0303\u0304\u0305 \ufeff\u200b\u00ad",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 6,
)
# Events, and where a script could begin; every page is held against them.
_ALLOWED_SCRIPT_TYPES = ("module", "application/json")


class Markup(HTMLParser):
    """Reads an answer as a browser does and notes whatever no page may hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.words: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in (PROBE, "img", "style", "iframe", "object", "base", "embed"):
            self.wrong.append(f"<{tag}>")
        if tag == "script" and given.get("type") not in _ALLOWED_SCRIPT_TYPES:
            self.wrong.append(f"<script {given}>")
        if (
            tag == "script"
            and given.get("type") == "module"
            and not (given.get("src") or "").startswith("/static/")
        ):
            self.wrong.append(f"<script {given}>")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.wrong.append(f"<{tag} {name}={value!r}>")
            if name in ("href", "src", "action", "formaction") and not _is_local(value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}>")
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _is_local(address: str) -> bool:
    return not address or (address[0] in "/#?" and not address.startswith(("//", "/\\")))


def read_page(html: str) -> Markup:
    """What a browser would make of an answer; `wrong` is what no page may hold."""
    markup = Markup()
    markup.feed(html)
    markup.close()
    repeated = {name for name in markup.ids if markup.ids.count(name) > 1}
    markup.wrong += [f"id {name!r} twice" for name in sorted(repeated)]
    return markup


def add_everything(site: Site, words: str, told: str = TOLD) -> None:
    """Put `words` wherever a person may write something, in a bank with two stories and an archived one."""
    desk = site.desk
    line = " ".join(words.split())[:480]
    change_person(desk, desk.person._replace(name=line[:100], headline=line))
    set_target(desk, Target(companies=(line,), date="2030-01-02"), "stakes")
    content = StoryContent(line, line, words, f"{words}\n\n{told}", words, (line, "delivery"), line)
    first, _ = create_story(desk, content)
    second, _ = create_story(desk, content._replace(title=f"2 {line}"[:480], ninety=told))
    third, _ = create_story(desk, content._replace(title="third", ninety=words))
    fourth, _ = create_story(desk, content._replace(title=line, ninety="", thirty="", full=""))
    save_story(desk, first.id, content._replace(full=f"{words} more"), first.revision, "window")
    mark(desk, [second.id], second.state)
    archive(desk, [third.id])
    merge(desk, second.id, fourth.id, content, second.revision)
    keep_take(desk, first.id, words, kind="spoken", version="ninety", seconds=80.5, at=desk.now())
    held = Round("", line, line, line, desk.now(), Outcome.PENDING, None, words, (Telling(first.id, line),))
    keep_round(desk, held)
    for line_id in [item.id for checklist in desk.standard().checklists for item in checklist.items][:4]:
        say(desk, "", line_id, True, words[:1900])
        say(desk, first.id, line_id, False, words[:1900])
    plan = loops.begin_loop(desk, line, desk.target.loop, desk.now().date() + timedelta(days=3))
    seat = loops.add_interviewer(desk, plan.id, line)
    loops.change_interviewer(desk, plan.id, seat, line, 2, ["delivery"])
    brought = bring_in(desk, f"{line}.md", f"# {line}\n\n{words}\n\n{told}\n\n# Another\n\n{told} {words}\n")
    if brought.waiting:
        keep(desk, [brought.waiting[0].id])


def addresses(site: Site) -> list[str]:
    """Every page there is of the bank as it stands, each with the words that lead to its parts."""
    found = [
        "/welcome",
        "/",
        "/stories",
        "/stories?shape=cards",
        "/stories?archived=1",
        "/coverage",
        "/loops",
        "/practice",
        "/rehearse",
        "/hearings",
    ]
    found += ["/coverage?show=gaps", "/checklists", "/bring-in", "/bring-in?first=1", "/settings", "/target"]
    found += ["/rules", "/rules/STK001", "/scan", "/stories?q=nothing+is+like+this"]
    desk = site.desk
    with desk.database.reading() as session:
        from highsignal.storage.sources import list_sources
        from highsignal.storage.stories import list_stories

        stories = [*list_stories(session, desk.person.id)][:3]
        gone = list_stories(session, desk.person.id, archived=True)[:1]
        sources = list_sources(session, desk.person.id)[:2]
    found += [f"/loops/{plan.id}" for plan in loops.loops(desk)[:1]]
    found += [f"/bring-in/{source.id}" for source in sources]
    for story in (*stories, *gone):
        base = f"/stories/{story.id}"
        found += [
            base,
            f"{base}/history",
            f"{base}/headline",
            f"{base}/tell",
            f"{base}/scan",
            f"{base}/hearings",
            f"{base}/checklist",
        ]
        found += [f"{base}/compare?a=1&b={story.revision}"]
    if len(stories) > 1:
        found.append(f"/stories/{stories[0].id}/merge/{stories[1].id}")
    return found


@contextmanager
def counted(site: Site) -> Iterator[list[str]]:
    """The SQL statements sent in this block."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    engine = site.workspace.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
