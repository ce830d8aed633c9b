"""The people who have a name in every telling of the story, and the places they sit in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tandem.demo.days import month_before, moved
from tandem.demo.plans import Why
from tandem.demo.seats import Rank, Seat
from tandem.demo.tree import COMPANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Somebody with a name. `hired_on` is written for TOLD_ON, see `days`."""

    key: str
    first: str
    last: str
    area: str
    hired_on: date
    rank: Rank = Rank.LEAD
    second: bool = False  # the second of two leads
    title: str = ""  # only where a group has several jobs beside its lead
    number: str = ""

    def sits_in(self, seat: Seat) -> bool:
        there = seat.area[-1] == self.area and seat.rank is self.rank
        return there and seat.first is not self.second and self.title in ("", seat.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Whoever had the place leaves for a reason of their own, and a named person takes it.

    rises: the named person worked in the same area before.
    """

    pin: Pin
    why: Why
    last_day: date
    start_on: date
    before: Pin | None = None
    rises: bool = False


def staff(key: str, name: str, area: str, hired_on: date, number: str = "") -> Pin:
    first, last = name.split(" ", 1)
    return Pin(
        key=key,
        first=first,
        last=last,
        area=area,
        hired_on=hired_on,
        rank=Rank.STAFF,
        number=number,
    )


def lead(key: str, name: str, area: str, hired_on: date, number: str = "") -> Pin:
    first, last = name.split(" ", 1)
    return Pin(key=key, first=first, last=last, area=area, hired_on=hired_on, number=number)


def in_hr(key: str, name: str, hired_on: date, title: str = "HR partner") -> Pin:
    first, last = name.split(" ", 1)
    return Pin(
        key=key,
        first=first,
        last=last,
        area="People and culture",
        hired_on=hired_on,
        rank=Rank.BESIDE,
        title=title,
    )


ALWAYS_THERE = (  # in their places for longer than the file remembers
    lead("eva", "Eva Storm", COMPANY, date(2014, 5, 5)),
    lead("birgit", "Birgit Aasland", "Supply", date(2011, 9, 1)),
    lead("matteo", "Matteo Bellavista", "Production", date(2016, 2, 1)),
    lead("clarisse", "Clarisse Vautrinal", "Markets", date(2018, 10, 1)),
    lead("helen", "Helen Achterberg", "People and culture", date(2017, 3, 1)),
    lead("jonas", "Jonas Weir", "Planning", date(2015, 6, 1), "V-20481"),
    lead("ana", "Ana Duarte", "Customer Service", date(2019, 4, 1)),
    lead("hanneke", "Hanneke Smeetsing", "Legal", date(2018, 1, 8)),
    lead("rolf", "Rolf Maas", "Inbound", date(2012, 3, 5)),
    lead("omar", "Omar Said", "Dispatch", date(2016, 8, 1), "V-11007"),
    lead("petra", "Petra Lund", "Fleet", date(2013, 4, 2)),
    lead("ilse", "Ilse Brandt", "Night shift", date(2021, 1, 11)),
    Pin(
        key="tarek",
        first="Tarek",
        last="Osmanek",
        area="Night shift",
        hired_on=date(2020, 6, 8),
        second=True,
    ),
    lead("jens", "Jens Falk", "Cheese Halden", date(2010, 11, 1)),
    lead("lena", "Lena Roth", "Packaging", date(2015, 9, 7)),
    lead("maud", "Maud Perrin", "Sales South", date(2019, 2, 4)),
    lead("marek", "Marek Dolan", "Cold store", date(2014, 1, 6)),
    in_hr("mira", "Mira Okafor", date(2019, 9, 2)),
    in_hr("leo", "Leo Hartmann", date(2016, 4, 4)),
    in_hr("farid", "Farid Nasser", date(2020, 2, 3)),
    in_hr("greta", "Greta Solberg", date(2018, 6, 4)),
    in_hr("ines", "Ines Caldeira", date(2017, 10, 2)),
    in_hr("nadia", "Nadia Brandt", date(2021, 3, 1)),
    in_hr("oona", "Oona Karvonen", date(2020, 9, 7)),
    in_hr("tomas", "Tomas Weigl", date(2015, 1, 5)),
    in_hr("yusuf", "Yusuf Demir", date(2021, 8, 2)),
    in_hr("ruth", "Ruth Adeyemi", date(2018, 3, 5), title="Ethics lead"),
    staff("pia", "Pia Novak", "HR services", date(2019, 1, 7)),
    staff("kim", "Kim Bakker", "Night shift", date(2022, 3, 14)),
    staff("imre", "Imre Varga", "Fleet", date(2022, 11, 1)),
    Pin(
        key="agnes",
        first="Agnes",
        last="Tuma",
        area="Inbound",
        hired_on=date(2017, 5, 2),
        rank=Rank.COORDINATOR,
    ),
    staff("sam_o", "Sam Oyelaran", "Complaints", date(2021, 5, 3)),
)


def successions(today: date) -> tuple[Succession, ...]:
    """Named people who came into their places while the file was kept."""
    return (
        Succession(
            pin=lead("sam", "Sam Lindqvist", "Operations", date(2024, 1, 8)),
            why=Why.RETIREMENT,
            last_day=moved(date(2023, 12, 29), today),
            start_on=moved(date(2024, 1, 8), today),
        ),
        Succession(
            pin=lead("priya", "Priya Raman", "Finance", date(2026, 11, 2)),
            why=Why.RETIREMENT,
            last_day=not_on_the_first(today - timedelta(days=25)),
            start_on=today - timedelta(days=22),
            before=lead("otto", "Otto Kranz", "Finance", date(2009, 10, 1)),
        ),
        Succession(
            pin=lead("noor", "Noor Terpstra", "Quality", date(2021, 10, 4)),
            why=Why.OWN_CHOICE,
            last_day=moved(date(2026, 8, 21), today),
            start_on=moved(date(2026, 9, 7), today),
            rises=True,
        ),
        Succession(
            pin=lead("vera", "Vera Lindt", "Night bakery", date(2013, 2, 4)),
            why=Why.RETIREMENT,
            last_day=moved(date(2026, 9, 30), today),
            start_on=month_before(today, 1),
            rises=True,
        ),
        Succession(
            pin=staff("adeel", "Adeel Barani", "Night shift", date(2026, 8, 3)),
            why=Why.RETIREMENT,
            last_day=moved(date(2026, 7, 17), today),
            start_on=moved(date(2026, 8, 3), today),
        ),
        Succession(
            pin=staff("lucja", "Łucja Nowak", "Dispatch", date(2024, 3, 4)),
            why=Why.RETIREMENT,
            last_day=moved(date(2024, 2, 23), today),
            start_on=moved(date(2024, 3, 4), today),
        ),
    )


def not_on_the_first(day: date) -> date:
    return day if day.day > 1 else day - timedelta(days=1)


def everybody(today: date) -> list[Pin]:
    """All named people, those who have left among them."""
    came = successions(today)
    left = [each.before for each in came if each.before]
    return [*ALWAYS_THERE, *(each.pin for each in came), *left]
