"""The reader of plain text: an item's bytes as chunks of UTF-8, in bounded memory whatever the item.

A small item is one chunk. A large one is cut at row borders; where there is none (one endless line), chunks
overlap and each has a core. A large item may also be read in parts, by several workers: every part finds its
borders and the item's encoding and dialect by itself, alike.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from ..contracts import Limits
from ..model import Chunk, Coverage, Item, Notice, Problem
from .content import Content, content_of

if TYPE_CHECKING:
    from ..model import Cells
    from .delimited import Dialect

_HEAD = 64 << 10
_SAMPLES = 15
_BORDER_LINES, _BORDER_WINDOW = 64, 8 << 10
_WIDE = ("utf-16", "utf-32")
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A nominal range of an item's bytes; the real one lies between row borders."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Border:
    """Where a part begins or ends, in bytes; `in_line` where no line end was near."""

    at: int
    in_line: bool = False


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads text of any layout. `is_label` says whether a row of words holds a label some detector knows."""

    is_label: Callable[[tuple[str, ...]], bool] = field(default=lambda _names: False)

    def accepts(self, head: bytes, _name: str) -> int:
        """Every text, behind every reader that knows better."""
        return 1 if content_of([head]).encoding else 0

    def read(self, item: Item, limits: Limits, part: Part | None = None) -> Iterator[Chunk | Item | Notice | Problem]:
        """The item's chunks, or a notice of why there are none. Raises OSError."""
        descriptor = _open(item.path)
        try:
            size = os.fstat(descriptor).st_size
            head = _read_at(descriptor, 0, min(size, _HEAD))
            content = content_of([head])
            if content.encoding is None:
                yield Notice(coverage=Coverage.SKIPPED, reason=_reason(content))
                return
            if size <= len(head):
                yield from self._small(head, content.encoding)
            elif size <= limits.chunk_bytes:
                data = head + _read_at(descriptor, len(head), size - len(head))
                yield from self._small(data, content_of([head, data[_HEAD:]]).encoding or "utf-8")
            else:
                yield from self._large(_Large(descriptor, size, content.encoding, limits), part)
            if os.fstat(descriptor).st_size < size:
                yield Notice(coverage=Coverage.PARTIAL, reason="changed while it was read")
        finally:
            os.close(descriptor)

    def _small(self, data: bytes, encoding: str) -> Iterator[Chunk]:
        text = data if data.isascii() and encoding == "utf-8" else b"".join(_utf8([data], encoding))
        if text:
            layout = _Layout(text, self.is_label)
            yield Chunk(text=text, core=(0, len(text)), encoding=encoding, columns=layout.columns, cells=layout.cells)

    def _large(self, large: _Large, part: Part | None) -> Iterator[Chunk]:
        encoding = large.encoding()
        head = b"".join(_utf8([_read_at(large.descriptor, 0, large.limits.chunk_bytes // 4)], encoding))
        dialect = _sniff(head, self.is_label)
        begin, end = large.borders(part, dialect)
        chunker = _Chunker(large.limits, dialect, encoding, is_first=begin.at == 0)
        if begin.in_line:
            chunker.context(_last_line(b"".join(_utf8([large.before(begin.at)], encoding))))
        for block in _utf8(large.blocks(begin.at, end.at), encoding):
            yield from chunker.feed(block)
        after = b"".join(_utf8([large.after(end.at)], encoding)) if end.in_line else b""
        yield from chunker.finish(after)


def is_splittable(item: Item) -> bool:
    """Whether an item can be read in parts: its characters must be recognisable from any byte on."""
    try:
        descriptor = _open(item.path)
    except OSError:
        return False
    try:
        encoding = content_of([_read_at(descriptor, 0, _HEAD)]).encoding
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return encoding is not None and not encoding.startswith(_WIDE)


def _reason(content: Content) -> str:
    return "binary" if content.kind == "binary" else f"no reader for {content.kind}"


def _open(path: str) -> int:
    """Opens for reading without touching the access time where that is allowed. Raises OSError."""
    if noatime := getattr(os, "O_NOATIME", 0):
        try:
            return os.open(path, _OPEN_FLAGS | noatime)
        except PermissionError:
            pass
    return os.open(path, _OPEN_FLAGS)


def _read_at(descriptor: int, at: int, count: int) -> bytes:
    os.lseek(descriptor, at, os.SEEK_SET)
    pieces = []
    while count > 0:
        piece = os.read(descriptor, count)
        if not piece:
            break
        pieces.append(piece)
        count -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _sniff(text: bytes, is_label: Callable[[tuple[str, ...]], bool]) -> Dialect | None:
    """The dialect of a text from its beginning: at least its first three lines."""
    first = text.find(b"\n")
    second = text.find(b"\n", first + 1)
    if first < 0 or not _look_delimited(text[:first], text[first + 1 : second if second >= 0 else len(text)]):
        return None
    from .delimited import sniff

    if len(text) > _HEAD:
        third = text.find(b"\n", second + 1)
        text = text[: max(third, text.rfind(b"\n", 0, _HEAD)) + 1] or text
    return sniff(text, is_label)


def _look_delimited(first: bytes, second: bytes) -> bool:
    """A cheap test that nearly all prose fails: some delimiter in each of the first two lines."""
    return any(delimiter in first and delimiter in second for delimiter in (b";", b"\t", b"|", b","))


def _last_line(text: bytes) -> bytes:
    return text[text.rfind(b"\n") + 1 :]


class _Large:
    """An item that is read block by block."""

    def __init__(self, descriptor: int, size: int, encoding: str, limits: Limits) -> None:
        self.descriptor, self.size, self.limits = descriptor, size, limits
        self._first_guess = encoding

    def encoding(self) -> str:
        """Decided from samples of the whole item, alike in every part."""
        if self._first_guess.startswith(_WIDE) or self._first_guess == "utf-8-sig":
            return self._first_guess
        step = self.size // (_SAMPLES + 1)
        samples = [_read_at(self.descriptor, i * step, _HEAD) for i in range(_SAMPLES + 1)]
        return content_of(samples).encoding or "utf-8"

    def blocks(self, begin: int, end: int) -> Iterator[bytes]:
        """The bytes from `begin` to `end`, in blocks of a quarter of a chunk."""
        step = self.limits.chunk_bytes // 4
        for at in range(begin, end, step):
            yield _read_at(self.descriptor, at, min(step, end - at))

    def before(self, at: int) -> bytes:
        return _read_at(self.descriptor, max(0, at - self.limits.context_bytes), min(at, self.limits.context_bytes))

    def after(self, at: int) -> bytes:
        return _read_at(self.descriptor, at, self.limits.context_bytes)

    def borders(self, part: Part | None, dialect: Dialect | None) -> tuple[_Border, _Border]:
        """Where a part really begins and ends."""
        if part is None:
            return _Border(at=0), _Border(at=self.size)
        return self._border(part.start, dialect), self._border(part.end, dialect)

    def _border(self, at: int, dialect: Dialect | None) -> _Border:
        if at <= 0 or at >= self.size:
            return _Border(at=min(max(at, 0), self.size))
        window = _read_at(self.descriptor, at - 1, _HEAD)
        found = _row_border(window, dialect)
        if found is not None:
            return _Border(at=at - 1 + found)
        while at < self.size and 0x80 <= window[1] < 0xC0:
            # Not inside a UTF-8 character; harmless for single bytes.
            at, window = at + 1, window[1:]
        return _Border(at=at, in_line=True)


def _row_border(window: bytes, dialect: Dialect | None) -> int | None:
    """The start of the first row in a window of bytes.

    Where quotes may hide line ends, a line is believed to start a row if the quotes behind it make sense.
    """
    at = window.find(b"\n") + 1
    if at == 0 or dialect is None or not dialect.quoted or b'"' not in window:
        return at or None
    from .delimited import stray_quotes

    best = (len(window), at)
    for _ in range(_BORDER_LINES):
        stray = stray_quotes(window[at : at + _BORDER_WINDOW], dialect)
        best = min(best, (stray, at))
        at = window.find(b"\n", at) + 1
        if stray == 0 or at == 0:
            break
    return best[1]


def _utf8(blocks: Iterator[bytes] | list[bytes], encoding: str) -> Iterator[bytes]:
    """Blocks of any encoding as blocks of valid UTF-8; a stray byte is read as cp1252."""
    if encoding == "utf-8":
        yield from _checked(blocks)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace" if encoding.startswith("utf") else "dlpscan-stray")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _checked(blocks: Iterator[bytes] | list[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        data = rest + block if rest else block
        if data.isascii():
            rest = b""
            yield data
            continue
        cut = _character_border(data, len(data))
        rest = data[cut:]
        yield _valid(data[:cut])
    if rest:
        yield _valid(rest)


def _valid(data: bytes) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "dlpscan-stray").encode()
    return data


def _character_border(data: bytes, at: int) -> int:
    """The last place at or before `at` that is not inside a UTF-8 character."""
    for back in range(1, min(4, at) + 1):
        byte = data[at - back]
        if byte < 0x80:
            return at
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return at if length <= back else at - back
    return at


class _Layout:
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
            self._dialect = _sniff(self._text, self._is_label)
        return self._dialect.column_names() if self._dialect else None

    def cells(self) -> Cells | None:
        """The cells below the header, None for prose."""
        if self._laid_out is None and self.columns() is not None and self._dialect is not None:
            self._laid_out = _cells(self._text, self._dialect, skip_header=bool(self._dialect.names))
        return self._laid_out


def _cells(self) -> Cells | None:
        if self.columns() is None or self.dialect is None:
            return None
        return _cells(self.text, self.dialect, skip_header=self.is_first and bool(self.dialect.names))


def _cells(text: bytes, dialect: Dialect, *, skip_header: bool) -> Cells:
    from .delimited import lay_out

    return lay_out(text, dialect, skip_header=skip_header)


class _Chunker:
    """Cuts a stream of UTF-8 into chunks, and knows the line, column and row at which each begins."""

    def __init__(self, limits: Limits, dialect: Dialect | None, encoding: str, *, is_first: bool) -> None:
        self.limits, self.dialect, self.encoding, self.is_first = limits, dialect, encoding, is_first
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
        self.buffer += block
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
        end = _character_border(self.buffer, len(self.buffer) - reach)
        yield self._chunk(len(self.buffer), end)
        keep = _character_border(self.buffer, end - reach)
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
            encoding=self.encoding,
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
