"""The map of an area as it holds: its own signed rows, else the nearest above, else the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tandem.organisation.models import Area
from tandem.rooms.ownership import rules
from tandem.rooms.ownership.models import SignedRow
from tandem.rooms.ownership.starting_point import Domain, Text, starting_point


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds in a domain. signed: None where nobody has signed anything around the area."""

    domain: Domain
    text: Text
    signed: SignedRow | None = None

    def is_own(self, area: Area) -> bool:
        return self.signed is not None and self.signed.area_id == area.pk


def in_force(area: Area, *, only: str = "") -> Mapping[str, InForce]:
    """By domain, in one query. A row whose domain the file no longer has stays in the database."""
    signed = SignedRow.objects.around(area).still()
    signed = signed.select_related("area", "leader", "hr_partner")
    if only:
        signed = signed.filter(domain=only)
    found: dict[str, dict[str, SignedRow]] = {}
    for each in signed:
        found.setdefault(each.domain, {})[each.area.path] = each
    domains = [each for each in starting_point().domains if only in ("", each.key)]
    return {each.key: holding(each, found.get(each.key, {})) for each in domains}


def holding(domain: Domain, by_path: Mapping[str, SignedRow]) -> InForce:
    path = rules.nearest(by_path)
    if path is None:
        return InForce(domain, domain.text)
    return InForce(domain, by_path[path].text, by_path[path])
