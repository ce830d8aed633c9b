"""When Today, the next talk and the timeline speak of a charter, to whom, and of what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tandem.access.audit import OPERATOR
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.partnership.actions import make_pair
from tandem.partnership.charter import actions
from tandem.partnership.charter.rules import NEEDED
from tandem.partnership.charter.tests.stories import (
    accepted,
    both,
    expected,
    signed,
    the_map_is_signed,
    written,
)
from tandem.partnership.models import Pair
from tandem.partnership.outcomes.tests.stories import co_owned
from tandem.partnership.registers import Line, Obligation
from tandem.partnership.signals.detectors import Look
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.charters import obligations
from tandem.rooms.charters.agenda import parts_seen_differently
from tandem.rooms.charters.detectors import no_framework
from tandem.rooms.charters.timeline import charters

TODAY = localdate(TUESDAY)
A_DAY = timedelta(days=1)
ASKING = (
    obligations.agree_on_the_charter,
    obligations.look_at_the_charter_again,
    obligations.begin_a_charter_anew,
)


def asked(person: Person, days: int = 0) -> list[Obligation]:
    return [each for ask in ASKING for each in ask(person, TODAY + days * A_DAY)]


def line(obligation: Obligation) -> Line:
    assert isinstance(obligation.about, Line)
    return obligation.about


def with_leo(cast: Cast) -> Pair:
    """Who follows Sam and Mira."""
    return make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )


@pytest.mark.parametrize(
    ("keys", "sentence", "named"),
    [
        (["open"], "1 part of your charter with Sam waits for you.", 1),
        (["open", "rights"], "2 parts of your charter with Sam wait for you.", 2),
        (["open", "rights", "disagree"], "3 parts of your charter with Sam wait for you.", 3),
        (["open", "rights", "disagree", "feedback"],
         "4 parts of your charter with Sam wait for you.", 3),  # the rest is on the page
    ],
)  # fmt: skip
def test_the_parts_that_wait_are_counted_and_three_of_them_named(
    cast: Cast, keys: list[str], sentence: str, named: int
) -> None:
    for key in keys:
        accepted(cast.pair, key, cast.sam)
    [found] = asked(cast.mira)
    assert found.sentence == sentence
    assert len(line(found).known.split(", ")) == named
    assert asked(cast.sam) == []


def test_one_is_led_to_the_part_that_has_waited_longest(cast: Cast) -> None:
    written(cast.pair, "open", cast.sam, at=TUESDAY)
    written(cast.pair, "rights", cast.sam, at=MONDAY)
    [found] = asked(cast.mira)
    assert found.url.endswith("#part-rights")
    assert found.since == localdate(MONDAY)
    assert line(found).known.startswith("Decision rights")


def test_an_expectation_waits_for_its_answer_under_the_name_the_two_know(cast: Cast) -> None:
    expected(cast.pair)
    [found] = asked(cast.mira)
    assert line(found).known == "Sam expects of HR"


def test_with_two_leaders_one_is_asked_for_each_charter_by_itself(cast: Cast) -> None:
    ana = Pair.objects.get(leader=cast.ana)
    for pair in (cast.pair, ana):
        accepted(pair, "open", pair.leader)
    found = asked(cast.mira)
    assert {each.sentence for each in found} == {
        "1 part of your charter with Sam waits for you.",
        "1 part of your charter with Ana waits for you.",
    }
    assert len({line(each).id for each in found}) == 2


Story = Callable[[Cast], object]
STORIES: list[tuple[Story, int]] = [
    (lambda _: None, 0),
    (lambda c: accepted(c.pair, "open", c.sam), 0),
    (lambda c: written(c.pair, "wrong", c.mira), 0),
    (lambda c: actions.differ(pair=c.pair, key="rights", view="No.", by=c.sam, at=MONDAY), 0),
    (lambda c: signed(c.pair), 363),
    (lambda c: signed(c.pair), 364),
    (with_leo, 0),
    (lambda c: accepted(with_leo(c), "open", c.leo, TUESDAY), 60),
    (with_leo, 300),
]


@pytest.mark.parametrize(("story", "days"), STORIES)
def test_what_is_asked_with_the_person_keeps_nothing_from_anybody(
    cast: Cast, story: Story, days: int
) -> None:
    """One question says whether to look; whoever looks without it finds the same."""
    story(cast)
    quick = Person.objects.annotate(**obligations.charters_wait(TODAY + days * A_DAY))
    for who in (cast.sam, cast.mira, cast.leo, cast.helen):
        assert asked(quick.get(pk=who.pk), days) == asked(who, days)


@pytest.mark.parametrize(
    ("days", "known", "since"),
    [
        (0, "By Thu 7 Jan", 0),
        (43, "By Thu 7 Jan", 43),
        (44, "Since Thu 7 Jan", 44),  # its day, 45 days after Monday
        (45, "Since Thu 7 Jan", 44),
        (178, "Since Thu 7 Jan", 44),
        (179, None, None),  # half a year of asking is enough
    ],
)
def test_new_partners_are_asked_by_a_day_then_since_it_and_not_for_ever(
    cast: Cast, days: int, known: str | None, since: int | None
) -> None:
    with_leo(cast)
    for who in (cast.sam, cast.leo):
        found = asked(who, days)
        assert [line(each).known for each in found] == ([known] if known else [])
        if since is not None:
            assert found[0].since == TODAY + since * A_DAY


def test_a_charter_to_look_at_again_is_the_pairs_of_today(cast: Cast) -> None:
    signed(cast.pair)
    assert len(asked(cast.mira, 364)) == 1
    with_leo(cast)
    assert asked(cast.mira, 364) == []  # it is over, and nothing is asked of it


def test_a_newer_version_is_looked_at_again_on_a_day_of_its_own(cast: Cast) -> None:
    signed(cast.pair, MONDAY)
    written(cast.pair, "goals", cast.sam, "Another goal.", at=TUESDAY)
    accepted(cast.pair, "goals", cast.mira, TUESDAY)
    assert asked(cast.sam, 364) == [], "a year after the first"
    [found] = asked(cast.sam, 365)
    assert found.since == TODAY + 365 * A_DAY


# ---- the next talk


def test_what_is_seen_differently_is_proposed_the_longest_open_first(cast: Cast) -> None:
    assert [*parts_seen_differently(cast.pair, TODAY)] == []
    for key, at in (("rights", TUESDAY), ("of_hr", MONDAY), ("open", TUESDAY)):
        actions.differ(pair=cast.pair, key=key, view="Not so.", by=cast.mira, at=at)
    found = [*parts_seen_differently(cast.pair, TODAY)]
    assert [each.url.rstrip("/").rsplit("/", 1)[1] for each in found] == ["of_hr", "open", "rights"]
    assert found[0].sentence == "You see “Sam expects of HR” of your charter differently."
    assert [each.minutes for each in found] == [10, 10, 10]
    assert "Not so." not in "".join(each.sentence for each in found), "whose view, it does not say"
    both(cast.pair, "open")
    assert len([*parts_seen_differently(cast.pair, TODAY)]) == 2
    other = Pair.objects.get(leader=cast.ana)
    assert [*parts_seen_differently(other, TODAY)] == []


# ---- noticed


def noticed(*pairs: Pair) -> list[tuple[Pair, int]]:
    found = no_framework(Look(pairs, TODAY, values_on(TODAY)))
    return [(each.pair, each.count) for each in found]


def test_f04_counts_down_as_the_five_come_and_never_says_which(cast: Cast) -> None:
    told = [noticed(cast.pair)]
    for key in NEEDED:
        with the_map_is_signed():
            both(cast.pair, key)
        told.append(noticed(cast.pair))
    co_owned(cast.pair)
    assert told == [[(cast.pair, missing)] for missing in (5, 4, 3, 2, 1)]
    assert noticed(cast.pair) == []


def test_f04_is_not_asked_anew_while_a_signed_charter_is_looked_at_again(cast: Cast) -> None:
    signed(cast.pair, MONDAY)
    co_owned(cast.pair)
    assert noticed(cast.pair) == []
    actions.look_again(pair=cast.pair, by=cast.sam, at=TUESDAY)
    assert noticed(cast.pair) == []


def test_f04_of_many_is_what_it_is_of_each(cast: Cast) -> None:
    signed(cast.other_pair, MONDAY)
    every = [*Pair.objects.order_by("start_on", "pk")]
    assert noticed(*every) == [found for pair in every for found in noticed(pair)]
    assert noticed() == []


# ---- the timeline


def test_each_version_is_told_once_to_the_two_and_to_nobody_else(cast: Cast) -> None:
    signed(cast.pair, MONDAY)
    written(cast.pair, "goals", cast.sam, "Another goal.", at=TUESDAY)
    accepted(cast.pair, "goals", cast.mira, TUESDAY)
    for reader in (cast.sam, cast.mira):
        days = [on for rows in charters(cast.pair, reader) for on, _by, _kind in rows]
        assert sorted(days) == [localdate(MONDAY), TODAY]
    for other in (cast.helen, cast.leo, cast.vera):
        assert [row for rows in charters(cast.pair, other) for row in rows] == []
