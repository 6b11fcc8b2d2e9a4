"""A table made for patients' data that holds none yet: who has the schema knows where the data will lie.

`CREATE TABLE` statements without rows, and files that hold nothing but a header. It takes columns of two kinds that
tell people apart and of one that says something about their health.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from .base import FunctionDetector

if TYPE_CHECKING:
    from collections.abc import Iterator

_IDENTITY = {
    "nir": r"nir|nss|n(?:um(?:ero)?|o)?_?(?:ss|secu\w*)|ins(?:_?nir)?|matricule_?ins|secu(?:rite_sociale)?",
    "name": r"(?:pat_?)?nom(?:_?(?:pat(?:ient)?|naiss(?:ance)?|usuel|usage|jf|famille|marital))?|prenoms?"
    r"|(?:last|first)_?name",
    "birth": r"ddn|d_?naiss|dat(?:e_?(?:de_?)?)?_?nais(?:s(?:ance)?)?|dt_?nais\w*|birth_?date|date_?of_?birth|dob",
}
_HEALTH = (
    r"gs|gpe_?sang\w*|gr_?sang\w*|groupe_?sang\w*|abo|rhesus|blood_?(?:group|type)|vih\w*|hiv\w*|sero\w*|cd4|b?hcg"
    r"|grossesse|enceinte|ddr|pregnan\w*|ttt|trait(?:ement)?s?|treatments?|poso(?:logie)?|ordonnance|diag(?:nostics?)?\w*"
    r"|cim_?10|antecedents|atcd|allergies|pathologies?|resultats?|analyses?|ald|commentaires?(?:_?med\w*)?"
)
_MOST_TEXT = 16 << 10
_FEWEST_FIELDS = 4
_TABLE, _HEADER = range(2)


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    text = hits.chunk.text
    confidence = np.zeros(len(hits), np.float32)
    for i, (pattern, start, end) in enumerate(
        zip(hits.pattern.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
    ):
        names = _columns(text, end) if pattern == _TABLE else _fields(text, start, end)
        has_rows = pattern == _TABLE and _is_filled(text, text[start:end], end)
        if not has_rows and _is_of_patients(set(names)):
            confidence[i] = 0.9
    if len(hits) > 1:
        # A header is reported once, wherever in it its names stand.
        headers = np.flatnonzero((hits.pattern == _HEADER) & (confidence > 0))
        confidence[headers[1:]] = 0
    return Verdicts(confidence=confidence)


def _columns(text: bytes, at: int) -> Iterator[str]:
    """The columns of a `CREATE TABLE` whose name ends at an offset."""
    body = text[at : at + _MOST_TEXT].decode("utf-8", "replace")
    opened = re.match(r"[\s\"`\]]*\(", body)
    if opened is None:
        return
    depth, name = 1, ""
    for character in body[opened.end() :]:
        depth += (character == "(") - (character == ")")
        if depth == 0:
            break
        if character == "," and depth == 1:
            yield _first_word(name)
            name = ""
        else:
            name += character
    yield _first_word(name)


def _fields(text: bytes, start: int, end: int) -> list[str]:
    """The names of a header that is all there is; none where anything follows or stands before it."""
    begin, stop = text.rfind(b"\n", 0, start) + 1, text.find(b"\n", end)
    line = text[begin : stop if stop >= 0 else len(text)]
    if text[:begin].strip() or (stop >= 0 and text[stop:].strip()) or len(line) > _MOST_TEXT:
        return []
    fields = re.split(r"[;,|\t]", line.decode("utf-8", "replace"))
    return fields if len(fields) >= _FEWEST_FIELDS else []


def _first_word(text: str) -> str:
    """The name of a column: what is quoted, else its first word."""
    quoted = re.match(r"\s*(?:\"([^\"]*)\"|`([^`]*)`|\[([^\]]*)\]|(\w+))", text)
    return next(filter(None, quoted.groups()), "") if quoted else ""


def _folded(name: str) -> str:
    """Without accents, words joined by `_`."""
    letters = unicodedata.normalize("NFKD", name.replace("°", "o"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\W+", "_", bare).strip("_")


def _is_filled(text: bytes, statement: bytes, at: int) -> bool:
    """Whether rows of the table follow."""
    name = re.escape(re.split(rb"[\s\"`\[\].]+", statement.strip(b' \t"`[]'))[-1])
    rows = rb"(?:insert\s+(?:\w+\s+)*?into|copy)\s+(?:[\w\"`\[\]]+\.)?[\"`\[]?" + name + rb"\b"
    return re.search(rows, text[at:], re.IGNORECASE) is not None


def _is_of_patients(names: set[str]) -> bool:
    def has(words: str) -> bool:
        return any(re.fullmatch(words, name, re.IGNORECASE) for name in folded)

    folded = {_folded(name) for name in names}
    return sum(map(has, _IDENTITY.values())) > 1 and has(_HEALTH)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="patient-schema",
        title="Table made for patients' data, without rows",
        category=Category.CARE,
        severity=Severity.INFO,
        context=0,
        identification=0,
        matches=(
            "CREATE TABLE patients (nir char(15), nom text, commentaire text);",
            "NOM;PRENOM;DDN;NUM_SECU;GROUPE_SANGUIN",
        ),
        rejects=("CREATE TABLE produits (id int, nom text, prix int)", "nom;prenom;service;poste"),
        reference="dlpscan's own rule: two kinds of identity and one of health among the columns",
    ),
    patterns=(
        r"create (?:\w{1,12} ){0,2}table (?:if not exists )?[\"`\[]?\w{1,60}(?:[\"`\]]?\.[\"`\[]?\w{1,60})?",
        r"nir|nss|num_?secu|no_?secu|n° ?secu|numero_?secu|ddn|date[_ ]?(?:de[_ ]?)?naiss(?:ance)?|datnais",
    ),
    judged=_judged,
)
