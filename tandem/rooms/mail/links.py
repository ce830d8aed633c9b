"""Links in a letter: each does one act of one person, once, or stops the mail.

What a link may do stands in it, signed. Only that it was used is stored, as a hash, so a copy of
the database makes no link and uses none up.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.timezone import localdate

from tandem.access.audit import append
from tandem.organisation.deputies import stands_for
from tandem.organisation.models import Person
from tandem.partnership.commitments import actions, rules
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.rules import Act, Need, NotPossible, Standing, Step
from tandem.partnership.commitments.standing import Proposal
from tandem.rooms.mail.models import UsedLink
from tandem.rooms.mail.signed import Signed

DAYS = 14
TO_ACT = Signed("tandem.mail.act")
BETWEEN = "~"  # in no part of a link, and allowed in an address
TO_STOP = Signed("tandem.mail.stop")

ASKABLE = frozenset({Need.DUE_ON, Need.CHANGE, Need.REASON})
"""What a page may ask that shows no words. Whoever is to answer in words has to read some first."""
UNREAD = frozenset({Act.CONFIRM})  # nobody says "that’s it" to a sentence they have not seen


class Over(Enum):
    """Why a link does nothing."""

    CHANGED = "changed"  # not one of ours, or cut off
    EXPIRED = "expired"
    USED = "used"
    LEFT = "left"  # who it was for no longer works here, or no longer signs in
    ACTED = "acted"  # as a deputy, and that time is over
    NOBODY = "nobody"  # the other one has left, and nobody is there to be answered
    MOVED_ON = "moved_on"


class LinkOver(Exception):
    def __init__(self, why: Over) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Link:
    """Signed: who says what to which promise, and how it stood when the letter was written."""

    person: UUID
    commitment: UUID
    act: Act
    spoken: int
    made_on: date
    nonce: str

    @property
    def ends_on(self) -> date:
        """The first day on which it does nothing any more."""
        return self.made_on + timedelta(days=DAYS)

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.nonce.encode()).hexdigest()

    @property
    def token(self) -> str:
        whose = (self.person.hex, self.commitment.hex, self.act.value)
        when = (str(self.spoken), self.made_on.isoformat(), self.nonce)
        return TO_ACT.sign(BETWEEN.join([*whose, *when]))


@dataclass(frozen=True, slots=True)
class Meant:
    """What a link is about, looked up."""

    link: Link
    person: Person
    commitment: Commitment
    step: Step


def is_askable(step: Step, standing: Standing) -> bool:
    """Whether a page that shows no words can ask it: of proposals only those of another day.

    Where the words would change as well, neither a yes nor a no is given to them unread.
    """
    if step.act in UNREAD or standing.proposal not in (None, Proposal.CHANGE):
        return False
    if standing.proposed_what:
        return False
    return ASKABLE.issuperset(step.needs)


def token_for(person: Person, commitment: Commitment, act: Act, *, spoken: int, today: date) -> str:
    nonce = secrets.token_urlsafe(12)
    return Link(person.pk, commitment.pk, act, spoken, today, nonce).token


def spoken_in(commitments: Iterable[Commitment]) -> Counter[UUID]:
    """How often something was said in each that changes what a letter about it says."""
    said = Move.objects.filter(commitment__in=list(commitments)).exclude(act__in=rules.BESIDE)
    return Counter(dict(said.order_by().values_list("commitment").annotate(n=Count("pk"))))


def read(token: str) -> Link:
    """Raises LinkOver for what is not, letter by letter, a link of ours, or by an earlier key."""
    try:
        text, is_newest = TO_ACT.read(token)
        person, commitment, act, spoken, made_on, nonce = text.split(BETWEEN)
        link = Link(
            UUID(person), UUID(commitment), Act(act), int(spoken),
            date.fromisoformat(made_on), nonce,
        )  # fmt: skip
    except (signing.BadSignature, ValueError) as error:
        raise LinkOver(Over.CHANGED) from error
    if not is_newest:
        raise LinkOver(Over.EXPIRED)
    return link


def meant(token: str, today: date) -> Meant:
    """What it would do today. Changes nothing. Raises LinkOver."""
    link = read(token)
    if today >= link.ends_on:
        raise LinkOver(Over.EXPIRED)
    if UsedLink.objects.filter(hash=link.hash).exists():
        raise LinkOver(Over.USED)
    person = Person.objects.select_related("account").filter(pk=link.person).first()
    signs_in = person is not None and person.account is not None and person.account.is_active
    if person is None or not signs_in or not person.is_here(today):
        raise LinkOver(Over.LEFT)
    commitment = read_by(person, link.commitment, today)
    if spoken_in([commitment])[commitment.pk] != link.spoken:
        raise LinkOver(Over.MOVED_ON)
    if commitment.one_left:
        raise LinkOver(Over.NOBODY)
    for step in rules.steps_open_to(commitment.standing, commitment.side_of(person), on=today):
        if step.act is link.act and is_askable(step, commitment.standing):
            return Meant(link, person, commitment, step)
    raise LinkOver(Over.MOVED_ON)


def read_by(person: Person, commitment: UUID, today: date) -> Commitment:
    """As one of the two, else as deputy of one of them. Raises LinkOver."""
    if own := seen_by(person, commitment, today):
        return own
    person.stands_for = stands_for(person, today)
    if acting := seen_by(person, commitment, today):
        return acting
    those = {person.pk, *person.stands_for}
    between = Q(customer__in=those) | Q(performer__in=those)
    is_theirs = Commitment.objects.filter(between, pk=commitment).exists()
    raise LinkOver(Over.MOVED_ON if is_theirs else Over.ACTED)


def seen_by(person: Person, commitment: UUID, today: date) -> Commitment | None:
    """With `one_left`: whether one of the two works here no more."""
    mine = Commitment.objects.visible_to(person).telling_who_left(today)
    return mine.filter(pk=commitment).first()


def use(token: str, *, said: Said, at: datetime) -> Commitment:
    """Do it as the person it was mailed to, with an event that it came by a link.

    All or nothing: where it is not possible the link is as good as before. Raises LinkOver, and
    NotPossible with a sentence for the person.
    """
    link = read(token)
    try:
        with transaction.atomic():
            Commitment.objects.select_for_update(of=("self",)).filter(pk=link.commitment).first()
            asked = meant(token, localdate(at))
            UsedLink.objects.create(hash=link.hash, ends_on=link.ends_on)
            after = actions.take(
                commitment=asked.commitment, act=link.act, said=said, by=asked.person, at=at,
                by_letter=True,
            )  # fmt: skip
            append(
                "mail.link_used", about=after.pk, actor=asked.person.actor,
                who=asked.person.pseudonym, at=at,
            )  # fmt: skip
    except IntegrityError as error:  # the same link twice at once
        raise LinkOver(Over.USED) from error
    return after


def forget_used(*, at: datetime) -> None:
    """Of links whose days are over nobody needs to know that they were used."""
    UsedLink.objects.filter(ends_on__lte=localdate(at)).delete()


def stop_token(person: Person) -> str:
    return TO_STOP.sign(person.pk.hex)


def whose_mail(token: str) -> Person:
    """Whom a link to stop was mailed to; it ends with no day and no key. Raises LinkOver."""
    try:
        person = Person.objects.filter(pk=UUID(TO_STOP.read(token)[0])).first()
    except (signing.BadSignature, ValueError) as error:
        raise LinkOver(Over.CHANGED) from error
    if person is None:
        raise LinkOver(Over.LEFT)
    return person


__all__ = [
    "Link", "LinkOver", "Meant", "NotPossible", "Over", "forget_used", "is_askable", "meant",
    "spoken_in", "stop_token", "token_for", "use", "whose_mail",
]  # fmt: skip
