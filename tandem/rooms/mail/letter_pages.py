"""Where the links of a letter lead: pages without signing in, and without a sealed word.

They lie outside the prefix of the session's cookie, so no session reaches them; the signed address
alone says who acts. Looking, as programs that check links do, changes nothing: a tap does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tandem.partnership.commitments.refusals import NotPossible
from tandem.partnership.commitments.rows import label
from tandem.partnership.commitments.rules import Act, Side, day_in_question
from tandem.partnership.words import day_words
from tandem.rooms.mail import actions, links
from tandem.rooms.mail.forms import AnswerForm
from tandem.rooms.mail.links import LinkOver, Meant, Over


class Timed(HttpRequest):
    """What the clock's middleware adds to every request."""

    at: datetime
    today: date


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


ENDED: Mapping[Over, tuple[int, str, str]] = {
    Over.CHANGED: (
        403, _("This link is not whole."),
        _("Part of it is missing or was changed. Open it from the letter itself."),
    ),
    Over.EXPIRED: (
        410, _("The days of this link are over."),
        _("Nothing was done. What still waits for you stands in Tandem, and in a newer letter."),
    ),
    Over.USED: (
        410, _("This was said already."),
        _("A link works once. Nothing more was done."),
    ),
    Over.LEFT: (
        403, _("This link opens nothing any more."),
        _("Who it was made for no longer works here, or no longer signs in. Nothing was done."),
    ),
    Over.ACTED: (
        410, _("Your time as a deputy here is over."),
        _("Nothing was done. What waits is again the answer of whom you acted for."),
    ),
    Over.NOBODY: (
        410, _("Who this was with no longer works here."),
        _("Nobody is there to be answered, so nothing was done. In Tandem you alone say what "
          "happens now: let it go, or ask somebody else."),
    ),
    Over.MOVED_ON: (
        410, _("This has moved on since the letter."),
        _("Something else was said meanwhile, so nothing was done. See in Tandem how it stands."),
    ),
}  # fmt: skip
looked_at_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@csrf_exempt  # the address is the secret, and no session is here to be misused
@looked_at_or_sent
def act(request: Timed, token: str) -> HttpResponse:
    """GET says who would say what about which day; POST says it."""
    posted = request.POST if request.method == "POST" else None
    try:
        asked = links.meant(token, request.today)
        form = AnswerForm(posted, step=asked.step)
        if not form.is_valid():
            return page(request, asked, form, status=422 if form.errors else 200)
        try:
            links.use(token, said=form.said(), at=request.at)
        except NotPossible as refused:
            form.refuse(refused)
            return page(request, asked, form, status=422)
    except LinkOver as over:
        return ended(request, over.why)
    return thanks(request, asked, new_on=form.said().due_on)


def thanks(request: Timed, asked: Meant, *, new_on: date | None) -> HttpResponse:
    due_on = asked.commitment.due_on
    early = asked.step.act is Act.RENEGOTIATE and due_on is not None and request.today <= due_on
    new_day = day_words(new_on, request.today) if new_on else ""
    return render(request, "mail/said.html", facts(asked) | {"early": early, "new_day": new_day})


def page(request: Timed, asked: Meant, form: AnswerForm, *, status: int) -> HttpResponse:
    said_on = asked.link.made_on
    context = facts(asked) | {"form": form, "mailed": day_words(said_on, request.today)}
    return render(request, "mail/act.html", context, status=status)


def facts(asked: Meant) -> dict[str, object]:
    """All that is said of a promise here: between whom, which day, and what would be said."""
    promise, today = asked.commitment, asked.link.made_on
    standing, side = promise.standing, promise.side_of(asked.person)
    day = day_in_question(standing)
    return {
        "person": asked.person,
        "whose": promise.who_is(side),
        "other": promise.other_than(asked.person),
        "mine": side is Side.PERFORMER,
        "says": label(asked.step, standing, today),
        "day": day_words(day, today) if day else "",
        "url": promise.get_absolute_url(),
    }


def ended(request: HttpRequest, why: Over) -> HttpResponse:
    status, title, words = ENDED[why]
    context = {"title": gettext(title), "words": gettext(words), "settle": why is Over.NOBODY}
    return render(request, "mail/ended.html", context, status=status)


@never_cache
@csrf_exempt  # RFC 8058: a mail program posts here, without having looked at a page
@looked_at_or_sent
def stop(request: Timed, token: str) -> HttpResponse:
    """GET asks whether, POST stops every letter. As often as one likes."""
    try:
        person = links.whose_mail(token)
    except LinkOver as over:
        return ended(request, over.why)
    if request.method == "POST":
        actions.stop(person=person, at=request.at)
    context = {"person": person, "stopped": request.method == "POST"}
    return render(request, "mail/stop.html", context)
