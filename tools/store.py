"""Keep a small database made by this version, for the test that migrates every stored one.

Run once per release, when its migrations are final: `.venv/bin/python tools/store.py`. The key
beside it opens nothing but these invented words; the anchor says how far its record had come.
With a folder named, they are written there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tandem.organisation.models import Person
    from tandem.partnership.models import Commitment
    from tandem.partnership.testing import Cast

STORED = Path(__file__).resolve().parent.parent / "tests/stored"


def main(to: Path = STORED) -> None:
    with tempfile.TemporaryDirectory(prefix="tandem-store-") as folder:
        os.environ["TANDEM_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        from tandem.website.home import open_home

        site = open_home()
        fill()
        keep(site.home / "tandem.sqlite3", site.key_file, site.anchor_file, to)


def fill() -> None:
    """The cast, a promise that was renegotiated in time, and one of each thing that is kept.

    Of promises one, so that the same can be read from what every version stored.
    """
    from django.utils.timezone import now

    from tandem.access.chain.sealer import seal_events
    from tandem.partnership.testing import Cast

    cast = Cast.gather()
    promise = begin_promise(cast)
    say_and_wish()
    ask_with_two_keys(promise)
    sign_and_agree(cast)
    speak_openly(cast)
    set_a_company_up(cast)
    seal_events(at=now())


def begin_promise(cast: Cast) -> Commitment:
    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.models import Source
    from tandem.partnership.commitments.rules import Act, Reason
    from tandem.partnership.testing import MONDAY, TUESDAY

    said = actions.Said(what="Exit themes, one page", due_on=date(2026, 11, 27), why="They leave")
    promise = actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    later = actions.Said(due_on=date(2026, 12, 3), reason=Reason.TOO_MUCH_AT_ONCE)
    for act, words in ((Act.PROMISE, actions.Said()), (Act.RENEGOTIATE, later)):
        actions.take(commitment=promise, act=act, said=words, by=cast.mira, at=TUESDAY)
    return promise


def somebody(address: str) -> Person:
    from tandem.organisation.models import Person

    return Person.objects.get(email=f"{address}@varnholm.example")


def say_and_wish() -> None:
    """Of one person: a note to oneself, days away, a deputy, letters, a phone, codes on paper; and
    what was noticed of a pair."""
    from tandem.organisation import absences, deputies
    from tandem.organisation.models.absences import AbsenceKind
    from tandem.partnership.models import Pair
    from tandem.partnership.reminders.actions import keep as keep_note
    from tandem.partnership.signals import actions as signals
    from tandem.partnership.signals.reasons import Reason
    from tandem.partnership.testing import MONDAY, TUESDAY
    from tandem.rooms.signals.tests.stories import broken
    from tandem.website.tests.proofs import with_a_phone, with_codes

    mira, leo, day = somebody("mira.okafor"), somebody("leo.hartmann"), date(2026, 12, 7)
    keep_note(what="Ask Kim about the rota", on=TUESDAY.date(), by=mira, at=MONDAY)
    absences.enter(person=mira, first=day, last=day, kind=AbsenceKind.LEAVE, by=mira, at=TUESDAY)
    deputies.name_deputy(deputy=leo, first=day, last=day, by=mira, at=TUESDAY)
    signal = broken(Pair.objects.get(hr_partner=mira, leader__email__startswith="sam."))
    words = "We spoke of it"
    signals.dismiss(signal=signal, reason=Reason.SOMETHING_ELSE, words=words, by=mira, at=TUESDAY)
    with_a_phone(mira)
    with_codes(mira)


def ask_with_two_keys(promise: Commitment) -> None:
    """A role given by two, an opening that both confirmed, and a look at a set-up."""
    from tandem.access.roles import PrivacyOfficer
    from tandem.organisation import support, two_keys
    from tandem.organisation.models import LegalReason
    from tandem.partnership import openings
    from tandem.partnership.testing import MONDAY, TUESDAY

    kim, pia, farid = somebody("kim.bakker"), somebody("pia.novak"), somebody("farid.nasser")
    role = two_keys.ask_for_role(person=kim, role=PrivacyOfficer, why="Office", by=farid, at=MONDAY)
    two_keys.confirm(request=role, by=pia, at=MONDAY)
    opening = openings.ask_to_open(
        what=promise, legal_reason=LegalReason.ORDER, why="The court asks", by=pia, at=TUESDAY
    )
    two_keys.confirm(request=opening, by=kim, at=TUESDAY)
    support.begin(person=kim, why="She sees no area", by=pia, at=TUESDAY)


def sign_and_agree(cast: Cast) -> None:
    """Of Sam and Mira: map, charter, vision, an outcome that was read, goals at odds, the two-way
    review, and that they are shown by name."""
    from tandem.partnership import by_name
    from tandem.partnership.charter.tests import stories as charters
    from tandem.partnership.goals.tests import stories as goals
    from tandem.partnership.outcomes.tests import stories as outcomes
    from tandem.partnership.role_review.tests import stories as reviews
    from tandem.partnership.testing import MONDAY
    from tandem.partnership.vision.tests import stories as visions
    from tandem.rooms.ownership.tests import stories as maps

    pair, day = cast.pair, MONDAY.date()
    maps.signed(pair)
    charters.signed(pair)
    visions.signed(pair)
    outcomes.read(outcomes.co_owned(pair), cast.sam, "25.5", day)
    goals.at_odds(pair)
    reviews.sent(reviews.set_to_now(pair), cast.sam, at=MONDAY)
    by_name.agree(pair=pair, by=cast.sam, at=MONDAY)


def speak_openly(cast: Cast) -> None:
    """Cards, a worry, words between them, a heads-up with thanks, a point of the next talk, what
    they were stuck on with its decision, a word outside the line, a wish, and a hold on it all."""
    from tandem.access.roles import IndependentReviewer
    from tandem.organisation import two_keys
    from tandem.organisation.models import LegalReason
    from tandem.partnership.changing import actions as changing
    from tandem.partnership.holds.actions import ask_to_hold
    from tandem.partnership.load.actions import take_stock
    from tandem.partnership.testing import MONDAY, TUESDAY
    from tandem.rooms.escalations.tests import stories as escalations
    from tandem.rooms.heads_ups.tests import stories as heads_ups
    from tandem.rooms.openness.tests import stories as openness
    from tandem.rooms.talks.tests import stories as talks

    openness.why(cast, cast.sam)
    openness.context(cast)
    openness.worry(cast, cast.sam, shared=True)
    openness.note(cast, cast.sam)
    heads_ups.thanked(heads_ups.warned(cast, cast.sam))
    talks.raised(cast, cast.mira)
    escalations.decided(cast)
    escalations.word(cast, cast.helen)
    words = "We talk past each other"
    changing.ask(pair=cast.pair, to=cast.helen, words=words, by=cast.sam, at=TUESDAY)
    office: dict[str, Any] = {"person": cast.ana, "role": IndependentReviewer}
    two_keys.confirm(
        request=two_keys.ask_for_role(**office, why="From outside", by=cast.farid, at=MONDAY),
        by=cast.pia,
        at=MONDAY,
    )
    hold = ask_to_hold(
        what=cast.pair,
        legal_reason=LegalReason.ORDER,
        why="The court asks",
        by=cast.kim,
        at=TUESDAY,
    )
    two_keys.confirm(request=hold, by=cast.ana, at=TUESDAY)
    take_stock(at=TUESDAY)


def set_a_company_up(cast: Cast) -> None:
    """A day of a site's own, a value, weeks that are full, a renamed area, and counted leavers."""
    from tandem.cli import main as tandem
    from tandem.organisation import absences, calendars, reorganising, settings
    from tandem.organisation.values import BY_KEY
    from tandem.partnership.testing import MONDAY, TUESDAY

    first, last, by = date(2026, 12, 14), date(2026, 12, 18), cast.farid
    calendars.add_day(site="", day=last, works=False, name="Stock-taking", by=by, at=MONDAY)
    value: dict[str, Any] = {"known": BY_KEY["review_asked_days"], "value": Decimal(8)}
    settings.set_value(**value, reason="A week is short", by=by, at=MONDAY)
    days: dict[str, Any] = {"first": first, "last": last, "reason": "Christmas orders"}
    absences.declare_crunch(area=cast.areas.operations, **days, by=cast.sam, at=MONDAY)
    day = TUESDAY.date()
    reorganising.rename_area(area=cast.areas.finance, name="Money", on=day, by=by, at=TUESDAY)
    with tempfile.TemporaryDirectory() as folder:
        leavers, headcounts = Path(folder) / "leavers.csv", Path(folder) / "headcounts.csv"
        leavers.write_text("Area,Month,Reason,Leavers\nPacking,2026-09,Resigned,2\n")
        headcounts.write_text("Area,Month,Headcount\nPacking,2026-09,40\nPacking,2026-10,41\n")
        words = ["import", "people", str(leavers), "--shape", "counts"]
        tandem([*words, "--headcounts", str(headcounts)], standalone_mode=False)


def keep(database: Path, key: Path, anchor: Path, to: Path) -> None:
    from tandem import __version__

    to.mkdir(exist_ok=True)
    with sqlite3.connect(database) as connection:
        dump = "\n".join(connection.iterdump())
    (to / f"{__version__}.sql").write_text(dump + "\n", encoding="utf-8")
    shutil.copy(key, to / f"{__version__}.key")
    shutil.copy(anchor, to / f"{__version__}.anchor")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
