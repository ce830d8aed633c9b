"""The check asks what words for leaving mean, with everything else, and takes it at once."""

from collections.abc import Iterable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.lane import FILE_NAME as PLAIN
from tandem.organisation.models import Employment, Import, LeaverCount, ReasonWord
from tandem.partnership.testing import Cast
from tandem.rooms.company import uploads

HEADER = "Employee ID,First name,Last name,Department,Hire date,Leave date,Leave reason\n"
REASONS = ["Resignation", "Resignation", "Retirement", "Blue moon"]
COUNTS = "Area,Month,Reason\nMill,2026-09,Resignation\nMill,2026-10,Resignation\nMill,2026-10,K7\n"
HEADS = "Area,2026-08,2026-09,2026-10\nMill,40,39,38\n"
SAID = {"means-Blue moon": "retirement"}
DAY = {"as_of": "2026-10-31"}


def people(reasons: Iterable[str] = REASONS) -> str:
    rows = (f"9{n},Max,Lund,Mill,2019-01-01,2026-10-15,{why}\n" for n, why in enumerate(reasons))
    return HEADER + "".join(rows)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def check(client: Client, text: str, heads: str = "", shape: str = "") -> str:
    data: dict[str, object] = {
        "file": SimpleUploadedFile("file.csv", text.encode()), "shape": shape,
    }  # fmt: skip
    if heads:
        data["headcounts"] = SimpleUploadedFile("heads.csv", heads.encode())
    answer = client.post(reverse("company:new_import"), data)
    return str(client.get(answer.headers["Location"], follow=True).text)


def now() -> Import:
    return Import.objects.waiting().get()


def post(client: Client, name: str, said: dict[str, str]) -> str:
    return str(client.post(reverse(f"company:{name}", args=[now().pk]), said, follow=True).text)


def classes() -> dict[str, str]:
    return dict(Employment.objects.exclude(reason="").values_list("reason", "reason_class"))


def test_a_word_nobody_knows_is_a_question_and_the_others_are_told(farid: Client) -> None:
    text = check(farid, people())
    assert "What does this leave reason mean?" in text
    assert "1 question left, the rest is ready." in text
    assert text.index('name="means-Blue moon"') < text.index("How the leave reasons are read")
    assert "How the leave reasons are read: 2 words" in text
    assert "as read: by own choice" in text


def test_a_code_beside_a_word_is_shown_where_it_is_asked_about_and_listed(farid: Client) -> None:
    codes = {"Resignation": "E10", "Retirement": "P10", "Blue moon": "A20"}
    head, *rows = people().splitlines()
    coded = [f"{row},{codes[row.rpartition(',')[2]]}" for row in rows]
    text = check(farid, "\n".join([f"{head},Key", *coded]))
    assert "<code>Blue moon</code> (A20)" in text
    assert "Resignation (E10: 2)" in text


def test_a_word_is_answered_beside_apply_and_nothing_is_checked_again(farid: Client) -> None:
    check(farid, people())
    checked = now().pk
    text = post(farid, "apply", {**SAID, **DAY})
    assert "4 rows are in." in text
    assert classes()["Blue moon"] == "retirement"
    assert Import.objects.applied().get().pk == checked
    assert Event.objects.filter(what="import.checked").count() == 1
    assert ReasonWord.objects.get().word == "Blue moon"


def test_a_word_alone_is_taken_into_the_same_check(farid: Client) -> None:
    check(farid, people())
    checked = now().pk
    text = post(farid, "answer", SAID)
    assert now().pk == checked
    assert "What does this leave reason mean?" not in text
    assert "Nothing is left to answer." in text
    post(farid, "apply", DAY)
    assert classes() == {
        "Resignation": "voluntary", "Retirement": "retirement", "Blue moon": "retirement",
    }  # fmt: skip


def test_a_word_that_was_guessed_can_mean_something_else(farid: Client) -> None:
    check(farid, people())
    post(farid, "apply", {"means-Retirement": "other", **DAY})
    assert classes()["Retirement"] == "other"


def test_of_people_who_left_before_a_word_is_checked_against_what_is_known(farid: Client) -> None:
    check(farid, people())
    post(farid, "apply", DAY)
    check(farid, people())
    checked = now().pk
    text = post(farid, "apply", {**SAID, **DAY})
    assert now().pk != checked
    assert "1 person with a change" in text
    post(farid, "apply", DAY)
    assert classes()["Blue moon"] == "retirement"


def test_a_word_and_a_row_are_answered_in_one_go(farid: Client) -> None:
    broken = people().replace("92,Max,Lund,Mill,2019-01-01", "92,Max,Lund,Mill,31.02.2019")
    text = check(farid, broken)
    assert "2 questions left, the rest is ready." in text
    place = text.split('name="choice-')[1].split('"')[0]
    text = post(farid, "answer", {f"choice-{place}": "offer-0", **SAID})
    assert "All 4 rows are ready." in text
    assert "Nothing is left to answer." in text


def test_what_was_said_of_a_word_survives_an_answer_that_cannot_be_taken(farid: Client) -> None:
    broken = people().replace("92,Max,Lund,Mill,2019-01-01", "92,Max,Lund,Mill,31.02.2019")
    place = check(farid, broken).split('name="choice-')[1].split('"')[0]
    answer = farid.post(
        reverse("company:answer", args=[now().pk]), {f"choice-{place}": "typed", **SAID}
    )
    assert answer.status_code == 422
    assert '<input type="hidden" name="means-Blue moon" value="retirement">' in answer.text
    assert not ReasonWord.objects.exists()


def test_a_class_that_is_none_is_not_taken(farid: Client) -> None:
    check(farid, people())
    answer = farid.post(reverse("company:answer", args=[now().pk]), {"means-Blue moon": "vanished"})
    assert answer.status_code == 422
    assert not ReasonWord.objects.exists()


def test_the_words_of_counts_are_asked_and_taken_too(farid: Client) -> None:
    text = check(farid, COUNTS, HEADS, shape="counts")
    assert 'name="means-K7"' in text
    checked = now().pk
    post(farid, "apply", {"means-K7": "involuntary"})
    assert Import.objects.applied().get().pk == checked
    assert LeaverCount.objects.get(reason="K7").reason_class == "involuntary"


def test_counts_that_are_known_by_a_word_are_checked_again(farid: Client) -> None:
    for said in ({}, {"means-K7": "involuntary"}):
        check(farid, COUNTS, HEADS, shape="counts")
        checked = now().pk
        post(farid, "apply", said)
    again = now().pk
    assert again != checked
    post(farid, "apply", {})
    assert LeaverCount.objects.get(reason="K7", brought_by=again).reason_class == "involuntary"


def test_of_many_words_those_nobody_knows_are_all_asked(farid: Client) -> None:
    text = check(farid, people([*["Resignation"] * 60, *(f"Code {n}" for n in range(70))]))
    assert "What do these 70 leave reasons mean?" in text
    assert text.count('name="means-Code') == 70


def test_a_file_without_reasons_shows_none(farid: Client) -> None:
    text = check(farid, people().replace("Leave reason", "Note"))
    assert "leave reasons are read" not in text
    assert "leave reason mean" not in text


def test_columns_of_months_stand_in_one_line(farid: Client) -> None:
    text = check(farid, COUNTS, HEADS, shape="counts")
    assert "<code>2026-08 … 2026-10</code>" in text
    assert "headcount at the end of each of 3 months" in text


def test_where_rows_were_set_aside_the_file_is_checked_again(farid: Client) -> None:
    check(farid, people())
    checked = now().pk
    (folder_of(uploads.uploads(), checked) / PLAIN).touch()
    post(farid, "answer", SAID)
    assert now().pk != checked


def test_a_word_can_be_no_leaving_and_the_files_are_checked_again(farid: Client) -> None:
    check(farid, people(["Blue moon", "Retirement"]))
    checked = now().pk
    text = post(farid, "answer", {"means-Blue moon": "not a leaving"})
    assert now().pk != checked
    assert '<option value="">as read: not a leaving</option>' in text
    post(farid, "apply", DAY)
    assert classes() == {"Retirement": "retirement"}
    assert Employment.objects.filter(person__number="90", end_on=None).exists()


def test_what_was_no_leaving_can_be_one_after_all(farid: Client) -> None:
    check(farid, people(["Blue moon", "Retirement"]))
    post(farid, "answer", {"means-Blue moon": "not a leaving"})
    post(farid, "answer", {"means-Blue moon": "voluntary"})
    post(farid, "apply", DAY)
    assert classes() == {"Blue moon": "voluntary", "Retirement": "retirement"}


def test_how_words_are_read_is_seen_without_opening_anything(farid: Client) -> None:
    text = check(
        farid, people([*REASONS, "Better offer", "Dismissed", "Own choice", "Quit", "QUIT", "Quit"])
    )
    summary = text[text.index('id="reasons"') :].split("</summary>")[0]
    assert "by own choice: " in summary
    for said in ("Better offer (1)", "Own choice (1)", "Quit (3)"):
        assert said in summary
    assert "retirement: Retirement" in summary
    assert "by the employer: Dismissed (1)" in summary
    assert "Change" in summary


def test_a_word_in_two_spellings_is_asked_about_once(farid: Client) -> None:
    text = check(farid, people(["Blue moon", "BLUE MOON", "Blue moon", "Retirement"]))
    assert text.count('name="means-') == 2
    assert "<code>Blue moon</code>" in text
    assert "3 rows" in text
    post(farid, "answer", {"means-Blue moon": "voluntary"})
    post(farid, "apply", DAY)
    assert classes() == {
        "Blue moon": "voluntary",
        "BLUE MOON": "voluntary",
        "Retirement": "retirement",
    }


def test_a_reason_without_a_letter_is_no_reason_and_breaks_nothing(farid: Client) -> None:
    text = check(farid, "Area,Month,Reason\nMill,2026-08,?\nMill,2026-08,Zwölf\n")
    assert "without a reason" in text or "What does this leave reason mean?" in text
    assert "means-?" not in text
    text = post(farid, "answer", {"means-Zwölf": "voluntary", "means-?": "other"})
    assert "Zwölf" in text
