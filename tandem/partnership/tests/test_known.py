from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tandem.access.audit import OPERATOR
from tandem.organisation import actions as organisation
from tandem.organisation import finding
from tandem.organisation.models import Area, Person
from tandem.partnership import known
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Source
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()


def joins(first: str, last: str, where: Area | None, email: str = "") -> None:
    organisation.add_person(
        first_name=first, last_name=last, email=email, area=where, by=OPERATOR, at=HIRED
    )


def names(people: list[Person]) -> list[str]:
    return [person.name for person in people]


def test_partners_come_first_then_people_of_promises_then_the_own_area(cast: Cast) -> None:
    said = Said(what="Coffee", due_on=date(2026, 11, 27))
    actions.ask(of=cast.kim, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    circle = known.acquaintances(cast.mira, TODAY)
    assert names(circle.people)[:3] == ["Ana Duarte", "Sam Lindqvist", "Kim Bakker"]
    assert set(names(circle.people)[3:]) == {
        "Eva Storm", "Helen Achterberg", "Farid Nasser", "Pia Novak", "Leo Hartmann",
    }  # fmt: skip
    assert circle.partners >= {cast.sam.pk, cast.ana.pk}


def test_an_employee_knows_the_people_of_the_own_area_and_no_others(cast: Cast) -> None:
    assert names(known.acquaintances(cast.kim, TODAY).people) == ["Ilse Brandt"]


def test_somebody_who_left_cannot_be_named(cast: Cast) -> None:
    assert known.meant_by("Otto Kranz", cast.sam, TODAY) == []
    assert known.somebody(cast.otto.pk, cast.sam, TODAY) is None


def test_somebody_set_up_by_hand_without_an_employment_can_be_named(cast: Cast) -> None:
    joins("Greta", "Solberg", None)
    assert names(known.meant_by("Greta Solberg", cast.kim, TODAY)) == ["Greta Solberg"]


@pytest.mark.parametrize(
    "words",
    ["Leo Hartmann", "leo hartmann", "LEO HARTMANN", "leo.hartmann@varnholm.example"],
)
def test_everybody_here_is_found_by_the_whole_name_or_the_address(cast: Cast, words: str) -> None:
    assert names(known.meant_by(words, cast.kim, TODAY)) == ["Leo Hartmann"]


def test_half_a_name_finds_no_stranger(cast: Cast) -> None:
    assert known.meant_by("Leo", cast.kim, TODAY) == []
    assert names(known.meant_by("Leo", cast.mira, TODAY)) == ["Leo Hartmann"]  # her own area


def test_a_first_name_finds_people_of_areas_one_may_see(cast: Cast) -> None:
    assert names(known.meant_by("kim", cast.vera, TODAY)) == ["Kim Bakker"]
    assert known.meant_by("kim", cast.ana, TODAY) == []


def test_a_name_of_two_letters_is_found_though_no_word_is_learnt_from_it(cast: Cast) -> None:
    joins("Bo", "Maas", cast.areas.night_shift)
    assert names(known.meant_by("bo", cast.vera, TODAY)) == ["Bo Maas"]


@pytest.mark.parametrize("few", [0, 10], ids=["by the index of words", "by reading the names"])
def test_a_name_is_found_whether_one_sees_few_people_or_many(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    joins("Sam", "Okonkwo", cast.areas.night_shift)
    line = "ask Okonkwo and Sam for the rota"
    found = names(known.findable(line, cast.vera, TODAY).people)
    assert {"Sam Lindqvist", "Sam Okonkwo"} <= set(found)


def test_two_of_one_first_name_are_both_meant(cast: Cast) -> None:
    joins("Sam", "Okonkwo", cast.areas.operations)
    assert names(known.meant_by("Sam", cast.mira, TODAY)) == ["Sam Lindqvist", "Sam Okonkwo"]
    assert names(known.meant_by("Sam Okonkwo", cast.mira, TODAY)) == ["Sam Okonkwo"]


def test_a_whole_name_decides_before_half_of_a_longer_one(cast: Cast) -> None:
    joins("Ilse", "", cast.areas.night_shift)
    joins("Ilse", "Vos", cast.areas.night_shift)
    [found] = known.meant_by("Ilse", cast.kim, TODAY)
    assert (found.first_name, found.last_name) == ("Ilse", "")


@pytest.mark.parametrize("typed", ["lucja nowak", "Łucja Nowak", "ŁUCJA  NOWAK", "lucja", "nowak"])
def test_accents_and_case_do_not_matter_for_people_one_knows(cast: Cast, typed: str) -> None:
    joins("Łucja", "Nowak", cast.areas.night_shift)
    assert names(known.meant_by(typed, cast.kim, TODAY)) == ["Łucja Nowak"]


def test_nobody_is_oneself(cast: Cast) -> None:
    assert known.meant_by("Kim Bakker", cast.kim, TODAY) == []
    assert known.somebody(cast.kim.pk, cast.kim, TODAY) is None


@pytest.mark.parametrize("words", ["", "   ", "…", "nobody at all", "%", "_", "' OR 1=1 --"])
def test_words_that_name_nobody_find_nobody(cast: Cast, words: str) -> None:
    assert known.meant_by(words, cast.vera, TODAY) == []


def test_names_inside_a_sentence_are_found_whole(cast: Cast) -> None:
    joins("Anna Maria", "van Dyk", cast.areas.finance)
    line = "send the list to Anna Maria van Dyk, and Leo Hartmann's copy too"
    found = names(known.findable(line, cast.kim, TODAY).people)
    assert found == ["Ilse Brandt", "Anna Maria van Dyk", "Leo Hartmann"]


def test_the_list_is_bounded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "MOST", 3)
    assert len(known.acquaintances(cast.mira, TODAY).people) == 3


def test_reading_a_line_costs_few_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(11):  # one more on PostgreSQL: how many people one sees
        known.findable("ask Sam Lindqvist for the rota by Friday", cast.mira, TODAY)
