"""Whether a table is about persons: what the headers of its columns say, together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .folding import folded

if TYPE_CHECKING:
    from dlpscan.chunk import Cells

_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")

_OF_PERSONS = re.compile(
    r"\b(?:prenoms?|first ?name|given|ddn|d d n|dob|birth\w*|(?:date|dat|dt) (?:de )?nais\w*|datnais\w*|naissance"
    r"|naiss"
    r"|nee? le|nir|nss|n ?secu|num ?secu|no ?secu|secu|sec soc|civilite|civ|sexe|patiente?|nompat|pat|ipp|nip"
    r"|assuree?"
    r"|beneficiaire|beneficiary|subscriber|benef|resident|usager|salariee?|agent|insnir|ins|matricule|family"
    r"|nom (?:de )?(?:naissance|usage|usuel"
    r"|famille|patient|jeune fille|jf|marital)|last ?name|surname|identite|adherente?|personne)\b"
)
_NAMED = re.compile(r"\b(?:noms?|name|tel\w*|portable|mobile|gsm|mail|email|courriel|medecin|mutuelle)\b")
_OF_COMPANIES = re.compile(
    r"\b(?:raison sociale|siret|siren|finess\w*|enseigne|effectifs?|denomination|naf|ape|population|habitants|nb \w+"
    r"|nombre"
    r"|gerant|capital|site web|url|web|horaires?|capacite|lits|places|rpps|adeli|specialite|categorie etablissement"
    r"|tva"
    r"|fournisseur|latitude|longitude|lat|lon|lng|statut juridique|forme juridique|nom (?:de l )?(?:etablissement"
    r"|labo\w*"
    r"|site|structure|officine|pharmacie|societe|hopital)|etablissement|laboratoire|structure|officine|pharmacie"
    r"|societe"
    r"|entreprise|organisme|officine|garde|telephone standard|fax|nom exercice|mode exercice|activite)\b"
)
_SURE_OF_COMPANIES = re.compile(
    r"\b(?:raison sociale|siret|siren|enseigne|naf|ape|population|habitants|rpps|capacite|lits|denomination"
    r"|nom (?:exercice|etablissement|labo\w*|site|structure|officine|pharmacie|societe|hopital))\b"
)
_OWN_PERSON = re.compile(
    r"\b(?:patiente?s?|pat|assuree?s?|ass|beneficiaires?|benef|adherents?|personnel\w*|perso|residents?|usagers?"
    r"|domicile|dom"
    r"|personne|patientrole|salarie\w*|nk1|pid|residence|conjoint|parent|recordtarget|pers|tuteur|individu|person)\b"
)


@lru_cache(maxsize=2048)
def words_of(name: str) -> str:
    """A header as words in lower case without accents: `codePostal` and `CODE_POSTAL` alike."""
    return _NO_LETTERS.sub(" ", folded(_INNER_CAPITAL.sub(" ", name))).strip()


def names_person(name: str) -> bool:
    """Whether a header says itself whose its values are: `adresse_patient`."""
    return bool(_OWN_PERSON.search(words_of(name)))


@lru_cache(maxsize=512)
def about_persons(names: tuple[str | None, ...]) -> int:
    """How much the headers of a table speak of persons: above 0 they do, below 0 they speak of organisations."""
    words = [words_of(name) for name in names if name]
    persons = len({match[0] for each in words for match in _OF_PERSONS.finditer(each)})
    companies = sum(bool(_OF_COMPANIES.search(each)) for each in words)
    sure = sum(bool(_SURE_OF_COMPANIES.search(each)) for each in words)
    named = any(_NAMED.search(each) for each in words)
    return 2 * persons + named - companies - 2 * sure


def record_bounds(cells: Cells, cell: int) -> tuple[int, int]:
    """The first cell of a cell's record, and the one behind its last."""
    record = cells.record[cell]
    return int(cells.record.searchsorted(record)), int(cells.record.searchsorted(record, side="right"))


def names_of_record(cells: Cells, cell: int) -> tuple[str | None, ...]:
    """The labels that stand in the record of a cell."""
    labels = cells.labels()
    low, high = record_bounds(cells, cell)
    numbers = sorted(set(cells.label[low:high].tolist()))
    return tuple(labels[number] for number in numbers if 0 <= number < len(labels))
