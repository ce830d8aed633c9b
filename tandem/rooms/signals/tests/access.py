"""Who gets what at every address of this room. A signal is for the two it is about."""

from __future__ import annotations

from collections.abc import Callable

from tandem.organisation.models import Setting
from tandem.partnership.signals.models import Signal
from tandem.partnership.testing import Cast, Row
from tandem.rooms.signals.tests.stories import BROKEN, broken, sam_and_miras

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
SIGNED_OUT = "otto nobody"
# Sam's leader, his colleagues, and who stands in for him among them.
OTHERS = "kim ilse vera ana leo farid helen eva pia ruth dana iris tess bram omar"
NO_HR_ADMINISTRATOR = SIGNED_IN.replace(" farid", "")
TWO = {302: f"sam mira {SIGNED_OUT}", 404: OTHERS}


def the(act: str = "") -> Callable[[Cast], dict[str, object]]:
    """The address of a signal of Sam and Mira, or of an answer to it."""
    named = {"act": act} if act else {}
    return lambda cast: {"signal_id": sam_and_miras(cast).pk, **named}


def their_pair(cast: Cast) -> dict[str, object]:
    """With a signal to be read."""
    return {"pair_id": sam_and_miras(cast).pair_id}


def priya_and_leos(cast: Cast) -> dict[str, object]:
    return {"signal_id": broken(cast.other_pair).pk}


def states(_: Cast) -> list[tuple[object, ...]]:
    return [*Signal.objects.values_list("state", "put_off_until", "promise")]


def switches(_: Cast) -> int:
    return Setting.objects.count()


ROWS = [
    Row("signals:list", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row("signals:page", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=the()),
    Row(
        "signals:page",
        {200: "leo", 404: f"sam mira {OTHERS.replace(' leo', '')}", 302: SIGNED_OUT},
        where=priya_and_leos,
        about="of another pair",
    ),
    Row("signals:of_pair", {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT}, where=their_pair),
    Row(
        "signals:of_pair",
        {200: "leo", 404: f"sam mira {OTHERS.replace(' leo', '')}", 302: SIGNED_OUT},
        where=lambda cast: {"pair_id": cast.other_pair.pk},
        about="another pair",
    ),
    *(
        Row(
            "signals:act",
            {200: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
            where=the(act),
            about=f"the form of {act}",
        )
        for act in ("start", "dismiss", "put_off")
    ),
    Row(
        "signals:act",
        {204: "sam mira", 404: OTHERS, 302: SIGNED_OUT},
        "POST",
        where=the("see"),
        probe=states,
        changed_by="sam mira",
        about="seen",
    ),
    Row(
        "signals:act",
        TWO,
        "POST",
        where=the("start"),
        data=lambda _: {"what": "Bring the list", "due_on": "2026-12-08"},
        probe=states,
        changed_by="sam mira",
        about="begun with a promise",
    ),
    Row(
        "signals:act",
        TWO,
        "POST",
        where=the("dismiss"),
        data=lambda _: {"reason": "not_so"},
        probe=states,
        changed_by="sam mira",
        about="not true",
    ),
    Row(
        "signals:act",
        TWO,
        "POST",
        where=the("put_off"),
        data=lambda _: {"when": "1", "reason": "next_talk"},
        probe=states,
        changed_by="sam mira",
        about="put off",
    ),
    Row("signals:detectors", {200: "farid", 404: NO_HR_ADMINISTRATOR, 302: SIGNED_OUT}),
    Row(
        "signals:detector",
        {200: "farid", 404: NO_HR_ADMINISTRATOR, 302: SIGNED_OUT},
        where=lambda _: {"key": BROKEN},
    ),
    Row(
        "signals:detector",
        {302: f"farid {SIGNED_OUT}", 404: NO_HR_ADMINISTRATOR},
        "POST",
        where=lambda _: {"key": BROKEN},
        data=lambda _: {"to": "off", "reason": "The council wishes it"},
        probe=switches,
        changed_by="farid",
    ),
]
