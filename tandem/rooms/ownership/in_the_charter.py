"""What a charter's part on the ownership map begins with: how far its rows are signed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, ngettext

from tandem.partnership.charter.content import Filled
from tandem.partnership.models import Pair
from tandem.partnership.registers import fills_charter
from tandem.rooms.ownership.models import SignedRow
from tandem.rooms.ownership.standing import agreed_by
from tandem.rooms.ownership.starting_point import starting_point


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


NOTHING_SIGNED = _("Sign at least one row of the map first: one tap agrees to all that is usual.")
AS_SIGNED = _("The rows of the map hold as both sign them; the others hold as they began.")


@fills_charter("map")
def how_far_the_map_is_signed(pair: Pair, _today: date) -> Filled:
    """Rows of the area itself, as they hold; the others hold as they began.

    Before any is signed, a side that has agreed to all it can has done its own: its yes is to the
    rule. The other one's needs a row that is signed, by these two or by those before them.
    """
    every = starting_point().by_key
    there = SignedRow.objects.filter(area=pair.area_id).still().filter(domain__in=every)
    signed = [*there.order_by().values_list("leader", "hr_partner")]
    if not signed:
        ready = agreed_by(pair)
        return Filled(text=AS_SIGNED if ready else "", lacks=NOTHING_SIGNED, ready=ready)
    ours = signed.count((pair.leader_id, pair.hr_partner_id))
    return Filled(text=who_signed(ours, len(signed) - ours, len(every)))


def who_signed(ours: int, before: int, every: int) -> str:
    """Both names stand below it: what those before them signed is not said to be theirs.

    ours: rows these two signed. before: rows that hold as a pair before them signed them.
    """
    if ours == every:
        return gettext("All %(all)s rows are signed by both.") % {"all": every}
    if before == every:
        said = gettext("All %(all)s rows hold as those before you signed them.")
        return said % {"all": every}
    both = ngettext(
        "%(n)s of %(all)s rows is signed by both",
        "%(n)s of %(all)s rows are signed by both",
        ours,
    )
    others = ngettext(
        "%(n)s of %(all)s rows holds as those before you signed it",
        "%(n)s of %(all)s rows hold as those before you signed them",
        before,
    )
    told = [words % {"n": n, "all": every} for words, n in ((both, ours), (others, before)) if n]
    if ours + before < every:
        told.append(gettext("the others hold as they began"))
    return "; ".join(told) + "."
