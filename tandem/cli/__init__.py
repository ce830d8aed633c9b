"""The `tandem` command. Commands load Django only when they need it."""

from __future__ import annotations

from importlib import import_module

import click

import tandem

COMMANDS = {
    "account": ("tandem.cli.account:account", "Shut or open somebody's way in at once."),
    "backup": ("tandem.cli.backup:backup", "Write everything but the key into one file."),
    "demo": ("tandem.cli.demo:demo", "Serve the invented company to look around in."),
    "doctor": ("tandem.cli.doctor:doctor", "Check settings, key, database and file permissions."),
    "fairness": (
        "tandem.cli.numbers.fairness:fairness",
        "Compare how often people of each group were chosen.",
    ),
    "follow-on": (
        "tandem.cli.numbers.follow_on:follow_on",
        "Say whether people followed managers who left.",
    ),
    "hotspots": (
        "tandem.cli.numbers.hotspots:hotspots",
        "Say which areas more people leave than usual.",
    ),
    "import": ("tandem.cli.people:import_", "Bring in people from an HR export."),
    "keys": ("tandem.cli.keys:keys", "Make, check or replace the sealing key."),
    "link": (
        "tandem.cli.numbers.link:link",
        "See whether a driver and an outcome go together.",
    ),
    "mail": ("tandem.cli.mail:mail", "See whether Tandem can send mail."),
    "measure": (
        "tandem.cli.numbers.measures:measure",
        "Compute one measure of a file or snapshot.",
    ),
    "measures": ("tandem.cli.numbers.measures:measures", "Show the card of every measure."),
    "migrate": ("tandem.cli.setup:migrate", "Bring the database up to this version."),
    "password": ("tandem.cli.setup:password", "Print a link to choose a new password with."),
    "queue": ("tandem.cli.queued:queue", "Show what waits in the background and what stopped."),
    "record": ("tandem.cli.record:record", "Seal the record, look whether it is whole, export it."),
    "restore": ("tandem.cli.backup:restore", "Put a backup back."),
    "second-factor": (
        "tandem.cli.second_factor:second_factor",
        "Help somebody who lost their second proof.",
    ),
    "serve": ("tandem.cli.serve:serve", "Serve Tandem, with its background worker."),
    "setup": ("tandem.cli.setup:setup", "Make the first administrator and print their link."),
    "sign-on": ("tandem.cli.sign_on:sign_on", "Forget an identity of single sign-on."),
    "survive": ("tandem.cli.numbers.survive:survive", "Show how long people stay, from a file."),
    "worker": ("tandem.cli.serve:worker", "Run the background worker alone."),
}


class Lazy(click.Group):
    """Commands are imported when called, so that `--help` and numbers stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(tandem.__version__, prog_name="tandem")
def main() -> None:
    """Tandem: where a business leader and an HR partner run their partnership."""
