"""Every page of the product as a member of the cast meets it, and the mock-up beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.demo.company import invent
from tandem.demo.export import export_with_three_mistakes
from tandem.organisation.models import Area, Import, Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.models import Pair
from tandem.partnership.testing import TUESDAY
from tandem.rooms.company import duty_files, uploads


@dataclass(frozen=True)
class Shot:
    """One page: who looks, where, and the name of the mock-up it is held against."""

    name: str
    who: str
    address: Callable[[], str]
    mock_up: str = ""


def area(name: str) -> str:
    return Area.objects.get(name=name).get_absolute_url()


def person(first: str, last: str) -> Person:
    return Person.objects.get(first_name=first, last_name=last)


def pair() -> str:
    sam, mira = person("Sam", "Lindqvist"), person("Mira", "Okafor")
    return Pair.objects.of_two(sam, mira).still().get().get_absolute_url()


def promise(what: str) -> Commitment:
    mira = person("Mira", "Okafor")
    return next(each for each in Commitment.objects.visible_to(mira) if each.what == what)


def answer(what: str, act: str) -> str:
    return reverse("commitments:act", args=[promise(what).pk, act])


def applied_import() -> str:
    applied = Import.objects.applied().latest("applied_at")
    return reverse("company:import", args=[applied.pk])


def checked_import() -> str:
    """The company's own export with three mistakes, checked and waiting."""
    waiting = Import.objects.waiting().first()
    if waiting is None:
        content = export_with_three_mistakes(invent(TUESDAY.date())).text.encode()
        file = SimpleUploadedFile("personnel-november.csv", content)
        uploads.receive(file, full_roster=False, by=person("Mira", "Okafor"), at=TUESDAY)
        waiting = Import.objects.waiting().get()
    return reverse("company:import", args=[waiting.pk])


def invite() -> str:
    stranger = Person.objects.here_on(TUESDAY.date()).filter(account=None).first()
    assert stranger is not None
    return reverse("company:invite", args=[stranger.pk])


def named(address: str) -> Callable[[], str]:
    return lambda: reverse(address)


def operations(name: str, *args: str) -> str:
    return reverse(name, args=[Area.objects.get(name="Operations").pk, *args])


def duties_checked() -> str:
    """Two duties that would change, and a row that needs a word."""
    rows = "Area,Leader,HR partner,Since\nQuality,,V-20481,2026-11-02\nNowhere,V-20481,,\n"
    file = SimpleUploadedFile("duties.csv", rows.encode())
    return reverse("company:duties_checked", args=[duty_files.keep(file, "Autumn review")])


PEOPLE_SIDE = (
    Shot("roles", "mira", named("company:roles")),
    Shot("roles-of-an-administrator", "pia", named("company:roles")),
    Shot("give-a-role", "mira", lambda: reverse("company:give_role", args=["chro"]) + "?q=an"),
    Shot("area-and-its-two", "mira", lambda: operations("company:area")),
    Shot("give-a-duty", "mira", lambda: operations("company:give_duty", "leads") + "?q=an"),
    Shot("duties-file", "mira", named("company:duties_file")),
    Shot("duties-checked", "mira", duties_checked),
    Shot("pairs-suggested", "mira", named("company:suggestions")),
    Shot("invitations", "mira", named("company:invitations")),
    Shot("invite-many", "mira", lambda: reverse("company:invite_many") + "?who=everybody"),
)
THEMES = "Exit themes for the night shift, one page"
PAGES = (
    Shot("welcome", "-", named("demo:welcome"), "welcome"),
    Shot("sign-in", "-", named("account_login")),
    Shot("today", "mira", named("today:page"), "today"),
    Shot("today-of-a-new-leader", "priya", named("today:page"), "today-first"),
    Shot("today-of-an-employee", "kim", named("today:page")),
    Shot("partners", "mira", named("pairs:list")),
    Shot("pair", "mira", pair, "pair"),
    Shot("promises", "mira", named("commitments:list")),
    Shot("promise", "mira", lambda: promise(THEMES).get_absolute_url()),
    Shot("renegotiate", "mira", lambda: answer(THEMES, "renegotiate")),
    Shot("new-promise", "mira", named("commitments:new")),
    Shot("find-an-area", "mira", named("areas:find")),
    Shot("area", "mira", lambda: area("Operations"), "area"),
    Shot("area-of-nine", "noor", lambda: area("Quality")),
    Shot("whole-company", "helen", lambda: area("Varnholm Foods")),
    Shot("company", "mira", named("company:page")),
    Shot("choose-a-file", "mira", named("company:new_import")),
    Shot("import-checked", "mira", checked_import, "import"),
    Shot("import-applied", "mira", applied_import),
    Shot("pair-by-hand", "mira", named("company:pair")),
    Shot("invite", "mira", invite),
    *PEOPLE_SIDE,
    Shot("me", "mira", named("me")),
    Shot("change-password", "mira", named("account_set_password")),
    Shot("sign-out", "mira", named("account_logout")),
    Shot("components", "mira", named("demo:components"), "components"),
)
