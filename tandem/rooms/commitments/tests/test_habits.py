"""Habits of a pair: each chooses their own, one of a kind, kept up until the quarter ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import ItIs, SignIn
from tandem.organisation.calendar import WorkingDays
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.habits import last_day
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.requests import habits, templates
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

LISTEN = "habit_listen"
NEW = f"/app/promises/new/?request={LISTEN}"
FORM = {
    "direction": "performer",
    "who": "mira.okafor@varnholm.example",
    "what": "Let her finish, then say what I heard",
    "due_on": "2026-12-31",
    "request": LISTEN,
}


def page_of(cast: Cast) -> str:
    return reverse("commitments:habits", args=[cast.pair.pk])


def keeps_up(cast: Cast, key: str = LISTEN, what: str = "Ask before answering") -> Commitment:
    said = Said(what=what, due_on=date(2026, 12, 31), request=key)
    made = actions.offer(to=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    return actions.take(commitment=made, act=Act.THANK, said=Said(), by=cast.mira, at=MONDAY)


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2026, 11, 24), date(2026, 12, 31)),
        (date(2026, 12, 4), date(2026, 12, 31)),  # twenty-eight days, the last of them in it
        (date(2026, 12, 5), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2028, 2, 29), date(2028, 3, 31)),
        (date(2028, 3, 5), date(2028, 6, 30)),
        (date(2028, 7, 3), date(2028, 9, 29)),  # the quarter ends on a Saturday
        (date(2029, 10, 1), date(2029, 12, 28)),  # and on a holiday, after a weekend
    ],
)
def test_it_lasts_until_the_quarter_ends_or_the_next_where_little_is_left(
    today: date, until: date
) -> None:
    calendar = WorkingDays(holidays=frozenset({date(2029, 12, 31)}))
    assert last_day(today, calendar) == until


def test_there_is_one_for_each_of_the_four_areas() -> None:
    assert len(habits()) == 4
    assert all(each.mine for each in habits())


def test_each_area_asks_until_something_is_kept_up_in_it(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sam).get(page_of(cast)).text
    for each in habits():
        assert each.name in page
        assert each.questions[0] in page
    assert page.count("Choose one of yours") == 4
    keeps_up(cast)
    page = sign_in(cast.sam).get(page_of(cast)).text
    assert "Ask before answering" in page
    assert templates()[LISTEN].questions[0] not in page
    assert page.count("Choose one of yours") == 3
    # The other one sees it, and still may choose their own in this area.
    page = sign_in(cast.mira).get(page_of(cast)).text
    assert "Ask before answering" in page
    assert page.count("Choose one of yours") == 4


def test_the_form_asks_for_ones_own_until_the_quarter_ends(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sam).get(f"{NEW}&pair={cast.pair.pk}").text
    assert "What will you do each time?" in page
    assert 'value="2026-12-31"' in page
    assert "I ask the other person" not in page
    assert "belongs in no field" not in page
    sign_in(cast.sam).post(NEW, FORM)
    made = Commitment.objects.get()
    assert (made.performer, made.customer, made.request) == (cast.sam, cast.mira, LISTEN)
    assert made.nature == ""


def test_nobody_chooses_a_habit_for_somebody_else(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post(NEW, FORM | {"direction": "customer"})
    assert answer.status_code == 422
    assert FORM["what"] in answer.text
    assert not Commitment.objects.exists()


def test_of_each_kind_there_is_one_at_a_time_and_what_was_typed_stays(
    cast: Cast, sign_in: SignIn
) -> None:
    first = keeps_up(cast)
    answer = sign_in(cast.sam).post(NEW, FORM)
    assert answer.status_code == 422
    assert "One of these is kept up already." in answer.text
    assert FORM["what"] in answer.text
    taken_back = Said(reason=Reason.PRIORITIES_CHANGED)
    actions.take(commitment=first, act=Act.TAKE_BACK, said=taken_back, by=cast.sam, at=TUESDAY)
    assert sign_in(cast.sam).post(NEW, FORM).status_code == 302


def test_a_draft_is_kept_beside_one_and_not_sent(cast: Cast) -> None:
    said = Said(what="Perhaps", due_on=date(2026, 12, 31), request=LISTEN)
    draft = actions.save_draft(
        customer=cast.mira, performer=cast.sam, said=said, by=cast.sam, at=MONDAY
    )
    keeps_up(cast)
    with pytest.raises(actions.NotPossible, match="kept up already"):
        actions.take(commitment=draft, act=Act.SEND_DRAFT, said=said, by=cast.sam, at=TUESDAY)
    assert Commitment.objects.get(pk=draft.pk).state == "draft"


def test_another_kind_and_another_partner_are_no_second_one(cast: Cast, sign_in: SignIn) -> None:
    keeps_up(cast)
    other_kind = FORM | {"request": "habit_open"}
    assert sign_in(cast.sam).post(NEW.replace(LISTEN, "habit_open"), other_kind).status_code == 302
    mira = sign_in(cast.mira)
    for who in ("sam.lindqvist@varnholm.example", "ana.duarte@varnholm.example"):
        assert mira.post(NEW, FORM | {"who": who}).status_code == 302


def test_what_is_over_is_read_below_for_two_quarters(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    habit = keeps_up(cast)
    habit = actions.take(
        commitment=habit, act=Act.REPORT_DONE, said=Said(), by=cast.sam, at=TUESDAY
    )
    actions.take(commitment=habit, act=Act.THANK, said=Said(), by=cast.mira, at=TUESDAY)
    page = sign_in(cast.mira).get(page_of(cast)).text
    assert page.index("Kept up before") < page.index("Ask before answering")
    for days, there in ((189, True), (190, False)):
        with it_is(TUESDAY + timedelta(days=days)):
            page = sign_in(cast.mira).get(page_of(cast)).text
            assert ("Ask before answering" in page) is there


def test_the_page_of_the_pair_says_how_many_and_no_word(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    assert "One small thing of each of you" in client.get(cast.pair.get_absolute_url()).text
    keeps_up(cast, what="Unspoken here")
    page = client.get(cast.pair.get_absolute_url()).text
    start = page.index("Habits of this quarter")
    assert "1 is chosen." in page[start : start + 600]
    assert "Unspoken here" not in page[start : start + 600]


def test_a_draft_is_nobodys_habit_yet(cast: Cast, sign_in: SignIn) -> None:
    said = Said(what="Perhaps", due_on=date(2026, 12, 31), request=LISTEN)
    actions.save_draft(customer=cast.mira, performer=cast.sam, said=said, by=cast.sam, at=MONDAY)
    assert "Perhaps" not in sign_in(cast.sam).get(page_of(cast)).text
