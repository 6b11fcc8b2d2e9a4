"""The address columns of a table: streets, postcodes and towns, by their headers and those beside them."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from ..language.tables import about_persons, names_of_record, names_person, record_bounds, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits
    from dlpscan.chunk import Cells

    from ..language.near_person import Reader

    Mask = NDArray[np.bool_]
    Index = NDArray[np.int64]

_SAMPLE = 200
_FEW, _MANY = 0.2, 0.5
_LEAST_STREET, _LEAST_TOWN = 4, 2
_SHORT = 16
"""How long a cell may be to say that nothing is known."""
_POSTCODE = re.compile(r"\b(?:cp|code ?post\w*|cod ?post\w*|codpost|zip|zip code|postal ?code|postcode)\b")
_TOWN = re.compile(r"\b(?:ville|commune|localite|city|town|bureau distributeur)\b")
_LOOSE = re.compile(r"^(?:.*\b)?(?:voie|ligne ?\d?|lignes?|commune|residence|address|rue)$")
_WORDS_FOR_NOTHING = (
    "nc|n/a|na|nd|null|none|inconnu|inconnue|sans|sdf|npai|x|xx|xxx|néant|neant|aucune|idem|-|--|.|string|varchar|text|oral"
    "|orale|iv|sc|po|per os|non connue|non renseigné|non renseignée|non renseigne|non renseignee"
)
_NOTHING = tuple(
    form.encode()
    for word in _WORDS_FOR_NOTHING.split("|")
    for form in dict.fromkeys((word, word.upper(), word.capitalize()))
)


class _Role(Enum):
    STREET = auto()
    POSTCODE = auto()
    TOWN = auto()


def judge_columns(hits: Hits, which: Index, confidence: NDArray[np.float32]) -> None:
    """Fills in the confidence of hits that are whole cells below an address header."""
    from dlpscan.arrays import values_of

    cells = hits.chunk.cells()
    if cells is None:
        return
    labels, label = cells.labels(), cells.label[hits.cell[which]]
    grid = not cells.paths and cells.records > 1
    of_persons = about_persons(labels) if grid else 0
    for number in values_of(label):
        own = which[label == number]
        name = (labels[number] if 0 <= number < len(labels) else None) or ""
        if _role(name) is _Role.STREET and not _are_addresses(hits, own):
            continue
        sure = _sureness(hits, own, cells, name, of_persons) if grid else None
        if sure is None:
            _judge_records(hits, own, cells, name, confidence)
        elif sure > 0:
            confidence[own] = _valid(hits, own, _role(name)) * sure


def _are_addresses(hits: Hits, own: Index) -> bool:
    """Whether most of the first cells of a column may be addresses, and not those of mail or machines."""
    from .context import is_value

    text, sample = hits.chunk.text, own[:_SAMPLE].tolist()
    values = [text[hits.start[i] : hits.end[i]].decode(errors="replace") for i in sample]
    return 2 * sum(map(is_value, values)) > len(values)


def _role(name: str) -> _Role:
    words = words_of(name)
    postcode, town = bool(_POSTCODE.search(words)), bool(_TOWN.search(words.rpartition(" postal")[2]))
    if postcode and not town:
        return _Role.POSTCODE
    return _Role.TOWN if town and not postcode else _Role.STREET


def _sureness(hits: Hits, own: Index, cells: Cells, name: str, of_persons: int) -> float:
    """How sure a column of a table with headers is of persons' addresses."""
    if names_person(name):
        return 0.9 if of_persons > -3 else 0
    if of_persons >= 2:
        return 0.9
    if of_persons < 0 or _LOOSE.fullmatch(words_of(name)):
        return 0
    persons, companies = _shares(hits, own, cells)
    return 0.6 if companies < _FEW and (of_persons >= 1 or persons >= _MANY) else 0


def _shares(hits: Hits, own: Index, cells: Cells) -> tuple[float, float]:
    """In how many of the first rows of a table a person is named, and in how many an organisation."""
    from ..language.near_person import Who, actors

    text, rows = hits.chunk.text, own[:_SAMPLE].tolist()
    persons = companies = 0
    for i in rows:
        first, behind = record_bounds(cells, int(hits.cell[i]))
        found = actors(text[cells.start[first] : cells.end[behind - 1]].decode(errors="replace"))
        persons += any(one.who is Who.PERSON and one.named for one in found)
        companies += any(one.who in (Who.COMPANY, Who.TRADE) for one in found)
    return persons / len(rows), companies / len(rows)


def _judge_records(hits: Hits, own: Index, cells: Cells, name: str, confidence: NDArray[np.float32]) -> None:
    """Cells of records that have not all the same fields: JSON, XML, keys and values. The first of many tell."""
    import numpy as np

    from ..language.near_person import Reader

    sample, reader = own[:_SAMPLE], Reader(hits)
    sure = [_sure_of_cell(hits, i, cells, name, reader) for i in sample.tolist()]
    if not any(sure):
        return
    valid = _valid(hits, own, _role(name))
    confidence[sample] = valid[: len(sample)] * np.array(sure, np.float32)
    confidence[own[len(sample) :]] = valid[len(sample) :] * np.float32(np.median(sure))


def _sure_of_cell(hits: Hits, i: int, cells: Cells, name: str, reader: Reader) -> float:
    from ..language.weighing import LEAST
    from .context import points

    explicit = names_person(name)
    value = hits.chunk.text[hits.start[i] : hits.end[i]].decode(errors="replace")
    around = reader.around(i)
    text = points(value, around)
    record = about_persons(names_of_record(cells, int(hits.cell[i])))
    if explicit and record > -3:
        return 0.9
    if text < -1:
        return 0
    if record >= 2 or text >= LEAST:
        return 0.9
    return 0.6 if record >= 1 and text > 0 else 0


def _valid(hits: Hits, own: Index, role: _Role) -> Mask:
    """bool[n]: which cells may be what their header says."""
    import numpy as np

    text = np.frombuffer(hits.chunk.text, np.uint8)
    start, end = hits.start[own], hits.end[own]
    if role is _Role.POSTCODE:
        return _is_postcode(text, start, end)
    width = end - start
    least = _LEAST_TOWN if role is _Role.TOWN else _LEAST_STREET
    valid = width >= least
    first = text[start]
    if role is _Role.TOWN:
        # A town begins with a letter, or with its postcode.
        valid &= (first >= ord("A")) | ((first <= ord("9")) & (first >= ord("0")) & (width > 6))
    valid &= ~_says_nothing(hits, start, end)
    return valid


def _is_postcode(text: NDArray[np.uint8], start: Index, end: Index) -> Mask:
    """Five digits, the first two of a department; spreadsheets lose a zero in front. `56000 VANNES` counts, too."""
    import numpy as np

    width = end - start
    digits = [text.take(start + i, mode="clip") - np.uint8(ord("0")) for i in range(5)]
    four = (digits[0] < 10) & (digits[1] < 10) & (digits[2] < 10) & (digits[3] < 10)
    five = four & (digits[4] < 10)
    department = np.where(width == 4, digits[0], digits[0].astype(np.int16) * 10 + digits[1])
    third = digits[2]
    known = (department >= 1) & (department <= 95)
    overseas = ((department == 97) & (third >= 1) & (third <= 8)) | ((department == 98) & (third >= 4) & (third <= 8))
    known |= overseas
    plausible: Mask = (
        ((width == 5) & five & known) | ((width == 4) & four & (digits[0] > 0)) | ((width > 7) & five & known)
    )
    return plausible


def _says_nothing(hits: Hits, start: Index, end: Index) -> Mask:
    import numpy as np

    from dlpscan.arrays import Strings, is_among

    nothing = np.zeros(len(start), np.bool_)
    short = np.flatnonzero(end - start <= _SHORT)
    if len(short):
        words = np.frombuffer(b"".join(_NOTHING), np.uint8)
        offsets = np.cumsum([0, *map(len, _NOTHING)])
        known = Strings(words, offsets).hashes().view(np.int64)
        own = Strings.cut(hits.chunk.text, start[short], end[short]).hashes().view(np.int64)
        nothing[short] = is_among(own, known.tolist())
    return nothing
