"""Who gets what at each address of this room. Whoever holds a link acts for whom it was made."""

from __future__ import annotations

from collections.abc import Callable

from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import TUESDAY, Cast, Row
from tandem.rooms.mail.actions import came_back
from tandem.rooms.mail.links import spoken_in, stop_token, token_for
from tandem.rooms.mail.models import Mailbox, UsedLink
from tandem.rooms.mail.tests.stories import mira_promised_sam, sam_asks_mira

HERE = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
OUTSIDE = "otto nobody"
EVERYBODY = f"{HERE} {OUTSIDE}"
INVITERS = "farid pia"
OTHERS = "kim ilse sam vera ana mira leo helen eva ruth dana iris tess bram omar"

DAILY = {"rhythm": "daily", "minute": "480", "urgent": "on", "quiet_from": "0", "quiet_until": "0"}
AT_NIGHT = DAILY | {"quiet_until": "600"}


def mailed(story: Callable[[Cast], Commitment], act: Act) -> Callable[[Cast], dict[str, str]]:
    """A link as a letter to Mira has it."""

    def where(cast: Cast) -> dict[str, str]:
        promise = story(cast)
        spoken, today = spoken_in([promise])[promise.pk], TUESDAY.date()
        return {"token": token_for(cast.mira, promise, act, spoken=spoken, today=today)}

    return where


def stops_mira(cast: Cast) -> dict[str, str]:
    return {"token": stop_token(cast.mira)}


def not_whole(_: Cast) -> dict[str, str]:
    return {"token": "not.whole"}


def everybodys_came_back(cast: Cast) -> dict[str, str]:
    for person in Person.objects.exclude(account=None):
        came_back(person=person, address=person.email, at=TUESDAY)
    return {}


def said(_: Cast) -> list[tuple[object, ...]]:
    links = UsedLink.objects.count()
    return [*Commitment.objects.values_list("state", "proposed_on"), (links,)]


def wished(_: Cast) -> list[tuple[object, ...]]:
    return [*Mailbox.objects.order_by("pk").values_list("rhythm", "urgent", "returned_on")]


ROWS = [
    Row("letters:act", {200: EVERYBODY}, where=mailed(sam_asks_mira, Act.PROMISE)),
    Row("letters:act", {403: EVERYBODY}, where=not_whole, about="that is not whole"),
    Row(
        "letters:act", {200: EVERYBODY}, "POST", where=mailed(sam_asks_mira, Act.PROMISE),
        probe=said, changed_by=EVERYBODY,
    ),
    Row(
        "letters:act", {422: EVERYBODY}, "POST", where=mailed(mira_promised_sam, Act.RENEGOTIATE),
        probe=said, about="without the day it needs",
    ),
    Row(
        "letters:act", {403: EVERYBODY}, "POST", where=not_whole, probe=said,
        about="that is not whole",
    ),
    Row("letters:stop", {200: EVERYBODY}, where=stops_mira),
    Row(
        "letters:stop", {200: EVERYBODY}, "POST", where=stops_mira, probe=wished,
        changed_by=EVERYBODY,
    ),
    Row("letters:stop", {403: EVERYBODY}, where=not_whole, about="that is not whole"),
    Row("mail:wishes", {200: HERE, 302: OUTSIDE}),
    Row(
        "mail:wishes", {302: EVERYBODY}, "POST", data=lambda _: DAILY, probe=wished,
        changed_by=HERE,
    ),
    Row(
        "mail:wishes", {422: HERE, 302: OUTSIDE}, "POST", data=lambda _: AT_NIGHT, probe=wished,
        about="an hour at which it is quiet",
    ),
    Row(
        "mail:try_again", {302: EVERYBODY}, "POST", where=everybodys_came_back, probe=wished,
        changed_by=HERE,
    ),
    Row("mail:returned", {200: INVITERS, 404: OTHERS, 302: OUTSIDE}),
    Row(
        "mail:returned", {200: INVITERS, 404: OTHERS, 302: OUTSIDE}, where=everybodys_came_back,
        about="with many",
    ),
]  # fmt: skip
