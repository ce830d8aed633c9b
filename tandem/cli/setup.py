"""The first administrator, and bringing a database up to date."""

import os
from pathlib import Path

import click

from tandem.website.home import hold_alone, open_home, told_plainly

LOCAL = "http://127.0.0.1:8000"


def in_place_of_demo(_context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Asked before the name: who stays with the demonstration has nothing to type."""
    if not wanted:
        return
    from tandem.cli.leaving import leave_demonstration
    from tandem.website.env import site as read_site

    with told_plainly():
        leave_demonstration(read_site(os.environ))


@click.command()
@click.option("--name", prompt="Your name", help="First and last name of the first administrator.")
@click.option("--email", prompt="Your e-mail address", help="The address to sign in with.")
@click.option(
    "--in-place-of-demo",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=in_place_of_demo,
    help="First empty a home that holds the demonstration, after you type so.",
)
def setup(name: str, email: str) -> None:
    """Make the first administrator and print a one-time link to choose a password.

    Run again, it gives a new link to somebody who has not used theirs. Nothing can be created
    from an open page, so this link is the only way in.
    """
    with told_plainly():
        site = open_home()
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.urls import reverse

    from tandem.access.audit import OPERATOR
    from tandem.access.roles import Administrator, HRAdministrator
    from tandem.organisation import actions
    from tandem.organisation.models import Person
    from tandem.website.clock import now

    at = now()
    first, _, last = name.strip().partition(" ")
    try:
        with transaction.atomic():
            person = Person.objects.filter(email=email.strip().lower()).first()
            if person is None:
                person = actions.add_person(
                    first_name=first, last_name=last, email=email, area=None, by=OPERATOR, at=at
                )
            for role in (Administrator, HRAdministrator):
                actions.grant_role(person=person, role=role, by=OPERATOR, at=at)
            _, token = actions.invite(person=person, email=email, by=OPERATOR, at=at)
    except (ValidationError, actions.UnableToJoin) as error:
        words = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise click.ClickException(words) from error
    click.echo(f"{site.url or LOCAL}{reverse('invitation', args=[token])}")
    click.echo(
        "This link works once, within 14 days. Start `tandem serve` and open it; with another "
        "--port, put that in it. You are administrator and HR administrator: you can bring people "
        "in, say who leads what, and invite.",
        err=True,
    )


@click.command()
@click.argument("email")
def password(email: str) -> None:
    """Print a one-time link with which somebody who has an account chooses a new password.

    Only here, at the terminal: a page that did this would let an administrator be anybody.
    """
    with told_plainly():
        site = open_home()
    from django.urls import reverse

    from tandem.access.audit import OPERATOR
    from tandem.organisation import actions
    from tandem.organisation.models import Person
    from tandem.website.clock import now

    person = Person.objects.filter(account__email=email.strip().lower()).first()
    if person is None:
        raise click.ClickException(
            f"Nobody signs in with {email}. Invitations are made in the app."
        )
    _, token = actions.invite(person=person, email=email, by=OPERATOR, at=now())
    click.echo(f"{site.url or LOCAL}{reverse('invitation', args=[token])}")


@click.command()
@click.option(
    "--backup",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Make a backup first, if anything is to change.",
)
def migrate(backup: Path | None) -> None:
    """Bring the database up to this version. Back it up first, or let --backup do it."""
    with told_plainly():
        site = open_home()
    from django.core.management import call_command

    from tandem.bridge.importing import is_to_do
    from tandem.cli.backup import make
    from tandem.cli.migrated import is_up_to_date

    changes = not is_up_to_date()
    if changes:
        with told_plainly():
            hold_alone(site)  # before the backup: what is written after that would not be in it
    if backup and changes:
        make(site, backup.absolute())
    elif backup:
        click.echo(f"Nothing is to change, so {backup} was not made.", err=True)
    elif changes:
        click.echo("Note: no backup was made. `tandem migrate --backup FILE` makes one.", err=True)
    call_command("migrate", interactive=False, verbosity=1)
    if is_to_do():
        click.echo(
            "The background worker counts the numbers of every area anew. Until then pages show "
            "those of before, each with its day.",
            err=True,
        )
