"""Values and switches are set from a day on, with one event, and the past stays known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import models

from tandem.access.audit import DirectWriteRefused
from tandem.access.models import Event
from tandem.organisation import settings
from tandem.organisation.models import Setting
from tandem.organisation.settings import UnableToSet, switched_off, value, values_on
from tandem.organisation.switches import FEATURES, PEOPLE_DATA, QUICK_LINE, Feature
from tandem.organisation.values import BY_KEY, Guard, Unit, Value
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

REPLY = BY_KEY["commitment_reply_days"]
GROUP = BY_KEY["min_group_survey"]
GAP = BY_KEY["gap_factor"]


def choose(cast: Cast, known: Value, number: str, *, reason: str = "") -> Setting | None:
    return settings.set_value(
        known=known, value=Decimal(number), reason=reason, by=cast.farid, at=TUESDAY
    )


def test_nothing_set_means_every_default(db: None) -> None:
    assert value(REPLY.key, TUESDAY.date()) == 5
    assert values_on(TUESDAY.date()).chosen == {}


def test_a_value_holds_from_its_day_on_and_what_held_before_stays_known(cast: Cast) -> None:
    settings.set_value(known=REPLY, value=Decimal(7), reason="", by=cast.farid, at=MONDAY)
    choose(cast, REPLY, "9")
    days = [MONDAY.date() - timedelta(days=1), MONDAY.date(), TUESDAY.date(), date(2030, 1, 1)]
    assert [value(REPLY.key, day) for day in days] == [5, 7, 9, 9]


def test_a_change_is_one_event_by_who_made_it(cast: Cast) -> None:
    made = choose(cast, REPLY, "7", reason="Part-timers asked for it.")
    assert made is not None
    [event] = Event.objects.about(made.pk)
    assert (event.what, event.who) == ("setting.value_changed", cast.farid.pseudonym)
    assert made.reason == "Part-timers asked for it."


def test_the_same_value_again_changes_nothing(cast: Cast) -> None:
    assert choose(cast, REPLY, "5") is None
    choose(cast, REPLY, "7")
    assert choose(cast, REPLY, "7") is None
    assert Setting.objects.count() == 1


def test_of_two_changes_on_one_day_the_later_counts(cast: Cast) -> None:
    choose(cast, REPLY, "7")
    choose(cast, REPLY, "6")
    assert value(REPLY.key, TUESDAY.date()) == 6


@pytest.mark.parametrize(
    ("known", "number", "said"),
    [
        (REPLY, "1", "It can be 2 to 20"),
        (REPLY, "21", "It can be 2 to 20"),
        (REPLY, "7.5", "takes a whole number"),
        (GAP, "1.255", "two digits"),
        (GROUP, "4", "never lowered below 5"),
    ],
)
def test_what_is_out_of_bounds_is_refused_and_nothing_is_written(
    cast: Cast, known: Value, number: str, said: str
) -> None:
    with pytest.raises(UnableToSet, match=said):
        choose(cast, known, number, reason="Because.")
    assert not Setting.objects.exists()


@pytest.mark.parametrize("number", ["2", "20"])
def test_the_bounds_themselves_can_be_chosen(cast: Cast, number: str) -> None:
    assert choose(cast, REPLY, number) is not None


def test_coming_back_down_to_a_smaller_group_needs_a_reason(cast: Cast) -> None:
    choose(cast, GROUP, "20")
    with pytest.raises(UnableToSet, match="Say why"):
        choose(cast, GROUP, "5", reason="  ")
    assert choose(cast, GROUP, "5", reason="The areas are smaller now.") is not None


def test_a_longer_wait_in_a_protection_needs_a_reason_and_a_shorter_one_none(cast: Cast) -> None:
    known = BY_KEY["concern_idle_days"]
    with pytest.raises(UnableToSet, match="Say why"):
        choose(cast, known, "15")
    assert choose(cast, known, "5") is not None


def test_rows_are_written_by_the_actions_alone(cast: Cast) -> None:
    made = choose(cast, REPLY, "7")
    assert made is not None
    made.value = Decimal(1)
    with pytest.raises(DirectWriteRefused):
        made.save()


def test_two_hands_at_the_same_moment_leave_one_change(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(cast, REPLY, "7")

    def another_is_first(setting: Setting, **_: object) -> None:
        monkeypatch.undo()
        theirs = Setting(key=setting.key, number=setting.number, value=8, start_on=TUESDAY.date())
        models.QuerySet[Setting](Setting).bulk_create([theirs])

    monkeypatch.setattr(Setting, "full_clean", another_is_first)
    with pytest.raises(UnableToSet, match="at the same moment"):
        choose(cast, REPLY, "9")
    assert value(REPLY.key, TUESDAY.date()) == 7


def test_a_value_that_no_registry_knows_cannot_be_stored(cast: Cast) -> None:
    unknown = Value(
        key="pay_of_sam", group="", name="", meaning="", unit=Unit.DAYS, default=Decimal(1),
        lowest=Decimal(1), highest=Decimal(9), guard=Guard.NONE,
    )  # fmt: skip
    with pytest.raises(KeyError):
        choose(cast, unknown, "2")


def turn(cast: Cast, feature: Feature, on: bool, reason: str = "Agreed.") -> Setting | None:
    return settings.switch(feature=feature, on=on, reason=reason, by=cast.farid, at=TUESDAY)


def test_everything_is_on_until_it_is_switched_off(cast: Cast) -> None:
    assert switched_off(TUESDAY.date()) == frozenset()
    turn(cast, QUICK_LINE, on=False)
    assert switched_off(TUESDAY.date()) == {QUICK_LINE.key}
    assert switched_off(MONDAY.date()) == frozenset()
    turn(cast, QUICK_LINE, on=True)  # on the same day, and it counts at once
    assert switched_off(TUESDAY.date()) == frozenset()


def test_a_switch_asks_for_a_reason_both_ways(cast: Cast) -> None:
    with pytest.raises(UnableToSet, match="Say why"):
        turn(cast, PEOPLE_DATA, on=False, reason="")
    turn(cast, PEOPLE_DATA, on=False)
    with pytest.raises(UnableToSet, match="Say why"):
        turn(cast, PEOPLE_DATA, on=True, reason=" ")


def test_switching_twice_the_same_way_is_one_event(cast: Cast) -> None:
    turn(cast, PEOPLE_DATA, on=False)
    assert turn(cast, PEOPLE_DATA, on=False) is None
    assert Event.objects.filter(what="setting.switched_off").count() == 1


def test_a_switch_is_no_value_and_a_value_no_switch() -> None:
    assert not {each.setting for each in FEATURES} & set(BY_KEY)
