"""What a charter's part on why the two do this begins with: what each has told the other."""

from __future__ import annotations

from datetime import date

from tandem.partnership.charter.content import Filled
from tandem.partnership.models import Pair
from tandem.partnership.registers import fills_charter
from tandem.rooms.openness.models import WhyCard


@fills_charter("why")
def what_both_wrote(pair: Pair, _today: date) -> Filled:
    said = {card.person_id: card.why for card in WhyCard.objects.of(pair)}
    return Filled(leader=said.get(pair.leader_id, ""), hr=said.get(pair.hr_partner_id, ""))
