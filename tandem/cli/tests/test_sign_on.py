"""`tandem sign-on forget`, beside a real account."""

import pytest
from allauth.socialaccount.models import SocialAccount
from click.testing import CliRunner

from conftest import SignIn
from tandem.access.models import Event
from tandem.cli.sign_on import sign_on
from tandem.partnership.testing import Cast
from tandem.website.tests.proofs import is_in


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """In this process and database, which stand already."""
    monkeypatch.setattr("tandem.cli.sign_on.open_home", lambda **_: None)
    return CliRunner()


def test_it_forgets_the_identity_of_one_account(
    cast: Cast, terminal: CliRunner, sign_in: SignIn
) -> None:
    for who in (cast.sam, cast.kim):
        SocialAccount.objects.create(user=who.account, provider="login", uid=who.first_name)
    open_elsewhere = sign_in(cast.sam)
    done = terminal.invoke(sign_on, ["forget", "Sam.Lindqvist@varnholm.example"])
    assert done.exit_code == 0
    assert "joined anew" in done.output
    assert [each.uid for each in SocialAccount.objects.all()] == ["Kim"]
    assert not is_in(open_elsewhere)
    [event] = Event.objects.filter(what="sign_on.forgotten")
    assert (event.actor, event.about) == ("operator", cast.sam.account_id)


def test_where_there_is_none_nothing_changes(
    cast: Cast, terminal: CliRunner, sign_in: SignIn
) -> None:
    here = sign_in(cast.sam)
    done = terminal.invoke(sign_on, ["forget", cast.sam.email])
    assert "Nothing was changed" in done.output
    assert is_in(here)
    assert not Event.objects.filter(what="sign_on.forgotten").exists()


@pytest.mark.django_db
def test_of_nobody_it_says_so(terminal: CliRunner) -> None:
    done = terminal.invoke(sign_on, ["forget", "x@y.example"])
    assert done.exit_code == 1
    assert "Nobody signs in with x@y.example." in done.output
