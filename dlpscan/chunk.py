"""A chunk of text and its cells: what detectors look at.

Arrays are numpy arrays; their shapes stand in the docstrings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """n stretches of prose: `start`, `end`, `record` int64[n], in the order of the text, none overlapping."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    record: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a chunk: parallel arrays of n cells in the order of the text, none overlapping.

    `start` and `end` are byte offsets in the chunk without the quotes, `label` indexes `names` (-1 for none),
    `record` numbers the records from 0 within the chunk. `names[label]` is what a report calls the cell's field: the
    header's text, the key, the element; None in a table without a header. `paths[label]` is the name with what it
    stands in (`patient.nir`, `patients.nom`): labels are looked for in it, and cells of an item with the same path are
    one column, in whatever chunk they stand. Empty where the names are the paths.

    `free` are stretches of prose between or around the cells, if there are any; cells may lie within them.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    label: NDArray[np.int32]
    record: NDArray[np.int64]
    names: tuple[str | None, ...]
    records: int
    paths: tuple[str | None, ...] = ()
    free: Stretches | None = None

    def labels(self) -> tuple[str | None, ...]:
        """The words that say what is in each column."""
        return self.paths or self.names

    def is_grid(self) -> bool:
        """Whether each row has all columns: the cells of a column then stand at equal distances."""
        columns = len(self.names)
        if columns == 0:
            return False
        first, last = self.label[::columns], self.label[columns - 1 :: columns]
        return len(self.label) % columns == 0 and bool((first == 0).all() and (last == columns - 1).all())


def nothing() -> None:
    """The cells of prose."""
    return


def prose() -> str:
    """The layout of prose."""
    return "prose"


class Origin(Protocol):
    """A text as it stood in the item, where a chunk's text was rewritten (escapes, combining accents)."""

    @property
    def original(self) -> bytes:
        """The text of the item, as UTF-8."""
        ...

    def offsets(self, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where offsets of the chunk's text stand in the original."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Valid UTF-8 text of an item.

    A match belongs to the chunk whose core (byte offsets) contains its end: `core[0] < end <= core[1]`,
    and `end == 0` is no match. `line` and `column` (from 1, in characters) are where the chunk's text
    starts. `columns()` (the labels) and `cells()` lay the text out, only when somebody asks, and give None for
    prose; `columns()` also where only a look at all of it tells. `layout()` is the name of the layout. `first_record`
    is the number of the item's records before this chunk, `encoding` what the item was in, `origin` the text before
    it was rewritten.
    """

    text: bytes = field(repr=False)
    core: tuple[int, int]
    line: int = 1
    column: int = 1
    first_record: int = 0
    encoding: str | None = None
    origin: Origin | None = field(default=None, repr=False)
    columns: Callable[[], tuple[str | None, ...] | None] = field(default=nothing, repr=False)
    cells: Callable[[], Cells | None] = field(default=nothing, repr=False)
    layout: Callable[[], str] = field(default=prose, repr=False)
