"""Sentences for what a request has wrong: the field as the sender knows it, and what it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Context = Mapping[str, Any]

# By the kinds of pydantic's errors that our shapes can cause; another kind keeps pydantic's own words.
_SENTENCES: dict[str, Callable[[Context], str]] = {
    "missing": lambda _: "it is missing",
    "json_invalid": lambda context: f"this is not JSON ({context.get('error', 'it cannot be read')})",
    "extra_forbidden": lambda _: "there is no such field",
    "string_type": lambda _: "it should be text",
    "string_too_long": lambda context: f"at most {context['max_length']} characters",
    "string_too_short": lambda context: f"at least {context['min_length']} characters",
    "string_pattern_mismatch": lambda _: "it does not have the form it should have",
    "int_type": lambda _: "it should be a whole number",
    "int_parsing": lambda _: "it should be a whole number",
    "int_from_float": lambda _: "it should be a whole number",
    "float_type": lambda _: "it should be a number",
    "float_parsing": lambda _: "it should be a number",
    "finite_number": lambda _: "it should be a number that ends somewhere",
    "bool_type": lambda _: "it should be true or false",
    "bool_parsing": lambda _: "it should be true or false",
    "greater_than": lambda context: f"it should be more than {context['gt']:g}",
    "greater_than_equal": lambda context: f"it should be {context['ge']:g} or more",
    "less_than": lambda context: f"it should be less than {context['lt']:g}",
    "less_than_equal": lambda context: f"it should be {context['le']:g} or less",
    "list_type": lambda _: "it should be a list",
    "dict_type": lambda _: "it should be an object",
    "model_attributes_type": lambda _: "it should be an object with fields",
    "too_long": lambda context: f"at most {context['max_length']} entries",
    "enum": lambda context: f"one of {context['expected']}",
    "literal_error": lambda context: f"one of {context['expected']}",
    "datetime_parsing": lambda _: "it should be a moment such as 2026-11-22T09:30:00+01:00",
    "datetime_from_date_parsing": lambda _: "it should be a moment such as 2026-11-22T09:30:00+01:00",
    "timezone_aware": lambda _: "it should be a moment with its time zone, such as …+01:00",
    "date_parsing": lambda _: "it should be a day such as 2026-11-22",
    "date_from_datetime_parsing": lambda _: "it should be a day such as 2026-11-22",
}
_PLACES = {"path": "the address", "query": "the address", "body": "what was sent", "header": "a header"}


def sentence_of(error: Mapping[str, Any]) -> str:
    """What is wrong with one field, from an error as pydantic tells it."""
    known = _SENTENCES.get(str(error["type"]))
    return known(error.get("ctx", {})) if known else str(error["msg"]).removeprefix("Value error, ")


def field_of(error: Mapping[str, Any]) -> str:
    """What the sender calls the field of an error; where it was looked for when it has no name."""
    where, *names = error["loc"] or ("request",)
    if where not in _PLACES:
        names = [where, *names]
    if not names or error["type"] == "json_invalid":  # then the rest is a position in the text
        return _PLACES.get(where, "the request")
    return ".".join(str(name) for name in names)
