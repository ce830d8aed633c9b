"""`tandem second-factor reset`, beside a real account."""

import pytest
from click.testing import CliRunner

from conftest import SignIn
from tandem.access.models import Event
from tandem.cli.second_factor import second_factor
from tandem.cli.tests.homes import Home
from tandem.partnership.testing import Cast
from tandem.website.tests.proofs import factors, is_in, with_a_phone, with_codes


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """In this process and database, which stand already."""
    monkeypatch.setattr("tandem.cli.second_factor.open_home", lambda **_: None)
    return CliRunner()


def test_it_takes_all_of_them_away_and_says_so(
    cast: Cast, terminal: CliRunner, sign_in: SignIn
) -> None:
    with_a_phone(cast.pia)
    with_codes(cast.pia)
    with_a_phone(cast.sam)
    open_elsewhere = sign_in(cast.pia)
    done = terminal.invoke(second_factor, ["reset", "Pia.Novak@varnholm.example"])
    assert done.exit_code == 0
    assert "signed out everywhere" in done.output
    assert (factors(cast.pia), factors(cast.sam)) == ([], ["totp"])
    assert not is_in(open_elsewhere)
    [event] = Event.objects.filter(what="second_factor.removed")
    assert (event.actor, event.about) == ("operator", cast.pia.account_id)


def test_where_there_is_none_nothing_changes(cast: Cast, terminal: CliRunner) -> None:
    done = terminal.invoke(second_factor, ["reset", cast.pia.email])
    assert done.exit_code == 0
    assert "Nothing was changed" in done.output
    assert not Event.objects.filter(what="second_factor.removed").exists()


@pytest.mark.django_db
def test_of_nobody_it_says_so(terminal: CliRunner) -> None:
    done = terminal.invoke(second_factor, ["reset", "x@y.example"])
    assert done.exit_code == 1
    assert "Nobody signs in with x@y.example." in done.output


@pytest.mark.slow
def test_the_command_itself_answers_on_a_real_home(home: Home) -> None:
    home.made()
    done = home.tandem("second-factor", "reset", "pia@varnholm.example")
    assert done.returncode == 1  # invited, and no account yet
    assert "Nobody signs in with" in done.stderr
