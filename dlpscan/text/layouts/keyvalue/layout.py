"""Keys and values line by line: YAML, INI, properties, cards (vCard, LDIF), printed forms in blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..nested.cells import cells_of
from ..nested.words import words_of
from .blocks import Style, blocks_outline
from .lines import lines_of
from .sniff import Sample, is_nested, most_common_separator, sample_of
from .yaml import yaml_outline

if TYPE_CHECKING:
    from ....chunk import Cells
    from ....edits import Edits
    from ....layout import Labels

_HEAD = 64 << 10
_LEAST = 2
_ITEM = re.compile(rb"(?m)^( *)- +[\"']?[^\W\d]")
_KEY_ALONE = re.compile(rb"(?m)^( *)([^\s#:\-][^:\n]{0,80}):[ \t]*\r?$")
_DOCUMENT, _TOP = rb"\n(?=---)", rb"\n(?=[A-Za-z_\"'\x80-\xff])"
_BLANK_LINE = rb"\n\r?\n(?=\S)"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyValueLayout:
    """Keys and values in the lines of a style, or by indentation (YAML) where there is none.

    `beginning` matches from a line end on to where a record begins; None if there is no telling. `before` opens what
    the records stand in.
    """

    labels: Labels = field(repr=False, compare=False)
    style: Style | None = None
    beginning: re.Pattern[bytes] | None = None
    before: bytes = b""
    name: str = "key-value"
    has_memory: bool = False

    @property
    def is_splittable(self) -> bool:
        return self.beginning is not None

    def edits(self, text: bytes) -> Edits | None:
        return None

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        lines = lines_of(
            text, self.style.separators if self.style else b":", spaced=_is_spaced(self.style), lists=self.style is None
        )
        return words_of(text, lines.content[lines.keyed], lines.key_end[lines.keyed])[1]

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        if self.style is not None:
            return cells_of(text, blocks_outline(text, self.style), self.labels)
        before = b"" if first else self.before
        cells = cells_of(before + text, yaml_outline(text, before), self.labels)
        return replace(cells, start=cells.start - len(before), end=cells.end - len(before)) if before else cells

    def last_border(self, text: bytes, low: int) -> int:
        at = len(text) if self.beginning is not None else -1
        while at >= 0 and self.beginning is not None:
            at = text.rfind(b"\n", low, at)
            found = self.beginning.match(text, at) if at >= 0 else None
            if found is not None and found.end() > low:
                return found.end()
        return 0

    def first_border(self, window: bytes) -> int | None:
        found = self.beginning.search(window) if self.beginning is not None else None
        return found.end() if found is not None else None

    def after(self, text: bytes) -> KeyValueLayout:
        return self


def recognise(head: bytes, labels: Labels) -> KeyValueLayout | None:
    """Nearly all of the beginning must be keys and values; in doubt it is not."""
    sample = sample_of(head[:_HEAD])
    if sample is None:
        return None
    if is_nested(sample):
        beginning, before = _nested_beginning(head[:_HEAD])
        return KeyValueLayout(labels=labels, beginning=_compiled(beginning), before=before)
    style, beginning = _style_of(head[:_HEAD], sample)
    return KeyValueLayout(labels=labels, style=style, beginning=_compiled(beginning))


def _is_spaced(style: Style | None) -> bool:
    return style is None or style.spaced


def _compiled(beginning: bytes) -> re.Pattern[bytes] | None:
    return re.compile(beginning) if beginning else None


def _style_of(head: bytes, sample: Sample) -> tuple[Style, bytes]:
    """The style of lines that do not stand in one another, and the pattern of their records' beginnings."""
    first = sample.pairs[0]
    if sample.is_card:
        if first[3].upper() == b"BEGIN":
            kind = first[6].strip().upper()
            style = Style(separators=b":", cards=True, first=kind.decode("utf-8", "replace"))
            return style, rb"\n(?=(?i:BEGIN:" + re.escape(kind) + rb")\s)"
        return Style(separators=b":", first="dn"), rb"\n(?=dn:)"
    separator = most_common_separator(sample)
    spaced = separator == b":"
    if sample.sections:
        name, count = sample.sections[0], sample.sections.count(sample.sections[0])
        if count >= _LEAST:
            again = name.strip().decode("utf-8", "replace")
            style = Style(separators=separator, spaced=spaced, sections=True, first=again)
            return style, rb"\n(?=\[{1,2}" + re.escape(name) + rb"\])"
        style = Style(separators=separator, spaced=spaced, sections=True)
        return style, rb"\n(?=\[)" if len(sample.sections) >= _LEAST else b""
    key = first[3]
    if sum(found[3] == key for found in sample.pairs) >= _LEAST:
        style = Style(separators=separator, spaced=spaced, first=key.decode("utf-8", "replace"))
        return style, rb"\n(?=[ \t]*" + re.escape(key) + rb"[ \t\xc2\xa0]*" + separator + rb")"
    return Style(separators=separator, spaced=spaced), _BLANK_LINE if _BLANK_LINE_IN.search(head) else b""


_BLANK_LINE_IN = re.compile(_BLANK_LINE)


def _nested_beginning(head: bytes) -> tuple[bytes, bytes]:
    """The pattern of the records' beginnings in YAML, and the keys that they stand in."""
    items = Counter(len(found[1]) for found in _ITEM.finditer(head))
    column = min((indent for indent, count in items.items() if count >= _LEAST), default=None)
    if column is not None:
        dash = b" " * column + b"- "
        found = re.search(rb"(?m)^" + dash, head)
        return rb"\n(?=" + dash + rb")", _open_keys(head[: found.start()] if found else b"", column)
    if head.startswith(b"---") + head.count(b"\n---") >= _LEAST:
        return _DOCUMENT, b""
    if sum(not found[1] for found in _KEY_ALONE.finditer(head)) >= _LEAST:
        return _TOP, b""
    return b"", b""


def _open_keys(head: bytes, column: int) -> bytes:
    """The lines of the keys that are open where a list begins in a column."""
    open_keys: list[tuple[int, bytes]] = []
    for found in _KEY_ALONE.finditer(head):
        indent = len(found[1])
        open_keys = [(at, line) for at, line in open_keys if at < indent]
        open_keys.append((indent, found[0].rstrip() + b"\n"))
    return b"".join(line for at, line in open_keys if at <= column)
