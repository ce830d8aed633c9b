"""A promise whose words its two have deleted: what is said in their place."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tandem.partnership.commitments.models import Commitment


def is_without_words(commitment: Commitment) -> bool:
    """With its key gone none of it opens; every other promise has one, a draft too."""
    return commitment.wrapped_key is None


def what_of(commitment: Commitment) -> str:
    """What it was, or that both deleted the words."""
    if is_without_words(commitment):
        return _("Words deleted by both of you")
    what: str = commitment.what
    return what
