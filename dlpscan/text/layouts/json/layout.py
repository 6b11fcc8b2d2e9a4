"""JSON, one value or several: how it is recognised and where it may be cut.

JSON as in RFC 8259, JSON Lines (one value a line), values one behind the other; an assignment or a call of
JavaScript around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ..nested.cells import cells_of
from ..nested.pairs import naming_words
from ..nested.words import words_of
from .borders import Borders, borders_of, outer_gaps
from .escapes import edits_of
from .tokens import outline_of, tokens_of

if TYPE_CHECKING:
    from ....chunk import Cells
    from ....edits import Edits
    from ....layout import Labels

# What is looked at to know JSON, and to learn how its records begin.
_SEEN, _HEAD = 64 << 10, 256 << 10
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_SCALAR = rb"(?:" + _STRING + rb"|-?\d[\d.eE+-]*+|true|false|null)"
_VALUE = rb'(?:["{\[\d-]|true|false|null|[A-Z]\w{1,20}\()'
_BEGINNING = re.compile(
    # A byte order mark, an assignment, an export or a call.
    rb"\s*+(?:\xef\xbb\xbf)?\s*+(?:(?:var|let|const|window\.)\s?[\w$.]{1,60}+\s*+=|[A-Za-z_$][\w$.]{0,60}+\("
    rb"|(?:module\.)?exports?(?: default|\s*+=))?\s*+"
    # An object with a key; or lists of one, or of values.
    rb"(?:(?:\[\s*+)*+\{\s*+(?:\}|" + _STRING + rb"\s*+:\s*+" + _VALUE + rb")"
    rb"|(?:\[\s*+)++(?:" + _SCALAR + rb"\s*+[,\]]|\]))",
    re.DOTALL,
)
_SMALL = 256 << 10
_KEY = re.compile(rb'"([^"\n]{1,60}+)"\s*+:')
_OUTSIDE = b" \t\r\n,;)\x1e\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLayout:
    """Objects, lists and values. `head` is the beginning of the item, of which its borders are learned when needed."""

    head: bytes = field(repr=False)
    labels: Labels = field(repr=False, compare=False)
    name: str = "json"
    has_memory: bool = False

    @property
    def is_splittable(self) -> bool:
        return self._borders.are_known()

    @property
    def _borders(self) -> Borders:
        return borders_of(self.head)

    def edits(self, text: bytes) -> Edits | None:
        return edits_of(text)

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        return keys_in(text)

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        before = b"" if first else self._borders.before
        text, behind = before + text, len(before)
        tokens = tokens_of(text)
        # A whole text tells all by itself.
        if first and tokens.are_balanced(0):
            return cells_of(text, outline_of(text, tokens), self.labels)
        borders = self._borders
        if not tokens.are_balanced(borders.level()) and (beginning := borders.beginning()):
            tokens = tokens_of(text, beginning)
        outline = outline_of(text, tokens, behind=behind, is_series=borders.values)
        return _moved(cells_of(text, outline, self.labels), behind)

    def last_border(self, text: bytes, low: int) -> int:
        return self._borders.last(text, low)

    def first_border(self, window: bytes) -> int | None:
        return self._borders.first(window) or None

    def after(self, text: bytes) -> JsonLayout:
        return self


def recognise(head: bytes, labels: Labels) -> JsonLayout | None:
    """JSON begins with a bracket and a key or a value, and has nothing outside of its brackets."""
    if _BEGINNING.match(head) is None:
        return None
    if any(gap.strip(_OUTSIDE) for gap in outer_gaps(head[:_SEEN])):
        return None
    return JsonLayout(head=head[:_HEAD], labels=labels)


def keys_in(text: bytes) -> tuple[str, ...]:
    """The keys, and the texts that may name a value beside them."""
    keys = _keys(text)
    naming = naming_words(keys)
    if not naming:
        return keys
    named = rb'"(?:' + b"|".join(re.escape(word.encode()) for word in naming) + rb')"\s*+:\s*+"([^"]{1,40})"'
    return (*keys, *(found.decode("utf-8", "replace") for found in dict.fromkeys(re.findall(named, text))))


def _keys(text: bytes) -> tuple[str, ...]:
    """The words between a quote and a quote with a colon behind it."""
    if len(text) < _SMALL:
        # Less work than arrays are for so few.
        return tuple(word.decode("utf-8", "replace") for word in dict.fromkeys(_KEY.findall(text)))
    data = np.frombuffer(text + b"  ", np.uint8)
    quotes = np.flatnonzero(data[:-2] == ord('"'))
    following = data[quotes + 1]
    blank = np.flatnonzero(following <= ord(" "))
    # A colon may have a blank or a line end before it.
    following[blank] = data[quotes[blank] + 2]
    closing = np.flatnonzero(following == ord(":"))
    closing = closing[closing > 0]
    return words_of(text, quotes[closing - 1] + 1, quotes[closing])[1]


def _moved(cells: Cells, back: int) -> Cells:
    return replace(cells, start=cells.start - back, end=cells.end - back) if back else cells
