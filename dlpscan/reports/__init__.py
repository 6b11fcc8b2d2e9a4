"""The reporters that come with the engine, imported when one is used. Plugins add others."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..contracts import Reporter

FORMATS = {
    "console": "for a person: the verdict, the worst files, what was not scanned",
    "github": "annotations of GitHub Actions, beside the lines of a pull request",
    "gitlab": "GitLab's code quality report",
    "json": "one JSON document with all that JSON Lines have",
    "lines": "for a developer: one finding a line, file:line:column in front, and what to do",
    "jsonl": "JSON Lines, one object a line; 'dlpscan formats --schema' describes them",
    "junit": "JUnit XML, for CI servers",
    "sarif": "SARIF 2.1.0, for code scanning and editors",
}


def reporter(name: str, others: Sequence[Reporter] = ()) -> Reporter:
    """The reporter of that name, ours or one of the plugins'. Raises UsageError."""
    if name in FORMATS:
        found: Reporter = import_module(f".{name}", __name__).REPORTER
        return found
    for other in others:
        if other.name == name:
            return other
    hint = did_you_mean(name, [*FORMATS, *(other.name for other in others)])
    raise UsageError(f"unknown format {name!r}{hint}")
