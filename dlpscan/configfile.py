"""Finds the configuration file, checks it, and lays it between the defaults and the command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from .allow.trust import doubt
from .config import STANDARD_OUTPUT, Config, checked, from_arguments
from .errors import ConfigError
from .redact import escape

NAMES = ("dlpscan.toml", "pyproject.toml")
DEFAULT, COMMAND_LINE = "default", "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFile:
    """A file as read: the good values by field, and everything that is wrong, a line each."""

    path: str
    values: dict[str, object] = field(default_factory=dict)
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The configuration of a run, where each value came from, and notes for the user.

    `origins` maps fields to "default", "command line" or the file's path.
    """

    config: Config
    origins: dict[str, str]
    notes: tuple[str, ...] = ()


def resolve(
    arguments: Mapping[str, object], *, path: str | None = None, targets: Sequence[str] = (), start: str | None = None
) -> Resolved:
    """Defaults, then the file, then what the command line says; a later one replaces an earlier one.

    `path` is the file that the user named; else it is looked for from `start`, the current folder, upwards.
    Raises ConfigError.
    """
    notes: list[str] = []
    found = read(path) if path is not None else find(start or os.getcwd(), targets, notes)
    if found is not None and found.errors:
        more = len(found.errors) - 1
        hint = f" (and {more} more, see 'dlpscan config check')" if more else ""
        raise ConfigError(f"{escape(found.path)}: {found.errors[0]}{hint}")
    given = from_arguments(arguments)
    from_file = found.values if found is not None else {}
    origins = {each.name: DEFAULT for each in fields(Config)}
    if found is not None:
        origins.update(dict.fromkeys(from_file, found.path))
    origins.update(dict.fromkeys(given, COMMAND_LINE))
    values: dict[str, Any] = {**from_file, **given}
    return Resolved(config=Config(**values), origins=origins, notes=tuple(notes))


def find(start: str, targets: Sequence[str], notes: list[str]) -> ConfigFile | None:
    """The first file of a folder from `start` upwards.

    One that lies in what is scanned, or that another user could have put there, is passed over with a note:
    it could switch detectors off and name plugins, which are code.
    """
    for path in _places(os.path.abspath(start)):
        try:
            table = _table(path)
        except (OSError, ValueError) as error:
            if os.path.basename(path) == "pyproject.toml" and not _names_us(path):
                continue
            found = ConfigFile(path=path, errors=(_cause(error),))
        else:
            if table is None:
                continue
            found = _checked(path, table)
        doubt = _doubt(path, targets)
        if doubt is None:
            return found
        notes.append(f"{escape(path)} {doubt} and is ignored; --config uses it")
    return None


def read(path: str) -> ConfigFile:
    """The file that the user named; in a pyproject.toml the table [tool.dlpscan]."""
    try:
        table = _table(path)
    except (OSError, ValueError) as error:
        return ConfigFile(path=path, errors=(_cause(error),))
    if table is None:
        return ConfigFile(path=path, errors=("has no table [tool.dlpscan]",))
    return _checked(path, table)


def _places(folder: str) -> Iterator[str]:
    while True:
        yield from (path for name in NAMES if os.path.isfile(path := os.path.join(folder, name)))
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _table(path: str) -> dict[str, object] | None:
    """The options in the file; None in a pyproject.toml that says nothing of dlpscan. Raises OSError, ValueError."""
    with open(path, "rb") as file:
        document: dict[str, Any] = tomllib.load(file)
    if os.path.basename(path) != "pyproject.toml":
        return document
    tools = document.get("tool")
    table = tools.get("dlpscan") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ValueError("tool.dlpscan must be a table")
    return table


def _names_us(path: str) -> bool:
    """Whether a file that cannot be parsed may hold our table."""
    try:
        with open(path, "rb") as file:
            return b"dlpscan" in file.read()
    except OSError:
        return False


def _cause(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, UnicodeDecodeError):
        return "is not valid UTF-8"
    return escape(str(error))


def _checked(path: str, table: Mapping[str, object]) -> ConfigFile:
    values, errors = checked(table)
    return ConfigFile(path=path, values=_with_paths(values, os.path.dirname(path)), errors=tuple(errors))


def _with_paths(values: dict[str, object], folder: str) -> dict[str, object]:
    """Paths in the file are relative to its folder."""

    def placed(path: str) -> str:
        return path if path == STANDARD_OUTPUT else os.path.join(folder, os.path.expanduser(path))

    changed = dict(values)
    if isinstance(output := values.get("output"), str):
        changed["output"] = placed(output)
    if isinstance(baseline := values.get("baseline"), str):
        changed["baseline"] = placed(baseline)
    if isinstance(rules := values.get("allow"), tuple):
        changed["allow"] = tuple(replace(rule, root=folder) for rule in rules)
    if isinstance(plugins := values.get("plugins"), tuple):
        changed["plugins"] = tuple(map(placed, plugins))
    if isinstance(report := values.get("report"), tuple):
        parts = (place.partition(":") for place in report)
        changed["report"] = tuple(f"{name}:{placed(path)}" for name, _, path in parts)
    return changed


def _doubt(path: str, targets: Sequence[str]) -> str | None:
    """Why a file that was found, not named, is not to be trusted."""
    real = os.path.realpath(path)
    for target in targets:
        root = os.path.realpath(target)
        if real == root or real.startswith(os.path.join(root, "")):
            return "lies in what is scanned"
    return doubt(os.stat(real))
