"""What a plugin may be besides a detector: source, reader, reporter, action; two methods each at most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from .chunk import Chunk
from .model import Event, FileReport, Item, Notice, Problem, RunInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds within which an item is read and judged. Sizes in bytes, times in seconds.

    A part of a large item is one chunk, unless its encoding makes it much longer in UTF-8.
    """

    max_size: int | None = None
    chunk_bytes: int = 4608 << 10
    context_bytes: int = 4 << 10
    part_bytes: int = 4 << 20
    item_seconds: float = 120.0
    match_seconds: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What an action is about to do with an item, in words a person can approve."""

    target: str
    text: str


class Source(Protocol):
    """Enumerates the items of a target and opens them again in a worker."""

    def items(self, target: str) -> Iterator[Item | FileReport | Problem]:
        """Every item of the target, once; what is skipped is a report, what cannot be listed a problem and a report."""
        ...

    def reopen(self, target: str) -> Item:
        """The item of that name, in a worker."""
        ...


class Reader(Protocol):
    """Turns an item's bytes into chunks, or into inner items."""

    def accepts(self, head: bytes, name: str) -> int:
        """How sure the reader is that the item is its own, 0 = not at all."""
        ...

    def read(self, item: Item, limits: Limits) -> Iterator[Chunk | Item | Notice | Problem]:
        """The item's text in order. An OSError may be raised; it ends the item as an error."""
        ...


class Reporter(Protocol):
    """Writes events for somebody: a person, a machine."""

    name: str

    def open(self, out: BinaryIO, run: RunInfo) -> AbstractContextManager[Callable[[Event], None]]:
        """A context whose value is called with every event; leaving it completes the report."""
        ...


class Action(Protocol):
    """Does something about a report: quarantine, notify."""

    def plan(self, report: FileReport) -> Step | None:
        """What would be done; nothing is done."""
        ...

    def apply(self, step: Step) -> Problem | None:
        """Does it; a problem where that failed."""
        ...
