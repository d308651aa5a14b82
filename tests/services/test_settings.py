"""Settings and targets: found upwards, all problems told together, with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from highsignal.domain.targets import Target
from highsignal.services.errors import ConfigurationError
from highsignal.services.settings import find_settings, read_settings, read_target


def test_nothing_found_gives_defaults(tmp_path: Path) -> None:
    assert find_settings(tmp_path).target == Target()


def test_the_nearest_file_wins_and_pyproject_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.highsignal]\nselect = ["STK"]\nlevel = "IC5"\n')
    assert find_settings(inner).select == ("STK",)
    assert find_settings(inner).target.level == "IC5"
    (tmp_path / "a" / "highsignal.toml").write_text('ignore = "CLR, LEN"\npacks = ["mine"]\n')
    found = find_settings(inner)
    assert found.ignore == ("CLR", "LEN")
    assert found.packs == (tmp_path / "a" / "mine",)


def test_a_pyproject_without_our_table_does_not_stop_the_search(tmp_path: Path) -> None:
    inner = tmp_path / "a"
    inner.mkdir()
    (tmp_path / "highsignal.toml").write_text('select = ["STK"]\n')
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find_settings(inner).select == ("STK",)


def test_all_problems_are_told_together_with_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "highsignal.toml"
    path.write_text('select = ["STK"]\nigonre = ["X"]\n[target]\nwords_per_minute = 9\ndate = "soon"\n')
    with pytest.raises(ConfigurationError) as failure:
        read_settings(path)
    for part in ("igonre", "words_per_minute", "date"):
        assert part in str(failure.value)
    assert failure.value.line in (2, 4, 5)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.toml", 'level = "IC5"\ncompanies = ["A", "B"]\ndate = 2026-03-31\n'),
        ("t.json", '{"level": "IC5", "companies": ["A", "B"], "date": "2026-03-31"}'),
        ("t.yaml", "level: IC5\ncompanies: [A, B]\ndate: 2026-03-31\n"),
        ("u.toml", '[target]\nlevel = "IC5"\ncompanies = "A, B"\ndate = 2026-03-31\n'),
    ],
)
def test_a_target_in_three_formats(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    target = read_target(tmp_path / name, Target())
    assert (target.level, target.companies, target.date) == ("IC5", ("A", "B"), "2026-03-31")
    assert target.role == "ml-engineer"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.toml", "level = ", "not valid TOML"),
        ("t.json", "{", "not valid JSON"),
        ("t.json", "[]", "an object"),
        ("t.yaml", "a: [", "not valid YAML"),
        ("t.yaml", "- a", "a list of `key: value`"),
        ("t.toml", "level = []", "`level` should be a word"),
        ("t.toml", "companies = 3", "`companies` should be a list"),
    ],
)
def test_a_bad_target_is_a_sentence(tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(ConfigurationError, match=words):
        read_target(tmp_path / name, Target())
