"""Whether mail can be sent, from the terminal."""

import os

import click

from tandem.website.home import told_plainly


@click.group()
def mail() -> None:
    """See whether Tandem can send mail."""


@mail.command("test")
@click.argument("address")
def test(address: str) -> None:
    """Hand one test message for ADDRESS to the mail server and say what became of it."""
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from tandem.website.env import site as read_site

    with told_plainly():
        site = read_site(os.environ)
    if not settings.configured:
        settings.configure(USE_I18N=False, EMAIL_USE_LOCALTIME=False)  # no database is asked
    try:
        validate_email(address)
    except ValidationError as error:
        raise click.ClickException(f"{address} is no e-mail address.") from error
    from tandem.organisation.mail import try_out

    tried = try_out(site.mail, to=address, address=site.url or "127.0.0.1")
    if not tried.accepted:
        said = f" The server said: {tried.answer}" if tried.answer else ""
        raise click.ClickException(f"{tried.sentence}{said}")
    click.echo(tried.sentence)
