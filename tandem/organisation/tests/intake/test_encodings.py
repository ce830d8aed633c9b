"""Texts in old encodings are read by their words; where these do not tell, somebody is asked."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.encodings import WORD, Letters, letters_of
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.mapping import mapping_from
from tandem.organisation.models import Person
from tandem.organisation.tests.intake.office import Office

POLISH = "Adamczyk Michał;Zarząd;Księgowość;Obsługa klienta;Sprzedaż;Żaneta;Jabłoński;Źródło"
CZECH = "Dvořák Jiří;Černý Petr;Novotná Věra;Kučera;Oddělení;Růžena;Háječek;Zdeněk"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1250", POLISH),
        ("iso8859-2", "Adamczyk Michał;Zarząd;Księgowość;Sprzedaż;Święcisław;Stępień"),
        ("cp1250", CZECH),
        ("cp1250", "Žofie;Jiří;Dvořák"),
        ("cp1250", "Ionuţ;Ştefan Popescu;Mădălina;Bălan;Vânzări;Producţie"),
        ("cp1250", "Ivan Kovačević;Đorđe;Marija Horvatić;Župan;Računovodstvo"),
        ("cp1257", "Kazlauskas;Žukauskienė;Šarūnas;Rūta;skyrių;Petraitytė"),
        ("cp1257", "Jānis Bērziņš;Kalniņš;Ozoliņa;Ražošana;Krūmiņa;Pārdošana"),
        ("cp1254", "Yılmaz;Öztürk;Doğan;Çelik"),
        ("cp1251", "Иванов Пётр;Отдел продаж;Смирнова"),
        ("cp1253", "Παπαδόπουλος;Γιώργος;Τμήμα"),
        ("cp1252", "Müller;Groß Jürgen;Hélène Weiß;Bär;Muñoz;René;Søren;Zoë;François"),
        ("cp1252", "Hélène Lefèvre;Infirmière;Conseillère;Hôtesse;Benoît;Prêtre;Août;Agnès;Cœur"),
        ("cp1252", "Geneviève"),
        ("cp1252", "Muñoz Peña;García;Martínez;José;Nº de empleado;Ibáñez;Logística;Año"),
        ("cp1252", "João;Conceição;Magalhães;Simões;Brandão;Produção;Gonçalves"),
        ("cp1252", "Søren Kjær;Jørgensen;Østergård;Møller;Bjørn;Åse;Løn;Miljø"),
        ("cp1252", "Åsa Öberg;Lindström;Försäljning;Märta"),
        ("cp1252", "Guðrún Þórsdóttir;Sigurðsson;Björk;Davíð;Ægir"),
        ("cp1252", "Niccolò;Città;Università;Caffè;Nicolò"),
        ("cp1252", "m³;Müller"),
    ],
)
def test_the_words_say_the_encoding(encoding: str, words: str) -> None:
    found = in_bytes(words, encoding)
    assert (found.encoding, found.sure) == (encoding, True)
    assert bool(found.words) is (encoding != "cp1252")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp1252", "Øystein"), ("cp1250", "Szűcs;Tóth")],
)
def test_what_two_languages_may_write_is_asked(encoding: str, words: str) -> None:
    found = in_bytes(words, encoding)
    assert not found.sure
    assert encoding in (found.encoding, found.other)


def in_bytes(words: str, encoding: str) -> Letters:
    text = words.encode(encoding)
    return letters_of(set(WORD.findall(text)), control=any(128 <= each < 160 for each in text))


FILE = (
    "ID,Name,Department,Hired\n1,Adamczyk Michał,Zarząd,2020-01-01\n"
    "2,Zając Ewa,Księgowość,2020-01-01\n"
)


@pytest.mark.django_db
def test_a_polish_file_is_read_as_it_was_written_and_says_so(office: Office) -> None:
    report = office.look(FILE.encode("cp1250"))
    assert sorted(report.new_areas) == ["Księgowość", "Zarząd"]
    [told] = report.first[Kind.LETTERS_KNOWN]
    assert told.offers[:2] == ("windows-1252", "windows-1250")
    assert "Michał" in told.reason
    office.apply(office.keep(FILE.encode("cp1250")))
    names = " ".join(f"{each.first_name} {each.last_name}" for each in Person.objects.all())
    assert "Michał" in names


@pytest.mark.django_db
def test_somebody_may_say_otherwise_and_take_it_back(office: Office) -> None:
    said = mapping_from({"file": {"encoding": "windows-1252"}}, "said")
    report = office.look(FILE.encode("cp1250"), mapping=said)
    assert "Zarz¹d" in report.new_areas
    [told] = report.first[Kind.LETTERS_KNOWN]
    assert told.offers[0] == "windows-1250"


@pytest.mark.django_db
def test_what_is_not_sure_is_noted_with_both_ways(office: Office) -> None:
    file = FILE.replace("Michał", "Øystein").replace("Zając", "Zajac")
    file = file.replace("Zarząd", "Board").replace("Księgowość", "Books")
    [told] = office.look(file.encode("cp1252")).first[Kind.LETTERS_UNSURE]
    assert "Øystein" in told.reason
    assert "Řystein" in told.reason
    assert 'encoding = "windows-1250"' in told.cure


@pytest.mark.django_db
def test_a_sound_file_says_nothing_of_letters(office: Office) -> None:
    for content in (FILE.encode(), FILE.encode("utf-16")):
        assert not {Kind.LETTERS_KNOWN, Kind.LETTERS_UNSURE} & office.look(content).first.keys()
