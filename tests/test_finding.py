"""Finding people and areas: what is typed, and who must be among those shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tandem.access.audit import OPERATOR, Bulk, record, record_bulk
from tandem.organisation import actions, finding
from tandem.organisation.folding import LONGEST, folded_words, searchable
from tandem.organisation.models import Area, Person, Spell, Word
from tandem.partnership.testing import TUESDAY, Cast

TODAY = TUESDAY.date()
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NAMES = (
    "Łucja Nowak", "Öz Çelik", "Müge Öz", "Åsa Lindqvist", "Sam Lindkvist", "Søren Ødegård",
    "Zoë O’Brien", "Jean-Luc Picard", "Ana María Núñez", "Ana Marin", "Björn Straße",
    "Þóra Guðmundsdóttir", "Wei Li", "Sofia van der Berg", "Katherine Johansson",
)  # fmt: skip
QUERIES = [  # what is typed, who must be found
    ("Łucja", "Łucja Nowak"),
    ("lucja", "Łucja Nowak"),
    ("LUCJA NOWAK", "Łucja Nowak"),
    ("nowak łuc", "Łucja Nowak"),  # in any order
    ("lucaj", "Łucja Nowak"),  # two letters swapped, and in the middle
    ("novak", "Łucja Nowak"),  # a wrong letter
    ("nowaak", "Łucja Nowak"),  # one too many
    ("Öz", "Müge Öz"),  # a whole word of two letters
    ("oz", "Öz Çelik"),
    ("celik", "Öz Çelik"),
    ("çelk", None),  # four letters: no slip is forgiven
    ("lindq", "Åsa Lindqvist"),
    ("lindqvist", "Åsa Lindqvist"),
    ("lindqist", "Åsa Lindqvist"),  # one missing
    ("asa lindqvits", "Åsa Lindqvist"),  # swapped at the end
    ("xindqvist", "Åsa Lindqvist"),  # wrong at the start
    ("qvist", "Åsa Lindqvist"),  # a part inside a word
    ("soren", "Søren Ødegård"),
    ("odegard", "Søren Ødegård"),
    ("odgeard", "Søren Ødegård"),
    ("obrien", "Zoë O’Brien"),
    ("o'brien zoe", "Zoë O’Brien"),
    ("jean luc", "Jean-Luc Picard"),
    ("picrad", "Jean-Luc Picard"),
    ("nunez ana", "Ana María Núñez"),
    ("maria", "Ana María Núñez"),
    ("strasse", "Björn Straße"),
    ("gudmundsdottr", "Þóra Guðmundsdóttir"),
    ("thora", "Þóra Guðmundsdóttir"),
    ("wei l", "Wei Li"),  # a short beginning beside a longer word
    ("van der berg", "Sofia van der Berg"),
    ("katharine", "Katherine Johansson"),
    ("johanson kat", "Katherine Johansson"),
    ("katarine", None),  # two slips
    ("sam nowak", None),  # every word must match
]


@pytest.fixture
def named(cast: Cast) -> Cast:
    for name in NAMES:
        first, _, last = name.rpartition(" ")
        if name.startswith("Sofia"):
            first, last = "Sofia", "van der Berg"
        actions.add_person(
            first_name=first, last_name=last, email="",
            area=cast.areas.night_shift, by=OPERATOR, at=TUESDAY,
        )  # fmt: skip
    return cast


def found(text: str, person: Person) -> list[str]:
    answer = finding.find(text, person=person, today=TODAY)
    return [each.name for each in (*answer.people, *answer.nearly_people)]


def areas(text: str, person: Person) -> list[str]:
    answer = finding.find(text, person=person, today=TODAY)
    return [each.name for each in (*answer.areas, *answer.nearly_areas)]


@pytest.mark.slow
def test_the_right_person_is_among_those_found(named: Cast) -> None:
    assert len(QUERIES) >= 30
    for typed, meant in QUERIES:
        names = found(typed, named.helen)
        assert meant in names if meant else names == [], (typed, names)
        assert len(names) <= finding.SHOWN


def test_people_come_a_to_z_and_their_areas_apart(named: Cast) -> None:
    assert found("ana", named.helen) == ["Ana Duarte", "Ana María Núñez", "Ana Marin"]
    assert areas("ana", named.helen) == []
    assert areas("SHIFT nig", named.helen) == ["Night shift"]
    assert areas("nihgt shift", named.helen) == ["Night shift"]
    assert areas("cust serv", named.helen) == ["Customer Service"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "!!", "x", "%", "_", "a_", "'", "&", ":*", "\x00", "|"]
)
def test_what_is_no_part_of_a_name_finds_nobody(named: Cast, typed: str) -> None:
    assert found(typed, named.helen) == []


@pytest.mark.parametrize(
    "typed", ["lin | kim", "kim & !sam", "lind:*", "(kim", "kim%", "k_m brandt"]
)
def test_signs_are_no_commands(named: Cast, typed: str) -> None:
    plain = " ".join(folded_words(typed))
    assert found(typed, named.helen) == found(plain, named.helen)


def test_very_many_words_are_read_as_far_as_they_go(named: Cast) -> None:
    assert found("lucja " * 500, named.helen) == ["Łucja Nowak"]


def test_only_who_and_what_one_may_see_is_found(named: Cast) -> None:
    assert found("duarte", named.sam) == []  # leads another area
    assert found("durate", named.sam) == []  # nor by a slip
    assert areas("finance", named.sam) == []
    assert areas("finnace", named.sam) == []
    assert found("bakker", named.sam) == ["Kim Bakker"]
    assert found("bakker", named.ana) == []
    assert found("nowak", named.kim) == []
    assert found("kranz", named.helen) == []  # has left


def test_many_areas_and_people_find_the_same_as_few(
    named: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few areas are named to the database one by one, many by the question that finds them."""
    few = [found(typed, named.sam) for typed in ("ana", "nowak", "bakker", "duarte")]
    monkeypatch.setattr(finding, "LISTED", 0)
    monkeypatch.setattr(finding, "FEW", 0)  # and the names of many are looked up, not read
    assert [found(typed, named.sam) for typed in ("ana", "nowak", "bakker", "duarte")] == few
    assert few[1:] == [["Łucja Nowak"], ["Kim Bakker"], []]


def test_who_moves_is_found_where_they_are_from_that_day_on(cast: Cast) -> None:
    """Also a move that was written long before, and one who has left is found by nobody."""
    spell = Spell.objects.on(TODAY).get(employment__person=cast.kim)
    there = cast.areas.customer_service
    moved = Spell(employment=spell.employment, area=there, start_on=TODAY + WEEK)
    spell.end_on = TODAY + WEEK
    record("person.moved", spell, moved, by=OPERATOR, at=TUESDAY)
    day_before, day = TODAY + WEEK - DAY, TODAY + WEEK
    assert [on(each, cast.sam) for each in (day_before, day)] == [["Kim Bakker"], []]
    assert [on(each, cast.ana) for each in (day_before, day)] == [[], ["Kim Bakker"]]
    moved.end_on = moved.employment.end_on = day + WEEK
    record("person.left", moved, moved.employment, by=OPERATOR, at=TUESDAY)
    assert [on(each, cast.helen) for each in (day, day + WEEK)] == [["Kim Bakker"], []]


def on(day: date, person: Person) -> list[str]:
    return [each.name for each in finding.find("bakker", person=person, today=day).people]


def test_everybody_finds_themselves(named: Cast) -> None:
    assert found("bakker", named.kim) == ["Kim Bakker"]
    assert found("kim", named.kim) == ["Kim Bakker"]


def test_more_than_twenty_are_said_to_be_more(named: Cast) -> None:
    for number in range(finding.SHOWN + 1):
        actions.add_person(
            first_name=f"Nora{chr(97 + number)}", last_name="Many", email="",
            area=named.areas.night_shift, by=OPERATOR, at=TUESDAY,
        )  # fmt: skip
    answer = finding.find("many", person=named.sam, today=TODAY)
    assert len(answer.people) == finding.SHOWN
    assert answer.more
    assert answer.people[0].name == "Noraa Many"
    assert not finding.find("noraa", person=named.sam, today=TODAY).more


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(cast: Cast) -> None:
    cast.kim.last_name = "Żółć"
    record("person.changed", cast.kim, by=OPERATOR, at=TUESDAY)
    assert found("zolc", cast.sam) == ["Kim Żółć"]
    assert found("bakker", cast.sam) == []
    cast.areas.night_shift.name = "Nattskift"
    record("area.renamed", cast.areas.night_shift, by=OPERATOR, at=TUESDAY)
    assert areas("natskift", cast.sam) == ["Nattskift"]


def test_names_written_in_bulk_are_found_too(cast: Cast) -> None:
    """An import writes rows directly, and says only which columns it changed itself."""
    cast.kim.last_name = "Ångström"
    new = Person(first_name="Ulla", last_name="Brît")
    area = Area.below(cast.areas.operations, "Kjøl")
    parts = [Bulk(new=[area]), Bulk(new=[new]), Bulk(changed=[cast.kim], fields=["last_name"])]
    record_bulk("import.applied", cast.sam, parts, by=OPERATOR, at=TUESDAY)
    assert found("angstrom", cast.sam) == ["Kim Ångström"]
    assert found("angstorm", cast.sam) == ["Kim Ångström"]
    assert areas("kjol", cast.sam) == ["Kjøl"]
    assert Person.objects.get(pk=new.pk).search == " ulla brit "
    assert Word.objects.filter(word="angstrom", backwards="mortsgna").exists()


def test_a_name_too_long_to_fold_is_cut_and_not_refused() -> None:
    swollen = searchable("ﷺ" * 100, "ß" * 100)
    assert len(swollen) <= LONGEST
    assert swollen.startswith(" ")
    assert swollen.endswith(" ")
    assert searchable("", "") == ""


@pytest.mark.parametrize(
    ("typed", "word", "slipped_once"),
    [
        ("lindqvist", "lindqvist", True),
        ("lindq", "lindqvist", True),  # its beginning
        ("lnidqvist", "lindqvist", True),
        ("lindqvistt", "lindqvist", True),
        ("indqvist", "lindqvist", True),
        ("lindkwist", "lindqvist", False),
        ("ab", "xy", False),
    ],
)
def test_one_slip_of_the_finger(typed: str, word: str, slipped_once: bool) -> None:
    assert finding.one_slip(typed, word) is slipped_once
