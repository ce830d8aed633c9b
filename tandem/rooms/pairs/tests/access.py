"""Who gets what at every address of this room. A pair is the two partners' alone."""

from __future__ import annotations

from tandem.partnership.changing import actions
from tandem.partnership.load.actions import take_stock
from tandem.partnership.models import CharterPart, Load, PartnerWish, ShownByName
from tandem.partnership.testing import MONDAY, Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
HR = "mira leo"
NO_HR = "kim ilse sam vera ana farid helen eva pia ruth dana iris tess bram omar"
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"


def sam_and_mira(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.pair.pk}


def priya_and_leo(cast: Cast) -> dict[str, object]:
    return {"pair_id": cast.other_pair.pk}


def counted_this_week(_: Cast) -> dict[str, object]:
    take_stock(at=MONDAY)
    return {}


def said_to_loads(_: Cast) -> list[str]:
    return [each.said for each in Load.objects.order_by("pk")]


def of_sam(cast: Cast) -> dict[str, object]:
    """What he asked of the head of HR."""
    wish = actions.ask(pair=cast.pair, to=cast.helen, words="Please", by=cast.sam, at=MONDAY)
    return {"wish_id": wish.pk}


def to_helen(cast: Cast) -> dict[str, object]:
    return {"to": str(cast.helen.pk), "words": "Please"}


def wished(_: Cast) -> list[tuple[str, str]]:
    return [(each.state, each.words) for each in PartnerWish.objects.order_by("pk")]


def wishes(_: Cast) -> int:
    return ShownByName.objects.count()


ROWS = [
    Row("pairs:list", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row("pairs:on_one_page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row("pairs:so_far", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row("pairs:both_ways", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row("pairs:over_time", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row(
        "pairs:by_name",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=sam_and_mira,
        data=lambda _: {"answer": "yes"},
        probe=wishes,
        changed_by="sam mira",
        about="a yes to be shown by name",
    ),
    Row(
        "pairs:causes",
        {200: "helen", 404: SIGNED_IN.replace(" helen", ""), 302: SIGNED_OUT},
    ),
    Row(
        "pairs:all_pairs",
        {200: "helen", 404: SIGNED_IN.replace(" helen", ""), 302: SIGNED_OUT},
    ),
    Row(
        "pairs:portfolio",
        {200: "helen", 404: SIGNED_IN.replace(" helen", ""), 302: SIGNED_OUT},
    ),
    Row("pairs:carrying", {200: HR, 404: NO_HR, 302: SIGNED_OUT}),
    Row(
        "pairs:carrying",
        {200: HR, 404: NO_HR, 302: SIGNED_OUT},
        where=counted_this_week,
        about="counted",
    ),
    Row(
        "pairs:carrying",
        {302: f"{HR} {SIGNED_OUT}", 404: NO_HR},
        "POST",
        where=counted_this_week,
        data=lambda _: {"words": "Not so."},
        probe=said_to_loads,
        changed_by=HR,
    ),
    Row("pairs:about", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row(
        "pairs:about",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=sam_and_mira,
        data=to_helen,
        probe=wished,
        changed_by="sam mira",
    ),
    Row(
        "pairs:wish",
        {
            200: "sam helen",
            404: SIGNED_IN.replace(" sam", "").replace(" helen", ""),
            302: SIGNED_OUT,
        },
        where=of_sam,
    ),
    Row(
        "pairs:wish",
        {302: f"helen {SIGNED_OUT}", 404: SIGNED_IN.replace(" helen", "")},
        "POST",
        where=of_sam,
        data=lambda _: {"state": "talk", "words": "Monday?"},
        probe=wished,
        changed_by="helen",
        about="answered",
    ),
    Row("pairs:set_up", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row(
        "pairs:set_up",
        {302: f"sam mira {SIGNED_OUT}", 404: OTHERS},
        "POST",
        where=sam_and_mira,
        data=lambda _: {"take": "rhythm"},
        probe=lambda _: [*CharterPart.objects.order_by("key").values_list("key", "state")],
        changed_by="sam mira",
        about="taken over",
    ),
    Row("pairs:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=sam_and_mira),
    Row(
        "pairs:page",
        {200: "leo", 404: f"sam mira {OTHERS.replace(' leo', '')}", 302: SIGNED_OUT},
        where=priya_and_leo,
        about="another pair",
    ),
]
