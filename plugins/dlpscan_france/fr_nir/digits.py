"""The digits of French social security numbers as arrays: thirteen positions and a key (see `fr_nir.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits
    from dlpscan.arrays import Strings

    Rows = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

WIDTH, BARE = 15, 13
CORSICAN_AT = 6  # where the A or B of 2A and 2B stands
_KEPT = b"0123456789ABab"
_ONES = 1_111_111_111_111  # what one more in each of the thirteen positions adds
_DEPARTMENT_UNIT = 1_000_000


def rows_of(hits: Hits) -> tuple[Rows, Mask]:
    """The characters of each number as uint8[n, 15], capitals; and which have no key (zeros stand for it)."""
    import numpy as np

    from dlpscan.arrays import Strings, byte_set

    # Column by column, which is how everything reads them: each column is contiguous.
    rows = np.full((len(hits), WIDTH), ord("0"), np.uint8, order="F")
    bare = np.zeros(len(hits), np.bool_)
    text = np.frombuffer(hits.chunk.text, np.uint8)
    glued = (hits.end - hits.start) == WIDTH
    for i in range(WIDTH):
        rows[:, i] = text[np.minimum(hits.start + i, len(text) - 1)]
        if i != CORSICAN_AT:
            glued &= rows[:, i] - ord("0") < 10
    rest = np.flatnonzero(~glued)
    if len(rest):
        kept = _as_digits(Strings.cut(hits.chunk.text, hits.start[rest], hits.end[rest])).kept(byte_set(_KEPT))
        bare[rest] = kept.lengths < WIDTH
        index = kept.offsets[:-1, None] + np.arange(WIDTH)
        rows[rest] = np.append(kept.data, np.full(WIDTH, ord("0"), np.uint8))[index]
        rows[bare, BARE:] = ord("0")
    letter = rows[:, 6]
    letter[letter >= ord("a")] -= 32
    return rows, bare


def _as_digits(strings: Strings) -> Strings:
    """With the letters that a machine reads for digits as those digits; no other stands in a hit."""
    import numpy as np

    from dlpscan.arrays import Strings

    digits = np.arange(256, dtype=np.uint8)
    digits[list(b"Oo")], digits[list(b"lI")] = ord("0"), ord("1")
    # The words "clé" and "clef" before the key are no digits.
    word = np.zeros(len(strings.data), np.bool_)
    word[1:] = (strings.data[:-1] | 32) == ord("c")
    return Strings(np.where(word, strings.data, digits[strings.data]), strings.offsets)


def takes_key_beside(hits: Hits, rows: Rows, bare: Mask) -> Mask:
    """Which numbers without a key have it in the next cell of their record; it is put into their rows."""
    import numpy as np

    cells = hits.chunk.cells()
    found = np.zeros(len(hits), np.bool_)
    if cells is None:
        return found
    asked = np.flatnonzero(bare & (hits.cell >= 0) & (hits.cell + 1 < len(cells.start)))
    beside = hits.cell[asked] + 1
    start = cells.start[beside]
    of_two = (cells.end[beside] - start == 2) & (cells.record[beside] == cells.record[beside - 1])
    # The number must be the last thing in its cell.
    of_two &= cells.end[beside - 1] - hits.end[asked] <= 1
    asked, start = asked[of_two], start[of_two]
    text = np.frombuffer(hits.chunk.text, np.uint8)
    first, second = text[start], text[start + 1]
    digits = (first - ord("0") < 10) & (second - ord("0") < 10)
    asked = asked[digits]
    rows[asked, 13], rows[asked, 14] = first[digits], second[digits]
    # A wrong one may be any other number, where no label says that the first is a NIR.
    number, _ = numbers_of(rows[asked])
    right = 97 - number % 97 == two(rows[asked], 13)
    rows[asked[~right], BARE:] = ord("0")
    found[asked[right]] = True
    return found


def numbers_of(rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The thirteen positions as a number, Corsica as 19 and 18; and 1 for 2A, 2 for 2B, else 0."""
    import numpy as np

    number = np.zeros(len(rows), np.int64)
    for i in range(BARE):
        number *= 10
        number += rows[:, i]
    number -= ord("0") * _ONES
    letter = rows[:, CORSICAN_AT]
    corsican = np.where(letter >= ord("A"), letter.astype(np.int64) - (ord("A") - 1), 0)
    islanders = np.flatnonzero(corsican)
    counted_as = (20 - corsican[islanders]) * _DEPARTMENT_UNIT
    written = (20 + letter[islanders].astype(np.int64) - ord("0")) * _DEPARTMENT_UNIT
    number[islanders] += counted_as - written
    return number, corsican


def two(rows: Rows, at: int) -> NDArray[np.int64]:
    """int64[n]: the two digits at a position as a number."""
    import numpy as np

    number: NDArray[np.int64] = (rows[:, at] - ord("0")).astype(np.int64) * 10 + (rows[:, at + 1] - ord("0"))
    return number


def structure_of(rows: Rows) -> tuple[Mask, Mask]:
    """Whether sex, month, place and order may be; and whether sex and month are ordinary."""
    import numpy as np

    sex, month, department = rows[:, 0] - ord("0"), two(rows, 3), two(rows, 5)
    commune = (rows[:, 7] - ord("0")).astype(int) * 100 + two(rows, 8)
    island = rows[:, 6] >= ord("A")
    overseas = (department == 97) | (department == 98)
    month_right = (month >= 1) & ~((month > 12) & (month < 20)) & ~((month > 42) & (month < 50))
    department_right = island & (rows[:, 5] == ord("2")) | ~island & (department > 0)
    # Overseas the department has three digits and the commune two.
    commune_right = np.where(overseas, commune % 100, commune) > 0
    order_right = (rows[:, 10:13] != ord("0")).any(axis=1)
    sex_right = (sex >= 1) & (sex <= 8)
    shaped = sex_right & month_right & department_right & commune_right & order_right
    return shaped, (sex <= 2) & (month <= 12)
