"""Rows of the access matrix for what two people do together, for looks and for notices."""

from tandem.access.roles import PrivacyOfficer
from tandem.organisation import support, two_keys
from tandem.organisation.models import (
    LegalReason,
    Notice,
    SupportSession,
    TwoKeyRequest,
)
from tandem.partnership import openings
from tandem.partnership.holds import actions as holds
from tandem.partnership.holds.models import LegalHold
from tandem.partnership.testing import TUESDAY, Cast, Row, WholeCast

SIGNED_OUT = "otto nobody"
EVERYBODY = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"


def but(*names: str) -> str:
    return " ".join(each for each in EVERYBODY.split() if each not in names)


def role_asked(cast: Cast) -> TwoKeyRequest:
    """Farid asks for Ana to be privacy officer."""
    return two_keys.ask_for_role(
        person=cast.ana, role=PrivacyOfficer, why="New office", by=cast.farid, at=TUESDAY
    )


def opening_asked(cast: WholeCast) -> TwoKeyRequest:
    """Pia asks for what Sam and Mira promise each other; Dana or Iris could confirm."""
    return openings.ask_to_open(
        what=cast.pair, legal_reason=LegalReason.ORDER, why="Court order", by=cast.pia, at=TUESDAY
    )


def opening(cast: WholeCast) -> TwoKeyRequest:
    return two_keys.confirm(request=opening_asked(cast), by=cast.dana, at=TUESDAY)


def hold_asked(cast: WholeCast) -> TwoKeyRequest:
    """Dana asks for what Sam and Mira write to be kept; Iris could confirm."""
    return holds.ask_to_hold(
        what=cast.pair, legal_reason=LegalReason.CLAIM, why="The claim", by=cast.dana, at=TUESDAY
    )


def hold(cast: WholeCast) -> LegalHold:
    two_keys.confirm(request=hold_asked(cast), by=cast.iris, at=TUESDAY)
    return LegalHold.objects.get()


def look(cast: Cast) -> SupportSession:
    """Pia at how Sam's pages are set up."""
    return support.begin(person=cast.sam, why="He asked", by=cast.pia, at=TUESDAY)


def sams_notice(cast: Cast) -> Notice:
    look(cast)
    return Notice.objects.filter(person=cast.sam).get()


def of_role(cast: Cast) -> dict[str, object]:
    return {"request_id": role_asked(cast).pk}


def of_asked(cast: WholeCast) -> dict[str, object]:
    return {"request_id": opening_asked(cast).pk}


def of_opening(cast: WholeCast) -> dict[str, object]:
    return {"request_id": opening(cast).pk}


def of_look(cast: Cast) -> dict[str, object]:
    return {"session_id": look(cast).pk}


def outcomes(_: Cast) -> list[object]:
    return [*TwoKeyRequest.objects.order_by("pk").values_list("pk", "outcome", "settled_by")]


def ends(_: Cast) -> list[object]:
    return [*SupportSession.objects.values_list("pk", "ended_by")]


def ask_this(cast: Cast) -> dict[str, object]:
    words = {"q": "Sam", "pair": str(cast.pair.pk), "legal_reason": "order", "why": "Court order"}
    return {**words}


def role_of_two(_: Cast) -> dict[str, object]:
    return {"key": "case_handler"}


def ana_and_why(cast: Cast) -> dict[str, object]:
    return {"q": "Ana", "person": str(cast.ana.pk), "why": "New office"}


def of_hold_asked(cast: WholeCast) -> dict[str, object]:
    return {"request_id": hold_asked(cast).pk}


def of_hold(cast: WholeCast) -> dict[str, object]:
    return {"hold_id": hold(cast).pk}


def hold_this(cast: Cast) -> dict[str, object]:
    words = {"q": "Sam", "what": str(cast.pair.pk), "legal_reason": "claim", "why": "The claim"}
    return {**words}


FOR_DANA = {200: "dana", 404: but("dana"), 302: SIGNED_OUT}
SAID_BY_DANA = {302: f"dana {SIGNED_OUT}", 404: but("dana")}
FOR_PIA = {200: "pia", 404: but("pia"), 302: SIGNED_OUT}

ROWS = [
    Row(
        "company:give_role", {200: "farid pia", 404: but("farid", "pia"), 302: SIGNED_OUT},
        about="that takes two", where=role_of_two,
    ),
    Row(
        "company:give_role", {302: f"farid pia {SIGNED_OUT}", 404: but("farid", "pia")}, "POST",
        about="that takes two", where=role_of_two, data=ana_and_why,
        probe=lambda _: TwoKeyRequest.objects.count(), changed_by="farid pia",
    ),
    Row(
        "company:two_keys", {200: "farid pia", 404: but("farid", "pia"), 302: SIGNED_OUT},
        where=of_role,
    ),
    Row(
        "company:two_keys",
        {200: "dana iris pia", 404: but("dana", "iris", "pia"), 302: SIGNED_OUT},
        about="about sealed words", where=of_asked,
    ),
    Row(
        "company:confirm",
        {302: f"pia {SIGNED_OUT}", 422: "farid", 404: but("farid", "pia")}, "POST",
        where=of_role, probe=outcomes, changed_by="pia",
    ),
    Row(
        "company:confirm",
        {302: f"dana iris {SIGNED_OUT}", 422: "pia", 404: but("dana", "iris", "pia")}, "POST",
        about="of sealed words", where=of_asked, probe=outcomes, changed_by="dana iris",
    ),
    Row(
        "company:decline", {302: f"farid pia {SIGNED_OUT}", 404: but("farid", "pia")}, "POST",
        where=of_role, data=lambda _: {"answer": "Not now"}, probe=outcomes,
        changed_by="farid pia",
    ),
    Row(
        "company:decline",
        {422: "dana iris pia", 404: but("dana", "iris", "pia"), 302: SIGNED_OUT}, "POST",
        about="without words", where=of_asked, probe=outcomes,
    ),
    Row("company:ask_to_open", FOR_PIA),
    Row("company:ask_to_open", FOR_PIA, about="of somebody", data=lambda _: {"q": "Sam"}),
    Row(
        "company:ask_to_open", {302: f"pia {SIGNED_OUT}", 404: but("pia")}, "POST",
        data=ask_this, probe=lambda _: TwoKeyRequest.objects.count(), changed_by="pia",
    ),
    Row("company:opened", {404: EVERYBODY, 302: SIGNED_OUT}, about="with one key", where=of_asked),
    Row(
        "company:opened", {200: "dana pia", 404: but("dana", "pia"), 302: SIGNED_OUT},
        where=of_opening,
    ),
    Row("company:holds", FOR_DANA),
    Row(
        "company:holds", FOR_DANA, about="one set, one sought",
        where=lambda cast: (hold(cast), {})[1], data=lambda _: {"q": "Mira"},
    ),
    Row(
        "company:holds", SAID_BY_DANA, "POST", data=hold_this,
        probe=lambda _: TwoKeyRequest.objects.count(), changed_by="dana",
    ),
    Row("company:lift_hold", FOR_DANA, where=of_hold),
    Row(
        "company:lift_hold", SAID_BY_DANA, "POST", where=of_hold,
        data=lambda _: {"why": "Settled"}, probe=lambda _: TwoKeyRequest.objects.count(),
        changed_by="dana",
    ),
    Row(
        "company:two_keys", {200: "dana iris", 404: but("dana", "iris"), 302: SIGNED_OUT},
        about="about a legal hold", where=of_hold_asked,
    ),
    Row(
        "company:confirm",
        {302: f"iris {SIGNED_OUT}", 422: "dana", 404: but("dana", "iris")}, "POST",
        about="of a legal hold", where=of_hold_asked, probe=outcomes, changed_by="iris",
    ),
    Row("company:looks", FOR_PIA),
    Row(
        "company:looks", {302: f"pia {SIGNED_OUT}", 404: but("pia")}, "POST",
        data=lambda cast: {"q": "Sam", "person": str(cast.sam.pk), "why": "He asked"},
        probe=lambda _: SupportSession.objects.count(), changed_by="pia",
    ),
    Row("company:look", FOR_PIA, where=of_look),
    Row(
        "company:end_look", {302: f"pia sam {SIGNED_OUT}", 404: but("pia", "sam")}, "POST",
        where=of_look, probe=ends, changed_by="pia sam",
    ),
    Row("company:notices", {200: EVERYBODY, 302: SIGNED_OUT}),
    Row(
        "company:notices", {200: EVERYBODY, 302: SIGNED_OUT}, about="with a look and an opening",
        where=lambda cast: (look(cast), opening(cast), {})[2],
    ),
    Row(
        "company:read_notice", {302: f"sam {SIGNED_OUT}", 404: but("sam")}, "POST",
        where=lambda cast: {"notice_id": sams_notice(cast).pk},
        probe=lambda cast: Notice.objects.get(person=cast.sam).read_at, changed_by="sam",
    ),
]  # fmt: skip
