"""Accessibility by axe-core: no finding that it calls serious or critical."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FAILING = ("serious", "critical")
SHOWN_PLACES = 5


class AxeMissingError(Exception):
    """The script of axe-core is not installed."""

    def __init__(self) -> None:
        super().__init__(
            f"{SCRIPT} is missing. It is a development dependency of frontend/package.json; "
            "`python frontend/build.py --force` installs what is named there."
        )


@cache
def script() -> str:
    """axe-core's source. Raises AxeMissingError."""
    try:
        return SCRIPT.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AxeMissingError from None


def findings(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds on the page as it is now, one text for each serious or critical rule.

    Args:
        page: The page; its content policy does not apply, since the script comes through the debugger.
        without: Ids of rules to leave out.

    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(script())
    options: dict[str, Any] = {
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in without},
    }
    result = page.evaluate("options => axe.run(document, options)", options)
    return [described(found) for found in result["violations"] if found["impact"] in FAILING]


def described(violation: dict[str, Any]) -> str:
    """One finding: the rule, what is wrong, and the first places with their markup."""
    nodes = violation["nodes"]
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}; {len(nodes)} places"]
    for node in nodes[:SHOWN_PLACES]:
        lines.append(f"  {' '.join(map(str, node['target']))}")
        lines.append(f"    {node['html'][:200]}")
        reasons = [*node["any"], *node["all"], *node["none"]]
        lines += [f"    {reason['message']}" for reason in reasons]
    return "\n".join(lines)


def check(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """Fail the test with every serious or critical finding; `without` names rules to leave out."""
    found = findings(page, without=without)
    assert not found, f"axe on {page.url}:\n" + "\n".join(found)
