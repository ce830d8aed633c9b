from pytest_django import DjangoAssertNumQueries

from tandem.partnership.sides import around
from tandem.partnership.testing import TUESDAY, Cast

TODAY = TUESDAY.date()


def test_leaders_and_hr_people_stand_on_their_sides_and_others_on_neither(cast: Cast) -> None:
    people = [cast.sam, cast.vera, cast.ilse, cast.mira, cast.helen, cast.farid, cast.kim]
    sides = around(cast.leo, [one.pk for one in people], TODAY).sides
    assert [sides.get(one.pk, "") for one in people] == [
        "leader", "leader", "leader", "hr", "hr", "hr", "",
    ]  # fmt: skip


def test_the_technical_administrator_is_no_hr_person(cast: Cast) -> None:
    assert around(cast.leo, [cast.pia.pk], TODAY).sides == {}


def test_before_the_duty_began_there_was_no_side(cast: Cast) -> None:
    the_day_before = cast.pair.start_on.replace(day=28, month=2)
    assert around(cast.leo, [cast.sam.pk, cast.mira.pk], the_day_before).sides == {}


def test_any_number_of_people_costs_one_query_and_nobody_none(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [one.pk for one in (cast.sam, cast.mira, cast.helen, cast.kim)]
    with django_assert_num_queries(0):
        around(cast.leo, [], TODAY)
    with django_assert_num_queries(1):
        around(cast.leo, people, TODAY)


def test_a_reader_asks_about_nobody_twice_in_a_day(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sam, kim, helen = cast.sam.pk, cast.kim.pk, cast.helen.pk
    with django_assert_num_queries(1):
        around(cast.mira, [sam, kim], TODAY)
        again = around(cast.mira, [kim, sam], TODAY).sides
    assert (again.get(sam), again.get(kim)) == ("leader", None)
    with django_assert_num_queries(1):
        assert around(cast.mira, [sam, helen], TODAY).sides[helen] == "hr"
    before = cast.pair.start_on.replace(day=28, month=2)
    assert sam not in around(cast.mira, [sam], before).sides
