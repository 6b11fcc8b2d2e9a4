"""Rules of the configuration that allow kinds of data in some paths: `[[allow]]`.

[[allow]]
paths = ["tests/fixtures/**"]      # as in .gitignore, from the folder of the configuration
detectors = ["fr-nir", "phone"]    # or ["all"]
reason = "invented people"
until = 2026-12-31                 # the last day; may be left out
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from .comments import ALL

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_KEYS = ("paths", "detectors", "reason", "until")


@dataclass(frozen=True, kw_only=True)
class AllowRule:
    """Which detectors' findings are fine in which files. `paths` count from the folder `root`."""

    paths: tuple[str, ...]
    detectors: tuple[str, ...]
    reason: str
    until: date | None = None
    root: str = ""

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self.paths, backend="simple")

    def allows(self, path: str, detector: str) -> bool:
        """Whether it holds for a detector's findings in a file."""
        if detector not in self.detectors and ALL not in self.detectors:
            return False
        relative = relative_to(self.root, path)
        return relative is not None and self._spec.match_file(relative)

    def as_data(self) -> dict[str, object]:
        """As it stands in the file."""
        data: dict[str, object] = {"paths": self.paths, "detectors": self.detectors, "reason": self.reason}
        return data if self.until is None else {**data, "until": self.until}


def relative_to(root: str, path: str) -> str | None:
    """A path from a folder, with slashes, a line end in it as NUL as no pattern holds it; None if it is elsewhere."""
    full = os.path.abspath(path)
    base = os.path.join(os.path.abspath(root or os.curdir), "")
    if not full.startswith(base):
        return None
    return full[len(base) :].replace(os.sep, "/").replace("\n", "\0")


def allow_rules(value: object) -> tuple[AllowRule, ...]:
    """The rules of a configuration, checked. Raises ValueError with what is wrong."""
    if not isinstance(value, list | tuple) or not all(isinstance(each, Mapping | AllowRule) for each in value):
        raise ValueError("must be tables: [[allow]]")
    return tuple(each if isinstance(each, AllowRule) else _rule(each) for each in value)


def _rule(value: Mapping[str, object]) -> AllowRule:
    if unknown := sorted(set(value) - set(_KEYS)):
        raise ValueError(f"unknown key {unknown[0]!r}, known are {', '.join(_KEYS)}")
    until = value.get("until")
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise ValueError("'until' must be a date like 2026-12-31, without quotes")
    reason = value.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise ValueError("needs a 'reason': why is it fine?")
    rule = AllowRule(
        paths=_texts(value, "paths"), detectors=_texts(value, "detectors"), reason=reason.strip(), until=until
    )
    try:
        _ = rule._spec
    except ValueError as error:
        raise ValueError(f"cannot use the paths: {' '.join(str(error).split())}") from None
    return rule


def _texts(value: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = value.get(key)
    if not isinstance(found, Sequence) or isinstance(found, str) or not found:
        raise ValueError(f"needs {key!r}, a list of texts")
    if not all(isinstance(each, str) and each for each in found):
        raise ValueError(f"{key!r} must be a list of texts")
    return tuple(map(str, found))
