"""The first run, step by step: what is there says how far it has come. Nothing is stored.

One more step is one more function in STEPS.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.access.roles import NEVER_WITHOUT, Permission, allows
from tandem.organisation.counting import latest_act, moving_acts
from tandem.organisation.models import (
    Area,
    Assignment,
    Duty,
    Employment,
    Import,
    ImportShape,
    Invitation,
    Person,
)
from tandem.organisation.models.areas import paths_above
from tandem.organisation.models.people import working_here
from tandem.organisation.settings import is_put_off
from tandem.organisation.widening import able_to_sign_in
from tandem.organisation.written_once import written_once
from tandem.partnership.models import Pair
from tandem.partnership.registers import SetUpStep, sets_up

MAIL = "mail"
TWO = 2  # so that an illness or a holiday leaves nobody without help
AREAS, PAIR, WAITING, HOLDER, PEOPLE = "areas", "pair", "waiting", "holder", "people"
ACT = "act"  # the latest, after which nothing has changed
LARGE = 500  # areas: below this, asking anew is faster than looking whether anything has changed
KEPT, SECONDS = "company.setting_up", 600


class Fact(NamedTuple):
    """text: a path, a word or a number. row: the id of who it is."""

    text: str
    row: UUID
    since: date | None


@dataclass(frozen=True, slots=True)
class Company:
    """What the steps tell, in numbers. latest: the act after which they were counted."""

    day: date
    latest: int
    areas: int
    led: int
    covered: int  # areas with a leader that have an HR partner, or one above
    pairs: int
    unpaired: int  # HR partners in no pair
    waiting: int
    held: Mapping[str, int]
    people: bool

    @classmethod
    def of(cls, person: Person, today: date) -> Self:
        """In a large company they are kept until something happens."""
        kept: Self | None = cache.get(KEPT)
        if kept and kept.day == today and kept.latest == latest_act():
            return kept
        company = cls.counted(Facts(person, today))
        if company.areas > LARGE:
            cache.set(KEPT, company, SECONDS)
        return company

    @classmethod
    def counted(cls, facts: Facts) -> Self:
        there = facts.found()
        leaders = {fact.text: fact.row for fact in there[Duty.LEADS]}  # of two who began later
        partners = {fact.text: fact.row for fact in there[Duty.HR_PARTNER]}
        return cls(
            day=facts.today,
            latest=number(there[ACT]),
            areas=number(there[AREAS]),
            led=len(leaders),
            covered=sum(has_hr_partner(path, leaders, partners) for path in leaders),
            pairs=len(there[PAIR]),
            unpaired=len({*partners.values()} - {pair.row for pair in there[PAIR]}),
            waiting=len(there[WAITING]),
            held=Counter(holder.text for holder in there[HOLDER]),
            people=bool(there[PEOPLE]),
        )


def number(facts: Sequence[Fact]) -> int:
    """Of none the database says nothing."""
    return sum(int(fact.text or 0) for fact in facts)


def has_hr_partner(path: str, leaders: Mapping[str, UUID], partners: Mapping[str, UUID]) -> bool:
    """Its own or one above, who is somebody else than who leads it."""
    around = [path, *paths_above(path)]
    return bool({partners.get(each) for each in around} - {leaders[path], None})


@dataclass(frozen=True)
class Facts:
    """What is counted, asked in one question however large the company is."""

    person: Person
    today: date

    def found(self) -> Mapping[str, list[Fact]]:
        """By their kind; within a kind, what began first comes first."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for kind, *fact in every_fact(self.today, self.person.pk):
            found[kind].append(Fact(*fact))
        return found

    def asked(self) -> Iterator[tuple[str, QuerySet[Any]]]:
        day = self.today
        began, today = F("start_on"), Value(day, output_field=DateField())
        me = Person.objects.filter(pk=self.person.pk).annotate(row=F("pk"), since=today)
        areas = Area.objects.order_by().values(all=Value(1)).annotate(n=Count("pk")).values("n")
        yield AREAS, me.annotate(text=Cast(Subquery(areas), CharField()))
        pairs = Pair.objects.still()
        yield PAIR, pairs.annotate(text=F("area__path"), row=F("hr_partner"), since=began)
        on_duty = Assignment.objects.on(day).filter(working_here(day, "person"))
        for duty in Duty:
            held = on_duty.filter(duty=duty)
            yield duty.value, held.annotate(text=F("area__path"), row=F("person"), since=began)
        yield WAITING, self.waiting().annotate(text=Value(""), row=F("pk"), since=today)
        roles = able_to_sign_in(day).filter(role__in=[each.key for each in NEVER_WITHOUT])
        yield HOLDER, roles.annotate(text=F("role"), row=F("person"), since=began)
        by_counts = Import.objects.applied().filter(shape=ImportShape.COUNTS)
        anybody = me.filter(Exists(Employment.objects.on(day)) | Exists(by_counts))
        yield PEOPLE, anybody.annotate(text=Value(""))
        latest = moving_acts().order_by("-pk").values("pk")[:1]
        yield ACT, me.annotate(text=Cast(Subquery(latest), CharField()))

    def waiting(self) -> QuerySet[Person]:
        """Who is in a pair, cannot sign in and has no link."""
        pairs = Pair.objects.on(self.today).order_by()
        paired = pairs.values("leader").union(pairs.values("hr_partner"))
        invited = Invitation.objects.filter(withdrawn_at=None, person=OuterRef("pk"))
        return Person.objects.filter(pk__in=paired, account=None).exclude(Exists(invited))


@written_once
def every_fact(today: date, person: UUID) -> QuerySet[Any, Any]:
    asked = Facts(Person.by_key(person), today).asked()
    kinds = [rows.order_by().annotate(kind=Value(kind)) for kind, rows in asked]
    first: QuerySet[Any, Any]
    first, *others = [rows.values_list("kind", "text", "row", "since") for rows in kinds]
    return first.union(*others, all=True).order_by("since", "row")


@sets_up
def set_the_company_up(person: Person, today: date) -> Iterator[SetUpStep]:
    """For HR administrators, and for nobody else."""
    roles = person.roles(today)
    if allows(roles, Permission.SET_UP_COMPANY):
        company = Company.of(person, today)
        for step in STEPS:
            yield step(company)
        if allows(roles, Permission.RUN_THE_SERVER):
            yield mail_is_set_up()


def people_are_in(company: Company) -> SetUpStep:
    """Done as soon as anybody is employed, or counted without a name."""
    return SetUpStep(
        title=_("Bring people in"),
        said="" if company.people else _("%(n)s people work here.") % {"n": 0},
        url=reverse("company:new_import"),
        done=company.people,
    )


def areas_are_led(company: Company) -> SetUpStep:
    """Done when more than half are: the last small team may wait."""
    led, areas = company.led, company.areas
    return SetUpStep(
        title=_("Say who leads which area"),
        said=_("%(n)s of %(all)s areas have a leader.") % {"n": led, "all": areas},
        url=reverse("company:duties_file"),
        done=2 * led > areas,
    )


def leaders_have_hr_partners(company: Company) -> SetUpStep:
    """Their area’s own or the nearest one above; done when more than half have one."""
    return SetUpStep(
        title=_("Say who is HR partner of what"),
        said=_("%(n)s of %(all)s areas with a leader have an HR partner, or one above.")
        % {"n": company.covered, "all": company.led},
        url=reverse("company:duties_file"),
        done=2 * company.covered > company.led,
    )


def hr_partners_have_pairs(company: Company) -> SetUpStep:
    """Done when every HR partner of an area is in a pair."""
    pairs, waiting = company.pairs, company.unpaired
    return SetUpStep(
        title=_("Make the pairs"),
        said=_("%(pairs)s %(waiting)s")
        % {
            "pairs": ngettext("%(n)s pair.", "%(n)s pairs.", pairs) % {"n": pairs},
            "waiting": ngettext(
                "%(n)s HR partner is in none.", "%(n)s HR partners are in none.", waiting
            )
            % {"n": waiting},
        },
        url=reverse("company:suggestions"),
        done=bool(pairs) and not waiting,
    )


def pairs_are_invited(company: Company) -> SetUpStep:
    """Done when everybody of a pair can sign in, or was given a link to."""
    waiting = company.waiting
    return SetUpStep(
        title=_("Let the pairs in"),
        said=ngettext(
            "%(n)s person of a pair has no link to sign in with yet.",
            "%(n)s people of pairs have no link to sign in with yet.",
            waiting,
        )
        % {"n": waiting}
        if company.pairs
        else _("They get their links once there are pairs."),
        url=reverse("company:invite_many"),
        done=bool(company.pairs) and not waiting,
    )


def roles_are_held_by_two(company: Company) -> SetUpStep:
    alone = [each for each in NEVER_WITHOUT if company.held.get(each.key, 0) < TWO]
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


def mail_is_set_up() -> SetUpStep:
    """Done when a mail server is set, or somebody said that it is not for now; in a demo nobody
    gets a letter."""
    site = settings.SITE
    return SetUpStep(
        title=_("Set mail up, or say “not now”"),
        said=_("Without mail, links are handed over by hand and nobody gets a letter."),
        url=reverse("company:mail"),
        done=bool(site.mail) or site.demo or is_put_off(MAIL),
    )


Step = Callable[[Company], SetUpStep]
AFTER_PEOPLE: tuple[Step, ...] = (
    areas_are_led,
    leaders_have_hr_partners,
    hr_partners_have_pairs,
    pairs_are_invited,
)
STEPS: tuple[Step, ...] = (people_are_in, *AFTER_PEOPLE, roles_are_held_by_two)
