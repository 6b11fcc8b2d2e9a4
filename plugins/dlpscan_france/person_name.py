"""The name columns of a table. Not reported: it tells people apart, and that a record is about somebody."""

from __future__ import annotations

from dlpscan import Category, DetectorInfo, Hits, Pattern, Person, Severity, Verdicts, Where

from .base import FunctionDetector

_TITLES = (b"M", b"MR", b"MME", b"MLLE", b"MONSIEUR", b"MADAME", b"ENFANT", b"ENF")


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    # A title is written here and left out there; it tells nobody apart.
    key = hits.strings().folded().without_first(_TITLES).token_keys()
    return Verdicts(confidence=np.where(key != 0, np.float32(0.9), np.float32(0)), key=key)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="person-name",
        title="Name of a person, in a column",
        category=Category.IDENTITY,
        severity=Severity.LOW,
        labels=(
            "nom", "noms", "prénom", "prénoms", r"prénom ?\d", "patiente?", "nom patient", "nompat", "pat nom",
            "nom usuel",
            "nom usage", "nom d usage", "nom famille", "nom de famille", "nom marital", "patronyme", "bénéficiaire",
            "lastname", "firstname", "last name", "first name", "surname", "family name", "given name", "nom prénom",
        ),
        # The birth name stands beside the name in use: with both, one person would be two.
        refuting_labels=(
            "naissance", "naiss", "jeune fille", "jf", "médecin", "med", "dr", "docteur", "prescripteur", "rue", "voie",
            "fichier", "produit", "mutuelle", "labo", "laboratoire", "ville", "commune", "id", "num", "n", "numéro",
            "date",
            "code", "base", "table", "domaine", "société", "fournisseur", "contact", "père", "mère", "conjoint",
            "login",
            "service", "préleveur", "biologiste", "examen", "analyse", "site", "organisme", "caisse", "dossier",
        ),
        person=Person.NAME,
        reported=False,
    ),
    patterns=(Pattern(text="", where=Where.COLUMN),),
    judged=_judged,
)  # fmt: skip
