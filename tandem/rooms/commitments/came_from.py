"""The way back from a promise to the list it was opened in.

Our pages send no referrer, so a link names its own page in `back`; only pages that list promises
are taken for one, whatever an address says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


LISTS: Mapping[str, str] = {
    "today:page": _("Today"),
    "commitments:list": _("Promises"),
    "commitments:part": _("Promises"),
    "pairs:page": _("Partners"),
}


@dataclass(frozen=True, slots=True)
class Back:
    url: str
    label: str
    named: bool  # by the address; otherwise all promises

    def carried_by(self, url: str) -> str:
        """The address with the way back in it."""
        if not self.named:
            return url
        return f"{url}{'&' if '?' in url else '?'}back={quote(self.url, safe='/')}"


def back_from(request: HttpRequest) -> Back:
    given = request.GET.get("back", "")
    label = list_at(given)
    if label:
        return Back(given, gettext(label), named=True)
    return Back(reverse("commitments:list"), gettext("Promises"), named=False)


def list_at(url: str) -> str:
    """What the list at this address of ours is called; empty for anything else."""
    try:
        parts = urlsplit(url)
        found = resolve(parts.path).view_name if not (parts.scheme or parts.netloc) else ""
    except (ValueError, Resolver404):
        return ""
    return LISTS.get(found, "") if parts.path == url.split("?")[0] else ""
