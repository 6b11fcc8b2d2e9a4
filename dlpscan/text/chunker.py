"""A stream of UTF-8 cut into chunks at record borders, and the layout of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from ..chunk import Chunk
from ..contracts import Limits
from ..layout import PROSE
from .decode import Decoder, character_border
from .gist import gist
from .layouts import choose
from .repair import repairs

if TYPE_CHECKING:
    from ..chunk import Cells
    from ..edits import Edited
    from ..layout import Labels, Layout, Recogniser

HEAD = 64 << 10
# A record may be so many chunks long before it is cut; such a cut is made behind one of the ends.
_LONGEST_RECORD = 4
_ENDS = (b"\n", b",", b">", b";", b" ")


class Small:
    """An item that is one chunk: its layout is found out as far as somebody asks."""

    def __init__(self, text: bytes, labels: Labels, layouts: Sequence[Recogniser] = ()) -> None:
        self._labels, self._layouts = labels, layouts
        opening = choose.opening_of(text)
        if opening and not labels.may_hold(gist(text), partial(choose.names_in, opening, text)):
            # Laying out and decoding what holds nothing would take longer than all the rest.
            text = b""
        self._markup = choose.markup_of(text, labels)
        self.edited = edited(text, self._markup)
        self.text = self.edited.text if self.edited else text

    @cached_property
    def _quick(self) -> Layout | None:
        return self._markup or choose.rows_of(self.text, self._labels, self._layouts)

    @cached_property
    def _layout(self) -> Layout | None:
        return self._quick or choose.blocks_of(self.text, self._labels)

    def columns(self) -> tuple[str | None, ...] | None:
        """The labels of its cells; None where only a search tells whether it is worth to look for any."""
        return self._quick.columns(self.text) if self._quick else None

    @cached_property
    def _cells(self) -> Cells | None:
        return _cells(self.text, self._layout, first=True) if self._layout else None

    def cells(self) -> Cells | None:
        """All of its cells, None for prose."""
        return self._cells

    def layout(self) -> str:
        """The name of its layout."""
        return self._layout.name if self._layout else PROSE

    def chunk(self, encoding: str) -> Chunk:
        """The whole text."""
        return Chunk(
            text=self.text,
            core=(0, len(self.text)),
            encoding=encoding,
            origin=self.edited,
            columns=self.columns,
            cells=self.cells,
            layout=self.layout,
        )


def _cells(text: bytes, layout: Layout, *, first: bool) -> Cells | None:
    cells = layout.lay_out(text, first=first)
    return cells if len(cells.start) else None


def edited(text: bytes, layout: Layout | None) -> Edited | None:
    """The text with its escapes decoded and its hidden marks repaired; None where there are none."""
    edits, repaired = layout.edits(text) if layout else None, repairs(text)
    if edits is None:
        return repaired.applied(text) if repaired else None
    return edits.joined(repaired).applied(text)


class Chunker:
    """Cuts a stream of UTF-8 into chunks, and knows the line, column and record at which each begins."""

    def __init__(self, limits: Limits, layout: Layout | None, decoder: Decoder, *, is_first: bool) -> None:
        self.limits, self.layout, self.decoder, self.is_first = limits, layout, decoder, is_first
        self.buffer = b""
        self.core = 0
        self.line, self.column, self.record = 1, 1, 0
        self._cells: Callable[[], Cells | None] = _nothing

    def context(self, text: bytes) -> None:
        """Text before a part that begins inside a line; its characters count from the part's start backwards."""
        self.buffer, self.core = text, len(text)
        self.column = 1 - len(text.decode("utf-8", "replace"))

    def feed(self, block: bytes) -> Iterator[Chunk]:
        """The chunks that are complete with one more block."""
        self.buffer = self.buffer + block if self.buffer else block
        if len(self.buffer) - self.core >= self.limits.chunk_bytes:
            cut = self._border()
            if cut > self.core:
                yield self._chunk(cut, cut)
                self._drop(cut)
                self.core = 0
            elif cut < 0:
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

    def _border(self) -> int:
        """Where to cut the buffer; 0 where it must not be cut yet, -1 where prose goes on without an end."""
        if self.layout is None or self.layout.name == PROSE:
            border = self.buffer.rfind(b"\n") + 1
            return border if border > self.core else -1
        border = self.layout.last_border(self.buffer, self.core)
        if border > self.core or len(self.buffer) < _LONGEST_RECORD * self.limits.chunk_bytes:
            return border
        low = max(0, len(self.buffer) - HEAD)
        ends = (self.buffer.rfind(end, low) + 1 for end in _ENDS)
        return next(filter(None, ends), character_border(self.buffer, len(self.buffer)))

    def _chunk(self, end: int, core_end: int) -> Chunk:
        raw = self.buffer if end == len(self.buffer) else self.buffer[:end]
        # A chunk that begins inside a line has no cells to speak of.
        layout = self.layout if self.core == 0 and end == core_end else None
        made = edited(raw, layout)
        text, core = (
            (made.text, (made.moved(self.core), made.moved(core_end))) if made else (raw, (self.core, core_end))
        )
        self._cells = cache(partial(_cells, text, layout, first=self.is_first)) if layout else _nothing
        chunk = Chunk(
            text=text,
            core=core,
            line=self.line,
            column=self.column,
            first_record=self.record,
            encoding=self.decoder.encoding,
            origin=made,
            columns=cache(lambda: layout.columns(text) or None) if layout else _nothing,
            cells=self._cells,
            layout=lambda: layout.name if layout else PROSE,
        )
        self.is_first = False
        return chunk

    def _drop(self, end: int) -> None:
        gone = self.buffer[:end]
        lines = gone.count(b"\n")
        characters = len(gone[gone.rfind(b"\n") + 1 :].decode("utf-8", "replace"))
        self.column = characters + (1 if lines else self.column)
        self.line += lines
        cells = self._cells()
        self.record += cells.records if cells is not None else 0
        self._cells = _nothing
        self.buffer = self.buffer[end:]
        if self.layout is not None:
            self.layout = self.layout.after(gone)


def _nothing() -> None:
    return
