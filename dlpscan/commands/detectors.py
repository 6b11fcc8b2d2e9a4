"""`dlpscan detectors`."""

from __future__ import annotations

import click

from ..redact import escape
from .options import plugin_options, registry_of, resolved


@click.command("detectors")
@plugin_options
def command(plugins: tuple[str, ...], config_path: str | None) -> None:
    """List the kinds of data that can be found: id, severity, category, title and plugin."""
    registry = registry_of(resolved({"plugins": plugins}, config_path).config)
    infos = [detector.info for detector in registry.detectors if detector.info.reported]
    width = max((len(info.id) for info in infos), default=0)
    for info in infos:
        origin = escape(registry.origin(info.id))
        click.echo(f"{info.id:{width}}  {info.severity:8}  {info.category:8}  {escape(info.title)}  [{origin}]")
