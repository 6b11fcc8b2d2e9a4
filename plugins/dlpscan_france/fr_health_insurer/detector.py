"""Who insures a person: caisse and régime, mutuelle with the member's number, CSS, AME and ALD.

The words are in every leaflet of a hospital. They are somebody's behind the label of a form or record, in a column of a
table of persons, or in a sentence about a patient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from .forms import PATTERNS, Form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..language.near_person import Reader

LABELS = (
    "mutuelle", "nom mutuelle", "lib mutuelle", "mutuelle patient", "mut", "amc", "nom amc", "lib amc",
    "libellé amc", "code amc",
    "num amc", "no amc", "n amc", "numéro amc", "complémentaire", "complémentaire santé",
    "organisme complémentaire", "org cpl",
    "org comp", "organisme amc", "organisme", "lib organisme", "adhérent", "num adhérent", "no adhérent",
    "n adhérent", "numéro adhérent",
     "numadh", "numadherent", "adhérent amc", "num adh", "no adh", "num contrat",
    "numéro contrat", "no contrat", "n contrat",
    "contrat mutuelle", "contrat", "caisse", "code caisse", "cod caisse", "lib caisse", "caisse gestionnaire",
    "cpam", "amo", "caisse amo",
    "organisme amo", "régime", "code régime", "lib régime", "régime amo", "grand régime", "centre", "code centre",
    "centre gestionnaire",
    "centre payeur", "code gestion", "code organisme", "num organisme", "no organisme", "affiliation",
    "assurance maladie", "ald", r"ald ?30",
    "top ald", "exo", "exonération", "code exo", "exo tm", "exonérant", "css", "c2s", "cmu", "cmu c", "cmuc",
    "top cmu", "ame", "acs", "télétransmission",
    "num télétransmission", "préfectoral", "num mutuelle", "no mutuelle", "n mutuelle", "code mutuelle",
    "assureur", "assurance complémentaire",
    "prévoyance", "regime obligatoire", "payor", "insurer", "subscriber id", "policy number", "numero mutuelle",
)  # fmt: skip
REFUTING = (
    "taux", "montant", "tarif", "prix", "plafond", "part", "total", "adresse", "tel", "téléphone", "mail", "email",
    "url", "ville", "cp",
    "alimentaire", "enregistreuse", "coût", "commentaire", "appel", "impôts", "vacances", "date", "debut", "fin",
    "échéance", "dt",
    "travail", "maintenance", "type contrat", "prélèvement", "hospitalier", "moteur", "service", "description",
    "javascript", "style", "vote",
    "naissance", "nb", "nombre", "employeur", "salaire", "libelle produit", "file", "class", "dialyse",
    "formation", "fournisseur", "client",
)  # fmt: skip


def _judged(hits: Hits) -> Verdicts:
    from ..language.weighing import judged_by_points
    from .context import points

    def points_of(index: int, value: str, reader: Reader) -> int:
        return points(Form(int(hits.pattern[index])), value, reader.around(index))

    return judged_by_points(hits, hits.pattern == Form.CELL, _judge_cells, points_of)


def _judge_cells(hits: Hits, which: NDArray[np.int64], confidence: NDArray[np.float32]) -> None:
    from .columns import judge_columns

    judge_columns(hits, which, confidence)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="fr-health-insurer",
        title="Health insurance of a person (AMO, AMC, CSS, AME, ALD)",
        category=Category.CARE,
        severity=Severity.LOW,
        labels=LABELS,
        refuting_labels=REFUTING,
        matches=(
            "Mutuelle : AJONCS",
            "AMO : 01 349 9881",
            "patiente en ALD 30",
            "Mme LE GALL a la CSS",
            "N° adhérent : 04512345",
        ),
        rejects=("Mutuelle : non", "votre mutuelle", "CSS et HTML", "régime : sans sel", "ALD : non"),
        reference="Code de la sécurité sociale, art. L. 160-14, L. 861-1; GIE SESAM-Vitale, cahier des charges",
    ),
    patterns=PATTERNS,
    judged=_judged,
)
