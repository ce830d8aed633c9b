"""A list of its own, which rooms add to: where promises come from."""

from django.db import models


class Source(models.TextChoices):
    """Where a promise came from."""

    LINE = "line", "the quick line"
    FORM = "form", "the form"
    AREA = "area", "an area's numbers"
    SIGNAL = "signal", "what was noticed about a pair"
    REMINDER = "reminder", "a reminder to oneself"
    INSTEAD = "instead", "another promise, whose place it takes"
