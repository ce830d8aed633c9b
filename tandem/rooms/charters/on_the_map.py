"""How the two work together, as their charter says: the second row of their map on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.charter.content import Entry, Said, read_again
from tandem.partnership.charter.models import Answer, Charter
from tandem.partnership.models import Pair
from tandem.partnership.registers import MapRow, Share, stands_on_the_map
from tandem.partnership.words import day_words

NAMED = 2  # of what one counts on; the rest is in the charter
TOGETHER = ("rhythm", "disagree")
FIRST_SENTENCE = re.compile(r"(?<=[.!?…])\s")


@stands_on_the_map
def how_they_work(pair: Pair, reader: Person, today: date) -> Iterator[MapRow]:
    """By the version both have signed; what they are changing is not on it."""
    charter = Charter.objects.visible_to(reader).of(pair).newest_first().first()
    name, url = _("Framework"), reverse("charters:page", args=[pair.pk])
    if charter is None:
        said = _("No charter signed yet")
        would = _(
            "How you two work, and what each of you can do of what the other counts on, once both "
            "have signed."
        )
        yield MapRow(share=Share.FRAMEWORK, name=name, said=said, url=url, would=would)
        return
    parts = {each.key: each.said for each in read_again(charter.words)}
    words = {"n": charter.number, "day": day_words(charter.renew_on, today)}
    yield MapRow(
        share=Share.FRAMEWORK,
        name=name,
        said=_("Charter, version %(n)s, to look at again on %(day)s") % words,
        url=url,
        leader=counted_on(parts, "of_leader"),
        both=[first_sentence(parts[key].text) for key in TOGETHER if key in parts],
        hr=counted_on(parts, "of_hr"),
    )


def counted_on(parts: Mapping[str, Said], key: str) -> list[str]:
    """What one side said they can do of what the other counts on, wholly before partly."""
    entries = parts.get(key, Said()).entries
    able = [each for each in entries if each.answer in (Answer.CAN, Answer.PARTLY)]
    wholly_first = sorted(able, key=lambda each: each.answer != Answer.CAN)
    return [answered(each) for each in wholly_first[:NAMED]]


def answered(entry: Entry) -> str:
    if entry.answer == Answer.PARTLY:
        return _("Partly: %(what)s") % {"what": entry.what}
    return entry.what


def first_sentence(text: str) -> str:
    return FIRST_SENTENCE.split(text.strip(), maxsplit=1)[0]
