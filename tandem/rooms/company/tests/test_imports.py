"""Bringing people in through the browser: checked first, told in words, applied or thrown away."""

import errno
import html
import os
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.roles import Administrator
from tandem.organisation import actions
from tandem.organisation.models import Area, Import, ImportState, Person
from tandem.partnership.testing import TUESDAY, Cast

HEADER = "Employee ID,First name,Last name,Department,Manager ID,Title,Hire date,Leave date"
GOOD = [
    "1,Bo,Maas,Varnholm / Bakery,,Head of Bakery,01.03.2019,",
    "2,Adeel,Barani,Varnholm / Bakery,1,Baker,15.08.2022,",
    "3,Łucja,Nowak,Varnholm / Bakery,1,Baker,20.01.2021,",
]
MISTAKES = [
    "4,Omar,Said,Varnholm / Bakery,1,Baker,31.02.2026,",
    "5,Petra,Lund,Varnholm / Bakery,99,Baker,17.04.2020,",
    "2,Adeel,Barani,Varnholm / Dairy,1,Baker,15.08.2022,",
]


def upload(client: Client, *rows: str, name: str = "staff.csv", **more: str) -> str:
    """Send the file and come back with the address of its page."""
    content = "\n".join([HEADER, *rows]).encode()
    data = {"file": SimpleUploadedFile(name, content), **more}
    answer = client.post(reverse("company:new_import"), data)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def said(text: str, **more: str) -> dict[str, str]:
    """What the form of columns holds as it is shown, with what somebody says besides."""
    chosen = {}
    for name, options in re.findall(r'<select name="(column_\d+)"[^>]*>(.*?)</select>', text, re.S):
        found = re.search(r'value="([^"]*)" selected', options)
        chosen[name] = html.unescape(found[1]) if found else ""
    return {**chosen, **more}


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_a_check_changes_nothing_and_says_what_it_would(farid: Client) -> None:
    before = Person.objects.count(), Area.objects.count()
    text = farid.get(upload(farid, *GOOD)).text
    assert "All 3 rows are ready." in text
    assert "This was a dry run. Nothing has changed yet." in text
    assert re.search(r'class="value">3</dd>', text)
    assert (Person.objects.count(), Area.objects.count()) == before


def test_three_mistakes_are_told_in_words_with_their_place(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD, *MISTAKES)).text
    assert "Two rows need a word from you. 4 are ready." in text
    for said in (
        "“31.02.2026”: this day does not exist.",
        "Line 5, column <code>Hire date</code>, value <code>31.02.2026</code>",
        "Nobody has the manager id “99”",
        "This employee id stands on line 3 of staff.csv already.",
    ):
        assert said in text


def test_good_rows_go_in_and_the_others_come_back_with_their_reason(farid: Client) -> None:
    page = upload(farid, *GOOD, *MISTAKES)
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]))
    text = farid.get(page).text
    assert "4 rows are in." in text
    assert Person.objects.filter(last_name="Lund", first_name="Petra").exists()
    back = farid.get(reverse("company:rejected", args=[import_.pk, 1]))
    assert 'attachment; filename="not-taken-staff.csv"' in back.headers["Content-Disposition"]
    lines = b"".join(back.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0] == f"{HEADER},Reason not taken"
    assert [line.split(",")[0] for line in lines[1:]] == ["4", "2"]
    assert "this day does not exist" in lines[1]


@pytest.mark.parametrize(("broken", "good", "asks"), [(5, 45, True), (4, 4, False), (5, 46, False)])
def test_a_tenth_of_the_rows_is_left_out_only_when_that_is_said(
    farid: Client, broken: int, good: int, asks: bool
) -> None:
    rows = [f"{n},P,{n},Varnholm / Bakery,,Baker,15.08.2022," for n in range(1, good + 1)]
    unread = [f"{n},Q,{n},Varnholm / Bakery,,Baker,31.02.2026," for n in range(101, 101 + broken)]
    page = upload(farid, *rows, *unread)
    assert (f"Yes, leave out {broken} of {broken + good} rows" in farid.get(page).text) == asks
    url = reverse("company:apply", args=[Import.objects.get().pk])
    answer = farid.post(url)
    assert (answer.status_code, Import.objects.applied().exists()) == (
        (422, False) if asks else (302, True)
    )
    if asks:
        assert "Say that these rows may stay out" in answer.text
        assert farid.post(url, {"leave_out": "on"}).status_code == 302
    assert Import.objects.applied().get().rejected == broken


def test_applying_counts_the_areas_and_finds_who_leads(farid: Client) -> None:
    upload(farid, *GOOD)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    text = farid.get(reverse("company:page"), {"q": "Bakery"}).text
    assert "Bo Maas" in text
    assert Event.objects.filter(what="import.applied").count() == 1


def test_the_same_file_again_has_nothing_to_change(farid: Client) -> None:
    upload(farid, *GOOD)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    text = farid.get(upload(farid, *GOOD)).text
    assert "Everything in this file is in Tandem already." in text


def test_a_check_can_be_thrown_away_with_all_its_files(
    farid: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = upload(farid, *GOOD)
    import_ = Import.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = farid.post(reverse("company:discard", args=[import_.pk]))
    assert answer.headers["Location"] == reverse("company:page")
    assert "This check was thrown away." in farid.get(page).text
    assert not (Path(settings.SITE.home) / "uploads" / str(import_.pk)).exists()
    assert farid.post(reverse("company:apply", args=[import_.pk])).status_code == 404


def test_applying_twice_is_the_same_404_as_nothing_there(farid: Client) -> None:
    upload(farid, *GOOD)
    url = reverse("company:apply", args=[Import.objects.get().pk])
    assert farid.post(url).status_code == 302
    assert farid.post(url).status_code == 404
    assert Event.objects.filter(what="import.applied").count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "This is no CSV, Excel or Parquet file"),
        (HEADER.encode(), "The file has headings and no people."),
    ],
)
def test_an_unusable_file_says_why_and_keeps_nothing(
    farid: Client, content: bytes, said: str
) -> None:
    data = {"file": SimpleUploadedFile("x.csv", content)}
    page = farid.post(reverse("company:new_import"), data).headers["Location"]
    text = farid.get(page).text
    assert "This file cannot be used as it is." in text
    assert said in text
    assert not Import.objects.exists()
    assert nothing_kept(page)


def nothing_kept(page: str) -> bool:
    """Of the upload with this address."""
    upload_id = page.rstrip("/").split("/")[-1]
    return not (Path(settings.SITE.home) / f"uploads/{upload_id}.incoming").exists()


def test_without_a_file_the_form_asks_for_one(farid: Client) -> None:
    answer = farid.post(reverse("company:new_import"), {"full_roster": "on"})
    assert answer.status_code == 422
    assert "checked" in answer.text  # what was ticked stays ticked


def test_more_than_one_in_twenty_leaving_is_asked_first(farid: Client) -> None:
    upload(farid, *GOOD)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    page = upload(farid, *GOOD[:2], full_roster="on")
    import_ = Import.objects.waiting().get()
    assert "people would leave. That is more than 5 %." in farid.get(page).text
    before = Event.objects.filter(what="import.applied").count()
    farid.post(reverse("company:apply", args=[import_.pk]))
    text = farid.get(page).text
    assert Event.objects.filter(what="import.applied").count() == before
    assert "Yes, this many are meant" in text
    assert "--expect-many" not in text  # the page speaks of the page
    farid.post(reverse("company:apply", args=[import_.pk]), {"expect_many": "yes"})
    assert Event.objects.filter(what="import.applied").count() == before + 1


def test_a_file_that_takes_the_last_administrator_away_waits_and_says_for_what(
    farid: Client, cast: Cast
) -> None:
    """No tick takes that away; once somebody else has the role it is applied."""
    Person._base_manager.filter(pk=cast.pia.pk).update(number="900")
    page = upload(farid, "900,Pia,Novak,Varnholm,,Engineer,01.03.2019,01.11.2026")
    text = farid.get(page).text
    assert "Pia Novak leaves, and is the last one who can sign in as “Administrator”." in text
    import_ = Import.objects.waiting().get()
    farid.post(reverse("company:apply", args=[import_.pk]), {"expect_many": "yes"})
    text = farid.get(page).text
    assert "After it nobody who can sign in would be Administrator." in text
    assert Administrator in cast.pia.roles(TUESDAY.date())
    actions.grant_role(person=cast.leo, role=Administrator, by=OPERATOR, at=TUESDAY)
    farid.post(reverse("company:apply", args=[import_.pk]), {"expect_many": "yes"})
    assert Import.objects.get().state == ImportState.APPLIED


def test_a_file_under_way_shows_how_far_it_is(farid: Client) -> None:
    from tandem.organisation.intake import Step
    from tandem.rooms.company import uploads

    upload(farid, *GOOD)
    import_ = Import.objects.get()
    status = uploads.Status("applying", "staff.csv", Step.WRITING.value, 1240, 1809)
    uploads.tell(import_.pk, status)
    told_at(import_.pk, TUESDAY)
    text = farid.get(reverse("company:import", args=[import_.pk])).text
    assert "Writing people: 1,240 / 1,809" in text
    assert 'max="1809"' in text
    fragment = farid.get(
        reverse("company:import", args=[import_.pk]), headers={"HX-Request": "true"}
    ).text
    assert fragment.strip().startswith('<div id="progress"')
    uploads.forget(import_.pk)
    done = farid.get(reverse("company:import", args=[import_.pk]), headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"


def told_at(import_id: UUID, moment: datetime) -> None:
    file = Path(settings.SITE.home) / f"uploads/{import_id}.status"
    os.utime(file, (moment.timestamp(), moment.timestamp()))


def broken(*_: object, **__: object) -> None:
    raise OSError("disk full")


def test_a_check_that_breaks_says_so_and_keeps_nothing(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.rooms.company.uploads.check", broken)
    page = upload(farid, *GOOD)
    text = farid.get(page).text
    assert "The check was stopped by a fault." in text
    assert "disk full" not in text
    assert not Import.objects.exists()
    assert nothing_kept(page)


def test_applying_that_breaks_changes_nothing_and_can_be_tried_again(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(farid, *GOOD)
    import_ = Import.objects.get()
    people = Person.objects.count()
    with monkeypatch.context() as patched:
        patched.setattr("tandem.organisation.intake.applying.record_bulk", broken)
        farid.post(reverse("company:apply", args=[import_.pk]))
    assert "Applying was stopped by a fault. Nothing was changed" in farid.get(page).text
    assert Person.objects.count() == people
    farid.post(reverse("company:apply", args=[import_.pk]))
    assert "3 rows are in." in farid.get(page).text


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "no room")


def test_a_check_without_room_says_when_it_is_tried_again_and_keeps_the_file_for_it(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tandem.rooms.company import uploads

    with monkeypatch.context() as patched:
        patched.setattr("tandem.rooms.company.uploads.check", full)
        page = upload(farid, *GOOD)
    text = farid.get(page).text
    assert "Checking the file" in text
    assert "It is tried again by itself within a minute." in text
    upload_id = page.rstrip("/").rpartition("/")[2]
    told_at(UUID(upload_id), TUESDAY - timedelta(minutes=10, seconds=30))
    assert "Checking the file" in farid.get(page).text  # its pause is no silence
    uploads.check_upload.enqueue(upload_id)
    assert "All 3 rows are ready." in farid.get(page).text


def test_applying_without_room_is_tried_again_and_the_rows_are_in_once(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tandem.rooms.company import uploads

    page = upload(farid, *GOOD)
    import_, people = Import.objects.get(), Person.objects.count()
    with monkeypatch.context() as patched:
        patched.setattr("tandem.organisation.intake.applying.record_bulk", full)
        farid.post(reverse("company:apply", args=[import_.pk]))
    assert "It is tried again by itself within a minute." in farid.get(page).text
    assert Person.objects.count() == people
    by = str(Person.objects.get(email="farid.nasser@varnholm.example").pk)
    for _ in range(2):
        uploads.apply_import.enqueue(str(import_.pk), by, TUESDAY.isoformat(), False)
    assert "3 rows are in." in farid.get(page).text
    assert Person.objects.count() == people + 3


@pytest.mark.parametrize(("minutes", "heading"), [(9, "Checking the file"), (11, "stopped by a")])
def test_a_worker_silent_for_ten_minutes_counts_as_stopped(
    farid: Client, minutes: int, heading: str
) -> None:
    from tandem.rooms.company import uploads

    upload_id = uuid4()
    uploads.tell(upload_id, uploads.Status("checking", "staff.csv"))
    told_at(upload_id, TUESDAY - timedelta(minutes=minutes))
    assert heading in farid.get(reverse("company:import", args=[upload_id])).text


def test_a_long_name_in_letters_of_several_bytes_is_taken(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD, name="名簿" * 60 + ".csv")).text
    assert "All 3 rows are ready." in text


@pytest.mark.usefixtures("counted_at_once")
def test_without_a_snapshot_the_page_does_not_say_that_numbers_were_counted(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.bridge.snapshots.write_snapshot", broken)
    page = upload(farid, *GOOD)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    text = farid.get(page).text
    assert "3 rows are in." in text
    assert "are counted with it" not in text


def test_how_the_columns_are_read_is_shown(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD)).text
    assert "<code>Employee ID</code>" in text
    assert "Manager’s id" in text
    assert "Head of Bakery, Baker" in text


def test_a_name_of_tags_is_shown_as_a_name(farid: Client) -> None:
    page = upload(farid, "7,<script>alert(1)</script>,X,<b>A</b>,,,2020-01-01,", name="<i>.csv")
    text = farid.get(page).text
    assert "<script>alert" not in text
    assert "<b>A</b>" not in text
    assert "<i>.csv" not in text


BOTH_WAYS = [
    "1,Bo,Maas,Varnholm / Bakery,,Head,03/04/2019,",
    "2,Ed,Barani,Varnholm,1,Baker,05/06/2022,",
]


def test_dates_that_can_be_read_both_ways_are_asked_about_and_can_be_said(farid: Client) -> None:
    page = upload(farid, *BOTH_WAYS)
    asked = farid.get(page, follow=True)
    assert "Day or month first?" in asked.text
    assert "Say here which comes first, or write dates as 2026-12-31." in asked.text
    assert asked.text.count('name="order"') == 1
    assert asked.text.index('name="order"') < asked.text.index('name="column_0"')
    [(columns, _)] = asked.redirect_chain
    answer = farid.post(columns, said(asked.text, order="month-first"), follow=True)
    assert "All 2 rows are ready." in answer.text


def test_an_order_that_is_none_is_refused(farid: Client) -> None:
    asked = farid.get(upload(farid, *BOTH_WAYS), follow=True)
    [(columns, _)] = asked.redirect_chain
    assert farid.post(columns, said(asked.text, order="year-first")).status_code == 422


def test_problems_of_one_kind_are_told_once_with_their_number_and_first_places(
    farid: Client,
) -> None:
    slips = [f"{n},Omar,Said,Varnholm / Bakery,1,Baker,31.02.2026," for n in range(10, 16)]
    text = farid.get(upload(farid, *GOOD, *slips)).text
    assert "Six rows need a word from you. 3 are ready." in text
    assert text.count("this day does not exist.") == 1
    assert "And 5 more like it." in text
    assert "Line 5, column <code>Hire date</code>" in text
    assert "Line 8," not in text
    assert "All 6 places, to answer each" in text


def test_what_keeps_rows_out_comes_before_what_is_only_noted(farid: Client) -> None:
    strangers = [f"{n},Omar,Said,Varnholm / Bakery,99,Baker,01.02.2026," for n in (20, 21)]
    text = farid.get(upload(farid, *GOOD, *strangers, MISTAKES[0])).text
    assert text.index("this day does not exist.") < text.index("Nobody has the manager id")


@pytest.mark.usefixtures("counted_at_once")
def test_the_day_a_file_tells_up_to_is_shown_and_can_be_said(farid: Client) -> None:
    page = upload(farid, *GOOD, name="staff_2026-09.csv")
    text = farid.get(page).text
    assert "The last day this file tells of" in text
    assert "“staff_2026-09.csv” says so. The last month that counts is then September 2026." in text
    assert 'value="2026-09-30"' in text
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]), {"as_of": "2026-08-31"})
    assert Import.objects.get().as_of == date(2026, 8, 31)
    assert "are counted with it, up to 31 August 2026." in farid.get(page).text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-31", "This day has not come yet. Say the last day that the file tells of."),
        ("last week", "Write the day as year, month and day: 2026-09-30."),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again(farid: Client, day: str, said: str) -> None:
    upload(farid, *GOOD)
    import_ = Import.objects.get()
    answer = farid.post(reverse("company:apply", args=[import_.pk]), {"as_of": day})
    assert answer.status_code == 422
    assert said in answer.text and f'value="{day}"' in answer.text
    import_.refresh_from_db()
    assert import_.state == "checked" and not Person.objects.filter(last_name="Nowak").exists()


def test_who_has_left_already_is_told_apart_from_who_is_new_here(farid: Client) -> None:
    gone = "9,Gil,Roth,Varnholm / Bakery,1,Baker,01.03.2019,31.05.2021"
    text = farid.get(upload(farid, *GOOD, gone)).text
    assert "1 of them has left already." in text
    assert "people known here who left" in text


def test_checks_that_were_thrown_away_are_no_latest_files(farid: Client) -> None:
    upload(farid, *GOOD, name="first.csv")
    import_ = Import.objects.get()
    assert "first.csv" in farid.get(reverse("company:page")).text
    farid.post(reverse("company:discard", args=[import_.pk]))
    assert "first.csv" not in farid.get(reverse("company:page")).text


def test_a_file_that_cannot_be_used_is_told_on_a_page_of_its_own(farid: Client) -> None:
    """Not inside the page that waited for it."""
    page = upload(farid, name="empty.csv")
    waited = farid.get(page, headers={"HX-Request": "true"})
    assert waited.headers["HX-Refresh"] == "true" and not waited.text
    assert "This file cannot be used as it is." in farid.get(page).text


def test_rows_that_come_back_are_named_as_the_table_they_are(farid: Client) -> None:
    upload(farid, *GOOD, *MISTAKES, name="staff (2).txt")
    back = farid.get(reverse("company:rejected", args=[Import.objects.get().pk, 1]))
    assert 'filename="not-taken-staff (2).csv"' in back.headers["Content-Disposition"]
    back.close()


def test_areas_beside_each_other_stand_a_to_z(farid: Client) -> None:
    rows = ["1,Bo,Maas,Top / Zinc,,,01.03.2019,", "2,Al,Ek,Top / Amber / Late,,,01.03.2019,",
            "3,Cy,Orr,Top / Amber,,,01.03.2019,"]  # fmt: skip
    upload(farid, *rows)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    text = farid.get(reverse("company:page")).text
    places = [text.index(f">{name}</a></th>") for name in ("Top", "Amber", "Late", "Zinc")]
    assert places == sorted(places)


def test_who_sees_no_numbers_says_of_which_areas_they_are_hr_partner(
    farid: Client, cast: Cast
) -> None:
    page = upload(farid, *GOOD)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert "Open the page of an area" not in farid.get(page).text  # before all is counted
    before = farid.get(reverse("company:mine")).text
    assert "Its charts and people are for who leads it and for its HR partner." in before
    back = Import.objects.get().pk
    said = {"areas": [cast.areas.varnholm.pk], "back": back}
    unsaid = farid.post(reverse("company:mine"), said)
    assert unsaid.status_code == 422
    assert farid.get(cast.areas.varnholm.get_absolute_url()).status_code == 404
    done = farid.post(reverse("company:mine"), {**said, "why": "I answer for all of it"})
    assert done.headers["Location"] == page
    assert farid.get(cast.areas.varnholm.get_absolute_url()).status_code == 200


def test_of_a_first_file_nobody_can_be_missing(farid: Client) -> None:
    """So nothing is asked of it; of the next one it is."""
    asked = "This file holds everybody who works here"
    assert asked not in farid.get(reverse("company:new_import")).text
    upload(farid, *GOOD)
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]))
    assert asked in farid.get(reverse("company:new_import")).text
