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

    Before any is signed by both, a side that has agreed to all it can has done its own: its yes is
    to the rule. The other one's needs a row both have signed.
    """
    every = starting_point().by_key
    signed = SignedRow.objects.filter(area=pair.area_id).still().filter(domain__in=every).count()
    if not signed:
        ready = agreed_by(pair)
        return Filled(text=AS_SIGNED if ready else "", lacks=NOTHING_SIGNED, ready=ready)
    said = ngettext(
        "%(n)s of %(all)s rows is signed by both; the others hold as they began.",
        "%(n)s of %(all)s rows are signed by both; the others hold as they began.",
        signed,
    )
    whole = gettext("All %(all)s rows are signed by both.")
    words = whole if signed == len(every) else said
    return Filled(text=words % {"n": signed, "all": len(every)})
