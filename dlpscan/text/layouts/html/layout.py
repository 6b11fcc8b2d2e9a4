"""Pages: text with the markup taken away, the tables and the fields of forms as cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..markup.prolog import Markup, markup_of
from .cells import cells_of, header_at_end
from .edits import edits_of
from .names import names_in

if TYPE_CHECKING:
    from ....chunk import Cells
    from ....edits import Edits
    from ....layout import Labels

_BLOCK = re.compile(rb"<(?:tr|p|div|table|li|dl|form|h[1-6])(?=[\s>])", re.IGNORECASE)
_OPEN_TABLE, _CLOSE_TABLE = re.compile(rb"<table(?=[\s>])", re.IGNORECASE), re.compile(rb"</table\s*>", re.IGNORECASE)
# How far from the end of a text a border is looked for, and how far into a table its header.
_TAIL, _HEADER = 256 << 10, 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlLayout:
    """A page. `header` are the names of the columns of a table that goes on from the text before."""

    labels: Labels
    header: tuple[str, ...] = ()
    name: str = "html"
    is_splittable: bool = False
    has_memory: bool = True

    def edits(self, text: bytes) -> Edits | None:
        return edits_of(text)

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        return (*self.header, *names_in(text))

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        return cells_of(text, self.labels, self.header)

    def last_border(self, text: bytes, low: int) -> int:
        """Before the last row, paragraph or other block."""
        tail = max(low + 1, len(text) - _TAIL)
        border = 0
        for found in _BLOCK.finditer(text, tail):
            border = found.start()
        return border

    def first_border(self, window: bytes) -> int | None:
        found = _BLOCK.search(window, 1)
        return found.start() if found else None

    def after(self, text: bytes) -> HtmlLayout:
        begin = max((found.start() for found in _OPEN_TABLE.finditer(text)), default=-1)
        if _CLOSE_TABLE.search(text, max(begin, 0)):
            return replace(self, header=())
        if begin < 0:
            return self
        head = text[begin : begin + _HEADER]
        made = edits_of(head)
        return replace(self, header=header_at_end(made.applied(head).text if made else head, self.labels))


def recognise(head: bytes, labels: Labels) -> HtmlLayout | None:
    """The layout of a page, from its beginning."""
    return HtmlLayout(labels=labels) if markup_of(head) is Markup.PAGE else None
