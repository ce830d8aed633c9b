"""A check mended in the page: rows answered, the same file checked again, answers taken back."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.staging import FILE_NAME
from tandem.organisation.models import Employment, Import, ImportState, Spell
from tandem.partnership.testing import Cast
from tandem.rooms.company import told, uploads
from tandem.rooms.company.tests.test_imports import GOOD, MISTAKES, nothing_kept, upload

DAY, MANAGER, TWICE = MISTAKES


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def now() -> Import:
    return Import.objects.waiting().get()


def page_of(client: Client) -> str:
    return client.get(reverse("company:import", args=[now().pk])).text


def name_at(text: str, line: int, of: str = "choice") -> str:
    """The first input of a place, by its line."""
    return str(re.findall(rf'name="({of}-\d+-{line})"', text)[0])


def bar(text: str) -> list[str]:
    """The buttons at the lower edge; of two the style sheet shows the one that is next."""
    [found] = re.findall(r'<div class="settle".*?</div></div>', text, re.S)
    return re.findall(r"<button[^>]*>([^<]*)<", found)


def test_what_is_pressed_by_return_uses_answers_before_it_brings_anything_in(
    farid: Client,
) -> None:
    upload(farid, *GOOD, *MISTAKES)
    form = page_of(farid).split(f'action="{reverse("company:apply", args=[now().pk])}"')[1]
    first = re.findall(r"<button[^>]*>", form)[0]
    assert reverse("company:answer", args=[now().pk]) in first
    assert "formnovalidate" in first


def test_where_nothing_is_asked_the_only_button_brings_in(farid: Client) -> None:
    upload(farid, *GOOD)
    assert bar(page_of(farid)) == ["Bring in 3 people"]


def test_where_something_is_asked_answers_have_their_button(farid: Client) -> None:
    upload(farid, *GOOD, *MISTAKES)
    assert bar(page_of(farid)) == ["Use these answers", "Bring in 4 people"]


def answer(client: Client, posted: dict[str, str] | None = None, to: Import | None = None) -> Any:  # noqa: ANN401 - as the test client answers
    url = reverse("company:answer", args=[(to or now()).pk])
    return client.post(url, posted or {})


def say(client: Client, line: int, choice: str, **more: str) -> str:
    """Answer one place on the page of the check, and read what it says then."""
    text = page_of(client)
    posted = {name_at(text, line): choice}
    posted |= {name_at(text, line, of): value for of, value in more.items()}
    assert answer(client, posted).status_code == 302
    return page_of(client)


def test_each_row_is_asked_about_with_what_may_be_meant(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD, *MISTAKES)).text
    assert "3 questions left, the rest is ready." in text
    assert text.count("It is left out unless you answer") == 2
    assert text.count("Taken as it stands unless you answer") == 1
    for words in (
        "Use 28 Feb 2026",
        "Keep this line, not line 3",
        "No manager for now",
        "Line 3 says Varnholm / Bakery, line 7 says Varnholm / Dairy.",
    ):
        assert words in text


def test_each_place_says_whose_row_it_is(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD, *MISTAKES)).text
    for words in (
        "31.02.2026</code> · Omar Said (4), Varnholm / Bakery, 31.02.2026 –",
        "99</code> · Petra Lund (5), Varnholm / Bakery, 2020-04-17 –",
        "2</code> · Adeel Barani (2), Varnholm / Dairy, 15.08.2022 –",
    ):
        assert words in text, words
    every = farid.get(reverse("company:places", args=[now().pk, "impossible_date"])).text
    assert "Omar Said (4), Varnholm / Bakery" in every


def test_a_row_whose_cells_have_slipped_says_of_nobody_that_it_is_theirs(farid: Client) -> None:
    broken = farid.get(upload(farid, *GOOD, "4,Omar,Said,,Varnholm,1,Baker,01.02.2026,,,")).text
    assert "Omar Said" not in broken


def test_a_check_of_an_earlier_version_says_lines_alone(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    workbench = folder_of(uploads.uploads(), now().pk) / FILE_NAME
    with closing(sqlite3.connect(workbench)) as db:
        db.execute("DROP TABLE refused_told")
    text = page_of(farid)
    assert "Line 5, column <code>Hire date</code>" in text
    assert "Omar Said" not in text


def test_an_offered_day_is_used_and_the_row_is_ready(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    text = say(farid, 5, "offer-0")
    assert "All 4 rows are ready." in text
    assert "1 answer of yours" in text
    assert "1 row is read as you said. The file stays as it came" in text
    farid.post(reverse("company:apply", args=[now().pk]))
    stay = Employment.objects.get(person__number="4")
    assert stay.start_on.isoformat() == "2026-02-28"


def test_a_typed_value_that_is_wrong_itself_comes_back_as_it_was_typed(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    text = say(farid, 5, "typed", value="30.02.2026")
    assert "“30.02.2026”: this day does not exist." in text
    text = say(farid, 5, "typed", value="2026-02-27")
    assert "All 4 rows are ready." in text
    assert "<code>31.02.2026</code> → 2026-02-27" in text


def test_a_row_that_is_left_out_is_asked_about_no_more(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    text = say(farid, 5, "out")
    assert "One row is left out, as you said. 3 are ready." in text
    assert "this day does not exist" not in text
    assert "Rows not taken, with reasons (CSV)" in text
    back = farid.get(reverse("company:rejected", args=[now().pk, 1]))
    rows = b"".join(back.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "31.02.2026,,You left this row out." in rows


def test_a_manager_with_two_digits_swapped_is_named(farid: Client) -> None:
    upload(farid, "V-2041,Eva,Storm,Varnholm,,Head,01.03.2019,", DAY.replace(",1,", ",V-2014,"),
           "6,Ola,Ek,Varnholm,V-2014,Baker,01.04.2020,")  # fmt: skip
    text = page_of(farid)
    assert "Use V-2041, Eva Storm" in text
    assert "No manager for now" in text


def test_a_name_of_several_managers_is_asked_about_once_for_all_its_rows(farid: Client) -> None:
    named = [GOOD[2].replace("3,Łucja,Nowak", f"{n},P{n},Q").replace(",1,", ",Nowak Łucja,")
             for n in range(20, 40)]  # fmt: skip
    again = GOOD[2].replace("3,", "9,", 1).replace("Bakery", "Dairy").replace("Baker,", "Chef,")
    text = farid.get(upload(farid, *GOOD, again, *named)).text
    assert "“Nowak Łucja” is the name of 2 people" in text
    assert "Use 3, Łucja Nowak, Varnholm / Bakery, Baker" in text
    assert "Use 9, Łucja Nowak, Varnholm / Dairy, Chef" in text
    assert "The same for all 20 rows that say “Nowak Łucja” here" in text
    assert "19 more rows say the same." in text
    assert text.count("Use 9, ") == 1
    assert "the same way" not in text
    assert "Answer each by itself" not in text
    assert "places, to answer each" not in text
    name = name_at(text, 6)
    for_all = name.replace("choice", "all")
    assert f'name="{for_all}" value="yes" checked' in text  # unless somebody takes it away
    posted = {name: "offer-1", for_all: "yes"}
    assert answer(farid, posted).status_code == 302
    assert "20 rows are read as you said" in page_of(farid)
    farid.post(reverse("company:apply", args=[now().pk]))
    assert Spell.objects.filter(manager__number="9").count() == 20


def test_what_there_is_more_of_is_named(farid: Client) -> None:
    rows = [GOOD[2].replace("3,", f"{n},", 1).replace(",1,", f",{m},")
            for n, m in ((31, 98), (32, 98), (33, 98), (34, 99))]  # fmt: skip
    text = farid.get(upload(farid, *GOOD, *rows)).text
    assert "2 more rows say the same. And 1 row says another manager." in text
    assert "more like it" not in text


def test_the_other_of_two_rows_can_be_kept(farid: Client) -> None:
    upload(farid, *GOOD, TWICE)
    say(farid, 5, "instead")
    farid.post(reverse("company:apply", args=[now().pk]))
    assert Spell.objects.get(employment__person__number="2").area.name == "Dairy"


def test_one_answer_stands_for_every_row_that_says_so(farid: Client) -> None:
    same = [f"{n},Ola,Ek,Varnholm / Dairy,1,Baker,k.A.," for n in range(20, 25)]
    text = farid.get(upload(farid, *GOOD, *same)).text
    assert "The same for all 5 rows that say “k.A.” here" in text
    text = say(farid, 5, "typed", value="2021-05-01", all="yes")
    assert "All 8 rows are ready." in text
    assert "Every row that says so" in text


def test_every_place_of_a_kind_can_be_answered_page_by_page(farid: Client) -> None:
    same = [f"{n},Ola,Ek,Varnholm / Dairy,1,Baker,{n}.13.2020," for n in range(20, 90)]
    text = farid.get(upload(farid, *GOOD, *same)).text
    url = reverse("company:places", args=[now().pk, "bad_date"])
    assert f'href="{url}"' in text
    first = farid.get(url).text
    assert "1 to 50 of 70" in first
    posted = {name_at(first, 5): "out", "then": "bad_date 2"}
    answered = answer(farid, posted)
    assert answered.headers["Location"] == f"{url}?page=2"
    assert "Answers of other pages are kept" in farid.get(f"{url}?page=2").text
    assert re.search(rf'{name_at(first, 5)}" value="out" checked', farid.get(url).text)
    text = page_of(farid)
    assert "kept and not used yet" in text
    assert bar(text) == ["Use these answers"]  # one next step
    last = farid.get(f"{url}?page=2").text
    assert answer(farid, {name_at(last, 74): "out"}).status_code == 302
    assert now().counts["answers"] == {"given": 2, "amended": 0, "left_out": 2}


def test_kept_answers_are_used_without_another_one(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    text = page_of(farid)
    answer(farid, {name_at(text, 5): "out", "then": "impossible_date 2"})
    assert now().counts.get("answers") is None
    answer(farid)
    assert now().counts["answers"]["given"] == 1


@pytest.mark.parametrize("kind", ["totals", "no_such_kind", "bad_email"])
def test_a_kind_nobody_is_asked_about_has_no_page(farid: Client, kind: str) -> None:
    upload(farid, *GOOD, DAY)
    assert farid.get(reverse("company:places", args=[now().pk, kind])).status_code == 404


# Nothing is lost


def test_a_slip_comes_back_with_all_that_was_answered(farid: Client) -> None:
    upload(farid, *GOOD, *MISTAKES)
    text = page_of(farid)
    before = now().pk
    refused = answer(farid, {name_at(text, 5): "typed", name_at(text, 7): "instead"}
    )  # fmt: skip
    assert refused.status_code == 422
    assert "Type what should stand here, or choose another answer." in refused.text
    assert re.search(rf'{name_at(text, 7)}" value="instead" checked', refused.text)
    assert now().pk == before
    assert uploads.wish_of(before).amends == []  # type: ignore[union-attr]


@pytest.mark.parametrize("stale", ["choice-1-99999", "choice-4711-5", "value-4711-5"])
def test_an_answer_to_another_file_is_refused_and_the_others_stand_there(
    farid: Client, stale: str
) -> None:
    upload(farid, *GOOD, DAY)
    text = page_of(farid)
    refused = answer(farid, {name_at(text, 5): "out", stale: "out"})
    assert refused.status_code == 422
    assert "This check does not ask about" in refused.text
    assert re.search(rf'{name_at(text, 5)}" value="out" checked', refused.text)


def test_without_an_answer_nothing_is_checked_again(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    text = page_of(farid)
    refused = answer(farid, {name_at(text, 5): ""})
    assert refused.status_code == 422
    assert "No row has an answer that can be taken yet." in refused.text


def test_an_answer_to_a_check_that_was_done_again_leads_to_where_that_is_told(
    farid: Client,
) -> None:
    page = upload(farid, *GOOD, DAY)
    first, name = now(), name_at(page_of(farid), 5)
    say(farid, 5, "out")
    late = answer(farid, {name: "offer-0"}, first)
    assert late.headers["Location"] == page
    assert "the newer check is among the latest files" in farid.get(page).text
    assert now().counts["answers"]["left_out"] == 1


def test_other_columns_leave_the_answers_as_they_are(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    say(farid, 5, "offer-0")
    columns = reverse("company:columns", args=[now().pk])
    chosen = dict(
        re.findall(r'name="(column_\d+)".*?value="([^"]*)" selected', farid.get(columns).text, re.S)
    )
    farid.post(columns, chosen)
    assert "All 4 rows are ready." in page_of(farid)


# Taken back, forgotten, and never told


def test_answers_are_taken_back_one_by_one_or_all(farid: Client) -> None:
    upload(farid, *GOOD, *MISTAKES)
    say(farid, 5, "offer-0")
    say(farid, 7, "out")
    url = reverse("company:take_answers_back", args=[now().pk])
    farid.post(url, {"back": "0"})
    assert "this day does not exist" in page_of(farid)
    assert "Line 7" in page_of(farid)
    farid.post(reverse("company:take_answers_back", args=[now().pk]), {"all": "yes"})
    assert "Two rows need a word from you." in page_of(farid)
    assert "to take back" not in page_of(farid)


def test_taking_nothing_back_checks_nothing_again(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    say(farid, 5, "out")
    before = now().pk
    for back in ("77", "9" * 5000):
        farid.post(reverse("company:take_answers_back", args=[before]), {"back": back})
        assert now().pk == before


def test_answers_go_where_the_files_go(
    farid: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    upload(farid, *GOOD, DAY)
    say(farid, 5, "offer-0")
    import_ = now()
    assert uploads.wish_of(import_.pk).amends  # type: ignore[union-attr]
    with django_capture_on_commit_callbacks(execute=True):
        farid.post(reverse("company:discard", args=[import_.pk]))
    assert nothing_kept(reverse("company:import", args=[import_.pk]))
    assert uploads.wish_of(import_.pk) is None


def test_the_record_says_how_many_answers_and_never_which(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    say(farid, 5, "typed", value="2026-02-27")
    farid.post(reverse("company:apply", args=[now().pk]))
    told = json.dumps([*Event.objects.filter(what__startswith="import.").values()], default=str)
    assert Import.objects.applied().get().counts["answers"]["given"] == 1
    told += str([each.counts for each in Import.objects.all()])
    assert "2026-02-27" not in told
    assert "31.02.2026" not in told


def test_a_wish_of_an_earlier_version_has_no_answers(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    import_id = now().pk
    file = uploads.incoming(import_id) / uploads.WISH
    stored = json.loads(file.read_text())
    stored.pop("amends"), stored.pop("unused")
    file.write_text(json.dumps(stored))
    assert "Use 28 Feb 2026" in page_of(farid)


def test_a_check_of_an_earlier_version_asks_for_each_row_alone(farid: Client) -> None:
    upload(farid, *GOOD, DAY, DAY.replace("4,", "6,", 1))
    folder = folder_of(uploads.uploads(), now().pk)
    assert "The same for all 2 rows" in page_of(farid)
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        db.execute("DROP TABLE repeated")
    assert "The same for all" not in page_of(farid)
    assert "Use 28 Feb 2026" in page_of(farid)


def test_of_very_many_answers_the_first_are_listed(farid: Client) -> None:
    same = [f"{n},Ola,Ek,Varnholm / Dairy,1,Baker,{n}.13.2020," for n in range(10, 130)]
    upload(farid, *GOOD, *same)
    wish = uploads.wish_of(now().pk)
    assert wish is not None
    amends = [Amend(0, line, None, None, None) for line in range(5, 125)]
    uploads.keep_wish(now().pk, replace(wish, amends=amends))
    text = page_of(farid)
    assert "120 answers of yours" in text
    assert "These are the first of them." in text
    assert "Line 104" in text
    assert "Line 105" not in text


def test_without_the_files_the_check_only_tells(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    uploads.forget(now().pk)
    text = page_of(farid)
    assert "this day does not exist" in text
    assert "Use 28 Feb 2026" not in text
    assert "It is left out<" in text
    assert "Rows not taken, with reasons (CSV)" in text
    places = reverse("company:places", args=[now().pk, "impossible_date"])
    assert farid.get(places).status_code == 404
    assert answer(farid).status_code == 302


def test_what_is_settled_is_answered_no_more(farid: Client) -> None:
    page = upload(farid, *GOOD, DAY)
    name, import_ = name_at(page_of(farid), 5), now()
    farid.post(reverse("company:apply", args=[import_.pk]))
    assert answer(farid, {name: "out"}, import_).headers["Location"] == page
    back = reverse("company:take_answers_back", args=[import_.pk])
    assert farid.post(back, {"all": "yes"}).status_code == 404
    assert Import.objects.get().state == ImportState.APPLIED


def test_the_amends_of_a_wish_come_back_as_they_were_kept(farid: Client) -> None:
    upload(farid, *GOOD, DAY)
    say(farid, 5, "offer-0")
    wish = uploads.wish_of(now().pk)
    assert wish is not None
    assert wish.amends == [Amend(0, 5, "Hire date", "31.02.2026", "2026-02-28")]


def test_a_page_of_fifty_places_stays_light(farid: Client) -> None:
    same = [f"{n},Ola,Ek,Varnholm / Dairy,1,Baker,{n}.13.2020," for n in range(20, 90)]
    upload(farid, *GOOD, *same)
    text = farid.get(reverse("company:places", args=[now().pk, "bad_date"])).text
    assert len(text) < 60 * 1024


def test_a_row_kept_instead_of_another_is_told_as_one_left_out() -> None:
    report = Report(full_roster=False, digest="", amended=0, left_out=4)
    assert told.answers_used(report) == "4 rows are left out. The file stays as it came"
    report.amended = 2
    assert told.answers_used(report) == (
        "2 rows are read as you said, 4 rows are left out. The file stays as it came"
    )
    report.amended = report.left_out = 0
    assert told.answers_used(report) == "They are used. The file stays as it came"


def test_a_job_that_waits_with_another_says_whose_it_is(farid: Client) -> None:
    header = "Employee ID,First name,Last name,Department,From,To"
    rows = ["7,Ann,Lund,Varnholm / Bakery,2020-01-01,2021-03-31", "7,Ann,Lund,,2021-04-01,"]
    content = "\n".join([header, *rows]).encode()
    data = {"file": SimpleUploadedFile("jobs.csv", content), "shape": "history"}
    farid.post(reverse("company:new_import"), data)
    text = page_of(farid)
    assert "Ann Lund (7), Varnholm / Bakery, 2020-01-01 – 2021-03-31" in text
    assert "Ann Lund (7), 2021-04-01 –" in text
