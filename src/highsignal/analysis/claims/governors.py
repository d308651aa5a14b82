"""Which word of change governs a quantity: "reduced … by 22 %", "a 22 % reduction", "22 % lower"."""

from __future__ import annotations

from typing import NamedTuple

from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import Dimension
from highsignal.analysis.claims.vocabulary import (
    AUXILIARIES,
    CARRIERS,
    COMPARATIVES,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    INTRANSITIVE,
    NOUNS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    Sense,
)
from highsignal.analysis.claims.wordlists import words


class Governor(NamedTuple):
    """A word of change at tokens [first, end) and how it stands to the quantity.

    `form` is verb, noun, comparative, sign (the quantity says it itself) or carrier (no change told).
    `link` is the preposition between them ("by", "to", "of", …), "pair" before a baseline and a value, "self"
    for a quantity that is its own verb, or ""; `after` says that it follows the quantity.
    """

    sense: Sense
    first: int
    end: int
    form: str
    link: str = ""
    after: bool = False


_PERSONS = words("i we he she they you who")
_LEVEL_LINKS = words("to into at under below above within")
_PROPORTIONS = frozenset({Dimension.SHARE, Dimension.POINT, Dimension.FACTOR})
# A bare "cut 3 servers" counts servers; these say that the count itself changed.
_COUNT_CHANGERS = words("gained gaining gain lost losing lose saved saving save saves")
_OBJECTS = words("me us them him her you everyone each of")
# Forms of carriers that are nouns as often as verbs ("training run", "cloud spend") act only behind these.
_BEFORE_VERB = words("to we i they it that which and will can who you could would should must may might not")
_PAST = words("led built won wrote ran made sold had has have saw written shipped used")
_BREAKS = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
_CLAUSE_WORDS = words("while across using via but")
_PLACES = words("to there here")
_CLAUSE_ENDS = frozenset(".;!?")
_WAYS = {"down": Sense.DOWN, "up": Sense.UP}
_FURTHEST = 45


def find_governor(tokens: list[Token], quantity: Quantity, others: list[Quantity]) -> Governor | None:
    """The governing word of change, None when the text tells no change of this quantity."""
    if quantity.verb and quantity.sense is not None:
        return Governor(quantity.sense, quantity.first, quantity.value_end, "verb", "self")
    found = _after(tokens, quantity) or _before(tokens, quantity, others) or _passive(tokens, quantity)
    if found is not None and not found.link and _turns_away(tokens, found, quantity):
        return None
    if quantity.sense is not None:
        if found is not None and found.link != "to":
            return found._replace(sense=quantity.sense)
        at = quantity.lead - 1
        if at >= 0 and tokens[at].lower in INTRANSITIVE:  # "came down 19 %"
            return Governor(quantity.sense, at, at + 1, "verb")
        return Governor(quantity.sense, quantity.lead, quantity.lead, "sign")
    return found


def _turns_away(tokens: list[Token], governor: Governor, quantity: Quantity) -> bool:
    """Whether "declining" has what it declines behind it: "we declined $2M of orders" is no decline."""
    if not tokens[governor.first].lower.startswith("declin") or governor.after:
        return False
    at = governor.first - 1
    while at > 0 and tokens[at].lower in AUXILIARIES:
        at -= 1
    of = quantity.end < len(tokens) and tokens[quantity.end].lower == "of"
    return of or (at >= 0 and tokens[at].lower in _PERSONS)


def _after(tokens: list[Token], quantity: Quantity) -> Governor | None:
    """Reads "22 % reduction", "60 % fewer issues", "40 % cost reduction", "$2M in annual savings"."""
    if quantity.paired:
        return None
    at = quantity.end
    counted = quantity.dimension is Dimension.COUNT
    reach = 1 if counted or quantity.dimension is Dimension.TIME else 5
    for step in range(reach):
        if at + step >= len(tokens):
            return None
        word = tokens[at + step].lower
        if tokens[at + step].kind == "symbol" and word not in "-/&":
            return None
        if (
            word in COMPARATIVES
            and not (counted and word in ("above", "down", "up"))
            and (step == 0 or word not in PARTICIPLES)
        ):
            return _comparative(tokens, at + step, word)
        if word in NOUNS:
            return Governor(NOUNS[word], at + step, at + step + 1, "noun", after=True)
        if word in ("in", "of", "worth") and step == 0:
            return _of_savings(tokens, at + 1) if not counted else None
        if word in _BREAKS or word in VERBS or acts(tokens, at + step):
            return None
    return None


def _comparative(tokens: list[Token], at: int, word: str) -> Governor | None:
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in ("earlier", "later") or (word in ("above", "up", "down") and following in _PLACES):
        return None
    end = at + 1
    return Governor(COMPARATIVES[word], at, end, "comparative", after=True)


def _of_savings(tokens: list[Token], at: int) -> Governor | None:
    """Reads "$1.4 million in yearly hosting cost savings": the noun of change closes the phrase."""
    for step in range(6):
        if at + step >= len(tokens) or tokens[at + step].kind not in ("word", "name"):
            return None
        word = tokens[at + step].lower
        if word in ("savings", "saving", "reductions", "reduction"):
            return Governor(Sense.DOWN, at + step, at + step + 1, "noun", "in", after=True)
        if word in ("growth",):
            return Governor(Sense.UP, at + step, at + step + 1, "noun", "in", after=True)
        if word in PREPOSITIONS or word in CONJUNCTIONS:
            return None
    return None


def _before(tokens: list[Token], quantity: Quantity, others: list[Quantity]) -> Governor | None:
    link_at = quantity.lead - 1
    while (
        link_at >= 0
        and tokens[link_at].lower in DETERMINERS
        and tokens[link_at].lower not in ("this", "that")
    ):
        link_at -= 1
    if link_at < 0:
        return None
    link = tokens[link_at].lower
    if quantity.paired:
        return _search(tokens, link_at + 1, "pair", others)
    if link == "by":
        return _by(tokens, link_at, quantity)
    if link == "of":
        return _of(tokens, link_at, quantity)
    if link in _LEVEL_LINKS or quantity.bound in ("under", "below", "above", "<"):
        start = link_at if link in _LEVEL_LINKS else link_at + 1
        word = link if link in _LEVEL_LINKS else "under"
        return _search(tokens, start, word, others) if link != "within" else None
    return None if quantity.ratio else _direct(tokens, link_at + 1, quantity, others)


def _by(tokens: list[Token], link_at: int, quantity: Quantity) -> Governor | None:
    """The nearest change before "by"; "used by 75k users" has an agent and no change."""
    before = tokens[link_at - 1].lower if link_at else ""
    agent = before.endswith("ed") or before in CARRIERS
    if quantity.dimension is Dimension.COUNT and agent and before not in VERBS:
        return None
    for at in range(link_at - 1, max(-1, link_at - _FURTHEST), -1):
        word = tokens[at].lower
        if word in _CLAUSE_ENDS and tokens[at].kind == "symbol":
            return None
        sense = VERBS.get(word)
        if sense is not None and sense not in (Sense.MOVE, Sense.FLAT):
            return _outermost(tokens, at, sense, "by")
        if word in NOUNS:
            return _verb_of(tokens, at) or Governor(NOUNS[word], at, at + 1, "noun", "by")
        if word in COMPARATIVES:
            moved = at > 0 and word in _WAYS and VERBS.get(tokens[at - 1].lower) is Sense.MOVE
            if moved:  # "came down by 31 %"
                return Governor(_WAYS[word], at - 1, at + 1, "verb", "by")
            return Governor(COMPARATIVES[word], at, at + 1, "comparative", "by")
    return None


def _verb_of(tokens: list[Token], noun: int) -> Governor | None:
    """The verb of change whose object the noun at `noun` is ("improved savings by 30 %"), if any."""
    for at in range(noun - 1, max(-1, noun - 5), -1):
        word = tokens[at].lower
        if VERBS.get(word, Sense.MOVE) not in (Sense.MOVE, Sense.FLAT):
            return Governor(VERBS[word], at, at + 1, "verb", "by")
        if word in _BREAKS or tokens[at].kind == "symbol":
            return None
    return None


def _outermost(tokens: list[Token], at: int, sense: Sense, link: str) -> Governor:
    """Of "reduced scaling cost" the verb is "reduced": a change right before a change governs."""
    if at and tokens[at - 1].lower in VERBS and tokens[at].lower.endswith(("ing", "ed")):
        outer = VERBS[tokens[at - 1].lower]
        if outer not in (Sense.MOVE, Sense.FLAT):
            return Governor(outer, at - 1, at, "verb", link)
    return Governor(sense, at, at + 1, "verb", link)


def _of(tokens: list[Token], link_at: int, quantity: Quantity) -> Governor | None:
    """Reads "a reduction of 22 %", "an increase in sales of 30 %", "with savings of $2M"."""
    reach = 7 if quantity.dimension in _PROPORTIONS else 1
    for at in range(link_at - 1, max(-1, link_at - 1 - reach), -1):
        word = tokens[at].lower
        if word in NOUNS:
            return Governor(NOUNS[word], at, at + 1, "noun", "of")
        if word in VERBS or word in CARRIERS or word in AUXILIARIES or tokens[at].text in ",;.":
            return None
    return None


def _search(tokens: list[Token], end: int, link: str, others: list[Quantity]) -> Governor | None:
    """The nearest verb of change or motion before token `end`, none when another clause intervenes."""
    for at in range(end - 1, max(-1, end - 16), -1):
        token = tokens[at]
        word = token.lower
        if word in VERBS:
            if (link == "at" and VERBS[word] is not Sense.FLAT) or (link == "to" and word.startswith("scal")):
                return None
            return _outermost(tokens, at, _way(tokens, at), link)
        if word in NOUNS and link in ("to", "pair"):
            return Governor(NOUNS[word], at, at + 1, "noun", link)
        if token.kind == "symbol" and word in ",;.!?:":
            inside = any(q.covers(at - 1) for q in others)
            if word != "," or not inside:
                return None
        if word in _CLAUSE_WORDS or word in FINITE or (at != end - 1 and acts(tokens, at)):
            return None
    return None


def _way(tokens: list[Token], at: int) -> Sense:
    """What the verb at `at` says, "came down", "went up" taken together."""
    sense = VERBS[tokens[at].lower]
    if sense is Sense.MOVE and at + 1 < len(tokens):
        return _WAYS.get(tokens[at + 1].lower, sense)
    return sense


def acts(tokens: list[Token], at: int) -> bool:
    """Whether the word at `at` is a verb that carries a quantity unchanged, and not a noun of that form."""
    word = tokens[at].lower
    if word not in CARRIERS:
        return False
    if word.endswith("ing"):
        return not _modifies(tokens, at)
    if word.endswith("ed") or word in _PAST:
        return True
    return at > 0 and tokens[at - 1].lower in _BEFORE_VERB


def _modifies(tokens: list[Token], at: int) -> bool:
    """Whether an -ing word stands inside a noun phrase ("training time", "reduced processing cost")."""
    if not tokens[at].lower.endswith("ing") or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return (
        following.kind == "word"
        and following.lower not in DETERMINERS
        and following.lower not in PREPOSITIONS
    )


def _direct(tokens: list[Token], end: int, quantity: Quantity, others: list[Quantity]) -> Governor | None:
    """Reads "cut costs 30 %", "errors fell 30 %", "saved the team 20 hours", "A 30 % and B 12 %"."""
    if quantity.dimension is Dimension.COUNT and not quantity.bare:
        word = tokens[end - 1].lower
        return Governor(VERBS[word], end - 1, end, "verb") if word in _COUNT_CHANGERS else None
    proportion = quantity.dimension in _PROPORTIONS
    for at in range(end - 1, max(-1, end - (12 if proportion else 6)), -1):
        token = tokens[at]
        word = token.lower
        if word in VERBS:
            # "keeps 200 GB" stores them; "kept 99 %" tells a level that held.
            says_nothing = VERBS[word] is Sense.MOVE or (VERBS[word] is Sense.FLAT and not proportion)
            return None if says_nothing else _outermost(tokens, at, VERBS[word], "")
        if any(q is not quantity and q.covers(at) for q in others):
            if not proportion:
                return None
            continue
        if not (proportion is False and word in _OBJECTS) and (
            not _passable(token, word, proportion) or acts(tokens, at)
        ):
            return None
    return None


def _passable(token: Token, word: str, proportion: bool) -> bool:
    """Whether the way back to a verb may lead over this token."""
    if token.kind in ("opaque", "arrow") or word in AUXILIARIES or word in PRONOUNS:
        return False
    if token.kind == "symbol":
        return word in "-/&'" or (word == "," and proportion)
    if word in CONJUNCTIONS:
        return proportion and word == "and"
    if word in PREPOSITIONS:
        return proportion and word in ("of", "in", "for", "on")
    return True


def _passive(tokens: list[Token], quantity: Quantity) -> Governor | None:
    """Reads "30 % of the tickets were eliminated"."""
    if (
        quantity.end >= len(tokens)
        or tokens[quantity.end].lower != "of"
        or quantity.dimension is not Dimension.SHARE
    ):
        return None
    for at in range(quantity.end + 1, min(len(tokens) - 1, quantity.end + 9)):
        word = tokens[at].lower
        if word in ("was", "were", "been", "got"):
            after = tokens[at + 1].lower
            sense = VERBS.get(after)
            return (
                Governor(sense, at + 1, at + 2, "verb", after=True)
                if sense in (Sense.DOWN, Sense.UP)
                else None
            )
        if tokens[at].kind == "symbol" and word not in "-/&":
            return None
    return None
