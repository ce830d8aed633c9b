"""A line typed in German is read as one typed in English is, and nothing has to be switched."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import builds, dates, lists, sampled_from, text

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.public_holidays import PublicHolidays
from tandem.rooms.today.quick_line import Direction, read
from tandem.rooms.today.reading import roles
from tandem.rooms.today.reading.german import GERMAN
from tandem.rooms.today.reading.german.words import DAYS, FUNCTION, VERBS
from tandem.rooms.today.reading.languages import language_of
from tandem.rooms.today.reading.sentence import Shape
from tandem.rooms.today.reading.text import fold
from tandem.rooms.today.tests.as_meant import differing, folded_names, names_of, words
from tandem.rooms.today.tests.phrases import (
    KNOWN,
    OUR_LINES,
    STRANGERS_LINES,
    TUESDAY,
    Expected,
    day,
    rows,
)
from tandem.rooms.today.tests.phrases import (
    NOT_READ_YET as ENGLISH_HOPES,
)
from tandem.rooms.today.tests.phrases_de import EVERYDAY, HARD, NOT_READ_YET

EVERY_LINE = [*rows(EVERYDAY), *rows(HARD)]
# Words in which two wordings of the same deed may differ: the author writes "ausschreiben" for
# "auszuschreiben", and leaves out whose it is and to whom.
SMALL = """zu der die das den dem ein eine einen mir mich dir uns ihr ihre ihren sein seine mein
 meine bitte noch schon gern vorher ich mit bei von an fur fuer um habe hab hat dass dafur"""
PREFIXES = "ab|an|auf|aus|durch|ein|nach|vor"
IN_BAVARIA = WorkingDays(PublicHolidays("DE", "BY"))


def stem(word: str) -> str:
    whole = re.sub(rf"^({PREFIXES})zu(?=\w{{3}})", r"\1", word)
    return re.sub(r"(?:en|e|n)$", "", whole)


@pytest.mark.parametrize("expected", EVERY_LINE, ids=lambda each: each.line)
def test_a_line_somebody_else_wrote_is_read_as_they_meant_it(expected: Expected) -> None:
    listed = set(NOT_READ_YET.get(expected.line, "").split())
    reading = read(expected.line, KNOWN, TUESDAY)
    assert differing(reading, expected, small=SMALL, stem=stem) == listed


@pytest.mark.parametrize("expected", EVERY_LINE, ids=lambda each: each.line)
def test_nobody_and_no_day_is_read_whom_or_which_the_author_did_not_mean(
    expected: Expected,
) -> None:
    reading = read(expected.line, KNOWN, TUESDAY)
    assert folded_names(names_of(reading)) <= folded_names(expected.who)
    assert set(reading.when) <= set(expected.when)


def test_how_many_of_them_are_read() -> None:
    everyday, hard = rows(EVERYDAY), rows(HARD)
    assert (len(everyday), len(hard)) == (60, 20)
    assert len({each.line for each in EVERY_LINE}) == 80
    assert sum(each.line not in NOT_READ_YET for each in everyday) == 58
    assert sum(each.line not in NOT_READ_YET for each in hard) == 15


def test_each_line_is_known_by_its_own_words_to_be_german_or_english() -> None:
    german = {language_of(fold(each.line)).code for each in EVERY_LINE}
    tables = (STRANGERS_LINES, OUR_LINES, ENGLISH_HOPES)
    english = {language_of(fold(each.line)).code for table in tables for each in rows(table)}
    assert (german, english) == ({"de"}, {"en"})


def days_of(words: str, today: date = TUESDAY) -> tuple[date, ...]:
    return read(f"Kim die Notizen {words} schicken", KNOWN, today, IN_BAVARIA).when


# Read on Tuesday 24 November 2026 in Bavaria; "1 Dec, 12 Jan" is asked about, "-" is no day.
NAMED = """
heute | 24 Nov
heute Abend | 24 Nov
noch heute | 24 Nov
bis 16 Uhr | 24 Nov
bis Feierabend | 24 Nov
morgen | 25 Nov
morgen früh | 25 Nov
uebermorgen | 26 Nov
heute in einer Woche | 1 Dec
morgen in zwei Wochen | 9 Dec
Freitag in einer Woche | 4 Dec
in 3 Tagen | 27 Nov
in zwei Wochen | 8 Dec
in 14 Tagen | 8 Dec
in anderthalb Wochen | 4 Dec
innerhalb von drei Tagen | 27 Nov
binnen einer Woche | 1 Dec
in 3 Arbeitstagen | 27 Nov
in fünf Werktagen | 1 Dec
in 30 Arbeitstagen | 8 Jan
in 48 Stunden | 26 Nov
in einem Monat | 24 Dec
in ein paar Tagen | -
am Freitag | 27 Nov
bis Fr. | 27 Nov
bis Do | 26 Nov
bis So | 29 Nov
bis Dienstag | 24 Nov, 1 Dec
diesen Freitag | 27 Nov
kommenden Freitag | 27 Nov
nächsten Freitag | 27 Nov, 4 Dec
naechsten Montag | 30 Nov
übernächsten Montag | 7 Dec
Dienstag oder nächsten | 24 Nov, 1 Dec
Freitag nächster Woche | 4 Dec
nächste Woche Mittwoch | 2 Dec
bis Donnerstag oder Freitag | 26 Nov, 27 Nov
bis Friday | 27 Nov
am ersten Montag im Dezember | 7 Dec
am letzten Freitag des Monats | 27 Nov
bis 3.12. | 3 Dec
bis 3.12 | 3 Dec
bis 3.12.2026 | 3 Dec
bis 3. 12. 2026 | 3 Dec
bis 2026-12-03 | 3 Dec
bis zum 3. Dezember | 3 Dec
bis 3. Dez. | 3 Dec
bis 1. März 2027 | 1 Mar
am 15. | 15 Dec
bis zum 31. | 31 Dec
bis Fr, 27.11. | 27 Nov
bis Ende der Woche | 27 Nov
bis Ende nächster Woche | 4 Dec
Anfang nächster Woche | 30 Nov
Mitte Dezember | 15 Dec
bis Monatsende | 30 Nov
bis Ende des Monats | 30 Nov
bis Quartalsende | 31 Dec
bis Ende Q1 | 31 Mar
bis Jahresende | 31 Dec
bis März | 1 Mar, 31 Mar
im Laufe der Woche | 27 Nov
diese Woche noch | 27 Nov
nächste Woche | 4 Dec
kommende Woche | 4 Dec
bis nächste Woche | 30 Nov, 4 Dec
übernächste Woche | 11 Dec
nächsten Monat | 31 Dec
bis KW 49 | 4 Dec
Anfang KW 50 | 7 Dec
Mitte KW 1 | 6 Jan
bis KW 53 | 1 Jan
vor dem Wochenende | 27 Nov
bis zum Wochenende | 27 Nov
am Wochenende | 29 Nov
vor Montag | 27 Nov
vor Freitag | 26 Nov
vor dem 7.12. | 4 Dec
vor Weihnachten | 23 Dec
bis Nikolaus | 6 Dec
bis Silvester | 31 Dec
bis Neujahr | 1 Jan
vor Karfreitag | 25 Mar
vor Ostern | 25 Mar
vor Pfingsten | 14 May
spätestens Freitag | 27 Nov
bis spätestens 11.12. | 11 Dec
Freitag spätestens | 27 Nov
bis 31.11. | -
bis 30.2. | -
bis 12.11.2026 | -
bis gestern | -
letzten Freitag | -
jeden Freitag | -
""".strip().splitlines()


@pytest.mark.parametrize("row", NAMED)
def test_on_a_tuesday_these_words_name_these_days(row: str) -> None:
    named, expected = row.split(" | ")
    assert days_of(named) == (() if expected == "-" else tuple(map(day, expected.split(", "))))


def test_every_form_of_naming_a_day_stands_in_the_table() -> None:
    lines = [fold(row.split(" | ")[0]) for row in NAMED]
    unused = [form.said for form in GERMAN.days if not any(map(form.pattern.search, lines))]
    assert unused == []


@pytest.mark.parametrize(
    "named",
    [
        "vom 3. März",
        "ab Montag",
        "seit Freitag",
        "über den Freitag",
        "für Freitag",
        "wegen Montag",
        "nicht vor Freitag",
    ],
)
def test_a_day_that_says_which_thing_is_meant_is_not_the_promises_day(named: str) -> None:
    reading = read(f"Kim die Notizen {named} schicken", KNOWN, TUESDAY)
    assert (reading.when, reading.what) == ((), f"die Notizen {named} schicken")


# Line, who does it (p, a or either), who is read; somebody unknown is nobody.
SAID = """
Ana das Protokoll schicken | promise | Ana Duarte
Eva morgen anrufen | promise | Eva Storm
Ich muss Ana noch die Liste geben | promise | Ana Duarte
Jonas wartet auf den Vertrag | promise | Jonas Weir
Ana bittet um die Liste | promise | Ana Duarte
Ana hat nach der Liste gefragt | promise | Ana Duarte
ich schulde Kim noch eine Antwort | promise | Kim Bakker
ich verspreche Kim eine Antwort | promise | Kim Bakker
Ping Jonas wegen der Shortlist heute | promise | Jonas Weir
Frau Nowak den Laptop besorgen | promise | Łucja Nowak
das Zeugnis für Kim, mach ich | promise | Kim Bakker
den Bericht fertig machen | reminder | -
mach die Folien fertig | reminder | -
ich muss den Pass verlängern | reminder | -
wir müssen die Stelle ausschreiben | promise | -
ich mache den Bericht fertig | promise | -
das Protokoll schicken | either | -
schicke das Protokoll | either | -
Evas Entwurf lesen, hab ich ihr gesagt | promise | Eva Storm
Evas Entwurf lesen | promise | -
Ana fragen, ob Kim einspringen kann | ask | Ana Duarte
ich kann Kim die Liste nicht schicken | either | Kim Bakker
ich vergesse nicht, Kim die Liste zu schicken | promise | -
Helens Kündigung vorbereiten | promise | -
Kündigung von Helen vorbereiten | promise | -
frag Kim nach dem Bericht | ask | Kim Bakker
bitte Ana um die Liste | ask | Ana Duarte
bei Kim wegen der Zahlen nachhaken | ask | Kim Bakker
Kim schuldet mir noch die Zahlen | ask | Kim Bakker
Ana kann das liefern | ask | Ana Duarte
Kim schickt die Zahlen heute | ask | Kim Bakker
warte noch auf Jonas wegen der Liste | ask | Jonas Weir
ich warte auf den Vertrag von Jonas | ask | Jonas Weir
Von Kim die Zahlen | ask | Kim Bakker
kannst du Ana bitte die Liste schicken | ask | Ana Duarte
kannst du mir die Liste schicken, Ana? | ask | Ana Duarte
kannst du die Liste schicken | ask | -
schick mir die Liste heute, Ana | ask | Ana Duarte
Termin mit Eva heute | either | Eva Storm
Budget, Eva, Freitag | either | Eva Storm
Eva möchte das Konzept prüfen | either | Eva Storm
Zahlen von Kim bis Freitag | either | -
Bob soll Helen die Liste schicken | either | -
Schick Bob die Liste für Helen | promise | -
Gib dem Team die Liste für Helen | promise | -
Ich schicke Bob und Helen die Liste | promise | -
Protokoll für Ana und Team bis Fr | promise | -
Jonas Lindgren das Angebot schicken | promise | -
schicke jonas lindgren das angebot heute | promise | -
frag jonas lindgren nach dem angebot | ask | -
liste an jonas lindgren bis freitag | promise | -
Ich schicke Helen den Vertrag von Kim | promise | Helen Achterberg
Könnte Eva in zwei Wochen den Entwurf prüfen? | ask | Eva Storm
Kann Kim mir bis Freitag die Zahlen schicken? | ask | Kim Bakker
Kann mir Kim bis Freitag die Zahlen schicken? | ask | Kim Bakker
Könnten Kim und Eva bis Freitag den Plan prüfen? | ask | Kim Bakker, Eva Storm
Kann Kim bis Freitag die Liste haben? | either | Kim Bakker
Kann ich Kim bis Freitag die Liste schicken? | promise | -
Können wir Kim bis Freitag antworten? | promise | -
Frau Duarte, können Sie mir bis Freitag die Zahlen schicken? | ask | Ana Duarte
Können Sie mir bis Freitag die Zahlen schicken, Frau Duarte? | ask | Ana Duarte
Könnten Sie Kim bis Freitag die Zahlen schicken | ask | Kim Bakker
Frau Nowak, würden Sie bitte bis Montag den Plan prüfen? | ask | Łucja Nowak
Ana, könnt ihr bis Freitag liefern? | ask | Ana Duarte
""".strip().splitlines()


@pytest.mark.parametrize("row", SAID)
def test_a_line_says_who_does_it_or_is_asked(row: str) -> None:
    line, direction, who = row.split(" | ")
    reading = read(line, KNOWN, TUESDAY)
    either = (Direction.PROMISE, Direction.ASK)
    assert reading.directions == (either if direction == "either" else (Direction(direction),))
    names = {f"{each.first_name} {each.last_name}" for each in reading.who}
    assert names == (set() if who == "-" else set(who.split(", ")))


def test_every_sentence_shape_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shape nothing reaches is either dead or hidden by one above it."""
    used: set[str] = set()
    as_said = roles.as_said

    def noted(shape: Shape, *rest: object) -> object:
        used.add(shape.said)
        return as_said(shape, *rest)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(roles, "as_said", noted)
    for line in [*(each.line for each in EVERY_LINE), *(row.split(" | ")[0] for row in SAID)]:
        read(line, KNOWN, TUESDAY)
    assert [shape.said for shape in GERMAN.grammar.shapes if shape.said not in used] == []


@pytest.mark.parametrize(
    ("line", "what", "who"),
    [
        ("Notiz: Pass verlängern", "Pass verlängern", []),
        ("Denk bitte daran, Kim zu loben", "Kim zu loben", ["Kim Bakker"]),
        ("Nur für mich: Gehalt von Kim prüfen", "Gehalt von Kim prüfen", ["Kim Bakker"]),
        ("merken: Budget", "Budget", []),
        ("erinnerst du mich daran, Brot zu kaufen", "Brot zu kaufen", []),
    ],
)
def test_a_note_to_oneself_needs_nobody_and_no_day(line: str, what: str, who: list[str]) -> None:
    reading = read(line, KNOWN, TUESDAY)
    assert (reading.direction, reading.what) == (Direction.REMINDER, what)
    assert [f"{each.first_name} {each.last_name}" for each in reading.who] == who
    assert reading.complete


FRAGMENTS = (
    f"{VERBS} {FUNCTION} {DAYS} Kim Ana Sam Helens Jonas' 3.12. 31.11. KW 49 , . : ? - ( ) Fr."
)
typed = text(max_size=80) | builds(" ".join, lists(sampled_from(FRAGMENTS.split()), max_size=14))


@settings(deadline=None)
@given(typed, dates(date(2000, 1, 1), date(2100, 1, 1)))
@example("in 999 Jahren Kim schicken", date(2100, 1, 1))
@example("bis KW 0 Kim die Liste schicken", TUESDAY)
@example("bis KW 99", date(2100, 1, 1))
def test_whatever_is_typed_is_read_without_a_fault_and_loses_no_word(
    line: str, today: date
) -> None:
    reading = read(line, KNOWN, today)
    assert reading.complete == (not reading.questions)
    assert all(today <= each for each in reading.when)
    unmarked = list(reading.line)
    for mark in reading.marks:
        assert mark.start < mark.end <= len(reading.line)
        unmarked[mark.start : mark.end] = " " * (mark.end - mark.start)
    assert not Counter(words("".join(unmarked))) - Counter(words(reading.what))
