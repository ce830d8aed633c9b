"""`tandem account`: somebody's way in, shut and opened by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tandem.website.home import open_home, told_plainly

if TYPE_CHECKING:
    from tandem.organisation.models import Person


@click.group()
def account() -> None:
    """Somebody's way in: shut at once, opened again, or by another address."""


@account.command()
@click.argument("email")
def close(email: str) -> None:
    """Shut somebody out at once, wherever they are signed in. What they wrote stays.

    For whoever has no employment that could end, and for the hour before the next HR file.
    """
    person = found(email)
    from tandem.access.audit import OPERATOR
    from tandem.organisation.accounts import close as shut
    from tandem.organisation.widening import UnableToGive
    from tandem.website.clock import now

    try:
        done = shut(person=person, by=OPERATOR, at=now())
    except UnableToGive as refused:
        raise click.ClickException(str(refused)) from refused
    if done:
        click.echo(f"{email} is signed out everywhere and signs in no more.")
        click.echo("`tandem account open` takes it back.", err=True)
    else:
        click.echo(f"{email} was shut out already. Nothing was changed.")


@account.command(name="open")
@click.argument("email")
def reopen(email: str) -> None:
    """Let somebody in again who was shut out, with the password and second proof they had."""
    person = found(email)
    from tandem.access.audit import OPERATOR
    from tandem.organisation.accounts import reopen as let_in
    from tandem.website.clock import now

    if let_in(person=person, by=OPERATOR, at=now()):
        click.echo(f"{email} can sign in again.")
    else:
        click.echo(f"{email} was not shut out. Nothing was changed.")


@account.command()
@click.argument("email")
@click.argument("new")
def address(email: str, new: str) -> None:
    """Let somebody sign in with a NEW address from now on. Make sure first that it is theirs.

    No page and no import does this: whoever could change it could be anybody.
    """
    person = found(email)
    from django.core.exceptions import ValidationError

    from tandem.access.audit import OPERATOR
    from tandem.organisation.accounts import change_address
    from tandem.organisation.actions import UnableToJoin
    from tandem.website.clock import now

    try:
        done = change_address(person=person, email=new, by=OPERATOR, at=now())
    except (ValidationError, UnableToJoin) as refused:
        words = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        raise click.ClickException(" ".join(words)) from refused
    if done:
        click.echo(f"They sign in with {new} from now on, and are signed out until then.")
    else:
        click.echo(f"They sign in with {new} already. Nothing was changed.")


def found(email: str) -> Person:
    """Whose way in it is. Raises ClickException."""
    with told_plainly():
        open_home(set_up=False)
    from tandem.organisation.accounts import who_signs_in_with

    person = who_signs_in_with(email)
    if person is None:
        raise click.ClickException(f"Nobody signs in with {email}.")
    return person
