from tandem.partnership.testing import Cast, Row

OFFICES = "ruth dana iris tess bram"  # each sees of others what an employee sees
SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia ruth dana iris tess bram omar"


def kim(cast: Cast) -> dict[str, object]:
    return {"person_id": cast.kim.pk}


def otto(cast: Cast) -> dict[str, object]:
    return {"person_id": cast.otto.pk}


def farid(cast: Cast) -> dict[str, object]:
    return {"person_id": cast.farid.pk}


ROWS = [
    Row(
        "people:find",
        {200: SIGNED_IN, 302: "otto nobody"},
        data=lambda _: {"q": "nobody is called this"},
    ),
    Row(
        "people:card",
        {
            200: "kim ilse sam omar vera mira helen eva",
            404: f"ana leo farid pia {OFFICES}",
            302: "otto nobody",
        },
        where=kim,
    ),
    Row(
        "people:card",
        {
            200: "sam omar vera mira helen eva",
            404: f"kim ilse ana leo farid pia {OFFICES}",
            302: "otto nobody",
        },
        where=otto,
        about="of somebody who left",
    ),
    Row(
        "people:card",
        {
            200: "farid helen eva",
            404: f"kim ilse sam omar vera ana mira leo pia {OFFICES}",
            302: "otto nobody",
        },
        where=farid,
        about="of an HR administrator",
    ),
]
