"""What commits bring: those of a range, each by itself, for what a later one takes out again stays in the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO

from .changes import PATCH, RAW, Change, added_lines, entry, with_lines
from .program import commit_of, piped, run

_NULL = b"\0"
_BLOCK = 1 << 16


def brought(from_ref: str, to_ref: str) -> list[Change]:
    """What the commits bring that `to_ref` has and `from_ref` has not, the oldest first. Raises UsageError.

    `commit` is set where the version is no longer what `to_ref` has under that name.
    """
    last = commit_of(to_ref)
    commits = ("rev-list", "--reverse", "--topo-order", last, f"^{commit_of(from_ref)}")
    with piped(commits, ("diff-tree", "--stdin", "-r", "-c", "--root", *RAW)) as raw:
        found = list(_changes(raw))
    changes = list(_with_lines(found, commits))
    return list(_where_still_there(_once(changes), last))


def _changes(raw: IO[bytes]) -> Iterator[Change]:
    """The entries of each commit, below its name."""
    commit = ""
    fields = fields_of(raw)
    for field in fields:
        if field.startswith(b":"):
            change = entry(field, fields)
            if change is not None:
                yield replace(change, commit=commit)
        else:
            commit = field.decode()


def fields_of(raw: IO[bytes]) -> Iterator[bytes]:
    """What stands between NUL bytes."""
    rest = b""
    while block := raw.read(_BLOCK):
        *whole, rest = (rest + block).split(_NULL)
        yield from whole


def _with_lines(changes: Iterable[Change], commits: tuple[str, ...]) -> Iterator[Change]:
    changes = list(changes)
    edited = [change for change in changes if change.is_file and not change.is_new]
    if not edited:
        yield from changes
        return
    with piped(commits, ("diff-tree", "--stdin", "-r", *PATCH)) as patch:
        added = dict(added_lines(patch))
    for merge in {change.commit for change in edited if len(change.before) > 1}:
        added |= added_lines(run("diff-tree", "-r", "-m", *PATCH, str(merge)).splitlines(keepends=True))
    for change in changes:
        yield with_lines(change, added)


def _once(changes: Iterable[Change]) -> Iterator[Change]:
    """A version that comes several times, the first time."""
    seen = set()
    for change in changes:
        key = (change.path, change.blob, change.lines)
        if key not in seen:
            seen.add(key)
            yield change


def _where_still_there(changes: Iterable[Change], last: str) -> Iterator[Change]:
    """The changes, without their commit where the version is what the last commit has."""
    changes = list(changes)
    names = [f"{last}:{change.path}".encode("utf-8", "surrogateescape") for change in changes]
    asked = [name if b"\n" not in name else b"-" for name in names]
    told = run("cat-file", "--batch-check=%(objectname)", stdin=b"".join(name + b"\n" for name in asked))
    for change, line in zip(changes, told.splitlines(), strict=True):
        yield replace(change, commit=None) if line == change.blob.encode() else change
