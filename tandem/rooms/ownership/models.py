"""The working rows of a pair, what was said to them, and the signed rows everybody can read."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Area, Person
from tandem.organisation.models.absences import not_reversed
from tandem.organisation.models.areas import paths_above
from tandem.organisation.models.periods import PeriodQuerySet
from tandem.partnership.models import Pair
from tandem.rooms.ownership.rules import Act, Audience, Standing, State
from tandem.rooms.ownership.starting_point import LINE_LENGTH, OUTCOME_LENGTH, Side, Text

KEY_LENGTH = 40
VIEW_LENGTH = 600
STATES = [(each.value, each.name) for each in State]
ACTS = [(each.value, each.name) for each in Act]
AUDIENCES = [(each.value, each.name) for each in Audience]
SIDES = [(each.value, each.name) for each in (Side.LEADER, Side.HR)]


def line() -> SealedTextField:
    return SealedTextField(blank=True, validators=[MaxLengthValidator(LINE_LENGTH)])


def view() -> SealedTextField:
    return SealedTextField(blank=True, validators=[MaxLengthValidator(VIEW_LENGTH)])


class SignedRowQuerySet(PeriodQuerySet["SignedRow"]):
    def visible_to(self, _person: Person) -> Self:
        """Everybody who works here: who owns what is told to all."""
        return self.select_related("area", "leader", "hr_partner")

    def around(self, area: Area) -> Self:
        """Those of the area and of all above it."""
        return self.filter(area__path__in=[*paths_above(area.path), area.path])

    def versions_of(self, area: Area, domain: str) -> Self:
        """The newest first."""
        return self.filter(area=area, domain=domain).order_by("-number")


class SignedRow(Audited):
    """One version of a row both have signed. It holds until a newer one does, and stays.

    Its lines are open text: who owns what is for everybody to read.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=KEY_LENGTH)
    number = models.PositiveIntegerField()
    leader_line = models.CharField(max_length=LINE_LENGTH)
    hr_line = models.CharField(max_length=LINE_LENGTH)
    outcome = models.CharField(max_length=OUTCOME_LENGTH)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hr_partner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.OPEN
    privacy: ClassVar = classified(
        internal="id area domain number",
        public="leader_line hr_line outcome",
        personal="leader hr_partner start_on end_on",
    )
    counted_as: ClassVar = (_("signed row of the map"), _("signed rows of the map"))
    objects = SignedRowQuerySet.as_manager()

    class Meta:
        ordering = ("domain", "number")
        constraints = [
            not_reversed("a_signed_row_does_not_end_before_it_begins"),
            models.CheckConstraint(
                condition=~Q(leader_line="") & ~Q(hr_line=""), name="a_signed_row_has_two_sides"
            ),
            models.UniqueConstraint(
                fields=["area", "domain"], condition=Q(end_on=None), name="one_signed_row_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["area", "domain", "number"], name="versions_of_a_row_are_in_one_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}, {self.number}"

    @property
    def text(self) -> Text:
        return Text(self.leader_line, self.hr_line, self.outcome)


class MapRowQuerySet(AuditedQuerySet["MapRow"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        return self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)

    def unsettled(self, today: date) -> Self:
        """Those of pairs of today that are begun and not signed."""
        still = Q(pair__end_on=None) | Q(pair__end_on__gt=today)
        begun = self.filter(still, pair__start_on__lte=today).exclude(state=State.SIGNED)
        return begun.select_related("pair__area", "pair__leader", "pair__hr_partner")


class MapRow(Sealed):
    """What a pair is agreeing on for one domain. There is none before the first act.

    Its words are the pair's until both have agreed; then they are copied into a `SignedRow`.
    `number` counts what was said to it.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    domain = models.CharField(max_length=KEY_LENGTH)
    state = models.CharField(max_length=12, choices=STATES, default=State.DEFAULT)
    number = models.PositiveIntegerField(default=0)
    leader_line = line()
    hr_line = line()
    outcome = line()
    edited_by = models.CharField(max_length=6, choices=SIDES, blank=True)
    changed_on = models.DateField()
    differs_since = models.DateField(null=True, blank=True)
    kept_until = models.DateField(null=True, blank=True)  # out of lane, and meant so until then
    leader_view = view()
    hr_view = view()

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair domain state number",
        personal="edited_by changed_on differs_since kept_until",
        sealed="leader_line hr_line outcome leader_view hr_view",
    )
    counted_as: ClassVar = (_("row of a pair’s map"), _("rows of a pair’s map"))
    objects = MapRowQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "domain")
        constraints = [
            models.UniqueConstraint(fields=["pair", "domain"], name="one_row_of_a_domain_in_a_pair")
        ]

    def __str__(self) -> str:
        return f"{self.domain}, {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("ownership:row", args=[self.pair.area_id, self.domain])

    @property
    def text(self) -> Text:
        return Text(self.leader_line, self.hr_line, self.outcome)

    @property
    def standing(self) -> Standing:
        views = {Side.LEADER: "leader_view", Side.HR: "hr_view"}
        # Whether there are words is asked of what is stored: nothing has to be opened for it.
        unsaid = {side for side, name in views.items() if not self.__dict__[name]}
        return Standing(
            state=State(self.state),
            edited_by=Side(self.edited_by) if self.edited_by else None,
            differs=self.differs_since is not None,
            unsaid=frozenset(unsaid) if self.differs_since else frozenset(),
        )


class RowMoveQuerySet(AuditedQuerySet["RowMove"]):
    def visible_to(self, person: Person) -> Self:
        """Those to the rows of the person's own pairs."""
        own = self.filter(Q(row__pair__leader=person) | Q(row__pair__hr_partner=person))
        return own.select_related("by")

    def of(self, row: MapRow) -> Self:
        return self.filter(row=row)


class RowMove(Sealed):
    """One act of one of the two to a row, with the words it brought. Appended, never changed."""

    row = models.ForeignKey(MapRow, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=ACTS)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    to = models.CharField(max_length=12, choices=STATES)
    leader_line = line()
    hr_line = line()
    outcome = line()
    view = view()

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key row number act to",
        personal="by on",
        sealed="leader_line hr_line outcome view",
    )
    counted_as: ClassVar = None  # part of a row
    objects = RowMoveQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["row", "number"], name="row_moves_are_in_one_order")
        ]

    def __str__(self) -> str:
        return f"{self.act}, {self.on}"


class MapYesQuerySet(PeriodQuerySet["MapYes"]):
    def visible_to(self, person: Person) -> Self:
        """Of one's own pairs, both ways: each is asked to join the other's yes."""
        own = self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))
        return own.select_related("person")

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)


class MapYes(Audited):
    """One partner's yes that others may see the partnership map, until it is taken back.

    Nothing is shown on the yes of one. Taken back on its first day it holds on none.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=4, choices=AUDIENCES)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(internal="id pair to", personal="person start_on end_on")
    counted_as: ClassVar = None  # part of a map
    objects = MapYesQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            not_reversed("a_yes_to_a_map_does_not_end_before_it_begins"),
            models.UniqueConstraint(
                fields=["pair", "person"],
                condition=Q(end_on=None),
                name="one_yes_to_a_map_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}, {self.start_on}"
