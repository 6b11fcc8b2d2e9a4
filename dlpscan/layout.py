"""What every layout is: a value that says of a text where its cells are and where it may be cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from .chunk import Cells
    from .detector import Person
    from .edits import Edits


PROSE = "prose"
"""The name of the layout of running text."""


class Label(NamedTuple):
    """A word of a text that announces a value, by byte offsets; `is_of_person` where the value tells people apart."""

    start: int
    end: int
    is_of_person: bool


class Labels(Protocol):
    """What the detectors know of words that announce a value."""

    def occurrences(self, text: bytes) -> list[Label]:
        """The labels in a text, in order; of those that overlap the longest."""
        ...

    def is_label(self, names: tuple[str, ...]) -> bool:
        """Whether any of the words is a label."""
        ...

    def may_hold(self, text: bytes, columns: Callable[[], tuple[str | None, ...]]) -> bool:
        """Whether anything might be found in a text or in columns of these names, asked for if need be."""
        ...

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        """Which of the words announce what tells people apart (a national id, a birth date, a name), by index."""
        ...


class Recogniser(Protocol):
    """Knows one way of laying text out when it sees it; a module with such a function is one."""

    def recognise(self, head: bytes, labels: Labels) -> Layout | None:
        """The layout of a text, from its beginning: 64 KiB or more, which may be cut anywhere, or all of a short one.

        None for any other text, and that within microseconds: every item is asked. `labels` knows the words that
        announce values.
        """
        ...


class Layout(Protocol):
    """One way to lay text out. A frozen value, made from the beginning of an item.

    All text is valid UTF-8. A *border* is an offset at which a text may be cut in two so that each half can be laid
    out by itself; borders lie between records, behind a line end where there are lines.
    """

    @property
    def name(self) -> str:
        """The word for it in reports."""
        ...

    @property
    def is_splittable(self) -> bool:
        """Whether parts of an item can be read by themselves: borders can be told in the midst of it."""
        ...

    @property
    def has_memory(self) -> bool:
        """Whether `after` may give another layout, so that what precedes a part must be looked at."""
        ...

    def edits(self, text: bytes) -> Edits | None:
        """The escapes and entities of a text with what they stand for; None where there are none.

        They are decoded before the text is searched and laid out. What would then be taken for markup (a quote in a
        string, `<`) becomes a look-alike of it.
        """
        ...

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        """The labels of a text's cells, cheaply: it decides whether the text needs to be laid out."""
        ...

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        """The cells of a text that begins an item (`first`) or at a border, and ends an item or at a border.

        Whatever the text, no exception and no more than linear time: what makes no sense has no cells.
        """
        ...

    def last_border(self, text: bytes, low: int) -> int:
        """The last border of a text, 0 if there is none behind `low`. The text begins an item or at a border."""
        ...

    def first_border(self, window: bytes) -> int | None:
        """The first border in a window that begins anywhere in an item, None if there is none."""
        ...

    def after(self, text: bytes) -> Layout:
        """The layout of what follows a text: itself, unless what stands there says what the rest means."""
        ...
