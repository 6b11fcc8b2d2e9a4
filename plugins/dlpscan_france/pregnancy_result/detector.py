"""Pregnancy: tests, hCG with a number, stated pregnancies. What leaflets and price lists say is no finding.

A hit is a statement in outline (`pregnancy_words`). What ties its parts together is checked here, kind by kind, and
gives it points; the passage around it (`pregnancy_context`) gives more or takes some away.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from ..language.statements import TAGS, UNKNOWN
from .context import Names, Passage, Passages
from .grammar import POINTS, narrowed
from .values import cell_verdict, polarity
from .words import KINDS

_ENOUGH, _SURE = 2.0, 3.0
_NAMES = tuple(KINDS)


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    passages, names, whole = Passages(hits), Names(hits), hits.whole_cell()
    confidence = np.zeros(len(hits), np.float32)
    tags = np.full(len(hits), UNKNOWN, np.int8)
    needy = np.zeros(len(hits), np.bool_)
    for i, pattern in enumerate(hits.pattern.tolist()):
        kind, passage = _NAMES[pattern], passages.of(i, beyond=_NAMES[pattern] == "coded")
        if kind == "cell":
            confidence[i], tags[i] = cell_verdict(passage.value, names.of(i))
            continue
        confidence[i], tags[i] = _verdict(kind, passage)
        if whole[i] and kind in ("pregnant", "gestation"):
            # A comment of one word, "enceinte", may be of a wall.
            confidence[i], needy[i] = max(confidence[i], 0.7), True
        needy[i] |= kind in ("pregnant", "gestation", "answered") and names.is_list(i)
    return Verdicts(confidence=confidence, tag=tags, needy=needy)


# Part of an identifier, an address or an expression: `old_fct`, `targetgroup/tg-*`, `^tg-[0-9]`.
_ABBREVIATION = 4
_IN_A_NAME = re.compile(r"[_\\^@]\0|\0[_\[*\\]")


@lru_cache(maxsize=2048)
def _verdict(kind: str, passage: Passage) -> tuple[float, int]:
    """Confidence and tag of a statement."""
    abbreviated = sum(map(str.isalpha, passage.value)) <= _ABBREVIATION
    if abbreviated and _IN_A_NAME.search(f"{passage.before[-1:]}\0{passage.behind[:1]}"):
        return 0, UNKNOWN
    kind, passage = narrowed(kind, passage)
    tag, points = polarity(kind, passage.value, passage.clause), POINTS[kind](passage)
    if points <= 0:
        return 0, tag
    points += passage.evidence
    return (0.9 if points >= _SURE else 0.7 if points >= _ENOUGH else 0), tag


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="pregnancy-result",
        title="Pregnancy or test of it",
        category=Category.HEALTH,
        severity=Severity.HIGH,
        labels=(
            "grossesse", "enceinte", "hcg", "bhcg", "b hcg", "béta hcg", "test grossesse", "test de grossesse",
            "ddr", "terme grossesse",
            "pregnant", "pregnancy", "ßhcg", "grossesse en cours", "hcg totale", "res hcg", "résultat hcg",
            "femme enceinte", "dpa", "ddg", "terme sa", "terme prévu", "âge gestationnel", "semaines d'aménorrhée",
            "date accouchement", "date prévue accouchement", "accouchement prévu", "date présumée d'accouchement",
            "tgu", "gonadotrophine chorionique", "dernières règles",
        ),
        refuting_labels=(
            "prix", "tarif", "code", "lot", "tube", "délai", "nombre", "nb", "taux", "total", "libellé",
            "réactif", "coef", "prescri\\w{1,6}", "demande", "norme", "indication",
        ),
        tags=TAGS,
        needs=(Category.IDENTITY,),
        matches=("test de grossesse positif", "bHCG : 1250 UI/L", "enceinte de 5 mois"),
        rejects=("test de grossesse à prévoir", "si vous êtes enceinte", "Grossesse et allaitement"),
        reference="NABM 7402; LOINC 21198-7, 2106-3; hCG below 5 IU/L excludes a pregnancy, laboratory handbooks",
    ),
    patterns=tuple(KINDS.values()),
    judged=_judged,
)  # fmt: skip
