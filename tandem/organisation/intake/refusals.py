"""Why a checked import is not applied."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class UnableToApply(PermissionDenied):
    """The message is shown to the person who tried."""


class ManyChanges(UnableToApply):
    """Somebody must say first that this is meant: more leave or change than usual."""
