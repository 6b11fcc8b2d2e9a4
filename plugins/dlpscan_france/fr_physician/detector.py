"""The name of a patient's physician: who prescribed, referred, treats, signed; in a letter, a result or a record.

That a person is somebody's patient is health data (CNIL, deliberation SAN-2022-009): whom the name belongs to is
not. Physicians
in directories, rosters, programmes and articles are not meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from ..names.text import place_of
from .patterns import CELL, PATTERNS, SEGMENT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..names.tables import Profile

_MOST = 20_000
_REACH = 700
# A number, a surname and a first name: HL7 v2.5, data type XCN.
_NUMBERED = re.compile(rb"[A-Z]?\d{4,14}[\^~][A-Z\xc3][^\^~\d]{1,40}[\^~][A-Z\xc3][^\^~\d]{1,40}(?:[\^~]|$)")


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    from ..names.cells import may_be_names
    from ..names.tables import profiles

    confidence = np.full(len(hits), np.float32(0.9))
    found = profiles(hits)
    of_patients = np.array([one.of_patients for one in found] + [False])
    label = _labels(hits, len(found))
    in_column = hits.pattern == CELL
    if bool(in_column.any()):
        good = np.array([_is_of_physicians(one) for one in found] + [True])
        confidence[in_column & ~(may_be_names(hits.strings().folded()) & good[label])] = 0
        for i in np.flatnonzero(in_column & (confidence == 0))[:_MOST].tolist():
            if _NUMBERED.match(hits.chunk.text[int(hits.start[i]) : int(hits.end[i])]):
                confidence[i] = 0.9
    others = np.flatnonzero(~in_column)
    confidence[others[:_MOST]] = _in_text(hits, others[:_MOST], of_patients[label])
    return Verdicts(confidence=confidence)


def _labels(hits: Hits, count: int) -> NDArray[np.int64]:
    """int64[n]: the label of each hit's cell; `count` where there is none."""
    import numpy as np

    cells = hits.chunk.cells()
    if cells is None:
        return np.full(len(hits), count, np.int64)
    own = cells.label[np.maximum(hits.cell, 0)].astype(np.int64)
    return np.where((hits.cell >= 0) & (own >= 0), own, count)


def _in_text(hits: Hits, which: NDArray[np.int64], of_patients: NDArray[np.bool_]) -> NDArray[np.float32]:
    import numpy as np

    from .context import confidence

    found = np.zeros(len(which), np.float32)
    for at, i in enumerate(which.tolist()):
        kind = int(hits.pattern[i])
        place = place_of(hits, i, reach=0 if kind == SEGMENT else _REACH)
        found[at] = confidence(kind, place, of_patients=bool(of_patients[i]))
    return found


def _is_of_physicians(column: Profile) -> bool:
    """Whether a column names the physicians of those in its rows."""
    telling = any(
        word in column.words
        for word in ("prescri", "traitant", "adress", "correspondant", "trt", "referr", "attending")
    )
    return column.of_patients or (telling and not column.of_others)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="fr-physician",
        title="A patient's physician",
        category=Category.CARE,
        severity=Severity.LOW,
        labels=(
            "médecin", "médecin traitant", "prescripteur", "médecin prescripteur", "med", "med trt", "med traitant",
            "médecin trt", "docteur", "dr", "mt",
            "nom médecin", "médecin nom", "médecin prénom", "médecin traitant nom", "prescripteur nom",
            "prescripteur prénom", "médecin nom usuel", "nom prescripteur", "nom du médecin", "nom du prescripteur",
            "correspondant", "médecin correspondant", "adressé par",
            "adresse par", "chirurgien", "praticien", "copie à", "copie", "copies",
            "médecin traitant prénom", "traitant prénom", "traitant nom",
            "general practitioner display", "practitioner display", "requester display",
            "médecin adresseur", "anesthésiste",
            "médecin référent", "prescrit par", "medtrait", "nommed",
            "médecin opérateur", "referring physician", "attending doctor", "practitioner",
            "general practitioner", "requester",
            "médecin demandeur", "nom praticien", "prénom médecin", "prénom prescripteur", "biologiste",
            "validé par", "signataire", "radiologue",
        ),
        refuting_labels=(
            "rpps", "adeli", "finess", "code", "id", "num", "numéro", "n", "tel", "téléphone", "mail", "email",
            "adresse médecin", "spécialité", "ville", "cp",
            "date", "nb", "nombre", "type", "lien", "ref", "reference", "url", "rang", "statut", "identifiant",
            "service",
        ),
        matches=("Médecin traitant : Dr Yann LE GOFF", "Le patient est suivi par le Dr Yann LE GOFF"),
        rejects=("12 rue du Docteur Roux", "Dr X", "Le Dr Durand interviendra au congrès", "Dr House"),
        reference="CNIL, deliberation SAN-2022-009; HL7 v2.5 PV1, OBR-16, ROL-4",
    ),
    patterns=PATTERNS,
    judged=_judged,
)  # fmt: skip
