"""A real worker leaves what the law keeps, and ends it once the hold is lifted."""

from __future__ import annotations

import json
import subprocess
import time

import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home

# Two pairs with a note each that is past its day; of one pair the law asks for it.
BEGUN = r"""
from datetime import timedelta
from tandem.website.home import open_home
open_home()
from tandem.access.audit import OPERATOR
from tandem.access.roles import Administrator, HRAdministrator, IndependentReviewer, PrivacyOfficer
from tandem.organisation import actions, two_keys
from tandem.organisation.models import LegalReason
from tandem.partnership.actions import make_pair
from tandem.partnership.holds.actions import ask_to_hold
from tandem.rooms.openness.actions import say_between_us
from tandem.website.clock import now
at, long_ago = now(), now() - timedelta(days=91)
def hired(name):
    return actions.add_person(first_name=name, last_name="Roth",
        email=f"{name}@varnholm.example", area=None, by=OPERATOR, at=long_ago)
ada, bea, dana, iris = (hired(name) for name in ("Ada", "Bea", "Dana", "Iris"))
actions.grant_role(person=ada, role=HRAdministrator, by=OPERATOR, at=long_ago)
actions.grant_role(person=bea, role=Administrator, by=OPERATOR, at=long_ago)
for person, role in ((dana, PrivacyOfficer), (iris, IndependentReviewer)):
    asked = two_keys.ask_for_role(person=person, role=role, why="Office", by=ada, at=at)
    two_keys.confirm(request=asked, by=bea, at=at)
for words in ("kept", "ended"):
    area = actions.add_area(name=words, parent=None, by=OPERATOR, at=long_ago)
    leader, hr = hired(f"Lea{words}"), hired(f"Hal{words}")
    pair = make_pair(area=area, leader=leader, hr_partner=hr, by=OPERATOR, at=long_ago)
    say_between_us(pair=pair, words=words, by=leader, at=long_ago)
    if words == "kept":
        asked = ask_to_hold(what=pair, legal_reason=LegalReason.ORDER, why="Court", by=dana, at=at)
        two_keys.confirm(request=asked, by=iris, at=at)
"""
LIFTED = r"""
from tandem.website.home import open_home
open_home()
from tandem.organisation import two_keys
from tandem.organisation.models import Person
from tandem.partnership.holds.actions import ask_to_lift
from tandem.partnership.holds.models import LegalHold
from tandem.website.clock import now
dana, iris = (Person.objects.get(first_name=name) for name in ("Dana", "Iris"))
asked = ask_to_lift(hold=LegalHold.objects.get(), why="Settled", by=dana, at=now())
two_keys.confirm(request=asked, by=iris, at=now())
"""
THERE = r"""
import json
from tandem.website.home import open_home
open_home()
from tandem.rooms.openness.models import BetweenUs
print(json.dumps(sorted(note.words for note in BetweenUs.objects.all())))
"""


def there(home: Home) -> list[str]:
    found: list[str] = json.loads(backups.run(home, THERE).splitlines()[-1])
    return found


def worked(home: Home, until: list[str]) -> list[str]:
    """What is there after a worker ran, at most half a minute."""
    worker = subprocess.Popen([*TANDEM, "worker"], env=home.environment())
    try:
        for _ in range(15):
            if there(home) == until:
                break
            time.sleep(1)
    finally:
        worker.terminate()
        worker.wait(30)
    return there(home)


@pytest.mark.slow
def test_a_real_worker_leaves_what_the_law_keeps_and_ends_it_once_lifted(home: Home) -> None:
    home.made()
    backups.run(home, BEGUN)
    assert there(home) == ["ended", "kept"]
    assert worked(home, ["kept"]) == ["kept"]
    backups.run(home, LIFTED)
    assert worked(home, []) == []
