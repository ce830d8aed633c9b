"""Letters written twice over: put right where a cell goes back exactly, and told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.letters import put_right
from tandem.organisation.intake.mapping import GUESSED, mapping_from
from tandem.organisation.intake.reading import Incoming, open_source
from tandem.organisation.models import Person
from tandem.organisation.tests.intake.office import Office

pytestmark = pytest.mark.django_db

AS_THEY_ARE = mapping_from({"file": {"letters": "as-they-are"}}, "said")
FILE = "ID,Prénom,Département,Hired\n1,Amélie,Frühschicht,2020-01-01\n2,Jörg,Ångström,2020-01-01\n"


def twice(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "text", ["Frühschicht", "Amélie", "Straße", "Łódź", "Œuvre – “x”", "Zoë €"]
)
def test_what_was_written_twice_over_goes_back(text: str) -> None:
    assert put_right(twice(text)) == text
    assert put_right(text) == text


def test_what_was_written_over_three_times_goes_back_too() -> None:
    assert put_right(twice(twice("Amélie"))) == "Amélie"


@pytest.mark.parametrize(
    "text", ["SÃO PAULO", "Ã", "Â£ und ü", "Frühschicht und FrÃ¼hschicht", "Ñandú"]
)
def test_what_does_not_go_back_whole_is_left(text: str) -> None:
    assert put_right(text) == text


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x17F)))
def test_what_is_put_right_says_the_same_bytes(text: str) -> None:
    right = put_right(text)
    if right != text:
        assert len(right) < len(text)


@given(st.text(st.sampled_from("aeinrst ÄÖÜäöüßéèêàçñåæøŁłńżź-'")))
def test_names_of_our_languages_are_never_touched(text: str) -> None:
    assert put_right(text) == text


def test_headings_names_and_areas_are_read_as_they_were_meant(office: Office) -> None:
    report = office.look(twice(FILE).encode())
    assert report.accepted == 2
    assert sorted(report.new_areas) == ["Frühschicht", "Ångström"]
    assert report.files[0].columns[1].heading == "Prénom"
    [told] = report.first[Kind.LETTERS_PUT_RIGHT]
    assert told.reason == "Letters like Ã© were put right: Prénom."
    assert told.line is None
    office.apply(office.keep(twice(FILE).encode()))
    assert set(Person.objects.values_list("first_name", flat=True)) == {"Amélie", "Jörg"}


def test_they_stay_as_they_are_where_somebody_says_so(office: Office) -> None:
    report = office.look(twice(FILE).encode(), mapping=AS_THEY_ARE)
    assert twice("Frühschicht") in report.new_areas
    assert Kind.LETTERS_LEFT in report.first
    assert Kind.LETTERS_PUT_RIGHT not in report.first


def test_a_file_that_is_sound_says_nothing_of_it(office: Office) -> None:
    for content in (FILE.encode(), FILE.replace("Ł", "L").encode("cp1252")):
        report = office.look(content)
        assert not {Kind.LETTERS_PUT_RIGHT, Kind.LETTERS_LEFT} & report.first.keys()


def test_a_sound_file_keeps_its_own_table(tmp_path: Path) -> None:
    """So that a file of millions of rows can be taken by the column."""
    for name, content in (("sound", FILE), ("twice", twice(FILE))):
        (tmp_path / name).write_text(content, encoding="utf-8")
    sound, over = (
        open_source(Incoming(name, tmp_path / name), tmp_path / "copy", GUESSED)
        for name in ("sound", "twice")
    )
    assert (type(sound.table).__name__, type(over.table).__name__) == ("Delimited", "Mended")


def test_another_word_for_it_is_refused() -> None:
    with pytest.raises(FileUnusable, match="letters = “maybe”"):
        mapping_from({"file": {"letters": "maybe"}}, "said")
