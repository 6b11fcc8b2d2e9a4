"""Drugs, doses and therapies of a person.

A name is one of a list (`treatment_words.py`). In prose it is looked for where something rare stands beside it: a
dose with its unit, how often it is taken, a label; or where its own end tells it, as the international names of
substances do (WHO, stem book). What is about nobody is told by what stands around (`treatment_context.py`). Columns of
comments and of treatments are read cell by cell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from ..language.folding import plain
from ..language.statements import Surroundings
from .patterns import PATTERNS, Found
from .words import DOUBTFUL, FAMILIES, NAME, THERAPY, family_of, named_in, naming

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .context import Evidence

    Mask = NDArray[np.bool_]

# Allergies, analyses and reagents name a drug that nobody takes.
_NOT_TAKEN = re.compile(
    r"allergi|intoleran|hypersensib|contre[ -]?indi|anaphyla|choc (?:a|au) |quincke|dosage|taux|residuel|\bci\b"
    r"|resistan|sensib|antibiogramme|anti-|sans |jamais (?:eu|pris|de)"
)
# A germ's answer to an antibiotic, a level in the blood, what is or is not in the urine.
_TESTED = re.compile(
    r"[^a-z\n]{0,20}(?:\+ ?ac\S* ?\w{0,12}[^a-z]{0,6})?"
    r"(?:resist|sensib|intermed|[sri]\b|cmi\b|negati|positi|absen|presen)"
    r"|[^\n]{0,12}[ :.]<? ?\d[\d,.]* ?(?:m?u?ui|ng|[µu]g|pmol|nmol|mmol|mg|g)/d?l\b"
    r"|[^\n]{0,12}[ :.]<? ?\d[\d,.]* ?(?:m?u?ui|ng|[µu]g|pg)/ml"
)
_TAKEN = re.compile(
    r"\bsous\b|\bttt\b|\btrait|\bprend|\btrt\b|\d ?(?:mg|g|ui|cp|ampoule)|\bcp\b|perf|/ ?j\b|injection|cure"
)
_TREATMENT_HEADER = re.compile(
    r"\bttts?\b|trait|\btrt\b|\bposo|ordonnance|\bdci\b|medic|prescri|\bmolecule|\bdrug|\bspecialite|\brx[eoda]\b"
    r"|therap|\brp\b"
)
_PERSON_HEADER = re.compile(
    r"\b(?:prenoms?|first ?name|given|ddn|dob|date ?naiss\w*|naissance|naiss|ne le|birth ?date|nir|nss|secu"
    r"|num secu|civilite|civ|sexe"
    r"|patiente?s?|ipp|nip|iep|nda|assuree?|beneficiaire|residente?s?|identite|chambre|gender|pid|subject)\b"
)
_PRODUCT_HEADER = re.compile(
    r"\b(?:stocks?|qte|quantite|prix|pu|tarif|lot|peremption|cip\d*|ucd\d*|atc|fournisseur|titulaire|amm"
    r"|conditionnement|tva|remise"
    r"|seuil|rayon|presentation|taux|smr|libelle cip|date amm|etat)\b"
)
_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.\-]")
_HIGH, _MEDIUM, _LESS_SURE = 0.9, 0.7, 1


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    confidence = np.zeros(len(hits), np.float32)
    tag = np.full(len(hits), -1, np.int8)
    needy = np.ones(len(hits), np.bool_)
    which = np.flatnonzero(naming(hits.strings()))
    if len(which):
        columns = which[hits.pattern[which] == Found.IN_COLUMN]
        _judge_cells(hits, columns, confidence, tag, needy)
        _judge_prose(hits, which[hits.pattern[which] != Found.IN_COLUMN], confidence, tag, needy)
    return Verdicts(confidence=confidence, tag=tag, needy=needy)


def _judge_cells(
    hits: Hits, which: NDArray[np.int64], confidence: NDArray[np.float32], tag: NDArray[np.int8], needy: Mask
) -> None:
    """Cells of columns of comments or treatments; each distinct one is read once."""
    import numpy as np

    from dlpscan.arrays import Strings

    cells = hits.chunk.cells()
    if len(which) == 0 or cells is None:
        return
    headers = [_in_words(name or "") for name in cells.labels()]
    of_persons = any(map(_PERSON_HEADER.search, headers))
    if not of_persons and any(map(_PRODUCT_HEADER.search, headers)):
        return
    label = cells.label[hits.cell[which]]
    is_treatment = np.array([bool(_TREATMENT_HEADER.search(header)) for header in headers] + [False])[label]
    keys = Strings.cut(hits.chunk.text, hits.start[which], hits.end[which]).hashes() ^ is_treatment.astype(np.uint64)
    _, first, back = np.unique(keys, return_index=True, return_inverse=True)
    text, start, end = hits.chunk.text, hits.start[which[first]].tolist(), hits.end[which[first]].tolist()
    said = [
        _of_cell(text[a:b].decode(errors="replace"), treatment)
        for a, b, treatment in zip(start, end, is_treatment[first].tolist(), strict=True)
    ]
    confidence[which] = np.array([one for one, _ in said], np.float32)[back]
    tag[which] = np.array([one for _, one in said], np.int8)[back]
    needy[which] = not of_persons


@lru_cache(maxsize=4096)
def _of_cell(text: str, is_treatment: bool) -> tuple[float, int]:  # noqa: FBT001  # cached by position
    """Confidence and family of a cell by itself."""
    folded = plain(text)
    found = [one for one in named_in(folded) if is_treatment or _is_taken(folded, one.kind, one.start, one.end)]
    if not found:
        return 0.0, -1
    return (_HIGH if is_treatment or any(one.kind == NAME for one in found) else _MEDIUM), family_of(found)


def _is_taken(text: str, kind: int, start: int, end: int) -> bool:
    """Whether a treatment that a comment names is one of the person."""
    clause = text[max(0, start - 40) : start]
    if _NOT_TAKEN.search(clause):
        return False
    return kind != DOUBTFUL or bool(_TAKEN.search(clause) or _TAKEN.search(text[end : end + 20]))


def _judge_prose(
    hits: Hits, which: NDArray[np.int64], confidence: NDArray[np.float32], tag: NDArray[np.int8], needy: Mask
) -> None:
    """What is named in running text, and in cells that no label announces."""
    from .context import Evidence

    if len(which) == 0:
        return
    around, evidence = Surroundings(hits), Evidence(hits)
    in_products = _is_of_products(hits)
    text = hits.chunk.text
    for i in which.tolist():
        folded = plain(text[hits.start[i] : hits.end[i]].decode(errors="replace"))
        before, after = map(plain, around.of(i, before=60, after=40))
        found = [one for one in named_in(folded) if _counts(int(hits.pattern[i]), before, folded, one.kind, one.start)]
        if found and not (in_products and hits.cell[i] >= 0) and not _TESTED.match(after):
            confidence[i], needy[i] = _weighed(evidence, hits, i)
            tag[i] = family_of(found)


def _counts(pattern: int, before: str, text: str, kind: int, start: int) -> bool:
    clause = re.split(r"[.;\n]", before + text[:start])[-1][-60:]
    if _NOT_TAKEN.search(clause):
        return False
    if kind == THERAPY:
        return pattern in (Found.BY_LABEL, Found.BY_VERB, Found.BY_FORM, Found.BY_TIMES, Found.BY_DEED, Found.THERAPY)
    return (
        kind == NAME
        or pattern in (Found.BY_DOSE, Found.BY_QUANTITY, Found.BY_TIMES, Found.BY_VERB)
        or bool(_TAKEN.search(clause))
    )


def _weighed(evidence: Evidence, hits: Hits, index: int) -> tuple[float, bool]:
    """Confidence, and whether somebody must be named in the record."""
    points = evidence.of(int(hits.start[index]), int(hits.end[index]))
    pattern = int(hits.pattern[index])
    if pattern in (Found.BY_LABEL, Found.BY_VERB, Found.BY_FORM, Found.LISTED, Found.NEXT):
        points += points >= 0
    elif pattern in (Found.BY_QUANTITY, Found.BY_TIMES):
        points += points > 0
    elif pattern == Found.THERAPY:
        points -= _LESS_SURE
    if points >= 1:
        return (_HIGH if points >= 3 else _MEDIUM), False
    return (_MEDIUM if points >= -1 else 0.0), True


def _is_of_products(hits: Hits) -> bool:
    """Whether the hits stand in a table of products, not of persons."""
    cells = hits.chunk.cells()
    if cells is None:
        return False
    headers = [_in_words(name or "") for name in cells.labels()]
    return any(map(_PRODUCT_HEADER.search, headers)) and not any(map(_PERSON_HEADER.search, headers))


@lru_cache(maxsize=1024)
def _in_words(name: str) -> str:
    return plain(_INNER.sub(" ", name))


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="treatment",
        title="Drug or therapy of a person",
        category=Category.HEALTH,
        severity=Severity.MEDIUM,
        labels=(
            "ttts?", "traitements?", "trt", "poso", "posologie", "ordonnances?", "dci", "médicaments?", "médication",
            "prescriptions?", "molécule", "drug", "spécialité", "thérapeutique", "thérapie", "medication", "rx",
            "rxe 2", "rxo 1", "commentaires?", "comment", "comments", "observations?", "obs", "remarques?",
            "antécédents?", "atcd", "notes?", "mémo", "renseignements cliniques", "infos", "histoire", "motif",
            "clinique", "texte libre", "divers", "particularités", "précisions?", "contexte",
        ),
        refuting_labels=("date", "id", "code", "num", "auteur", "type", "version"),
        tags=FAMILIES,
        needs=(Category.IDENTITY,),
        matches=("Mme DURAND prend LEVOTHYROX 75 µg le matin", "ATCD : HTA. ttt : Kardegic 75, Tahor 20"),
        rejects=("Allergie à la pénicilline", "Le paracétamol est indiqué en cas de fièvre", "HGPO 75 g"),
        reference="Names: edsnlp (AP-HP), ATC classification; stems: WHO, The use of stems in the selection of INN",
    ),
    patterns=PATTERNS,
    judged=_judged,
)  # fmt: skip
