"""The name of a private person: patient, insured, relative, employee.

Names are found by structure: a civility, a label before or above, a column, what stands behind (a birth date, a
social security
number), the segments of HL7 and HPRIM. The first names are those of INSEE (see data/first_names.txt). Physicians are
not meant:
`fr_physician.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Person, Severity, Verdicts

from ..base import FunctionDetector
from .bare import are_names
from .patterns import BARE, CELL, LOWER, PATTERNS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TITLES = (b"M", b"MR", b"MME", b"MLLE", b"MONSIEUR", b"MADAME", b"ENFANT", b"ENF")
_AROUND = 400
_MOST = 20_000
"""So many names in text are read with what stands around them; the rest of a long column of comments is believed."""


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    from ..names.cells import has_first_name, may_be_names, without_signs
    from .cells import are_of_persons, is_birth_name, is_other_column

    # A title is written here and left out there; it tells nobody apart.
    folded = hits.strings().folded()
    key = folded.without_first(_TITLES).token_keys()
    confidence = np.where(key != 0, np.float32(0.9), np.float32(0))
    in_column = hits.pattern == CELL
    if bool(in_column.any()):
        confidence[in_column & ~(may_be_names(folded) & without_signs(hits.strings()) & are_of_persons(hits))] = 0
        key[in_column & is_birth_name(hits)] = 0
    others = np.flatnonzero(~in_column & ~((hits.pattern == BARE) & (~has_first_name(folded) | is_other_column(hits))))
    confidence[~in_column] = 0
    confidence[others[:_MOST]] = _in_text(hits, others[:_MOST])
    return Verdicts(confidence=confidence, key=key)


def _in_text(hits: Hits, which: NDArray[np.int64]) -> NDArray[np.float32]:
    """float32[k]: how sure names in text are."""
    import numpy as np

    from ..names.text import place_of
    from .context import confidence

    found = np.zeros(len(which), np.float32)
    for at, i in enumerate(which.tolist()):
        kind = int(hits.pattern[i])
        found[at] = confidence(kind, place_of(hits, i, reach=_AROUND if kind <= LOWER or kind == BARE else 0))
    return found


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="person-name",
        title="Name of a person",
        category=Category.IDENTITY,
        severity=Severity.LOW,
        labels=(
            "nom", "noms", "prénom", "prénoms", r"prénom ?\d", "patiente?", "nom patient", "nompat", "pat nom",
            "nom usuel",
            "nom usage", "nom d usage", "nom famille", "nom de famille", "nom marital", "patronyme", "bénéficiaire",
            "lastname", "firstname", "last name", "first name", "surname", "family name", "given name", "nom prénom",
            "nom naissance", "nom de naissance", "nom jeune fille", "nom de jeune fille", "nomjf", "nom jf",
            "nom épouse",
            "assurée?", "résidente?", "usager", "salariée?", "identité", "family", "given", "conjointe?",
            "nom complet", "full name",
            "nom assuré", "nom bénéficiaire", "enfant", "nom et prénom", "prénom nom", "adhérente?", "employée?",
        ),
        refuting_labels=(
            "médecin", "med", "dr", "docteur", "prescripteur", "rue", "voie",
            "fichier", "produit", "mutuelle", "labo", "laboratoire", "ville", "commune", "id", "num", "n", "numéro",
            "date", "lieu", "tel", "téléphone", "portable", "adresse", "mail", "email", "courriel", "sexe", "âge",
            "nir", "secu", "ipp", "statut", "type",
            "code", "base", "table", "domaine", "société", "fournisseur", "login", "nombre", "nb", "mdp", "poids",
            "taille",
            "service", "préleveur", "biologiste", "examen", "analyse", "site", "organisme", "caisse", "dossier",
            "hôpital", "établissement",
            "pharmacie", "chirurgien", "praticien", "practitioner", "correspondant", "traitant", "rang", "qualité",
            "ddn", "naissance date", "cp", "clé",
            "profession", "situation", "lien", "droits?", "file", "host", "user", "class", "path",
        ),
        person=Person.NAME,
        matches=("Mme Maïwenn KERVADEC", "Nom : KERVADEC   Prénom : Maïwenn", "KERVADEC Maïwenn, née le 12/03/1985"),
        rejects=("12 rue Jean Jaurès", "maladie de Crohn", "M. X", "Madame la Directrice"),
        reference="INSEE, fichier des prénoms; HL7 v2.5 PID-5, NK1-2; HPRIM 2.x P-6",
    ),
    patterns=PATTERNS,
    judged=_judged,
    is_column=are_names,
)  # fmt: skip
