"""XML of any kind: how it is recognised and where it may be cut. It is read as it stands: nothing is expanded."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..markup.entities import decoded
from ..markup.prolog import Markup, markup_of
from ..nested.words import numbered
from .elements import cells_of
from .nesting import Nesting, nesting_of
from .tags import specials_of, tags_of
from .vocabulary import names_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ....chunk import Cells
    from ....edits import Edits
    from ....layout import Labels
    from .tags import Tags

_SAMPLE = 1 << 20
_BEHIND_NAME = b" \t\r\n/>"
# Records make up at least so much of an item's beginning.
_LEAST_SHARE = 0.5
_DEEPEST_RECORD = 20


@dataclass(frozen=True, slots=True)
class _Record:
    """The element that is a record: how its tag begins (`<patient`), and the name of what it stands in."""

    opening: bytes
    container: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlLayout:
    """Elements and attributes. `head` is the item's beginning, which shows what its records are."""

    head: bytes = field(repr=False)
    labels: Labels = field(repr=False, compare=False)
    name: str = "xml"
    has_memory: bool = False

    @property
    def is_splittable(self) -> bool:
        return _record_of(self.head) is not None

    def edits(self, text: bytes) -> Edits | None:
        return decoded(text)

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        return names_in(text)

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        record = None if first else _record_of(self.head)
        return cells_of(text, self.labels, container=record.container if record else None)

    def last_border(self, text: bytes, low: int) -> int:
        """Before the last opening tag of a record; comments and sections that hold such a tag are rare."""
        record = _record_of(self.head)
        if record is None:
            return 0
        at = text.rfind(record.opening, low)
        while at > low:
            if _is_tag(text, at, record.opening):
                border = _line_start(text, at)
                return border if border > low else 0
            at = text.rfind(record.opening, low, at)
        return 0

    def first_border(self, window: bytes) -> int | None:
        """Before the first opening tag of a record behind the window's first byte."""
        record = _record_of(self.head)
        if record is None:
            return None
        at = window.find(record.opening, 1)
        while at > 0:
            if _is_tag(window, at, record.opening):
                return _line_start(window, at)
            at = window.find(record.opening, at + 1)
        return None

    def after(self, text: bytes) -> XmlLayout:
        return self


def recognise(head: bytes, labels: Labels) -> XmlLayout | None:
    """The layout of a text that begins like XML and is no page."""
    return XmlLayout(head=head, labels=labels) if markup_of(head) is Markup.XML else None


def _is_tag(text: bytes, at: int, opening: bytes) -> bool:
    behind = text[at + len(opening) : at + len(opening) + 1]
    return behind != b"" and behind in _BEHIND_NAME


def _line_start(text: bytes, at: int) -> int:
    """The start of the line of which a tag is the first, else where the tag is."""
    begin = at
    while begin > 0 and text[begin - 1] in b" \t":
        begin -= 1
    return begin if begin > 0 and text[begin - 1 : begin] == b"\n" else at


@lru_cache(maxsize=8)
def _record_of(head: bytes) -> _Record | None:
    """The element that is repeated nearest to the root and makes up most of an item's beginning.

    None where there is none, or where its name stands for something else inside of it, too.
    """
    head = head[:_SAMPLE]
    tags = tags_of(head, specials_of(head))
    keys = tags.name.keys(head)
    nesting = nesting_of(tags, keys)
    opens = ~tags.is_closing
    for level in range(min(_DEEPEST_RECORD, int(nesting.level.max(initial=-1)) + 1)):
        own = np.flatnonzero(opens & (nesting.level == level))
        key = _repeated(tags.spans.start[own], nesting.parent[own], keys[own], _LEAST_SHARE * len(head))
        if key is not None:
            deeper = opens & (keys == key) & (nesting.level > level)
            return None if bool(deeper.any()) else _record(head, tags, nesting, int(own[keys[own] == key][0]))
    return None


def _record(head: bytes, tags: Tags, nesting: Nesting, first: int) -> _Record:
    name = head[tags.name.start[first] : tags.name.end[first]]
    above = nesting.parent[first : first + 1]
    container = tags.name.chosen(above[above >= 0]).texts(head)
    return _Record(b"<" + name, container[0].rpartition(":")[2] if container else None)


def _repeated(
    start: NDArray[np.int64], parent: NDArray[np.int64], keys: NDArray[np.uint64], least: float
) -> np.uint64 | None:
    """Which name of a level is repeated, as siblings, over most of the text; None if none over so many bytes."""
    order = np.lexsort((parent, keys))
    start, parent, keys = start[order], parent[order], keys[order]
    edges = np.flatnonzero((np.diff(keys) != 0) | (np.diff(parent) != 0)) + 1
    begin, end = np.append(0, edges), np.append(edges, len(start))
    begin, end = begin[end - begin > 1], end[end - begin > 1]
    if len(begin) == 0:
        return None
    # The last of the siblings is as long as the others.
    count = end - begin
    size = (start[end - 1] - start[begin]) * count / (count - 1)
    number, first = numbered(keys[begin])
    sizes = np.bincount(number, weights=size)
    best = int(np.argmax(sizes))
    return keys[begin][first[best]] if sizes[best] >= least else None
