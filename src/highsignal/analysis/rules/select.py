"""Which rules run: by code, by the first letters of codes, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from highsignal.analysis.rules.rule import Rule


class UnknownRuleError(Exception):
    """A rule was asked for that does not exist."""

    code = "not-found"

    def __init__(self, wanted: str, near: Sequence[str]) -> None:
        self.wanted = wanted
        hint = f"; did you mean {' or '.join(near)}?" if near else "; `highsignal rules` lists them all"
        super().__init__(f"there is no rule {wanted!r}{hint}")


def selected(
    rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """The rules in `select` (all when empty) that are not in `ignore`, in their own order.

    Each entry is a code, the first letters of codes ("STK", "CLR0"), a rule's name, or ALL; the more
    exact of two entries wins, so that `select=["STK001"], ignore=["STK"]` leaves STK001 on.
    Raises UnknownRuleError for an entry that fits no rule.
    """
    wanted = {rule.code: 0 for rule in rules} if not list(select) else {}
    wanted.update(_exactness(rules, select))
    unwanted = _exactness(rules, ignore)
    return tuple(r for r in rules if r.code in wanted and unwanted.get(r.code, -1) < max(wanted[r.code], 1))


def rule_called(rules: Sequence[Rule], wanted: str) -> Rule:
    """The rule with this code or name; raises UnknownRuleError."""
    for rule in rules:
        if wanted.strip().upper() == rule.code or wanted.strip().lower() == rule.name:
            return rule
    raise UnknownRuleError(wanted, _near(rules, wanted))


def _exactness(rules: Sequence[Rule], entries: Iterable[str]) -> dict[str, int]:
    """For each rule that an entry means, how exactly: the number of letters of the code given."""
    found: dict[str, int] = {}
    for entry in entries:
        word = entry.strip()
        meant = [
            r
            for r in rules
            if word.upper() == "ALL" or r.code.startswith(word.upper()) or r.name == word.lower()
        ]
        if not word or not meant:
            raise UnknownRuleError(entry, _near(rules, entry))
        for rule in meant:
            exact = 0 if word.upper() == "ALL" else 6 if word.lower() == rule.name else len(word)
            found[rule.code] = max(found.get(rule.code, 0), exact)
    return found


def _near(rules: Sequence[Rule], wanted: str) -> list[str]:
    """Names and codes that look like what was asked for; for a family's letters, its first codes."""
    import difflib  # only a mistake pays for it

    word = wanted.strip().upper()
    names = {r.code: r.code for r in rules} | {r.name.upper(): r.name for r in rules}
    alike = [names[key] for key in difflib.get_close_matches(word, names, n=2, cutoff=0.6)]
    return alike or [r.code for r in rules if r.code[:3] == word[:3]][:2]
