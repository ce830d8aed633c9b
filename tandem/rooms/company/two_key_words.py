"""How requests for two, looks at set-ups and their notices speak. No sealed word is among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tandem.access.roles import role
from tandem.organisation.models import (
    Grounds,
    LegalReason,
    Notice,
    Person,
    SupportSession,
    TwoKeyRequest,
    Wish,
)
from tandem.organisation.two_keys import person_of
from tandem.partnership.holds.actions import subject_of
from tandem.partnership.models import Pair
from tandem.partnership.openings import PAIR, people_of

HOLDING = (Wish.HOLD, Wish.LIFT)


def moment(at: datetime | None) -> str:
    return date_format(localtime(at), "j F Y, H:i") if at else ""


def asked_sentence(request: TwoKeyRequest) -> str:
    """What somebody asks a second person to confirm."""
    if request.wish == Wish.ROLE:
        return _("%(asker)s asks for %(name)s to be %(role)s.") % {
            "asker": request.asked_by.name,
            "name": person_of(request).name,
            "role": role(request.detail).name,
        }
    if request.wish in HOLDING:
        return hold_sentence(request)
    return _("%(asker)s asks for sealed words to be opened: %(what)s.") % {
        "asker": request.asked_by.name,
        "what": what_words(request),
    }


def hold_sentence(request: TwoKeyRequest) -> str:
    what = subject_of(request)
    words = {
        "asker": request.asked_by.name,
        "what": str(what) if isinstance(what, Pair) else what.name,
    }
    if request.wish == Wish.LIFT:
        return _("%(asker)s asks for a legal hold to be lifted: %(what)s.") % words
    return _("%(asker)s asks for a legal hold: %(what)s.") % words


def what_words(request: TwoKeyRequest) -> str:
    one, other = people_of(request)
    words = (
        _("every promise between %(one)s and %(other)s")
        if request.detail == PAIR
        else _("one promise between %(one)s and %(other)s")
    )
    return words % {"one": one.name, "other": other.name}


@dataclass(frozen=True, slots=True)
class Told:
    """One notice in words. session: the look it is about, if it is one and one may end it."""

    notice: Notice
    sentence: str
    lines: Sequence[str]
    session: SupportSession | None = None


def told_by(notices: Iterable[Notice]) -> list[Told]:
    """In the order given. What a notice was about and is no longer there is left out."""
    listed = list(notices)
    if not listed:
        return []
    about = {each.about for each in listed}
    looks = SupportSession.objects.filter(pk__in=about).select_related("by", "person", "ended_by")
    deeds = (Wish.OPENING, *HOLDING)
    openings = TwoKeyRequest.objects.filter(wish__in=deeds, pk__in=about)
    told: dict[UUID, SupportSession | TwoKeyRequest] = {
        each.pk: each for each in (*looks, *openings.select_related("asked_by", "settled_by"))
    }
    why = Grounds.objects.by_row(told)
    return [
        _told(each, told[each.about], why.get(each.about, ""))
        for each in listed
        if each.about in told
    ]


def _told(notice: Notice, about: SupportSession | TwoKeyRequest, why: str) -> Told:
    if isinstance(about, SupportSession):
        return Told(notice, look_sentence(about, why), look_lines(about), about)
    if about.wish in HOLDING:
        return Told(notice, kept_sentence(about), kept_lines(about))
    return Told(notice, opened_sentence(about, notice.person), opened_lines(about, why))


def kept_sentence(request: TwoKeyRequest) -> str:
    """Says to nobody which of two people it is about, where it is about one."""
    if request.wish == Wish.LIFT:
        return _("What you and a partner wrote is no longer kept beyond its day.")
    return _("What you and a partner wrote is kept beyond its day: the law asks for it.")


def kept_lines(request: TwoKeyRequest) -> list[str]:
    second = request.settled_by.name if request.settled_by else ""
    names = {"first": request.asked_by.name, "second": second}
    said = _("%(first)s asked, %(second)s confirmed.") % names
    if request.wish == Wish.LIFT:
        return [said, _("What is past its day goes now, row and key.")]
    return [
        said,
        _("Legal reason: %(reason)s.") % {"reason": LegalReason(request.legal_reason).label},
        _("Nobody reads more by it, these two included; past its day it shows on no page."),
        _("Until it is lifted you cannot remove it by hand either; you are told once it is."),
    ]


def look_sentence(session: SupportSession, why: str) -> str:
    return _("%(name)s looked at how your pages are set up: %(why)s") % {
        "name": session.by.name,
        "why": why,
    }


def look_lines(session: SupportSession) -> list[str]:
    last = session.ended_at or session.until
    return [
        _("From %(begin)s to %(end)s.") % {"begin": moment(session.began_at), "end": moment(last)},
        _("Only your roles, your areas, counts and the state of your account could be seen."),
        _("Nothing that you or others wrote could be read, and nothing could be done."),
    ]


def opened_sentence(request: TwoKeyRequest, reader: Person) -> str:
    one, other = people_of(request)
    partner = other if reader == one else one
    return _("Sealed words between you and %(name)s were opened to two people.") % {
        "name": partner.name
    }


def opened_lines(request: TwoKeyRequest, why: str) -> list[str]:
    second = request.settled_by.name if request.settled_by else ""
    return [
        _("%(first)s asked, %(second)s confirmed. Only these two can read them.")
        % {"first": request.asked_by.name, "second": second},
        _("What: %(what)s.") % {"what": what_words(request)},
        _("Legal reason: %(reason)s.") % {"reason": LegalReason(request.legal_reason).label},
        _("Their words: %(why)s") % {"why": why},
        _("From %(begin)s to %(end)s. Each reading is in the record.")
        % {"begin": moment(request.settled_at), "end": moment(request.open_until)},
        _("Drafts that were never sent stay their author’s."),
    ]
