"""`tandem account close | open | address`, beside real accounts."""

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.roles import Administrator, CaseHandler, IndependentReviewer
from tandem.cli.account import account
from tandem.cli.tests.homes import Home
from tandem.organisation import accounts, actions
from tandem.organisation.actions import write_grant
from tandem.organisation.models import Invitation, Person
from tandem.organisation.two_keys import UnableToSettle, ask_for_role, confirm
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, PASSWORD, TUESDAY, Cast
from tandem.rooms.mail.links import token_for
from tandem.rooms.mail.tests.stories import sam_asks_mira
from tandem.website.tests.proofs import is_in, type_password


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """In this process and database, which stand already."""
    monkeypatch.setattr("tandem.cli.account.open_home", lambda **_: None)
    return CliRunner()


@pytest.fixture
def reviewer(cast: Cast) -> Person:
    """From outside: without an employment, so no file of people ever says that they left."""
    person = actions.add_person(
        first_name="Bea", last_name="Board", email="bea@board.example", area=None,
        by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    opened = actions.open_account(person=person, email=person.email, by=OPERATOR, at=MONDAY)
    opened.set_password(PASSWORD)
    opened.save()
    write_grant(person, IndependentReviewer, "", OPERATOR, MONDAY)
    person.account = opened
    return person


def events(what: str) -> list[tuple[str, object]]:
    return [(each.actor, each.about) for each in Event.objects.filter(what=what)]


def test_who_has_no_employment_is_shut_out_at_once_and_let_in_again(
    reviewer: Person, terminal: CliRunner, sign_in: SignIn
) -> None:
    open_elsewhere = sign_in(reviewer)
    done = terminal.invoke(account, ["close", "Bea@board.example"])
    assert (done.exit_code, "signs in no more" in done.output) == (0, True)
    assert open_elsewhere.get(reverse("today:page")).status_code == 302
    assert not is_in(type_password(reviewer))
    assert events("account.closed") == [("operator", reviewer.account_id)]
    again = terminal.invoke(account, ["close", "bea@board.example"])
    assert "Nothing was changed" in again.output
    assert len(events("account.closed")) == 1
    assert terminal.invoke(account, ["open", "bea@board.example"]).exit_code == 0
    assert type_password(reviewer).get(reverse("mfa_index")).status_code == 200
    assert events("account.opened") == [("operator", reviewer.account_id)]
    assert "Nothing was changed" in terminal.invoke(account, ["open", "bea@board.example"]).output


def test_no_link_that_was_handed_out_or_mailed_lets_them_in_past_it(
    cast: Cast, terminal: CliRunner
) -> None:
    asked = sam_asks_mira(cast)
    token = token_for(cast.mira, asked, Act.PROMISE, spoken=1, today=TUESDAY.date())
    _, link = actions.invite(person=cast.mira, email=cast.mira.email, by=OPERATOR, at=MONDAY)
    assert terminal.invoke(account, ["close", cast.mira.email]).exit_code == 0
    assert Client().post(reverse("letters:act", args=[token])).status_code == 403
    assert Client().get(reverse("invitation", args=[link])).status_code == 410
    assert not Invitation.objects.open_at(TUESDAY).filter(person=cast.mira).exists()


def test_the_last_one_of_a_role_that_somebody_must_hold_is_not_shut_out(
    cast: Cast, terminal: CliRunner, sign_in: SignIn
) -> None:
    here = sign_in(cast.pia)
    said = terminal.invoke(account, ["close", cast.pia.email])
    assert said.exit_code == 1
    assert "Nobody else who can sign in is Administrator." in said.output
    assert here.get(reverse("mfa_index")).status_code == 200
    assert not events("account.closed")
    actions.grant_role(person=cast.kim, role=Administrator, by=OPERATOR, at=MONDAY)
    assert terminal.invoke(account, ["close", cast.pia.email]).exit_code == 0


def test_what_they_asked_for_is_confirmed_by_nobody_any_more(
    cast: Cast, terminal: CliRunner
) -> None:
    actions.grant_role(person=cast.leo, role=Administrator, by=OPERATOR, at=MONDAY)
    asked = ask_for_role(person=cast.ana, role=CaseHandler, why="W", by=cast.leo, at=MONDAY)
    assert terminal.invoke(account, ["close", cast.leo.email]).exit_code == 0
    with pytest.raises(UnableToSettle, match="could no longer ask for this"):
        confirm(request=asked, by=cast.pia, at=TUESDAY)


def test_another_address_is_signed_in_with_and_the_earlier_one_no_more(
    cast: Cast, terminal: CliRunner, sign_in: SignIn
) -> None:
    open_elsewhere = sign_in(cast.sam)
    done = terminal.invoke(account, ["address", cast.sam.email, " Sam.L@varnholm.example"])
    assert done.exit_code == 0
    assert not is_in(open_elsewhere)
    assert not is_in(type_password(cast.sam))
    client = Client()
    typed = {"login": "sam.l@varnholm.example", "password": PASSWORD}
    client.post(reverse("account_login"), typed)
    assert is_in(client)
    assert events("account.address_changed") == [("operator", cast.sam.account_id)]
    same = terminal.invoke(account, ["address", "sam.l@varnholm.example", "sam.l@varnholm.example"])
    assert "Nothing was changed" in same.output


@pytest.mark.parametrize(
    ("new", "said"),
    [("kim.bakker@varnholm.example", "Somebody signs in with"), ("sam", "valid email address")],
)
def test_an_address_of_somebody_else_or_none_changes_nothing(
    cast: Cast, terminal: CliRunner, new: str, said: str
) -> None:
    done = terminal.invoke(account, ["address", cast.sam.email, new])
    assert done.exit_code == 1
    assert said in done.output
    assert accounts.who_signs_in_with("sam.lindqvist@varnholm.example") == cast.sam


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [["close"], ["open"], ["address", "new@y.example"]])
def test_of_nobody_it_says_so(terminal: CliRunner, verb: list[str]) -> None:
    done = terminal.invoke(account, [verb[0], "x@y.example", *verb[1:]])
    assert done.exit_code == 1
    assert "Nobody signs in with x@y.example." in done.output


@pytest.mark.slow
def test_the_command_itself_answers_on_a_real_home(home: Home) -> None:
    home.made()
    done = home.tandem("account", "close", "pia@varnholm.example")
    assert done.returncode == 1  # invited, and no account yet
    assert "Nobody signs in with" in done.stderr
