"""One promise as it went: who said what when, which day moved where, and what comes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import RequestFactory

from conftest import SignIn
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.clocks import known_silence
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.rows import rows
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.commitments.came_from import back_from
from tandem.rooms.commitments.history import coming, history
from tandem.rooms.commitments.tests import stories

TODAY = TUESDAY.date()
LATER = datetime(2026, 12, 10, 8, tzinfo=MONDAY.tzinfo)


def terms(promise: Commitment, cast: Cast) -> list[str]:
    promise.refresh_from_db()
    return [entry.terms for entry in history(promise, cast.mira, TODAY)]


def ahead(promise: Commitment, cast: Cast, today: date = TODAY) -> list[tuple[str, str]]:
    [row] = rows([promise], cast.mira, today)
    silence = known_silence(promise, today, row.elsewhere.off)
    return [(each.on_words, each.sentence) for each in coming(row, silence)]


def test_a_day_that_is_not_agreed_to_stays(cast: Cast) -> None:
    promise = stories.mira_proposes_december(cast)
    stories.says(promise, Act.DONT_AGREE, cast.sam)
    assert terms(promise, cast)[-2:] == ["Thu 3 Dec instead of Fri 27 Nov", "Fri 27 Nov stays"]


def test_each_day_on_the_way_is_told_beside_the_one_before(cast: Cast) -> None:
    promise = stories.sam_counters_back(cast)
    stories.says(promise, Act.PROMISE, cast.mira)
    said = Said(words="The data is late.", due_on=date(2026, 12, 2))
    stories.says(promise, Act.AT_RISK, cast.mira, said)
    assert terms(promise, cast) == [
        f"“{stories.THEMES}” · By Fri 27 Nov",
        "Thu 3 Dec instead of Fri 27 Nov",
        "Mon 30 Nov instead of Fri 27 Nov",
        "By Mon 30 Nov, was Fri 27 Nov",
        "Expected Wed 2 Dec, agreed Mon 30 Nov",
    ]


def test_what_time_did_is_marked_and_nothing_else(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    take_time(at=LATER)
    promise.refresh_from_db()
    assert [entry.by_time for entry in history(promise, cast.mira, TODAY)] == [False, True]
    for person in (cast.mira, cast.sam):
        page = sign_in(person).get(promise.get_absolute_url()).text
        assert page.count("By itself, as the days went by") == 1


def test_what_follows_from_what_people_agreed_is_not_said_to_come_by_itself(cast: Cast) -> None:
    old = stories.says(stories.sam_would_hand_it_to_leo(cast), Act.AGREE, cast.mira)
    stories.says(Commitment.objects.get(instead_of=old), Act.PROMISE, cast.leo)
    last = history(Commitment.objects.get(pk=old.pk), cast.mira, TODAY)[-1]
    assert last.sentence == "Somebody else has promised it in its place."
    assert not last.by_time


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            stories.sam_asks_mira,
            [("Fri 27 Nov", "The day asked for"), ("Tue 1 Dec", "Without an answer it is over.")],
        ),
        (
            stories.mira_offers_sam,
            [("Thu 26 Nov", "Without an objection it is a promise."),
             ("Fri 27 Nov", "The day asked for")],
        ),
        (stories.mira_promised_sam, [("Fri 27 Nov", "The agreed day")]),
        (
            stories.mira_reports_it_done,
            [("Fri 27 Nov", "The agreed day"),
             ("Tue 1 Dec", "Without an objection it counts as done.")],
        ),
        (stories.it_slipped, []),
        (stories.sam_thanked, []),
    ],
)  # fmt: skip
def test_the_days_ahead_are_told_as_far_as_they_are_known(
    story: stories.Story, expected: list[tuple[str, str]], cast: Cast
) -> None:
    assert ahead(story(cast), cast) == expected


def test_a_clock_set_back_between_two_words_leaves_them_in_their_order(
    cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.mira_promised_sam(cast)
    earlier = MONDAY - timedelta(days=3)
    stories.says(promise, Act.REPORT_DONE, cast.mira, Said(words="On your desk"), at=earlier)
    told = history(promise, cast.sam, TODAY)
    days = [MONDAY.date(), MONDAY.date(), earlier.date()]
    assert [entry.on for entry in told] == days
    assert told[-1].words == "On your desk"
    assert take_time(at=earlier) == take_time(at=MONDAY - timedelta(days=30)) == 0
    for reader in (cast.sam, cast.mira):
        for page in (promise.get_absolute_url(), "/app/", "/app/promises/"):
            assert sign_in(reader).get(page).status_code == 200
    assert stories.says(promise, Act.THANK, cast.sam, at=earlier).state == "satisfied"


def test_what_may_be_said_now_stands_before_what_was_agreed(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.mira).get(stories.mira_promised_sam(cast).get_absolute_url()).text
    places = [page.index(f'aria-labelledby="{key}"') for key in ("answer", "terms", "history")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("/app/", "Today"),
        ("/app/promises/", "Promises"),
        ("/app/promises/mine/?with=x&page=2", "Promises"),
    ],
)
def test_a_promise_leads_back_to_the_list_it_was_opened_in(url: str, label: str) -> None:
    back = back_from(RequestFactory().get("/app/promises/new/", {"back": url}))
    assert (back.url, back.label) == (url, label)
    assert back_from(RequestFactory().get(back.carried_by("/app/promises/?a=1"))) == back


@pytest.mark.parametrize(
    "given",
    ["", "https://elsewhere.example/app/", "//elsewhere.example/app/", "javascript:alert(1)",
     "/app/me/", "/nowhere/", "app/", "http://[", "/app/\\n", "/app/#x", "\\\\elsewhere.example"],
)  # fmt: skip
def test_only_a_list_of_ours_is_led_back_to(given: str) -> None:
    back = back_from(RequestFactory().get("/app/promises/new/", {"back": given}))
    assert (back.url, back.named) == ("/app/promises/", False)
    assert back.carried_by("/app/x/") == "/app/x/"


def test_the_way_back_is_kept_while_something_is_said(cast: Cast, sign_in: SignIn) -> None:
    promise, client = stories.mira_promised_sam(cast), sign_in(cast.mira)
    url = promise.get_absolute_url()
    listed = client.get("/app/promises/mine/").text
    assert f'href="{url}?back=/app/promises/mine/"' in listed
    page = client.get(f"{url}?back=/app/promises/mine/").text
    assert '<a href="/app/promises/mine/">Promises</a>' in page
    assert f'href="{url}renegotiate/?back=/app/promises/mine/"' in page
    form = client.get(f"{url}renegotiate/?back=/app/promises/mine/").text
    assert f'action="{url}renegotiate/?back=/app/promises/mine/"' in form
    day = {"due_on": "2026-12-03", "reason": Reason.FORGOT.value}
    said = client.post(f"{url}renegotiate/?back=/app/promises/mine/", day)
    assert said.headers["Location"] == f"{url}?back=/app/promises/mine/"


def test_a_row_that_came_back_alone_still_knows_its_list(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/app/promises/?with=7"}
    url = f"{promise.get_absolute_url()}on_track/"
    row = sign_in(cast.mira).post(url, headers=asked).text
    assert f'href="{promise.get_absolute_url()}?back=/app/promises/%3Fwith%3D7"' in row
