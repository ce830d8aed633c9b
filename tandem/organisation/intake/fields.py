"""What a file can say about a person, and the headings it is said under."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tandem.organisation.intake.spelling import squeezed


class Field(StrEnum):
    """A column as Tandem reads it. The value is its name in a mapping file."""

    NUMBER = "employee id"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    FULL_NAME = "name"
    EMAIL = "email"
    DEPARTMENT = "department"
    MANAGER = "manager id"
    TITLE = "title"
    LEVEL = "level"
    LOCATION = "location"
    FTE = "fte"
    HIRED = "hire date"
    LEFT = "leave date"
    REASON = "leave reason"


LABELS = {
    Field.NUMBER: _("Employee id"),
    Field.FIRST_NAME: _("First name"),
    Field.LAST_NAME: _("Last name"),
    Field.FULL_NAME: _("Full name"),
    Field.EMAIL: _("E-mail"),
    Field.DEPARTMENT: _("Area"),
    Field.MANAGER: _("Manager’s id"),
    Field.TITLE: _("Title"),
    Field.LEVEL: _("Level"),
    Field.LOCATION: _("Location"),
    Field.FTE: _("Share of full time"),
    Field.HIRED: _("First day"),
    Field.LEFT: _("Last day"),
    Field.REASON: _("Leave reason"),
}

REQUIRED = (Field.NUMBER, Field.DEPARTMENT, Field.HIRED)
DATES = (Field.HIRED, Field.LEFT)

# Within a field the first heading found wins: a path says more than a department's name.
HEADINGS: dict[Field, str] = {
    Field.NUMBER: """
        employee id | employee number | employee no | employee nr | employee code | emp id
        | emp no | emp number | staff id | staff number | staff no | worker id | person id
        | person number | personnel number | personnel id | personnel no | payroll number
        | payroll id | associate id | colleague id | hr id | user id
        | personalnummer | personalnr | personal nr | pers nr | mitarbeiternummer | mitarbeiter id
        | mitarbeiter nr | matricule | numero de matricule | identifiant | id salarie
        | personeelsnummer | personeelsnr | medewerkernummer | medewerker id
        | numero de empleado | id empleado | numero empleado | id de empleado | number | no | id""",
    Field.FIRST_NAME: """
        first name | given name | forename | preferred name | firstname | vorname | prenom
        | voornaam | nombre""",
    Field.LAST_NAME: """
        last name | surname | family name | nachname | familienname | nom de famille | nom
        | achternaam | apellidos | apellido""",
    Field.FULL_NAME: """
        full name | name | employee name | employee | display name | worker name | person name
        | vollstandiger name | mitarbeiter | nom complet | volledige naam | naam
        | nombre completo""",
    Field.EMAIL: """
        email | e mail | work email | email address | e mail address | business email
        | company email | mail | email work | e mail adresse | adresse e mail | courriel
        | e mailadres | correo electronico | correo""",
    Field.DEPARTMENT: """
        department path | org path | organisation path | organization path | area path
        | unit path | hierarchy | department | departement | dept | department name | area
        | org unit | organisation unit | organization unit | organisational unit
        | organizational unit | organisation | organization | unit | business unit | division
        | team | abteilung | organisationseinheit | bereich | service | direction | afdeling
        | organisatie eenheid | departamento | area de trabajo | unidad""",
    Field.MANAGER: """
        manager id | manager employee id | manager number | manager no | manager employee number
        | managers id | supervisor id | supervisor number | line manager id | reports to id
        | boss id | line manager | reports to | supervisor | manager | vorgesetzten nr
        | vorgesetztennummer | vorgesetzter | personalnummer vorgesetzter | id manager
        | matricule manager | matricule responsable | responsable | manager nummer
        | leidinggevende | id leidinggevende | personeelsnummer leidinggevende | id supervisor
        | id del jefe | jefe""",
    Field.TITLE: """
        job title | position title | title | position | job | job name | business title | role
        | stelle | position titel | funktion | stellenbezeichnung | berufsbezeichnung | poste
        | intitule du poste | fonction | functie | functietitel | puesto | cargo""",
    Field.LEVEL: """
        level | grade | job level | job grade | pay grade | management level | band
        | career level | stufe | entgeltgruppe | niveau | echelon | niveau de poste | schaal
        | functieniveau | nivel | grado""",
    Field.LOCATION: """
        location | work location | office | site | location name | workplace | city
        | standort | arbeitsort | ort | lieu de travail | lieu | site de travail | locatie
        | vestiging | standplaats | ubicacion | centro de trabajo""",
    Field.FTE: """
        fte | full time equivalent | fte percent | employment percentage | working time percentage
        | beschaftigungsgrad | vzae | vza | etp | quotite | deeltijdfactor | jornada""",
    Field.HIRED: """
        hire date | original hire date | date of hire | hired on | hired | date hired
        | start date | date of joining | joining date | join date | joined | entry date
        | employment start date | employment start | first day | date started | started on
        | service start date | eintrittsdatum | eintritt | einstellungsdatum | beginn
        | date d embauche | date embauche | date d entree | date entree
        | datum in dienst | indiensttreding | in dienst | datum indiensttreding
        | fecha de contratacion | fecha de alta | fecha de ingreso | fecha alta""",
    Field.LEFT: """
        leave date | leaving date | date of leaving | termination date | date of termination
        | term date | separation date | exit date | last day | last day of work
        | last working day | left on | date left | end date | employment end date
        | employment end | austrittsdatum | austritt | date de depart | date de sortie
        | date sortie | datum uit dienst | uit dienst | uitdiensttreding | fecha de baja
        | fecha baja | fecha de salida""",
    Field.REASON: """
        leave reason | leaving reason | reason for leaving | termination reason
        | separation reason | exit reason | reason of leaving | reason left | termination type
        | reason | austrittsgrund | kundigungsgrund | motif de depart | motif de sortie
        | reden uit dienst | reden vertrek | vertrekreden | motivo de baja
        | motivo de salida""",
}


def _ranked() -> dict[str, tuple[Field, int]]:
    found: dict[str, tuple[Field, int]] = {}
    for field, names in HEADINGS.items():
        for rank, name in enumerate(names.split("|")):
            found.setdefault(squeezed(name), (field, rank))
    return found


RANKED = _ranked()
"""Heading, squeezed, to its field and how well it says it; 0 is best."""
