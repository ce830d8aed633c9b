import random
import re
from datetime import date

import pytest

from tandem.demo.company import Company
from tandem.demo.names import TONGUES, Names, Tongue, address, plain
from tandem.demo.pins import everybody

TUESDAY = date(2026, 11, 24)
CALLED = sorted({plain(pin.first) for pin in everybody(TUESDAY)})


@pytest.mark.parametrize("tongue", TONGUES)
def test_no_drawn_name_can_be_taken_for_somebody_of_the_cast(tongue: Tongue) -> None:
    # "send it to Ana" finds every first and last name that begins with Ana.
    for name in (*tongue.first, *tongue.last):
        assert not any(plain(name).startswith(called) for called in CALLED), name


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_name_stands_once_in_its_list(tongue: Tongue) -> None:
    for names in (tongue.first, tongue.last):
        assert len(set(names)) == len(names)


def test_nobody_is_called_like_somebody_else(varnholm: Company) -> None:
    names = [person.name for person in varnholm.people]
    assert len(set(names)) == len(names)


def test_exactly_two_people_are_called_sam(varnholm: Company) -> None:
    sams = [person.name for person in varnholm.people if person.first_name == "Sam"]
    assert sorted(sams) == ["Sam Lindqvist", "Sam Oyelaran"]
    assert [person.name for person in varnholm.people if plain(person.name).startswith("sam")] == (
        sams
    )


@pytest.mark.parametrize("called", ["ana", "mira", "jonas", "ilse", "priya", "kim", "helen"])
def test_in_the_quick_line_a_first_name_is_enough(varnholm: Company, called: str) -> None:
    meant = [
        person.key
        for person in varnholm.people
        if any(plain(word).startswith(called) for word in (person.first_name, person.last_name))
    ]
    assert meant == [called]


def test_many_languages_are_at_home_here(varnholm: Company) -> None:
    letters = set("".join(person.name for person in varnholm.people))
    assert set("åäöøæéèçñãłśżčřšžőășğışü") <= letters | {letter.lower() for letter in letters}


def test_no_name_is_given_twice_even_when_the_lists_grow_short() -> None:
    names = Names(random.Random(1), {"Sam Lindqvist"})
    drawn = [names.draw() for _ in range(5000)]
    assert len(set(drawn)) == 5000


def test_a_taken_name_is_not_drawn() -> None:
    first = Names(random.Random(1), set()).draw()
    assert Names(random.Random(1), {" ".join(first)}).draw() != first


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("Łucja", "Nowak", "lucja.nowak@varnholm.example"),
        ("Øystein", "Ødegård", "oystein.odegard@varnholm.example"),
        ("İlknur", "Kılıçkaya", "ilknur.kilickaya@varnholm.example"),
        ("Kjærsti", "Weiß", "kjaersti.weiss@varnholm.example"),
        ("Thảo", "Dươngvăn", "thao.duongvan@varnholm.example"),
        ("Jo", "de Wit", "jo.de-wit@varnholm.example"),
    ],
)
def test_an_address_is_written_without_accents(first: str, last: str, expected: str) -> None:
    assert address(first, last) == expected


def test_every_address_is_plain_and_nobody_elses(varnholm: Company) -> None:
    addresses = [person.email for person in varnholm.people]
    assert len(set(addresses)) == len(addresses)
    for each in addresses:
        assert re.fullmatch(r"[a-z-]+\.[a-z0-9-]+@varnholm\.example", each), each
