"""The words that names are made of, so that a misspelt one can be found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tandem.access.tiers import Tier, classified

SHORTEST, LONGEST = 3, 60  # letters of a word that is learnt
BATCH = 2000


def a_slip_away(part: str) -> Q:
    """Words, and more besides, that are the part but for one slip of the finger.

    One slip leaves one half of a word whole, so either its beginning or its end is right;
    unless the two letters in the middle are swapped. Each of these has its index.
    """
    half = len(part) // 2
    unswapped = part[: half - 1] + part[half] + part[half - 1] + part[half + 1 :]
    begins = Q(word__startswith=part[:half]) | Q(word__startswith=unswapped)
    return begins | Q(backwards__startswith=part[: half - 1 : -1])


def is_learnt(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST


class Word(models.Model):
    """One folded word of a name of some person or area: derived, never edited.

    Far fewer than people, since names are shared: two million people have about a hundred
    thousand. It names nobody and no page shows it.
    """

    word = models.CharField(max_length=LONGEST, primary_key=True)
    backwards = models.CharField(max_length=LONGEST, db_index=True)

    tier: ClassVar = Tier.AGGREGATE
    privacy: ClassVar = classified(personal="word backwards")
    objects = models.Manager()

    def __str__(self) -> str:
        return self.word

    @staticmethod
    def learn(texts: Iterable[str]) -> None:
        """The words of folded texts that are not known yet."""
        words = {word for text in texts for word in text.split()}
        known = [
            Word(word=word, backwards=word[::-1])
            for word in sorted(words)  # always in this order: two writers never wait in a circle
            if is_learnt(word)
        ]
        Word.objects.bulk_create(known, batch_size=BATCH, ignore_conflicts=True)
