"""What a commit changes, as git tells: which versions of which files, and which of their lines are new."""

from __future__ import annotations

import re
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..filesystem import shown
from .program import run

if TYPE_CHECKING:
    from ..model import Lines

RAW = ("--raw", "-z", "-M", "--no-abbrev", "--ignore-submodules=none")
PATCH = (
    *("-p", "-U0", "-M", "--full-index", "--text", "--no-color", "--no-ext-diff", "--no-textconv"),
    *("--diff-filter=MRCT", "--ignore-submodules=all"),
)
_INDEX = re.compile(rb"index ([0-9a-f]+)\.\.([0-9a-f]+)")
# `@@ -1,2 +3,4 @@`: from line 3 on four lines are new.
_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
SUBMODULE, LINK = 0o160000, stat.S_IFLNK

Added = Mapping[tuple[str, str], "Lines"]
"""By the objects before and after: the lines that are new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version of a file: object `blob`, where `before` has the versions that it comes of, one for each parent.

    None in `before` where the parent has none. `lines` are those that none of the parents has, None for all.
    """

    path: str
    mode: int
    blob: str
    before: tuple[str | None, ...]
    lines: Lines | None = None
    commit: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether all of its lines are."""
        return all(before is None for before in self.before)

    @property
    def is_file(self) -> bool:
        """Whether it has content of its own: no submodule, no symbolic link."""
        return stat.S_ISREG(self.mode)


def staged(parents: Sequence[str]) -> list[Change]:
    """What the index has that none of the parents of the next commit has.

    What a merge takes over from one of its parents is in the repository already. Raises UsageError.
    """
    found = [list(_entries(run("diff-index", "--cached", *RAW, parent))) for parent in parents]
    changes = _by_all(found)
    if not any(change.is_file and not change.is_new for change in changes):
        return changes
    added: dict[tuple[str, str], Lines] = {}
    for parent in parents:
        added |= added_lines(run("diff-index", "--cached", *PATCH, parent).splitlines(keepends=True))
    return [with_lines(change, added) for change in changes]


def in_index(paths: Sequence[str], prefix: str) -> list[Change]:
    """The files of these names, or below these folders, as they are in the index, as if all of them were new.

    `prefix` is the current folder. Raises UsageError for a name that is not in the index.
    """
    up = "../" * prefix.count("/")
    changes = []
    for line in run("ls-files", "--stage", "-z", "--full-name", "--", *(up + path for path in paths)).split(b"\0")[:-1]:
        facts, _, name = line.partition(b"\t")
        mode, blob, stage = facts.split(b" ")
        if stage == b"0":
            path = name.decode("utf-8", "surrogateescape")
            changes.append(Change(path=path, mode=int(mode, 8), blob=blob.decode(), before=(None,)))
    found = {change.path for change in changes}
    for path in paths:
        if path != "." and path not in found and not any(each.startswith(f"{path}/") for each in found):
            raise UsageError(f"not in the index: {shown(path)} ('dlpscan scan' looks at files)")
    return changes


def _by_all(found: Sequence[Sequence[Change]]) -> list[Change]:
    """The changes against every parent; what is as one of the parents has it is not among them."""
    first, *others = ({change.path: change for change in changes} for changes in found)
    paths = [path for path in first if all(path in other for other in others)]
    return [
        Change(
            path=path,
            mode=first[path].mode,
            blob=first[path].blob,
            before=tuple(before for each in (first, *others) for before in each[path].before),
        )
        for path in paths
    ]


def _entries(raw: bytes) -> Iterator[Change]:
    """The entries of `--raw -z` that have content."""
    fields = iter(raw.split(b"\0")[:-1])
    for facts in fields:
        change = entry(facts, fields)
        if change is not None:
            yield change


def entry(facts: bytes, fields: Iterator[bytes]) -> Change | None:
    """An entry of `--raw -z`: modes, objects, status, and from `fields` the path; for a rename the one it has now.

    A merge has a colon, a mode and an object for each parent. None for what has no content: what is deleted, or was
    left in conflict.
    """
    parents = len(facts) - len(facts.lstrip(b":"))
    told = facts.split(b" ")
    mode, objects, status = told[parents], told[parents + 1 : -1], told[-1]
    path = next(fields)
    if parents == 1 and status[:1] in (b"R", b"C"):
        path = next(fields)
    *before, blob = map(_object, objects)
    if blob is None or b"U" in status:
        return None
    name = path.decode("utf-8", "surrogateescape")
    return Change(path=name, mode=int(mode, 8), blob=blob, before=tuple(before))


def _object(name: bytes) -> str | None:
    return name.decode() if name.strip(b"0") else None


def added_lines(patch: Iterable[bytes]) -> Added:
    """The lines that a patch without context adds, by the objects before and after it.

    Two versions have the same differences whatever their names, and no line of content begins like a header.
    """
    hunks: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    pair: tuple[str, str] | None = None
    for line in patch:
        if line.startswith(b"diff --git "):
            pair = None
        elif line.startswith(b"index ") and (found := _INDEX.match(line)):
            pair = found[1].decode(), found[2].decode()
            # In two places in one patch, the differences would be the same twice.
            hunks[pair] = []
        elif line.startswith(b"@@ ") and pair is not None and (found := _HUNK.match(line)):
            first, count = int(found[1]), int(found[2] or 1)
            if count:
                hunks[pair].append((first, first + count - 1))
        elif line.startswith(b"Binary files ") and pair is not None:
            del hunks[pair]  # nothing is known of its lines
            pair = None
    return {pair: tuple(lines) for pair, lines in hunks.items()}


def with_lines(change: Change, added: Added) -> Change:
    """The change with the lines that are new against each of its parents, as far as that is known."""
    if change.is_new:
        return change
    lines: Lines | None = None
    for before in change.before:
        known = () if before == change.blob else added.get((before, change.blob)) if before else None
        lines = known if lines is None else lines if known is None else _common(lines, known)
    return replace(change, lines=lines)


def _common(one: Lines, other: Lines) -> Lines:
    """The lines that are in both."""
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first <= last:
            found.append((first, last))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)
