"""The words under which HR systems say what happened to somebody, and what their status is."""

from __future__ import annotations

from tandem.organisation.intake.spelling import plain

LEAVING = frozenset(
    {
        *("termination", "terminated", "terminate", "ter", "separation", "separated"),
        *("resignation", "resigned", "retirement", "retired", "leaver", "leaving", "left"),
        *("exit", "dismissal", "dismissed", "offboarding", "austritt", "kundigung"),
        *("demission", "licenciement", "sortie", "ontslag", "baja", "despido"),
        *("avslut", "avslutad", "avgang", "uppsagning", "fratrædelse", "fratredelse", "opsigelse"),
        *("oppsigelse", "rozwiazanie", "zwolnienie", "odejscie", "odchod", "ukonceni", "vypoved"),
        *("paattyminen", "irtisanominen", "cessazione", "dimissioni", "licenziamento"),
        *("desligamento", "demissao", "cessacao", "rescisao", "exoneracao", "demitido", "demitida"),
        *("desligado", "desligada", "ausgeschieden", "ausgetreten", "sorti", "cessato", "cessata"),
        *("licenziato", "licenziata", "zwolniony", "zwolniona", "fratradt", "sluttet", "slutat"),
        *("uitdienst", "uitdiensttreding"),
    }
)
BEGINNING = frozenset(
    {
        *("hire", "hired", "hiring", "rehire", "rehired", "reinstatement", "einstellung"),
        *("neueinstellung", "wiedereinstellung", "eintritt", "neueintritt", "wiedereintritt"),
        *("embauche", "reembauche", "recrutement", "indiensttreding"),
        *("contratacion", "recontratacion", "anstallning", "nyanstallning", "ateranstallning"),
        *("ansættelse", "nyansættelse", "ansettelse", "nyansettelse", "zatrudnienie"),
        *("przyjecie", "nastup", "palkkaus", "assunzione", "riassunzione", "admissao"),
        *("readmissao", "reintegracao"),
    }
)
PAID_OUT = (
    *("payout", "pay out", "final pay", "final settlement", "severance pay", "urlaubsabgeltung"),
    *("solde de tout compte", "eindafrekening", "finiquito", "saldo final"),
)
"""What is settled when somebody has left."""
RESCINDED = frozenset(
    {
        *("rescinded", "rescind", "rescission", "withdrawn", "revoked", "cancelled", "canceled"),
        *("reversed", "reversal", "storno", "storniert", "widerrufen", "zuruckgezogen", "annule"),
        *("annulee", "ingetrokken", "herroepen", "anulada", "anulado", "retirada"),
        *("cancellation", "stornierung", "rucknahme", "annulation", "annullamento", "annullato"),
        *("anulacion", "cancelacion", "cancelamento", "cancelada", "cancelado", "estorno"),
        *("anulacao", "reversao", "revogacao", "annullering", "annullerad", "annulleret"),
        *("anulowanie", "cofniecie", "wycofanie", "zruseno"),
    }
)
"""Beside a word of leaving: it was none after all."""
STAYING = frozenset(
    {
        *BEGINNING,
        *("transfer", "transferred", "move", "promotion", "promoted", "demotion", "change", "pay"),
        *("salary", "increase", "review", "absence", "return", "reorganisation", "reorganization"),
        *("wechsel", "organisationswechsel", "stellenwechsel", "umgruppierung", "eingruppierung"),
        *("hohergruppierung", "arbeitszeitanderung", "vertragsanderung", "tariferhohung"),
        *("versetzung", "umsetzung", "beforderung", "anderung", "gehaltsanpassung", "ruckkehr"),
        *("mutation", "transfert", "promu", "changement", "augmentation", "retour"),
        *("overplaatsing", "bevordering", "wijziging", "traslado", "promocion", "cambio"),
        *("promocao", "transferencia", "mudanca", "alteracao", "merito", "dissidio", "reajuste"),
        *("enquadramento", "aumento", "ferias", "afastamento", "licenca", "retorno"),
        *("reestruturacao", "reclassificacao"),
    }
)
"""Words of an event that say what a row is, without accents."""


SECOND = (
    *("additional job", "additional position", "additional assignment", "concurrent"),
    *("second job", "secondary job", "secondary position", "secondary assignment"),
    *("zweitjob", "zweitbeschaftigung", "mehrfachbeschaftigung", "nebenjob"),
    *("emploi secondaire", "second emploi", "tweede baan", "segundo empleo"),
)
"""Words of an event, or of its reason, that tell a job beside another."""

OUT_OF_SERVICE = ("uit dienst", "no longer employed", "nicht mehr beschaftigt", "former employee")
"""Beside `LEAVING`, of an event or a status."""
LEFT = frozenset(
    {
        *("exited", "departed", "withdrawn", "discharged", "deceased", "died", "entlassen"),
        *("verstorben", "parti", "partie", "decede", "decedee", "ontslagen", "overleden"),
        *("despedido", "despedida", "cesado", "cesada", "dimesso", "dimessa", "deceduto"),
        *("falecido", "falecida", "rescindido", "exonerado", "avgatt", "fratratt", "ukonceny"),
    }
)
"""What a status says of somebody who has left, beside `LEAVING`."""
AWAY = frozenset(
    {
        *("medica", "medico", "temporal", "enfermedad", "it", "maternidad", "paternidad"),
        *("laboral", "incapacidad", "accidente", "pending", "notice", "aviso", "previo"),
    }
)
"""Beside a word of leaving in a status: they are on leave, or still here."""


def is_second(words: str) -> bool:
    said = plain(words)
    return any(each in said for each in SECOND)


def is_among(words: frozenset[str], event: str) -> bool:
    return not words.isdisjoint(plain(event).split())


def says_left(event: str) -> bool:
    """Whether what happened is that they left."""
    return is_among(LEAVING, event) or any(each in plain(event) for each in OUT_OF_SERVICE)


def status_says_left(status: str) -> bool:
    """
    >>> status_says_left("DEMITIDO"), status_says_left("Baja médica"), status_says_left("Aktiv")
    (True, False, False)
    """
    if not status or is_among(AWAY, status):
        return False
    return says_left(status) or is_among(LEFT, status)
