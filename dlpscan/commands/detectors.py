"""`dlpscan detectors`."""

from __future__ import annotations

import click

from ..redact import escape
from .options import echo_json, json_option, plugin_options, registry_of, resolved


@click.command("detectors")
@json_option
@plugin_options
def command(as_json: bool, plugins: tuple[str, ...], config_path: str | None) -> None:  # noqa: FBT001  # click's way
    """List the kinds of data that can be found: id, severity, category, title and plugin."""
    registry = registry_of(resolved({"plugins": plugins}, config_path).config)
    infos = [detector.info for detector in registry.detectors if detector.info.reported]
    if as_json:
        facts = ("id", "title", "category", "severity", "reference")
        echo_json(
            [{name: getattr(info, name) for name in facts} | {"plugin": registry.origin(info.id)} for info in infos]
        )
        return
    width = max((len(info.id) for info in infos), default=0)
    for info in infos:
        origin = escape(registry.origin(info.id))
        click.echo(f"{info.id:{width}}  {info.severity:8}  {info.category:8}  {escape(info.title)}  [{origin}]")
