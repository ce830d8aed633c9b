"""The page of the two, and the list of one's pairs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.bridge.counting import compute
from tandem.bridge.snapshots import write_snapshot
from tandem.organisation import settings
from tandem.organisation.values import BY_KEY
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.models import Pair
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

FRIDAY = date(2026, 11, 27)
TODAY = TUESDAY.date()


def sam_promised_mira(cast: Cast, what: str = "Two night shifts before peak") -> Commitment:
    said = Said(what=what, due_on=FRIDAY)
    asked = actions.ask(of=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    return actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=cast.sam, at=MONDAY)


def so_far(pair: Pair) -> str:
    return reverse("pairs:so_far", args=[pair.pk])


def test_what_one_acts_on_comes_first_and_the_rest_is_fetched(cast: Cast, sign_in: SignIn) -> None:
    """Without script a line leads to it, on a page of its own."""
    sam_promised_mira(cast)
    sam, url = sign_in(cast.sam), so_far(cast.pair)
    page = sam.get(cast.pair.get_absolute_url()).text
    assert f'hx-get="{url}" hx-trigger="load"' in page
    assert f'<a href="{url}">' in page
    alone, fetched = sam.get(url).text, sam.get(url, headers={"hx-request": "true"}).text
    for shown in (alone, fetched):
        assert 'id="timeline"' in shown
        assert "How promises went" in shown
    assert cast.pair.get_absolute_url() in alone
    assert fetched.lstrip().startswith('<div id="so-far"')


def test_the_leader_stands_left_whoever_reads(cast: Cast, sign_in: SignIn) -> None:
    for reader in (cast.sam, cast.mira):
        page = sign_in(reader).get(cast.pair.get_absolute_url()).text
        assert page.index("Sam promised Mira") < page.index("Mira promised Sam")
        head = page[page.index('class="pair-head"') :]
        assert head.index("Sam Lindqvist</h2>") < head.index("Mira Okafor</h2>")
        assert "<c-" not in page


def test_each_side_shows_what_it_promised_with_equal_weight(cast: Cast, sign_in: SignIn) -> None:
    promise = sam_promised_mira(cast)
    page = sign_in(cast.mira).get(cast.pair.get_absolute_url()).text
    by_sam = page[page.index('id="by-leader"') : page.index('id="by-hr"')]
    by_mira = page[page.index('id="by-hr"') : page.index('id="so-far"')]
    assert f'id="promise-{promise.pk}"' in by_sam
    assert "1 open" in by_sam
    assert "0 open" in by_mira
    assert "Nothing of yours is open for Sam." in by_mira
    theirs = sign_in(cast.ana).get(
        Pair.objects.of_two(cast.ana, cast.mira).get().get_absolute_url()
    )
    assert "Mira has nothing open for you." in theirs.text
    assert "Only you and Sam can read this" in page


def test_promises_with_other_people_are_not_shown(cast: Cast, sign_in: SignIn) -> None:
    said = Said(what="For Ana alone", due_on=FRIDAY)
    actions.ask(of=cast.ana, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    page = sign_in(cast.mira).get(cast.pair.get_absolute_url()).text
    assert "For Ana alone" not in page


def test_what_just_ended_stays_a_while_below_what_is_open(cast: Cast, sign_in: SignIn) -> None:
    kept, still_open = sam_promised_mira(cast, "Kept one"), sam_promised_mira(cast, "Open one")
    for act, by in ((Act.REPORT_DONE, cast.sam), (Act.THANK, cast.mira)):
        actions.take(commitment=kept, act=act, said=Said(), by=by, at=TUESDAY)
    page = sign_in(cast.sam).get(cast.pair.get_absolute_url()).text
    assert page.index(str(still_open.pk)) < page.index(f'id="promise-{kept.pk}"')
    assert "1 open" in page
    assert "Kept, with thanks" in page


def test_what_is_asked_stands_apart_from_what_is_promised(cast: Cast, sign_in: SignIn) -> None:
    said = Said(what="Two night shifts", due_on=FRIDAY)
    asked = actions.ask(of=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    promise = sam_promised_mira(cast)
    for reader in (cast.sam, cast.mira):
        page = sign_in(reader).get(cast.pair.get_absolute_url()).text
        heading = page.index("Asked or offered, not promised yet")
        assert (
            page.index(f'id="promise-{promise.pk}"')
            < heading
            < page.index(f'id="promise-{asked.pk}"')
        )
        assert "2 open" in page


def test_many_are_counted_and_the_nearest_shown(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(11):
        sam_promised_mira(cast)
    for reader, part, other in ((cast.sam, "mine", cast.mira), (cast.mira, "theirs", cast.sam)):
        page = sign_in(reader).get(cast.pair.get_absolute_url()).text
        assert page.count("Two night shifts before peak") == 8
        assert "11 open" in page
        assert "3 more among all promises" in page
        assert f'href="/app/promises/{part}/?with={other.pk}"' in page


def test_no_rate_is_shown_however_much_was_kept(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(9):
        kept = sam_promised_mira(cast)
        for act, by in ((Act.REPORT_DONE, cast.sam), (Act.THANK, cast.mira)):
            actions.take(commitment=kept, act=act, said=Said(), by=by, at=TUESDAY)
    mira = sign_in(cast.mira)
    for url in (cast.pair.get_absolute_url(), so_far(cast.pair)):
        page = mira.get(url).text
        assert "%" not in page[page.index("<main") : page.index('class="foot"')]


def test_a_young_pair_is_told_that_nothing_is_counted(cast: Cast, sign_in: SignIn) -> None:
    young = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    page = sign_in(cast.ilse).get(young.get_absolute_url()).text
    assert "The first 30 days enter no share and no notice." in page
    old = sign_in(cast.sam).get(cast.pair.get_absolute_url()).text
    assert "never counted" not in old
    assert "Forming, no charter yet" in old


@pytest.mark.slow
def test_what_moved_comes_from_the_numbers_once_there_are_some(
    cast: Cast, sign_in: SignIn, tmp_path: Path
) -> None:
    client = sign_in(cast.mira)
    assert "What moved" not in client.get(so_far(cast.pair)).text
    (tmp_path / "snapshots").mkdir()
    compute(write_snapshot(uuid4(), TODAY, tmp_path), counted_on=TODAY)
    page = client.get(so_far(cast.pair)).text
    assert "What moved" in page
    assert "Too few people to say" in page  # two people work there
    assert f'href="{cast.areas.operations.get_absolute_url()}"' in page
    assert "Operations leadership and its HR people" in page


def test_the_timeline_begins_with_the_day_they_became_partners(cast: Cast, sign_in: SignIn) -> None:
    sam_promised_mira(cast)
    page = sign_in(cast.sam).get(so_far(cast.pair)).text
    told = page[page.index('aria-labelledby="timeline"') :]
    assert told.index("You said yes.") < told.index("Mira asked you for something.")
    assert "Sam and Mira became partners for Operations." in told
    assert told.count("Two night shifts before peak") == 2  # which promise each was about


def test_a_pair_that_ended_is_still_its_twos_and_says_so(cast: Cast, sign_in: SignIn) -> None:
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    page = sign_in(cast.mira).get(cast.pair.get_absolute_url()).text
    assert "partners from March 2024 to November 2026" in page
    assert "Sam and Mira handed Operations on." in sign_in(cast.mira).get(so_far(cast.pair)).text
    listed = sign_in(cast.mira).get("/app/partners/").text
    assert listed.index("Ana and Mira") < listed.index("Before") < listed.index("Sam and Mira")
    assert sign_in(cast.leo).get(cast.pair.get_absolute_url()).status_code == 404


def test_the_list_names_both_and_what_comes_next(cast: Cast, sign_in: SignIn) -> None:
    sam_promised_mira(cast)
    page = sign_in(cast.mira).get("/app/partners/").text
    sam, ana = page.index("Sam and Mira"), page.index("Ana and Mira")
    assert "The next promise is due Fri 27 Nov" in page[sam:]
    assert "1 open" in page[sam:]
    assert "Nothing is open between you" in page[ana:sam]
    assert "Operations · partners since March 2024" in page


def test_the_next_step_says_first_what_waits_and_then_what_slipped(
    cast: Cast, sign_in: SignIn
) -> None:
    earlier = MONDAY.replace(day=9)
    said = Said(what="Overtime rule", due_on=date(2026, 11, 20))
    asked = actions.ask(of=cast.mira, said=said, by=cast.sam, at=earlier, source=Source.FORM)
    actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=cast.mira, at=earlier)
    client = sign_in(cast.mira)
    assert "A new date for what slipped" in client.get("/app/partners/").text
    said = Said(what="Coffee", due_on=FRIDAY)
    actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    assert "An answer from you" in client.get("/app/partners/").text


def test_who_is_in_no_pair_is_told_that_promises_work_without(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.kim).get("/app/partners/").text
    assert "You are in no pair." in page
    assert str(cast.pair.pk) not in page


def test_the_job_is_named_where_the_export_had_one(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.mira).get(cast.pair.get_absolute_url()).text
    assert ">you<" in page  # no title in the cast: nothing is made up


def test_the_list_costs_the_same_for_one_pair_and_for_three(cast: Cast, sign_in: SignIn) -> None:
    counts = []
    for area in (cast.areas.supply, cast.areas.night_shift):
        with CaptureQueriesContext(connection) as asked:
            assert sign_in(cast.mira).get("/app/partners/").status_code == 200
        counts.append(len([one for one in asked if "SELECT" in one["sql"]]))
        make_pair(area=area, leader=cast.vera, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY)
    assert counts[0] == counts[1] <= 15


def test_what_a_pair_is_called_follows_what_the_company_has_set(
    cast: Cast, sign_in: SignIn
) -> None:
    sam = sign_in(cast.sam)
    assert "Forming, no charter yet" in sam.get(cast.pair.get_absolute_url()).text
    known = BY_KEY["pair_forming_days"]
    settings.set_value(known=known, value=Decimal(730), reason="", by=cast.farid, at=TUESDAY)
    age = (TODAY - cast.pair.start_on).days
    assert age > 730
    known = BY_KEY["pair_new_days"]
    settings.set_value(known=known, value=Decimal(365), reason="", by=cast.farid, at=TUESDAY)
    young = make_pair(
        area=cast.areas.supply, leader=cast.vera, hr_partner=cast.leo, by=OPERATOR,
        at=TUESDAY.replace(month=2),
    )  # fmt: skip
    assert "New" in sign_in(cast.vera).get(young.get_absolute_url()).text
    assert "New" in sign_in(cast.vera).get("/app/partners/").text
