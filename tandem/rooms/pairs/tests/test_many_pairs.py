"""Many pairs at once: who reads which of them, counted as if by hand, and what one carries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions as organisation
from tandem.partnership.charter.tests.stories import signed
from tandem.partnership.commitments.all_pairs import AllPairs, of_all_pairs
from tandem.partnership.commitments.following_up import AskedOfBoth, Together
from tandem.partnership.load.actions import say, take_stock
from tandem.partnership.models import Load, Pair
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, area, hire, leave, pair_up
from tandem.rooms.pairs.all_pairs import asked_words
from tandem.rooms.pairs.portfolio import PER_PAGE, answered_for, line_of, spread
from tandem.rooms.pairs.rules import USUAL

TODAY = TUESDAY.date()
PORTFOLIO, CARRYING = "/app/partners/portfolio/", "/app/partners/carrying/"
ALL, CAUSES = "/app/partners/all/", "/app/partners/all/causes/"
A_WEEK = timedelta(days=7)


# ---- counted


def aged(days: int, *, has_charter: bool = False) -> Pair:
    pair = Pair(start_on=TODAY - timedelta(days=days))
    pair.has_charter, pair.one_left = has_charter, False
    return pair


def numbers(pairs: list[Pair], owned: list[Pair]) -> list[int]:
    """New, forming, established; with a charter; with an outcome both own."""
    return [each.pairs for each in spread(pairs, TODAY, USUAL, {pair.pk: 2 for pair in owned})]


@pytest.mark.parametrize(
    ("days", "has_charter", "counted"),
    [
        (0, False, [1, 0, 0, 0, 0]),
        (90, True, [1, 0, 0, 1, 0]),  # a charter makes no pair older than it is
        (91, False, [0, 1, 0, 0, 0]),
        (270, True, [0, 1, 0, 1, 0]),
        (271, True, [0, 0, 1, 1, 0]),
        (271, False, [0, 1, 0, 0, 0]),  # nor is one without it established by time
    ],
)
def test_a_pair_is_counted_at_one_stage(days: int, has_charter: bool, counted: list[int]) -> None:
    assert numbers([aged(days, has_charter=has_charter)], []) == counted


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans(), st.booleans()), max_size=20))
def test_the_counts_are_those_one_would_count_by_hand(
    drawn: list[tuple[int, bool, bool]],
) -> None:
    pairs = [aged(days, has_charter=charter) for days, charter, _ in drawn]
    owned = [pair for pair, (_, _, owns) in zip(pairs, drawn, strict=True) if owns]
    new = forming = established = charters = 0
    for days, charter, _ in drawn:
        charters += charter
        if days <= 90:
            new += 1
        elif charter and days > 270:
            established += 1
        else:
            forming += 1
    assert numbers(pairs, owned) == [new, forming, established, charters, len(owned)]
    assert numbers(pairs[::-1], owned) == numbers(pairs, owned)


def test_a_line_of_a_pair_is_dates_and_counts() -> None:
    pair = aged(91)
    line = line_of(pair, TODAY, USUAL, {})
    assert (line.since, line.stage) == ("partners since August 2026", "Forming")
    assert (line.outcomes, line.needs) == (0, "")
    pair.one_left = True
    line = line_of(pair, TODAY, USUAL, {pair.pk: 3})
    assert (line.outcomes, line.needs) == (3, "One of the two has left")


# ---- answered for


def areas_of(cast: Cast, who: str) -> set[str] | None:
    found = answered_for(getattr(cast, who), TODAY)
    return None if found is None else {pair.area.name for pair in found}


@pytest.mark.parametrize(
    ("seat", "reads"),
    [
        ("varnholm", {"Operations", "Customer Service"}),  # all below, without his own
        ("supply", {"Operations"}),
        ("operations", {"Operations"}),  # an area is below itself
        ("night_shift", None),  # nothing upwards
        ("finance", None),  # his own alone are no page
    ],
)
def test_an_hr_partner_answers_for_the_pairs_of_others_below(
    cast: Cast, seat: str, reads: set[str] | None
) -> None:
    assert areas_of(cast, "leo") is None
    organisation.set_hr_partner(
        area=getattr(cast.areas, seat), person=cast.leo, by=OPERATOR, at=MONDAY, why="Leads"
    )
    assert areas_of(cast, "leo") == reads


def test_a_pair_that_is_over_is_answered_for_no_longer(cast: Cast) -> None:
    assert areas_of(cast, "helen") == {"Operations", "Customer Service", "Finance"}
    before = answered_for(cast.helen, TODAY)
    assert before is not None
    held = before.count()
    new = pair_up(cast.areas.operations, cast.sam, cast.leo)
    after = answered_for(cast.helen, TODAY)
    assert after is not None
    assert after.count() == held, "the one that follows stands in its place"
    assert new in after


def test_a_signed_charter_shows_as_a_stage_and_not_as_a_word(cast: Cast, sign_in: SignIn) -> None:
    helen = sign_in(cast.helen)
    assert "Established" not in helen.get(PORTFOLIO).text
    signed(cast.pair)
    text = helen.get(PORTFOLIO).text
    assert text.count("Established") == 1
    assert "Peak season" not in text
    assert f"/{cast.pair.pk}/" not in text


def test_in_two_of_them_one_has_left_and_both_are_told(cast: Cast, sign_in: SignIn) -> None:
    helen = sign_in(cast.helen)
    assert "one of the two has left" not in helen.get(PORTFOLIO).text
    leave(cast.mira)  # of two pairs
    text = helen.get(PORTFOLIO).text
    assert "In 2 of them one of the two has left. Caretakers or new pairs" in text
    assert text.count("One of the two has left") == 2


@pytest.mark.slow
def test_a_page_holds_so_many_and_the_rest_follows(cast: Cast, sign_in: SignIn) -> None:
    helen = sign_in(cast.helen)
    for number in range(PER_PAGE - 2):
        place = area(f"Depot {number:02}", cast.areas.supply)
        pair_up(place, hire(f"Lead{number}", "Depot", place), cast.leo)
    first, second = (helen.get(f"{PORTFOLIO}?page={page}").text for page in (1, 2))
    assert "21 partnerships" in first
    assert "21 partnerships" in second
    assert (first.count('<th scope="row">Depot'), "Operations</th>" in first) == (18, False)
    assert "Operations</th>" in second
    assert helen.get(f"{PORTFOLIO}?page=99").text.count("Operations</th>") == 1
    assert "Operations</th>" not in helen.get(f"{PORTFOLIO}?page=x").text


# ---- carried


@pytest.mark.parametrize(
    ("who", "status"),
    [("mira", 200), ("leo", 200), ("sam", 404), ("helen", 404), ("kim", 404), ("farid", 404)],
)
def test_what_one_carries_is_a_page_for_hr_partners(
    cast: Cast, sign_in: SignIn, who: str, status: int
) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(CARRYING).status_code == status
    assert client.post(CARRYING, {"words": "Hm"}).status_code == 404, "nothing was counted yet"


def test_who_has_an_area_and_no_pair_has_the_page_too(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.kim).get(CARRYING).status_code == 404
    organisation.set_hr_partner(
        area=cast.areas.supply, person=cast.kim, by=OPERATOR, at=MONDAY, why="Learns it"
    )
    assert sign_in(cast.kim).get(CARRYING).status_code == 200


def test_eight_weeks_are_shown_the_newest_first(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    for week in range(9):
        take_stock(at=MONDAY + week * A_WEEK)
    with it_is(TUESDAY + 8 * A_WEEK):
        text = sign_in(cast.mira).get(CARRYING).text
    weeks = [(MONDAY + week * A_WEEK).date().isoformat() for week in range(8, -1, -1)]
    places = [text.find(f'datetime="{week}"') for week in weeks]
    assert places[:8] == sorted(places[:8])
    assert (min(places[:8]) > 0, places[8]) == (True, -1)


@pytest.mark.parametrize(
    ("words", "status", "kept"),
    [
        ("x" * 280, 302, "x" * 280),
        ("x" * 281, 422, "Before."),
        ("", 302, ""),  # taken back
    ],
)
def test_what_one_said_to_it_is_changed_or_taken_back(
    cast: Cast, sign_in: SignIn, words: str, status: int, kept: str
) -> None:
    take_stock(at=MONDAY)
    load = Load.objects.get(person=cast.mira)
    say(load=load, words="Before.", by=cast.mira, at=MONDAY)
    mira = sign_in(cast.mira)
    assert "Before." in mira.get(CARRYING).text
    assert mira.post(CARRYING, {"words": words}).status_code == status
    assert Load.objects.get(pk=load.pk).said == kept


def test_the_head_of_hr_reads_a_week_from_its_day_on(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    take_stock(at=MONDAY)
    say(load=Load.objects.get(person=cast.mira), words="Hm.", by=cast.mira, at=MONDAY)
    for days, told in ((6, False), (7, True), (13, True)):
        with it_is(MONDAY + timedelta(days=days)):
            assert ("Hm." in sign_in(cast.helen).get(PORTFOLIO).text) is told, days
            alone = "yours alone until" in sign_in(cast.mira).get(CARRYING).text
            assert alone is not told, days


# ---- all pairs


def test_with_few_pairs_the_page_says_from_how_many_on(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.helen).get(ALL).text
    assert "Too few pairs to show without pointing at someone." in text
    assert "From 8 pairs on" in text
    for absent in ("How many pairs kept how much", "What became of what was asked", "by name</"):
        assert absent not in text


def test_all_pairs_are_for_the_head_of_hr_alone_chart_included(cast: Cast, sign_in: SignIn) -> None:
    for who, found in ((cast.helen, True), (cast.mira, False), (cast.sam, False)):
        statuses = {sign_in(who).get(page).status_code for page in (ALL, CAUSES)}
        assert (statuses == {200}) is found
        assert found or 200 not in statuses
    assert "<main" not in sign_in(cast.helen).get(CAUSES).text, "a fragment"


def told(cast: Cast, asked: AskedOfBoth | None) -> AllPairs:
    every = of_all_pairs(date(2026, 11, 24), reader=cast.helen)
    return AllPairs(**{name: getattr(every, name) for name in every.__slots__} | {"asked": asked})


def test_what_was_asked_is_told_of_both_sides_or_of_neither(cast: Cast) -> None:
    assert asked_words(told(cast, None)) == []
    both = AskedOfBoth(leaders=(Together((0,), 8),), hr_partners=(Together((1, 2), 9),))
    found = [(name, [(each.words, each.number) for each in lines])
             for name, lines in asked_words(told(cast, both))]  # fmt: skip
    assert found == [
        ("Of HR partners", [("Answered later or without an answer", 9)]),
        ("Of leaders", [("Answered within the reply time", 8)]),
    ]
