"""The commands, one file each, imported when asked for."""

from __future__ import annotations

import os
from importlib import import_module

import click

from .. import __version__
from .failures import SuggestingGroup

# The help of the whole names every command without importing it.
COMMANDS = {
    "scan": "Find personal medical data in files, folders and shares.",
    "hook": "Stop a commit that would bring personal data into a repository.",
    "explain": "Say why something is a finding, or what a detector looks for.",
    "baseline": "Accept what is known, so that only what is new is reported.",
    "detectors": "List the kinds of data that can be found.",
    "formats": "List the formats of reports, or show the schema of their lines.",
    "plugins": "Show which plugins are loaded, and from where.",
    "config": "Show or check the configuration.",
}


class _Commands(SuggestingGroup):
    """Imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{cmd_name}", __name__).command
        return command

    def hint(self, name: str, known: list[str]) -> str:
        if os.path.exists(name):
            return f", did you mean 'dlpscan scan {name}'?"
        return super().hint(name, known)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "Exit codes: 0 nothing severe found, 1 findings, 2 wrong usage or report not written, 3 something could "
        "not be read, 130 interrupted, 143 terminated."
    ),
)
@click.version_option(__version__, prog_name="dlpscan", message="%(prog)s %(version)s")
def root() -> None:
    """Find personal medical data of French patients before it leaks."""
