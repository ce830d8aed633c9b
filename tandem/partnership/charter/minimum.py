"""Whether pairs have what they need, and when a charter of theirs is due. Asked of many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.values import Values
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter.models import Charter, CharterPart
from tandem.partnership.charter.rules import NEEDED, Minimum, first_due
from tandem.partnership.models import Pair
from tandem.partnership.outcomes.models import CoOwnedOutcome


def asked() -> dict[str, Any]:
    """Expressions over a pair, by names of their own: for all three below."""
    signed = Charter.objects.order_by("-number").filter(pair=OuterRef("pk"))
    agreed = CharterPart.objects.order_by().filter(pair=OuterRef("pk"), state=State.SIGNED.value)
    goals = CoOwnedOutcome.objects.running().order_by().filter(outcome__pair=OuterRef("pk"))
    return {
        "charter_number": Subquery(signed.values("number")[:1]),
        "charter_signed_on": Subquery(signed.values("signed_on")[:1]),
        "charter_renew_on": Subquery(signed.values("renew_on")[:1]),
        "charter_days": Coalesce(
            Subquery(signed.values("days")[:1]),
            Subquery(agreed.filter(key="rhythm").values("days")[:1]),
        ),
        **{f"charter_{key}": Exists(agreed.filter(key=key)) for key in NEEDED},
        "shares_a_goal": Exists(goals),
        "follows_a_pair": Exists(before()),
    }


def before() -> Any:  # noqa: ANN401 - a QuerySet of pairs, over an outer one
    """The pair of the same area that ended when this one began, with one of the two in it."""
    same = Q(leader=OuterRef("leader")) | Q(hr_partner=OuterRef("hr_partner"))
    ended = Pair.objects.order_by().exclude(end_on=None).exclude(pk=OuterRef("pk"))
    return ended.filter(same, area=OuterRef("area"), start_on__lte=OuterRef("start_on"))


def minimum(known: Mapping[str, Any]) -> Minimum:
    """Of what `asked` found: what is signed holds while its next version is agreed on."""
    has = {key: bool(known["charter_number"] or known[f"charter_{key}"]) for key in NEEDED}
    return Minimum(
        map_signed=has["map"],
        shared_goal=bool(known["shares_a_goal"]),
        rhythm=has["rhythm"],
        decision_rights=has["rights"],
        escalation=has["escalation"],
    )


def due_on(
    known: Mapping[str, Any], paired_on: date, values: Values, calendar: Callable[[], WorkingDays]
) -> date:
    """The day of the renewal; without a charter, the day the first one is due.

    calendar: the two’s, asked for only where it is needed.
    """
    renew_on: date | None = known["charter_renew_on"]
    if renew_on is not None:
        return renew_on
    return first_due(
        paired_on, calendar(), follows=known["follows_a_pair"],
        days=values.whole("charter_due_days"), after_change=values.whole("recharter_days"),
    )  # fmt: skip


def known_of(pairs: Sequence[Pair]) -> Mapping[UUID, Mapping[str, Any]]:
    """What `asked` asks, of all these in one question."""
    expressions = asked()
    those = Pair.objects.order_by().filter(pk__in=[pair.pk for pair in pairs])
    found = those.annotate(**expressions).values("pk", *expressions)
    return {row["pk"]: row for row in found}


def days_of(known: Mapping[str, Any], values: Values) -> int:
    """How often the two mean to talk: as signed, else as agreed, else as the company says."""
    days: int | None = known["charter_days"]
    return days or values.whole("pair_1to1_days")
