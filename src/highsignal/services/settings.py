"""Settings from `highsignal.toml`, or from `[tool.highsignal]` in `pyproject.toml`, and the target file."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from highsignal.analysis.timing import FASTEST, SLOWEST
from highsignal.domain.targets import Target
from highsignal.services.errors import ConfigurationError

FILE = "highsignal.toml"
_TARGET_KEYS = ("role", "level", "ladder", "loop", "companies", "date", "words_per_minute")
_KEYS = ("select", "ignore", "packs", "target", *_TARGET_KEYS)


class Settings(NamedTuple):
    """What a configuration file says; `path` is the file, None when there is none.

    `packs` are folders, relative ones counted from the file. `target` is complete: what the file does
    not say has its default.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    target: Target = Target()
    path: Path | None = None


def find_settings(start: Path) -> Settings:
    """The settings of the nearest folder from `start` upwards that has some; defaults when none has.

    Raises ConfigurationError for a file that cannot be used.
    """
    for folder in (start, *start.parents):
        own = folder / FILE
        if own.is_file():
            return read_settings(own)
        project = folder / "pyproject.toml"
        if project.is_file():
            values = _table(project).get("tool", {}).get("highsignal")
            if values is not None:
                return _settings(values, project)
    return Settings()


def read_settings(path: Path) -> Settings:
    """The settings in one file; raises ConfigurationError."""
    values = _table(path)
    if path.name == "pyproject.toml":
        values = values.get("tool", {}).get("highsignal", {})
    return _settings(values, path)


def read_target(path: Path, base: Target) -> Target:
    """The target in a TOML, JSON or YAML file; what it does not say is taken from `base`.

    Raises ConfigurationError when it cannot be used.
    """
    values = _target_values(path)
    values = values.get("target", values)
    problems: list[str] = []
    if not isinstance(values, Mapping):
        raise ConfigurationError(path, ["a target is a table of `key = value`"])
    target = _target(values, base, problems)
    _unknown(values, _TARGET_KEYS, problems)
    if problems:
        raise ConfigurationError(path, problems, _line_of(path, problems))
    return target


def _target_values(path: Path) -> Mapping[str, Any]:
    if path.suffix in (".yaml", ".yml"):
        return _yaml(path)
    if path.suffix == ".json":
        try:
            values = json.loads(_text(path))
        except json.JSONDecodeError as error:
            raise ConfigurationError(
                path, [f"it is not valid JSON: {error.msg}"], error.lineno, error.colno
            ) from None
        if not isinstance(values, Mapping):
            raise ConfigurationError(path, ["a target is an object of keys and values"])
        return values
    return _table(path)


def _yaml(path: Path) -> Mapping[str, Any]:
    import yaml

    try:
        values = yaml.safe_load(_text(path))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise ConfigurationError(path, [f"it is not valid YAML: {error.problem}"], line, column) from None
    if not isinstance(values, Mapping):
        raise ConfigurationError(path, ["a target is a list of `key: value` lines"])
    return values


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConfigurationError(
            path, [f"it cannot be read: {(error.strerror or 'unknown reason').lower()}"]
        ) from None
    except UnicodeDecodeError:
        raise ConfigurationError(path, ["it is not UTF-8 text"]) from None


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(_text(path))
    except tomli.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place.group(1)), int(place.group(2))) if place else (1, 1)
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise ConfigurationError(path, [f"it is not valid TOML: {reason}"], line, column) from None


def _settings(values: object, path: Path) -> Settings:
    if not isinstance(values, Mapping):
        raise ConfigurationError(path, ["`tool.highsignal` should be a table"])
    flat = {str(key).replace("-", "_"): value for key, value in values.items()}
    problems: list[str] = []
    own = flat.get("target", {})
    target_values = {
        **{k: flat[k] for k in _TARGET_KEYS if k in flat},
        **(own if isinstance(own, Mapping) else {}),
    }
    if not isinstance(own, Mapping):
        problems.append("`target` should be a table")
    target = _target(target_values, Target(), problems)
    select, ignore = (_words(flat, key, problems) for key in ("select", "ignore"))
    packs = tuple((path.parent / Path(name).expanduser()) for name in _words(flat, "packs", problems))
    _unknown(flat, _KEYS, problems)
    if isinstance(own, Mapping):
        _unknown(own, _TARGET_KEYS, problems)
    if problems:
        raise ConfigurationError(path, problems, _line_of(path, problems))
    return Settings(select, ignore, packs, target, path)


def _words(values: Mapping[str, Any], key: str, problems: list[str]) -> tuple[str, ...]:
    given = values.get(key, [])
    if isinstance(given, str):
        given = given.split(",")
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        problems.append(f"`{key}` should be a list of words")
        return ()
    return tuple(word.strip() for word in given if word.strip())


def _unknown(values: Mapping[str, Any], known: tuple[str, ...], problems: list[str]) -> None:
    problems += [
        f"`{key}` is not a setting (known: {', '.join(known)})"
        for key in values
        if str(key).replace("-", "_") not in known
    ]


def _target(values: Mapping[str, Any], base: Target, problems: list[str]) -> Target:
    given = {str(key).replace("-", "_"): value for key, value in values.items()}
    checked: dict[str, Any] = {}
    checks: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(("role", "level", "ladder", "loop"), _word),
        "companies": _names,
        "date": _date,
        "words_per_minute": _pace,
    }
    for key, check in checks.items():
        if given.get(key) is None:
            checked[key] = getattr(base, key)
            continue
        try:
            checked[key] = check(given[key])
        except ValueError as error:
            problems.append(f"`{key}` {error}")
            checked[key] = getattr(base, key)
    return Target(**checked)


def _word(value: Any) -> str:
    if not isinstance(value, str | int) or not str(value).strip():
        raise ValueError("should be a word")
    return str(value).strip()


def _names(value: Any) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("should be a list of names")
    return tuple(name.strip() for name in names)


def _date(value: Any) -> str:
    try:
        return datetime.date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise ValueError(f"should be a date like 2026-03-31, not {value!r}") from None


def _pace(value: Any) -> float:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else 0
    if not SLOWEST <= number <= FASTEST:
        raise ValueError(f"should be a number of words a minute between {SLOWEST:.0f} and {FASTEST:.0f}")
    return float(number)


def _line_of(path: Path, problems: list[str]) -> int:
    """The line on which the first key complained of stands."""
    named = re.search(r"`([\w-]+)`", problems[0])
    if named is None:
        return 1
    word = named.group(1)
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if re.match(rf"\s*[\"']?{re.escape(word).replace('_', '[_-]')}[\"']?\s*[=:]", line):
            return number
    return 1
