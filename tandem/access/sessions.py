"""Where somebody is signed in: one row each, that ends when it is removed.

A session knows its account, since when, and the browser's family in a word. It keeps no address
of a machine and no description of a browser; what is written into it is encrypted in the database.
`session_data` is therefore a text that is not sealed and yet cannot be read there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as StoredInRows
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from tandem.access.full import is_full
from tandem.access.tiers import Tier, classified

log = logging.getLogger(__name__)

SINCE, BROWSER, UNTIL = "signed_in_since", "signed_in_with", "signed_in_until"
ACCOUNT = "_auth_user_id"  # where Django keeps it
ON_THE_WAY_IN = timedelta(hours=1)  # for who has not come in; anybody can begin one


class Browser(models.TextChoices):
    """The family, as its owner would call it."""

    FIREFOX = "firefox", "Firefox"
    EDGE = "edge", "Edge"
    CHROME = "chrome", "Chrome"
    SAFARI = "safari", "Safari"
    OTHER = "other", _("another browser")


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, account: models.Model) -> Self:
        return self.filter(account=account)

    def but(self, session_key: str | None) -> Self:
        return self.exclude(session_key=session_key)

    def still(self) -> Self:
        return self.filter(expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """One browser that a person is signed in with, or somebody on the way in."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    browser = models.CharField(max_length=10, choices=Browser, blank=True)
    since = models.DateTimeField(null=True)

    tier: ClassVar = Tier.PRIVATE
    privacy: ClassVar = classified(
        internal="session_key session_data expire_date", personal="account browser since"
    )
    objects: ClassVar = BaseSessionManager.from_queryset(SessionQuerySet)()

    def __str__(self) -> str:
        return f"{self.get_browser_display()}, {self.since}"

    @property
    def handle(self) -> str:
        """Names the session on a page: its key is the secret in the cookie, this is not."""
        return hashlib.blake2b(self.session_key.encode(), digest_size=16).hexdigest()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class SessionStore(StoredInRows):
    """Sessions in our rows, encrypted, and with an end that nothing postpones."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Session = super().create_model_instance(data)  # type: ignore[assignment]
        session.account_id = data.get(ACCOUNT)
        session.browser = data.get(BROWSER, "")
        if session.account_id is None:
            session.expire_date = min(session.expire_date, timezone.now() + ON_THE_WAY_IN)
        if since := data.get(SINCE):
            session.since = datetime.fromisoformat(since)
        if until := data.get(UNTIL):
            session.expire_date = min(session.expire_date, datetime.fromisoformat(until))
        return session

    def save(self, must_create: bool = False) -> None:
        """Where the disk is full the page goes on without what it would have kept here.

        What somebody did is taken by then: a page that says nothing has changed would not be true.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if not is_full(error):
                raise
            log.error("The disk is full: what a session holds could not be kept.")

    def encode(self, session_dict: dict[str, Any]) -> str:
        return base64.b64encode(_box().encrypt(json.dumps(session_dict).encode())).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Nothing, where the text is not ours: then one signs in again."""
        try:
            found: dict[str, Any] = json.loads(_box().decrypt(base64.b64decode(session_data)))
        except (CryptoError, ValueError):
            return {}
        return found


def _box() -> Aead:
    return Aead(settings.KEYRING.derived("sessions"))


def begin(session: Any, *, browser: Browser, at: datetime) -> None:  # noqa: ANN401 - Django's own has no type
    """Say of a session that somebody has just signed in with it."""
    session[SINCE], session[BROWSER] = at.isoformat(), browser.value
    until = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    session[UNTIL] = until.isoformat()


FAMILIES = {
    "Firefox/": Browser.FIREFOX,
    "Edg": Browser.EDGE,
    "Chrom": Browser.CHROME,  # before Safari, whose name the others give too
    "CriOS/": Browser.CHROME,
    "Safari/": Browser.SAFARI,
}


def family(user_agent: str) -> Browser:
    """The one word that is kept of how a browser describes itself."""
    found = (browser for mark, browser in FAMILIES.items() if mark in user_agent)
    return next(found, Browser.OTHER)
