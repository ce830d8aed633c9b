"""What stops one from trying: a step for each is in the page, and only a reminder is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.partnership.actions import make_pair
from tandem.partnership.models import Pair
from tandem.partnership.registers import places
from tandem.partnership.reminders.models import Reminder
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.openness.first_step import FILE, PLACES, FirstStepsBroken, hurdles, read
from tandem.rooms.openness.models import BetweenUs, ContextCard, WhyCard, Worry

TODAY = TUESDAY.date()
WHOLE = """
[[hurdle]]
key = "time"
name = "No time"
said = "Two lines are enough."
leader = "Tell %(name)s one thing."
hr = "Tell %(name)s another thing."
place = "why"
"""


def url(cast: Cast) -> str:
    return f"/app/openness/{cast.pair.pk}/first-step/"


def everything_kept() -> list[int]:
    kinds = (Event, Reminder, WhyCard, ContextCard, Worry, BetweenUs)
    return [kind._base_manager.count() for kind in kinds]


def test_every_hurdle_has_its_step_in_the_page_and_looking_keeps_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    before = everything_kept()
    text = sign_in(cast.sam).get(url(cast)).text
    for each in hurdles().values():
        assert each.name in text
        assert each.leader % {"name": "Mira"} in text
    assert text.count("<details") == len(hurdles()) == 4
    assert "Only you" in text
    assert everything_kept() == before


def test_each_side_reads_its_own_step(cast: Cast, sign_in: SignIn) -> None:
    for who, said, not_said in (
        (cast.sam, "into leading people", "into HR"),
        (cast.mira, "into HR", "into leading people"),
    ):
        text = sign_in(who).get(url(cast)).text
        assert said in text
        assert not_said not in text


def test_what_is_begun_now_leads_to_where_it_is_done(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    text = sam.get(url(cast)).text
    for place in PLACES.values():
        address = place(cast.pair.pk)
        assert f'href="{address}"' in text
        assert sam.get(address).status_code == 200


def test_a_reminder_is_ones_own_for_the_next_working_day(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post(url(cast), {"step": "never"}, follow=True)
    assert answer.redirect_chain == [(cast.pair.get_absolute_url(), 302)]
    assert "Kept for you alone. It comes up on Today on Wed 25 Nov." in answer.text
    [kept] = Reminder.objects.visible_to(cast.sam)
    assert kept.what == "Write Mira why you went into leading people."
    assert kept.remind_on == date(2026, 11, 25)
    assert not Reminder.objects.visible_to(cast.mira).exists()
    mira = sign_in(cast.mira)
    for address in ("/app/", cast.pair.get_absolute_url(), url(cast)):
        assert "into leading people" not in mira.get(address).text


def test_before_a_weekend_it_comes_up_after_it(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    with it_is(TUESDAY + timedelta(days=3)):
        sign_in(cast.mira).post(url(cast), {"step": "time"})
    assert Reminder.objects.get().remind_on == date(2026, 11, 30)


@pytest.mark.parametrize("given", [{}, {"step": ""}, {"step": "courage"}, {"step": "TIME"}])
def test_a_step_that_is_none_is_refused_and_nothing_kept(
    cast: Cast, sign_in: SignIn, given: dict[str, str]
) -> None:
    before = everything_kept()
    assert sign_in(cast.sam).post(url(cast), given).status_code == 400
    assert everything_kept() == before


def test_the_page_of_a_pair_leads_there_while_it_is_one(cast: Cast, sign_in: SignIn) -> None:
    names = [place.name for place in places(cast.pair, cast.sam, TODAY)]
    assert "A first step" in names
    assert url(cast) in sign_in(cast.sam).get(cast.pair.get_absolute_url()).text


def test_partners_no_more_have_no_first_step(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    make_pair(area=cast.pair.area, leader=cast.ana, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY)
    later = TUESDAY + timedelta(days=2)
    with it_is(later):
        assert sign_in(cast.sam).get(url(cast)).status_code == 404
        assert sign_in(cast.sam).post(url(cast), {"step": "time"}).status_code == 404
    assert not Reminder.objects.exists()
    pair = Pair.objects.get(pk=cast.pair.pk)
    assert "A first step" not in [each.name for each in places(pair, cast.sam, later.date())]


# The file, for whoever words it otherwise.


def test_the_file_in_the_product_is_whole() -> None:
    there = read(FILE.read_text(encoding="utf-8"))
    assert [*there] == ["time", "trust", "never", "hurt"]
    for each in there.values():
        assert each.leader % {"name": "Mira"}
        assert each.hr % {"name": "Sam"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: "", "There is no hurdle"),
        (lambda text: text + text, "two have the same key"),
        (lambda text: text.replace('"time"', "time"), "not TOML"),
        (lambda text: text.replace('name = "No time"\n', ""), "A hurdle has"),
        (lambda text: text.replace('"No time"', '""'), "A hurdle has"),
        (lambda text: text.replace('"No time"', "5"), "A hurdle has"),
        (lambda text: text + 'more = "x"', "A hurdle has"),
        (lambda text: text.replace('"why"', '"nowhere"'), "its place is one of"),
        (lambda text: text.replace("Tell %(name)s one", "Tell %(who)s one"), "time, leader"),
        (lambda text: text.replace("another thing", "100 % of it"), "time, hr"),
        (lambda text: text.replace("another thing", "a thing " * 30), "longer than"),
    ],
)
def test_a_file_that_is_not_whole_says_where(change: Callable[[str], str], said: str) -> None:
    assert read(WHOLE)["time"].place == "why"
    with pytest.raises(FirstStepsBroken, match=said):
        read(change(WHOLE))
