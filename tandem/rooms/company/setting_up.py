"""The first run, step by step: what is there says how far it has come. Nothing is stored.

One more step is one more function in STEPS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.access.roles import NEVER_WITHOUT, Permission
from tandem.organisation.models import Employment, Invitation, Person
from tandem.organisation.widening import holders
from tandem.partnership.models import Pair
from tandem.partnership.registers import SetUpStep, sets_up
from tandem.rooms.company.tree import Tree, look

TWO = 2  # so that an illness or a holiday leaves nobody without help


@dataclass(frozen=True)
class Company:
    """What the steps look at; the tree is read once for those that need it."""

    today: date

    @cached_property
    def tree(self) -> Tree:
        return look(self.today)


@sets_up
def set_the_company_up(person: Person, today: date) -> Iterator[SetUpStep]:
    """For HR administrators, and for nobody else."""
    if person.may(Permission.SET_UP_COMPANY, today):
        company = Company(today)
        for step in STEPS:
            yield step(company)


def people_are_in(company: Company) -> SetUpStep:
    number = Employment.objects.on(company.today).count()
    return SetUpStep(
        title=_("Bring people in"),
        said=_("%(n)s people work here.") % {"n": number_format(number)},
        url=reverse("company:new_import"),
        done=number > 0,
    )


def areas_are_led(company: Company) -> SetUpStep:
    """Done when more than half are: the last small team may wait."""
    areas = company.tree.areas
    led = sum(company.tree.leader(area) is not None for area in areas)
    return SetUpStep(
        title=_("Say who leads which area"),
        said=_("%(n)s of %(all)s areas have a leader.") % {"n": led, "all": len(areas)},
        url=reverse("company:duties_file"),
        done=2 * led > len(areas),
    )


def leaders_have_hr_partners(company: Company) -> SetUpStep:
    """Their area’s own or the nearest one above; done when more than half have one."""
    tree = company.tree
    led = [(area, leader) for area in tree.areas if (leader := tree.leader(area))]
    covered = sum(tree.nearest_hr_partner(area, but=leader) is not None for area, leader in led)
    return SetUpStep(
        title=_("Say who is HR partner of what"),
        said=_("%(n)s of %(all)s areas with a leader have an HR partner, or one above.")
        % {"n": covered, "all": len(led)},
        url=reverse("company:duties_file"),
        done=bool(led) and 2 * covered > len(led),
    )


def hr_partners_have_pairs(company: Company) -> SetUpStep:
    """Done when every HR partner of an area is in a pair."""
    tree = company.tree
    waiting = {person for area in tree.areas if (person := tree.own_hr_partner(area))} - {
        pair.hr_partner for pair in tree.pairs.values()
    }
    return SetUpStep(
        title=_("Make the pairs"),
        said=_("%(n)s pairs; %(waiting)s HR partners are in none.")
        % {"n": len(tree.pairs), "waiting": len(waiting)},
        url=reverse("company:suggestions"),
        done=bool(tree.pairs) and not waiting,
    )


def pairs_are_invited(company: Company) -> SetUpStep:
    """Done when everybody of a pair can sign in, or was given a link to."""
    pairs = Pair.objects.on(company.today)
    invited = Invitation.objects.filter(withdrawn_at=None, person=OuterRef("pk"))
    waiting = (
        Person.objects.filter(account=None)
        .filter(
            Exists(pairs.filter(leader=OuterRef("pk")))
            | Exists(pairs.filter(hr_partner=OuterRef("pk")))
        )
        .exclude(Exists(invited))
        .count()
    )
    return SetUpStep(
        title=_("Let the pairs in"),
        said=_("%(n)s people of pairs were given no link yet.") % {"n": waiting},
        url=reverse("company:invite_many"),
        done=bool(company.tree.pairs) and not waiting,
    )


def roles_are_held_by_two(company: Company) -> SetUpStep:
    alone = [each for each in NEVER_WITHOUT if len(holders(each, company.today)) < TWO]
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
