"""The three steps over the whole house: one truth wherever it is told, and a way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.partnership.actions import make_pair
from tandem.partnership.charter.actions import accept_the_rest
from tandem.partnership.charter.tests import stories
from tandem.partnership.commitments.actions import Said, ask
from tandem.partnership.commitments.actions import take as act
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.models import Pair
from tandem.partnership.outcomes.tests import stories as outcomes
from tandem.partnership.registers import Footing, footings
from tandem.partnership.testing import TUESDAY, Cast
from tandem.partnership.two import Two
from tandem.rooms.openness import actions as openness
from tandem.rooms.ownership import actions as ownership
from tandem.rooms.ownership.starting_point import Text, starting_point
from tandem.rooms.pairs.how_set_up import how_set_up
from tandem.rooms.pairs.set_up import Step, steps_of

TODAY = TUESDAY.date()


def url(cast: Cast, step: int | str = "") -> str:
    address = reverse("pairs:set_up", args=[cast.pair.pk])
    return f"{address}?step={step}" if step else address


def steps(cast: Cast) -> list[Step]:
    return steps_of(Two(cast.pair, cast.sam, TODAY))


def footing(cast: Cast, key: str) -> Footing:
    """As Mira finds it."""
    return next(each for each in footings(cast.pair, cast.mira, TODAY) if each.key == key)


def take(client: Client, cast: Cast, key: str) -> str:
    return client.post(url(cast), {"take": key}, follow=True).text


def whole(cast: Cast) -> Iterator[None]:
    """All a pair needs, one act after the other."""
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=TUESDAY)
        yield
    for by in (cast.sam, cast.mira):
        accept_the_rest(pair=cast.pair, by=by, at=TUESDAY)
        yield
    outcomes.co_owned(cast.pair)
    yield
    for by in (cast.sam, cast.mira):
        openness.write_why(pair=cast.pair, why="For the people.", by=by, at=TUESDAY)
        yield
    openness.write_context(
        pair=cast.pair, goals="Peak.", pressures="", deadlines="", success="", by=cast.sam,
        at=TUESDAY,
    )  # fmt: skip
    yield


def asked(cast: Cast) -> bool:
    found = Pair.objects.annotate(**how_set_up()).get(pk=cast.pair.pk)
    return bool(vars(found)["is_set_up"])


def test_the_question_to_the_database_knows_what_the_steps_know(cast: Cast) -> None:
    told = []
    for _ in whole(cast):
        found = all(step.is_done for step in steps(cast))
        assert asked(cast) is found
        told.append(found)
    assert told == [False] * 7 + [True]


def test_a_row_seen_differently_is_the_same_for_both(cast: Cast) -> None:
    ownership.differ(
        pair=cast.pair, domain="onboard", view="Leads hold it.", by=cast.sam, at=TUESDAY
    )
    [*_] = whole(cast)
    assert asked(cast)
    assert all(step.is_done for step in steps(cast))
    ownership.differ(pair=cast.pair, domain="engage", view="HR does.", by=cast.sam, at=TUESDAY)
    ownership.edit(
        pair=cast.pair, domain="reward", text=Text("We say it.", "We pay it.", "Fair."),
        seen=starting_point().by_key["reward"].text.mark, agreeing=True, by=cast.sam, at=TUESDAY,
    )  # fmt: skip
    assert not asked(cast)
    assert not all(step.is_done for step in steps(cast))


def test_whose_part_is_done_is_told_so_and_in_the_end_both_what_comes_next(
    cast: Cast, sign_in: SignIn
) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    done, last = whole(cast), "Your part is done. What is left waits for Sam."
    for _ in range(7):
        next(done)
    assert last in mira.get(url(cast)).text
    assert "Your part is done." not in sam.get(url(cast)).text
    [*_] = done
    for client in (sam, mira):
        text = client.get(url(cast)).text
        assert "Your part is done." not in text
        next_to_do = text.partition("What comes next")[2].partition("<section")[0]
        assert "9 of 15 parts agreed by both." in next_to_do
        for name in ("charters:page", "talks:page"):
            assert reverse(name, args=[cast.pair.pk]) in next_to_do


def test_what_is_set_up_is_said_to_be_on_every_page(cast: Cast, sign_in: SignIn) -> None:
    [*_] = whole(cast)
    sam = sign_in(cast.sam)
    assert "Your pair is set up." in sam.get(url(cast)).text
    page = sam.get(cast.pair.get_absolute_url()).text
    charter = reverse("charters:page", args=[cast.pair.pk])
    for text in (page, sam.get(charter).text):
        assert "What you two still need to begin with" not in text
    left = re.search(r"is set up. (\d+) parts of your charter are left before you both sign.", page)
    assert left is not None
    assert left[1] == "6", "all but the eight that begin with words, and the map"
    assert charter in page
    assert url(cast) not in page


def test_before_anything_is_taken_its_words_can_be_read(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(url(cast, 1)).text
    fold = text[text.index("<details") : text.index("</details>")]
    for domain in starting_point().domains:
        for said in (domain.name, domain.text.leader, domain.text.hr):
            assert escape(said) in fold, said


def test_both_sides_are_shown_as_far_as_each_is(cast: Cast, sign_in: SignIn) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    take(sam, cast, "map")
    assert "You: 14 of 14 rows · Mira: 0 of 14" in sam.get(url(cast, 1)).text
    assert "You: 0 of 14 rows · Sam: 14 of 14" in mira.get(url(cast, 1)).text
    assert "You: 0 of 1 · Sam: 1 of 1" in mira.get(url(cast, 1)).text


def test_a_goal_one_has_proposed_waits_for_the_other(cast: Cast, sign_in: SignIn) -> None:
    outcome = outcomes.proposed(cast.pair, cast.sam, accepting=True)
    for who, said in ((cast.sam, "Waits for Mira"), (cast.mira, "Waits for you")):
        text = sign_in(who).get(url(cast, 2)).text
        line = text[text.index('id="footing-goal"') :].partition("</li>")[0]
        assert said in line
        assert outcome.get_absolute_url() in line


def test_a_goal_worded_and_not_accepted_waits_for_the_other_too(
    cast: Cast, sign_in: SignIn
) -> None:
    outcomes.proposed(cast.pair, cast.sam)
    goal = footing(cast, "goal")
    assert (goal.mine, goal.theirs, goal.is_done) == (False, True, False)
    assert goal.act == "Read and accept"


def test_why_leads_to_what_the_other_wrote(cast: Cast, sign_in: SignIn) -> None:
    """It is no blind exchange: what one wrote is there to be read at once."""
    openness.write_why(pair=cast.pair, why="For the night shift.", by=cast.sam, at=TUESDAY)
    mira = sign_in(cast.mira)
    why = footing(cast, "why")
    assert why.act == "Read it, and write yours"
    assert "For the night shift." in mira.get(why.url).text
    assert "For the night shift." in mira.get(reverse("openness:page", args=[cast.pair.pk])).text


def test_the_tap_that_signs_the_charter_says_so_before(cast: Cast, sign_in: SignIn) -> None:
    stories.all_but(cast.pair, "rights")
    stories.accepted(cast.pair, "rights", cast.sam)
    assert "With this yes the charter is signed." in sign_in(cast.mira).get(url(cast, 2)).text


# ---- and back


@pytest.mark.parametrize(
    ("page", "of", "step"),
    [
        ("charters:page", "pair", 2),
        ("charters:part", "pair rhythm", 2),
        ("charters:part", "pair open", 3),
        ("charters:write", "pair open", 3),
        ("openness:page", "pair", 3),
        ("openness:why", "pair", 3),
        ("heads_ups:page", "pair", 3),
        ("outcomes:new", "pair", 2),
        ("outcomes:page", "outcome", 2),
        ("outcomes:change", "outcome", 2),
        ("ownership:area", "area", 1),
        ("ownership:row", "area recruit", 1),
        ("ownership:act", "area recruit differ", 1),
        ("ownership:map", "pair", 1),
    ],
)
def test_every_page_the_walk_leads_to_leads_back(
    cast: Cast, sign_in: SignIn, page: str, of: str, step: int
) -> None:
    there = {
        "pair": cast.pair.pk,
        "area": cast.pair.area_id,
        "outcome": outcomes.proposed(cast.pair, cast.sam).pk,
    }
    address = reverse(page, args=[there.get(each, each) for each in of.split()])
    sam = sign_in(cast.sam)
    back = f'href="{url(cast, step)}">Back to setting up your pair, step {step} of 3<'
    assert back in sam.get(address).text
    stories.signed(cast.pair)
    assert url(cast) not in sam.get(address).text


def test_nobody_else_is_led_into_it(cast: Cast, sign_in: SignIn) -> None:
    assert url(cast) not in sign_in(cast.ana).get(f"/app/ownership/{cast.pair.area_id}/").text


def today_of_a_new_pair(sign_in: SignIn, pair: Pair) -> str:
    return sign_in(pair.leader).get("/app/").text


def card_of(text: str, pair: Pair) -> str:
    return text.partition(f'aria-labelledby="set-up-{pair.pk}"')[2].partition("</section>")[0]


def test_today_says_what_is_set_up_and_what_comes_next_when(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    pair = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY
    )
    text = today_of_a_new_pair(sign_in, pair)
    assert text.index("Set up your pair with Mira") < text.index("Begin with two promises")
    assert card_of(text, pair).count('class="button"') == 1, "one button is the strong one"
    for _ in whole(replace(cast, pair=pair, sam=cast.ilse)):
        pass
    here = card_of(today_of_a_new_pair(sign_in, pair), pair)
    assert "Your pair with Mira is set up" in here
    assert "What comes next: 6 parts of your charter, before you both sign." in here
    assert "Planned for Thu 24 Dec." in here
    with it_is(TUESDAY + timedelta(days=31)):
        assert "Planned for" not in card_of(today_of_a_new_pair(sign_in, pair), pair)
    stories.signed(pair, TUESDAY)
    here = card_of(today_of_a_new_pair(sign_in, pair), pair)
    assert "You and Mira have signed your charter" in here
    assert "Mon 25 Jan: Look back together for the first time" in here
    for days, shown in ((13, True), (14, False)):
        with it_is(TUESDAY + timedelta(days=days)):
            assert bool(card_of(today_of_a_new_pair(sign_in, pair), pair)) is shown


def test_what_is_set_up_stands_after_promises_and_leaves_no_empty_box(
    cast: Cast, sign_in: SignIn
) -> None:
    pair = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY
    )
    said = Said(what="Coffee", due_on=TODAY)
    coffee = ask(of=cast.ilse, said=said, by=cast.mira, at=TUESDAY, source=Source.FORM)
    act(commitment=coffee, act=Act.PROMISE, said=Said(), by=cast.ilse, at=TUESDAY)
    text = today_of_a_new_pair(sign_in, pair)
    assert text.index("Coffee") < text.index("Set up your pair with Mira")
    assert 'class="empty' not in text


def test_what_the_two_before_them_signed_is_taken_with_one_tap(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=TUESDAY)
    new = make_pair(
        area=cast.pair.area, leader=cast.ana, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY
    )
    theirs = replace(cast, pair=new)
    with it_is(TUESDAY + timedelta(days=1)):
        for who in (cast.ana, cast.mira):
            assert "Agreed to 14." in take(sign_in(who), theirs, "map")
        assert "Done, both" in sign_in(cast.ana).get(url(theirs, 1)).text


def test_a_row_looked_at_again_is_left_for_a_look_of_its_own(cast: Cast, sign_in: SignIn) -> None:
    for by in (cast.sam, cast.mira):
        ownership.agree_to_the_rest(pair=cast.pair, by=by, at=TUESDAY)
    ownership.look_again(pair=cast.pair, domain="attract", by=cast.mira, at=TUESDAY)
    assert "You have agreed to that already." in take(sign_in(cast.sam), cast, "map")


def test_the_one_strong_button_is_what_waits_for_the_reader(cast: Cast, sign_in: SignIn) -> None:
    def strong(step: int) -> list[str]:
        text = sign_in(cast.sam).get(url(cast, step)).text.partition("<main")[2]
        return re.findall(r'<(?:a|button) class="(?:button(?: slim)?)?"[^>]*>([^<]+)', text)

    assert strong(1) == ["Agree to all that is usual"]
    take(sign_in(cast.sam), cast, "map")
    assert strong(1) == ["Next step"]
    take(sign_in(cast.sam), cast, "rhythm")
    assert strong(2) == ["Propose one"]
    assert strong(3) == ["Write yours"]


def test_words_the_other_has_said_yes_to_are_not_called_what_most_begin_with(
    cast: Cast, sign_in: SignIn
) -> None:
    take(sign_in(cast.sam), cast, "map")
    for step, key in ((1, "map"), (2, "rhythm")):
        assert "words most pairs begin with" in sign_in(cast.mira).get(url(cast, 2)).text
        take(sign_in(cast.sam), cast, key)
        text = sign_in(cast.mira).get(url(cast, step)).text
        assert "Sam has said yes to these words already." in text
        assert "words most pairs begin with" not in text


def test_what_follows_the_last_act_says_that_the_pair_is_set_up(
    cast: Cast, sign_in: SignIn
) -> None:
    *_, before_the_last = zip(range(8), whole(cast), strict=False)
    assert before_the_last
    sam, page = sign_in(cast.sam), reverse("openness:context", args=[cast.pair.pk])
    text = sam.post(page, {"goals": "A calm peak."}, follow=True).text
    assert "Your pair is set up. 6 parts of your charter are left" in text
    assert text.index("<h1") < text.index("What comes next"), "the next tab after the heading"
    assert "What comes next" not in sam.get(reverse("openness:page", args=[cast.pair.pk])).text


def test_why_we_do_this_is_asked_once_wherever_it_was_said(cast: Cast, sign_in: SignIn) -> None:
    stories.written(cast.pair, "why", cast.sam, "Trust in what we count.")
    why = footing(cast, "why")
    assert (why.mine, why.theirs) == (False, True)
    mira = sign_in(cast.mira)
    assert "Trust in what we count." in mira.get(reverse("openness:why", args=[cast.pair.pk])).text
    page = reverse("openness:page", args=[cast.pair.pk])
    assert "As in your charter" in mira.get(page).text
    stories.written(cast.pair, "why", cast.mira, "People go home well.")
    assert footing(cast, "why").is_done
    assert "You have both written it." in mira.get(cast.pair.get_absolute_url()).text
    own = reverse("openness:why", args=[cast.pair.pk])
    assert mira.get(own).context["form"]["why"].value() == "People go home well."
    mira.post(own, {"why": "People go home glad."})
    text = mira.get(page).text
    assert "People go home glad." in text
    assert "People go home well." not in text
    assert "Trust in what we count." in text
