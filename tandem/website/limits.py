"""How often somebody may try. Counted in the memory of this process, by nobody's address.

allauth counts by the address of a machine. What it is given here is a keyed hash of it: the key is
drawn when the process starts and anew every day, and is never written down. So what is counted
cannot be traced to a machine, not even by who reads this memory tomorrow.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections import Counter
from datetime import date
from threading import Lock

from django.http import HttpRequest

LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "invitation": "20/m/ip",
    "sign_on": "20/m/ip",
}
CODES_A_DAY = 30  # of 1,000,000 three fit at a time
PREFIX = {4: 32, 6: 64}  # of a household or an office, not of one of its machines


class DailyKey:
    """Drawn anew on the first question of a day."""

    def __init__(self) -> None:
        self.day, self.key = date.min, b""

    def of(self, today: date) -> bytes:
        if today != self.day:
            self.day, self.key = today, secrets.token_bytes(32)
        return self.key


_KEY = DailyKey()


class Guesses:
    """Of codes on one day, by account. There are no more entries than accounts.

    Not in the cache, where whoever makes enough entries of other names pushes the oldest out.
    """

    def __init__(self) -> None:
        self.day, self.counts, self.lock = date.min, Counter[object](), Lock()

    def is_too_often(self, account: object, today: date) -> bool:
        """Whether this one is too many. It counts."""
        with self.lock:
            if today != self.day:
                self.day, self.counts = today, Counter()
            self.counts[account] += 1
            return self.counts[account] > CODES_A_DAY

    def forget(self, account: object) -> None:
        with self.lock:
            del self.counts[account]

    def forget_all(self) -> None:
        with self.lock:
            self.counts.clear()


CODES = Guesses()


def counted_as(address: str, today: date) -> str:
    """What stands for an address in the counters of today."""
    return hashlib.blake2b(
        network(address).encode(), key=_KEY.of(today), digest_size=16
    ).hexdigest()


def network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{found}/{PREFIX[found.version]}", strict=False))


def is_too_often(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Whether this try is one too many. It counts, whichever method it came by."""
    from allauth.core.internal import ratelimit

    return not ratelimit.consume(
        request, app="allauth.account", action=action, key=key, limit_get=True
    )
