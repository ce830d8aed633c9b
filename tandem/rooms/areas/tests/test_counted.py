"""What the page of an area says that is known by counts without persons."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import role
from tandem.bridge import importing, pictures
from tandem.bridge.editions import ask
from tandem.bridge.models import AreaFigures
from tandem.bridge.numbers import figures_of
from tandem.organisation import actions, intake
from tandem.organisation.models import Area, Person
from tandem.partnership.testing import TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NO_RATE = "no rate, no headcounts given"
YEAR = [f"2026-{month:02}" for month in range(1, 11)]
TWO_YEARS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
Brings = Callable[..., Area]


def leavers(area: str, months: list[str], *reasons: str) -> str:
    """For each month one leaver for each reason."""
    return "".join(f"Varnholm / {area},{month},{why}\n" for month in months for why in reasons)


@pytest.fixture
def brings(tmp_path: Path) -> Brings:
    def incoming(name: str, text: str) -> intake.Incoming:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return intake.Incoming(name, tmp_path / name)

    def bring(text: str, heads: str = "") -> Area:
        import_id = uuid.uuid4()
        report = intake.check(
            [incoming("leavers.csv", f"Area,Month,Reason\n{text}")],
            folder=intake.folder_of(importing.uploads(), import_id),
            today=TUESDAY.date(),
            shape=intake.Shape.COUNTS,
            headcounts=[incoming("heads.csv", heads)] if heads else (),
        )
        kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=TUESDAY)
        importing.bring_in(import_=kept, by=OPERATOR, at=TUESDAY)
        return Area.objects.get(name="Bakery")

    return bring


def reader() -> Person:
    """Somebody who sees every area."""
    person = actions.add_person(
        first_name="Greta", last_name="Moss", email="greta@varnholm.example",
        area=None, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    actions.open_account(person=person, email=person.email, by=OPERATOR, at=TUESDAY)
    actions.grant_role(person=person, role=role("chro"), by=OPERATOR, at=TUESDAY)
    person.refresh_from_db()
    return person


def text_at(address: str, sign_in: SignIn) -> str:
    page = sign_in(reader()).get(address)
    assert page.status_code == 200
    return " ".join(str(page.text).split())


def text_of(area: Area, sign_in: SignIn) -> str:
    page = sign_in(reader()).get(area.get_absolute_url())
    assert page.status_code == 200
    return " ".join(str(page.text).split())


def test_without_headcounts_the_page_says_that_there_is_no_rate(
    brings: Brings, sign_in: SignIn
) -> None:
    text = text_of(brings(leavers("Bakery", YEAR, "Quit", "Retirement")), sign_in)
    assert "<h1>Bakery: counts only.</h1>" in text
    assert text.count(NO_RATE) == 3  # under the title and for both rates
    assert "%" not in text.split("Why people left")[0].split("Twelve months back")[1]
    assert "Nobody is here today" not in text
    assert "People, A to Z" not in text


def test_until_its_counts_are_counted_nobody_says_that_nobody_is_here(
    brings: Brings, sign_in: SignIn
) -> None:
    area = brings(leavers("Bakery", YEAR, "Quit"), heads(60, YEAR))
    stored = AreaFigures.objects.get(area=area)
    AreaFigures.objects.all().delete()
    ask(settings.SITE.home)  # as applying in the browser leaves it to the worker
    text = text_of(area, sign_in)
    assert "<b>Being counted</b>" in text
    assert "0 people" not in text
    assert "Nobody is here today" not in text
    client = sign_in(Person.objects.get(first_name="Greta"))
    assert "An area with a dash is being counted" in client.get(reverse("areas:find")).text
    stored.save(force_insert=True)
    assert "Being counted" not in client.get(area.get_absolute_url()).text


def test_reasons_are_told_by_class(brings: Brings, sign_in: SignIn) -> None:
    told = leavers("Bakery", YEAR, "Quit", "Retirement", "Transfer out")
    text = text_of(brings(told), sign_in)
    for name, count in (("By own choice", 10), ("Retirement", 10), ("By the employer", 0)):
        assert f'{name}</th><td class="num">{count}</td>' in text
    assert '<b>All who left</b></th><td class="num"><b>20</b></td>' in text
    assert 'Transfer out, beside them</th><td class="num">10</td>' in text
    assert "No reason known" not in text  # nobody is without one


def test_of_nine_leavers_no_reason_is_told(brings: Brings, sign_in: SignIn) -> None:
    told = leavers("Bakery", YEAR[:9], "Quit") + leavers("Bakery", YEAR[:1], "Transfer out")
    text = text_of(brings(told), sign_in)
    assert "Too few people to tell reasons without pointing at someone" in text
    assert "By the employer" not in text
    assert (
        '<td class="num">1</td><td class="num">–</td><td class="num">–</td>' in text
    )  # only counted
    assert "Through the year" not in text  # nine months are no year


def test_of_one_year_a_season_is_not_claimed(brings: Brings, sign_in: SignIn) -> None:
    text = text_of(brings(leavers("Bakery", TWO_YEARS[:12], "Quit")), sign_in)
    assert "Through the year" in text
    assert "One year only, so a season cannot be told from chance." in text
    assert '<th scope="row">March</th><td class="num">1</td><td class="num">8%</td>' in text


def test_two_years_stand_side_by_side(brings: Brings, sign_in: SignIn) -> None:
    told = leavers("Bakery", TWO_YEARS, "Quit") + leavers("Bakery", ["2025-03"], "Quit")
    text = text_of(brings(told), sign_in)
    assert "The same months, year by year" in text
    assert "Jan 2024 to Dec 2024" in text
    assert '<th scope="row">March</th><td class="num">1</td><td class="num">2</td>' in text
    assert "One year only" not in text


def test_with_headcounts_there_is_a_rate_with_its_denominator(
    brings: Brings, sign_in: SignIn
) -> None:
    heads = "Area,Month,Headcount\n" + "".join(f"Varnholm / Bakery,{m},60\n" for m in TWO_YEARS)
    text = text_of(brings(leavers("Bakery", TWO_YEARS, "Quit"), heads), sign_in)
    assert NO_RATE not in text
    assert "12 of 60 people on average, Jan 2025 to Dec 2025. Somewhere between" in text
    assert "60 people" in text
    assert "at the end of December 2025, from counts without names" in text
    assert "Joined</th>" not in text  # the file does not say who joined


def test_joiners_are_shown_where_the_file_says_them(brings: Brings, sign_in: SignIn) -> None:
    heads = "Area,Month,Headcount,Joiners\n" + "".join(
        f"Varnholm / Bakery,{month},60,{'' if month == '2025-11' else 1}\n" for month in TWO_YEARS
    )
    text = text_of(brings(leavers("Bakery", TWO_YEARS, "Quit"), heads), sign_in)
    assert "Joined</th>" in text
    november = text.split("Nov 2025</time>")[1].split("</tr>")[0]
    assert november.count('<td class="num">–</td>') == 1


def test_the_area_above_adds_up_and_names_what_left_below(brings: Brings, sign_in: SignIn) -> None:
    told = leavers("Bakery", YEAR, "Quit") + leavers("Dairy", YEAR, "Quit", "Death")
    varnholm = brings(told).parent
    assert varnholm is not None
    text = text_of(varnholm, sign_in)
    assert '<b>All who left</b></th><td class="num"><b>30</b></td>' in text
    assert 'Dairy</a></th><td class="num">20</td>' in text


def test_the_chart_shows_the_months_and_leaves_the_others_out(brings: Brings) -> None:
    figures = figures_of(brings(leavers("Bakery", YEAR, "Quit")))
    assert figures is not None
    drawn = pictures.pictures(figures.numbers, figures.area, 560)
    assert [kind for kind, picture in drawn.items() if picture] == ["months"]


# In lists, and year by year


def heads(people: int | str, months: list[str], more: str = "", given: str = "") -> str:
    rows = "".join(f"Varnholm / Bakery,{month},{people}{given}\n" for month in months)
    return f"Area,Month,Headcount{more}\n{rows}"


def test_a_list_shows_the_latest_headcount_with_its_month(brings: Brings, sign_in: SignIn) -> None:
    brings(leavers("Bakery", TWO_YEARS, "Quit"), heads(60, TWO_YEARS))
    text = text_at(reverse("areas:find"), sign_in)
    assert '<td class="num">60 <span class="meta">Dec 2025</span></td>' in text
    assert '<td class="num">0</td>' not in text


def test_a_list_shows_a_dash_where_no_headcount_is_known(brings: Brings, sign_in: SignIn) -> None:
    brings(leavers("Bakery", YEAR, "Quit"))
    assert (
        text_at(reverse("areas:find"), sign_in).count('<td class="num">–</td>') == 2
    )  # and the one above


def test_every_year_is_told_with_dashes_for_what_is_not_given(
    brings: Brings, sign_in: SignIn
) -> None:
    months = [*TWO_YEARS[6:], *YEAR]
    area = brings(leavers("Bakery", months, "Quit"), heads(60, months))
    text = text_at(reverse("areas:years", args=[area.pk]), sign_in)
    assert "No year of this area is known yet" not in text
    assert "28 left from 2024, from July to 2026, to October" in text
    cells = '<td class="num">{}</td>'.format
    year = "".join(map(cells, (12, 12, 0, 0, 0, 60)))
    assert f'<th scope="row">2025</th>{year}' in text
    part = "".join(map(cells, (6, "–", "–", "–", "–", 60)))
    assert f'<th scope="row">2024, from July</th>{part}' in text
    assert "Joined</th>" not in text
    assert "People at the end =" not in text


def test_the_sum_is_claimed_where_the_files_say_all_of_it(brings: Brings, sign_in: SignIn) -> None:
    given = heads(60, TWO_YEARS, ",Joiners,Moved in,Moved out", ",1,0,0")
    area = brings(leavers("Bakery", TWO_YEARS, "Quit"), given)
    text = text_at(reverse("areas:years", args=[area.pk]), sign_in)
    assert "People at the end = people at the start" in text
    assert "Joined</th>" in text


def test_reasons_are_of_the_last_twelve_months_as_the_rate_is(
    brings: Brings, sign_in: SignIn
) -> None:
    told = leavers("Bakery", TWO_YEARS[:12], "Retirement") + leavers(
        "Bakery", TWO_YEARS[12:], "Quit"
    )
    text = text_of(brings(told, heads(60, TWO_YEARS)), sign_in)
    reasons = text.split('id="reasons"')[1].split("</table>")[0]
    assert 'By own choice</th><td class="num">12</td>' in reasons
    assert 'Retirement</th><td class="num">0</td>' in reasons
    assert "Jan 2025 to Dec 2025." in text.split('id="reasons"')[1]


def test_a_word_without_a_class_is_called_so(brings: Brings, sign_in: SignIn) -> None:
    text = text_of(brings(leavers("Bakery", YEAR, "Quit", "Wechsel der Karte")), sign_in)
    assert 'A reason that is not known, or none</th><td class="num">10</td>' in text


def test_codes_without_a_class_say_nothing_of_own_choice(brings: Brings, sign_in: SignIn) -> None:
    area = brings(leavers("Bakery", TWO_YEARS, "K1", "K2"), heads(60, TWO_YEARS))
    text = text_of(area, sign_in)
    assert "<h1>Bakery: own choice is not known.</h1>" in text
    assert "Nobody has said yet which of the reasons in the files are own choice." in text
    assert "Each dot is a month" not in text
    assert 'Dec 2025</time></th><td class="num">2</td><td class="num">–</td>' in text
    assert 'By own choice</th><td class="num">–</td>' in text
    assert 'A reason that is not known, or none</th><td class="num">24</td>' in text
    assert "24 of 60 people on average" in text  # for any reason


def test_who_brings_files_in_is_led_to_what_the_reasons_mean(
    brings: Brings, sign_in: SignIn
) -> None:
    area = brings(leavers("Bakery", TWO_YEARS, "K1", "K2"), heads(60, TWO_YEARS))
    leads, greta = reverse("company:reasons"), reader()
    assert leads not in sign_in(greta).get(area.get_absolute_url()).text
    actions.grant_role(person=greta, role=role("hr_administrator"), by=OPERATOR, at=TUESDAY)
    assert leads in sign_in(greta).get(area.get_absolute_url()).text
    known = brings(leavers("Bakery", TWO_YEARS, "Quit", "Quit"), heads(60, TWO_YEARS))
    assert leads not in sign_in(greta).get(known.get_absolute_url()).text


# What was not taken


def test_a_month_whose_rows_were_not_taken_is_not_called_quiet(
    brings: Brings, sign_in: SignIn
) -> None:
    months = [*YEAR[:3], *YEAR[4:]]
    area = brings(leavers("Bakery", [*months, "Brumaire 2026", "Brumaire 2026"], "Quit", "Quit"))
    client = sign_in(reader())
    text = " ".join(client.get(area.get_absolute_url()).text.split())
    assert "4 rows of the files of counts that may belong here were not taken." in text
    assert "See what was not taken" not in text  # the reader may not see the files
    april = text.split("Apr 2026</time></th>")[1].split("</tr>")[0]
    assert april.count('<td class="num">–</td>') == 3
    assert text.split("May 2026</time></th>")[1].startswith('<td class="num">2</td>')
    assert '<b>All who left</b></th><td class="num"><b>at least 18</b></td>' in text
    assert "Each dot is a month" not in text
    years = " ".join(client.get(reverse("areas:years", args=[area.pk])).text.split())
    assert "At least 18 left in the time that is known" in years
    assert "were not taken" in years


def test_headcounts_that_were_not_taken_are_not_called_missing_from_the_file(
    brings: Brings, sign_in: SignIn
) -> None:
    text = text_of(brings(leavers("Bakery", YEAR, "Quit"), heads("many", YEAR)), sign_in)
    assert "its headcounts were in the file and were not taken" in text
    assert "no persons and no headcounts" not in text
    assert "10 rows of the files of counts" in text
    assert "at least" not in text  # all who left are known


def test_a_last_month_without_a_headcount_is_said_to_lack_it(
    brings: Brings, sign_in: SignIn
) -> None:
    text = text_of(brings(leavers("Bakery", YEAR, "Quit"), heads(60, YEAR[:9])), sign_in)
    assert "no headcount at the end of October 2026 in the file" in text


# Leavers under a name without headcounts


def short(*months: str) -> str:
    """Two a month as "Bak.", which no headcount is of."""
    return "".join(f"Bak.,{month},Quit\n" * 2 for month in months)


def test_where_leavers_may_stand_under_another_name_nothing_is_called_usual(
    brings: Brings, sign_in: SignIn
) -> None:
    told = leavers("Bakery", TWO_YEARS, "Quit") + short(*TWO_YEARS)
    area = brings(told, heads(60, TWO_YEARS))
    text = text_of(area, sign_in)
    assert "<h1>Bakery: some who left may be missing.</h1>" in text
    assert "nothing unusual" not in text
    assert "The leavers list also names “Bak.”, without a headcount." in text
    own = sign_in(Person.objects.get(first_name="Greta"))
    text = own.get(Area.objects.get(name="Bak.").get_absolute_url()).text
    assert "The headcounts may call it otherwise." in text


def test_a_name_that_is_like_no_other_is_told_beside_the_finding(
    brings: Brings, sign_in: SignIn
) -> None:
    told = leavers("Bakery", TWO_YEARS, "Quit") + short(*TWO_YEARS).replace("Bak.", "Night shift")
    text = text_of(brings(told, heads(60, TWO_YEARS)), sign_in)
    assert "may be missing" not in text
    assert "The leavers list also names “Night shift”, without a headcount." in text
