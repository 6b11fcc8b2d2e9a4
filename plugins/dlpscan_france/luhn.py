"""Numbers with a Luhn check (ISO/IEC 7812-1, annex B), as arrays of digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits

    Rows = NDArray[np.uint8]


def digits_of(hits: Hits, width: int) -> Rows:
    """The last `width` digits of each hit, letters and separators left out, as uint8[n, width]; zeros where none is."""
    import numpy as np

    from dlpscan.arrays import Strings, byte_set

    kept = Strings.cut(hits.chunk.text, hits.start, hits.end).kept(byte_set(b"0123456789"))
    index = kept.offsets[1:, None] - width + np.arange(width)
    padded = np.append(kept.data, np.uint8(ord("0")))
    inside = index >= kept.offsets[:-1, None]
    rows: Rows = np.where(inside, padded[np.where(inside, index, -1)] - ord("0"), 0).astype(np.uint8)
    return rows


def passes(rows: Rows) -> NDArray[np.bool_]:
    """bool[n]: which rows pass the check; the last digit is the key."""
    import numpy as np

    doubled = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9], np.uint8)
    values = rows.astype(np.int64)
    values[:, -2::-2] = doubled[rows[:, -2::-2]]
    right: NDArray[np.bool_] = values.sum(axis=1) % 10 == 0
    return right
