"""Which column is which, of leavers and of headcounts: guessed, asked, kept, read again."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation.models import Headcount, Import, LeaverCount, SavedMapping
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.test_imports import said

LEAVERS = "Wo,Wann,Weshalb,Zahl\n" + "".join(
    f"Mill / Press,{month},{why},1\n"
    for month in ("2026-08", "2026-09", "2026-10")
    for why in ("Resignation", "Retirement")
)
HEADS = "Wo,Stand,Leute da\n" + "".join(
    f"Mill / Press,{month},4{month[-1]}\n" for month in ("2026-08", "2026-09", "2026-10")
)
FRENCH = "Mois de sortie\tDirection\tMotif\tType contrat\tNombre\n" + "".join(
    f"{month} 2026\tR\u00e9seau / Lyon\tD\u00e9mission\tCDI\t2\n"
    for month in ("janv.", "f\u00e9vr.")
)
FRENCH_HEADS = "Direction;Mois;Effectif fin de mois\n" + "".join(
    f"R\u00e9seau / Lyon;0{month}/2026;62\n" for month in (1, 2)
)
READ_AS = {
    "column_0": "department",
    "column_1": "month",
    "column_2": "leave reason",
    "column_3": "count",
    "column_4": "month",
    "column_5": "headcount",
}


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def sent(
    client: Client, leavers: str | bytes = LEAVERS, heads: str | bytes = HEADS, **more: object
) -> str:
    """The address where the upload is now."""
    data: dict[str, object] = {"shape": "counts", **more}
    for name, content in (("file", leavers), ("headcounts", heads)):
        if content:
            text = content if isinstance(content, bytes) else content.encode()
            data[name] = SimpleUploadedFile(f"{name}.csv", text)
    answer = client.post(reverse("company:new_import"), data)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def asked(client: Client, page: str) -> str:
    [(columns, _)] = client.get(page, follow=True).redirect_chain
    return str(columns)


@pytest.mark.parametrize("shape", ["counts", ""])
def test_two_french_files_need_no_question(farid: Client, shape: str) -> None:
    page = sent(
        farid,
        FRENCH.replace("\n", "\r\n").encode("utf-16"),
        FRENCH_HEADS.encode("latin-1"),
        shape=shape,
    )
    assert "Every row is ready." in farid.get(page).text
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert sum(each.leavers for each in LeaverCount.objects.all()) == 4
    assert [each.people for each in Headcount.objects.all()] == [62, 62]


def test_headings_nobody_knows_are_asked_about_for_both_files(farid: Client) -> None:
    text = farid.get(asked(farid, sent(farid))).text
    assert "Which column is which?" in text
    assert "Mill / Press" in text
    assert "file.csv, headcounts.csv" in text  # “Wo” stands in both and is asked once
    assert text.count("<code>Wo</code>") == 1
    assert not Import.objects.exists()


def test_the_page_says_why_it_asks(farid: Client) -> None:
    text = farid.get(asked(farid, sent(farid))).text
    assert "Guessed from their values alone: " in text
    heads = "Bereich,Mannschaft im August\nMill / Press,vierzig\n"
    text = farid.get(asked(farid, sent(farid, FRENCH, heads))).text
    assert "Still missing in headcounts.csv: " in text


def test_values_say_what_a_column_seems_to_be(farid: Client) -> None:
    chosen = said(farid.get(asked(farid, sent(farid))).text)
    assert {name: chosen[name] for name in READ_AS} == READ_AS


def test_what_is_said_checks_the_same_files(farid: Client) -> None:
    answer = farid.post(asked(farid, sent(farid)), READ_AS, follow=True)
    assert "Every row is ready." in answer.text
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert sum(each.leavers for each in LeaverCount.objects.all()) == 6
    assert sorted(each.people for each in Headcount.objects.all()) == [40, 48, 49]


def test_kept_by_a_name_it_reads_the_next_files(farid: Client) -> None:
    farid.post(asked(farid, sent(farid)), {**READ_AS, "save_as": "Provider, monthly"})
    saved = SavedMapping.objects.get()
    assert (saved.shape, saved.said["columns"]["Leute da"]) == ("counts", "headcount")
    assert Event.objects.filter(what="mapping.saved").count() == 1
    text = farid.get(sent(farid), follow=True).text
    assert "Every row is ready." in text
    assert "Saved as “Provider, monthly”" in text


def test_kept_for_both_files_it_reads_the_leavers_alone(farid: Client) -> None:
    farid.post(asked(farid, sent(farid)), {**READ_AS, "save_as": "Provider, monthly"})
    page = sent(farid, heads="", saved=str(SavedMapping.objects.get().pk))
    assert "Every row is ready." in farid.get(page, follow=True).text


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"column_3": "leave reason"}, "Two columns are read as “Leave reason”."),
        ({"column_1": ""}, "Say which column of file.csv holds: Month."),
        ({"column_5": ""}, "Say which column of headcounts.csv holds: Headcount."),
    ],
)
def test_a_slip_comes_back_with_its_reason_and_nothing_is_lost(
    farid: Client, slip: dict[str, str], words: str
) -> None:
    answer = farid.post(asked(farid, sent(farid)), {**READ_AS, **slip, "save_as": "Mine"})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Mine"' in answer.text
    assert not SavedMapping.objects.exists()


def test_a_check_can_be_read_again_with_other_columns(farid: Client) -> None:
    page = sent(farid, "Area,Month,Reason\nMill,2026-09,Resignation\n", "")
    first = Import.objects.get()
    columns = reverse("company:columns", args=[first.pk])
    assert columns in farid.get(page).text
    chosen = said(farid.get(columns).text)
    farid.post(columns, {**chosen, "column_2": ""})
    assert Import.objects.waiting().exclude(pk=first.pk).count() == 1
    text = farid.get(reverse("company:import", args=[Import.objects.waiting().get().pk])).text
    assert "Not read" in text


def test_the_path_of_an_area_may_stand_in_several_columns(farid: Client) -> None:
    rows = "Division,Department,Month\nMill,Press,2026-09\nMill,Oven,2026-10\nShop,Till,2026-10\n"
    columns = asked(farid, sent(farid, rows + "Mill,Press,2026-10\n", ""))
    text = farid.get(columns).text
    assert "The area is a path of several columns" in text
    farid.post(columns, {**said(text), "column_0": "", "levels": "on"})
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    named = {f"{each.area.parent} / {each.area}" for each in LeaverCount.objects.all()}
    assert named == {"Mill / Press", "Mill / Oven", "Shop / Till"}


SITES = "Site,Dept,Month,Reason\n" + "".join(
    f"{site},{dept},{month},Quit\n"
    for site, dept in (
        ("Cork", "Finance"),
        ("Cork", "Press"),
        ("Bray", "Finance"),
        ("Bray", "Oven"),
    )
    for month in ("2026-08", "2026-09")
)
SITE_HEADS = (
    "Site,Department,2026-08,2026-09\nCork,Finance,11,12\nCork,Press,30,31\nCork total,,41,43\n"
    "Bray,Finance,21,22\nBray,Oven,50,51\nBray total,,71,73\n"
)
ON_SITES = {"Cork / Finance", "Cork / Press", "Bray / Finance", "Bray / Oven"}


def placed(farid: Client) -> tuple[set[str], set[str]]:
    """Apply what waits; areas with leavers, and with headcounts."""
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]))
    counts = (LeaverCount.objects.all(), Headcount.objects.all())
    left, heads = ({f"{e.area.parent} / {e.area}" for e in each} for each in counts)
    return left, heads


def test_the_site_above_is_asked_for_both_files_which_call_it_otherwise(farid: Client) -> None:
    columns = asked(farid, sent(farid, SITES, SITE_HEADS))
    text = farid.get(columns).text
    assert "The area is a path of several columns" in text
    assert "Site / Dept; Site / Department" in text
    page = farid.post(columns, {**said(text), "levels": "on"}, follow=True)
    assert "Area, level 2" in page.text
    assert placed(farid) == (ON_SITES, ON_SITES)
    cork = Headcount.objects.filter(area__name="Finance", area__parent__name="Cork")
    assert {each.people for each in cork} == {11, 12}


def test_declined_the_department_alone_is_the_area(farid: Client) -> None:
    rows = SITES.replace("Bray,Finance", "Bray,Store")
    heads = SITE_HEADS.replace("Bray,Finance", "Bray,Store")
    columns = asked(farid, sent(farid, rows, heads))
    farid.post(columns, said(farid.get(columns).text))
    left, heads_ = placed(farid)
    assert left == heads_ == {f"None / {name}" for name in ("Finance", "Press", "Store", "Oven")}


def test_a_site_in_one_file_alone_is_not_asked_about(farid: Client) -> None:
    heads = "Department,2026-08,2026-09\nFinance,11,12\nPress,30,31\nOven,50,51\n"
    page = sent(farid, SITES.replace("Bray,Finance", "Bray,Oven"), heads)
    assert "Which column is which?" not in farid.get(page, follow=True).text
    assert placed(farid)[0] == {"None / Finance", "None / Press", "None / Oven"}


def test_two_columns_of_each_file_can_be_chosen_as_levels(farid: Client) -> None:
    rows, heads = SITES.replace("Site", "Haus"), SITE_HEADS.replace("Site", "Haus")
    sent(farid, rows, heads)
    columns = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    chosen = {**said(farid.get(columns).text), "column_0": "department"}
    answer = farid.post(columns, chosen)
    assert answer.status_code == 422
    assert "tick “The area is a path of several columns” below: Haus / Dept." in answer.text
    farid.post(columns, {**chosen, "levels": "on", "save_as": "Sites"})
    assert SavedMapping.objects.get().said["department"] == {
        "columns": ["Haus", "Dept", "Department"]
    }
    assert placed(farid) == (ON_SITES, ON_SITES)


def test_a_path_in_one_column_and_one_in_several_meet(farid: Client) -> None:
    rows = "Unit,Month,Reason\n" + "".join(f"{each},2026-08,Quit\n" for each in sorted(ON_SITES))
    sent(farid, rows, SITE_HEADS)
    columns = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    chosen = said(farid.get(columns).text)
    assert chosen["column_0"] == "department"
    farid.post(columns, {**chosen, "column_3": "department", "levels": "on"})
    assert placed(farid) == (ON_SITES, ON_SITES)


def test_a_column_for_each_month_is_read_or_left(farid: Client) -> None:
    heads = "Wo,2026-08,2026-09\nMill / Press,40,41\nMill / Oven,30,31\nMill / Oven 2,30,31\n"
    columns = asked(farid, sent(farid, LEAVERS, heads))
    text = farid.get(columns).text
    assert "Headcount at the end of September 2026" in text
    chosen = {**said(text), "column_0": "department", "column_4": ""}
    answer = farid.post(columns, chosen, follow=True)
    assert "Every row is ready." in answer.text
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert {f"{each.month:%Y-%m}" for each in Headcount.objects.all()} == {"2026-09"}


def test_columns_of_many_months_are_one_line_and_are_read_all_the_same(farid: Client) -> None:
    heads = "Wo," + ",".join(f"2026-0{month}" for month in range(4, 10))
    columns = asked(farid, sent(farid, LEAVERS, heads + "\nMill / Press,40,41,42,43,44,45\n"))
    text = farid.get(columns).text
    before, months = text.split("6 columns of months, April 2026 to September 2026")
    assert "Headcount at the end of" not in before
    assert "Headcount at the end of April 2026" in months
    farid.post(columns, {**said(text), "column_0": "department"}, follow=True)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert Headcount.objects.count() == 6


def test_leavers_of_each_month_are_read_or_left(farid: Client) -> None:
    rows = "Wo,Reason,2026-08,2026-09\nMill / Press,Quit,1,2\n,Death,0,1\n"
    columns = asked(farid, sent(farid, rows + "Mill / Oven,Quit,1,1\n,Death,,\n", ""))
    text = farid.get(columns).text
    assert "How many left in September 2026" in text
    farid.post(columns, {**said(text), "column_0": "department", "column_2": ""}, follow=True)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    found = {
        (e.area.name, f"{e.month:%Y-%m}", e.reason): e.leavers for e in LeaverCount.objects.all()
    }
    assert found == {
        ("Press", "2026-09", "Quit"): 2,
        ("Press", "2026-09", "Death"): 1,
        ("Oven", "2026-09", "Quit"): 1,
    }


def test_leavers_of_each_reason_are_read_or_left_and_one_more_can_be_added(farid: Client) -> None:
    """Columns that the page itself reads so are one line; what stands apart from them is chosen."""
    heading = "Wo,Month,Quit,Died,Dismissed,Retired,Note,2nd list,Gone\n"
    rows = "Mill / Press,2026-08,1,,1,,x,,2\n,2026-09,2,1,,1,y,,1\nMill / Oven,2026-09,,1,,1,z,,1\n"
    columns = asked(farid, sent(farid, heading + rows, ""))
    text = farid.get(columns).text
    before, reasons = text.split("4 columns of reasons, “Quit” to “Retired”")
    assert reasons.count("How many left for this reason") == 4
    assert "How many left for this reason" not in before
    chosen = {**said(text), "column_0": "department", "column_3": "", "column_8": "count"}
    farid.post(columns, chosen, follow=True)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    found = {
        (e.area.name, f"{e.month:%Y-%m}", e.reason): e.leavers for e in LeaverCount.objects.all()
    }
    assert found == {
        ("Press", "2026-08", "Quit"): 1,
        ("Press", "2026-08", "Dismissed"): 1,
        ("Press", "2026-08", "Gone"): 2,
        ("Press", "2026-09", "Quit"): 2,
        ("Press", "2026-09", "Retired"): 1,
        ("Press", "2026-09", "Gone"): 1,
        ("Oven", "2026-09", "Retired"): 1,
        ("Oven", "2026-09", "Gone"): 1,
    }


def test_an_area_that_goes_on_under_another_name_is_asked_about(farid: Client) -> None:
    heads = "Area,2026-06,2026-07,2026-08,2026-09\nDay oven,4,4,,\nNight oven,5,5,,\nOven,,,9,9\n"
    page = sent(farid, "Area,Month,Reason\nNight oven,2026-07,Quit\nOven,2026-09,Quit\n", heads)
    text = farid.get(page).text
    words = "“Day oven” has its last headcount in July 2026, and “Oven” its first in August 2026."
    assert f"{words} And 1 more like it." in unescape(text)
    names = re.findall(r'name="(choice-[\d-]+)" value="offer-0"', text)
    answers = reverse("company:answer", args=[Import.objects.waiting().get().pk])
    farid.post(answers, dict.fromkeys(names, "offer-0"), follow=True)
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]))
    heads_of = {f"{each.month:%Y-%m}": each.people for each in Headcount.objects.all()}
    assert heads_of == {"2026-06": 9, "2026-07": 9, "2026-08": 9, "2026-09": 9}
    assert {each.area.name for each in LeaverCount.objects.all()} == {"Oven"}


def test_headcounts_given_alone_are_no_leavers(farid: Client) -> None:
    sent(farid, "Area,Month,Headcount\nMill,2026-09,40\n", "")
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert Headcount.objects.get().people == 40
    assert not LeaverCount.objects.exists()


def test_a_list_without_months_is_asked_about(farid: Client) -> None:
    text = farid.get(sent(farid, "Area,Reason\nMill,Resignation\n", ""), follow=True).text
    assert "Which column is which?" in text


def test_what_was_chosen_is_chosen_again_for_a_corrected_file(farid: Client) -> None:
    toml = SimpleUploadedFile("ours.toml", b'[columns]\n"Where" = "department"\n')
    page = sent(farid, "Where,Month\n", "", mapping=toml)
    text = farid.get(page).text
    assert "This file cannot be used as it is." in text
    again = page.rstrip("/").rpartition("/")[2]
    assert f"{reverse('company:new_import')}?again={again}" in text
    text = farid.get(reverse("company:new_import"), {"again": again}).text
    assert "The columns are read as before: ours.toml." in text
    assert 'value="counts" selected' in text or 'value="counts" checked' in text
    data = {"file": SimpleUploadedFile("b.csv", b"Where,Month\nMill,2026-09\n"), "shape": "counts"}
    farid.post(f"{reverse('company:new_import')}?again={again}", data)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert LeaverCount.objects.get().area.name == "Mill"


@pytest.mark.parametrize("again", ["", "no-id", "0b0e3c6e-0000-4000-8000-000000000000"])
def test_what_is_forgotten_is_not_chosen_again(farid: Client, again: str) -> None:
    answer = farid.get(reverse("company:new_import"), {"again": again})
    assert answer.status_code == 200
    assert "What you said last time" not in answer.text


OWN_WORDS = "Area,Month,Weshalb,Leavers,Region\n" + "".join(
    f"Mill / Press,2026-0{month},{why},1,North\n"
    for month in (8, 9)
    for why in ("Resignation", "Retirement", "The bridge")
)


def test_why_people_left_is_guessed_where_half_of_the_words_are_known(farid: Client) -> None:
    text = farid.get(sent(farid, OWN_WORDS, ""), follow=True).text
    assert "No column is read as why people left" not in text
    assert "Leave reason" in text
    assert "<code>Weshalb</code>" in text


def test_where_no_column_is_read_as_why_people_left_that_is_said_with_the_way(
    farid: Client,
) -> None:
    strange = OWN_WORDS.replace("Resignation", "A").replace("Retirement", "B")
    text = farid.get(sent(farid, strange, ""), follow=True).text
    assert "so nobody knows how many left by own choice. Not read: “Weshalb”, “Region”." in text
    [waiting] = Import.objects.waiting()
    columns = reverse("company:columns", args=[waiting.pk])
    assert f'<a class="button plain slim" href="{columns}">Read a column otherwise</a>' in text
    told = farid.get(sent(farid, "Area,Month,Leavers\nMill,2026-08,1\n", ""), follow=True).text
    assert "why people left" not in told, "where no column is left to say it"
