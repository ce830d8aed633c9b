"""Links to sign in with, as they are handed over: once, on a page or in a file."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.http import SignedInRequest
from tandem.organisation.intake.cells import plain_cell
from tandem.organisation.inviting import Link
from tandem.organisation.models import Person
from tandem.rooms.company.actions import Invited


def absolute(request: SignedInRequest, links: Sequence[Invited | Link]) -> list[tuple[Person, str]]:
    """The site's own address goes before whatever name the request came by."""
    base = settings.SITE.url or request.build_absolute_uri("/").rstrip("/")
    return [(each.person, base + reverse("invitation", args=[each.token])) for each in links]


def as_csv(links: Sequence[tuple[Person, str]]) -> str:
    """Name, address and link, a row for each."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Name"), _("E-mail address"), _("Link")])
    for person, link in links:
        rows.writerow([plain_cell(person.name), plain_cell(person.email), link])
    return out.getvalue()


def in_the_page(text: str) -> str:
    """The file inside the answer itself: nothing of it is kept on the server.

    With the mark that lets spreadsheets see UTF-8.
    """
    content = base64.b64encode(text.encode("utf-8-sig")).decode()
    return f"data:text/csv;charset=utf-8;base64,{content}"
