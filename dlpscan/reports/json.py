"""One JSON document, written as the events come."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Progress, RunInfo, Summary
from .jsonl import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from ..model import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonDocument:
    """`{"run": …, "events": […], "summary": …}` with the objects of JSON Lines; nothing is held back."""

    name: str = "json"

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """The document is whole whenever the context is left, by an error too; `summary` is then null."""
        summary = b"null"
        separator = b"\n"

        def write(event: Event) -> None:
            nonlocal separator, summary
            if isinstance(event, Summary):
                summary = encode(event)
            elif not isinstance(event, Progress | RunInfo):
                out.write(separator + encode(event))
                separator = b",\n"

        out.write(b'{"run":' + encode(run) + b',\n"events":[')
        try:
            yield write
        finally:
            out.write(b'\n],\n"summary":' + summary + b"}\n")


REPORTER = JsonDocument()
