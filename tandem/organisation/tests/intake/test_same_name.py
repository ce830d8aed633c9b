"""Areas of one name under several codes are several areas."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import Kind
from tandem.organisation.models import Area
from tandem.organisation.tests.intake.office import Office

pytestmark = pytest.mark.django_db

HISTORY = intake.Shape.HISTORY
OTHERS = ("Docks", "Stores", "Sales", "Legal")


def history(*, code: str = "Department code", cut: int = 6) -> str:
    """Six people of the fleet whose code changes in April, of `cut` of them; four more areas."""
    head = f"Employee ID,Effective date,Action,Department,{code}\n"
    others = "".join(f"9{n},2024-01-01,Hire,{name},2.0{n}\n" for n, name in enumerate(OTHERS))
    fleet = "".join(f"{n},2024-01-01,Hire,Fleet,1.04\n" for n in range(1, 7))
    return head + others + fleet + "".join(
        f"{n},2026-04-01,Transfer,Fleet,1.05\n" for n in range(1, cut + 1)
    )  # fmt: skip


def fleets() -> list[tuple[str, str]]:
    found = Area.objects.filter(name__startswith="Fleet").order_by("name")
    return list(found.values_list("name", "code"))


def test_each_code_is_an_area_and_it_is_said(office: Office) -> None:
    report = office.look(history(), shape=HISTORY)
    [said] = report.first[Kind.SAME_NAME]
    assert said.reason.startswith("Areas of one name under several codes: “Fleet” (1.04, 1.05).")
    assert said.offers == ("one",)
    office.bring(history(), shape=HISTORY)
    assert fleets() == [("Fleet (1.04)", "1.04"), ("Fleet (1.05)", "1.05")]


def test_a_code_that_changes_for_all_on_one_day_is_asked_about(office: Office) -> None:
    report = office.look(history(), shape=HISTORY)
    [asked] = report.first[Kind.AREA_GOES_ON]
    assert (asked.value, asked.offers) == ("Fleet (1.04)", ("Fleet (1.05)",))
    assert Kind.AREA_MISSPELT not in report.first


def test_somebody_can_say_that_they_are_one(office: Office) -> None:
    mapping = office.mapping('[department]\nsame-name = "one"')
    report = office.look(history(), shape=HISTORY, mapping=mapping)
    assert report.first[Kind.SAME_NAME][0].offers == ("by-code",)
    office.bring(history(), shape=HISTORY, mapping=mapping)
    assert [name for name, _code in fleets()] == ["Fleet"]


def test_the_next_file_knows_them_by_their_codes(office: Office) -> None:
    office.bring(history(), shape=HISTORY)
    alone = "Employee ID,Hire date,Department,Department code\n7,2026-05-04,Fleet,1.05\n"
    office.bring(alone)
    assert [name for name, _code in fleets()] == ["Fleet (1.04)", "Fleet (1.05)"]


@pytest.mark.parametrize(
    "text",
    [
        history(code="Cost center code"),
        history(cut=1),  # one row may be a slip
        history() + "".join(f"{n},2026-05-01,Transfer,Docks,{n}\n" for n in (1, 1, 2, 2)),  # many
    ],
)
def test_codes_of_costs_and_slips_part_nothing(office: Office, text: str) -> None:
    assert Kind.SAME_NAME not in office.look(text, shape=HISTORY).first
