"""Blood groups, with the Rhesus sign, and red cell phenotypes.

"A+" is also a mark at school, an energy label and a rating, so a bare letter with a sign needs a label, a labelled
column or words that nothing else uses ("A RH POS"). An unlabelled column is put to the vote only if it holds enough of
the groups that no scale of marks has (O, AB).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import Category, Cue, DetectorInfo, Hits, Pattern, Scope, Severity, Verdicts, Where

from .base import FunctionDetector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

    Mask = NDArray[np.bool_]

_GROUP = "(?:A[12]?B|A[12]?|B|O|0)"
_LETTERS = "(?:A[12]?B|A[12]?|B|O)"
_SIGN = r"(?:\+|-|\(\+\)|\(-\))"
_WORD = "(?:POS|NEG|NÉG|Pos|Nég|Neg|pos|nég|neg)(?:ITIF|ATIF|ITIVE|ATIVE|itif|atif|itive|ative)?"
_RHESUS = "(?:RH|Rh|rh)(?:ÉSUS|ésus)?"
_ANTIGEN = r"(?: {0,2}(?:\(D\)|D|1))?"
_EXPLICIT = (
    rf"{_GROUP} ?[,/]? {{0,2}}{_RHESUS}{_ANTIGEN} {{0,2}}[:=]? {{0,2}}(?:{_SIGN}|{_WORD})",
    rf"{_GROUP} ?,? ?{_RHESUS} ?: ?-?1",
)
_SPOKEN = rf"{_GROUP} {_WORD}"
_BARE = rf"{_LETTERS}(?:[+-]|\([+-]\))(?![+-])"
_SPACED = (
    rf"(?:ABO|[Gg]roupe|GROUPE|[Ss]anguin|SANGUIN|[Ss]ang\.|SANG\.?|GS|[Gg]rp?|GRP?|[Rr]hésus|RHÉSUS|[Gg]roupage"
    rf"|GROUPAGE) ?[:=]? {{0,3}}{_GROUP} {_SIGN}(?! ?\w)"
)
# A letter without its sign needs the whole label, and what follows must not make a list or a sentence of it.
_TITLE = (
    r"(?:(?:[Gg](?:roupe|pe|rp?\.?)|G(?:ROUPE|PE|RP?\.?)) ?(?:[Ss]ang(?:uin|\.)?|SANG(?:UIN|\.)?|ABO)(?: ABO)?"
    r"|[Gg]roupage|GROUPAGE|ABO)"
)
_NO_MORE = r"(?! {0,20}(?:[+(/|0-9-]|,? ?(?:ou|OU|et|ET|A|B|AB|O|0)(?!\w)|[Rr][Hh]|[Pp][Oo][Ss]|[Nn][EÉeé][Gg]))"
_LABELLED = rf"{_TITLE}(?: {{0,3}}[:=.]{{1,30}} {{0,20}}{_GROUP}| {{1,20}}{_GROUP}(?! {{0,2}}[^ .,;)\n])){_NO_MORE}"
_SMALL = r"(?:gs|groupe(?: sanguin)?|gr\.? sang\.?|abo) ?[:=]? ?(?:ab|a|b|o|A|B|AB|O) ?[+-](?! ?[\w+-])"
_ANTIGENS = r"(?:D[+-][ ,]{0,2})?C[+-][ ,]{0,2}E[+-][ ,]{0,2}c[+-][ ,]{0,2}e[+-](?:[ ,]{0,2}(?:K|Kell|KEL1) ?[+-])?"
_HAPLOTYPES = r"(?:CC|Cc|cc)(?:DD|Dd|dd|D|d)(?:EE|Ee|ee)(?: ?[,/]? ?K(?:ell)? ?[+-])?"
_CELL = rf"{_GROUP} ?,? ?(?:{_RHESUS}{_ANTIGEN} ?[:=]? ?)?(?:{_SIGN}|POS(?:ITIF)?|N[ÉE]G(?:ATIF)?|[pn]|[PN])?"

_PATTERNS: tuple[Pattern | str, ...] = (
    Pattern(text=_EXPLICIT[0], ignore_case=False),
    Pattern(text=_EXPLICIT[1], ignore_case=False),
    Pattern(text=_ANTIGENS, ignore_case=False),
    Pattern(text=_SPACED, ignore_case=False),
    Pattern(text=_HAPLOTYPES, ignore_case=False),
    Pattern(text=_SPOKEN, ignore_case=False),
    Pattern(text=_BARE, ignore_case=False),
    Pattern(text=_CELL, where=Where.COLUMN),
    Pattern(text=_LABELLED, ignore_case=False),
    Pattern(text=_SMALL, ignore_case=False),
)
_LAST_SURE = 2  # the patterns up to this one need no label
_SPACED_INDEX, _HAPLOTYPE, _CELL_INDEX = 3, 4, 7
_LIST_GAP = 9
_LEAST_CELLS, _LEAST_SHARE = 5, 0.15
"""Of an unlabelled column's signed letters, how many there must be, and how many of them O or AB."""


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    labelled = hits.labelled() | hits.cue("group")
    whole = hits.cell >= 0
    whole[hits.pattern != _CELL_INDEX] &= _whole(hits)[hits.pattern != _CELL_INDEX]
    confidence = np.where(hits.pattern <= _LAST_SURE, 0.7, 0.0)
    confidence[(hits.pattern == _SPACED_INDEX) | (hits.pattern > _CELL_INDEX)] = 0.7
    confidence[labelled] = 0.9
    confidence[(hits.pattern == _HAPLOTYPE) & ~labelled] = 0
    confidence[(hits.pattern == _CELL_INDEX) & ((hits.cues & 3) == 0)] = 0
    voters = ~labelled & (confidence == 0) & whole
    if voters.any():
        confidence[voters & _beside_o(hits, voters)] = 0.3
    refused = _refused(hits)
    refused[whole & labelled] = False
    confidence[refused] = 0
    return Verdicts(confidence=confidence.astype(np.float32))


def _whole(hits: Hits) -> Mask:
    """Which hits are all of their cell, the blanks and an apostrophe aside."""
    import numpy as np

    cells = hits.chunk.cells()
    if cells is None:
        return np.zeros(len(hits), np.bool_)
    cell = np.maximum(hits.cell, 0)
    whole: Mask = (hits.cell >= 0) & (hits.start - cells.start[cell] + cells.end[cell] - hits.end <= 2)
    return whole


def _refused(hits: Hits) -> Mask:
    import numpy as np

    refused = np.zeros(len(hits), np.bool_)
    for name in ("product", "mark", "second-person", "example", "code"):
        refused |= hits.cue(name)
    return refused | _in_list(hits)


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


def _in_list(hits: Hits) -> Mask:
    """Different values side by side are a list of what may be, not what is."""
    import numpy as np

    if len(hits) < 2:
        return np.zeros(len(hits), np.bool_)
    values = _groups(hits.strings()) * 2 + _minus(hits)
    signed = hits.pattern != 2
    near = (hits.start[1:] - hits.end[:-1] <= _LIST_GAP) & (hits.cell[1:] == hits.cell[:-1])
    near &= (values[1:] != values[:-1]) & signed[1:] & signed[:-1]
    listed = np.zeros(len(hits), np.bool_)
    listed[1:] |= near
    listed[:-1] |= near
    return listed


def _minus(hits: Hits) -> NDArray[np.int64]:
    """1 where the last byte is not a plus sign."""
    import numpy as np

    text = np.frombuffer(hits.chunk.text, np.uint8)
    last = text[hits.end - 1]
    minus: NDArray[np.int64] = ((last != ord("+")) & (last != ord(")"))).astype(np.int64)
    return minus


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
        labels=(
            "groupe sanguin", "gpe sanguin", "gr sanguin", "grp sanguin", "gr sang", "grsang", "grp sang", "gsang",
            "gs",
            "groupage", "groupage abo", "abo", "abo rh1?", "abo rhd?", "aborh1?", "groupe abo", "groupe rh", "rhésus",
            "facteur rh", "phénotype", "phéno", "blood group", "blood type", "bloodtype", "détermination",
            "groupe sang", "sanguin", "groupes sanguins",
            "882-1", "883-9", "10331-7", "ABO Rh", "carte de groupe",
        ),
        refuting_labels=(
            "date", "prix", "tarif", "code", "stock", "produit", "libellé", "cgr", "poches?", "qté", "quantité",
            "lot", "note", "num",
            "classe", "travail", "énergie",
        ),
        cues=(
            Cue(name="group", phrases=("groupe", "group", "gpe", "grp", "gp", "gr", "gr sg"), before=30),
            Cue(name="group", phrases=("groupe sanguin", "groupage"), before=24, scope=Scope.TEXT),
            Cue(
                name="product",
                phrases=(
                    "culots?", "cgr", "poches?", "plasma", "pfc", "concentrés?", "donneurs?", "unités?", "réserver",
                    "réserves?",
                    "stock", "dépôt", "transfus\\w{1,6}", "commande", "hématies", "tubes?", "plaquettes",
                ),
                before=28,
                after=22,
            ),
            Cue(
                name="mark",
                phrases=(
                    "classe", "note", "mention", "énergie", "énergétique", "rating", "catégorie", "grade",
                    "hépatite", "vitamines?",
                    "hbs", "étiquette", "moyenne", "score", "niveau", "évaluation", "efficacité", "kwh", "streptocoque",
                    "strepto", "groupe de travail", "élèves?", "notation", "dette", "obligations?", "appréciation",
                    "bactérie", "gram", "examen blanc", "copie", "grippe",
                ),
                before=24,
                after=10,
            ),
            Cue(name=
                "second-person", phrases=("vous êtes", "êtes-vous", "si vous", "votre groupe", "vous n'êtes",
                "si l'enfant",
                "en cas de", "si la mère", "les patients", "des patients", "aux patients", "peut donner", "peuvent",
                "personnes"), before=40),
            Cue(name=
                "example", phrases=("exemple ?:", "par exemple", "ex\\.", "ex :", "saisir", "saisie", "modèle",
                "format", "rendre", "choix",
            ), before=45),
            Cue(name=
                "code", phrases=("return", "==", "enum", "varchar", "check", "assert", "else", "select",
            ), before=60, after=30),
        ),
        votes=True,
        matches=("Groupe sanguin : A+", "A RH POS", "O Rh(D) négatif", "C+ E- c+ e+ K-"),
        rejects=("note : A+", "2 CGR O-", "classe A+++", "vitamine B+"),
        reference="Haute Autorité de santé and EFS usage; ISBT notation RH1 for the antigen D",
    ),
    patterns=_PATTERNS,
    judged=_judged,
)  # fmt: skip
