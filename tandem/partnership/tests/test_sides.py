from pytest_django import DjangoAssertNumQueries

from tandem.partnership.sides import sides_for, sides_of
from tandem.partnership.testing import TUESDAY, Cast

TODAY = TUESDAY.date()


def test_leaders_and_hr_people_stand_on_their_sides_and_others_on_neither(cast: Cast) -> None:
    people = [cast.sam, cast.vera, cast.ilse, cast.mira, cast.helen, cast.farid, cast.kim]
    sides = sides_of(people, TODAY)
    assert [sides.get(one.pk, "") for one in people] == [
        "leader", "leader", "leader", "hr", "hr", "hr", "",
    ]  # fmt: skip


def test_the_technical_administrator_is_no_hr_person(cast: Cast) -> None:
    assert sides_of([cast.pia], TODAY) == {}


def test_before_the_duty_began_there_was_no_side(cast: Cast) -> None:
    the_day_before = cast.pair.start_on.replace(day=28, month=2)
    assert sides_of([cast.sam, cast.mira], the_day_before) == {}


def test_any_number_of_people_costs_one_query_and_nobody_none(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        sides_of([cast.sam, cast.mira, cast.helen, cast.kim], TODAY)
    with django_assert_num_queries(0):
        sides_of([], TODAY)


def test_a_reader_asks_about_nobody_twice_in_a_day(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        sides_for(cast.mira, [cast.sam, cast.kim], TODAY)
        again = sides_for(cast.mira, [cast.kim, cast.sam], TODAY)
    assert (again[cast.sam.pk], again[cast.kim.pk]) == ("leader", "")
    with django_assert_num_queries(1):
        assert sides_for(cast.mira, [cast.sam, cast.helen], TODAY)[cast.helen.pk] == "hr"
    before = cast.pair.start_on.replace(day=28, month=2)
    assert sides_for(cast.mira, [cast.sam], before)[cast.sam.pk] == ""
