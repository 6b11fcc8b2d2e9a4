"""`dlpscan formats`."""

from __future__ import annotations

import click

from ..redact import escape
from .options import plugin_options, registry_of, resolved


@click.command("formats")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the lines of jsonl.")
@plugin_options
def command(schema: bool, plugins: tuple[str, ...], config_path: str | None) -> None:  # noqa: FBT001  # click's way
    """List the formats of reports."""
    from ..reports import FORMATS

    if schema:
        from ..reports.schema import text

        click.echo(text(), nl=False)
        return
    registry = registry_of(resolved({"plugins": plugins}, config_path).config)
    others = {escape(reporter.name): "of a plugin" for reporter in registry.reporters}
    for name, about in {**others, **FORMATS}.items():
        click.echo(f"{name:10}  {about}")
