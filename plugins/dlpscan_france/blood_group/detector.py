"""Blood groups, with the Rhesus sign, and red cell phenotypes.

"A+" is also a mark at school, an energy label and a rating, so a bare letter with a sign needs a label, a labelled
column, a person or words that nothing else uses ("A RH POS"). An unlabelled column is put to the vote only if it holds
enough of the groups that no scale of marks has (O, AB).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from ..language.folding import plain
from .context import Places, is_of_somebody
from .forms import FORMS, PATTERNS, Kind
from .words import LABELS, REFUTING_LABELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

    Mask = NDArray[np.bool_]

_KINDS = [kind for kind, _ in FORMS]
_COLUMN = 2
_LIST_GAP = 12
_LIST = re.compile(rb"[ \t,;/|'\"()\[\]{}>=-]*(?:(?:ou|et|et/ou|or|and|\d{1,3})[ \t,;/]+)*|[^\n]*<[^\n]*>")
_LEAST_CELLS, _LEAST_SHARE = 5, 0.15
"""Of an unlabelled column's signed letters, how many there must be, and how many of them O or AB."""
_STOCK_TABLE = re.compile(
    r"(?:^|\W|_)(?:produits?|lots?|qte|quantite|stock|poches?|cgr|peremption|unites?|volume|prix|tarif|nombre|nb|effectif|demandes?|energie)"
)
_PERSON_TABLE = re.compile(
    r"nom|patient|ipp|nip|nda|naiss|ddn|nir|sexe|dossier|donneur|receveur|mere|enfant|matricule|agent|insee|secu"
)
_SCHOOL_TABLE = re.compile(r"eleve|etudiant|maths|classe|note|equipe|planning|muscul|service|projet")
_WEAK_HEADER = re.compile(r"(?:.*\.)?(?:groupe|group|grp|gpe|determination|facteur|rh)\W*")
_RHESUS_HEADER = re.compile(
    r"\b(?:rh|rhesus|rh ?1|rh ?d|facteur|facteur rh\w*|rh factor|groupe rh|10331-7|d)\b|rhesus|facteur_?rh"
)
_ABO_HEADER = re.compile(r"pos|neg|abo|sang|\bgs\b|\bgroupe(?! rh)|\bgrp")
_MOST_PLACES = 20_000
"""How many hits of one chunk are looked at one by one."""


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    kind = np.array(_KINDS)[hits.pattern]
    confidence = np.zeros(len(hits), np.float32)
    column = ((hits.cues & _COLUMN) != 0) & _whole(hits)
    confidence[column] = 0.9
    confidence[column & (_headers(hits, column) | (kind == Kind.SMALL))] = 0
    voters = ~column & _whole(hits) & ((kind == Kind.SIGNED) | (kind == Kind.SPOKEN))
    if voters.any():
        confidence[voters & _beside_o(hits, voters)] = 0.3
    _read(hits, kind, column, confidence)
    _without_rhesus(hits, kind, confidence)
    for i in np.flatnonzero((kind == Kind.PHENOTYPE) & (confidence > 0)).tolist():
        confidence[i] *= not _contradicts_itself(hits.chunk.text[hits.start[i] : hits.end[i]])
    return Verdicts(confidence=confidence)


def _contradicts_itself(phenotype: bytes) -> bool:
    """An antigen that is there and is not: `E- E+ e- e+` is a list of formats."""
    # In `Fy(a+b-) Jk(a-b+)` the letters are those of different systems.
    signs = set(re.findall(rb"([A-Za-z])\s?([+-])", re.sub(rb"\([^)]*\)", b"", phenotype)))
    return len(signs) > len({antigen for antigen, _ in signs})


def _read(hits: Hits, kind: NDArray[np.int64], column: Mask, confidence: NDArray[np.float32]) -> None:
    """Notes the confidence of the hits that are not a labelled cell, by the words around them."""
    import numpy as np

    places, listed = Places(hits), _in_list(hits, kind)
    rest = ~column & (kind != Kind.CELL) & (kind != Kind.RHESUS_CELL) & (confidence == 0) & ~listed
    texts = hits.chunk.text
    for index in np.flatnonzero(rest)[:_MOST_PLACES].tolist():
        value = texts[hits.start[index] : hits.end[index]].decode(errors="replace")
        if is_of_somebody(Kind(kind[index]), value, places.of(index)):
            confidence[index] = 0.9


def _whole(hits: Hits) -> Mask:
    """Which hits are all of their cell, the blanks and an apostrophe aside."""
    import numpy as np

    cells = hits.chunk.cells()
    if cells is None:
        return np.zeros(len(hits), np.bool_)
    cell = np.maximum(hits.cell, 0)
    whole: Mask = (hits.cell >= 0) & (hits.start - cells.start[cell] + cells.end[cell] - hits.end <= 2)
    return whole


def _headers(hits: Hits, column: Mask) -> Mask:
    """bool[n]: the hits in labelled columns that the names of the table, or their own column's, speak against."""
    import numpy as np

    refused = np.zeros(len(hits), np.bool_)
    cells = hits.chunk.cells()
    if cells is None or not column.any():
        return refused
    names = [plain(name or "") for name in cells.labels()]
    everything = " ".join(names)
    if _STOCK_TABLE.search(everything) and not _PERSON_TABLE.search(everything):
        return column
    label = cells.label[np.maximum(hits.cell, 0)]
    is_rhesus = np.array(_KINDS)[hits.pattern] == Kind.RHESUS_CELL
    has_rhesus = any(_RHESUS_HEADER.search(name) for name in names)
    for number in np.unique(label[column]).tolist():
        own, name = column & (label == number), names[number]
        if own.any():
            refused |= own & is_rhesus & (not (_RHESUS_HEADER.search(name) and not _ABO_HEADER.search(name)))
            refused |= own & ~is_rhesus & _doubtful(hits, own, name, everything, has_rhesus=has_rhesus)
    return refused


def _doubtful(hits: Hits, own: Mask, name: str, everything: str, *, has_rhesus: bool) -> Mask:
    """bool[n]: of a column called `groupe` or `rh` the cells that may be groups of something else."""
    import numpy as np

    if not _WEAK_HEADER.fullmatch(name):
        return np.zeros(len(hits), np.bool_)
    if _SCHOOL_TABLE.search(everything) or not (_PERSON_TABLE.search(everything) or has_rhesus):
        return own
    strings = hits.strings()
    last = np.frombuffer(hits.chunk.text, np.uint8)[hits.end - 1]
    signed = np.isin(last, np.frombuffer(b"+-)", np.uint8)) | (strings.lengths > 3)
    return own & ~signed & (not has_rhesus or not _rhesus_beside(hits))


def _rhesus_beside(hits: Hits) -> bool:
    return any(_KINDS[p] is Kind.RHESUS_CELL for p in hits.pattern.tolist())


def _groups(strings: Strings) -> NDArray[np.int64]:
    """The letters of each as one number: A 1, B 2, AB 3, O 8; 16 more with a minus sign."""
    import numpy as np

    weights = np.zeros(256, np.int64)
    for letter, weight in ((b"Aa", 1), (b"Bb", 2), (b"Oo0", 8)):
        weights[list(letter)] = weight
    heads = np.minimum(strings.offsets[:-1, None] + np.arange(3), max(len(strings.data) - 1, 0))
    inside = np.arange(3) < strings.lengths[:, None]
    # The letters end where something else begins: "O POS" is an O once.
    letters = np.where(inside, weights[strings.data[heads]], 0)
    digits = (strings.data[heads] == ord("1")) | (strings.data[heads] == ord("2"))
    going = np.logical_and.accumulate((letters > 0) | digits, axis=1)
    group: NDArray[np.int64] = (letters * going).sum(axis=1)
    return group


def _in_list(hits: Hits, kind: NDArray[np.int64]) -> Mask:
    """Different values side by side are a list of what may be, not what is."""
    import numpy as np

    listed = np.zeros(len(hits), np.bool_)
    if len(hits) < 2:
        return listed
    letters = (kind == Kind.EXPLICIT) | (kind == Kind.SPOKEN) | (kind == Kind.SIGNED) | (kind == Kind.RHESUS)
    near = (
        (hits.start[1:] - hits.end[:-1] <= _LIST_GAP) & (hits.cell[1:] == hits.cell[:-1]) & letters[1:] & letters[:-1]
    )
    text = hits.chunk.text
    for i in np.flatnonzero(near).tolist():
        first, second = text[hits.start[i] : hits.end[i]], text[hits.start[i + 1] : hits.end[i + 1]]
        if _value(first) != _value(second) and _LIST.fullmatch(text, hits.end[i], hits.start[i + 1]):
            listed[i : i + 2] = True
    return listed


def _value(written: bytes) -> tuple[str, bool]:
    """The letters and whether there is a minus."""
    said = plain(written.decode(errors="replace"))
    letters = re.match(r"[abo0]{0,2}(?![a-z])", said)
    return letters[0] if letters else "", bool(re.search(r"neg|moins|[-\u2010-\u2015\u2212]\W*1?$", said))


def _without_rhesus(hits: Hits, kind: NDArray[np.int64], confidence: NDArray[np.float32]) -> None:
    """Takes away the Rhesus beside a letter that is reported: both are one blood group."""
    import numpy as np

    rhesus = np.flatnonzero(((kind == Kind.RHESUS) | (kind == Kind.RHESUS_CELL)) & (confidence > 0))
    letters = np.flatnonzero((kind != Kind.RHESUS) & (kind != Kind.RHESUS_CELL) & (confidence > 0))
    if not len(rhesus) or not len(letters):
        return
    cells = hits.chunk.cells()
    in_cell = hits.cell[rhesus] >= 0
    if cells is not None and in_cell.any():
        records = cells.record[hits.cell[letters[hits.cell[letters] >= 0]]]
        confidence[rhesus[in_cell][np.isin(cells.record[hits.cell[rhesus[in_cell]]], records)]] = 0
    text = hits.chunk.text
    for index in rhesus[~in_cell].tolist():
        for other in letters[np.searchsorted(letters, index) - 1 : np.searchsorted(letters, index) + 1].tolist():
            low, high = sorted((index, other))
            between = text[hits.end[low] : hits.start[high]]
            if kind[other] in (Kind.LETTER, Kind.CODED, Kind.TICKED) and len(between) < 50 and between.count(b"\n") < 2:
                confidence[index] = 0


def _beside_o(hits: Hits, voters: Mask) -> Mask:
    """Which voters stand in a column that has enough O and AB among them."""
    import numpy as np

    cells = hits.chunk.cells()
    if cells is None:
        return np.zeros(len(hits), np.bool_)
    column = np.where(voters, cells.label[np.maximum(hits.cell, 0)], -1) + 1
    column = np.maximum(column, 0)
    group = _groups(hits.strings())
    count = np.bincount(column, minlength=2)
    rare = np.bincount(column, weights=(group == 8) | (group == 3), minlength=2)
    good = (count >= _LEAST_CELLS) & (rare >= _LEAST_SHARE * count)
    good[0] = False
    answer: Mask = good[column]
    return answer


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="blood-group",
        title="Blood group",
        category=Category.HEALTH,
        severity=Severity.MEDIUM,
        labels=LABELS,
        refuting_labels=REFUTING_LABELS,
        votes=True,
        matches=(
            "Groupe sanguin : A+", "A RH POS", "O Rh(D) négatif", "C+ E- c+ e+ K-", "RH:1,-2,-3,4,5",
            "patiente rhésus négatif",
            "GS : 0 POSlTIF", "mère B+", "10331-7^Rh^LN||NEG",
        ),
        rejects=(
            "note : A+", "2 CGR O-", "classe A+++", "vitamine B+", "streptocoque du groupe B positif",
            "service RH - poste",
        ),
        reference="Haute Autorité de santé and EFS usage; ISBT notation RH1 for the antigen D",
    ),
    patterns=PATTERNS,
    judged=_judged,
)  # fmt: skip
