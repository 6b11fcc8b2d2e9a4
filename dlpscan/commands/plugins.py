"""`dlpscan plugins`."""

from __future__ import annotations

import click

from ..redact import escape
from .failures import SuggestingGroup
from .options import plugin_options, registry_of, resolved


@click.group("plugins", cls=SuggestingGroup)
def command() -> None:
    """Show which plugins are loaded, and from where."""


@command.command("list")
@plugin_options
def list_(plugins: tuple[str, ...], config_path: str | None) -> None:
    """List every plugin: name, version, state, where it comes from and what it gives."""
    registry = registry_of(resolved({"plugins": plugins}, config_path).config)
    for plugin in registry.plugins:
        gives = ", ".join(hook.removeprefix("dlpscan_") for hook in plugin.hooks) or "nothing"
        facts = (plugin.name, plugin.version or "-", plugin.state, plugin.origin, gives)
        click.echo("  ".join(map(escape, facts)))
