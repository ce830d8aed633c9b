"""A remark that says why somebody left, where the reason is empty or both agreed on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.reasons import understand
from tandem.organisation.intake.reasons_beside import WORDS
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.words_in_remarks import AGREED, TOLD, class_told
from tandem.organisation.models import Employment, LeaverCount, Reason
from tandem.organisation.tests.intake.counting import CountingOffice
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db

LEAVERS = """
    Area  | Month   | Reason      | Bemærkning
    Mill  | 2026-09 |             | nyt job i kommunen
    Mill  | 2026-09 |             | gået på pension
    Mill  | 2026-09 | Resignation | gået på pension
    Depot | 2026-10 | Dohoda      | odešel sám – lepší nabídka
    Depot | 2026-10 | Dohoda      | organizační důvody
    Depot | 2026-10 | Dohoda      | klíče vráceny
    Depot | 2026-10 |             | laptop afleveret
"""
TAKEN, AS_READ = ('[leavings]\nreason = "remark"\n', '[leavings]\nreason = "as-read"\n')


@pytest.fixture
def counting(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def kept() -> dict[tuple[str, str], int]:
    rows = LeaverCount.objects.values_list("reason", "reason_class", "leavers")
    found: dict[tuple[str, str], int] = {}
    for reason, reason_class, leavers in rows:
        found[reason, reason_class] = found.get((reason, reason_class), 0) + leavers
    return found


@pytest.mark.parametrize(
    ("reason", "remarks"),
    [
        (
            Reason.VOLUNTARY,
            [
                *("found a new job", "went to a competitor", "Neuer Job in Köln", "Studium"),
                *("nouvel emploi", "parti à la concurrence", "nieuwe baan", "otro trabajo"),
                *("nuovo lavoro", "novo emprego", "nowa praca", "nytt jobb", "fik nyt job"),
                *("ny jobb hos Nordhav", "sa opp selv", "nové zaměstnání", "sagde selv op"),
                "uusi työ",
            ],
        ),
        (
            Reason.RETIREMENT,
            ["retired in May", "gått av med pensjon", "odešel do důchodu", "Altersrente"],
        ),
        (
            Reason.INVOLUNTARY,
            [
                *("made redundant", "did not pass probation", "prøvetid ikke bestået"),
                *("nedbemanning", "organizační změny", "propuštěn", "fristlos entlassen"),
            ],
        ),
        (Reason.OTHER, ["gikk bort", "vikariat slutt", "end of season", "fin de saison"]),
    ],
)
def test_it_is_told_in_many_languages(reason: Reason, remarks: list[str]) -> None:
    assert {each: class_told(each) for each in remarks} == dict.fromkeys(remarks, reason)


@pytest.mark.parametrize(
    "remark",
    [
        *("laptop returned", "transfer of keys done", "notified other team", "12", ""),
        *("no new job yet", "ikke nyt job", "kein neuer Job"),  # not what happened
        *("fritstillet, har fundet nyt job", "retired, was made redundant"),  # which of them?
        *("notice withdrawn, new job fell through", "performance review sent"),
    ],
)
def test_other_remarks_tell_nothing(remark: str) -> None:
    assert class_told(remark) is None


def test_words_are_as_remarks_are_compared() -> None:
    for words in (*TOLD.values(), AGREED):
        assert [each for each in words if plain(each) != each] == []


def test_what_is_stored_is_read_again_as_what_it_is() -> None:
    read = {reason: understand(words) for reason, words in WORDS.items()}
    assert {reason: each and each.reason for reason, each in read.items()} == {
        each: each for each in Reason
    }


def test_it_is_asked_about_once_and_nothing_is_taken_meanwhile(counting: CountingOffice) -> None:
    report = counting.look(LEAVERS)
    [asked] = report.first[Kind.REASON_BY_REMARK]
    assert asked.offers == ("remark", "as-read")
    assert (
        "4 rows have a reason that is empty or says little, and “Bemærkning” says" in asked.reason
    )
    assert "By the employer: “organizační důvody”" in (asked.value or "")
    counting.bring(LEAVERS)
    assert kept() == {("", ""): 3, ("Dohoda", ""): 3, ("Resignation", "voluntary"): 1}


def test_one_word_takes_it_and_of_the_remark_nothing_is_stored(counting: CountingOffice) -> None:
    counting.bring(LEAVERS, mapping=TAKEN)
    assert kept() == {
        ("", ""): 1,
        ("Dohoda", ""): 1,
        ("Resignation", "voluntary"): 1,
        ("Remark: own choice", "voluntary"): 2,
        ("Remark: retirement", "retirement"): 1,
        ("Remark: by the employer", "involuntary"): 1,
    }


def test_or_leaves_it(counting: CountingOffice) -> None:
    report = counting.look(LEAVERS, mapping=AS_READ)
    [told] = report.first[Kind.REASON_BY_REMARK]
    assert told.offers == ("remark",)
    assert "4 rows keep their reason, whatever “Bemærkning” says" in told.reason


def test_what_was_said_of_the_word_stands_behind_the_remark(counting: CountingOffice) -> None:
    """Whoever counts an agreement as another reason did not know who wanted it."""
    said = TAKEN + '[reasons]\n"Dohoda" = "other"\n'
    counting.bring(LEAVERS, mapping=said)
    assert kept()["Dohoda", "other"] == 1
    assert kept()["Remark: own choice", "voluntary"] == 2


def test_nor_does_what_is_said_of_a_word_for_other_rows(counting: CountingOffice) -> None:
    """“Diverse” is by the employer in one row, and own choice by the remark of another."""
    leavers = """
        Area | Month   | Reason  | Merknad
        Mill | 2026-09 | Diverse | sa opp selv
        Mill | 2026-09 | Diverse | se mappe
    """
    counting.bring(leavers, mapping=TAKEN + '[reasons]\n"Diverse" = "involuntary"\n')
    assert kept() == {("Remark: own choice", "voluntary"): 1, ("Diverse", "involuntary"): 1}


def test_what_is_said_of_such_a_reason_holds(counting: CountingOffice) -> None:
    said = TAKEN + '[reasons]\n"Remark: retirement" = "other"\n'
    counting.bring(LEAVERS, mapping=said)
    assert kept()["Remark: retirement", "other"] == 1


def test_a_column_that_holds_no_remarks_is_not_heard(counting: CountingOffice) -> None:
    files = "Area | Month | Reason | Badge\nMill | 2026-09 | | new job\n"
    assert Kind.REASON_BY_REMARK not in counting.look(files).kinds


def test_a_word_nobody_knows_is_refused(counting: CountingOffice) -> None:
    with pytest.raises(FileUnusable, match="reason = perhaps"):
        counting.look(LEAVERS, mapping='[leavings]\nreason = "perhaps"\n')


PEOPLE = """
    Employee ID | Name     | Department | Hire date  | Leave date | Leave reason     | Opmerking
    1           | Ann Reed | Mill       | 2019-01-01 | 2026-06-30 | Mutual agreement | nieuwe baan
    2           | Bo Holm  | Mill       | 2019-01-01 | 2026-06-30 |                  | met pensioen
    3           | Cy Ash   | Mill       | 2019-01-01 | 2026-06-30 | Resignation      | met pensioen
    4           | Di Lund  | Mill       | 2019-01-01 |            |                  | nieuwe baan
    5           | Ed Ross  | Mill       | 2019-01-01 | 2026-06-30 | Mutual agreement | laptop terug
"""  # fmt: skip


def reasons() -> dict[str, tuple[str, str]]:
    left = Employment.objects.exclude(end_on=None).filter(person__number__in="12345")
    return {str(each.person.number): (each.reason, each.reason_class) for each in left}


def test_of_people_too(office: Office) -> None:
    report = office.look(csv(PEOPLE))
    [asked] = report.first[Kind.REASON_BY_REMARK]
    assert "2 rows have a reason that is empty or says little" in asked.reason
    office.bring(csv(PEOPLE), mapping=office.mapping(TAKEN))
    assert reasons() == {
        "1": ("Remark: own choice", "voluntary"),
        "2": ("Remark: retirement", "retirement"),
        "3": ("Resignation", "voluntary"),
        "5": ("Mutual agreement", "other"),
    }


JOBS = """
    Employee ID | Name     | Department | From       | Event       | Reason           | Opmerking
    1           | Ann Reed | Mill       | 2019-01-01 | Hire        |                  |
    1           | Ann Reed |            | 2026-06-30 | Termination | Mutual agreement | nieuwe baan
    2           | Bo Holm  | Mill       | 2019-01-01 | Hire        |                  | nieuwe baan
"""


def test_in_a_log_of_changes_too(office: Office) -> None:
    office.bring(csv(JOBS), shape=intake.Shape.HISTORY, mapping=office.mapping(TAKEN))
    assert reasons() == {"1": ("Remark: own choice", "voluntary")}


def test_a_notice_that_somebody_handed_in_is_their_own_choice() -> None:
    assert class_told("He handed his notice in 31/7, gone to a competitor") is Reason.VOLUNTARY
