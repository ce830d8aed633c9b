"""`tandem second-factor`: for somebody whose phone, passkey and codes are gone."""

from __future__ import annotations

import click

from tandem.website.home import open_home, told_plainly


@click.group("second-factor")
def second_factor() -> None:
    """Help somebody who can no longer show their second proof."""


@second_factor.command()
@click.argument("email")
def reset(email: str) -> None:
    """Take every second proof of an account away; the next one is set up after the password.

    Only here, at the terminal: a page that did this would let an administrator be anybody. Make
    sure first that it is them who ask.
    """
    with told_plainly():
        open_home(set_up=False)
    from allauth.mfa.models import Authenticator
    from django.db import transaction

    from tandem.access.models import Account

    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise click.ClickException(f"Nobody signs in with {email}.")
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(user=account)
        number = held.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        for each in held:
            each.delete()  # each leaves its event, and signs out everywhere
    if not number:
        click.echo(f"{account.email} has no second proof. Nothing was changed.")
        return
    click.echo(f"{account.email} has no second proof any more, and is signed out everywhere.")
