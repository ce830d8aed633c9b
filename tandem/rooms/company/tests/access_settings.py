"""Rows of the pages that set the company: for who sets it up; mail for who runs it."""

from datetime import date

from tandem.access.models import Event
from tandem.organisation import calendars
from tandem.organisation.models import OwnDay, Setting, SiteCalendar
from tandem.partnership.testing import TUESDAY, Cast, Row

OTHERS = "kim ilse sam vera ana mira leo helen eva pia ruth dana iris tess bram omar"
NOT_HIS = {200: "farid", 404: OTHERS, 302: "otto nobody"}
HIS = {302: "farid otto nobody", 404: OTHERS}
FAULTY = {422: "farid", 404: OTHERS, 302: "otto nobody"}
PIA = {200: "pia", 404: OTHERS.replace("pia", "farid"), 302: "otto nobody"}
CHRISTMAS_EVE = date(2026, 12, 24)


def entries(_: Cast) -> int:
    return Setting.objects.count() + SiteCalendar.objects.count()


def days(_: Cast) -> list[object]:
    return [*OwnDay.objects.values_list("day", "taken_back_on")]


def tries(_: Cast) -> int:
    return Event.objects.filter(what="mail.tried").count()


def a_day(cast: Cast) -> dict[str, object]:
    own = calendars.add_day(
        site="", day=CHRISTMAS_EVE, works=False, name="Christmas Eve", by=cast.farid, at=TUESDAY
    )
    return {"day_id": own.pk}


VALUE = {"key": "commitment_reply_days"}
FEATURE = {"key": "quick_line"}
SETTINGS_ROWS = [
    Row("company:calendars", NOT_HIS),
    Row("company:calendar", NOT_HIS),
    Row(
        "company:calendar", HIS, "POST", probe=entries, changed_by="farid",
        data=lambda _: {"country": "NL", "weekdays": ["0", "1", "2", "3"]},
    ),
    Row("company:calendar", FAULTY, "POST", about="no weekday", probe=entries,
        data=lambda _: {"country": "NL"}),
    Row(
        "company:add_day", HIS, "POST", probe=days, changed_by="farid",
        data=lambda _: {"day": "2026-12-24", "works": "off", "name": "Christmas Eve"},
    ),
    Row("company:add_day", FAULTY, "POST", about="a day that is over", probe=days,
        data=lambda _: {"day": "2026-11-02", "works": "off", "name": "Fair"}),
    Row("company:take_day_back", HIS, "POST", where=a_day, probe=days, changed_by="farid"),
    Row("company:values", NOT_HIS),
    Row("company:value", NOT_HIS, where=lambda _: VALUE),
    Row(
        "company:value", HIS, "POST", where=lambda _: VALUE, probe=entries, changed_by="farid",
        data=lambda _: {"value": "7"},
    ),
    Row("company:value", FAULTY, "POST", about="out of bounds", where=lambda _: VALUE,
        probe=entries, data=lambda _: {"value": "700"}),
    Row("company:features", NOT_HIS),
    Row("company:feature", NOT_HIS, where=lambda _: FEATURE),
    Row(
        "company:feature", HIS, "POST", where=lambda _: FEATURE, probe=entries,
        changed_by="farid", data=lambda _: {"to": "off", "reason": "Not agreed yet."},
    ),
    Row("company:feature", FAULTY, "POST", about="without a reason", where=lambda _: FEATURE,
        probe=entries, data=lambda _: {"to": "off"}),
    Row("company:changes", NOT_HIS),
    Row("company:mail", PIA),
    Row("company:mail", PIA, "POST", probe=tries, changed_by="pia"),
]  # fmt: skip
