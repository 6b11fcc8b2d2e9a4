"""Which columns of a table hold names of private persons, by the words over the table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..names.tables import Profile, profiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits

    Mask = NDArray[np.bool_]

# Headers that say themselves that their values are somebody's names.
_OWN = re.compile(
    r"prenom|patient|\bpat\b|usuel|d usage|usage|marital|jeune fille|nomjf|\bjf\b|patronym|lastname|firstname"
    r"|last name|first name|surname"
    r"|family name|given name|beneficiaire|assure|resident|salarie|conjoint|employe|adherent|nom (?:de )?naissance"
    r"|nom (?:de )?famille"
)
_OF_BIRTH = re.compile(r"\bnaiss|jeune fille|jf\b|maiden|birth")
_PERSONS_PATH = re.compile(r"\b(?:patient|personne physique|beneficiaire|assure|person|subject|resident|identite)\b")


def are_of_persons(hits: Hits) -> Mask:
    """bool[n]: which hits stand in columns of persons' names, or in none."""
    import numpy as np

    cells, found = hits.chunk.cells(), profiles(hits)
    if cells is None:
        return np.ones(len(hits), np.bool_)
    good = np.array([_is_of_person(one) for one in found] + [True])
    label = np.where(hits.cell >= 0, cells.label[np.maximum(hits.cell, 0)], -1)
    of_persons: Mask = good[label]
    return of_persons


def _is_of_person(column: Profile) -> bool:
    """Whether a column holds persons' names: by its header, else by those beside it."""
    if not column.words or _PERSONS_PATH.search(column.words):
        return True
    if column.of_others:
        return False
    return column.of_persons or bool(_OWN.search(column.words))


# Headers over names of others, and over what is no name.
_OTHERS = re.compile(
    r"\bmed|prescri|\bdr\b|docteur|pratic|chirurg|auteur|author|ville|commune|adresse|produit|libelle|copie|correspond"
    r"|medecin|physician|doctor|biolog|valid|signat|operat|anesth|\bmt\b|societe|organis|etabliss|rue|lieu|title|titre"
)


def is_other_column(hits: Hits) -> Mask:
    """bool[n]: which hits stand in columns whose header names others than the persons of the table."""
    import numpy as np

    cells, found = hits.chunk.cells(), profiles(hits)
    if cells is None:
        return np.zeros(len(hits), np.bool_)
    bad = np.array([bool(_OTHERS.search(one.words)) for one in found] + [False])
    label = np.where(hits.cell >= 0, cells.label[np.maximum(hits.cell, 0)], -1)
    others: Mask = bad[label]
    return others


def is_birth_name(hits: Hits) -> Mask:
    """bool[n]: names of birth where another name of the same person stands beside them: with both, one would be two."""
    import numpy as np

    cells, found = hits.chunk.cells(), profiles(hits)
    if cells is None or not found:
        return np.zeros(len(hits), np.bool_)
    of_birth = [bool(_OF_BIRTH.search(one.words)) for one in found]
    surnames = [
        bool(re.search(r"\bnom\b|lastname|surname|family", one.words)) and not birth
        for one, birth in zip(found, of_birth, strict=True)
    ]
    label = cells.label[np.maximum(hits.cell, 0)]
    birth: Mask = np.array(of_birth, np.bool_)[label] & (hits.cell >= 0) & (label >= 0) & any(surnames)
    return birth
