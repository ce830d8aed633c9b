"""Rows found by what two people signed into them, in words that the file does not have.

Only what holds around the asker is read: everybody may, and the page has it at hand, so that this
asks the database nothing and is the same on every one.

Values only: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tandem.rooms.ownership.maps import InForce
from tandem.rooms.ownership.searching import ENOUGH, LONGEST, MOST, Hit, by_domain
from tandem.rooms.ownership.stems import FAINT_STEMS, said_stems


def with_signed(words: str, hits: Sequence[Hit], held: Mapping[str, InForce]) -> list[Hit]:
    """hits: what the file finds. A signed row goes before them where it has more of the words.

    It goes behind them where it has at least half of them. Words that are said of everything, and
    rows in which every word is one of the file's, are the file's to find.
    """
    typed = stems_in(words[:LONGEST])
    by_key = {hit.domain.key: hit for hit in hits}
    sure = len(typed & stems_of_file(hits[0].domain.key)) if hits and hits[0].sure else 0
    before, behind = [], []
    for number, key in signed_with(typed, held):
        hit = by_key.get(key, Hit(held[key].domain, None, ENOUGH, sure=True))
        if number > sure:
            before.append(replace(hit, sure=True))
        elif 2 * number >= len(typed):
            behind.append(hit)
    found = {hit.domain.key: hit for hit in (*behind, *hits, *before)}
    order = dict.fromkeys(hit.domain.key for hit in (*before, *hits, *behind))
    return [found[key] for key in order][:MOST]


def signed_with(typed: frozenset[str], held: Mapping[str, InForce]) -> list[tuple[int, str]]:
    """How many of the words each signed row has, of those with one that its file text lacks."""
    found = []
    for key, row in held.items():
        if row.signed is None:
            continue
        text = row.text
        own = stems_in(f"{text.leader} {text.hr} {text.outcome}")
        if typed & (own - stems_of_file(key)):
            found.append((len(typed & (own | stems_of_file(key))), key))
    return sorted(found, key=lambda each: -each[0])


def stems_in(text: str) -> frozenset[str]:
    return frozenset(said_stems(text)) - FAINT_STEMS


def stems_of_file(key: str) -> frozenset[str]:
    return frozenset(each for text in by_domain()[key] for each in text.weights)
