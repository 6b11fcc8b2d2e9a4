"""The baseline: findings that are known, in a file that can be committed (see `marks.py` for what it tells).

JSON with one entry a line, sorted, so that two versions compare well. Paths count from the file's folder. `count` is
how many findings of a file an entry stands for. `verdict` is what somebody said of it: accepted, or kept: it is a
finding and is reported; without one an entry allows, until somebody looks at it (`dlpscan baseline audit`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..errors import ConfigError
from ..redact import escape
from .marks import TAG_BITS, Mark
from .rules import relative_to

VERSION = 1
DEFAULT_NAME = ".dlpscan-baseline.json"
_ABOUT = "Known findings; holds no values. See 'dlpscan baseline --help'."
_MOST_BYTES = 64 << 20
_ID = re.compile(r"[\w.-]+", re.ASCII)
_LINE = re.compile(r"[0-9a-f]{12}")
_KEYS = frozenset({"path", "detector", "line", "tag", "count", "verdict", "reason", "until"})


class Verdict(StrEnum):
    """What somebody said of an entry."""

    ACCEPTED = "accepted"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Findings of one file that are known, all with one mark. `until` is the last day on which they are allowed."""

    path: str
    mark: Mark
    count: int = 1
    verdict: Verdict | None = None
    reason: str | None = None
    until: date | None = None

    def is_expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    def as_data(self) -> dict[str, object]:
        """As it stands in the file."""
        data: dict[str, object] = {"path": self.path, "detector": self.mark.detector, "line": self.mark.line}
        data |= {"tag": self.mark.tag} if self.mark.tag is not None else {}
        data |= {"count": self.count} if self.count != 1 else {}
        data |= {"verdict": self.verdict.value} if self.verdict is not None else {}
        data |= {"reason": self.reason} if self.reason else {}
        return data | ({"until": self.until.isoformat()} if self.until is not None else {})


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """Known findings. `root` is the folder that paths count from."""

    root: str
    entries: tuple[Entry, ...] = ()

    @cached_property
    def _by_path(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.path, []).append(entry)
        return {path: tuple(own) for path, own in found.items()}

    def of(self, path: str, member: str | None = None) -> tuple[Entry, ...]:
        """The entries of a file."""
        name = self.name_of(path, member)
        return self._by_path.get(name, ()) if name is not None else ()

    def name_of(self, path: str, member: str | None = None) -> str | None:
        """What a file is called here; None if it is not below the root."""
        relative = relative_to(self.root, path)
        if relative is None:
            return None
        return os.fsencode(f"{relative}!{member}" if member else relative).decode("utf-8", "backslashreplace")


def load(path: str) -> Baseline:
    """The baseline of a file. Raises ConfigError."""
    import json

    try:
        if os.path.getsize(path) > _MOST_BYTES:
            raise ConfigError(f"the baseline {escape(path)} is larger than {_MOST_BYTES >> 20} MiB")
        with open(path, "rb") as file:
            document = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is not JSON"
        raise ConfigError(f"cannot read the baseline {escape(path)}: {cause}") from None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise ConfigError(f"{escape(path)} is no baseline of version {VERSION}")
    entries = document.get("entries")
    if not isinstance(entries, list):
        raise ConfigError(f"the baseline {escape(path)} has no entries")
    read = []
    for number, each in enumerate(entries, 1):
        try:
            read.append(_entry(each))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            cause = error.args[0] if isinstance(error, _EntryError) else "a member is missing or has a wrong value"
            raise ConfigError(f"the baseline {escape(path)}: entry {number}: {cause}") from None
    return Baseline(root=os.path.dirname(os.path.abspath(path)), entries=tuple(read))


class _EntryError(ValueError):
    """What is wrong with an entry, in words."""


def _entry(data: dict[str, object]) -> Entry:
    if unknown := data.keys() - _KEYS:
        raise _EntryError(f"unknown member {min(unknown)!r}")
    detector, line, path, tag, count = (
        data["detector"],
        data["line"],
        data["path"],
        data.get("tag"),
        data.get("count", 1),
    )
    if not (isinstance(path, str) and isinstance(detector, str) and isinstance(line, str)):
        raise _EntryError("path, detector and line must be texts")
    if not (_ID.fullmatch(detector) and _LINE.fullmatch(line)):
        raise _EntryError("detector or line is not one")
    if type(count) is not int or count < 1:
        raise _EntryError("count must be a number from 1")
    if tag is not None and (type(tag) is not int or not 0 <= tag < 1 << TAG_BITS):
        raise _EntryError(f"tag must be a number below {1 << TAG_BITS}")
    verdict, reason, until = data.get("verdict"), data.get("reason"), data.get("until")
    if reason is not None and not isinstance(reason, str):
        raise _EntryError("reason must be a text")
    return Entry(
        path=path,
        mark=Mark(detector, tag, line),
        count=count,
        verdict=Verdict(str(verdict)) if verdict is not None else None,
        reason=reason,
        until=date.fromisoformat(str(until)) if until is not None else None,
    )


def save(path: str, entries: Iterable[Entry]) -> None:
    """Writes a baseline, whole or not at all. Raises ConfigError."""
    import json

    lines = sorted(json.dumps(entry.as_data(), ensure_ascii=True) for entry in entries)
    body = ",\n    ".join(lines)
    text = f'{{\n  "version": {VERSION},\n  "about": {json.dumps(_ABOUT)},\n  "entries": [\n    {body}\n  ]\n}}\n'
    temporary = f"{path}.new"
    try:
        with open(temporary, "w", encoding="ascii", newline="\n") as file:
            file.write(text)
        os.replace(temporary, path)
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is no name of a file"
        raise ConfigError(f"cannot write the baseline {escape(path)}: {cause}") from None


@dataclass(slots=True)
class Update:
    """What becomes of a baseline when its files are looked at again."""

    entries: list[Entry] = field(default_factory=list)
    gone: int = 0
    new: int = 0


def updated(entries: Iterable[Entry], seen: Mapping[str, Mapping[Mark, int]], *, add: bool) -> Update:
    """The entries after another look: `seen` are the findings of each file that was looked at, by mark.

    What is gone is dropped, what is left keeps its verdict, reason and last day. New findings are counted, and become
    entries only with `add`. Files that were not looked at stay as they are.
    """
    result = Update()
    left = {path: dict(marks) for path, marks in seen.items()}
    for entry in entries:
        marks = left.get(entry.path)
        if marks is None:
            result.entries.append(entry)
            continue
        there = min(entry.count, marks.get(entry.mark, 0))
        result.gone += entry.count - there
        if there:
            marks[entry.mark] -= there
            result.entries.append(replace(entry, count=there))
    for path, marks in left.items():
        for each, count in marks.items():
            if count > 0:
                result.new += count
                if add:
                    result.entries.append(Entry(path=path, mark=each, count=count))
    return result
