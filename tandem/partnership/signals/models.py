"""What a detector noticed about a pair, and what the two said to it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.addresses import address
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.commitments.models import OPEN as PROMISE_IS_OPEN
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.signals.reasons import Reason
from tandem.partnership.signals.standing import OPEN, Act, Severity, Standing, State

WORDS_LENGTH = 280
IS_OPEN = Q(state__in=[state.value for state in OPEN])


def choices(
    values: type[State] | type[Severity] | type[Act] | type[Reason],
) -> list[tuple[str, str]]:
    return [(value.value, value.name) for value in values]


class SignalQuerySet(AuditedQuerySet["Signal"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        own = Q(pair__leader=person) | Q(pair__hr_partner=person)
        return self.filter(own).with_pair()

    def telling_who_left(self, today: date) -> Self:
        """Each with `one_left`: whether one of the two works here no more."""
        return self.annotate(one_left=one_has_left(today, "pair__leader", "pair__hr_partner"))

    def with_pair(self) -> Self:
        return self.select_related("pair__leader", "pair__hr_partner", "pair__area", "promise")

    def locked(self, pk: UUID) -> Signal:
        """Read under a lock, what belongs to it read afterwards.

        In one question PostgreSQL would give the row as it is now beside a promise as it was
        before the wait.
        """
        self.select_for_update().get(pk=pk)
        return self.with_pair().get(pk=pk)

    def open(self) -> Self:
        return self.filter(IS_OPEN)

    def over(self, *, since: date) -> Self:
        """Those that ended on that day or later, the latest first."""
        return self.filter(ended_on__gte=since).order_by("-ended_on", "id")

    def of(self, pair_id: UUID) -> Self:
        return self.filter(pair=pair_id)

    def newest_first(self) -> Self:
        return self.order_by("-fired_on", "id")

    def by_detector(self, key: str) -> Self:
        return self.filter(detector=key)

    def last_ended(self, *, since: date) -> dict[tuple[UUID, str], Signal]:
        """How each kind of signal ended last for each pair, if not before that day."""
        ended = self.filter(ended_on__gte=since).order_by("ended_on", "fired_on", "id")
        return {(each.pair_id, each.detector): each for each in ended}


class Signal(Audited):
    """One firing of a detector for a pair. Only `tandem.partnership.signals.actions` moves it.

    `evidence` holds numbers by name, never words; `count` is the one that tells more from less.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    detector = models.CharField(max_length=40)
    window_days = models.PositiveSmallIntegerField()
    evidence = models.JSONField()
    count = models.PositiveIntegerField()
    fired_on = models.DateField()
    looked_on = models.DateField()  # the last day of what `evidence` counts
    promise = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)

    # Its Standing, field by field.
    state = models.CharField(max_length=10, choices=choices(State))
    severity = models.CharField(max_length=10, choices=choices(Severity))
    said_on = models.DateField()
    put_off_until = models.DateField(null=True, blank=True)
    calm_since = models.DateField(null=True, blank=True)
    urgent_since = models.DateField(null=True, blank=True)
    travels_on = models.DateField(null=True, blank=True)

    one_left: bool  # as `telling_who_left` found it
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal=(
            "id pair detector window_days evidence count fired_on looked_on promise ended_on state"
            " severity said_on put_off_until calm_since urgent_since travels_on"
        ),
    )
    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ("fired_on", "id")
        indexes = [models.Index(fields=["detector", "fired_on"], name="firings_of_a_detector")]
        constraints = [
            # Two workers may look at the same moment; only one of them opens it.
            models.UniqueConstraint(
                fields=["pair", "detector"], condition=IS_OPEN, name="one_open_signal_of_a_kind"
            ),
            models.CheckConstraint(
                condition=(IS_OPEN & Q(ended_on=None)) | (~IS_OPEN & Q(ended_on__isnull=False)),
                name="a_signal_that_is_over_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.detector}, {self.state}"

    def get_absolute_url(self) -> str:
        return address("signals:page", self.pk)

    @property
    def standing(self) -> Standing:
        return Standing(
            state=State(self.state),
            severity=Severity(self.severity),
            window_days=self.window_days,
            said_on=self.said_on,
            put_off_until=self.put_off_until,
            calm_since=self.calm_since,
            urgent_since=self.urgent_since,
            travels_on=self.travels_on,
            promise_open=self.promise is not None and self.promise.state in PROMISE_IS_OPEN,
        )


class SignalMoveQuerySet(AuditedQuerySet["SignalMove"]):
    def visible_to(self, person: Person) -> Self:
        """Those to the signals of the person's own pairs."""
        own = self.filter(signal__in=Signal.objects.visible_to(person).order_by())
        return own.select_related("by")

    def of(self, signal: Signal) -> Self:
        return self.filter(signal=signal)


class SignalMove(Sealed):
    """One act in the life of a signal: by one of the two, or by nobody. Appended, never changed."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=choices(Act))
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    to = models.CharField(max_length=10, choices=choices(State))
    reason = models.CharField(max_length=24, choices=choices(Reason), blank=True)
    until = models.DateField(null=True, blank=True)
    words = SealedTextField(blank=True, validators=[MaxLengthValidator(WORDS_LENGTH)])

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key signal number act to reason", personal="by on until",
        sealed="words",
    )  # fmt: skip
    counted_as: ClassVar = None  # part of a signal
    objects = SignalMoveQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["signal", "number"], name="signal_moves_are_in_one_order"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.act}, {self.on}"
