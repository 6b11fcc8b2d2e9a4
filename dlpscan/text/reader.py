"""The reader of plain text: an item's bytes as chunks of UTF-8, in bounded memory whatever the item.

A small item is one chunk. A large one is cut at row borders; where there is none (one endless line), chunks
overlap and each has a core. A large item may also be read in parts, by several workers: every part finds its
borders and the item's encoding and dialect by itself, alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..body import Opened, opened
from ..chunk import Chunk
from ..contracts import Limits
from ..model import Coverage, Item, Notice, Problem
from .chunker import HEAD, Chunker, Small, edited
from .content import content_of
from .decode import Decoder
from .layouts import choose

if TYPE_CHECKING:
    from ..detector import Person
    from ..layout import Label, Labels, Layout, Recogniser

_HEAD = HEAD
# How far away a record's border is looked for.
_FAR, _FARTHEST = 1 << 20, 16 << 20
_SAMPLES = 15
_BORDER_LINES, _BORDER_WINDOW = 64, 8 << 10
_WIDE = ("utf-16", "utf-32")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """What all parts of a large item have in common."""

    encoding: str
    layout: Layout | None


class _NoLabels:
    """For a reader without detectors."""

    def is_label(self, names: tuple[str, ...]) -> bool:
        return False

    def may_hold(self, text: bytes, columns: Callable[[], tuple[str | None, ...]]) -> bool:
        return True

    def occurrences(self, text: bytes) -> list[Label]:
        return []

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        return {}


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads text of any layout. `labels` is what the detectors know of words that announce a value, `layouts` are
    those of plugins."""

    labels: Labels = field(default_factory=_NoLabels)
    layouts: tuple[Recogniser, ...] = ()
    _outlines: dict[tuple[str, int, int], _Outline] = field(default_factory=dict, repr=False, compare=False)
    _surveys: dict[int, Layout] = field(default_factory=dict, repr=False, compare=False)

    def accepts(self, head: bytes, _name: str) -> int:
        """Every text, behind every reader that knows better."""
        return 1 if content_of([head]).encoding else 0

    def read(self, item: Item, limits: Limits, part: Part | None = None) -> Iterator[Chunk | Item | Notice | Problem]:
        """The item's chunks, or a notice of why there are none. Raises OSError."""
        file = opened(item.path, item.body)
        try:
            size = file.size()
            head = file.read_at(0, min(size, _HEAD))
            content = content_of([head])
            if content.encoding is None:
                yield Notice(coverage=Coverage.SKIPPED, reason=content.reason)
                return
            if size <= limits.chunk_bytes:
                data, encoding = head, content.encoding
                if size > _HEAD:
                    data += file.read_at(len(head), size - len(head))
                    encoding = content_of([head, data[_HEAD:]]).encoding or "utf-8"
                yield from self._small(data, encoding)
                is_cut = len(data) < size
            else:
                yield from self._large(_Large(file, size, content.encoding, limits), item, part)
                is_cut = file.size() < size
            if is_cut:
                yield Notice(coverage=Coverage.PARTIAL, reason="changed while it was read")
        finally:
            file.close()

    def _small(self, data: bytes, encoding: str) -> Iterator[Chunk]:
        decoder = Decoder(encoding)
        text = decoder.utf8(data)
        if text:
            yield Small(text, self.labels, self.layouts).chunk(decoder.encoding)

    def _outline(self, large: _Large, item: Item) -> _Outline:
        """The encoding and the layout of a large item; known if its last part was read just before."""
        key = (item.path, large.size, large.file.modified())
        if key not in self._outlines:
            encoding = large.encoding()
            head = Decoder(encoding).utf8(large.file.read_at(0, large.limits.chunk_bytes // 4))
            self._outlines.clear()
            self._surveys.clear()
            self._outlines[key] = _Outline(encoding=encoding, layout=_layout_of(head, self.labels, self.layouts))
        return self._outlines[key]

    def _layout_from(self, large: _Large, outline: _Outline, begin: int) -> Layout | None:
        """The layout of what follows an offset: what stands before it may say what the rest means."""
        layout = outline.layout
        if layout is None or not layout.has_memory:
            return layout
        known = max((at for at in self._surveys if at <= begin), default=0)
        layout = self._surveys.get(known, layout)
        for text in _whole_lines(Decoder(outline.encoding).blocks(large.blocks(known, begin))):
            layout = layout.after(text)
        self._surveys.clear()
        self._surveys[begin] = layout
        return layout

    def _large(self, large: _Large, item: Item, part: Part | None) -> Iterator[Chunk]:
        outline = self._outline(large, item)
        if part is not None and outline.layout is not None and not outline.layout.is_splittable:
            # The worker with the first part reads all of them.
            if part.start > 0:
                return
            part = None
        decoder, around = Decoder(outline.encoding), Decoder(outline.encoding)
        begin, end = large.borders(part, outline.layout)
        layout = self._layout_from(large, outline, begin.at)
        chunker = Chunker(large.limits, layout, decoder, is_first=begin.at == 0)
        if begin.in_line:
            chunker.context(_last_line(around.utf8(large.before(begin.at))))
        for block in decoder.blocks(large.blocks(begin.at, end.at)):
            yield from chunker.feed(block)
        yield from chunker.finish(around.utf8(large.after(end.at)) if end.in_line else b"")


def _layout_of(head: bytes, labels: Labels, others: Sequence[Recogniser]) -> Layout | None:
    markup = choose.markup_of(head, labels)
    made = edited(head, markup)
    text = made.text if made else head
    return markup or choose.rows_of(text, labels, others) or choose.blocks_of(text, labels)


def _whole_lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        text = rest + block if rest else block
        cut = text.rfind(b"\n") + 1
        rest = text[cut:]
        if cut:
            yield text[:cut]
    if rest:
        yield rest


def is_splittable(item: Item) -> bool:
    """Whether an item can be read in parts: its characters must be recognisable from any byte on."""
    try:
        file = opened(item.path, item.body)
    except OSError:
        return False
    try:
        encoding = content_of([file.read_at(0, _HEAD)]).encoding
    except OSError:
        return False
    finally:
        file.close()
    return encoding is not None and not encoding.startswith(_WIDE)


def _last_line(text: bytes) -> bytes:
    return text[text.rfind(b"\n") + 1 :]


class _Large:
    """An item that is read block by block."""

    def __init__(self, file: Opened, size: int, encoding: str, limits: Limits) -> None:
        self.file, self.size, self.limits = file, size, limits
        self._first_guess = encoding

    def encoding(self) -> str:
        """Decided from samples of the whole item, alike in every part."""
        if self._first_guess.startswith(_WIDE) or self._first_guess == "utf-8-sig":
            return self._first_guess
        step = self.size // (_SAMPLES + 1)
        samples = [self.file.read_at(i * step, _HEAD) for i in range(_SAMPLES + 1)]
        return content_of(samples).encoding or "utf-8"

    def blocks(self, begin: int, end: int) -> Iterator[bytes]:
        """The bytes from `begin` to `end`, in blocks of a chunk at most: a part is one."""
        step = self.limits.chunk_bytes
        for at in range(begin, end, step):
            yield self.file.read_at(at, min(step, end - at))

    def before(self, at: int) -> bytes:
        return self.file.read_at(max(0, at - self.limits.context_bytes), min(at, self.limits.context_bytes))

    def after(self, at: int) -> bytes:
        return self.file.read_at(at, self.limits.context_bytes)

    def borders(self, part: Part | None, layout: Layout | None) -> tuple[_Border, _Border]:
        """Where a part really begins and ends."""
        if part is None:
            return _Border(at=0), _Border(at=self.size)
        return self._border(part.start, layout), self._border(part.end, layout)

    def _border(self, at: int, layout: Layout | None) -> _Border:
        if at <= 0 or at >= self.size:
            return _Border(at=min(max(at, 0), self.size))
        for reach in (_HEAD, _FAR, _FARTHEST)[: 1 if layout is None else 3]:
            window = self.file.read_at(at - 1, reach)
            found = layout.first_border(window) if layout else window.find(b"\n") + 1
            if found:
                return _Border(at=at - 1 + found)
            if len(window) < reach and layout is not None:
                # The record goes on to the end.
                return _Border(at=self.size)
        while at < self.size and 0x80 <= window[1] < 0xC0:
            # Not inside a UTF-8 character; harmless for single bytes.
            at, window = at + 1, window[1:]
        return _Border(at=at, in_line=True)
