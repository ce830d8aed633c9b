"""Groups from a plain list of employments: what is in sight, and what is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tandem.analytics.staying import EVERYBODY, Employment, days, sentence, staying

AS_OF = date(2025, 1, 1)


def employed(
    start: str,
    end: str | None = None,
    *,
    entry: str | None = None,
    reason: str | None = None,
    group: str = EVERYBODY,
) -> Employment:
    return Employment(
        start=date.fromisoformat(start),
        end=date.fromisoformat(end) if end else None,
        entry=date.fromisoformat(entry) if entry else None,
        reason=reason,
        group=group,
    )


def leaving_after(*stays: int, group: str = "a", count: int = 1) -> list[Employment]:
    first = date(2020, 1, 1)
    ends = [first + timedelta(days=stay) for stay in stays for _each in range(count)]
    return [Employment(start=first, end=end, group=group) for end in ends]


@pytest.mark.parametrize(("months", "tenure"), [(6, 182), (12, 365), (24, 730), (36, 1095)])
def test_months_in_days(months: int, tenure: int) -> None:
    assert days(months) == tenure


@pytest.mark.parametrize(
    ("employment", "why"),
    [
        (employed("2024-01-01", "2023-12-31"), "is before start"),
        (employed("2025-01-02"), "is after 2025-01-01"),
        (employed("2020-01-01", "2021-01-01", entry="2022-01-01"), "not in sight"),
        (employed("2020-01-01", entry="2026-01-01"), "is after 2025-01-01"),
        (employed("2024-01-01", "2024-01-01"), None),  # a single day
        (employed("2024-01-01", "2026-01-01"), None),  # will leave; still here
        (employed("2025-01-01"), None),
        (employed("2020-01-01", "2021-01-01", entry="2021-01-01"), None),
    ],
)
def test_what_says_nothing_is_named(employment: Employment, why: str | None) -> None:
    found = employment.unusable(AS_OF)
    assert found is None if why is None else why in (found or "")
    if why is not None:
        with pytest.raises(ValueError, match=why):
            staying([employment], as_of=AS_OF)


def test_who_leaves_on_the_anniversary_is_gone_after_twelve_months() -> None:
    found = staying(leaving_after(364, 365, 366, 1000), as_of=AS_OF)
    share = found.groups[0].after(12)
    assert share is not None
    assert (share.value, share.at_risk) == (0.5, 3)


def test_an_end_still_to_come_is_no_leaving() -> None:
    found = staying([employed("2024-01-01", "2025-01-02"), employed("2024-01-01")], as_of=AS_OF)
    assert (found.people, found.leavers) == (2, 0)


def test_who_came_into_sight_late_does_not_speak_of_the_time_before() -> None:
    late = [employed("2015-01-01", entry="2024-01-01") for _each in range(50)]
    joined = [employed("2024-01-01", "2024-07-01"), employed("2024-01-01")]
    [group] = staying([*late, *joined], as_of=AS_OF).groups
    share = group.after(6)
    assert share is not None
    assert share.value == 0.5  # of the two who joined; the fifty had stayed nine years by then


def test_reasons_stand_in_order_and_unknown_last() -> None:
    people = [
        employed("2020-01-01", "2021-01-01", reason="retired"),
        employed("2020-01-01", "2021-01-01", reason="quit"),
        employed("2020-01-01", "2021-01-01"),
        employed("2020-01-01"),
    ]
    [group] = staying(people, as_of=AS_OF).groups
    assert group.reasons == ("quit", "retired", "unknown")
    gone = group.gone_after(24)
    assert gone is not None
    assert {reason: share.value for reason, share in gone.items()} == pytest.approx(
        {"quit": 0.25, "retired": 0.25, "unknown": 0.25}
    )


def test_one_group_in_words() -> None:
    here = [employed("2020-01-01") for _each in range(10)]
    people = [*leaving_after(100, 800, group=EVERYBODY, count=5), *here]
    said = sentence(staying(people, as_of=AS_OF))
    assert said.startswith("20 people were followed up to 2025-01-01; 10 left. After twelve months")
    assert "75% were still here, likely between" in said
    assert said.endswith("Half had left after 26 months.")


def test_groups_that_differ_by_more_than_chance() -> None:
    people = [
        *leaving_after(*range(50, 100), group="brief"),
        *leaving_after(*range(900, 950), group="long"),
    ]
    found = staying(people, as_of=AS_OF)
    assert [group.name for group in found.groups] == ["brief", "long"]
    assert found.told_apart
    assert "by more than chance (log-rank test, p < 0.001)" in sentence(found)


def test_groups_that_stay_alike_cannot_be_told_apart() -> None:
    people = [
        *leaving_after(*range(50, 100), group="a"),
        *leaving_after(*range(51, 101), group="b"),
    ]
    found = staying(people, as_of=AS_OF)
    assert not found.told_apart
    assert "cannot be told from chance" in sentence(found)


def test_few_leavers_tell_no_groups_apart() -> None:
    people = [*leaving_after(1, 2, group="a"), *leaving_after(900, 901, group="b")]
    found = staying(people, as_of=AS_OF)
    assert not found.told_apart
    assert "Under 5 leavers groups cannot be told apart" in sentence(found)


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ([], "0 people were followed"),
        ([employed("2024-06-01")], "1 person was followed up to 2025-01-01; 0 left. Nobody was"),
        ([employed("2020-01-01")] * 2, "As far as was seen, more than half stay."),
        (
            [employed("2020-01-01", group="a"), employed("2020-01-01", group="b")],
            "nothing to compare",
        ),
        (
            [employed("2000-01-01", entry="2024-01-01", group="a")] * 2,
            "nobody was in sight in the first",
        ),
    ],
)
def test_what_cannot_be_known_is_said(people: list[Employment], says: str) -> None:
    assert says in sentence(staying(people, as_of=AS_OF))
