"""All that a repository ever held: every version once, and the commit and name that brought it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .changes import entry
from .program import piped
from .ranges import fields_of

_EVERYTHING = ("--all", "HEAD", "--")
_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An object with content. `path` is one of its names; None for size where the repository lacks it."""

    blob: str
    size: int | None
    path: str


def versions() -> Iterator[Version]:
    """Every version that some reference, or the checked out commit, leads to. Raises UsageError."""
    told = "--batch-check=%(objecttype) %(objectname) %(objectsize) %(rest)"
    with piped(("rev-list", "--objects", *_EVERYTHING), ("cat-file", told)) as lines:
        for line in lines:
            kind, _, rest = line.rstrip(b"\n").partition(b" ")
            if kind == b"blob":
                name, size, path = rest.split(b" ", 2)
                yield Version(blob=name.decode(), size=int(size), path=path.decode("utf-8", "surrogateescape"))
            elif rest == b"missing":
                yield Version(blob=kind.decode(), size=None, path="")


def origins(blobs: Collection[str]) -> dict[str, tuple[str, str]]:
    """The commit that brought each of some versions first, and its name there; without those that none brought."""
    found: dict[str, tuple[str, str]] = {}
    commits = ("rev-list", "--reverse", "--topo-order", *_EVERYTHING)
    with piped(commits, ("diff-tree", "--stdin", "-r", "-c", "--root", *_RAW)) as raw:
        commit = ""
        fields = fields_of(raw)
        for field in fields:
            if not field.startswith(b":"):
                commit = field.decode()
                continue
            change = entry(field, fields)
            if change is not None and change.blob in blobs:
                found.setdefault(change.blob, (commit, change.path))
                if len(found) == len(blobs):
                    return found
    return found
