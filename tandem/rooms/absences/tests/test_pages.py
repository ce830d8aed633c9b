"""The pages of days away, deputies and crunch, as each of the two meets them."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.organisation import absences, deputies
from tandem.organisation.models import Absence, AbsenceKind, Crunch, Deputy, Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, hire, leave

TODAY, FRI = TUESDAY.date(), date(2026, 11, 27)
PAGE, ENTER, DEPUTY = "/app/away/", "/app/away/new/", "/app/away/deputy/"


def sick(person: Person, last: date | None = FRI) -> Absence:
    return absences.enter(
        person=person, first=TODAY, last=last, kind=AbsenceKind.SICKNESS, by=person, at=TUESDAY
    )


def acts(deputy: Person, whom: Person) -> Deputy:
    named = deputies.name_deputy(deputy=deputy, first=TODAY, last=FRI, by=whom, at=TUESDAY)
    return deputies.accept(deputy=named, by=deputy, at=TUESDAY)


def sam_asks_mira(cast: Cast) -> Commitment:
    said = Said(what="Exit themes, one page", due_on=FRI)
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def test_the_person_enters_days_reads_what_it_is_and_ends_it(cast: Cast, sign_in: SignIn) -> None:
    mira = sign_in(cast.mira)
    typed = {"first": "2026-11-24", "last": "2026-11-27", "kind": "sickness"}
    shown = mira.post(ENTER, typed, follow=True).text
    assert "Entered until Fri 27 Nov. Clocks of your promises wait." in shown
    assert "Sickness" in shown
    for what in ("Exit themes", "Pay bands"):
        said = Said(what=what, due_on=FRI)
        actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
    today = mira.get("/app/").text
    assert today.count("You are away until Fri 27 Nov; the clock waits.") == 1  # not in every row
    entered = Absence.objects.get()
    assert "Welcome back" in mira.post(f"{PAGE}{entered.pk}/end/", follow=True).text
    assert "No days are entered." in mira.get(PAGE).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"first": "", "last": "", "kind": ""}, "Pick the first day."),
        ({"first": "2026-11-27", "last": "2026-11-24", "kind": "leave"}, "comes before the first"),
        ({"first": "2026-10-01", "last": "2026-10-02", "kind": "leave"}, "up to 7 days afterwards"),
        ({"first": "2026-11-24", "last": "", "kind": "holiday"}, "holiday"),
    ],
)
def test_a_faulty_form_comes_back_with_its_reason_and_what_was_typed(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], words: str
) -> None:
    found = sign_in(cast.mira).post(ENTER, typed)
    assert found.status_code == 422
    assert words in found.text
    assert typed["first"] in found.text
    assert not Absence.objects.exists()


@pytest.mark.parametrize("who", ["sam", "ana", "farid", "helen", "kim"])
def test_nobody_else_reads_what_it_is_wherever_they_look(
    cast: Cast, sign_in: SignIn, who: str
) -> None:
    promise = sam_asks_mira(cast)
    sick(cast.mira)
    acts(cast.kim, cast.mira)
    reader = sign_in(getattr(cast, who))
    pages = [reverse("today:page"), reverse("commitments:list"), promise.get_absolute_url(), PAGE]
    pages += [f"{reverse('commitments:new')}?with={cast.mira.pk}", cast.mira.get_absolute_url()]
    shown = "".join(reader.get(page).text for page in pages)
    assert "sickness" not in shown.lower()
    assert "Mira is away until Fri 27 Nov; the clock waits." in shown, "naming her says the days"


def test_naming_somebody_says_that_they_are_away_before_it_is_sent(
    cast: Cast, sign_in: SignIn
) -> None:
    sick(cast.mira)
    acts(cast.kim, cast.mira)
    sam = sign_in(cast.sam)
    said = "Mira is away until Fri 27 Nov; the clock waits. Kim acts for Mira until Fri 27 Nov."
    assert said in sam.get(f"/app/promises/new/?with={cast.mira.pk}").text
    terms = {"direction": "customer", "who": "Mira", "what": "The rota", "due_on": "2026-12-03"}
    assert said in sam.post("/app/promises/new/", terms | {"due_on": ""}).text
    assert said in sam.post("/app/promises/new/", terms, follow=True).text


def test_the_quick_line_says_it_while_it_is_typed(cast: Cast, sign_in: SignIn) -> None:
    sick(cast.mira)
    sam = sign_in(cast.sam)
    read = sam.post(reverse("today:reading"), {"line": "ask Mira for the rota by Friday"}).text
    assert "You ask" in read
    assert "Mira is away until Fri 27 Nov; the clock waits." in read
    other = sam.post(reverse("today:reading"), {"line": "ask Vera for the rota by Friday"}).text
    assert "You ask" in other
    assert "is away" not in other


def test_a_deputy_is_asked_on_today_says_yes_and_finds_the_promises(
    cast: Cast, sign_in: SignIn
) -> None:
    sam_asks_mira(cast)
    mira, kim = sign_in(cast.mira), sign_in(cast.kim)
    typed = {"who": "Kim Bakker", "first": "2026-11-24", "last": "2026-11-27"}
    assert "once they have said yes" in mira.post(DEPUTY, typed, follow=True).text
    named = Deputy.objects.get()
    assert "Mira asks you to act on their promises." in kim.get("/app/").text
    assert "Exit themes" not in kim.get("/app/promises/").text
    assert "Thank you" in kim.post(f"{DEPUTY}{named.pk}/accept/", follow=True).text
    mine = kim.get("/app/promises/").text
    assert "For those you act for" in mine
    assert "Exit themes" in mine
    today = kim.get("/app/").text
    assert "Exit themes" in today
    assert "asks you to act" not in today


def test_what_a_deputy_said_reads_as_said_for_somebody(cast: Cast, sign_in: SignIn) -> None:
    promise = sam_asks_mira(cast)
    acts(cast.kim, cast.mira)
    act = reverse("commitments:act", args=[promise.pk, "clarify"])
    kim = sign_in(cast.kim)
    assert kim.post(act, {"words": "For which months?"}).status_code == 302
    page = promise.get_absolute_url()
    assert "You for Mira asked back." in kim.get(page).text
    assert "Kim for Mira asked back." in sign_in(cast.sam).get(page).text
    assert "Kim for you asked back." in sign_in(cast.mira).get(page).text
    assert "Only you and Mira and Kim for Mira can read this" in sign_in(cast.sam).get(page).text
    told = sign_in(cast.sam).get(reverse("pairs:so_far", args=[cast.pair.pk])).text
    assert "Kim for Mira asked back." in told


def test_a_deputy_is_refused_a_promise_in_words_and_others_find_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    promise = sam_asks_mira(cast)
    acts(cast.kim, cast.mira)
    act = reverse("commitments:act", args=[promise.pk, "promise"])
    refused = sign_in(cast.kim).post(act)
    assert refused.status_code == 422
    assert "Nobody promises for somebody else." in refused.text
    assert sign_in(cast.leo).post(act).status_code == 404


def test_who_named_them_is_told_of_a_no_and_of_a_deputy_who_left(
    cast: Cast, sign_in: SignIn
) -> None:
    named = deputies.name_deputy(deputy=cast.kim, first=TODAY, last=FRI, by=cast.mira, at=TUESDAY)
    mira = sign_in(cast.mira)
    said = sign_in(cast.kim).post(f"{DEPUTY}{named.pk}/decline/", follow=True).text
    assert "Mira can name somebody else." in said
    assert "Kim cannot act for you." in mira.get("/app/").text
    acts(cast.leo, cast.mira)
    assert "cannot act for you" not in mira.get("/app/").text
    leave(cast.leo)
    assert "Leo, who was to act for you, no longer works here." in mira.get("/app/").text


def test_two_of_one_name_are_asked_about(cast: Cast, sign_in: SignIn) -> None:
    hire("Kim", "Sorensen", cast.areas.operations)
    typed = {"who": "Kim", "first": "2026-11-24", "last": "2026-11-27"}
    found = sign_in(cast.sam).post(DEPUTY, typed)
    assert found.status_code == 422
    assert "Which one?" in found.text
    assert "Kim Sorensen" in found.text
    chosen = sign_in(cast.sam).post(DEPUTY, typed | {"who": str(cast.kim.pk)})
    assert chosen.status_code == 302
    assert Deputy.objects.get().deputy == cast.kim


def test_a_crunch_is_declared_read_by_both_and_ended(cast: Cast, sign_in: SignIn) -> None:
    promise = actions.take(
        commitment=actions.ask(
            of=cast.sam, said=Said(what="The rota", due_on=FRI), by=cast.mira, at=MONDAY,
            source=Source.FORM,
        ),
        act=Act.PROMISE, said=Said(), by=cast.sam, at=MONDAY,
    )  # fmt: skip
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    url = f"{PAGE}crunch/{cast.areas.operations.pk}/"
    typed = {"first": "2026-11-24", "last": "2026-12-04", "reason": "Line 4 moves"}
    assert "Clocks of promises in Operations wait" in sam.post(url, typed, follow=True).text
    for reader in (sam, mira):
        shown = reader.get(promise.get_absolute_url()).text
        assert "Operations has its hands full until Fri 4 Dec (Line 4 moves)" in shown
    declared = Crunch.objects.get()
    assert "Ended from today" in mira.post(f"{PAGE}crunch/{declared.pk}/end/", follow=True).text
    assert "hands full until" not in sam.get(promise.get_absolute_url()).text
