"""One promise, all of mine, and what each of the two sees there."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.commitments.tests import stories

HTMX = {"HX-Request": "true"}


def section(page: str, key: str) -> str:
    """The text of one card of the list."""
    start = page.index(f'aria-labelledby="{key}"')
    return page[start : page.index("</section>", start)]


def test_the_list_has_every_promise_once_where_it_belongs(cast: Cast, sign_in: SignIn) -> None:
    waiting = stories.asks(cast.sam, cast.mira, what="An answer")
    slipped = stories.it_slipped(cast)
    mine = stories.says(stories.asks(cast.sam, cast.mira, what="Mine"), Act.PROMISE, cast.mira)
    theirs = stories.asks(cast.mira, cast.ana, what="Theirs")
    draft = stories.drafts(cast.mira, cast.sam)
    over = stories.sam_thanked(cast)
    page = sign_in(cast.mira).get("/app/promises/").text
    for key, promise in {
        "waiting": waiting, "slipped": slipped, "by-me": mine, "for-me": theirs,
        "drafts": draft, "ended": over,
    }.items():  # fmt: skip
        assert f'id="promise-{promise.pk}"' in section(page, key), key
    assert len(re.findall(r'id="promise-', page)) == 6
    assert "One is waiting for your word." in page
    assert "<c-" not in page


def test_the_list_of_the_other_has_no_draft(cast: Cast, sign_in: SignIn) -> None:
    draft = stories.drafts(cast.mira, cast.sam)
    page = sign_in(cast.sam).get("/app/promises/").text
    assert str(draft.pk) not in page
    assert "No promises yet." in page
    assert "Nothing is waiting for your word." in page


def test_what_ended_long_ago_leaves_the_list_but_not_the_record(
    cast: Cast, sign_in: SignIn
) -> None:
    lately = stories.sam_thanked(cast, days_ago=90)
    long_ago = stories.sam_thanked(cast, days_ago=91)
    client = sign_in(cast.mira)
    page = client.get("/app/promises/").text
    assert str(lately.pk) in page
    assert str(long_ago.pk) not in page
    assert client.get(long_ago.get_absolute_url()).status_code == 200


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


def test_what_was_said_so_far_is_told_to_each_as_you(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_proposes_december(cast)
    stories.says(promise, Act.AGREE, cast.sam, Said(words="Fine with me."), at=TUESDAY)
    page = sign_in(cast.sam).get(promise.get_absolute_url()).text
    told = [
        "You agreed.",
        "“Fine with me.”",
        "Mira proposed a change.",
        "By Thu 3 Dec",
        "Waiting for a decision",
        "Mira said yes.",
        "You asked Mira for something.",
        "“Exit themes for the night shift, one page” by Fri 27 Nov",
    ]
    history = page[page.index('aria-labelledby="history"') :]
    places = [history.index(words) for words in told]
    assert places == sorted(places)  # the newest first
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


def test_a_long_section_shows_its_first_rows_and_opens_by_itself(
    cast: Cast, sign_in: SignIn
) -> None:
    for number in range(25):
        said = Said(
            what=f"Matter number {number:02}", due_on=date(2026, 12, 1) + timedelta(days=number)
        )
        actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    client = sign_in(cast.mira)
    text = client.get(reverse("commitments:list")).text
    assert text.count("Matter number") == 8
    assert "17 more" in text
    alone = client.get(reverse("commitments:list"), {"only": "waiting"}).text
    assert alone.count("Matter number") == 20
    second = client.get(reverse("commitments:list"), {"only": "waiting", "page": "2"}).text
    assert "Matter number 24" in second
    today = client.get(reverse("today:page")).text
    assert "19 more wait for you" in today
    assert "19 more among all promises" not in today
    pair = client.get(cast.pair.get_absolute_url()).text
    assert "17 more among all promises" in pair


def test_a_section_that_is_none_shows_them_all(cast: Cast, sign_in: SignIn) -> None:
    said = Said(what="Exit themes", due_on=date(2026, 12, 1))
    actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    text = sign_in(cast.mira).get(reverse("commitments:list"), {"only": "nonsense"}).text
    assert "Exit themes" in text
