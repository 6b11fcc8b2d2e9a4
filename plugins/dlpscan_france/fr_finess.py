"""The numbers of health establishments: FINESS, nine characters with a Luhn key, the first two a département.

A company's SIREN has nine digits and the same key, so that only what says FINESS makes a number one (DREES, fichier
national des établissements sanitaires et sociaux).
"""

from __future__ import annotations

import re

from dlpscan import Category, DetectorInfo, Hits, Pattern, Severity, Verdicts, Where

from .base import FunctionDetector
from .language.folding import plain
from .language.statements import header, is_open

_WIDTH = 9
_BEFORE, _BEHIND, _ABOVE = 70, 14, 1500
_SAYS = re.compile(
    r"f\.?[il1]\.?n\.?[e3]\.?s\.?s|1\.2\.250\.1\.71\.4\.2\.2|entite (?:juridique|geographique)|structuree[tj]"
    r"|\b(?:ej|et) ?:|nofiness|etablissement ?:? ?$"
)
_OTHER = re.compile(
    r"siren|siret|\btva\b|\brcs\b|\bnaf\b|\bape\b|\btel\b|commande|facture|sejour|dossier|titre|licence|entree|default|\bipp\b|\bnda\b"
)


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    from .luhn import digits_of, passes

    rows = digits_of(hits, _WIDTH)
    department = rows[:, 0].astype(np.int64) * 10 + rows[:, 1]
    right = passes(rows) & (department > 0) & (department < 99)
    in_column = hits.labelled() & hits.whole_cell()
    confidence = np.where(right & in_column, np.float32(0.95), np.float32(0))
    # A number alone in its cell is what its column says; the cells beside it say nothing of it.
    for i in np.flatnonzero(right & ~in_column & is_open(hits)).tolist():
        confidence[i] = _read(hits, i)
    return Verdicts(confidence=confidence.astype(np.float32), failed=~right)


def _read(hits: Hits, index: int) -> float:
    """The confidence by what stands around a number."""
    text, start, end = hits.chunk.text, int(hits.start[index]), int(hits.end[index])
    line = text.rfind(b"\n", 0, start) + 1
    before = plain(text[max(line, start - _BEFORE) : start].decode("utf-8", "replace"))
    behind = plain(text[end : end + _BEHIND].split(b"\n")[0].decode("utf-8", "replace"))
    said = _last(_SAYS, before)
    if (said >= 0 and said > _last(_OTHER, before)) or _SAYS.search(header(hits, index)):
        return 0.9
    if re.match(r"\W{0,4}f\.?i\.?n", behind):
        return 0.9
    if _OTHER.search(before):
        return 0
    above = plain(text[max(0, line - _ABOVE) : line].decode("utf-8", "replace"))
    column = len(text[line:start].decode("utf-8", "replace"))
    return 0.7 if _is_below(above, column) else 0


def _is_below(above: str, column: int) -> bool:
    """Whether the nearest line above that says FINESS says it over the same columns, as printed tables do."""
    for line in reversed(above.splitlines()):
        found = _SAYS.search(line)
        if found:
            return (
                found.start() - _WIDTH <= column <= found.end() + _WIDTH and not line[found.end() :].strip().isdigit()
            )
        if not line.strip():
            return False
    return False


def _last(words: re.Pattern[str], text: str) -> int:
    """Where the last of some words begins, -1 where there is none."""
    return max((found.start() for found in words.finditer(text)), default=-1)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="fr-finess",
        title="Number of a health establishment (FINESS)",
        category=Category.CARE,
        severity=Severity.INFO,
        # An establishment is no person.
        context=1,
        identification=0,
        labels=(
            "finess", "n finess", "num finess", "numéro finess", "code finess", "finess géo", "finess geographique",
            "finess juridique", "finess ej", "finess et", "id finess", "nofinesset", "nofinessej",
        ),
        votes=True,
        matches=("FINESS : 979000015", "N° FINESS 97 900001 5"),
        rejects=("FINESS : 979000018", "SIREN 979 000 015", "979000015"),
        reference="DREES, fichier national des établissements sanitaires et sociaux (FINESS)",
    ),
    patterns=(
        Pattern(text=r"(?<!\d)\d ?[\dABab](?:[ .-]?\d){7}(?!\d)"),
        Pattern(text=r"\d{9}|2[ABab]\d{7}", where=Where.COLUMN),
    ),
    judged=_judged,
)  # fmt: skip
