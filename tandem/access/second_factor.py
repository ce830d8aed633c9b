"""Who needs a second proof to sign in: one rule over roles.

Whoever sees or does more than an employee and a leader. It is said by exception, so that a role
that comes later is inside the rule until somebody takes it out.
"""

from __future__ import annotations

from collections.abc import Iterable

from tandem.access.roles import Employee, Leader, Role

WITH_ONE_PROOF: frozenset[type[Role]] = frozenset({Employee, Leader})


def needs_second_factor(roles: Iterable[type[Role]]) -> bool:
    return any(role not in WITH_ONE_PROOF for role in roles)
