"""`tandem sign-on`: for somebody whom the identity provider knows by a new number."""

from __future__ import annotations

import click

from tandem.website.home import open_home, told_plainly


@click.group("sign-on")
def sign_on() -> None:
    """Single sign-on, where an account is joined to the wrong identity."""


@sign_on.command()
@click.argument("email")
def forget(email: str) -> None:
    """Forget which identity of the provider an account is joined to; the next sign-on joins anew.

    They are signed out everywhere. Make sure first that the address is still theirs.
    """
    with told_plainly():
        open_home(set_up=False)
    from allauth.socialaccount.models import SocialAccount
    from django.db import transaction

    from tandem.access.audit import append
    from tandem.access.models import Account, Session
    from tandem.website.clock import now

    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        raise click.ClickException(f"Nobody signs in with {email}.")
    with transaction.atomic():
        number, _ = SocialAccount.objects.filter(user=account).delete()
        if number:
            Session.objects.of(account).delete()
            append("sign_on.forgotten", about=account.pk, actor="operator", who=None, at=now())
    if not number:
        click.echo(f"{account.email} is joined to no identity. Nothing was changed.")
        return
    click.echo(f"{account.email} is joined anew at the next sign-on, and signed out until then.")
