"""Who gets what at every address of this room: all may read a map, the two alone say anything."""

from __future__ import annotations

from collections.abc import Callable

from tandem.partnership.testing import MONDAY, Cast, Row
from tandem.rooms.ownership.models import MapRow, MapYes, SignedRow
from tandem.rooms.ownership.publishing import show_map
from tandem.rooms.ownership.rules import Audience
from tandem.rooms.ownership.tests.stories import (
    DOMAIN,
    LANE,
    agreed,
    edited,
    seen_differently,
    signed,
    text_of,
)

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
# Sam's leader, who stands in for him, and the head of HR among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
TWO = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}
Where = Callable[[Cast], dict[str, object]]


def operations(cast: Cast) -> dict[str, object]:
    return {"area_id": cast.areas.operations.pk}


def the(act: str = "", domain: str = DOMAIN) -> Where:
    named = {"act": act} if act else {}
    return lambda cast: operations(cast) | {"domain": domain} | named


def under_way(cast: Cast) -> dict[str, object]:
    """One row signed, one changed, one agreed to by Sam, one seen differently by both."""
    signed(cast.pair, "attract")
    edited(cast.pair, cast.sam, domain="recruit")
    agreed(cast.pair, cast.sam, "develop")
    seen_differently(cast.pair, cast.sam)
    seen_differently(cast.pair, cast.mira, "Talks by the lead are why people stay.")
    return operations(cast)


def of_the_pair(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.pair.pk}


def shown_to_all(cast: Cast) -> dict[str, object]:
    for who in (cast.sam, cast.mira):
        show_map(pair=cast.pair, to=Audience.OPEN, by=who, at=MONDAY)
    return of_the_pair(cast)


def file_of_the_pair(kind: str) -> Where:
    return lambda cast: of_the_pair(cast) | {"kind": kind}


def yeses(cast: Cast) -> list[tuple[object, ...]]:
    return [*MapYes.objects.order_by("pk").values_list("person", "to", "end_on")]


def out_of_lane(cast: Cast) -> dict[str, object]:
    edited(cast.pair, cast.sam, LANE)
    return the()(cast)


def kept(_cast: Cast) -> list[tuple[object, ...]]:
    return [*MapRow.objects.order_by("pk").values_list("domain", "kept_until")]


def seen_there(cast: Cast) -> dict[str, object]:
    return under_way(cast) | {"domain": DOMAIN}


def changed_there(cast: Cast) -> dict[str, object]:
    return under_way(cast) | {"domain": DOMAIN, "act": "edit"}


def signed_there(act: str) -> Where:
    def where(cast: Cast) -> dict[str, object]:
        signed(cast.pair)
        return the(act)(cast)

    return where


def seen(cast: Cast) -> dict[str, object]:
    return {"seen": text_of(cast.pair).mark}


def another_text(cast: Cast) -> dict[str, object]:
    return seen(cast) | {"leader": "A buddy", "hr": "A programme", "outcome": "They stay"}


def states(cast: Cast) -> list[tuple[object, ...]]:
    rows = MapRow.objects.order_by("pair", "domain").values_list("pair", "domain", "state")
    return [*rows, (SignedRow.objects.count(),)]


def said(
    act: str, data: Callable[[Cast], dict[str, object]], about: str, where: Where | None = None
) -> Row:
    return Row(
        "ownership:act", TWO, "POST", where=where or the(act), data=data, probe=states,
        changed_by="sam mira", about=about,
    )  # fmt: skip


ROWS = [
    Row("ownership:page", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "ownership:page",
        {200: SIGNED_IN, 302: SIGNED_OUT},
        data=lambda _: {"q": "exit interview"},
        about="with an answer",
    ),
    Row(
        "ownership:first_days",
        {
            200: "ilse sam vera ana eva",
            404: "kim mira leo farid helen pia ruth dana iris tess bram omar",
            302: SIGNED_OUT,
        },
    ),
    Row("ownership:area", {200: SIGNED_IN, 302: SIGNED_OUT}, where=operations),
    Row("ownership:area", {200: SIGNED_IN, 302: SIGNED_OUT}, where=under_way, about="under way"),
    Row(
        "ownership:gaps",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=of_the_pair,
    ),
    Row(
        "ownership:map",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=of_the_pair,
    ),
    Row(
        "ownership:map",
        {200: SIGNED_IN, 302: SIGNED_OUT},
        where=shown_to_all,
        about="shown to all",
    ),
    Row(
        "ownership:map_file",
        {404: SIGNED_IN, 302: SIGNED_OUT},
        where=file_of_the_pair("svg"),
        about="of no kind",
    ),
    Row(
        "ownership:map_file",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=file_of_the_pair("png"),
    ),
    Row(
        "ownership:show_map",
        TWO,
        "POST",
        where=of_the_pair,
        data=lambda _: {"to": "open"},
        probe=yeses,
        changed_by="sam mira",
    ),
    Row(
        "ownership:take_map_back",
        TWO,
        "POST",
        where=shown_to_all,
        probe=yeses,
        changed_by="sam mira",
    ),
    Row("ownership:row", {200: SIGNED_IN, 302: SIGNED_OUT}, where=the()),
    Row("ownership:row", {200: SIGNED_IN, 302: SIGNED_OUT}, where=seen_there, about="under way"),
    Row(
        "ownership:row",
        {404: SIGNED_IN, 302: SIGNED_OUT},
        where=the(domain="nowhere"),
        about="of no domain",
    ),
    Row(
        "ownership:act",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=the("edit"),
        about="the form of a change",
    ),
    Row(
        "ownership:act",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=changed_there,
        about="the form where much is under way",
    ),
    Row(
        "ownership:act",
        {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        where=the("differ"),
        about="the form of a view",
    ),
    said("agree", seen, "agreed"),
    said("edit", another_text, "changed"),
    said("differ", lambda _: {"view": "Not HR’s to hold."}, "seen differently"),
    said("review", lambda _: {}, "looked at again", signed_there("review")),
    Row(
        "ownership:for_now",
        TWO,
        "POST",
        where=out_of_lane,
        data=lambda _: {"until": "2026-12-24"},
        probe=kept,
        changed_by="sam mira",
    ),
    Row(
        "ownership:rest",
        TWO,
        "POST",
        where=operations,
        probe=states,
        changed_by="sam mira",
    ),
]
