"""One promise, all of mine, and what each of the two sees there."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.commitments.tests import stories

HTMX = {"HX-Request": "true"}


def test_nobody_above_or_beside_the_two_sees_it_anywhere(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    for person in (cast.vera, cast.eva, cast.helen, cast.farid, cast.pia, cast.ana, cast.kim):
        client = sign_in(person)
        for url in ("/app/", "/app/promises/", "/app/partners/"):
            assert str(promise.pk) not in client.get(url).text
        assert client.get(promise.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("story", "to_mira", "to_sam"),
    [
        (
            stories.sam_asks_mira,
            "Sam asks you for this. Yes, “yes, if” and no are equally good answers.",
            "You asked Mira for this. The answer is still open.",
        ),
        (
            stories.mira_offers_sam,
            "You offered this to Sam. With Sam’s thanks it is a promise.",
            "Mira offers you this. With your thanks it is a promise.",
        ),
        (
            stories.mira_promised_sam,
            "You promised this to Sam by Fri 27 Nov.",
            "Mira promised you this by Fri 27 Nov.",
        ),
        (
            stories.it_slipped,
            "This slipped past its date. What happens now?",
            "This slipped past its date. What happens now?",
        ),
        (
            stories.mira_proposes_december,
            "You propose Thu 3 Dec. Sam answers next; until then Fri 27 Nov counts.",
            "Mira proposes Thu 3 Dec. Until you answer, Fri 27 Nov counts.",
        ),
        (
            stories.mira_reports_it_done,
            "You reported it done. Sam has a look.",
            "Mira reported it done. Is it what you needed?",
        ),
        (stories.sam_thanked, "Kept. Sam said thanks.", "Kept. You said thanks."),
    ],
)
def test_each_of_the_two_is_told_where_it_stands(
    story: stories.Story, to_mira: str, to_sam: str, cast: Cast, sign_in: SignIn
) -> None:
    url = story(cast).get_absolute_url()
    for person, sentence, other in ((cast.mira, to_mira, "Sam"), (cast.sam, to_sam, "Mira")):
        page = sign_in(person).get(url).text
        assert sentence in page
        assert f"Only you and {other} can read this" in page
        assert "<c-" not in page


def test_the_browsers_history_learns_no_words(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sam).get(stories.sam_asks_mira(cast).get_absolute_url()).text
    title = page[page.index("<title>") : page.index("</title>")]
    assert "A promise with Mira" in title
    assert "night shift" not in title


def test_yes_and_no_look_alike(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    page = sign_in(cast.mira).get(promise.get_absolute_url()).text
    looks = [
        re.search(rf'class="([^"]*)"[^>]*>{label}<', page)
        for label in ("Yes, I will", "Yes, if / by …", "No, because …")
    ]
    classes = [match.group(1).removeprefix("button ") for match in looks if match]
    assert classes == ["plain", "plain", "plain"]


@pytest.mark.parametrize(
    ("act", "button"), [("decline", "Say so"), ("counter", "Say so"), ("hand_over", "Hand it over")]
)
def test_what_sends_a_form_does_not_end_in_dots(
    cast: Cast, sign_in: SignIn, act: str, button: str
) -> None:
    begun = stories.mira_promised_sam if act == "hand_over" else stories.sam_asks_mira
    page = sign_in(cast.mira).get(f"{begun(cast).get_absolute_url()}{act}/").text
    assert f"<button>{button}</button>" in page


@pytest.mark.parametrize("slipped", [False, True])
def test_not_yet_asks_what_is_missing_and_a_new_day_without_opening_anything(
    cast: Cast, sign_in: SignIn, slipped: bool
) -> None:
    """Once the agreed day is over the new one is needed, and said so before anything is sent."""
    promise = stories.it_slipped(cast) if slipped else stories.mira_promised_sam(cast)
    stories.says(promise, Act.REPORT_DONE, cast.mira)
    sam, url = sign_in(cast.sam), f"{promise.get_absolute_url()}not_yet/"
    form = sam.get(url).text
    shown = form[form.index("What is missing?") : form.index("Never mind")].split("<details")[0]
    day = re.search(r'<input type="date"[^>]*>', shown)
    assert day
    assert ("required" in day.group()) is slipped
    without = sam.post(url, {"words": "The last page."})
    assert without.status_code == (422 if slipped else 302)
    if slipped:
        assert "The day has passed. Pick a new one." in without.text
        assert "The last page." in without.text
        assert sam.post(url, {"words": "The last page.", "due_on": "2026-12-03"}).status_code == 302
        assert "Sam proposes Thu 3 Dec" in sign_in(cast.mira).get(promise.get_absolute_url()).text


def test_a_hand_over_after_the_day_asks_for_a_new_one_at_once(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.it_slipped(cast)
    url, mira = f"{promise.get_absolute_url()}hand_over/", sign_in(cast.mira)
    form = mira.get(url).text
    assert 'type="date"' in form[form.index("Who would do it?") :].split("<details")[0]
    refused = mira.post(url, {"who": cast.leo.email})
    assert refused.status_code == 422
    assert "The day has passed. Pick a new one." in refused.text
    assert mira.post(url, {"who": cast.leo.email, "due_on": "2026-12-03"}).status_code == 302


def test_what_is_seldom_said_stands_apart_from_what_is_said_daily(
    cast: Cast, sign_in: SignIn
) -> None:
    promise = stories.mira_promised_sam(cast)
    page = sign_in(cast.mira).get(promise.get_absolute_url()).text
    daily, seldom = page.split("Something else")
    assert all(label in daily for label in ("On track", "Renegotiate", "Report done"))
    for label in ("Take it back", "Hand it over", "Outside our hands"):
        assert label in seldom
        assert label not in daily


def test_what_was_said_so_far_is_told_to_each_as_you(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_proposes_december(cast)
    stories.says(promise, Act.AGREE, cast.sam, Said(words="Fine with me."), at=TUESDAY)
    page = sign_in(cast.sam).get(promise.get_absolute_url()).text
    told = [
        "You asked Mira for something.",
        "“Exit themes for the night shift, one page” · By Fri 27 Nov",
        "Mira said yes.",
        "Mira proposed a change.",
        "Thu 3 Dec instead of Fri 27 Nov",
        "Waiting for a decision",
        "You agreed.",
        "By Thu 3 Dec, was Fri 27 Nov",
        "“Fine with me.”",
        "The agreed day",
    ]
    history = page[page.index('aria-labelledby="history"') :]
    places = [history.index(words) for words in told]
    assert places == sorted(places)
    assert "was Fri 27 Nov" in page


def test_a_draft_page_is_private_and_offers_no_word_to_the_other(
    cast: Cast, sign_in: SignIn
) -> None:
    draft = stories.drafts(cast.mira, cast.sam)
    page = sign_in(cast.mira).get(draft.get_absolute_url()).text
    assert "Only you can read this" in page
    assert "Sam does not learn of it" in page
    assert ">Change it<" in page
    assert 'name="words"' not in page


def test_the_drafts_form_holds_what_it_says_and_keeps_it(cast: Cast, sign_in: SignIn) -> None:
    draft = stories.drafts(cast.mira, cast.sam, due_on=stories.FRIDAY)
    client = sign_in(cast.mira)
    form = client.get(f"{draft.get_absolute_url()}send_draft/").text
    assert f'value="{stories.THEMES}"' in form
    assert 'value="2026-11-27"' in form
    assert f'formaction="{draft.get_absolute_url()}save_draft/"' in form


def test_never_mind_brings_the_row_back(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.sam_asks_mira(cast)
    client = sign_in(cast.mira)
    opened = client.get(f"{promise.get_absolute_url()}decline/", headers=HTMX)
    assert opened.status_code == 200
    assert "autofocus" in opened.text
    assert f'hx-get="{promise.get_absolute_url()}"' in opened.text  # Never mind
    closed = client.get(promise.get_absolute_url(), headers=HTMX).text
    assert closed.strip().startswith(f'<li id="promise-{promise.pk}"')
    assert "Yes, I will" in closed


@pytest.mark.parametrize("number", [1, 8])
def test_no_page_asks_the_database_more_for_more_promises(
    number: int, cast: Cast, sign_in: SignIn
) -> None:
    for each in range(number):
        promise = stories.asks(cast.sam, cast.mira, what=f"Number {each}")
        if each % 2:
            stories.says(promise, Act.PROMISE, cast.mira)
    client = sign_in(cast.mira)
    newest = Commitment.objects.visible_to(cast.mira).first()
    assert newest is not None
    counts = {}
    for url in ("/app/", "/app/promises/", newest.get_absolute_url(), cast.pair.get_absolute_url()):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counts[url] = len(asked)
    assert max(counts.values()) <= 15, counts
