"""The columns of a table that hold somebody's health insurance, by their headers and those beside them."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from ..language.tables import about_persons, names_of_record, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits

    Mask = NDArray[np.bool_]
    Index = NDArray[np.int64]

_SAMPLE, _SHORT = 300, 18


class _Role(Enum):
    NAME = auto()
    NUMBER = auto()
    FUND = auto()
    CODE = auto()
    STATUS = auto()


_ROLES = (
    (_Role.STATUS, re.compile(r"\b(?:ald ?\d*|exo\w*|css|c2s|cmu ?c?|cmuc|ame|acs|exon\w*|code exo|100 ?%?|puma)\b")),
    (_Role.NUMBER, re.compile(
        r"\b(?:adherent\w*|adh|adhesion|contrat|societaire|(?:n|no|num|numero|code|cod|id) ?(?:de )?(?:la )?(?:amc"
        r"|mutuelle|mut|oc|organisme"
        r"|complementaire)|teletrans\w*|prefectoral|numadh\w*|numamc|codeamc)\b")),
    (_Role.CODE, re.compile(r"\b(?:regime|centre|gestion|code (?:caisse|regime|centre|organisme)|caisse gestionnaire"
    r"|grand regime|cod caisse)\b")),
    (_Role.FUND, re.compile(r"\b(?:caisse|cpam|amo|ro|affiliation|organisme(?! comp)|assurance maladie)\b")),
)  # fmt: skip
_REGIME = re.compile(
    r"(?:\d{2,4}[A-Z]?|\d{2}[ -]?\d{3}(?:[ -]?\d{3,4})?|(?:r[ée]gime )?(?:g[ée]n[ée]ral|agricole|msa|local|rsi|ssi"
    r"|ind[ée]pendant\w*|alsace.*"
    r"|militaire|cnmss|sncf|ratp|cpam.*|fonction\w*|mgen|[ée]tudiant\w*|sp[ée]cial|enim|camieg|crpcen|mines|marins"
    r"|ti|tns|rg|ra)"
    r"(?:[ -].*)?|rég\. .*)", re.IGNORECASE,
)  # fmt: skip
_FALSE = frozenset(
    [
        "non",
        "n",
        "no",
        "0",
        "false",
        "faux",
        "nc",
        "nd",
        "na",
        "n/a",
        "-",
        "--",
        ".",
        "x?",
        "neant",
        "néant",
        "aucun",
        "aucune",
        "sans",
        "null",
        "none",
        "inconnu",
        "inconnue",
        "?",
        "n.c.",
        "n.r.",
        "nr",
    ]
) | {"non renseigné", "non renseigne", "pas de mutuelle", "non renseignée", "à compléter"}
_NAME_FALSE = _FALSE | {"oui", "o", "1", "x", "true", "vrai", "ok", "à jour", "a jour"}
_LEAST = {_Role.NAME: 2, _Role.NUMBER: 4, _Role.FUND: 2, _Role.CODE: 2, _Role.STATUS: 1}


def judge_columns(hits: Hits, which: Index, confidence: NDArray[np.float32]) -> None:
    """Fills in the confidence of hits that are whole cells below a header of insurance."""
    from dlpscan.arrays import values_of

    cells = hits.chunk.cells()
    if cells is None:
        return
    labels, label = cells.labels(), cells.label[hits.cell[which]]
    for number in values_of(label):
        own = which[label == number]
        name = (labels[number] if 0 <= number < len(labels) else None) or ""
        role = _role(name)
        sure = _sureness(
            cells.labels() if not cells.paths and cells.records > 1 else names_of_record(cells, int(hits.cell[own[0]])),
            role,
        )
        if sure:
            confidence[own] = _valid(hits, own, role) * sure


def _role(name: str) -> _Role:
    words = words_of(name)
    return next((role for role, expression in _ROLES if expression.search(words)), _Role.NAME)


def _sureness(names: tuple[str | None, ...], role: _Role) -> float:
    """How sure a column with such a header is of somebody's insurance, by the headers beside it."""
    of_persons = about_persons(names)
    if of_persons >= 2:
        return 0.9
    others = {_role(name) for name in names if name and _INSURANCE.search(words_of(name))}
    member = any(_MEMBER.search(words_of(name)) for name in names if name)
    if of_persons >= 0 and (
        (member and len(others) > 1) or (of_persons >= 1 and (len(others) > 1 or role is _Role.NUMBER))
    ):
        return 0.6
    return 0


_MEMBER = re.compile(r"\b(?:adherent\w*|adh|numadh\w*|subscriber ?id)\b")
_AMOUNT = re.compile(r"-?\d+[.,]\d\d ?€?|\d+ ?%|(?:var)?char|\w*int|text|string|boolean|bool|date")
_INSURANCE = re.compile(
    r"\b(?:mutuelle|amc|complementaire|adherent\w*|caisse|regime|cpam|ald|css|cmu\w*|c2s|ame|exo\w*|amo|centre"
    r"|teletrans\w*)\b"
)


def _valid(hits: Hits, own: Index, role: _Role) -> Mask:
    """bool[n]: which cells may be what their header says; of a long column each distinct value is looked at once."""
    import numpy as np

    from dlpscan.arrays import Strings

    text = hits.chunk.text
    start, end = hits.start[own], hits.end[own]
    valid: Mask = end - start >= _LEAST[role]
    looked = np.flatnonzero(valid & (end - start <= _SHORT)) if role is not _Role.CODE else np.flatnonzero(valid)
    if role is _Role.NUMBER:
        # A number of a member has a digit or is long; nearly every one is another.
        return valid & _has_digit(hits, start, end)
    if len(looked) == 0:
        return valid
    keys = Strings.cut(text, start[looked], end[looked]).hashes()
    order = np.argsort(keys, kind="stable")
    first = np.ones(len(order), np.bool_)
    first[1:] = keys[order][1:] != keys[order][:-1]
    group = np.cumsum(first) - 1
    shown = looked[order[first]]
    good = np.array(
        [_is_value(text[start[i] : end[i]].decode(errors="replace"), role) for i in shown.tolist()], np.bool_
    )
    valid[looked[order]] = good[group]
    return valid


def _is_value(value: str, role: _Role) -> bool:
    plain = value.strip().strip("'\"").lower()
    if _AMOUNT.fullmatch(plain):
        return False
    if role is _Role.CODE:
        return bool(_REGIME.fullmatch(plain))
    return plain not in (_FALSE if role is _Role.STATUS else _NAME_FALSE) and any(map(str.isalnum, plain))


def _has_digit(hits: Hits, start: Index, end: Index) -> Mask:
    """bool[n]: which values end with a digit or begin with one."""
    import numpy as np

    text = np.frombuffer(hits.chunk.text, np.uint8)
    digit: Mask = ((text[end - 1] - np.uint8(48)) < 10) | ((text[start] - np.uint8(48)) < 10)
    return digit
