"""People who are signed in, with what each of them opens on a working day."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tools.bench.pages import finding

if TYPE_CHECKING:
    from tandem.organisation.models import Area, Person
    from tandem.partnership.commitments.models import Commitment

PEOPLE = 200
PROMISES = 2  # of each to the other


def kept() -> Path:
    return Path(os.environ["TANDEM_HOME"]) / "bench-visitors.json"


def make() -> None:
    """Two for each pair; whoever is there already is only signed in once more."""
    from django.db import transaction

    from tandem.website.clock import now

    with transaction.atomic():
        kept().write_text(json.dumps([*visitors(now())]))


def visitors(at: datetime) -> Iterator[dict[str, object]]:
    from tandem.organisation.models import Area, Person
    from tandem.organisation.models.people import working_here

    here = (
        Person.objects.filter(working_here(at.date()))
        .filter(number__isnull=False)
        .order_by("number")
    )
    teams = Area.objects.filter(name__startswith="Team ").order_by("name")[: PEOPLE // 2]
    for team, leader, partner in zip(teams, here[0:PEOPLE:2], here[1:PEOPLE:2], strict=True):
        promises, pair = paired(team, leader, partner, at)
        for one, other in ((leader, partner), (partner, leader)):
            yield {
                "cookie": signed_in(one),
                "other": str(other.pk),
                "Today": "/app/",
                "promises": "/app/promises/",
                "pair": pair,
                "area": team.get_absolute_url(),
                "find": finding(other.name),
                "mine": [each.get_absolute_url() for each in promises if each.performer == one],
            }


def paired(
    area: Area, leader: Person, partner: Person, at: datetime
) -> tuple[list[Commitment], str]:
    """Their promises, made where they are new here, and the page of the pair."""
    from tandem.access.audit import OPERATOR
    from tandem.organisation import actions
    from tandem.partnership.actions import make_pair
    from tandem.partnership.commitments import actions as promising
    from tandem.partnership.commitments.about import About
    from tandem.partnership.commitments.models import Commitment, Source
    from tandem.partnership.commitments.rules import Act
    from tandem.partnership.models import Pair

    if there := Pair.objects.filter(area=area).first():
        return [
            *Commitment.objects.filter(about_kind="area", about_id=area.pk)
        ], there.get_absolute_url()
    for person in (leader, partner):
        email = f"visitor-{person.number}@varnholm.example"
        actions.open_account(person=person, email=email, by=OPERATOR, at=at)
        person.refresh_from_db()
    pair = make_pair(area=area, leader=leader, hr_partner=partner, by=OPERATOR, at=at)
    made, about = [], About("area", area.pk)
    for number in range(PROMISES * 2):
        of, by = (leader, partner) if number % 2 else (partner, leader)
        said = promising.Said(what=f"Promise {number}", due_on=at.date() + timedelta(days=9))
        asked = promising.ask(of=of, said=said, by=by, at=at, about=about, source=Source.AREA)
        yes = promising.Said()
        made.append(promising.take(commitment=asked, act=Act.PROMISE, said=yes, by=of, at=at))
    return made, pair.get_absolute_url()


def signed_in(person: Person) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    assert person.account is not None
    client.force_login(person.account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
