"""Where to go from an import: any area one sees, and what is still worth doing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.functions import Length, Lower

from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest
from tandem.organisation.models import Area
from tandem.partnership.registers import SetUpStep
from tandem.rooms.company import setting_up

LISTED = 30  # by name; of more, the others are found by name or on the page of all


@dataclass(frozen=True, slots=True)
class Reached:
    """The areas whose numbers somebody sees. first: the one nearest the top. listed: A to Z, as
    many as fit. count: of all."""

    first: Area
    listed: list[Area]
    count: int

    @property
    def has_others(self) -> bool:
        return self.count > 1

    @property
    def has_more(self) -> bool:
        return self.count > len(self.listed)


def reached_by(request: SignedInRequest) -> Reached | None:
    """None for somebody who sees no area. At most three questions, however many there are."""
    mine = Area.objects.visible_to(request.person, request.today)
    found = [*mine.order_by(Lower("name"), "pk")[: LISTED + 1]]
    if not found:
        return None
    if len(found) <= LISTED:
        first = min(found, key=lambda area: (len(area.path), area.name.casefold()))
        listed = sorted(found, key=lambda area: area.name.casefold())
        return Reached(first, listed, len(listed))
    first = mine.order_by(Length("path"), Lower("name"), "pk")[0]
    return Reached(first, found[:LISTED], mine.count())


def worth_doing(request: SignedInRequest) -> list[SetUpStep]:
    """What follows from people who are in, as far as it is not done."""
    if not request.may(Permission.SET_UP_COMPANY):
        return []
    company = setting_up.Company.of(request.person, request.today)
    return [each for step in setting_up.AFTER_PEOPLE if not (each := step(company)).done]
