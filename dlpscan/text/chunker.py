"""A stream of UTF-8 cut into chunks at row borders, and the layout of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from ..contracts import Limits
from ..model import Chunk
from .decode import Decoder, character_border

if TYPE_CHECKING:
    from ..model import Cells
    from .delimited import Dialect

_HEAD = 64 << 10
# More than the sniffer looks at, for the lines that quotes hide.
_SAMPLE_LINES = 400


class Layout:
    """The layout of an item that is one chunk, found out when it is asked for."""

    def __init__(self, text: bytes, is_label: Callable[[tuple[str, ...]], bool]) -> None:
        self._text, self._is_label = text, is_label
        self._sniffed = False
        self._dialect: Dialect | None = None
        self._laid_out: Cells | None = None

    def columns(self) -> tuple[str | None, ...] | None:
        """The columns' names, None for prose."""
        if not self._sniffed:
            self._sniffed = True
            self._dialect = sniff_beginning(self._text, self._is_label)
        return self._dialect.column_names() if self._dialect else None

    def cells(self) -> Cells | None:
        """The cells below the header, None for prose."""
        if self._laid_out is None and self.columns() is not None and self._dialect is not None:
            self._laid_out = _cells(self._text, self._dialect, skip_header=bool(self._dialect.names))
        return self._laid_out


def _cells(text: bytes, dialect: Dialect, *, skip_header: bool) -> Cells:
    from .delimited import lay_out

    return lay_out(text, dialect, skip_header=skip_header)


class Chunker:
    """Cuts a stream of UTF-8 into chunks, and knows the line, column and row at which each begins."""

    def __init__(self, limits: Limits, dialect: Dialect | None, decoder: Decoder, *, is_first: bool) -> None:
        self.limits, self.dialect, self.decoder, self.is_first = limits, dialect, decoder, is_first
        self.buffer = b""
        self.core = 0
        self.line, self.column, self.record = 1, 1, 0
        self._rows: Callable[[], Cells | None] = _nothing

    def context(self, text: bytes) -> None:
        """Text before a part that begins inside a line; its characters count from the part's start backwards."""
        self.buffer, self.core = text, len(text)
        self.column = 1 - len(text.decode("utf-8", "replace"))

    def feed(self, block: bytes) -> Iterator[Chunk]:
        """The chunks that are complete with one more block."""
        self.buffer = self.buffer + block if self.buffer else block
        if len(self.buffer) - self.core >= self.limits.chunk_bytes:
            cut = self._row_end()
            if cut > self.core:
                yield self._chunk(cut, cut)
                self._drop(cut)
                self.core = 0
            else:
                yield from self._overlapping()

    def finish(self, after: bytes) -> Iterator[Chunk]:
        """The last chunk; `after` is context that belongs to the next part."""
        if len(self.buffer) > self.core:
            end = len(self.buffer)
            self.buffer += after
            yield self._chunk(len(self.buffer), end)

    def _overlapping(self) -> Iterator[Chunk]:
        reach = self.limits.context_bytes
        end = character_border(self.buffer, len(self.buffer) - reach)
        yield self._chunk(len(self.buffer), end)
        keep = character_border(self.buffer, end - reach)
        self._drop(keep)
        self.core = end - keep

    def _row_end(self) -> int:
        """Behind the last line end that is outside of quotes, as far as their number tells; 0 if there is none."""
        cut = self.buffer.rfind(b"\n") + 1
        if self.dialect is None or not self.dialect.quoted:
            return cut
        quotes = self.buffer.count(b'"', 0, cut)
        at, oldest = cut, max(self.core, cut - _HEAD)
        while quotes % 2 and at > oldest:
            earlier = self.buffer.rfind(b"\n", 0, at - 1) + 1
            quotes -= self.buffer.count(b'"', earlier, at)
            at = earlier
        return at if at > oldest else cut

    def _chunk(self, end: int, core_end: int) -> Chunk:
        text = self.buffer if end == len(self.buffer) else self.buffer[:end]
        # A chunk that begins inside a row has no columns to speak of.
        dialect = self.dialect if self.core == 0 and end == core_end else None
        self._rows = _nothing
        if dialect is not None:
            skip_header = self.is_first and bool(dialect.names)
            self._rows = cache(partial(_cells, text, dialect, skip_header=skip_header))
        names = dialect.column_names() if dialect else None
        chunk = Chunk(
            text=text,
            core=(self.core, core_end),
            line=self.line,
            column=self.column,
            first_record=self.record,
            encoding=self.decoder.encoding,
            columns=lambda: names,
            cells=self._rows,
        )
        self.is_first = False
        return chunk

    def _drop(self, end: int) -> None:
        gone = self.buffer[:end]
        lines = gone.count(b"\n")
        characters = len(gone[gone.rfind(b"\n") + 1 :].decode("utf-8", "replace"))
        self.column = characters + (1 if lines else self.column)
        self.line += lines
        rows = self._rows()
        self.record += rows.records if rows is not None else 0
        self._rows = _nothing
        self.buffer = self.buffer[end:]


def _nothing() -> None:
    return


def sniff_beginning(text: bytes, is_label: Callable[[tuple[str, ...]], bool]) -> Dialect | None:
    """The dialect of a text from its beginning: at least its first three lines."""
    first = text.find(b"\n")
    second = text.find(b"\n", first + 1)
    if first < 0 or not _look_delimited(text[:first], text[first + 1 : second if second >= 0 else len(text)]):
        return None
    from .delimited import sniff

    return sniff(text[: _sample_end(text)] or text, is_label)


def _sample_end(text: bytes) -> int:
    """Behind the line that ends the sample: enough lines, enough text, at least three lines. 0 if none ends."""
    end = lines = 0
    while lines < _SAMPLE_LINES and (end < _HEAD or lines < 3):
        following = text.find(b"\n", end) + 1
        if following == 0:
            return len(text) if len(text) <= _HEAD else end
        end, lines = following, lines + 1
    return end


def _look_delimited(first: bytes, second: bytes) -> bool:
    """A cheap test that nearly all prose fails: some delimiter in each of the first two lines."""
    return any(delimiter in first and delimiter in second for delimiter in (b";", b"\t", b"|", b","))
