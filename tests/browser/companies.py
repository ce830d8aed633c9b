"""Small invented exports for the walks: not the demonstration, and never anybody real."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

HEADER = (
    "Employee ID,First name,Last name,E-mail,Department,Manager ID,Title,Hire date,"
    "Leave date,Leave reason"
)
MONTHS = 20
AREA = "Halden Works / Assembly"
HANA, BO = "hana.moreau@halden.example", "bo.ekman@halden.example"


def months_back(today: date, back: int) -> date:
    """The 17th of the month so many months before this one."""
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 17)


def works(today: date, leaving: Callable[[int], int], *, people: int = 60) -> list[str]:
    """Rows of an export: so many people here, and `leaving(back)` quit so many months ago."""
    rows = [
        f"1,Bo,Ekman,{BO},{AREA},,Head of Assembly,2018-03-01,,",
        f"2,Hana,Moreau,{HANA},Halden Works,,HR partner,2019-09-01,,",
    ]
    rows += [
        f"{n},Rin{n},Falk,rin{n}@halden.example,{AREA},1,Fitter,2020-02-01,,"
        for n in range(10, 10 + people - 1)
    ]
    for back in range(1, MONTHS + 1):
        rows += [
            f"9{back:02}{n},Lou{back},Berg,,{AREA},1,Fitter,2020-02-01,"
            f"{months_back(today, back)},quit"
            for n in range(leaving(back))
        ]
    return rows


def calm(back: int) -> int:
    return 1 + back % 2


def moved(back: int) -> int:
    return 9 if back == 1 else calm(back)


def export(rows: list[str]) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def with_three_mistakes(rows: list[str]) -> bytes:
    """An impossible day, a manager nobody is, and one person on two lines."""
    spoilt = list(rows)
    spoilt[4] = spoilt[4].replace("2020-02-01", "2020-02-31")
    spoilt[7] = spoilt[7].replace(f"{AREA},1,", f"{AREA},77,")
    spoilt.append(spoilt[9].replace("Fitter", "Welder"))
    return export(spoilt)
