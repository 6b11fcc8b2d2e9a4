"""All that a repository ever held: every version once, and the change that brought it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from .changes import PATCH, Change, added_lines, entry, with_lines
from .program import piped, run
from .ranges import fields_of

_RAW = ("--raw", "-z", "-M", "--no-abbrev")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An object with content. `path` is one of its names; None for size where the repository lacks it."""

    blob: str
    size: int | None
    path: str


def versions() -> Iterator[Version]:
    """Every version that some reference, or the checked out commit, leads to. Raises UsageError."""
    objects = ("rev-list", "--objects", "--missing=print", *_everything())
    told = "--batch-check=%(objecttype) %(objectname) %(objectsize) %(rest)"
    with piped(objects, ("cat-file", told)) as lines:
        for line in lines:
            kind, _, rest = line.rstrip(b"\n").partition(b" ")
            if kind == b"blob":
                name, size, path = rest.split(b" ", 2)
                yield Version(blob=name.decode(), size=int(size), path=path.decode("utf-8", "surrogateescape"))
            elif rest == b"missing":
                yield Version(blob=kind.lstrip(b"?").decode(), size=None, path="")


def _everything() -> tuple[str, ...]:
    """All references, and the commit that is checked out, if there is one."""
    head = run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", accept=(0, 1)).decode().split()
    return ("--all", *head, "--")


def origins(blobs: Collection[str]) -> dict[str, Change]:
    """The change that brought each of some versions first, with its new lines; without those that no commit brought."""
    found: dict[str, Change] = {}
    commits = ("rev-list", "--reverse", "--topo-order", *_everything())
    with piped(commits, ("diff-tree", "--stdin", "-r", "-c", "--root", *_RAW)) as raw:
        commit = ""
        fields = fields_of(raw)
        for field in fields:
            if not field.startswith(b":"):
                commit = field.decode()
                continue
            change = entry(field, fields)
            if change is not None and change.blob in blobs and change.blob not in found:
                found[change.blob] = replace(change, commit=commit)
                if len(found) == len(blobs):
                    break
    edits = dict.fromkeys(change.commit or "" for change in found.values() if not change.is_new)
    if not edits:
        return found
    with piped(("rev-list", "--no-walk=unsorted", *edits), ("diff-tree", "--stdin", "-r", "-m", *PATCH)) as patch:
        added = added_lines(patch)
    return {blob: with_lines(change, added) for blob, change in found.items()}
