"""Pairs that can be made from what the tree knows, and the areas that lack one of the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.access.audit import Actor
from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Area, Person
from tandem.organisation.models.grounds import LONGEST
from tandem.partnership.actions import make_pair
from tandem.partnership.models import Pair
from tandem.rooms.company.tree import Tree, look

AT_ONCE = 100  # pairs made in one go; the page shows the next ones afterwards
LACKING_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`key` says area and both people, so that what was ticked is what is made."""

    area: Area
    leader: Person
    hr_partner: Person
    reason: str

    @property
    def key(self) -> str:
        return f"{self.area.pk}:{self.leader.pk}:{self.hr_partner.pk}"


@dataclass(frozen=True, slots=True)
class Lacking:
    area: Area
    needs: str


def suggestions(tree: Tree) -> Iterator[Suggestion]:
    """One for every area with both, unless the two are its pair already."""
    for area in tree.areas:
        leader = tree.leader(area)
        nearest = tree.nearest_hr_partner(area, but=leader)
        if leader is None or nearest is None:
            continue
        hr_partner, where = nearest
        pair = tree.pairs.get(area.pk)
        if pair is None or not fits(pair, tree, area):
            yield Suggestion(area, leader, hr_partner, reason(area, where, hr_partner, pair))


def fits(pair: Pair, tree: Tree, area: Area) -> bool:
    """Whether the pair's two still have the duties of the area."""
    own = tree.own_hr_partner(area)
    return pair.leader == tree.leader(area) and own in (None, pair.hr_partner)


def reason(area: Area, where: Area, hr_partner: Person, pair: Pair | None) -> str:
    names = {"name": hr_partner.name, "area": area.name, "above": where.name}
    if where == area:
        said = _("%(name)s is HR partner of %(area)s.") % names
    else:
        said = _("%(name)s is HR partner of %(above)s, above %(area)s.") % names
    if pair is None:
        return said
    two = {"leader": pair.leader.name, "hr_partner": pair.hr_partner.name}
    return f"{said} {_('So far the pair is %(leader)s and %(hr_partner)s.') % two}"


def lacking(tree: Tree) -> Iterator[Lacking]:
    """Areas without a pair that nothing can be suggested for."""
    for area in tree.areas:
        leader = tree.leader(area)
        if area.pk in tree.pairs:
            continue
        if leader is None:
            yield Lacking(area, _("needs a leader"))
        elif tree.nearest_hr_partner(area, but=leader) is None:
            yield Lacking(area, _("needs an HR partner"))


@transaction.atomic
def make_suggested(
    ticked: Iterable[str], *, today: date, by: Actor, at: datetime
) -> tuple[list[Pair], int]:
    """The pairs that were ticked and still stand, and how many no longer do. All or none."""
    wanted = set(ticked)
    standing = [each for each in suggestions(look(today)) if each.key in wanted][:AT_ONCE]
    made = [
        make_pair(
            area=each.area,
            leader=each.leader,
            hr_partner=each.hr_partner,
            why=each.reason[:LONGEST],
            by=by,
            at=at,
        )
        for each in standing
    ]
    return made, len(wanted) - len(made)


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def page(request: SignedInRequest) -> HttpResponse:
    nothing_ticked = False
    if request.method == "POST":
        if ticked := request.POST.getlist("pair")[:AT_ONCE]:
            made, gone = make_suggested(
                ticked, today=request.today, by=request.person, at=request.at
            )
            messages.success(request, told(len(made), gone))
            return redirect("company:suggestions")
        nothing_ticked = True
    tree = look(request.today)
    found, without = [*suggestions(tree)], [*lacking(tree)]
    context = {
        "suggested": found[:AT_ONCE],
        "more": len(found[AT_ONCE:]),
        "lacking": without[:LACKING_SHOWN],
        "more_lacking": len(without[LACKING_SHOWN:]),
        "nothing_ticked": nothing_ticked,
    }
    status = 422 if nothing_ticked else 200
    return render(request, "company/suggestions.html", context, status=status)


def told(made: int, gone: int) -> str:
    said = ngettext("%(n)s pair was made.", "%(n)s pairs were made.", made) % {"n": made}
    if not gone:
        return said
    changed = ngettext(
        "%(n)s no longer stands, because the company changed meanwhile.",
        "%(n)s no longer stand, because the company changed meanwhile.",
        gone,
    )
    return f"{said} {changed % {'n': gone}}"
