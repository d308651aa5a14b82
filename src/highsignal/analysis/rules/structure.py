"""Rules on structure: whether there is one story, and whether its parts are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from highsignal.analysis.heard import DEED, SET_UP, has_teller, outcomes
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.rules.nearby import after_last, quoted
from highsignal.analysis.rules.rule import Case, Hit, Rule, rule
from highsignal.analysis.text.sections import section_of
from highsignal.analysis.timing import TELLERS
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span

_WHICH_TIME = "Which one time shows this best: when was it, and what happened?"
# kind of text (see Episode) → what is wrong, and what to ask
_NO_EPISODE: dict[str, tuple[str, str]] = {
    "habit": ("This tells what you usually do, not one time.", _WHICH_TIME),
    "hypothetical": ("This tells what you would do, not what you did.", _WHICH_TIME),
    "self_description": ("This describes you, not something that happened.", _WHICH_TIME),
    "keywords": ("This is a list of words, not a story.", "Which one time stands behind these words?"),
    "off_topic": ("This is not about something you did.", "Which one time did you do something about it?"),
    "gibberish": ("No story can be read here.", "Which one time do you want to tell?"),
    "fragment": (
        "This is a piece of a story, without beginning and end.",
        "What led to it, and how did it end?",
    ),
    "other_language": (
        "Only English is read here; this seems to be another language.",
        "How is it told in English?",
    ),
    "empty": ("There is no story here yet.", "Which one time would you tell first?"),
}
_OTHERWISE = ("This is not one specific past episode.", _WHICH_TIME)


@rule("STR001", "not-one-episode", Severity.ERROR, stories_only=False)
def not_one_episode(case: Case) -> Iterator[Hit]:
    """Finds texts that tell no single past episode: a habit, a plan, a description of oneself, a list.

    ## Why it is bad
    A question about past behaviour asks for one time. In 62 real interviews only 23 % of the answers to such
    questions were true stories, and stories raised recommendations to hire.

    ## Example
    I usually start with the data, and I always talk to the stakeholders before I build anything.

    ## Use instead
    In March the churn model was off by a factor of two. I read three hundred accounts before I touched it.

    ## Known limits
    A long text that turns into a story half-way may be taken for either. English only.

    ## References
    Bangerter 2014 (evidence.md, "What can and cannot be scored"); seed documents, "Simplify the message
    to one sentence and rebuild from there".
    """
    episode = case.reading.episode
    if episode.specific:
        return
    message, ask = _NO_EPISODE.get(episode.kind, _OTHERWISE)
    yield Hit(episode.evidence[0] if episode.evidence else case.reading.start, message, ask)


@rule("STR002", "missing-result", Severity.ERROR)
def missing_result(case: Case) -> Iterator[Hit]:
    """Finds stories that stop before anything has come of the work.

    ## Why it is bad
    The outcome is what a listener retells. A story without one is heard as work that was begun.

    ## Example
    … I rewrote the loader and moved the reminders into their own queue.

    ## Use instead
    … I moved the reminders into their own queue. Lock waits went from forty seconds to under one.

    ## Known limits
    An outcome told as if it were one more step may be overlooked. Outcomes that are only planned have a
    rule of their own, STR006.

    ## References
    Seed documents, "lead with impact"; put the result up front (evidence.md, "Delivery").
    """
    reading = case.reading
    if outcomes(reading) or _planned(reading):
        return
    yield Hit(
        after_last(reading.of(*DEED), reading.end),
        "Nothing says what came of it.",
        "What was different afterwards, and how could somebody see it?",
    )


@rule("STR003", "missing-action", Severity.WARNING)
def missing_action(case: Case) -> Iterator[Hit]:
    """Finds stories that go from the problem to the outcome without anything being done.

    ## Why it is bad
    The listener hears that it ended well, and cannot tell what the teller had to do with it.

    ## Example
    The nightly job kept failing and the shops had old prices. By June it had run for ninety nights in a row.

    ## Use instead
    … I split the job by shop and let each part retry by itself. By June …

    ## Known limits
    A deed that is told only as a choice counts as a deed.

    ## References
    Seed documents, "STAR is fine, but add decision logic and impact".
    """
    reading = case.reading
    if any(_is_deed(s) or s.section == "action" for s in reading.sentences):
        return
    if len(reading.sentences) < 3 or not outcomes(reading):
        return
    yield Hit(
        after_last(reading.of(*SET_UP), reading.start),
        "It goes from the problem to the outcome; nothing is done.",
        "What did you do, in the order in which you did it?",
    )


@rule("STR004", "missing-context", Severity.WARNING)
def missing_context(case: Case) -> Iterator[Hit]:
    """Finds stories that never say where they happen: no situation, no stakes, no task.

    ## Why it is bad
    Without one sentence of context a listener cannot tell whether the work was hard, or for whom it was done.

    ## Example
    I wrote a replay harness, chose the cache over a second database, and latency fell by two thirds.

    ## Use instead
    Our ranking service fed the Monday renewals, and on Mondays it timed out. I wrote a replay harness …

    ## Known limits
    Context that stands inside a sentence about something else ("for the Monday renewals I wrote …") is
    not seen.

    ## References
    Seed documents, "structured stories with clear stakes".
    """
    reading = case.reading
    if len(reading.sentences) < 3 or reading.of(*SET_UP) or not reading.of(*DEED):
        return
    if any(s.section in _SET_UP_SECTIONS or s.has("structure.sets-scene") for s in reading.sentences):
        return
    yield Hit(
        reading.start,
        "Nothing says where this was or what was wrong.",
        "Where were you, and what was wrong before you began?",
    )


@rule("STR005", "two-stories-in-one", Severity.WARNING)
def two_stories_in_one(case: Case) -> Iterator[Hit]:
    """Finds the place where a second story begins inside the first.

    ## Why it is bad
    Two stories in ninety seconds leave time for neither, and the listener remembers the weaker ending.

    ## Example
    … and both banks renewed. Another time, I was on call when the index broke …

    ## Use instead
    One file for each; the second is told when the second question comes.

    ## Known limits
    Only announced second stories are found ("another time", "a second example").

    ## References
    Seed documents, "Use a tight structure and land the impact fast" and "Six to eight strong stories".
    """
    told = False
    for sentence in case.reading.sentences:
        begins = sentence.span.start + _OPENING
        for span in sentence.find("structure.another-story"):
            if told and span.start <= begins and sentence.role is not Role.LEARNING:
                words = quoted(case.reading, span).rstrip(" ,:")
                yield Hit(
                    _without_mark(case.reading, span),
                    f"“{words}”: a second story begins here.",
                    "Which of the two answers the question better?",
                )
                return
        told = told or sentence.number >= 1


@rule("STR006", "outcome-only-planned", Severity.WARNING)
def outcome_only_planned(case: Case) -> Iterator[Hit]:
    """Finds stories whose only outcome is still to come: "will save", "is expected to".

    ## Why it is bad
    An expectation cannot be checked, and a listener wonders whether it ever came true.

    ## Example
    … The new loader will save about forty thousand euros a year.

    ## Use instead
    … The first month's bill was 3,100 euros lower; at that rate it is 37,000 a year.

    ## Known limits
    Plans inside the set-up ("we were expected to save a third") are goals and are left alone.

    ## References
    Seed documents, "Strong signal is simple, specific, and easy to verify".
    """
    planned = _planned(case.reading)
    if not planned:
        return
    cue = planned[0].find("structure.planned")
    yield Hit(
        cue[0] if cue else planned[0].span,
        "The only outcome is one that is still expected.",
        "What has already changed that somebody could check today?",
    )


@rule("STR007", "heading-without-words", Severity.WARNING)
def heading_without_words(case: Case) -> Iterator[Hit]:
    """Finds a heading of a part, such as "Result", with nothing under it.

    ## Why it is bad
    The part was meant to be told. What stands only as a heading is neither read nor spoken.

    ## Example
    ## Action
    ## Result
    The order list loads in 200 ms.

    ## Use instead
    At least one sentence under each heading, or no heading.

    ## Known limits
    Only headings that name a part of a story are looked at, not titles.

    ## References
    Convention (STAR sheets); seed documents, "structured stories".
    """
    lines = case.reading.story.sentences
    for n, line in enumerate(lines):
        if not line.heading or line.section in (None, "notes") or not _names_section(case, line.span):
            continue
        under = lines[n + 1] if n + 1 < len(lines) else None
        if under is not None and (not under.heading or under.section == line.section):
            continue
        name = quoted(case.reading, line.span).strip(" *_#:")
        yield Hit(
            line.span,
            f"Nothing stands under “{name}”.",
            f"What would you say under “{name}” in one sentence?",
        )


@rule("STR008", "placeholder-left", Severity.WARNING)
def placeholder_left(case: Case) -> Iterator[Hit]:
    """Finds places that were to be filled in later: "TBD", "XX %", "[number]".

    ## Why it is bad
    It is read aloud as it stands, or a number is made up on the spot where it stood.

    ## Example
    Cost fell by XX %.

    ## Use instead
    Cost fell by 22 %, from the March bill to the June bill.

    ## Known limits
    Placeholders in other languages, and numbers that were guessed and never checked, are not seen.

    ## References
    Convention; seed documents, "No filler. Every line earns its place."
    """
    story = case.reading.story
    written = story.span.text(story.source)
    if not any(sign in written for sign in _PLACEHOLDER_SIGNS):
        return  # the pattern below costs more than all other rules of the family
    for sentence in case.reading.sentences:
        for match in re.finditer(_PLACEHOLDER, sentence.text):
            span = Span(match.start(), match.end()).shifted(sentence.span.start)
            words = quoted(case.reading, span)
            yield Hit(
                span, f"“{words}” still stands where something was to be filled in.", "What belongs here?"
            )


_OPENING = 16  # characters; room for "And then, um," before the words that open a second story
_LEAD_IN = frozenset(("so", "and", "then", "but", ",", "um", "uh", "well", "like", "also"))
_NO_DEED_VERBS = """was were had am are have could would should can joined worked looked managed led ran
    knew saw thought felt lived wanted needed got"""
_NO_DEED = frozenset(_NO_DEED_VERBS.split())
_SET_UP_SECTIONS = ("situation", "stakes", "task")
_SIGN_WORDS = "TODO TBD tbd TBA tba FIXME XX NN X% $X €X £X ??? ___ [ (add (insert (fill (Add (Insert (Fill"
_PLACEHOLDER_SIGNS = ("X %", *_SIGN_WORDS.split())
_PLACEHOLDER = (
    r"\bTODO\b|\b(?:TBD|tbd|TBA|tba|FIXME)\b|\b(?:XX+|NN+)\b(?=\s?(?:%|percent|ms|people|users|\$|€|hours|k\b))"
    r"|(?<![\w$€£])[$€£]?X\s?%|[$€£]XX*[kKmM]?\b|\?{3,}|_{3,}(?!\w)"
    r"|\[(?:number|metric|insert|add|name|company|date|todo|tbd|fill|amount|value|x+|n|\?+|…|\.{3})\b[^\]\n]{0,40}\](?!\()"
    r"|\[(?:\?+|…|\.{3})\]|\((?:[Aa]dd|[Ii]nsert|[Ff]ill in)\b[^)\n]{0,60}\)"
)


def _is_deed(sentence: ReadSentence) -> bool:
    """Whether somebody does something; other roles are looked at too, so that nothing is missed."""
    if sentence.role in (Role.DECISION, Role.TRADEOFF):
        return True
    if sentence.section in _SET_UP_SECTIONS:
        return False
    if sentence.role is Role.ACTION:
        return has_teller(sentence) or not sentence.has("impact.concrete")
    first = sentence.tokens[0] if sentence.tokens else None
    bare = first is not None and any(s.start == first.start for s in sentence.find("ownership.bare-past"))
    words = [word for word in sentence.tokens.words if word not in _LEAD_IN][:2]
    acts = len(words) == 2 and words[0] in ("i", "we") and words[1] not in _NO_DEED
    return bare or acts or (sentence.has("decision.made") and sentence.says(TELLERS))


def _without_mark(reading: Reading, span: Span) -> Span:
    """The span without the comma or colon that its phrase ends with."""
    return Span(span.start, span.start + len(span.text(reading.story.source).rstrip(" ,:")))


def _planned(reading: Reading) -> list[ReadSentence]:
    """The sentences that tell an outcome to come, when no outcome that came is told."""
    deeds = reading.of(*DEED)
    if not deeds:
        return []
    planned = [
        s
        for s in reading.sentences[deeds[0].number + 1 :]
        if s.has("structure.planned") and s.role is not Role.TASK and not s.has("learning.changed")
    ]
    if not planned or any(s not in planned for s in outcomes(reading)):
        return []
    return planned


def _names_section(case: Case, span: Span) -> bool:
    """Whether the heading itself names its section; other headings inherit the section above them."""
    return section_of(span.text(case.reading.story.source)) is not None


RULES: tuple[Rule, ...] = (
    not_one_episode,
    missing_result,
    missing_action,
    missing_context,
    two_stories_in_one,
    outcome_only_planned,
    heading_without_words,
    placeholder_left,
)
