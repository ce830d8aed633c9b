from tandem.access.models import Session
from tandem.partnership.testing import Cast, Row

SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"
EVERYBODY = f"{SIGNED_IN} otto nobody"
NOBODY_LOADED = {404: EVERYBODY}


def sessions(_: Cast) -> list[str]:
    """Nobody is signed in as somebody else, and nobody is signed out."""
    return list(Session.objects.order_by("session_key").values_list("session_key", flat=True))


ROWS = [
    Row("demo:welcome", {200: EVERYBODY}),
    # The tests' own people were not written down by the demonstration's loader: none can be taken.
    Row("demo:be", NOBODY_LOADED, where=lambda _: {"key": "mira"}),
    Row(
        "demo:be", NOBODY_LOADED, "POST", where=lambda _: {"key": "mira"}, probe=sessions,
    ),
    Row("demo:your_own", {200: EVERYBODY}),
    Row("demo:components", {200: SIGNED_IN, 302: "otto nobody"}),
    # Otto has left: whatever he tries, he is signed out.
    Row("demo:components", {302: EVERYBODY}, "POST", probe=sessions, changed_by="otto"),
]  # fmt: skip
