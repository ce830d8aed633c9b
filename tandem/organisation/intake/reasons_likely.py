"""What a word for leaving likely means, where nothing says it for certain: proposed, never assumed.

"RC" beside "Rupture conventionnelle" is short for it; "Better hours" is hardly the company's word.
Whoever brings the file in sees the proposal beside the word, and one look settles all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tandem.organisation.intake.counts.nearness import SLIP, is_short_for, letters_shared
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.unsure import is_for_the_employers_fault, is_personal
from tandem.organisation.models import Meaning

LIKELY: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    (
        Meaning.NOT_A_LEAVING,
        (
            *("error", "test", "duplicate", "did not start", "never started", "on leave"),
            *("leave of absence", "maternity", "parental leave", "career break", "sabbatical"),
            *("unpaid leave", "secondment", "promotion", "agency", "temp", "contractor"),
            *("elternzeit", "mutterschutz", "mutterschaft", "unbezahlter urlaub", "leiharbeit"),
            "einsatzende",
            *("zeitarbeit", "excedencia", "ett", "interim", "interimaire", "conge parental"),
            *("conge maternite", "conge sans solde", "uitzend", "ouderschapsverlof", "detachering"),
            *("orlov", "barsel", "foraldraledig", "permisjon", "urlop", "aspettativa"),
            *("indlejet", "innleid", "inhyrd"),
        ),
    ),
    (
        Meaning.INVOLUNTARY,
        (
            *("invol", "attendance", "absenteeism", "conduct", "capability", "insubordination"),
            *("let go", "position closed", "closure", "reorgani", "not suitable", "sosr", "vr"),
            *("abandonment", "no call no show", "ungeeignet", "probezeit ag", "sanierung"),
            *("inaptitude", "insuffisance", "afsked", "besparelse", "opsagt i prøvetid"),
            *("nedbemann", "ersatzlos", "schliessung", "cierre", "fermeture", "sluiting"),
        ),
    ),
    (
        Meaning.RETIREMENT,
        ("ahv", "pensionerad", "age limit", "vut", "prepensioen", "preretraite", "vorruhestand"),
    ),
    (
        Meaning.OTHER,
        (
            *("ltd", "medical", "ill health", "disability", "invalidit", "iv", "krankheit"),
            *("work permit", "relocation of business", "outsourc", "spin off", "sale of business"),
            *("midlertidig", "projekt slut", "prosjekt", "studentjob", "sommer", "ferienjob"),
            *("apprentice", "trainee", "praktik", "lehrling", "elev", "stage", "ferie"),
            *("temporary contract", "kontrakt", "contrat"),
        ),
    ),
    (
        Meaning.VOLUNTARY,
        (
            *("vol", "pay", "salary", "compensation", "benefits", "commute", "hours", "workload"),
            *("work life", "dissatisf", "management", "career", "promotion elsewhere", "family"),
            *(
                "childcare",
                "moved away",
                "moved abroad",
                "moving away",
                "relocat",
                "education",
                "study",
                "studies",
                "school",
            ),
            *("travel", "offer", "stress", "weiterbildung", "herausforderung", "wegzug", "wohnort"),
            *("lohn", "familie", "flytning", "flytting", "utdanning", "uddannelse", "studie"),
            *("udrejse", "formation", "suivi de conjoint", "demenagement", "carriere", "reisen"),
        ),
    ),
)
"""Read from the top; whole words, or the beginnings of words."""
SHORT = 4  # letters of a fragment that has to be a whole word


def likely(word: str, known: Mapping[str, Meaning]) -> Meaning | None:
    """known: what the other words of the file mean, the same word or what it is short for.

    >>> likely("RC", {"Rupture conventionnelle": Meaning.OTHER}).value
    'other'
    >>> likely("Better hours", {}).value, likely("Personal reasons", {}), likely("misc", {})
    ('voluntary', None, None)
    """
    said = plain(word)
    if not said or is_personal(said) or is_for_the_employers_fault(said):
        return None
    meant = {of for other, of in known.items() if is_the_same(said, plain(other))}
    if len(meant) == 1:
        return meant.pop()
    return next((of for of, fragments in LIKELY if begins_a_word(fragments, said)), None)


def is_the_same(said: str, other: str) -> bool:
    if is_short_for(said, other) or is_short_for(other, said):
        return True
    return letters_shared(said, other) >= SLIP


def begins_a_word(fragments: Iterable[str], said: str) -> bool:
    """A short one has to be the whole word.

    >>> begins_a_word(["vr"], "vr"), begins_a_word(["vr"], "vrij")
    (True, False)
    """
    return any(
        f" {each} " in f" {said} " if len(each) <= SHORT else f" {each}" in f" {said}"
        for each in fragments
    )
