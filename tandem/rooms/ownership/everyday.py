"""How people say it, read from `everyday.toml` and checked: words, turns of speech, kinds of words.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tandem.rooms.ownership.idioms import Idiom, Kinds
from tandem.rooms.ownership.stems import LITTLE, UNSAID, stem

FILE = Path(__file__).with_name("everyday.toml")


class EverydayBroken(ValueError):
    """For whoever edits the file: which entry, and what is wrong with it."""


@dataclass(frozen=True)
class Everyday:
    """words: of each domain. spelt: whole words of idioms and kinds, which a slip may stand for.

    plain: stems that say nothing here, and are no slips of another word.
    """

    words: Mapping[str, str]
    idioms: tuple[Idiom, ...]
    kinds: Kinds
    spelt: frozenset[str]
    plain: frozenset[str]


@cache
def everyday() -> Everyday:
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Everyday:
    """Raises EverydayBroken; tomllib.TOMLDecodeError for a file that is not TOML."""
    found = tomllib.loads(text)
    plain, kinds = found.pop("plain", ""), found.pop("kinds", {})
    said = [
        (domain, " ".join(each.split()))
        for domain, own in found.items()
        for each in own["idioms"].split(",")
    ]
    spelt = {
        word
        for text in (*kinds.values(), *(each for _, each in said))
        for word in text.replace("|", " ").split()
        if word[0] != "<" and word not in UNSAID | LITTLE
    }
    return Everyday(
        words={key: own["words"] for key, own in found.items()},
        idioms=tuple(_idiom(domain, each, kinds) for domain, each in said),
        kinds=_kinds(kinds),
        spelt=frozenset(spelt),
        plain=frozenset(stem(word) for word in plain.split()),
    )


def _idiom(domain: str, said: str, kinds: Mapping[str, str]) -> Idiom:
    idiom = Idiom.read(domain, said)
    if len(idiom.steps) < 2:
        raise EverydayBroken(f"{domain}: “{said}” is one word, or none that says anything.")
    unknown = {each for step in idiom.steps for each in step if each[0] == "<"}
    unknown -= {f"<{kind}>" for kind in kinds}
    if unknown:
        raise EverydayBroken(f"{domain}: “{said}” names no kind there is: {sorted(unknown)}.")
    return idiom


def _kinds(given: Mapping[str, str]) -> Kinds:
    """Each stem, and the kinds it is of; a kind that holds another one has its words too."""
    found: dict[str, set[str]] = {}
    for kind in given:
        for word in _words(kind, given):
            found.setdefault(stem(word), set()).add(f"<{kind}>")
    return {each: frozenset(of) for each, of in found.items()}


def _words(kind: str, given: Mapping[str, str]) -> list[str]:
    return [
        word
        for each in given[kind].split()
        for word in (_words(each[1:-1], given) if each[0] == "<" else [each])
    ]
