"""What is kept closed to everybody, and the codes of departments: whole imports."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tandem.access.audit import OPERATOR, record
from tandem.access.tiers import Privacy, Tier
from tandem.organisation import intake
from tandem.organisation.models import Area, ClosedFact, Import, ImportState, Person
from tandem.organisation.tests.intake.office import LATER, TODAY, Office, areas, csv, kinds

pytestmark = pytest.mark.django_db

SECRETS = ("Band 7", "Outstanding")
PEOPLE = csv("""
    ID | Name | Department | Hired      | Last day   | Pay band | Rating      | HiPo | Regretted
    1  | Ann  | Sales      | 2020-01-01 |            | Band 7   | Outstanding | Ja   |
    2  | Ben  | Sales      | 2020-01-01 | 2026-05-31 |          |             | no   | Yes
    3  | Cem  | Sales      | 2020-01-01 |            |          |             |      |
""")


def closed() -> list[tuple[str | None, str, str, bool | None, bool | None]]:
    return [
        (each.person.number, each.pay_band, each.rating, each.high_potential, each.regretted)
        for each in ClosedFact.objects.order_by("person__number", "as_of")
    ]


def test_an_import_keeps_what_the_file_says(office: Office) -> None:
    office.bring(PEOPLE)
    assert closed() == [
        ("1", "Band 7", "Outstanding", True, None),
        ("2", "", "", False, True),
    ]
    assert {each.as_of for each in ClosedFact.objects.all()} == {TODAY}
    assert {each.brought_by for each in ClosedFact.objects.all()} == {Import.objects.get()}


def test_only_what_is_new_is_written_and_nothing_is_changed(office: Office) -> None:
    office.bring(PEOPLE)
    office.at = LATER
    office.bring(PEOPLE.replace("Outstanding", "Good"))
    assert closed() == [
        ("1", "Band 7", "Outstanding", True, None),
        ("1", "Band 7", "Good", True, None),
        ("2", "", "", False, True),
    ]


def test_what_an_undone_import_said_is_not_known_any_more(office: Office) -> None:
    office.bring(PEOPLE)
    [ann] = Person.objects.filter(number="1")
    assert set(ClosedFact.objects.latest_of([ann.pk])) == {ann.pk}
    import_ = Import.objects.get()
    import_.state, import_.undone_at = ImportState.UNDONE, office.at
    record("import.undone", import_, by=OPERATOR, at=office.at)
    assert ClosedFact.objects.latest_of([ann.pk]) == {}


def test_a_column_that_is_ignored_is_not_kept(office: Office) -> None:
    said = '[columns]\n"Pay band" = "ignore"\n"Rating" = ""\n"HiPo" = ""\n"Regretted" = ""'
    office.bring(PEOPLE, mapping=office.mapping(said))
    assert closed() == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Ja", "perhaps", "bad_yes_or_no"),
        ("Band 7", "x" * 61, "closed_too_long"),
        ("Outstanding", "z" * 200, "closed_too_long"),
    ],
)
def test_a_value_that_cannot_be_is_told_and_not_repeated(
    office: Office, old: str, new: str, kind: str
) -> None:
    """The person comes in without it."""
    report = office.look(PEOPLE.replace(old, new))
    assert (kind, 2) in kinds(report)
    assert [each.value for each in report.problems if each.kind == kind] == [None]
    assert not any(new in each.reason + each.cure for each in report.problems)
    assert report.rejected == 0


def test_a_row_with_broken_signs_in_a_closed_column_does_not_repeat_it(office: Office) -> None:
    report = office.look(PEOPLE.replace("Outstanding", "Out\0standing").encode())
    assert [(each.kind, each.value) for each in report.problems] == [("nul_character", None)]


def test_regretted_is_said_only_of_who_left(office: Office) -> None:
    office.bring(PEOPLE.replace("2026-05-31", ""))
    assert ("2", "", "", False, None) in closed()


def test_nobody_may_see_a_closed_fact(office: Office) -> None:
    office.bring(PEOPLE)
    for person in Person.objects.all():
        assert not ClosedFact.objects.visible_to(person, TODAY).exists()
    assert ClosedFact.tier is Tier.RESTRICTED
    told = {"pay_band", "rating", "high_potential", "regretted", "person"}
    assert {name for name, kind in ClosedFact.privacy.items() if kind is Privacy.PERSONAL} == told


def test_the_check_and_its_files_say_none_of_it(office: Office) -> None:
    """What a check prints are examples of values; those of closed columns are not among them."""
    kept = office.keep(PEOPLE)
    report = intake.Report.read(intake.folder_of(office.uploads, kept.pk))
    said = [value for file in report.files for column in file.columns for value in column.values]
    assert "Sales" in said
    assert not set(SECRETS) & set(said)
    assert not any(secret in str(kept.counts) for secret in SECRETS)


# Codes of departments

CODED = csv("""
    ID | Name | Department code | Department     | Hired
    1  | Ann  | D10             | Sales          | 2020-01-01
    2  | Ben  | D11             | Sales / Export | 2020-01-01
    3  | Cem  |                 | Legal          | 2020-01-01
""")


def codes() -> dict[str, str]:
    return {area.name: area.code for area in Area.objects.all()}


def test_the_code_of_a_department_is_kept_with_its_area(office: Office) -> None:
    office.bring(CODED)
    assert codes() == {"Sales": "D10", "Export": "D11", "Legal": ""}


def test_an_area_that_is_known_gets_its_code_later(office: Office) -> None:
    office.bring(CODED.replace("D10", "").replace("D11", ""))
    assert set(codes().values()) == {""}
    office.at += timedelta(days=1)
    office.bring(CODED)
    assert codes() == {"Sales": "D10", "Export": "D11", "Legal": ""}


def test_a_department_is_found_by_its_code_before_its_name(office: Office) -> None:
    office.bring(CODED)
    office.at += timedelta(days=1)
    renamed = CODED.replace("Sales / Export", "Sales / Exports and trade")
    [problem] = office.look(renamed).problems
    told = ("area_known_otherwise", "Sales / Exports and trade")
    assert (problem.kind, problem.value) == told
    assert "is known as “Sales / Export”" in problem.reason
    counts = office.bring(renamed)
    assert counts["areas"] == 0
    assert areas() == ["Legal", "Sales", "Sales / Export"]


def test_where_there_is_only_a_code_the_area_is_called_by_it(office: Office) -> None:
    office.bring("ID,Dept ID,Hired\n1,D10,2020-01-01\n")
    assert codes() == {"D10": "D10"}


def test_only_a_code_finds_the_area_that_has_it(office: Office) -> None:
    office.bring(CODED)
    office.at += timedelta(days=1)
    content = "ID,Dept ID,Hired\n4,D11,2020-01-01\n"
    assert kinds(office.look(content)) == []
    assert office.bring(content)["areas"] == 0
