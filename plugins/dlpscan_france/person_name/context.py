"""What stands around a name in text: whether it is somebody's of whom the document speaks.

A name without its office, street, book or century. Each rule looks at the text before and behind, folded to plain
letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..base import Expressions
from ..language.folding import plain
from ..names.known import (
    FAMOUS,
    SEGMENT_REACH,
    has_capitals,
    has_other_words,
    is_first_name,
    is_placeholder,
    looks_full,
    segment_field,
    tokens_of,
)
from .bare import bare, civil_cell
from .patterns import (
    AGED,
    BARE,
    BELOW,
    BORN,
    CIVIL,
    CIVIL_CELL,
    DATED,
    FIELD,
    FILED,
    HEADER,
    HEADER_FIRST,
    KIN,
    LABELLED,
    LOWER,
    SEGMENT,
    SPOKEN,
)

if TYPE_CHECKING:
    from ..names.text import Place

SURE, LIKELY, UNLIKELY = 0.9, 0.7, 0.0

_WORDS = Expressions(
    # What is named after people.
    place=(
        r"\b(?:rue|r\.|avenue|av\.?|ave|bd|boulevard|blvd|place|pl\.|allees?|impasse|quai|square|chemin|route|cours"
        r"|passage|villa|pont|hopital|hopitaux"
        r"|clinique|polyclinique|centre|lycee|college|ecole|institut|fondation|stade|gymnase|salle|pavillon"
        r"|batiment|unite|maladie|syndrome"
        r"|signe|score|test|echelle|loi|prix|methode|residence|ehpad|maison|foyer|association|musee|jardin|parc"
        r"|theatre|cinema|bibliotheque|eglise"
        r"|amphitheatre|marque|societe|laboratoires?|restaurant|magasin|garage|film|roman|chanson|manoeuvre|triade"
        r"|tumeur|cellules?|classification|entreprise|ets)"
        r"(?: de la| de l| du| des| de| d| la| le| l)?['’ :«\"-]*(?:m\.?|mr|mme|monsieur|madame)?\.? ?$"
    ),
    # Who has an office is named for it.
    office=(
        r"^[ ,(–-]{1,4}(?:l[ea] |l['’])?(?:vice-?)?(?:president|directeur|directrice|maire\b|ministre|depute|senat"
        r"|prefet|sous-prefet|professeur|pr\b|dr\b"
        r"|chercheu|porte-parole|avocat|notaire|journaliste|ecrivain|romanci|auteur|autrice|acteur|actrice|chanteu"
        r"|historien|adjointe? au|conseill"
        r"|procureu|juge\b|secretaire (?:general|d['’]etat|administratif)|responsable|referente?\b|pdg\b|fondat"
        r"|medecin\b|pharmacien|biologiste|rapporteu|tresori|gerante?\b"
        r"|commissaire|delegue|cadre\b|chef\b|cheffe\b|dpo\b|infirmi|ide\b|sage-femme|kine|interne\b|formatrice"
        r"|formateur|expert|representante? d)"
    ),
    office_before=(
        r"\b(?:president[e]?|directeur|directrice|maire|ministre|depute[e]?|senat(?:eur|rice)|prefete?|juge"
        r"|procureure?|docteur|dr|pr|professeure?|me|maitre"
        r"|auteurs?|autrice|par l[ea] (?:cadre|directrice|directeur)|responsable|redacteur|redaction|redige par"
        r"|verifie par|approuve par|valide par|interlocuteur"
        r"|interlocutrice|formateur|formatrice|animateur|intervenante?|orateur|conferencier|gerante?"
        r"|signataire)(?: general[e]?)?(?: adjointe?)?(?: (?:de|du|des|d['’])[^:.;]{0,30}:)?[ ,:.]*(?:monsieur"
        r"|madame|m\.|mme)?[ ,:]*$"
    ),
    book=(
        r"\bet al\b|\bet coll\b|;\d{1,3}(?:\(\d+\))?:|\bdoi\b|\bpp?\. ?\d|\beditions?\b|\bisbn\b|\bvol\. ?\d|\bin: "
        r"|[12]\d{3};|\brevue\b|\bthese\b|\bcopyright\b|©"
    ),
    # Initials on either side: `R. Tarjan, M. Yannakakis`, `M. E. J. Newman and D. J. Watts`.
    authors=r"\b[A-Z]\. ?(?:[A-Z]\. ?)?[A-Z][a-zà-ÿ]+,? (?:and |& |et )?\||\|[A-Z]\.[ -]?[A-Z]\.|\|[^|]*,? (?:and "
        r"|& |et )?[A-Z]\. ?(?:[A-Z]\. ?)?[A-Z][a-z]",
    english=r"\b(?:the|and|of|with|for|by|in|this|from|is)\b",
    french=r"\b(?:les?|la|des|du|une?|pour|est|avec|dans|sur|par|qui|nous|vous|au)\b",
    template=r"\{\{|\}\}|<%|%>|\$\{|\$[a-z]|\[nom|\[prenom|_{4,}|x{4,}|%s\b|printf|lorem|<nom|placeholder"
        r"|\bfaker?\b|exemple fictif|\bmodele\b|\bspecimen\b",
    past=(
        r"^[ ,]{0,2}\((?:ne[e]? en )?1[0-8]\d\d|^[ ,]{0,2}\(1[89]\d\d ?[-–/] ?(?:1[89]|20)\d\d|^,? (?:ne[e]? (?:en"
        r"|le \d{1,2}(?:er)? [a-z]+) 1[0-8]\d\d)|\b(?:1[5-8]\d\d|x[vix]+e siecle)\b"
    ),
    code=r"\b(?:def|class|return|import|const|var|let|function|public|private|select|insert|varchar|null|echo|print"
        r"|assert)\b.{0,60}$|[{}]\s*$|=>|==|\(\)",
    identity=(
        r"\b(?:pre?noms?|nee?|ne\(e\)|naissance|ddn|sexe|patiente?|assuree?|civilite|nir|secu|ipp|adresse|tel"
        r"|telephone|dossier|hospitali\w+|consult\w*"
        r"|residente?|age|ans|mme|mr|madame|monsieur|beneficiaire|chambre|service|examen|prelevement|medecin"
        r"|conjoint|epouse|mari|enfants?|lien)\b"
    ),
    thing=r"\b(?:produit|fichier|article|medicament|champ|colonne|table|variable|serveur|machine|domaine|logiciel"
        r"|societe|etablissement|fournisseur|raison sociale|essai|reactif|automate|rubrique|projet|espece|race"
        r"|chien|chat|animal|prix|lot|stock|version|dci|dosage|obligatoire|type|taille|groupe|equipe|utilisateur"
        r"|role)\b",
    kin=r"\b(?:son|sa|mon|ma|votre|notre|leur|l['’]|une?|future?|ex-?) ?$",
)  # fmt: skip


def confidence(kind: int, place: Place) -> float:
    """How sure it is that a name in text is somebody's."""
    if is_placeholder(place.name) or place.after[:1] == "_" or _is_refused(kind, place.left, place.right):
        return UNLIKELY
    return _RULES[kind](place)


# In lists of staff these are persons like others: who announces them by a civility or label means their office.
_STAFF = re.compile(r"^[ ,(–-]{1,4}(?:infirmi|ide\b|cadre|aide|ash\b|secretaire|agent|sage-femme|kine|formatrice)")


def _is_refused(kind: int, left: str, right: str) -> bool:
    """Whether what stands around is a street, an office, a bibliography, a template, history or code."""
    return bool(
        _WORDS["place"].search(left)
        or (_WORDS["office"].search(right) and not (kind == BARE and _STAFF.search(right)))
        or _WORDS["office_before"].search(left)
        or _WORDS["book"].search(left[-60:] + " " + right[:60])
        or _WORDS["template"].search(left[-40:] + " " + right[:30])
        or _WORDS["past"].search(right[:40])
        or _WORDS["code"].search(left)
    )


def _is_initial(place: Place) -> bool:
    """Whether `M.` is an author's initial: beside others, behind a first name, in a text that is not French."""
    before = place.before[: place.before.rindex("M")].rstrip()
    word = tokens_of(before.rpartition(" ")[2])
    glued = place.before[: place.before.rindex("M")][-1:]
    if glued in (".", "&") or (before.endswith(".") and before[-2:-1].isupper()):
        return True
    if word and is_first_name(word[-1]) and before[-1:].isalpha():
        return True
    if _AUTHOR_LIST.search(before + " "):
        return True
    if _WORDS["authors"].search(before[-25:] + "|" + place.name + place.after[:25]):
        return True
    around = plain(place.lines())
    return bool(_WORDS["english"].search(around)) and not _WORDS["french"].search(around)


# `Keruzore A, Dubosc M. Prise en charge`: the last of a list of authors.
_AUTHOR_LIST = re.compile(r"[A-ZÀ-Þ][\w'-]+ [A-Z]{1,3}, (?:[A-ZÀ-Þ][\w'-]+ [A-Z]{1,3}, )*[A-ZÀ-Þ][\w'-]+ $")


def _is_bare_civility(place: Place) -> bool:
    """Whether `M` without its point is one: before a full name or a surname in capitals, in a French text."""
    if place.before[:-2].rstrip()[-1:].isdigit() or not has_capitals(place.name) or place.lines().isupper():
        return False
    return looks_full(place.name) or bool(_WORDS["french"].search(plain(place.lines())))


def _civil(place: Place) -> float:
    """`M. LE GALL`: a private person unless it is known better."""
    if has_other_words(place.name) and not (
        has_capitals(place.name) and any(map(is_first_name, tokens_of(place.name)))
    ):
        return UNLIKELY
    if not FAMOUS.isdisjoint(tokens_of(place.name)) and not place.name.isupper():
        return UNLIKELY
    if place.before.endswith(("M.", "M. ")) and _is_initial(place):
        return UNLIKELY
    if place.before.endswith("M ") and not _is_bare_civility(place):
        return UNLIKELY
    return SURE if looks_full(place.name) or has_capitals(place.name) else LIKELY


def _field(place: Place) -> float:
    """`Nom : LE GALL`: a thing has a name, too; what else the form asks tells."""
    if has_other_words(place.name) and not looks_full(place.name):
        return UNLIKELY
    around = plain(place.lines())
    own = re.sub(r"(?:nom|prenom)s?[^a-z0-9]{0,12}$", "", place.left)
    evidence = 2 * bool(_WORDS["identity"].search(own[-200:] + " " + place.right)) + bool(
        _WORDS["identity"].search(around)
    )
    evidence += looks_full(place.name) + has_capitals(place.name) + any(map(is_first_name, tokens_of(place.name)))
    evidence += 2 * bool(
        re.search(
            r"pre?noms?\W*$|naissance\W*$|patiente?\W*$|usuel\W*$|marital\W*$|usage\W*$|famille\W*$|fille\W*$",
            place.left,
        )
    )
    evidence -= 3 * bool(_WORDS["thing"].search(place.left[-80:])) + 2 * bool(_WORDS["thing"].search(around))
    return SURE if evidence > 2 else LIKELY if evidence > 1 else UNLIKELY


def _labelled(place: Place) -> float:
    """`Patient : LE GALL Maïwenn`."""
    if has_other_words(place.name):
        return UNLIKELY
    if looks_full(place.name):
        return SURE
    return (
        LIKELY
        if has_capitals(place.name) or any(is_first_name(t, strict=True) for t in tokens_of(place.name))
        else UNLIKELY
    )


def _spoken(place: Place) -> float:
    """`la patiente LE GALL`, `sa fille Enora LE GALL`: in a text of capitals any word may follow."""
    if has_other_words(place.name) or place.lines().isupper():
        return UNLIKELY
    if place.before.strip()[-2:].isupper() and not looks_full(place.name):
        return UNLIKELY
    if looks_full(place.name) and (has_capitals(place.name) or len(tokens_of(place.name)) > 1):
        return LIKELY
    return (
        LIKELY
        if has_capitals(place.name)
        and place.name.isupper()
        and len(place.name) > 3
        and re.search(r"patiente?\W*$|residente?\W*$", place.left)
        else UNLIKELY
    )


def _below(place: Place) -> float:
    """A name on the line below its label."""
    return (
        LIKELY if looks_full(place.name) or (has_capitals(place.name) and not has_other_words(place.name)) else UNLIKELY
    )


def _kin(place: Place) -> float:
    """`née LE GALL`, `épouse MARTIN`; not `son épouse Martine`."""
    if has_other_words(place.name):
        return UNLIKELY
    possessive = _WORDS["kin"].search(re.sub(r"\w+\.? ?$", "", place.left))
    if possessive and not (looks_full(place.name) and has_capitals(place.name)):
        return UNLIKELY
    if has_capitals(place.name):
        return SURE
    return LIKELY if len(tokens_of(place.name)) > 1 or not is_first_name(tokens_of(place.name)[0]) else UNLIKELY


def _both(place: Place) -> float:
    """`LE GALL Maïwenn, née le …`: a first name and a surname before a birth date, a number, a room, an age."""
    if has_other_words(place.name):
        return UNLIKELY
    born = re.match(r"\W{1,4}(?:nee?\b|ne\(e\)|ddn|d\.d\.n|date de naissance|naissance)", place.right)
    if has_capitals(place.name):
        return SURE if looks_full(place.name) or born else UNLIKELY
    return LIKELY if born and looks_full(place.name) else UNLIKELY


def _segment(place: Place) -> float:
    """`PID|1||…||LE GALL^MAIWENN`: by the segment that it stands in."""
    before = place.lines().partition(place.name)[0]
    segment, field, begins = segment_field(before)
    known = begins and len(before.encode()) <= SEGMENT_REACH and field in _NAME_FIELDS.get(segment, ())
    return SURE if known else UNLIKELY


def _header(place: Place) -> float:
    return UNLIKELY if has_other_words(place.name) else SURE


# In which fields of which segments patients, relatives and insured are named: HL7 v2.5 and HPRIM 2.x.
_NAME_FIELDS = {
    "PID": (5, 6, 9), "NK1": (2,), "MRG": (7,), "IN1": (16,), "IN2": (9, 40), "GT1": (3, 4), "P": (5, 6),
    "AP": (13,), "AC": (13,),
}  # fmt: skip
_RULES = {
    CIVIL: _civil, FIELD: _field, LABELLED: _labelled, SPOKEN: _spoken, LOWER: _field, BELOW: _below, KIN: _kin,
    BORN: _both, DATED: _both, FILED: _both, AGED: _both,
    SEGMENT: _segment, HEADER: _header, HEADER_FIRST: _header, BARE: bare, CIVIL_CELL: civil_cell,
}  # fmt: skip
