"""Finding an area, and its page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from tandem.access.roles import Permission
from tandem.bridge import pictures
from tandem.bridge.coming_to import compares_until
from tandem.bridge.editions import being_counted, ready
from tandem.bridge.numbers import figures_of
from tandem.organisation import finding
from tandem.organisation.as_of import as_of
from tandem.organisation.counting import headcounts
from tandem.organisation.http import SignedInRequest, of_feature, signed_in
from tandem.organisation.models import Area, Import, Spell
from tandem.organisation.models.areas import AreaQuerySet
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.outcomes.four import how_many
from tandem.partnership.vision.reading import quoted
from tandem.rooms.areas import as_was, counted, history, jobs, places
from tandem.rooms.areas import page as parts

ON_THE_PAGE = ("months", "rate", "people", "siblings")
FOUND_AT_MOST = 60
YEARS_ON_THE_PAGE = 3
PEOPLE_PER_PAGE = 25
MANY = 10_000  # people: from here on the first page is met sooner than all are gathered


@require_GET
@signed_in
@of_feature(PEOPLE_DATA)
def find(request: SignedInRequest) -> HttpResponse:
    """Areas whose name holds the words; a single one is opened at once.

    Where there is none, those spelled nearly like that.
    """
    words = request.GET.get("q", "").strip()[:100]
    asked = as_of(request.GET.get("as_of", ""), request.today, words=words)
    if asked.is_past:
        return as_was.find(request, asked, FOUND_AT_MOST)
    mine = Area.objects.visible_to(request.person, request.today)
    listed = a_to_z(mine.named(words), request.GET.get("page"))
    found = [*listed.object_list]
    if words and listed.paginator.count == 1 and not asked.said:
        return redirect(found[0])
    nearly = [] if found else finding.nearly_named(words, mine)
    rows = parts.with_people(nearly or found, headcounts(request.today))
    context = {
        "asked": asked,
        "words": words,
        "nearly": nearly,
        "rows": rows,
        "counting": being_counted() if any(row.people is None for row in rows) else None,
        "listed": listed,
        "sees_any": bool(found) or (bool(words) and mine.exists()),
    }
    return render(request, "areas/find.html", context, status=asked.status)


def a_to_z(found: AreaQuerySet, number: str | None) -> Page[Area]:
    """Page by page. Where all fit on the first, they are not counted as well."""
    by_name = found.order_by(Lower("name"), "pk")
    pages = Paginator(by_name, FOUND_AT_MOST)
    first = [] if number else [*by_name[: FOUND_AT_MOST + 1]]
    if number or len(first) > FOUND_AT_MOST:
        return pages.get_page(number)
    return Paginator(first, FOUND_AT_MOST).get_page(1)


def opened(
    request: SignedInRequest, area_id: UUID, *, closed: bool = False
) -> tuple[AreaQuerySet, Area, date | None]:
    """The areas the reader sees, and the one that is asked for.

    A day where it is open only so that its numbers are compared with the files the reader brought
    in: from that day on it is not.
    """
    mine = Area.objects.visible_to(request.person, request.today, closed=closed)
    if area := mine.filter(pk=area_id).first():
        return mine, area, None
    if not request.may(Permission.IMPORT_PEOPLE):
        raise Http404
    until = compares_until(request.person, ready(), at=request.at)
    every = Area.objects.on(request.today).still()  # what ends is shown as it was, with its people
    return every, get_object_or_404(every if until else every.none(), pk=area_id), until


@require_GET
@signed_in
@of_feature(PEOPLE_DATA)
def page(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    """As it is; with a day, and for an area that is closed, as it was."""
    mine, area, compares = opened(request, area_id, closed=True)
    asked = as_of("" if compares else request.GET.get("as_of", ""), request.today)
    if asked.is_past or area.end_on is not None:
        return as_was.page(request, mine, area, asked, PEOPLE_PER_PAGE)
    figures, found = figures_of(area), ready()
    counting = found is not None and not found.whole
    family = history.Family.of(area, figures, mine)
    counts = headcounts(request.today, below=area)
    number = sum(counts.values())
    told_until = Import.objects.known_until()
    there = Spell.objects.people_in(area, request.today, many=number > MANY)
    people = Paginator(there, PEOPLE_PER_PAGE)
    people.count = number  # known already: one question less
    below = parts.with_people(family.below, counts)
    last_days = parts.on_their_last_day(area, figures.numbers) if figures and number <= MANY else {}
    partners = parts.partners(area, request.person, request.today)
    context = {
        "area": area,
        "asked": asked,
        "compares": compares,
        "crumbs": parts.crumbs(area, mine),
        "below": below,
        "partners": partners,
        "decide_url": partners.decide_url(area),
        "vision": quoted(area, request.person, request.today),
        "four": how_many([area.pk], request.today)[area.pk],
        "figures": figures,
        "age": parts.age(figures, found) if figures else None,
        "is_counting": counting,
        "unsure": parts.is_unsure(number, figures, counting=counting),
        "is_told_of": told_until is not None,
        "definitions": parts.definitions(figures) if figures else "",
        "numbers": parts.shown(figures, last_days) if figures else None,
        "counted": counted.shown(figures, below) if figures else None,
        "sees_files": request.may(Permission.IMPORT_PEOPLE),
        "sets_up": request.may(Permission.SET_UP_COMPANY),
        "drawn": pictures.of_area(figures, ON_THE_PAGE) if figures else None,
        "jobs": jobs.card(figures.numbers) if figures else None,
        "beside": history.beside(figures, family) if figures else None,
        "rates": history.rates(figures.numbers, YEARS_ON_THE_PAGE) if figures else [],
        "moves_unknown": history.moves_unknown(figures.numbers) if figures else "",
        "not_taken": history.not_taken(figures.numbers) if figures else "",
        "sits_in": history.where_it_sits(figures.numbers, family.below) if figures else None,
        "people": people.get_page(request.GET.get("page")),
        "known_until": told_until if told_until and told_until < request.today else None,
    }
    context |= {"many": MANY, **placed(context)}
    return render(request, "areas/page.html", context, status=asked.status)


def placed(shown: dict[str, Any]) -> dict[str, Any]:
    """Where the parts of a page stand that is about to be shown, and its teams in lists."""
    drawn, rates, below = shown["drawn"], len(shown["rates"]), shown["below"]
    if known := shown["counted"]:
        found = places.of_counts(
            drawn if known.draws_months else drawn | {"months": None},
            months=len(known.months),
            teams=len(below),
            rates=rates,
            reasons=0 if known.too_few else len(known.reasons) + 2,
            seasons=len(known.seasons.rows) if known.seasons else 0,
        )
        return {"places": found, "teams": places.lists(known.below)}
    teams = places.lists(below)
    if drawn is None:
        return {"teams": teams}
    siblings, jobs = shown["beside"] is not None, shown["jobs"] is not None
    found = places.of_persons(drawn, teams=len(below), rates=rates, jobs=jobs, siblings=siblings)
    return {"places": found, "teams": teams}


@require_GET
@signed_in
@of_feature(PEOPLE_DATA)
def years(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    """Every year that is known."""
    mine, area, _ = opened(request, area_id)
    figures, found = figures_of(area), ready()
    known = figures if figures and figures.numbers.years else None
    context = {
        "area": area,
        "crumbs": parts.crumbs(area, mine),
        "years": history.years(known.numbers) if known else [],
        "counted": counted.history(figures) if figures else None,
        "told": history.told(known.numbers) if known else "",
        "rates": history.rates(figures.numbers) if figures else [],
        "moves_unknown": history.moves_unknown(figures.numbers) if figures else "",
        "not_taken": history.not_taken(figures.numbers) if figures else "",
        "figures": figures,
        "age": parts.age(figures, found) if figures else None,
        "sees_files": request.may(Permission.IMPORT_PEOPLE),
        "picture": pictures.of_area(known, ("years",))["years"] if known else None,
    }
    return render(request, "areas/years.html", context)


@require_GET
@signed_in
@of_feature(PEOPLE_DATA)
def picture(request: SignedInRequest, area_id: UUID, kind: str) -> HttpResponse:
    """One chart as a fragment: the page asks again while it is being drawn."""
    _, area, _ = opened(request, area_id)
    figures = figures_of(area)
    if figures is None or kind not in pictures.KINDS:
        raise Http404
    drawn = pictures.of_area(figures, (kind,))[kind]
    return render(request, "areas/_picture.html", {"area": area, "kind": kind, "picture": drawn})
