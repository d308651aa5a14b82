"""Every rule is registered, documented with the same headings, and has its examples."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from highsignal.analysis import rules as rules_package
from highsignal.analysis.rules.catalog import REDIRECTS, RULES
from highsignal.analysis.rules.examples import examples_of
from highsignal.analysis.rules.rule import FAMILIES, Rule
from highsignal.services.rule_pages import SECTIONS

AT_LEAST = 3  # bad examples and near misses each


def test_no_rule_is_forgotten() -> None:
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(rules_package.__path__):
        module = importlib.import_module(f"{rules_package.__name__}.{info.name}")
        found |= {value.code: value for value in vars(module).values() if isinstance(value, Rule)}
    assert set(found) == {rule.code for rule in RULES}


def test_codes_and_names_are_unique_and_there_are_enough() -> None:
    assert len({r.code for r in RULES}) == len({r.name for r in RULES}) == len(RULES) >= 30
    assert {r.code[:3] for r in RULES} == set(FAMILIES)
    assert not {r.code for r in RULES} & set(REDIRECTS)


def test_rules_stand_in_the_order_of_their_families() -> None:
    order = list(FAMILIES)
    keys = [(order.index(r.code[:3]), r.code) for r in RULES]
    assert keys == sorted(keys)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_documentation_has_every_heading(rule: Rule) -> None:
    headings = re.findall(r"^\s*## (.+)$", rule.doc, re.MULTILINE)
    # An example may hold headings of its own.
    assert tuple(h for h in headings if h in SECTIONS) == SECTIONS
    assert rule.summary.endswith(".")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_examples_are_enough(rule: Rule) -> None:
    examples = examples_of(rule.code)
    assert sum(e.bad for e in examples) >= AT_LEAST
    assert sum(not e.bad for e in examples) >= AT_LEAST
    assert all(e.about and e.text.strip() for e in examples)
