"""The invented company, to look around in. Its data lies in the checkout, never in your home."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from tandem.cli.leaving import being_served
from tandem.website.env import PASSWORD_FILE
from tandem.website.home import open_home, told_plainly

OLD_DAYS = 30


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--fresh", is_flag=True, help="Throw the stored demonstration away and load anew.")
def demo(port: int, fresh: bool) -> None:
    """Load the invented company once, print sign-in links, and serve on 127.0.0.1."""
    home = Path(os.environ.get("TANDEM_HOME") or ".demo").absolute()
    os.environ.update(TANDEM_HOME=str(home), TANDEM_DEMO="1", TANDEM_URL="")
    os.environ.pop("DATABASE_URL", None)
    for name in ("TANDEM_KEY_FILE", "TANDEM_ANCHOR_FILE", "TANDEM_SOCKET", PASSWORD_FILE):
        os.environ.pop(name, None)
    if fresh or not (home / "demo.json").exists():
        begin_anew(home)
    with told_plainly():
        open_home()
        from tandem.cli.listening import refuse_taken_port
        from tandem.cli.migrated import refuse_unmigrated
        from tandem.cli.serve import run

        refuse_unmigrated()
        refuse_taken_port("127.0.0.1", port)
    from tandem.demo.load import load_if_empty
    from tandem.website.clock import now

    day = load_if_empty(at=now())
    age = (now().date() - day).days
    if age > OLD_DAYS:
        click.echo(f"This demonstration is {age} days old. For a new one: make demo FRESH=1")
    print_links(port)
    with being_served(home):
        run("127.0.0.1", port)


def begin_anew(home: Path) -> None:
    """Only ever a folder that holds a demonstration, or the beginning of one, or nothing."""
    from tandem.cli.serve import MARKS

    marked = any((home / name).exists() for name in MARKS)
    if home.exists() and any(home.iterdir()) and not marked:
        raise click.ClickException(f"{home} is not empty and holds no demonstration. Left alone.")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, mode=0o700)
    (home / "demo.loading").touch()


def print_links(port: int) -> None:
    from django.urls import reverse

    from tandem.demo.cast import CAST
    from tandem.demo.stored import stored
    from tandem.organisation.models import Person

    numbers = stored().numbers
    names = {p.number: p.name for p in Person.objects.filter(number__in=list(numbers.values()))}
    base = f"http://127.0.0.1:{port}"
    click.echo("Sign in as …")
    for member in CAST:
        link = reverse("demo:be", args=[member.key])
        click.echo(f"  {names[numbers[member.key]]:20} {base}{link}  {member.role}")
    click.echo(f"or choose at {base}{reverse('demo:welcome')}")
