"""Values on their pages: what each means, what is in force, and changing one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Setting
from tandem.organisation.values import REGISTRY, Unit
from tandem.partnership.testing import Cast
from tandem.rooms.company.setting_words import UNITS

VALUES = reverse("company:values")


def page(key: str) -> str:
    return reverse("company:value", args=[key])


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_every_value_is_listed_with_meaning_default_and_bounds(farid: Client) -> None:
    text = farid.get(VALUES).text
    for known in REGISTRY:
        assert page(known.key) in text
        assert known.name in text and known.meaning in text
    assert "5 to 100, upwards only" in text
    assert "1.50 times" in text and "0.20 years of pay" in text


def test_what_no_page_uses_is_said_so(farid: Client) -> None:
    unused = sum(not known.used for known in REGISTRY)
    assert farid.get(VALUES).text.count("no page uses this yet") == unused
    assert "No page uses this yet. What you set is kept" in farid.get(page("stall_days")).text
    assert "also for what is open already" in farid.get(page("pair_new_days")).text


def test_a_change_says_what_it_was_and_what_it_is(farid: Client) -> None:
    typed = {"value": "7", "reason": "Shift work"}
    text = farid.post(page("commitment_reply_days"), typed, follow=True).text
    assert "Answering a request: 7 working days from today on; before, 5 working days." in text
    assert "<b>7 working days</b>" in text
    history = farid.get(page("commitment_reply_days")).text
    assert "Shift work" in history
    assert "the default, before that" in history


def test_the_same_value_again_is_said_to_be_so(farid: Client) -> None:
    text = farid.post(page("commitment_reply_days"), {"value": "5"}, follow=True).text
    assert "It is so already. Nothing was changed." in text
    assert not Setting.objects.exists()


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("commitment_reply_days", {"value": "soon"}, "Enter a number"),
        ("commitment_reply_days", {"value": ""}, "This field is required"),
        ("commitment_reply_days", {"value": "90"}, "It can be 2 to 20"),
        ("commitment_reply_days", {"value": "NaN"}, "Enter a number"),
        ("commitment_reply_days", {"value": "6.5"}, "It takes a whole number"),
        ("min_group_survey", {"value": "3", "reason": "Small areas"}, "never lowered below 5"),
        ("between_us_days", {"value": "120"}, "Say why"),
        ("between_us_days", {"value": "120", "reason": "x" * 501}, "at most 500"),
    ],
)
def test_what_does_not_fit_comes_back_with_its_reason(
    farid: Client, key: str, typed: dict[str, str], said: str
) -> None:
    answer = farid.post(page(key), typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert typed.get("reason", "") in answer.text
    assert not Setting.objects.exists()


@pytest.mark.parametrize("key", ["switch-people-data", "switch.people_data", "no_such_value"])
def test_a_value_that_is_none_is_not_there(farid: Client, key: str) -> None:
    assert farid.get(f"{VALUES}{key}/").status_code == 404


def test_every_unit_has_words() -> None:
    assert set(UNITS) == set(Unit)
