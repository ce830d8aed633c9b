"""The first run, step by step: what is there says how far it has come. Nothing is stored.

One more step is one more function in STEPS.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.access.roles import NEVER_WITHOUT, Permission
from tandem.organisation.models import Area, Assignment, Duty, Employment, Invitation, Person
from tandem.organisation.models.areas import paths_above
from tandem.organisation.models.people import working_here
from tandem.organisation.widening import able_to_sign_in
from tandem.partnership.models import Pair
from tandem.partnership.registers import SetUpStep, sets_up

TWO = 2  # so that an illness or a holiday leaves nobody without help
AREA, PAIR, WAITING, HOLDER, PEOPLE = "area", "pair", "waiting", "holder", "people"


@dataclass(frozen=True)
class Company:
    """What the steps look at, asked in two questions however large the company is."""

    person: Person
    today: date

    @cached_property
    def duties(self) -> Mapping[tuple[str, str], UUID]:
        """Who is here, by duty and path of the area; of two the one who began later."""
        held = Assignment.objects.on(self.today).filter(working_here(self.today, "person"))
        rows = held.values_list("duty", "area__path", "person")
        return {(duty, path): person for duty, path, person in rows}

    @cached_property
    def facts(self) -> Mapping[str, list[tuple[str, UUID]]]:
        """What else is there, by its kind."""
        found: dict[str, list[tuple[str, UUID]]] = defaultdict(list)
        kinds = [rows.order_by().annotate(kind=Value(kind)) for kind, rows in self.asked()]
        first, *others = [rows.values_list("kind", "text", "row") for rows in kinds]
        for kind, text, row in first.union(*others, all=True):
            found[kind].append((text, row))
        return found

    def asked(self) -> Iterator[tuple[str, QuerySet[Any]]]:
        yield AREA, Area.objects.annotate(text=F("path"), row=F("pk"))
        pairs = Pair.objects.still()
        yield PAIR, pairs.annotate(text=F("area__path"), row=F("hr_partner"))
        yield WAITING, self.waiting().annotate(text=Value(""), row=F("pk"))
        roles = able_to_sign_in(self.today).filter(role__in=[each.key for each in NEVER_WITHOUT])
        yield HOLDER, roles.annotate(text=F("role"), row=F("person"))
        anybody = Person.objects.filter(Exists(Employment.objects.on(self.today)))
        yield PEOPLE, anybody.filter(pk=self.person.pk).annotate(text=Value(""), row=F("pk"))

    def waiting(self) -> QuerySet[Person]:
        """Who is in a pair, cannot sign in and has no link."""
        pairs = Pair.objects.on(self.today).order_by()
        paired = pairs.values("leader").union(pairs.values("hr_partner"))
        invited = Invitation.objects.filter(withdrawn_at=None, person=OuterRef("pk"))
        return Person.objects.filter(pk__in=paired, account=None).exclude(Exists(invited))

    @cached_property
    def led(self) -> list[str]:
        """Paths of the areas that have a leader."""
        return [path for path, _area in self.facts[AREA] if self.leader(path)]

    def leader(self, path: str) -> UUID | None:
        return self.duties.get((Duty.LEADS.value, path))

    def hr_partner(self, path: str) -> UUID | None:
        return self.duties.get((Duty.HR_PARTNER.value, path))

    def has_hr_partner(self, path: str) -> bool:
        """Its own or one above, who is somebody else than its leader."""
        around = [path, *paths_above(path)]
        return bool({self.hr_partner(each) for each in around} - {self.leader(path), None})


@sets_up
def set_the_company_up(person: Person, today: date) -> Iterator[SetUpStep]:
    """For HR administrators, and for nobody else."""
    if person.may(Permission.SET_UP_COMPANY, today):
        company = Company(person, today)
        for step in STEPS:
            yield step(company)


def people_are_in(company: Company) -> SetUpStep:
    """Done as soon as anybody is employed; how many are is not counted."""
    done = bool(company.facts[PEOPLE])
    return SetUpStep(
        title=_("Bring people in"),
        said="" if done else _("%(n)s people work here.") % {"n": 0},
        url=reverse("company:new_import"),
        done=done,
    )


def areas_are_led(company: Company) -> SetUpStep:
    """Done when more than half are: the last small team may wait."""
    led, areas = len(company.led), len(company.facts[AREA])
    return SetUpStep(
        title=_("Say who leads which area"),
        said=_("%(n)s of %(all)s areas have a leader.") % {"n": led, "all": areas},
        url=reverse("company:duties_file"),
        done=2 * led > areas,
    )


def leaders_have_hr_partners(company: Company) -> SetUpStep:
    """Their area’s own or the nearest one above; done when more than half have one."""
    led = company.led
    covered = sum(company.has_hr_partner(path) for path in led)
    return SetUpStep(
        title=_("Say who is HR partner of what"),
        said=_("%(n)s of %(all)s areas with a leader have an HR partner, or one above.")
        % {"n": covered, "all": len(led)},
        url=reverse("company:duties_file"),
        done=bool(led) and 2 * covered > len(led),
    )


def hr_partners_have_pairs(company: Company) -> SetUpStep:
    """Done when every HR partner of an area is in a pair."""
    pairs = company.facts[PAIR]
    named = {company.hr_partner(path) for path, _area in company.facts[AREA]} - {None}
    waiting = named - {hr_partner for _path, hr_partner in pairs}
    return SetUpStep(
        title=_("Make the pairs"),
        said=_("%(n)s pairs; %(waiting)s HR partners are in none.")
        % {"n": len(pairs), "waiting": len(waiting)},
        url=reverse("company:suggestions"),
        done=bool(pairs) and not waiting,
    )


def pairs_are_invited(company: Company) -> SetUpStep:
    """Done when everybody of a pair can sign in, or was given a link to."""
    waiting = len(company.facts[WAITING])
    return SetUpStep(
        title=_("Let the pairs in"),
        said=_("%(n)s people of pairs were given no link yet.") % {"n": waiting},
        url=reverse("company:invite_many"),
        done=bool(company.facts[PAIR]) and not waiting,
    )


def roles_are_held_by_two(company: Company) -> SetUpStep:
    held = Counter(role for role, _person in company.facts[HOLDER])
    alone = [each for each in NEVER_WITHOUT if held[each.key] < TWO]
    if not alone:
        said = _("Two people at least are HR administrator, and two administrator.")
    else:
        names = _(" and ").join(each.name for each in alone)
        said = _("Fewer than two who can sign in are %(roles)s.") % {"roles": names}
    return SetUpStep(
        title=_("Give the roles to two people each"),
        said=said,
        url=reverse("company:roles"),
        done=not alone,
    )


STEPS: tuple[Callable[[Company], SetUpStep], ...] = (
    people_are_in,
    areas_are_led,
    leaders_have_hr_partners,
    hr_partners_have_pairs,
    pairs_are_invited,
    roles_are_held_by_two,
)
