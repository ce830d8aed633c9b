"""Words for leaving that only seem to be own choice: each house counts them its own way.

Who resigns for the employer's fault has resigned, and many count it as the company's. "Personal
reasons" stand among the employee's in one house and among the employer's in another. Nothing of
this is assumed: whoever imports says it.
"""

from __future__ import annotations

EMPLOYERS_FAULT = (
    *("constructive", "fault of the employer", "employer s fault", "prise d acte"),
    *("faute de l employeur", "faute employeur", "torts de l employeur", "torts employeur"),
    *("despido indirecto", "autodespido", "incumplimiento del empresario", "z winy pracodawcy"),
    *("colpa del datore", "provocerad uppsagning", "arbetsgivarens fel"),
)
"""Whatever else is said: it ended by the employee's word, for what the employer did."""
JUST_CAUSE = (
    *("giusta causa", "justa causa", "causa justa", "just cause", "good reason", "good cause"),
    *("wichtigem grund", "wichtiger grund", "fristlos", "dringende reden"),
)
"""Beside a word of own choice: a dismissal may have a just cause too, and is one for certain."""
RESIGNING = (
    *("eigenkundigung", "eigene kundigung", "durch arbeitnehmer", "durch den arbeitnehmer"),
    *("kundigung arbeitnehmer", "arbeitnehmerkundigung", "pelo trabalhador"),
    *("ontslag door werknemer", "ontslag genomen", "opzegging door werknemer"),
)
"""Words of own choice beside which a just cause is not what ended it by the company."""
PERSONAL = (
    *("personal reason", "personal circumstance", "personal ground", "personliche grunde"),
    *("personlichen grunden", "raisons personnelles", "raison personnelle"),
    *("motifs personnels", "motif personnel", "persoonlijke redenen", "persoonlijke reden"),
    *("persoonlijke omstandigheden", "motivos personales", "razones personales"),
    *("motivo personal", "asuntos personales", "motivi personali", "ragioni personali"),
    *("motivo personale", "motivos pessoais", "razoes pessoais", "motivo pessoal"),
    *("przyczyny osobiste", "przyczyn osobistych", "powody osobiste", "powodow osobistych"),
    *("wzgledy osobiste", "wzgledow osobistych", "personliga skal", "personlige arsager"),
    *("personlige grunde", "personlige arsaker", "personlige grunner"),
    *("osobni duvody", "osobnich duvodu", "henkilokohtaiset syyt"),
    *("henkilokohtaisista syista",),
)
"""Alone, without a word that says who ended it."""


def is_for_the_employers_fault(said: str) -> bool:
    """said: in plain words.

    >>> is_for_the_employers_fault("constructive dismissal")
    True
    >>> is_for_the_employers_fault("eigenkundigung aus wichtigem grund")
    True
    >>> is_for_the_employers_fault("kundigung durch arbeitgeber aus wichtigem grund")
    False
    """
    if any(each in said for each in EMPLOYERS_FAULT):
        return True
    return has_a_just_cause(said) and any(each in said for each in RESIGNING)


def has_a_just_cause(said: str) -> bool:
    return any(each in said for each in JUST_CAUSE)


def is_personal(said: str) -> bool:
    """Whether personal reasons are told. said: in plain words."""
    return any(each in said for each in PERSONAL)
