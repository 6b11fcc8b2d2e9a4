"""JSON Lines: one event a line, as `dlpscan.schema.json` describes them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from ..model import FileReport, Progress, RunInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO

    from ..model import Event

_encoder = msgspec.json.Encoder()


def encode(event: Event) -> bytes:
    """The event as one line of JSON without its end. What UTF-8 cannot express becomes a backslash escape."""
    try:
        return _encoder.encode(event)
    except UnicodeEncodeError:
        return _encoder.encode(_mended(event))


def _mended(value: Any) -> Any:
    """The value without lone surrogates, which stand for bytes of a name that are not text."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, tuple):
        return tuple(map(_mended, value))
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _mended(getattr(value, each.name)) for each in fields(value)})
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLines:
    """Writes every event as it comes, so that an interrupted run leaves whole lines."""

    name: str = "jsonl"

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """Writes the run at once, then each event; progress is none of a machine's business."""

        def write(event: Event) -> None:
            if not isinstance(event, Progress):
                out.write(encode(event) + b"\n")
            if isinstance(event, FileReport | RunInfo):
                out.flush()

        write(run)
        yield write


REPORTER = JsonLines()
