"""What ends a command, as types; what befalls one file is a `Problem` instead.

DlpscanError
├── UsageError      an option or target that cannot be used          exit 2
├── ConfigError     a configuration that does not validate           exit 2
├── PluginError     a plugin that cannot be loaded, with its name    exit 2
├── PatternError    a pattern outside the dialect                    exit 2
└── ReportError     the report could not be written                  exit 2
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    INTERRUPTED = 130
    TERMINATED = 143


class DlpscanError(Exception):
    """The command cannot go on; its text is one line for the user."""


class UsageError(DlpscanError):
    """An option or a target that cannot be used."""


class ConfigError(DlpscanError):
    """A configuration that does not validate."""


class PluginError(DlpscanError):
    """A plugin that cannot be loaded; the message names it."""


class PatternError(DlpscanError):
    """A pattern that the dialect does not allow."""


class ReportError(DlpscanError):
    """The report could not be written."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name; empty where none of the known ones is like it."""
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(map(str, known)), 1)
    return f", did you mean {close[0]!r}?" if close else ""
