"""What the pages say about a vision: who reads it, and where it stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tandem.access.tiers import Tier


def readers_words(readers: Tier, area: str) -> str:
    if readers is Tier.OPEN:
        return _("Everybody who works here")
    said = _("Who leads %(area)s or an area above it, their HR partners, and the head of HR")
    return said % {"area": area}


def with_your_yes(readers: Tier, area: str, name: str) -> str:
    """Said before the second yes, in full: who will read it, and where."""
    words = {"area": area, "name": name}
    if readers is Tier.OPEN:
        return (
            _(
                "With your yes both of you have signed it, and everybody who works here can read "
                "it, with both your names: on who owns what in %(area)s, and on the page of "
                "%(area)s. Until then only you and %(name)s can."
            )
            % words
        )
    return (
        _(
            "With your yes both of you have signed it, and who leads %(area)s or an area above it, "
            "their HR partners and the head of HR can read it, with both your names, on the page "
            "of %(area)s. Until then only you and %(name)s can."
        )
        % words
    )
