"""`dlpscan plugins`."""

from __future__ import annotations

from dataclasses import asdict

import click

from ..redact import escape
from .failures import SuggestingGroup
from .options import echo_json, json_option, plugin_options, registry_of, resolved


@click.group("plugins", cls=SuggestingGroup)
def command() -> None:
    """Show which plugins are loaded, and from where."""


@command.command("list")
@json_option
@plugin_options
def list_(as_json: bool, plugins: tuple[str, ...], config_path: str | None) -> None:  # noqa: FBT001  # click's way
    """List every plugin: name, version, state, where it comes from and what it gives."""
    registry = registry_of(resolved({"plugins": plugins}, config_path).config)
    if as_json:
        echo_json([asdict(plugin) for plugin in registry.plugins])
        return
    for plugin in registry.plugins:
        gives = ", ".join(hook.removeprefix("dlpscan_") for hook in plugin.hooks) or "nothing"
        facts = (plugin.name, plugin.version or "-", plugin.state, plugin.origin, gives)
        click.echo("  ".join(map(escape, facts)))
