"""Who needs a second proof to sign in, and how its secrets are kept.

One rule over roles: whoever sees or does more than an employee and a leader. It is said by
exception, so that a role that comes later is inside the rule until somebody takes it out.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

from django.db import transaction

from tandem.access.keys import SealBroken, wrapped_by
from tandem.access.roles import Employee, Leader, Role
from tandem.access.sealed import keyring
from tandem.access.tiers import Tier

WITH_ONE_PROOF: frozenset[type[Role]] = frozenset({Employee, Leader})
SECRETS = ("secret", "seed")  # of a phone, of the codes on paper; of a passkey there is none


def needs_second_factor(roles: Iterable[type[Role]]) -> bool:
    return any(role not in WITH_ONE_PROOF for role in roles)


def wrapped(text: str) -> str:
    """By the current key, whose id stands in it."""
    return base64.b64encode(keyring().wrap(text.encode(), Tier.PRIVATE)).decode()


def unwrapped(text: str) -> str:
    """Raises SealBroken, naming the key that is missing."""
    raw = base64.b64decode(text)
    return keyring(holding=wrapped_by(raw)).unwrap(raw, Tier.PRIVATE).decode()


def unreadable() -> int:
    """Second factors whose secrets do not open with the keys there are. Reads only."""
    from allauth.mfa.models import Authenticator

    return sum(not _opens(data) for data in Authenticator.objects.values_list("data", flat=True))


def _opens(data: Mapping[str, str]) -> bool:
    try:
        for name in SECRETS:
            if name in data:
                unwrapped(data[name])
    except SealBroken:
        return False
    return True


def wrapped_with() -> list[str]:
    """Of each second factor that has secrets, the id of the key that wraps them. Reads only."""
    from allauth.mfa.models import Authenticator

    every = Authenticator.objects.values_list("data", flat=True)
    return [keys[0] for keys in map(_keys, every) if keys]


def wrap_anew() -> int:
    """Hand the secrets of every second factor to the current key. Safe to run twice.

    What does not open stays as it is, and is counted by `unreadable`.
    """
    from allauth.mfa.models import Authenticator

    count = 0
    for pk in Authenticator.objects.values_list("pk", flat=True):
        with transaction.atomic():
            held = Authenticator.objects.select_for_update().get(pk=pk)
            if {*_keys(held.data)} - {keyring().current} and _opens(held.data):
                names = [name for name in SECRETS if name in held.data]
                held.data |= {name: wrapped(unwrapped(held.data[name])) for name in names}
                held.save(update_fields=["data"])
                count += 1
    return count


def _keys(data: Mapping[str, str]) -> list[str]:
    return [wrapped_by(base64.b64decode(data[name])) for name in SECRETS if name in data]
