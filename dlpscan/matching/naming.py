"""Rows that name what they hold: `analyse;resultat` over `VIH 1/2;négatif`. The text of one cell labels another.

Measurements are kept like this in laboratories' tables, and so is everything in tables of keys and values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from ..arrays import Strings
from ..chunk import Cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from .context import Headers

_NAMING = re.compile(
    r"(?:^|[ ._-])(?:analyses?|examens?|param[eè?]tres?|libell[eé?]s?|tests?|dosages?|d[eé?]signation|intitul[eé?]"
    r"|rubrique|champ|attribut|propri[eé?]t[eé?]|item|question|mesure|s[eé?]rologies?|param|cl[eé?]|key|label|display|analyte|observation"
    r"|field|name|property|attribute)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:^|[ ._-])(?:r[eé?]sultats?|valeurs?|val|value|result|r[eé?]ponses?|donn[eé?]e|interpr[eé?]tation|conclusion"
    r"|answer|content|contenu|texte)(?:$|[ ._-])",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_MOST_NAMES = 5000
# A table without a header may be one of keys and values if it is no wider and no longer than this.
_FEW_COLUMNS, _FEW_CELLS = 4, 20_000


def named_cells(text: bytes, cells: Cells, headers: Headers) -> dict[int, NDArray[np.int64]]:
    """For each detector the cells (ascending) that have one of its labels in the cell that names them: the last one
    before them in their record."""
    naming, values = _roles(cells)
    if not naming or not values:
        return {}
    of_names = np.flatnonzero(_is_in(cells.label, naming) & (cells.end - cells.start <= _LONGEST_NAME))
    of_values = np.flatnonzero(_is_in(cells.label, values) & (cells.end > cells.start))
    if len(of_names) == 0 or len(of_values) == 0:
        return {}
    keys = Strings.cut(text, cells.start[of_names], cells.end[of_names]).hashes()
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    if len(first) > _MOST_NAMES:
        return {}
    names = tuple(text[cells.start[i] : cells.end[i]].decode("utf-8", "replace") for i in of_names[first].tolist())
    last = np.searchsorted(of_names, of_values) - 1
    named = (last >= 0) & (cells.record[of_names[last]] == cells.record[of_values])
    of_values, name_of = of_values[named], which[last[named]]
    found = {detector: of_values[_is_in(name_of, chosen)] for detector, chosen in headers.columns(names).items()}
    return {detector: own for detector, own in found.items() if len(own)}


def _roles(cells: Cells) -> tuple[list[int], list[int]]:
    """Which labels are of names, and which of what is named."""
    names = cells.names
    if any(names):
        naming = [number for number, name in enumerate(names) if name and _NAMING.search(name)]
        named = [number for number, name in enumerate(names) if name and _NAMED.search(name)]
        return naming, [number for number in named if number not in naming]
    if cells.free is None and len(names) <= _FEW_COLUMNS and len(cells.start) <= _FEW_CELLS:
        return [0], list(range(1, len(names)))
    return [], []


def _is_in(numbers: NDArray[np.int32] | NDArray[np.int64], wanted: Iterable[int]) -> NDArray[np.bool_]:
    is_wanted = np.zeros(max(int(numbers.max(initial=0)), *wanted, 0) + 2, np.bool_)
    is_wanted[list(wanted)] = True
    chosen: NDArray[np.bool_] = is_wanted[numbers]
    return chosen
