"""How long groups stay, against a look at every person on every day; and every sentence it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.staying import (
    CHANCE,
    FEWEST_LEAVERS,
    MONTHS,
    Employment,
    Staying,
    days,
    in_months,
    sentence,
    staying,
)
from tandem.analytics.survival import Difference

AS_OF = date(2025, 1, 1)
FIRST = AS_OF - timedelta(days=400)
Dated = st.integers(0, 420).map(lambda number: FIRST + timedelta(days=number))
PEOPLE = st.lists(
    st.builds(
        Employment,
        start=Dated,
        end=Dated | st.none(),
        entry=Dated | st.none(),
        reason=st.sampled_from(["quit", "retired", "unknown", None]),
        group=st.sampled_from("ab"),
    ).filter(lambda each: each.unusable(AS_OF) is None),
    max_size=10,
)


def plain(people: list[Employment], tenure: int) -> tuple[int, int]:
    """At risk and left at a tenure: was this person seen on that day, and was it the last?"""
    at_risk = left = 0
    for each in people:
        day = each.start + timedelta(days=tenure)
        seen = day <= AS_OF and (each.entry is None or day >= each.entry)
        if seen and (each.end is None or day <= each.end):
            at_risk += 1
            left += day == each.end
    return at_risk, left


@given(PEOPLE)
def test_everybody_is_at_risk_on_the_days_they_were_seen(people: list[Employment]) -> None:
    found = staying(people, as_of=AS_OF)
    assert [group.name for group in found.groups] == sorted({each.group for each in people})
    for group in found.groups:
        own = [each for each in people if each.group == group.name]
        for tenure in range(group.curve.since, group.curve.table.known_until + 1, 7):
            share = group.curve.at(tenure)
            assert share is not None
            assert share.at_risk == plain(own, tenure)[0]
        assert group.leavers == sum(plain(own, tenure)[1] for tenure in range(421))


@given(PEOPLE)
def test_the_order_of_the_file_means_nothing(people: list[Employment]) -> None:
    one, other = staying(people, as_of=AS_OF), staying(people[::-1], as_of=AS_OF)
    assert sentence(one) == sentence(other)
    for group, same in zip(one.groups, other.groups, strict=True):
        assert [group.after(months) for months in MONTHS] == [same.after(m) for m in MONTHS]
        assert group.reasons == same.reasons


@given(PEOPLE)
def test_here_and_gone_for_each_reason_make_up_everybody(people: list[Employment]) -> None:
    for group in staying(people, as_of=AS_OF).groups:
        for months in MONTHS:
            here, gone = group.after(months), group.gone_after(months)
            assert (here is None) or (
                here.value + sum(share.value for share in (gone or {}).values()) == pytest.approx(1)
            )


@given(PEOPLE, st.integers(1, 200))
def test_what_comes_after_the_day_of_the_file_changes_nothing(
    people: list[Employment], later: int
) -> None:
    """An end that is still to come is no more than no end at all."""
    ends = {AS_OF + timedelta(days=later), None}
    here = [each for each in people if not each.left_by(AS_OF)]
    one, other = (
        staying(
            [
                Employment(start=e.start, entry=e.entry, group=e.group, end=end, reason=e.reason)
                for e in here
            ],
            as_of=AS_OF,
        )
        for end in ends
    )
    assert sentence(one) == sentence(other)
    assert one.leavers == 0


# ---- one employment


@pytest.mark.parametrize(
    ("end", "left", "until"),
    [
        (date(2024, 12, 31), True, date(2024, 12, 31)),
        (AS_OF, True, AS_OF),  # whose last day is the day of the file has left
        (date(2025, 1, 2), False, AS_OF),
        (None, False, AS_OF),
    ],
)
def test_who_has_left_by_the_day_of_the_file(end: date | None, *, left: bool, until: date) -> None:
    each = Employment(start=date(2020, 1, 1), end=end)
    assert (each.left_by(AS_OF), each.seen_until(AS_OF)) == (left, until)


@pytest.mark.parametrize(
    ("entry", "seen"),
    [
        (None, date(2024, 6, 1)),
        (date(2024, 5, 31), date(2024, 6, 1)),  # nobody is seen before they begin
        (date(2024, 6, 1), date(2024, 6, 1)),
        (date(2024, 6, 2), date(2024, 6, 2)),
    ],
)
def test_from_which_day_somebody_is_seen(entry: date | None, seen: date) -> None:
    assert Employment(start=date(2024, 6, 1), entry=entry).seen_from == seen


def test_a_reason_written_unknown_and_none_written_are_one() -> None:
    start = date(2020, 1, 1)
    people = [
        Employment(start=start, end=date(2021, 1, 1), reason=reason)
        for reason in ("unknown", None, "wedding")
    ]
    [group] = staying(people, as_of=AS_OF).groups
    assert group.reasons == ("wedding", "unknown")  # the last, whatever the alphabet says
    gone = group.gone_after(24)
    assert gone is not None
    assert gone["unknown"].value == pytest.approx(2 / 3)


def test_a_reason_of_somebody_still_here_is_none_to_leave() -> None:
    people = [Employment(start=date(2020, 1, 1), end=date(2026, 1, 1), reason="retires")]
    assert staying(people, as_of=AS_OF).groups[0].reasons == ()


@pytest.mark.parametrize("months", [1, 6, 12, 24, 36, 120])
def test_days_of_so_many_months_are_so_many_months(months: int) -> None:
    back = in_months(days(months))
    assert back is not None
    assert months - 1 / 30 < back <= months
    assert in_months(None) is None


# ---- what is said


def team(name: str, *stays: int, here: int = 0, entry: date | None = None) -> list[Employment]:
    start = date(2020, 1, 1)
    gone = [Employment(start=start, end=start + timedelta(days=s), group=name) for s in stays]
    return gone + [Employment(start=start, entry=entry, group=name) for _each in range(here)]


@pytest.mark.parametrize(
    ("brief", "leavers"), [(FEWEST_LEAVERS - 1, 4), (FEWEST_LEAVERS, 5), (FEWEST_LEAVERS + 1, 6)]
)
def test_from_five_leavers_on_groups_can_be_told_apart(brief: int, leavers: int) -> None:
    found = staying([*team("a", *[9] * brief), *team("b", here=40)], as_of=AS_OF)
    assert found.leavers == leavers
    assert found.told_apart is (leavers >= FEWEST_LEAVERS)
    assert ("Under 5 leavers" in sentence(found)) is (leavers < FEWEST_LEAVERS)


@pytest.mark.parametrize(
    ("p", "told", "says"),
    [
        (0.0004, True, "by more than chance (log-rank test, p < 0.001)."),
        (0.001, True, "by more than chance (log-rank test, p = 0.001)."),
        (CHANCE - 0.001, True, "by more than chance (log-rank test, p = 0.049)."),
        (CHANCE, False, "cannot be told from chance (log-rank test, p = 0.050)."),
        (1.0, False, "cannot be told from chance (log-rank test, p = 1.000)."),
    ],
)
def test_chance_in_words(p: float, *, told: bool, says: str) -> None:
    groups = staying([*team("a", *[9] * 5), *team("b", here=5)], as_of=AS_OF).groups
    found = Staying(AS_OF, groups, Difference(1.0, 1, p))
    assert found.told_apart is told
    assert sentence(found).endswith(says)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ("a", "Of a nobody was in sight"),
        ("ab", "Of a and b nobody was in sight"),
        ("abc", "Of a and b and c nobody was in sight"),
        ("abcd", "Of 4 groups nobody was in sight"),  # no list without an end
    ],
)
def test_groups_that_came_into_sight_late_are_named_up_to_three(names: str, says: str) -> None:
    late = [each for name in names for each in team(name, here=2, entry=date(2024, 1, 1))]
    assert says in sentence(staying([*late, *team("z", 9, here=2)], as_of=AS_OF))


def test_thousands_are_set_apart_and_one_is_one() -> None:
    assert sentence(staying(team("a", here=1200), as_of=AS_OF)).startswith("1,200 people were")
    assert sentence(staying(team("a", 9), as_of=AS_OF)).startswith("1 person was followed")
