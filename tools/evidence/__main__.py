"""What was measured of the methods, in one place: docs/methods/evidence.md.

    python -m tools.evidence

reads it from the pages that hotspots.py, link.py and survival.py of this folder have written, and
computes nothing: those take minutes, each by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

METHODS = Path(__file__).parents[2] / "docs/methods"
PAGE = METHODS / "evidence.md"
CALM, WILD = ("scatter 0.0", "scatter 0.15", "scatter 0.3"), ("scatter 0.45", "scatter 0.6")

Rows = list[list[str]]


def table(name: str, corner: str, at: int = 0) -> Rows:
    """Of one page: the table whose first cell says this, or a later one of them.

    With its heading, without the row of dashes.
    """
    found: list[Rows] = [[]]
    for line in (METHODS / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    same = [each for each in found if each and each[0][0] == corner]
    return [same[at][0], *same[at][2:]]


def numbers(rows: Rows, *headings: str) -> list[float]:
    """Of the columns whose heading holds one of these words."""
    wanted = [
        at for at, heading in enumerate(rows[0]) if at and any(word in heading for word in headings)
    ]
    return [float(row[at].rstrip(" %")) for row in rows[1:] for at in wanted]


def span(found: list[float]) -> str:
    low, high = min(found), max(found)
    return f"{low:g} %" if low == high else f"{low:g} to {high:g} %"


def at_most(found: list[float], most: float) -> str:
    return f"{span(found)}{', so the promise is missed' if max(found) > most else ''}"


def at_least(found: list[float], least: float) -> str:
    return f"{span(found)}{', so the promise is missed' if min(found) < least else ''}"


def promises() -> Iterator[tuple[str, str, str]]:
    """What is promised, what was measured, and on which page."""
    yield from of_hotspots()
    yield from of_links()
    ranges, apart = table("evidence_survival", "People"), table("evidence_survival", "Groups")
    yield (
        "The range of who is still here holds the true share in 90 % or more",
        at_least(numbers(ranges, "Still here"), 90),
        "survival",
    )
    yield (
        "The range of who is gone by one reason: the same",
        at_least(numbers(ranges, "Gone by"), 90),
        "survival",
    )
    yield (
        "Groups that stay equally long: told apart in about 5 %",
        span(numbers(apart, "Told apart")),
        "survival",
    )


def of_hotspots() -> Iterator[tuple[str, str, str]]:
    page = "evidence_hotspots"
    calm = table(page, "areas")
    yield (
        "No area is a hotspot, and true rates scatter by up to 0.3 of the middle: any flag at all "
        "in at most 10 % of companies",
        at_most(numbers(calm, *CALM), 10),
        "hotspots",
    )
    yield (
        "The same where they scatter by more",
        at_most(numbers(calm, *WILD), 10),
        "hotspots",
    )
    yield (
        "With hotspots among them: at most 10 % of flags are false",
        at_most(numbers(table(page, "60 areas, scatter"), "false"), 10),
        "hotspots",
    )
    power = table(page, "people")
    [sixty] = [row for row in power if row[0] == "60"]
    yield (
        "One of sixty areas, of 60 people, with three times a base rate of 18 %: found in 80 % or "
        "more",
        at_least(numbers([power[0], sixty], "18 %"), 80),
        "hotspots",
    )
    for told, corner in (("hotspots at once", "hotspots"), ("areas in all", "areas in all")):
        heads, found = table(page, corner)
        yield (
            f"No promise: the same with so many {told}",
            "; ".join(map(": ".join, zip(heads[1:], found[1:], strict=True))),
            "hotspots",
        )
    family = numbers(table(page, "areas the family was fitted to"), "scatter")
    yield (
        "Likely rates hold the true one in 88 to 92 %, averaged over areas of the fitted family",
        at_most(family, 92) if max(family) > 92 else at_least(family, 88),
        "hotspots",
    )


def of_links() -> Iterator[tuple[str, str, str]]:
    panels, series = table("evidence_link", "Units"), table("evidence_link", "Pairs")
    yield (
        "Outcomes of other units: no link is said in 90 % or more",
        at_least(numbers(panels, "Silent"), 90),
        "link",
    )
    reached = [row for row in panels[1:] if float(row[-1].rstrip(" %")) >= 80]
    yield (
        "A link of half a standard deviation, one period later: found in 80 % or more",
        "from so many units and periods on: "
        + "; ".join(f"{row[0]} and {row[1]}: {row[-1]}" for row in reached),
        "link",
    )
    yield (
        "Two series with nothing in common: moved together in at most 10 %",
        at_most(numbers(series, "Nothing"), 10),
        "link",
    )


def page() -> str:
    power, twice = (table("evidence_hotspots", "people", at) for at in (0, 1))
    fitted = table("evidence_hotspots", "100 areas, scatter")
    parts = (HEAD, *summary(), POWER, *drawn(power), TWICE, *drawn(twice), RANGES, *drawn(fitted))
    return "\n".join((*parts, ""))


def summary() -> Iterator[str]:
    yield from drawn(
        [["Promise", "Measured", "Where"]]
        + [[told, found, f"[{name}](evidence_{name}.md)"] for told, found, name in promises()]
    )


def drawn(rows: Rows) -> Iterator[str]:
    yield f"| {' | '.join(rows[0])} |"
    yield f"|{'---|' * len(rows[0])}"
    yield from (f"| {' | '.join(row)} |" for row in rows[1:])


HEAD = """# How often the methods err, in one place

What each method promises, and what came out when invented areas, panels and people were put to it,
of which the truth was known. Written by `python -m tools.evidence` from three pages, which hold the
whole tables and say how everything was invented: [hotspots](evidence_hotspots.md),
[link](evidence_link.md) and [how long people stay](evidence_survival.md). Nothing was chosen: where
a promise is missed, it stands here.
"""
POWER = """
## What can be found at which size

One area of sixty has three times the rate of the others: how often it is flagged, by its people and
by the rate of the others in a year. A small area with a low rate nobody can tell from chance.
"""
TWICE = """
With twice the rate:
"""
RANGES = """
## Whether likely rates hold the true one, by size

They are meant to in 90 of 100 areas. *Scatter* is how far true rates differ, as a share of their
middle.
"""

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}.")
