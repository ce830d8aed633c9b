"""What somebody gets who asks "who owns this?": the row, both names, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Area, Person
from tandem.rooms.ownership.maps import InForce, in_force
from tandem.rooms.ownership.owners import Owners, owners_of
from tandem.rooms.ownership.searching import Hit, find
from tandem.rooms.ownership.signed_words import with_signed
from tandem.rooms.ownership.starting_point import Activity, Domain, Side


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to one of the two, begun: the form is filled in, nothing is sent."""

    person: Person
    about: str

    @property
    def url(self) -> str:
        what = _("Help with: %(topic)s") % {"topic": self.about}
        asked = urlencode({"with": self.person.pk, "ask": what})
        return f"{reverse('commitments:new')}?{asked}"


@dataclass(frozen=True, slots=True)
class Best:
    """The likeliest row, as it holds where the asker works. asks: the right one first."""

    hit: Hit
    holds: InForce | None
    owners: Owners | None
    asks: Sequence[Ask]
    url: str

    @property
    def title(self) -> str:
        return self.hit.title

    @property
    def domain(self) -> Domain:
        return self.hit.domain

    @property
    def leader(self) -> str:
        return (self.holds or self.domain).text.leader

    @property
    def hr(self) -> str:
        return (self.holds or self.domain).text.hr

    @property
    def outcome(self) -> str:
        return (self.holds or self.domain).text.outcome


@dataclass(frozen=True, slots=True)
class Other:
    """Another row that may be meant."""

    title: str
    domain: Domain
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    words: str
    best: Best | None = None
    others: Sequence[Other] = ()

    @property
    def is_a_guess(self) -> bool:
        """No word was typed as a row has it."""
        return self.best is not None and not self.best.hit.sure


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds in an area, and who owns it there: asked once for the answer and the map."""

    area: Area
    held: Mapping[str, InForce]
    owners: Owners

    @classmethod
    def of(cls, area: Area, today: date) -> Ground:
        return cls(area, in_force(area), owners_of(area, today))


def answered(words: str, ground: Ground | None, person: Person) -> Answer:
    """Where the asker works nowhere here, the row without names. Asks the database nothing."""
    hits = find(words) if words else []
    if words and ground is not None:
        hits = with_signed(words, hits, ground.held)
    if not hits:
        return Answer(words)
    first, *further = hits
    others = [Other(hit.title, hit.domain, url_of(hit.domain, ground)) for hit in further]
    if ground is None:
        return Answer(words, Best(first, None, None, (), ""), others)
    best = Best(
        hit=first,
        holds=ground.held[first.domain.key],
        owners=ground.owners,
        asks=whom_to_ask(first, ground.owners, person),
        url=url_of(first.domain, ground),
    )
    return Answer(words, best, others)


def url_of(domain: Domain, ground: Ground | None) -> str:
    return reverse("ownership:row", args=[ground.area.pk, domain.key]) if ground else ""


def whom_to_ask(hit: Hit, owners: Owners, person: Person) -> list[Ask]:
    """Who answers for an activity; else HR, who knows the system, or the leader for HR's people.

    Nobody is sent to themselves, or to a side that needs an owner.
    """
    first = hit.entry.answers.side if isinstance(hit.entry, Activity) else Side.HR
    order = (first, Side.LEADER if first is Side.HR else Side.HR)
    there = [owners.of(side).person for side in order]
    return [Ask(each, hit.title) for each in there if each is not None and each != person]
