"""Names in the cells of a table, told by their letters; as arrays."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .known import PLACEHOLDERS, first_names, first_names_of_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

    Mask = NDArray[np.bool_]

_LONGEST = 60


def may_be_names(folded: Strings) -> Mask:
    """bool[n]: values without digits, short, and none that stands for an unknown name."""
    import numpy as np

    digits = (folded.data - np.uint8(ord("0"))) < 10
    with_digits = np.zeros(len(folded), np.bool_)
    with_digits[np.searchsorted(folded.offsets, np.flatnonzero(digits), side="right") - 1] = True
    right: Mask = ~with_digits & (folded.lengths <= _LONGEST) & (folded.lengths > 1) & ~_are_placeholders(folded)
    return right


def has_first_name(folded: Strings) -> Mask:
    """bool[n]: whether a word of a value is a listed first name."""
    import numpy as np

    from dlpscan.arrays import Strings

    gaps = np.flatnonzero(folded.data == 0)
    starts = np.sort(np.concatenate((folded.offsets[:-1], gaps + 1)))
    ends = np.sort(np.concatenate((folded.offsets[1:], gaps)))
    starts, ends = starts[ends > starts], ends[ends > starts]
    known, hashes = _first_name_hashes(), Strings.cut(folded.data.tobytes(), starts, ends).hashes()
    listed = known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes
    found = np.zeros(len(folded), np.bool_)
    found[np.searchsorted(folded.offsets, starts[listed], side="right") - 1] = True
    return found


@cache
def _first_name_hashes() -> NDArray[np.uint64]:
    return _hashes_of(word.encode() for word in first_names() | first_names_of_words())


def without_signs(cells: Strings) -> Mask:
    """bool[n]: values without the signs of templates and of identifiers: `{{nom}}`, `${prenom}`, `PURGE_NOCTURNE`."""
    import numpy as np

    from dlpscan.arrays import byte_set

    bad = np.zeros(len(cells), np.bool_)
    bad[np.searchsorted(cells.offsets, np.flatnonzero(byte_set(b"{}$_<>%=[]@#\\")[cells.data]), side="right") - 1] = (
        True
    )
    return ~bad


def _are_placeholders(folded: Strings) -> Mask:
    import numpy as np

    known = _placeholder_hashes()
    hashes = folded.hashes()
    found: Mask = known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes
    return found


@cache
def _placeholder_hashes() -> NDArray[np.uint64]:
    words = PLACEHOLDERS | {"NON RENSEIGNE", "NON CONNU", "NON COMMUNIQUE", "NOM PRENOM"}
    return _hashes_of(word.encode().replace(b" ", b"\0") for word in words)


def _hashes_of(words: Iterable[bytes]) -> NDArray[np.uint64]:
    """The sorted hashes of folded values."""
    import numpy as np

    from dlpscan.arrays import Strings

    listed = sorted(words)
    offsets = np.cumsum([0, *map(len, listed)]).astype(np.int64)
    return np.sort(Strings(np.frombuffer(b"".join(listed), np.uint8), offsets).hashes())
