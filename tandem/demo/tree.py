"""The areas of Varnholm Foods, from the company to the crew, with how many people each has.

1,812 people in five levels: company, division, department, team, sub-team. Thirteen departments
do the work; the managing director, the division heads, HR and Legal are the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

COMPANY = "Varnholm Foods"
HALDEN, REEVE, OSTERBY, LINDMARK, BRANNAU = "Halden", "Reeve", "Osterby", "Lindmark", "Brannau"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An area as drawn on paper.

    staff: people beside the leads of its parts; beside: titles of people who report to its lead
    in a job of their own. An empty `work` or `at` is that of the area above.
    """

    name: str
    lead: str = "Team lead"  # empty: led from above
    leads: int = 1
    staff: int = 0
    beside: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    at: str = ""
    parts: tuple[Plan, ...] = field(default=())

    def people(self) -> int:
        here = (self.leads if self.lead else 0) + self.staff + len(self.beside)
        return here + sum(part.people() for part in self.parts)

    def walk(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Plan]]:
        """Every area with its path of names, the company first."""
        path = (*above, self.name)
        yield path, self
        for part in self.parts:
            yield from part.walk(path)


def team(name: str, people: int, *, lead: str = "Team lead", work: str = "", at: str = "") -> Plan:
    """A team without sub-teams; `people` counts its lead."""
    return Plan(name=name, lead=lead, staff=people - 1, work=titles(work), at=at)


def crews(line: str, sizes: Sequence[int], lead: str = "Crew lead") -> tuple[Plan, ...]:
    shifts = ("early", "late", "weekend", "relief")
    pairs = zip(shifts, sizes, strict=False)
    return tuple(team(f"{line} {shift}", size, lead=lead) for shift, size in pairs)


def titles(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def line(
    name: str, sizes: Sequence[int], *, work: str = "", at: str = "", technicians: int = 0
) -> Plan:
    """A line run by two to four crews, with technicians of its own."""
    return Plan(
        name=name,
        lead="Line manager",
        beside=("Line technician",) * technicians,
        work=titles(work),
        at=at,
        parts=crews(name, sizes),
    )


OPERATIONS = Plan(
    name="Operations",
    lead="Head of Operations",
    work=("Picker",),
    at=HALDEN,
    parts=(
        team("Inbound", 24, work="Goods receiver, Goods receiver, Forklift driver"),
        Plan(
            name="Picking",
            parts=tuple(
                team(f"Picking zone {zone}", people, lead="Zone lead")
                for zone, people in (("A", 9), ("B", 9), ("C", 9), ("D", 10))
            ),
        ),
        Plan(name="Night shift", lead="Shift lead", leads=2, staff=24),
        team("Dispatch", 21, work="Dispatcher, Dispatcher, Loader"),
        team("Fleet", 18, work="Driver", at=REEVE),
        team("Quality", 9, work="Quality inspector"),
        team("Rota planning", 5, work="Rota planner"),
    ),
)

DEPOTS = Plan(
    name="Depots",
    lead="Head of Depots",
    work=("Depot worker", "Depot worker", "Forklift driver"),
    parts=(
        Plan(
            name="Depots Halden",
            lead="Depot manager",
            at=HALDEN,
            parts=(
                team("Loading Halden", 14),
                team("Fleet yard", 14, work="Yard driver, Mechanic"),
                team("Cold store", 14, work="Cold store worker"),
                team("Returns Halden", 11),
            ),
        ),
        Plan(
            name="Depots Reeve",
            lead="Depot manager",
            at=REEVE,
            parts=(
                team("Loading Reeve", 12),
                team("Driving Reeve", 12, work="Driver"),
                team("Returns Reeve", 10),
                team("Yard Reeve", 10, work="Yard driver, Mechanic"),
            ),
        ),
        Plan(
            name="Depots Osterby",
            lead="Depot manager",
            at=OSTERBY,
            parts=(
                team("Loading Osterby", 9),
                team("Driving Osterby", 8, work="Driver"),
                team("Returns Osterby", 8),
                team("Yard Osterby", 8, work="Yard driver, Mechanic"),
            ),
        ),
        team("Depots Lindmark", 28, lead="Depot manager", at=LINDMARK),
    ),
)

PLANNING = Plan(
    name="Planning",
    lead="Head of Planning",
    at=HALDEN,
    parts=(
        team("Demand planning", 11, work="Demand planner"),
        team("Supply planning", 9, work="Supply planner"),
        team("Purchasing", 12, work="Buyer, Purchasing assistant"),
        team("Transport planning", 5, work="Transport planner"),
    ),
)

CUSTOMER_SERVICE = Plan(
    name="Customer Service",
    lead="Head of Customer Service",
    work=("Service agent",),
    at=HALDEN,
    parts=(
        team("Shop desk", 16),
        team("Consumer desk", 18),
        team("Complaints", 14, work="Complaints handler"),
        team("Evening desk", 15),
    ),
)

BAKERY = Plan(
    name="Bakery",
    lead="Head of Bakery",
    work=("Baker", "Baker", "Oven operator"),
    at=BRANNAU,
    parts=(
        line("Bakery line 1", (14, 14, 13), technicians=2),
        line("Bakery line 2", (14, 13, 12), technicians=2),
        line("Bakery line 3", (13, 12, 12), technicians=2),
        line("Bakery line 4", (12, 12, 11), technicians=2),
        Plan(
            name="Night bakery",
            lead="Night bakery lead",
            beside=("Pastry master",),
            parts=(
                *(team(f"Night bakery {name}", 9) for name in ("bread", "rolls")),
                *(team(f"Night bakery {name}", 7) for name in ("cakes", "sweet dough")),
            ),
        ),
        line("Packaging", (11, 10, 9), work="Packer", technicians=1),
    ),
)

DAIRY = Plan(
    name="Dairy",
    lead="Head of Dairy",
    work=("Dairy worker", "Dairy worker", "Dairy technologist"),
    at=HALDEN,
    parts=(
        line("Cheese Halden", (14, 14, 14), work="Cheesemaker, Dairy worker", technicians=3),
        line("Milk and cream", (14, 14, 14, 14), technicians=1),
        line("Yoghurt", (13, 13, 13, 12), at=REEVE),
        team("Butter", 30, lead="Line manager", at=REEVE),
        team("Dairy packing", 22, work="Packer"),
    ),
)

CHILLED = Plan(
    name="Chilled",
    lead="Head of Chilled",
    work=("Kitchen worker", "Kitchen worker", "Cook"),
    at=REEVE,
    parts=(
        line("Ready meals", (15, 15, 14, 14), technicians=1),
        line("Salads", (11, 11, 11, 11), technicians=3),
        line("Soups and sauces", (12, 12, 12), technicians=1),
        team("Recipe kitchen", 12, work="Recipe developer, Test cook"),
        team("Chilled packing", 24, work="Packer"),
    ),
)

FRESH_CUT = Plan(
    name="Fresh cut",
    lead="Head of Fresh cut",
    work=("Cutter", "Line worker"),
    at=REEVE,
    parts=(
        line("Fresh cut line 1", (14, 14, 14), technicians=3),
        line("Fresh cut line 2", (14, 14, 14), technicians=1),
        line("Fresh cut line 3", (13, 13, 13), technicians=2),
        team("Washing hall", 26, work="Washer"),
    ),
)

FOOD_SAFETY = Plan(
    name="Food safety",
    lead="Head of Food safety",
    at=HALDEN,
    parts=(
        team("Laboratory", 22, work="Laboratory technician, Microbiologist"),
        team("Hygiene Halden", 20, work="Hygiene worker"),
        team("Hygiene Reeve", 16, work="Hygiene worker", at=REEVE),
        team("Audits", 12, work="Auditor"),
    ),
)


def region(name: str, shop_size: int, towns: str, *, assistants: int = 0) -> Plan:
    """A region of shops, all of one size."""
    return Plan(
        name=f"Retail shops {name}",
        lead="Regional manager",
        beside=("Regional assistant",) * assistants,
        parts=tuple(
            team(f"Shop {town}", shop_size, lead="Shop manager", at=town) for town in titles(towns)
        ),
    )


RETAIL = Plan(
    name="Retail shops",
    lead="Head of Retail shops",
    work=("Shop assistant", "Shop assistant", "Shop assistant", "Counter assistant"),
    parts=(
        region(
            "North",
            10,
            "Ulvsund, Nordhamn, Tveitfoss, Kaldvik, Hestøy, Rimvatn, Bjørkli, Strandmo",
            assistants=1,
        ),
        region("South", 11, "Altmühlen, Rosental, Grünfurt, Wiesbrück, Kirchau, Seefeld, Moosau"),
        region("East", 12, "Brzezno, Dobrawa, Kamienka, Wierzbno, Olszanka, Zalesin", assistants=1),
        region("West", 10, "Duinkerk, Oudemeer, Westvoort, Heikant, Zandwijk, Veenhoek, Molenburg"),
    ),
)

SALES = Plan(
    name="Sales",
    lead="Head of Sales",
    work=("Account manager", "Sales assistant"),
    at=HALDEN,
    parts=(
        team("Sales North", 20),
        team("Sales South", 20, at=BRANNAU),
        team("Key accounts", 18, work="Key account manager, Sales assistant"),
        team("Export", 14, work="Export manager, Customs clerk"),
        team("Order desk", 14, work="Order clerk"),
        team("Shop marketing", 9, work="Marketing specialist"),
    ),
)

FINANCE = Plan(
    name="Finance",
    lead="Head of Finance",
    at=HALDEN,
    parts=(
        team("Accounting", 16, work="Accountant"),
        team("Controlling", 11, work="Controller"),
        team("Payroll", 10, work="Payroll specialist", at=REEVE),
        team("Payables and receivables", 14, work="Finance clerk"),
    ),
)

TECHNOLOGY = Plan(
    name="Technology",
    lead="Head of Technology",
    at=HALDEN,
    parts=(
        team("Service desk", 14, work="Service desk agent"),
        team("Plant systems", 15, work="Automation engineer, Plant electrician"),
        team("Business applications", 14, work="Application specialist, Analyst"),
        team("Networks and data", 8, work="Network engineer, Data engineer"),
        team("Energy", 9, work="Energy engineer, Boiler operator"),
    ),
)

HR = Plan(
    name="People and culture",
    lead="Chief HR officer",
    beside=("HR partner",) * 9 + ("Ethics lead",),
    at=HALDEN,
    parts=(team("HR services", 9, work="HR systems specialist, HR specialist, Recruiter"),),
)

VARNHOLM = Plan(
    name=COMPANY,
    lead="Managing Director",
    beside=("Assistant to the Managing Director",),
    at=HALDEN,
    parts=(
        Plan(
            name="Supply",
            lead="Director Supply",
            parts=(OPERATIONS, DEPOTS, PLANNING, CUSTOMER_SERVICE),
        ),
        Plan(
            name="Production",
            lead="Director Production",
            parts=(BAKERY, DAIRY, CHILLED, FRESH_CUT, FOOD_SAFETY),
        ),
        Plan(
            name="Markets",
            lead="Director Markets",
            beside=("Brand manager", "Pricing manager", "Market analyst"),
            parts=(RETAIL, SALES),
        ),
        Plan(
            name="Head office",
            lead="",
            parts=(
                FINANCE,
                TECHNOLOGY,
                HR,
                team("Legal", 10, lead="Head of Legal", work="Lawyer, Legal assistant"),
            ),
        ),
    ),
)

# What grew in Operations: months before this one in which a place more was opened.
GROWTH = {
    "Night shift": (7, 6, 5),  # the Reeve routes
    "Fleet": (22, 14),
    "Dispatch": (18,),
    "Inbound": (20,),
    "Picking zone B": (16,),
    "Picking zone D": (10,),
}
