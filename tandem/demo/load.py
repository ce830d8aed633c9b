"""The invented company into a new home: its export through the import, its story through the acts.

Nothing is written past the product's own doors, so the demonstration can show no state that
nobody could reach.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate

from tandem.access.audit import OPERATOR
from tandem.access.roles import role
from tandem.bridge import importing
from tandem.demo.a_year import leaders_of_the_year, named_pairs, the_year
from tandem.demo.cast import BY_TWO, CAST, HAS_LEFT, OTHERS, ROLES, with_account
from tandem.demo.charter_story import agree_on_charters, pilot_charters
from tandem.demo.company import Company, invent
from tandem.demo.export import people_export
from tandem.demo.goals import look_at_goals
from tandem.demo.maps import MAP
from tandem.demo.openness import (
    CONTEXT,
    CONTEXT_DAY,
    HEADS_UPS,
    POINTS,
    SHARED,
    SHARED_DAY,
    WHY,
)  # fmt: skip
from tandem.demo.outcomes import GROWTH, GROWTH_DAYS, OUTCOMES, Told
from tandem.demo.pairs import Pairing, pairings
from tandem.demo.promises import Promise, Spoken, in_order, story_day
from tandem.demo.reviews import review_each_other
from tandem.demo.sticking import BEGUN, BEGUN_DAY, DECIDED, DECIDED_DAYS
from tandem.demo.stored import Stored, stored
from tandem.demo.story import STORY
from tandem.demo.visions import sign_visions
from tandem.organisation import actions as organisation
from tandem.organisation import intake, two_keys
from tandem.organisation.inviting import links_for
from tandem.organisation.models import Area, Person
from tandem.partnership.actions import make_pair
from tandem.partnership.by_name import agree
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.about import About
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.load.actions import take_stock
from tandem.partnership.models import Outcome, Pair
from tandem.partnership.outcomes import actions as outcomes
from tandem.partnership.outcomes.portfolios import portfolio
from tandem.partnership.signals.looking import look_for_signals
from tandem.rooms.escalations import actions as escalations
from tandem.rooms.escalations import deciding
from tandem.rooms.escalations.models import Because, JointNote
from tandem.rooms.heads_ups import actions as heads_ups
from tandem.rooms.openness import actions as openness
from tandem.rooms.ownership import actions as ownership
from tandem.rooms.ownership.rules import Act as RowAct
from tandem.rooms.talks import actions as talks

MORNING = time(8, 0)
A_MONTH = timedelta(days=31)
STARTS = {Act.ASK, Act.OFFER}


def load_if_empty(*, at: datetime) -> date:
    """Load the company as of this day, unless one is loaded. Returns the day it is about."""
    day = stored().day
    if day is not None:
        return day
    today = localdate(at)
    company = invent(today)
    bring_people(company, at)
    with transaction.atomic():
        open_accounts(company, at)
        pair_up(company, at)
        invite_the_pairs(at)
        show_by_name(company)
        tell_the_story(company)
        draw_the_map(company)
        agree_on_outcomes(company)
        tell_each_other(company)
        agree_on_charters(people_of(company), company.today)
        pilot_charters(at)
        sign_visions(people_of(company), company.today)
        look_at_goals(people_of(company), company.today)
        review_each_other(people_of(company), company.today)
        take_further(company)
    for weeks in (1, 0):  # last week's are for the head of HR to read by now
        take_stock(at=at - timedelta(weeks=weeks))
    look_for_signals(at=at)  # as the worker does every day, so that nobody waits for it
    keys = [*(each.key for each in CAST), *OTHERS, HAS_LEFT]
    numbers = {key: company.by_key[key].number for key in keys}
    Stored(loaded_on=today.isoformat(), numbers=numbers).write()
    return today


def bring_people(company: Company, at: datetime) -> None:
    """Through the same check and the same import as everybody's file."""
    import_id = uuid.uuid4()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "varnholm.csv"
        file.write_text(people_export(company), encoding="utf-8")
        report = intake.check(
            [intake.Incoming("varnholm.csv", file)],
            folder=intake.folder_of(importing.uploads(), import_id),
            today=localdate(at),
        )
    import_ = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=at)
    importing.bring_in(import_=import_, by=OPERATOR, at=at, expect_many=True)


def open_accounts(company: Company, at: datetime) -> None:
    for each in (*with_account(company), *leaders_of_the_year(company)):
        person = Person.objects.get(number=each.number)
        organisation.open_account(person=person, email=each.email, by=OPERATOR, at=at)
    for key, name in ROLES.items():
        person = Person.objects.get(number=company.by_key[key].number)
        organisation.grant_role(person=person, role=role(name), by=OPERATOR, at=at)
    give_by_two(company, at)


def give_by_two(company: Company, at: datetime) -> None:
    asks, confirms = (
        Person.objects.get(number=company.by_key[key].number) for key in ("farid", "tomas")
    )
    for key, names in BY_TWO.items():
        person = Person.objects.get(number=company.by_key[key].number)
        for name in names:
            asked = two_keys.ask_for_role(
                person=person, role=role(name), why="Ethics lead", by=asks, at=at
            )
            two_keys.confirm(request=asked, by=confirms, at=at)


def pair_up(company: Company, at: datetime) -> None:
    """Who leads what since when, as far as an export cannot say it; and every pair there was."""
    areas = {path_of(area): area for area in Area.objects.select_related("parent")}
    people = {person.number: person for person in Person.objects.all()}
    for each in sorted(pairings(company), key=lambda pairing: pairing.start_on):
        join(each, areas, people)
    for leading in (each for each in company.leadings if each.end_on is None):
        organisation.set_leader(
            area=areas[leading.area],
            person=people[leading.leader],
            since=leading.start_on,
            by=OPERATOR,
            at=at,
        )


def invite_the_pairs(at: datetime) -> None:
    """Leaders without an account were given a link; nobody here has it, and nobody needs it."""
    leaders = Pair.objects.on(localdate(at)).values("leader")
    links_for(people=Person.objects.filter(pk__in=leaders, account=None), by=OPERATOR, at=at)


def path_of(area: Area) -> tuple[str, ...]:
    above: tuple[str, ...] = path_of(area.parent) if area.parent else ()
    return (*above, area.name)


def join(
    pairing: Pairing, areas: dict[tuple[str, ...], Area], people: dict[str | None, Person]
) -> None:
    make_pair(
        area=areas[pairing.area],
        leader=people[pairing.leader],
        hr_partner=people[pairing.hr_partner],
        by=OPERATOR,
        at=morning_of(pairing.start_on),
    )


def morning_of(day: date) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=get_current_timezone())


def show_by_name(company: Company) -> None:
    """Both partners of some pairs have said yes, long before a quarter was told."""
    for each in named_pairs(company):
        two = Person.objects.filter(number__in=[each.leader, each.hr_partner])
        [pair] = Pair.objects.still().of_two(*two)
        for partner in (pair.leader, pair.hr_partner):
            agree(pair=pair, by=partner, at=morning_of(pair.start_on + A_MONTH))


def tell_the_story(company: Company) -> None:
    """Every act of every promise, in the order of days."""
    made: dict[str, Commitment] = {}
    people = people_of(company)
    for day, promise, spoken in in_order((*STORY, *the_year(company)), company.today):
        if spoken.act in STARTS:
            made[promise.key] = begin(promise, spoken, day, company, people)
        else:
            promises.take(
                commitment=made[promise.key],
                act=spoken.act,
                said=said(spoken, company.today),
                by=people[spoken.by],
                at=morning_of(day),
            )


def draw_the_map(company: Company) -> None:
    """What Sam and Mira said to their rows, in the order of days."""
    people = people_of(company)
    sam, mira = people["sam"], people["mira"]
    pair = Pair.objects.of_two(sam, mira).still().select_related("area").get()
    who = {"sam": sam, "mira": mira}
    for said in sorted(MAP, key=lambda each: each.on(company.today)):
        by, at = who[said.by], morning_of(said.on(company.today))
        row = ownership.locked(pair, said.domain, by, at)
        about: dict[str, Any] = {"pair": pair, "domain": said.domain, "by": by, "at": at}
        if said.act is RowAct.AGREE:
            ownership.agree(seen=row.text.mark, **about)
        elif said.text is not None:
            ownership.edit(text=said.text, seen=row.text.mark, agreeing=said.agreeing, **about)
        else:
            ownership.differ(view=said.view, **about)


def agree_on_outcomes(company: Company) -> None:
    """What Sam and Mira both answer for, as far as they have come with each."""
    people, today = people_of(company), company.today
    pair = Pair.objects.of_two(people["sam"], people["mira"]).still().get()
    for told in OUTCOMES:
        first = people[told.first_by]
        at = morning_of(told.on(told.day, today))
        outcome = outcomes.propose(
            pair=pair, terms=told.terms(at.date()), accepting=True, by=first, at=at,
            portfolio=told.portfolio, review_on=told.review_on(today),
        )  # fmt: skip
        if told.second is not None:
            second, at = pair.partner_of(first), morning_of(told.on(told.second, today))
            outcomes.accept(outcome=outcome, seen=outcome.terms.mark, by=second, at=at)
        read_off(outcome, told, people, today)
        for by in (pair.leader, pair.hr_partner) if told.published else ():
            outcomes.publish(outcome=outcome, by=by, at=at)
    take_over_growth(pair, today)


def take_over_growth(pair: Pair, today: date) -> None:
    """One more of the four, as it stands there for every area: a tap of each."""
    start = portfolio(GROWTH)
    assert start is not None
    begun, yes = (morning_of(story_day(day, today)) for day in GROWTH_DAYS)
    outcome = outcomes.begin_with(pair=pair, start=start, by=pair.hr_partner, at=begun)
    outcomes.accept(outcome=outcome, seen=outcome.terms.mark, by=pair.leader, at=yes)


def read_off(outcome: Outcome, told: Told, people: Mapping[str, Person], today: date) -> None:
    for day, by, value, note in told.values:
        at = morning_of(told.on(day, today))
        outcomes.read(
            outcome=outcome, on=localdate(at), value=Decimal(value), note=note, by=people[by], at=at
        )


def tell_each_other(company: Company) -> None:
    """What Sam and Mira told each other besides promises."""
    people, today = people_of(company), company.today
    pair = Pair.objects.of_two(people["sam"], people["mira"]).still().get()
    for key, why in WHY.items():
        at = morning_of(pair.start_on + timedelta(days=14))
        openness.write_why(pair=pair, why=why, by=people[key], at=at)
    at = morning_of(story_day(CONTEXT_DAY, today))
    openness.write_context(pair=pair, **CONTEXT, by=people["sam"], at=at)
    at = morning_of(story_day(SHARED_DAY, today))
    worry = openness.keep(pair=pair, what=SHARED, by=people["sam"], at=at)
    openness.share(worry=worry, by=people["sam"], at=at)
    for told in HEADS_UPS:
        by, at = people[told.by], morning_of(story_day(told.day, today))
        given = heads_ups.give(pair=pair, kind=told.kind, text=told.text, by=by, at=at)
        if told.thanks:
            at = max(at, morning_of(story_day(told.day + 1, today)))
            heads_ups.acknowledge(heads_up=given, thanks=told.thanks, by=given.receiver, at=at)
    for point in POINTS:
        by, at = people[point.by], morning_of(story_day(point.day, today))
        raised = talks.raise_point(pair=pair, what=point.what, by=by, at=at)
        if point.is_over:
            at = max(at, morning_of(story_day(point.day + 7, today)))
            talks.speak_about(point=raised, by=by, at=at)


def take_further(company: Company) -> None:
    """Sam and Mira had something decided and read it; Jonas has not written yet what Mira has."""
    people, today = people_of(company), company.today
    days = {key: morning_of(story_day(day, today)) for key, day in DECIDED_DAYS.items()}
    sam, mira = people["sam"], people["mira"]
    pair = Pair.objects.of_two(sam, mira).still().get()
    point = escalations.ask_to_talk(pair=pair, matter=DECIDED["matter"], by=sam, at=days["talk"])
    escalations.say_yes_to_talk(point=point, by=mira, at=days["talk"])
    said: dict[str, Any] = {"point": point, "at": days["views"]}
    escalations.ask_for_views(because=Because.TALKED, by=mira, **said)
    for key in ("sam", "mira"):
        escalations.write_view(view=DECIDED[key], by=people[key], **said)
    for key in ("sam", "mira"):
        point = escalations.say_what_you_heard(
            heard=DECIDED[f"{key}_heard"], by=people[key], **said
        )
    for by in (sam, mira):
        point = escalations.say_yes_to_send(
            point=point, version=point.note.version, by=by, at=days["sent"]
        )
    decide_for(point.note, days["decided"])
    begin_to_differ(company)


def decide_for(note: JointNote, at: datetime) -> None:
    first, *others = deciding.asked_now(note, localdate(at))
    held = deciding.decide(
        note=note, decision=DECIDED["decision"], reason=DECIDED["reason"], by=first, at=at
    )
    for other in others:
        deciding.agree(note=note, version=held.version, by=other, at=at)
    for by in (note.pair.leader, note.pair.hr_partner):
        deciding.read(note=note, by=by, at=at)


def begin_to_differ(company: Company) -> None:
    people, at = people_of(company), morning_of(story_day(BEGUN_DAY, company.today))
    mira = people["mira"]
    pair = Pair.objects.of_two(people["jonas"], mira).still().get()
    point = escalations.begin_with_views(
        pair=pair, matter=BEGUN["matter"], because=Because.TWICE, by=mira, at=at
    )
    escalations.write_view(point=point, view=BEGUN["mira"], by=mira, at=at)


def people_of(company: Company) -> dict[str, Person]:
    """By key, where they have one, and by number."""
    here = {each.number: each for each in Person.objects.exclude(number=None) if each.number}
    return here | {key: here[each.number] for key, each in company.by_key.items()}


def begin(
    promise: Promise, spoken: Spoken, day: date, company: Company, people: Mapping[str, Person]
) -> Commitment:
    area = Area.objects.filter(name=promise.area).first() if promise.area else None
    about = About("area", area.pk) if area else None
    source = Source.AREA if area else Source.LINE
    words, by, at = said(spoken, company.today), people[spoken.by], morning_of(day)
    if spoken.act is Act.ASK:
        of = people[promise.performer]
        return promises.ask(of=of, said=words, by=by, at=at, about=about, source=source)
    to = people[promise.customer]
    return promises.offer(to=to, said=words, by=by, at=at, about=about, source=source)


def said(spoken: Spoken, today: date) -> promises.Said:
    return promises.Said(
        what=spoken.what,
        due_on=spoken.due_on(today),
        words=spoken.words,
        reason=spoken.reason,
        why=spoken.why,
        done_means=spoken.done_means,
        request=spoken.request,
        important=spoken.important,
    )
