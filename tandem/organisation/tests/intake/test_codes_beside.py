"""Codes in a column beside the words for leaving are shown with them."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.shapes import Shape
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db
LIST = """
    ID | Department | Hire date  | Leave date | {heading} | Leave reason     | Note
    1  | Depot      | 2019-01-01 | 2025-01-31 | E10       | Found other work | sent
    2  | Depot      | 2019-01-01 | 2025-02-28 | E10       | Found other work | sent
    3  | Depot      | 2019-01-01 | 2025-03-31 | A20       | Personal reasons | sent
    4  | Care       | 2019-01-01 | 2025-04-30 | A30       | By agreement     | sent
    5  | Care       | 2019-01-01 |            |           |                  |
"""
HISTORY = csv("""
    ID | Department | Effective date | Action | Reason code | Reason
    1  | Depot      | 2019-01-01     | Hire   |             | New job
    1  | Depot      | 2025-02-01     | Termination | E10    | Found other work
    2  | Depot      | 2019-01-01     | Hire   |             | New job
    2  | Depot      | 2025-03-01     | Termination | E10    | Found other work
    3  | Depot      | 2019-01-01     | Hire   |             | New job
    3  | Depot      | 2025-04-01     | Termination | A20    | Personal reasons
""")


def codes(office: Office, text: str, shape: Shape = Shape.PERSON) -> dict[str, str]:
    return {each.word: each.code for each in office.look(text, shape=shape).reasons}


def test_each_word_has_its_code(office: Office) -> None:
    found = codes(office, csv(LIST.format(heading="Key")))
    assert found == {"Found other work": "E10", "Personal reasons": "A20", "By agreement": "A30"}


def test_in_a_job_history_too(office: Office) -> None:
    found = codes(office, HISTORY, Shape.HISTORY)
    assert found == {"Found other work": "E10", "Personal reasons": "A20"}


def test_a_word_with_two_codes_shows_both(office: Office) -> None:
    more = "".join(f"    {n} | Care | 2019-01-01 | 2025-05-31 | E10 | Found other work |\n"
                   for n in range(20, 40))  # fmt: skip
    text = (
        LIST.format(heading="Key")
        + more
        + "    6 | Care | 2019-01-01 | 2025-05-31 | E11 | Found other work |\n"
    )
    assert codes(office, csv(text))["Found other work"] == "E10, E11"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A20       ", ""),  # nearly all have one
        ("A20", "Left for good"),  # that is no code
        ("A20 ", "E10 "),  # of three words two have the same, as the state of somebody has
    ],
)
def test_what_is_no_column_of_codes_says_nothing(office: Office, old: str, new: str) -> None:
    text = LIST.format(heading="Key").replace(old, new)
    text = text.replace("A30", "E10") if new == "E10 " else text
    assert set(codes(office, csv(text)).values()) == {""}


def test_numbers_that_come_once_each_are_no_codes(office: Office) -> None:
    text = LIST.format(heading="Key")
    for at, row in enumerate(["E10", "E10", "A20", "A30"]):
        text = text.replace(row, f"{at + 1}001", 1)
    assert set(codes(office, csv(text)).values()) == {""}
