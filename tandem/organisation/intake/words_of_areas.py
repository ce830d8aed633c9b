"""What is said of areas that are known, written or called in two ways."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.organisation.intake.kinds import Kind

WORDS_OF_AREAS = {
    Kind.CODE_FIRST: (
        _("%(how)s"),
        _("Say so where it is meant otherwise.\nAt the terminal: --code-first name or code."),
    ),
    Kind.AREA_KNOWN_OTHERWISE: (
        _("“%(value)s” is known as “%(known)s”: its people stay there."),
        _("If the file has the newer name, rename or move the area on its page under Company."),
    ),
    Kind.AREA_SEEMS_RENAMED: (
        ngettext_lazy(
            "“%(known)s” seems to have become “%(value)s”: %(count)s of %(people)s in it is "
            "there in the file, and nobody stands under the old name.",
            "“%(known)s” seems to have become “%(value)s”: %(count)s of its %(people)s people are "
            "there in the file, and nobody stands under the old name.",
            "count",
        ),
        _(
            "Rename or move it first on its page under Company, and check the file again. Or go "
            "on: then it is another area, and its people have moved."
        ),
    ),
    Kind.AREA_WRITTEN_TWICE: (
        ngettext_lazy(
            "“%(value)s” and “%(spaced)s” are read as one area: the sign parts levels here with "
            "blanks around it and without. %(count)s area of the file is written without.",
            "“%(value)s” and “%(spaced)s” are read as one area: the sign parts levels here with "
            "blanks around it and without. %(count)s areas of the file are written without.",
            "count",
        ),
        _(
            "If the sign is part of a name there, write that name without it, or ask whoever runs "
            "Tandem: a mapping says what parts levels."
        ),
    ),
    Kind.AREA_MISSPELT: (
        ngettext_lazy(
            "“%(value)s” in %(count)s row %(how)s “%(known)s” in %(others)s.",
            "“%(value)s” in %(count)s rows %(how)s “%(known)s” in %(others)s.",
            "rows",
        ),
        _(
            "If the same is meant, it is one area. If they are two, each has its own people.\n"
            "For the terminal, give it one name in the file."
        ),
    ),
    Kind.AREA_EMPTIED: (
        _("%(how)s"),
        _(
            "If it is called otherwise now or was split, join its parts.\n"
            "For the terminal, give them one name in the file."
        ),
    ),
    Kind.AREA_NAMED_ANEW: (
        ngettext_lazy(
            "Nobody is in “%(value)s” any more: the last of its people, %(count)s in the file, "
            "left on %(last)s. “%(known)s” has the same code before its name, or the same areas "
            "below it; %(people)s person is there, and nobody left it before that day.",
            "Nobody is in “%(value)s” any more: the last of its people, %(count)s in the file, "
            "left on %(last)s. “%(known)s” has the same code before its name, or the same areas "
            "below it; %(people)s people are there, and nobody left it before that day.",
            "here",
        ),
        _(
            "If it has a new name, it is one area, with all who left it. If they are two, who left "
            "counts in the old one alone.\nFor the terminal, give it one name in the file."
        ),
    ),
}
