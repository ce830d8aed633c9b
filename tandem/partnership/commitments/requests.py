"""What a request can be about, read from `requests.toml` and checked.

Values only: no query, no clock, no request of a browser.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("requests.toml")
KEY_LENGTH = 12  # as the column takes it
MOST_QUESTIONS = 3
MARKS = ("important", "mine", "habit")


class RequestsBroken(ValueError):
    """For whoever changes the file: says where, and what is wrong."""


class Nature(StrEnum):
    """What a request is mostly a matter of."""

    TRANSACTIONAL = "transactional"  # of doing
    ADVISORY = "advisory"  # of thinking along
    STRATEGIC = "strategic"  # of where the area goes


class Passed(StrEnum):
    """What speaks for the other one doing what one would do oneself. Nobody has to say."""

    SAFETY = "safety"
    LEGAL = "legal"
    CONFLICT = "conflict"  # of interest
    OTHER = "other"  # in own words, among what is behind it


HARD_TALK = "hard_talk"


@dataclass(frozen=True, slots=True)
class Template:
    """mine: whoever begins it does it, unless they ask the other one to. habit: nobody else can;
    it is kept up, one of each at a time, until the quarter ends."""

    key: str
    name: str
    nature: Nature  # the guess
    important: bool
    questions: tuple[str, ...]
    mine: bool = False
    habit: bool = False


def habits() -> list[Template]:
    """One for each of the four areas to master, in the order of the file."""
    return [each for each in templates().values() if each.habit]


@cache
def templates() -> Mapping[str, Template]:
    """By key, in the order of the file."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Mapping[str, Template]:
    """Raises RequestsBroken, for a file that is not TOML too."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestsBroken(f"This is not TOML: {error}.") from error
    there = [_template(each) for each in found.get("request", [])]
    if not there or len({each.key for each in there}) < len(there):
        raise RequestsBroken("There is no request, or two have the same key.")
    return {each.key: each for each in there}


def _template(row: Mapping[str, Any]) -> Template:
    key = row.get("key")
    if not isinstance(key, str) or not 0 < len(key) <= KEY_LENGTH or not key.isidentifier():
        raise RequestsBroken(f"A request needs a key of {KEY_LENGTH} letters at most, not {key!r}.")
    if unknown := row.keys() - set(Template.__slots__):
        raise RequestsBroken(f"{key}: nobody reads {', '.join(sorted(unknown))}.")
    name, marks = row.get("name"), {each: row.get(each, False) for each in MARKS}
    if not isinstance(name, str) or not name.strip():
        raise RequestsBroken(f"{key} has no name.")
    if wrong := [each for each, mark in marks.items() if not isinstance(mark, bool)]:
        raise RequestsBroken(f"{key}: {wrong[0]} is true or false.")
    if marks["habit"] and not marks["mine"]:
        raise RequestsBroken(f"{key}: a habit is of whoever begins it, so it says mine too.")
    if row.get("nature") not in set(Nature):
        raise RequestsBroken(f"{key}: its nature is one of {', '.join(Nature)}.")
    return Template(key, name, Nature(row["nature"]), questions=_questions(key, row), **marks)


def _questions(key: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    asked = row.get("questions")
    whole = isinstance(asked, list) and 0 < len(asked) <= MOST_QUESTIONS
    if not whole or not all(isinstance(each, str) and each.strip() for each in asked or []):
        raise RequestsBroken(f"{key} asks one to {MOST_QUESTIONS} questions, each in words.")
    return tuple(asked or [])
