"""The options of the command line, made of those of the configuration."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import config
from ..allow.comments import ALL
from ..configfile import Resolved, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from dataclasses import Field

    from ..plugins import Registry

_Command = TypeVar("_Command", bound=Callable[..., Any])
_LISTS = (config.texts, config.some_texts, config.report_places, config.incidents)
_METAVARS: dict[object, str] = {
    config.severity: "SEVERITY",
    config.exposure: "WHO",
    config.ratio: "NUMBER",
    config.count: "N",
    config.seconds: "SECONDS",
    config.size: "SIZE",
}

config_option = click.option(
    "--config", "config_path", metavar="FILE", help="Read the configuration of this file instead of dlpscan.toml."
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")


def echo_json(values: Sequence[Mapping[str, object]]) -> None:
    """One JSON array in ASCII, so that it can be shown and piped anywhere."""
    import json

    click.echo(json.dumps(values, indent=2))


def config_options(command: _Command) -> _Command:
    """Gives a command --config and an option for each of the configuration, but for what stands in a file only."""
    command = config_option(command)
    for field in reversed(config.options().values()):
        if field.metadata["flag"] is not None:
            command = _option(field)(command)
    return command


def options_for(*names: str, **defaults: str) -> Callable[[_Command], _Command]:
    """Gives a command --config and these options, in this order; `defaults` are those that it has of its own."""

    def given(command: _Command) -> _Command:
        known = config.options()
        for name in reversed(names):
            command = _option(known[name], defaults.get(name))(command)
        return config_option(command)

    return given


def plugin_options(command: _Command) -> _Command:
    """Gives a command --config and --plugin."""
    return _option(config.options()["plugins"])(config_option(command))


def _option(field: Field[Any], default: str | None = None) -> Callable[[_Command], _Command]:
    """The option of a field. Its value stays a text: the configuration checks both kinds in one way."""
    flag = f"--{field.metadata['flag'] or config.shown_name(field.name)}"
    help_ = field.metadata["help"]
    check = field.metadata["check"]
    if check is config.flag:
        return click.option(flag, field.name, is_flag=True, default=None, help=help_)
    if check not in _LISTS and field.default is not None:
        help_ = f"{help_.rstrip('.')} (default: {default or _plain(field.default)})."
    metavar = field.metadata["metavar"] or _METAVARS.get(check)
    return click.option(flag, field.name, multiple=check in _LISTS, metavar=metavar, help=help_)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def resolved(arguments: Mapping[str, object], path: str | None, targets: Sequence[str] = ()) -> Resolved:
    """The configuration of the run; its notes go to the standard error."""
    found = resolve(arguments, path=path, targets=targets)
    for note in found.notes:
        click.echo(f"dlpscan: note: {note}", err=True)
    return found


def registry_of(options: config.Config) -> Registry:
    """The plugins that the configuration wants. Raises PluginError."""
    from ..plugins import load

    return load(options.plugins, require=options.require, disable=options.disable)


def chosen(registry: Registry, options: config.Config) -> Registry:
    """The registry with the detectors that the configuration wants. Raises UsageError for an unknown one.

    What relates and counts people always stays, silently where other detectors were asked for.
    """
    named = {name for rule in options.allow for name in rule.detectors} - {ALL}
    registry.only((*(options.detectors or ()), *options.no_detectors, *named))
    infos = [detector.info for detector in registry.detectors if detector.info.id not in options.no_detectors]
    if options.detectors is None:
        return registry.only(info.id for info in infos)
    wanted = {info.id for info in infos if info.id in options.detectors}
    return registry.only(wanted, [info.id for info in infos if info.person and info.id not in wanted])
