"""What the company has set: asked and changed here, by everybody who needs it.

Values and switches are one kind of row. A change holds from today on, and also for what is under
way: whoever counts asks what is in force on the day of counting.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record
from tandem.organisation.models import Setting
from tandem.organisation.switches import FEATURES, Feature
from tandem.organisation.values import BY_KEY, Value, Values

ON, OFF = Decimal(1), Decimal(0)
SIGNAL_SWITCHES = "signal."
"""Before the key of a detector: those are registered above, so that here only this is known."""

PUT_OFF = "later."
"""Before the name of a step of setting up that somebody said is not for now."""


class UnableToSet(PermissionDenied):
    """The message is shown to the person who tried."""


def values_on(day: date) -> Values:
    """Every value in force on this day, in one question."""
    return Values(Setting.objects.in_force(day))


def value(key: str, day: date) -> Decimal:
    """One value. Who needs several asks `values_on` once."""
    return values_on(day).of(key)


def switched_off(day: date) -> frozenset[str]:
    """The keys of the features that are off on this day."""
    chosen = Setting.objects.in_force(day)
    return frozenset(each.key for each in FEATURES if chosen.get(each.setting, ON) == OFF)


def set_value(
    *, known: Value, value: Decimal, reason: str, by: Actor, at: datetime
) -> Setting | None:
    """From today on it is this; None where it is so already. Raises UnableToSet."""
    before = values_on(localdate(at)).of(known.key)
    check_bounds(known, value)
    if value == before:
        return None
    if known.needs_reason(before, value) and not reason.strip():
        raise UnableToSet(_("Say why: this weakens a protection or lets more be seen."))
    return _append("setting.value_changed", known.key, value, reason, by, at)


def check_bounds(known: Value, value: Decimal) -> None:
    bounds = {"lowest": said(known, known.lowest), "highest": said(known, known.highest)}
    if value < known.lowest and known.only_upwards:
        raise UnableToSet(
            _("It can be raised, never lowered below %(lowest)s: smaller groups point at people.")
            % bounds
        )
    if not known.lowest <= value <= known.highest:
        raise UnableToSet(_("It can be %(lowest)s to %(highest)s.") % bounds)
    if value != round(value, known.places):
        raise UnableToSet(_("It takes a whole number.") if not known.places
                          else _("It takes two digits after the point at most."))  # fmt: skip


def said(known: Value, value: Decimal) -> str:
    """The number as pages print it, without its unit."""
    return number_format(value, decimal_pos=known.places)


def switch(*, feature: Feature, on: bool, reason: str, by: Actor, at: datetime) -> Setting | None:
    """From now on it is there, or not; None where it is so already. Raises UnableToSet."""
    return turn(feature.setting, on=on, reason=reason, by=by, at=at)


def turn(key: str, *, on: bool, reason: str, by: Actor, at: datetime) -> Setting | None:
    """The same for any switch, by the key under which it is stored.

    Raises UnableToSet without a reason: both ways change what people can see or do.
    """
    if (Setting.objects.in_force(localdate(at)).get(key, ON) != OFF) is on:
        return None
    if not reason.strip():
        raise UnableToSet(_("Say why. The reason stands in the list of changes."))
    what = "setting.switched_on" if on else "setting.switched_off"
    return _append(what, key, ON if on else OFF, reason, by, at)


def put_off(step: str, *, by: Actor, at: datetime) -> Setting | None:
    """A step of setting up is not for now; None where that was said already."""
    if is_put_off(step):
        return None
    return _append("setup.put_off", PUT_OFF + step, ON, "", by, at)


def is_put_off(step: str) -> bool:
    return Setting.objects.of(PUT_OFF + step).exists()


def _append(what: str, key: str, value: Decimal, reason: str, by: Actor, at: datetime) -> Setting:
    known = {*BY_KEY, *(each.setting for each in FEATURES)}
    if key not in known and not key.startswith((SIGNAL_SWITCHES, PUT_OFF)):
        raise KeyError(key)
    setting = Setting(
        key=key,
        number=Setting.objects.of(key).count() + 1,
        value=value,
        start_on=localdate(at),
        reason=reason.strip(),
    )
    try:
        record(what, setting, by=by, at=at)
    except ValidationError as error:  # both counted before either wrote
        raise UnableToSet(" ".join(error.messages)) from error
    return setting
