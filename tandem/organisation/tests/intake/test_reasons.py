"""What the leave reasons of HR systems mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.intake.reason_words import CLASSES, MAY_BE_WHY, WHOLE_WORDS
from tandem.organisation.intake.reasons import Understood, is_of_leaving, understand
from tandem.organisation.intake.spelling import plain, says_nothing, squeezed, tidy
from tandem.organisation.models import Reason

VOLUNTARY, RETIREMENT = Reason.VOLUNTARY, Reason.RETIREMENT
INVOLUNTARY, OTHER = Reason.INVOLUNTARY, Reason.OTHER


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Quit", VOLUNTARY),
        ("RESIGNATION", VOLUNTARY),
        ("Voluntary resignation", VOLUNTARY),
        ("voluntary", VOLUNTARY),
        ("Own choice", VOLUNTARY),
        ("Better offer elsewhere", VOLUNTARY),
        ("Eigenkündigung", VOLUNTARY),
        ("Kündigung durch Arbeitnehmer", VOLUNTARY),
        ("Démission", VOLUNTARY),
        ("Fin de période d'essai (salarié)", VOLUNTARY),
        ("Fin de période d’essai employeur", INVOLUNTARY),
        ("Op eigen verzoek", VOLUNTARY),
        ("Baja voluntaria", VOLUNTARY),
        ("Retirement", RETIREMENT),
        ("Early retirement", RETIREMENT),
        ("Pension", RETIREMENT),
        ("Pensionierung", RETIREMENT),
        ("Rente", RETIREMENT),
        ("Retraite", RETIREMENT),
        ("Pensioen", RETIREMENT),
        ("Jubilación", RETIREMENT),
        ("Dismissal", INVOLUNTARY),
        ("Involuntary", INVOLUNTARY),  # though "voluntary" stands in it
        ("Involuntary termination", INVOLUNTARY),
        ("Redundancy", INVOLUNTARY),
        ("Voluntary redundancy", INVOLUNTARY),  # the job went, not only the person
        ("RIF", INVOLUNTARY),
        ("Laid off", INVOLUNTARY),
        ("Fired", INVOLUNTARY),
        ("Kündigung durch Arbeitgeber", INVOLUNTARY),
        ("Licenciement", INVOLUNTARY),
        ("Ontslag door werkgever", INVOLUNTARY),
        ("Despido", INVOLUNTARY),
        ("Death", OTHER),
        ("Deceased", OTHER),
        ("End of contract", OTHER),
        ("Contract expired", OTHER),
        ("Mutual agreement", OTHER),
        ("Vertragsende", OTHER),
        ("Fin de contrat", OTHER),
        ("Einde contract", OTHER),
        ("Décès", OTHER),
        ("Other", OTHER),
        ("Sonstiges", OTHER),
    ],
)
def test_the_usual_words_have_a_class(words: str, reason: Reason) -> None:
    assert understand(words) == Understood(reason)


IN_LANGUAGES = """
    German | voluntary | Kündigung durch den Arbeitnehmer; Kündigung AN; Umzug
    German | involuntary | Kündigung durch den Arbeitgeber; Kündigung AG; Entlassung
    German | retirement | Altersrente; Versetzung in den Ruhestand; Vorruhestand; Erwerbsminderung
    German | other | Befristet; Fristablauf; Aufhebungsvertrag; Tod; Sonstige Gründe
    German | transfer | Versetzung; Versetzung in Konzern; Konzernwechsel
    French | voluntary | Démission; Départ volontaire; Convenance personnelle
    French | involuntary | Licenciement économique; Licencié; Faute grave; Suppression de poste
    French | retirement | Départ à la retraite; Préretraite; Mise à la retraite
    French | other | Fin de CDD; Fin de mission; Rupture d’un commun accord; Décès; Autres
    French | transfer | Mutation; Mutation interne; Transfert
    Dutch | voluntary | Ontslag op eigen verzoek; Andere baan; Vrijwillig vertrek
    Dutch | involuntary | Reorganisatie; Onvrijwillig – boventallig; Proeftijd niet doorstaan
    Dutch | retirement | Pensioen; Vervroegd pensioen; Pensionering
    Dutch | other | Einde contract; Van rechtswege; Vaststellingsovereenkomst; Overleden
    Dutch | transfer | Overplaatsing
    Spanish | voluntary | Baja voluntaria; Dimisión; Renuncia
    Spanish | involuntary | Despido disciplinario; Baja involuntaria; Causas objetivas
    Spanish | retirement | Jubilación anticipada; Jubilado
    Spanish | other | Fin de contrato; Fin de obra; Defunción; Mutuo acuerdo; Otros
    Spanish | transfer | Traslado; Transferencia
    Italian | voluntary | Dimissioni; Dimissioni volontarie; Dimissioni – Motivi personali
    Italian | involuntary | Licenziamento; Licenziato; Mancato superamento della prova
    Italian | retirement | Pensionamento; In pensione
    Italian | other | Scadenza del contratto; Decesso; Risoluzione consensuale; Altro
    Italian | transfer | Trasferimento
    Portuguese | voluntary | Pedido de demissão; Saída voluntária
    Portuguese | involuntary | Despedimento; Demissão sem justa causa
    Portuguese | retirement | Aposentadoria; Reforma
    Portuguese | other | Fim de contrato; Falecimento; Outros
    English | transfer | Transfer; Transfer to subsidiary; Group transfer
    English | voluntary | Relocation after transfer of spouse
"""


@pytest.mark.parametrize("row", IN_LANGUAGES.strip().splitlines())
def test_the_usual_words_of_the_languages_of_headings_have_a_class(row: str) -> None:
    _language, said, words = (each.strip() for each in row.split("|"))
    out = said == "transfer"
    for each in words.split(";"):
        assert understand(each) == Understood(OTHER if out else Reason(said), out=out), each


FROM_HOUSE_TO_HOUSE = """
    Dimissioni – Giusta causa; Giusta causa; Resignation for just cause; Constructive dismissal
    Démission pour faute de l’employeur; Prise d’acte; Eigenkündigung aus wichtigem Grund
    Fristlose Eigenkündigung; Voluntary – Good reason; Despido indirecto
    Rozwiązanie umowy przez pracownika z winy pracodawcy; Rescisão pelo trabalhador, justa causa
    Personal reasons; Other personal reasons; Persönliche Gründe; Raisons personnelles
    Persoonlijke redenen; Motivos personales; Motivi personali; Motivos pessoais
    Przyczyny osobiste; Z powodów osobistych; Personliga skäl; Personlige årsager
    Osobní důvody; Henkilökohtaiset syyt
"""


@pytest.mark.parametrize("row", FROM_HOUSE_TO_HOUSE.strip().splitlines())
def test_what_means_this_in_one_house_and_that_in_another_is_asked_about(row: str) -> None:
    for each in row.split(";"):
        assert understand(each) is None, each
        assert is_of_leaving(each), each


CERTAIN = """
    voluntary   | Resigned – personal reasons; Dimissioni – Motivi personali; Voluntary – Personal
    voluntary   | Egen uppsägning – personliga skäl; Personal reasons (better offer)
    involuntary | Licenziamento – Giusta causa; Fristlose Kündigung; Dismissal for good cause
    involuntary | Despedimento por justa causa; Kündigung durch Arbeitgeber aus wichtigem Grund
"""


@pytest.mark.parametrize("row", CERTAIN.strip().splitlines())
def test_where_something_else_says_who_ended_it_nothing_is_asked(row: str) -> None:
    said, words = (each.strip() for each in row.split("|"))
    for each in words.split(";"):
        assert understand(each) == Understood(Reason(said)), each


@pytest.mark.parametrize(
    ("words", "reason", "out"),
    [
        ("Transfer Out - Individual Transfer", OTHER, True),
        ("Transfer Out - Mass Transfer", OTHER, True),
        ("Quit", VOLUNTARY, False),
        ("Retirement - Voluntary", RETIREMENT, False),  # kept apart from own choice
        ("Retirement - Early Out", RETIREMENT, False),
        ("Retirement - Disability", RETIREMENT, False),
        ("Retirement - Other", RETIREMENT, False),
        ("Reduction In Force (RIF)", INVOLUNTARY, False),
        ("Termination or Removal (Discipline/Performance)", INVOLUNTARY, False),
        ("Termination (Expired Appt/Other)", OTHER, False),  # an appointment that ended
        ("Death", OTHER, False),
        ("Other Separation", OTHER, False),
    ],
)
def test_the_reasons_of_the_federal_separations(words: str, reason: Reason, out: bool) -> None:
    assert understand(words) == Understood(reason, out=out)


@pytest.mark.parametrize(
    "words",
    [
        "Kündigung",  # and do not say whose
        "Demissão",  # gone or sent, by country
        "Ausschreibung",  # no "durch an", no "tod"
        "Methodenwechsel",  # though "tod" nearly stands in it
        "Permutation",
        "Termination",  # some systems write it for every leaving
        "Left",
        "Suspension",  # though "pension" stands in it
        "Terrific",  # though "rif" does
        "Mother",  # though "other" does
        "Code 17",
        "😀",
        "",
    ],
)
def test_words_that_say_nothing_have_no_class(words: str) -> None:
    assert understand(words) is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Resigned - dissatisfied with performance review", Reason.VOLUNTARY),
        ("Voluntary: better pension", Reason.VOLUNTARY),
        ("Resigned - visa", Reason.VOLUNTARY),
        ("Resignation (before contract end)", Reason.VOLUNTARY),
        ("Quit after restructuring", Reason.VOLUNTARY),
        ("Eigenkündigung, befristet", Reason.VOLUNTARY),
        ("Resigned - death in the family", Reason.VOLUNTARY),
        # What is no reason of theirs decides before how it begins.
        ("Voluntary retirement", Reason.RETIREMENT),
        ("Voluntary redundancy", Reason.INVOLUNTARY),
        ("Resigned instead of dismissal", Reason.INVOLUNTARY),
        # And where nobody is said to have resigned, the weak words decide as ever.
        ("Performance", Reason.INVOLUNTARY),
        ("Poor performance - resignation requested", Reason.INVOLUNTARY),
        ("Pension", Reason.RETIREMENT),
        ("Visa expired", Reason.OTHER),
    ],
)
def test_who_ended_it_decides_before_why(words: str, reason: Reason) -> None:
    understood = understand(words)
    assert understood is not None
    assert understood.reason == reason


def test_every_fragment_passed_over_is_one_of_the_table() -> None:
    assert {each for _reason, fragments in CLASSES for each in fragments} >= MAY_BE_WHY


def test_every_fragment_of_the_table_is_written_as_it_is_looked_for() -> None:
    """An accent or a capital letter in the table would never be found."""
    for _reason, fragments in CLASSES:
        for fragment in fragments:
            assert plain(fragment) == fragment


def test_every_fragment_is_found_by_itself() -> None:
    every = {fragment for _reason, fragments in CLASSES for fragment in fragments}
    assert every >= WHOLE_WORDS
    for fragment in every:
        assert understand(fragment) is not None, fragment


@given(st.text(max_size=40))
def test_case_and_punctuation_do_not_matter(words: str) -> None:
    assert understand(f" {words} ") == understand(words)


# Spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Employee ID", "employee_id"),
        ("Employee ID", "EMPLOYEE-ID"),
        ("Prénom", "prenom"),
        ("Straße", "STRASSE"),
        ("Date d’embauche", "date d'embauche"),
        ("Ｎａｍｅ", "name"),  # wide letters
    ],
)
def test_words_are_compared_without_case_accents_and_marks(one: str, other: str) -> None:
    assert squeezed(one) == squeezed(other)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  Ann \n Lund ", "Ann Lund"),
        ("Jose\u0301", "José"),  # composed, so that equal names are equal
        ("a\u00a0b", "a b"),
        ("שרה", "שרה"),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
        ("", ""),
    ],
)
def test_text_is_stored_tidily(text: str, stored: str) -> None:
    assert tidy(text) == stored
    assert tidy(stored) == stored


@pytest.mark.parametrize(
    "text", ["", "-", "–", "N/A", "#N/A", "null", "NULL", "None", "00.00.0000", "0000-00-00"]
)
def test_words_for_nothing_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["0", "Na", "No", "x"])
def test_short_words_may_say_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            Reason.VOLUNTARY,
            "Opsigelse fra medarbejder; Opsagt af medarbejder; Selv sagt op; Nyt job; Ny tjänst;"
            "Kündigung MA; Kündigung Mitarbeitende; Neue Stelle; Better pay; Left for competitor;"
            "Return to education; Relocating; Self-employment",
        ),
        (
            Reason.INVOLUNTARY,
            "Opsigelse fra arbejdsgiver; Opsigelse fra virksomheden; Fyret; Bortvisning; Avskjed;"
            "Kündigung durch Firma; Restrukturierung; Position Elimination; Unsuccessful probation;"
            "Policy violation; Some other substantial reason; Compulsory redundancy",
        ),
        (Reason.RETIREMENT, "AFP; AOW; Seniorpension; Folkepension"),
        (
            Reason.OTHER,
            "End of FTC; End of season; TUPE; Settlement agreement; Internship ended; Lehrende;"
            "Vikariat ophørt; Kontraktudløb; Død; Afgået ved døden; Gensidig aftale;"
            "Førtidspension; Annet; Andet; Diverse; Midl. stilling utløpt; Ufør; Fin de campaña;"
            "Fin contrat d'apprentissage;"
            "im gegenseitigen Einvernehmen; Incapacidad permanente",
        ),
    ],
)
def test_words_that_houses_write_by_hand(reason: Reason, words: str) -> None:
    assert {each.strip(): of_class(each) for each in words.split(";")} == {
        each.strip(): reason for each in words.split(";")
    }


@pytest.mark.parametrize(
    "words", ["Abteilungswechsel", "Intern flytning", "Cambio de área", "Moved department"]
)
def test_a_move_within_the_house_is_seen(words: str) -> None:
    understood = understand(words)
    assert understood is not None
    assert understood.out


def of_class(words: str) -> Reason | None:
    understood = understand(words)
    return understood.reason if understood else None
