from tandem.partnership.testing import COLUMNS, Row

EVERYBODY = " ".join(COLUMNS)
SIGNED_IN = "kim ilse sam vera ana mira leo farid helen eva pia"
NOBODY_LOADED = {404: EVERYBODY}

ROWS = [
    Row("demo:welcome", {200: EVERYBODY}),
    # The tests' own people were not written down by the demonstration's loader: none can be taken.
    Row("demo:be", NOBODY_LOADED, where=lambda _: {"key": "mira"}),
    Row(
        "demo:be", NOBODY_LOADED, "POST", where=lambda _: {"key": "mira"}, probe=lambda _: 0,
    ),
    Row("demo:components", {200: SIGNED_IN, 302: "otto nobody"}),
    Row("demo:components", {302: EVERYBODY}, "POST", probe=lambda _: 0),
]  # fmt: skip
