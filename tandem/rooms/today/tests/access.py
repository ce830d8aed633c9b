"""Who gets what at every address of this room. Everybody has a Today of their own."""

from __future__ import annotations

from tandem.partnership.commitments.models import Commitment
from tandem.partnership.testing import Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia"
SIGNED_OUT = "otto nobody"
NAMERS = "kim ilse sam vera ana leo farid helen eva pia"  # who can name Mira

LINE = {"line": "ask Mira Okafor for the rota by Friday"}
CONFIRMED = {
    **LINE,
    "confirmed": "1",
    "direction": "customer",
    "who": "Mira Okafor",
    "what": "the rota",
    "due_on": "2026-11-27",
}


def how_many(_: Cast) -> int:
    return Commitment.objects.count()


ROWS = [
    Row("today:page", {200: SIGNED_IN, 302: SIGNED_OUT}),
    Row(
        "today:reading",
        {200: SIGNED_IN, 302: SIGNED_OUT},
        "POST",
        data=lambda _: LINE,
        probe=how_many,
    ),
    Row(
        "today:quick",
        {200: SIGNED_IN, 302: SIGNED_OUT},
        "POST",
        data=lambda _: LINE,
        probe=how_many,
        about="a line nobody was shown the meaning of",
    ),
    Row(
        "today:quick",
        {302: f"{NAMERS} {SIGNED_OUT}", 422: "mira"},  # nobody asks oneself
        "POST",
        data=lambda _: CONFIRMED,
        probe=how_many,
        changed_by=NAMERS,
        about="confirmed",
    ),
]
