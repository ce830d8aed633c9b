"""Who gets what at every address of this room: the two, and of a list whose it is."""

from __future__ import annotations

from collections.abc import Callable

from tandem.partnership.charter.tests import stories
from tandem.partnership.models import CharterEntry, CharterPart
from tandem.partnership.testing import Cast, Row

SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, the head of HR and the administrators among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
TWO = {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}
SAID = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
LEADER = {200: "sam", 404: f"mira {OTHERS}", 302: SIGNED_OUT}
HR = {200: "mira", 404: f"sam {OTHERS}", 302: SIGNED_OUT}
LEADER_SAID = {302: f"sam {SIGNED_OUT}", 404: f"mira {OTHERS}"}
HR_SAID = {302: f"mira {SIGNED_OUT}", 404: f"sam {OTHERS}"}


def the(cast: Cast) -> dict[str, object]:
    """The pair, with all said that only the two can say."""
    stories.filled(cast.pair)
    return {"pair_id": cast.pair.pk}


def part(key: str) -> Callable[[Cast], dict[str, object]]:
    return lambda cast: the(cast) | {"key": key}


def signed(cast: Cast) -> dict[str, object]:
    stories.signed(cast.pair)
    return {"pair_id": cast.pair.pk}


def version(cast: Cast) -> dict[str, object]:
    return signed(cast) | {"number": 1}


def expectation(cast: Cast) -> dict[str, object]:
    """What Sam expects of HR, answered by Mira."""
    the(cast)
    entry = CharterEntry.objects.get(pair=cast.pair, key="of_hr")
    return {"pair_id": cast.pair.pk, "entry_id": entry.pk}


def parts(_: Cast) -> list[tuple[object, ...]]:
    rows = CharterPart._base_manager.order_by("pk")
    return [(row.pk, row.state, row.text, row.leader_text, row.hr_text) for row in rows]


def views(_: Cast) -> list[tuple[object, ...]]:
    rows = CharterPart._base_manager.order_by("pk")
    return [(row.pk, row.leader_view, row.hr_view) for row in rows]


def entries(_: Cast) -> list[tuple[object, ...]]:
    rows = CharterEntry._base_manager.order_by("pk")
    return [(row.pk, row.what, row.answer, row.why) for row in rows]


def seen(key: str, **more: str) -> Callable[[Cast], dict[str, str]]:
    return lambda cast: {"seen": stories.mark(cast.pair, key)} | more


BOTH = "sam mira"
ROWS = [
    Row("charters:page", TWO, where=the),
    Row("charters:part", TWO, where=part("why")),
    Row("charters:version", TWO, where=version),
    Row(
        "charters:accept", SAID, "POST", where=part("disagree"), data=seen("disagree"),
        probe=parts, changed_by=BOTH,
    ),
    Row("charters:rest", SAID, "POST", where=the, probe=parts, changed_by=BOTH),
    Row("charters:renew", SAID, "POST", where=signed, probe=parts, changed_by=BOTH),
    Row("charters:write", TWO, where=part("goals")),
    Row(
        "charters:write", SAID, "POST", where=part("goals"),
        data=seen("goals", words="Another goal"), probe=parts, changed_by=BOTH, about="written",
    ),
    Row("charters:differ", TWO, where=part("rights")),
    Row(
        "charters:differ", SAID, "POST", where=part("rights"),
        data=lambda _: {"view": "Not so."}, probe=views, changed_by=BOTH, about="said",
    ),
    Row("charters:add", LEADER, where=part("of_hr")),
    Row(
        "charters:add", LEADER_SAID, "POST", where=part("of_hr"),
        data=lambda _: {"what": "One more"}, probe=entries, changed_by="sam", about="written",
    ),
    Row("charters:entry", LEADER, where=expectation),
    Row(
        "charters:entry", LEADER_SAID, "POST", where=expectation,
        data=lambda _: {"what": "In other words"}, probe=entries, changed_by="sam",
        about="changed",
    ),
    Row(
        "charters:let_go", LEADER_SAID, "POST", where=expectation, probe=entries,
        changed_by="sam",
    ),
    Row("charters:answer", HR, where=expectation),
    Row(
        "charters:answer", HR_SAID, "POST", where=expectation,
        data=lambda _: {"said": "cannot", "why": "Not alone."}, probe=entries, changed_by="mira",
        about="answered",
    ),
]  # fmt: skip
