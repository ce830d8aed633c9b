"""What leave reasons mean: said by hand, asked before the guess, and guessed again."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation.models import Employment, Import, Reason, ReasonWord
from tandem.partnership.testing import Cast

ROWS = (
    "Employee ID,Department,Hire date,Leave date,Leave reason\n"
    "71,Bakery,2020-01-01,2024-05-31,K7\n72,Bakery,2020-01-01,2024-06-30,Resignation\n"
    "73,Bakery,2020-01-01,,\n"
)
URL = "company:reasons"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def brought_in(client: Client) -> None:
    file = SimpleUploadedFile("staff.csv", ROWS.encode())
    client.post(reverse("company:new_import"), {"file": file})
    said = {"expect_many": "yes", "as_of": "2026-10-31"}
    client.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]), said)


def field_of(text: str, word: str) -> str:
    """The name of the choice beside the word."""
    found = re.search(rf'<label for="id_(word_\d+)">{word}</label>', text)
    assert found, word
    return found[1]


def classes() -> dict[str, str]:
    stays = Employment.objects.exclude(reason="")
    return dict(stays.values_list("reason", "reason_class"))


def test_before_anything_came_in_a_word_can_be_said(farid: Client) -> None:
    assert "No leave reason has come in yet." in farid.get(reverse(URL)).text
    farid.post(reverse(URL), {"new_word": "K7", "new_class": "retirement"})
    brought_in(farid)
    assert classes()["K7"] == Reason.RETIREMENT


def test_words_without_a_meaning_come_first(farid: Client) -> None:
    brought_in(farid)
    text = farid.get(reverse(URL)).text
    assert text.index(">K7</label>") < text.index(">Resignation</label>")
    assert "as guessed: no meaning yet" in text
    assert "as guessed: by own choice" in text


def test_a_meaning_counts_once_the_file_comes_in_again(farid: Client) -> None:
    brought_in(farid)
    assert classes() == {"K7": "", "Resignation": "voluntary"}
    k7 = field_of(farid.get(reverse(URL)).text, "K7")
    answer = farid.post(reverse(URL), {k7: "involuntary"}, follow=True)
    assert "1 word has a new meaning from the next import on." in answer.text
    assert Event.objects.filter(what="reason.set").count() == 1
    brought_in(farid)
    assert classes()["K7"] == "involuntary"


def test_a_word_of_the_table_can_be_no_leaving(farid: Client) -> None:
    brought_in(farid)
    k7 = field_of(farid.get(reverse(URL)).text, "K7")
    farid.post(reverse(URL), {k7: "not a leaving"})
    assert (
        '<option value="not a leaving" selected>not a leaving</option>'
        in farid.get(reverse(URL)).text
    )
    brought_in(farid)
    assert Employment.objects.filter(person__number="71", end_on=None).exists()


def test_what_was_said_can_be_guessed_again(farid: Client) -> None:
    brought_in(farid)
    resignation = field_of(farid.get(reverse(URL)).text, "Resignation")
    farid.post(reverse(URL), {resignation: "other"})
    assert ReasonWord.objects.said().count() == 1
    farid.post(reverse(URL), {resignation: ""})
    assert not ReasonWord.objects.said().exists()
    assert Event.objects.filter(what="reason.forgotten").count() == 1


def test_keeping_the_page_as_it_is_changes_nothing(farid: Client) -> None:
    brought_in(farid)
    farid.post(reverse(URL), {})
    assert not Event.objects.filter(what__startswith="reason.").exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"new_word": "K9"}, "Say what “K9” means."),
        ({"new_class": "other"}, "Write the word as the export has it."),
        ({"new_word": "–", "new_class": "other"}, "at least one letter or digit"),
        ({"new_word": "K9", "new_class": "vanished"}, "vanished"),
    ],
)
def test_a_slip_is_told_and_what_was_typed_stays(
    farid: Client, sent: dict[str, str], words: str
) -> None:
    answer = farid.post(reverse(URL), sent)
    assert answer.status_code == 422
    assert words in answer.text
    if "new_word" in sent:
        assert f'value="{sent["new_word"]}"' in answer.text
    assert not ReasonWord.objects.exists()


def test_no_number_of_leavings_stands_on_the_page(farid: Client) -> None:
    brought_in(farid)
    main = farid.get(reverse(URL)).text.split("<main")[1].split("</main>")[0]
    assert not re.search(r">\s*\d+\s*<", main)
