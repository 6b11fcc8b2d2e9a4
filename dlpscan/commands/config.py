"""`dlpscan config`."""

from __future__ import annotations

import os
from typing import Any

import click

from ..allow.rules import AllowRule
from ..config import Config, options
from ..configfile import ConfigFile, find, read, resolve
from ..errors import ExitCode
from ..redact import escape
from .failures import SuggestingGroup
from .options import chosen, config_option, config_options, registry_of, resolved


@click.group("config", cls=SuggestingGroup)
def command() -> None:
    """Show or check the configuration.

    It stands in a dlpscan.toml, or in the table [tool.dlpscan] of a pyproject.toml, of the current folder or
    of one above it.
    """


@command.command("show")
@config_options
def show(config_path: str | None, **arguments: Any) -> None:
    """Show every option's value as TOML, and where it comes from."""
    found = resolved(arguments, config_path)
    for name, field in options().items():
        value = getattr(found.config, field.name)
        origin = escape(found.origins[field.name])
        shown = f"# {name} is not set" if value is None else f"{name} = {toml(value)}"
        click.echo(f"{shown:40}  # {origin}")


@command.command("check")
@config_option
def check(config_path: str | None) -> int:
    """Check the configuration file and list everything that is wrong in it."""
    notes: list[str] = []
    found: ConfigFile | None = read(config_path) if config_path else find(os.getcwd(), (), notes)
    for note in notes:
        click.echo(f"dlpscan: note: {note}", err=True)
    if found is None:
        click.echo("no configuration file found: every option has its default")
        return ExitCode.CLEAN
    for error in found.errors:
        click.echo(f"dlpscan: error: {escape(found.path)}: {escape(error)}", err=True)
    if found.errors:
        return ExitCode.USAGE
    _check_names(resolve({}, path=found.path).config)
    click.echo(f"{escape(found.path)}: good")
    return ExitCode.CLEAN


def _check_names(config: Config) -> None:
    """Raises DlpscanError for a plugin, detector or format that there is not."""
    from ..reports import reporter

    registry = chosen(registry_of(config), config)
    for name, _ in config.reports:
        reporter(name, registry.reporters)


def toml(value: object) -> str:
    """A value of the configuration as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, AllowRule):
        return f"{{ {', '.join(f'{key} = {toml(each)}' for key, each in value.as_data().items())} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, str):
        return _quoted(value)
    return str(value)


def _quoted(value: str) -> str:
    import json

    # JSON's escapes are TOML's, but for DEL, which JSON leaves as it is.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
