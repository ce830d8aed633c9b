"""Write docs/methods/measures.md from the cards and the worked examples: `python -m tools.methods`.

A test fails when the page is not what the code would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from tandem.analytics.measures.brought import OF_OBSERVATIONS
from tandem.analytics.measures.card import Card, Chance, Measure
from tandem.analytics.measures.registry import CARDS, MEASURES, OF_JOBS, OF_PEOPLE
from tandem.analytics.measures.restricted import OF_RESTRICTED
from tandem.analytics.measures.survey import OF_ANSWERS
from tandem.analytics.tests.examples import EXAMPLES, Example

PAGE = Path(__file__).resolve().parent.parent / "docs/methods/measures.md"

HEAD = """# Measures

Every measure that Tandem can compute, with the card that is printed with its numbers and an example
to count along. This page is written by `python -m tools.methods` from the code that computes them.

A measure is a count and what it is divided by, of one area with all that lies below it, over whole
months. The first day of a window is in it, the day it ends with is not. Without a denominator there
is no rate: 0 of 0 is “no rate”, never 0 %. A number is never told without the name of what it is
divided by, its window, and its likely range where there is chance in it.

A value over a year is not the sum of its twelve monthly values, and these are not averaged: the
count of the whole window is divided once. *Annualised* is the value × 365 ÷ the days of the
window, and is told only beside the value itself; of a single month only from 30 people on.

`tandem measures` prints these cards, and `tandem measure` computes them:
see [numbers from a file](numbers_from_a_file.md).
"""
FAMILIES = (
    ("People history", OF_PEOPLE, "What follows from who was in which area from when to when."),
    (
        "Jobs",
        OF_JOBS,
        "What follows from who had which level and manager; see [levels and managers](jobs.md).",
    ),
    ("Answers", OF_ANSWERS, "What people answered, as counts of answers without persons."),
    (
        "Numbers of other systems",
        OF_OBSERVATIONS,
        "What another system counts, brought as a value and what it is divided by.",
    ),
    (
        "Pay and groups",
        OF_RESTRICTED,
        "From what is handed in, for those who may see it; no facts hold pay or groups of persons.",
    ),
)
CHANCE = {
    Chance.COUNT: "90 %, exact for counts of rare events (Garwood 1936)",
    Chance.SHARE: "90 %, score interval for shares (Wilson 1927)",
    Chance.SPREAD: "90 %, from the spread of the answers, with one more at each end",
    Chance.NONE: "none: nothing is drawn by chance",
}
WAITS = """## Not here yet

| Measure | Waits for |
|---|---|
| `K04` Regretted loss | a mark that leader and HR partner make together |
| `K06` High-potential retention | a room that may open restricted facts |
| `K29` Coherence of what is promised | what is promised, lived and said on leaving |
| `K38` Early involvement | the decision log |
| `K39` to `K41` Concerns | cases and their handlers |
| `K42` Workforce-plan coverage | the workforce plan |
| `K51`, `K52` Load of HR and of managers | requests and hours of both |
| `K53` Promises kept | nothing: [how promises went](promises.md) has it |
| `K54` Time to close a loop | loops |

`K15`, `K16`, `K19`, `K23`, `K24`, `K34` and `K37` are computed from numbers that you bring;
their own rooms will count them later.
"""


def page() -> str:
    parts = [
        HEAD,
        index(),
        "",
        *(line for family in FAMILIES for line in of_family(*family)),
        WAITS,
    ]
    return "\n".join(parts)


def index() -> str:
    rows = [f"| `{each.key}` | [{each.name}](#{anchor(each)}) | {each.question} |" for each in
            CARDS.values()]  # fmt: skip
    return "\n".join(["| Key | Measure | Question |", "|---|---|---|", *rows])


def anchor(measure: Card) -> str:
    """As GitHub names the heading of the measure."""
    kept = "".join(c for c in heading(measure).lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def heading(measure: Card) -> str:
    return f"{measure.name} ({measure.key})"


def of_family(title: str, measures: tuple[Card, ...], said: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{said}\n"
    for each in measures:
        yield f"### {heading(each)}\n"
        yield card(each)
    for example in EXAMPLES:
        if example.title == title:
            yield worked(example, title)


def card(measure: Card) -> str:
    lines = [f"| `{measure.key}` | {measure.name} |", "|---|---|"]
    lines += [f"| {name} | {said} |" for name, said in parts(measure)]
    return "\n".join(lines) + "\n"


def parts(measure: Card) -> Iterator[tuple[str, str]]:
    benchmark, iso = measure.benchmark, measure.iso
    yield "Question", measure.question
    yield "Counts", measure.counts
    yield "Divided by", measure.divided_by
    yield "Formula", measure.formula
    yield "Unit", measure.unit
    yield "Direction", measure.direction
    yield "Period", measure.period
    yield "Data needed", measure.data
    yield "Population", measure.population
    yield "Caution", measure.caveat
    yield "Likely range", likely_range(measure)
    yield "Shown from", shown_from(measure)
    yield (
        "Benchmark",
        (
            f"{benchmark.value} ({benchmark.source}, {benchmark.year}). Guidance, no target."
            if benchmark
            else "None that we could check. Compare with your own earlier numbers."
        ),
    )
    yield "ISO 30414", f"2018: {iso.in_2018}; 2025: {iso.in_2025}" if iso else "no area"
    yield "Definition", f"version {measure.version}"


def shown_from(measure: Card) -> str:
    """Offers and positions are no people."""
    if not measure.minimum:
        return "any number"
    of = "of what it is divided by" if measure in OF_OBSERVATIONS else measure.group
    return f"{measure.minimum} {of}"


def likely_range(measure: Card) -> str:
    if isinstance(measure, Measure):
        return CHANCE[measure.chance]
    page = measure.source.rpartition("/")[2].rstrip(".")
    return f"as [its page]({page}.md) says"


def worked(example: Example, title: str) -> str:
    window = example.window
    last = window.after - timedelta(days=1)
    lines = [
        f"### {title}: a worked example\n",
        f"{example.said} The window is {window.first} to {last}, both days included.\n",
        *(f"```\n{each.strip()}\n```\n" for each in (example.picture, example.stays) if each),
        "| Measure | Area | Count | Divided by | Value |",
        "|---|---|---|---|---|",
    ]
    for key, rows in example.expected.items():
        for area, n, denominator in rows:
            measure = MEASURES[key]
            value = n / denominator * measure.per if n is not None and denominator else None
            cells = [number(each) for each in (n, denominator)]
            lines.append(f"| `{key}` | {area} | {' | '.join(cells)} | {number(value)} |")
    lines.append(
        "\nA dash is “nothing is said of it” or “no rate”. Areas this small would show no rate.\n"
    )
    return "\n".join(lines)


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}".removesuffix(".00")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
