from collections import Counter
from datetime import date

import pytest

from tandem.access.roles import BY_TWO as ROLES_BY_TWO
from tandem.access.roles import GRANTED
from tandem.demo.cast import BY_TWO, CAST, HAS_LEFT, ROLES, Member, Start, with_account
from tandem.demo.company import Company
from tandem.demo.pairs import PORTFOLIOS

TUESDAY = date(2026, 11, 24)


def reports(company: Company, key: str) -> int:
    number = company.by_key[key].number
    return sum(
        company.last_jobs[person.number].manager == number and person.is_here(company.today)
        for person in company.people
    )


def member(key: str) -> str:
    [found] = [each for each in CAST if each.key == key]
    return f"{found.role} {found.says}"


def test_one_can_be_nine_people() -> None:
    assert [each.key for each in CAST] == [
        "sam", "mira", "priya", "noor", "helen", "eva", "kim", "ruth", "pia",
    ]  # fmt: skip


@pytest.mark.parametrize("each", CAST, ids=lambda each: each.key)
def test_whom_one_can_be_works_here(varnholm: Company, each: Member) -> None:
    assert varnholm.by_key[each.key].is_here(TUESDAY)


def test_an_area_to_begin_with_is_there(varnholm: Company) -> None:
    for each in CAST:
        assert (each.start is Start.AREA) == bool(each.area)
        assert not each.area or each.area in varnholm.by_area


def test_what_the_cards_say_in_numbers_is_so(varnholm: Company) -> None:
    assert f"{len(varnholm.people_in('Operations', TUESDAY))} people" in member("sam")
    assert "six leaders" in member("mira")
    assert len(PORTFOLIOS["mira"]) == 6
    assert "54 pairs" in member("helen")
    assert "eight people" in member("noor")
    assert reports(varnholm, "noor") == 8
    assert "three weeks ago" in member("priya")
    assert (TUESDAY - varnholm.by_key["priya"].hired_on).days // 7 == 3


def test_those_who_lead_have_the_square_face_and_hr_the_round(varnholm: Company) -> None:
    for each in CAST:
        area = varnholm.last_jobs[varnholm.by_key[each.key].number].area
        leads = any(led.leader == varnholm.by_key[each.key].number for led in varnholm.leadings)
        if each.side == "hr":
            assert area[-1] == "People and culture"
        else:
            assert leads == (each.side == "leader")


def test_only_roles_that_can_be_granted_are(varnholm: Company) -> None:
    of_one_hand = {role.key for role in GRANTED if role not in ROLES_BY_TWO}
    assert set(ROLES.values()) == of_one_hand
    assert BY_TWO == {"ruth": ("case_handler", "independent_reviewer")}
    assert ROLES["helen"] == "chro"
    assert [key for key, name in ROLES.items() if name == "hr_administrator"] == ["mira", "farid"]
    assert [key for key, name in ROLES.items() if name == "administrator"] == ["pia", "tomas"]
    assert all(varnholm.by_key[key].is_here(TUESDAY) for key in ROLES)


def test_nobody_has_two_accounts(varnholm: Company) -> None:
    accounts = Counter(person.email for person in with_account(varnholm))
    assert set(accounts.values()) == {1}


def test_somebody_with_an_account_has_left(varnholm: Company) -> None:
    gone = [person for person in with_account(varnholm) if not person.is_here(TUESDAY)]
    assert gone == [varnholm.by_key[HAS_LEFT]]


def test_all_hr_partners_have_an_account(varnholm: Company) -> None:
    keys = {person.key for person in with_account(varnholm)}
    assert set(PORTFOLIOS) <= keys
