"""Whether a physician is named as somebody's: in a patient's letter, result, prescription or record.

What speaks for it is added up (who prescribed, sent, signed; that a patient is spoken of), and what speaks against
it: a
street, a hospital, a congress, a duty roster, a directory, an advertisement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..base import Expressions
from ..language.folding import plain
from ..names.known import (
    SEGMENT_REACH,
    has_capitals,
    has_other_words,
    is_first_name,
    is_placeholder,
    segment_field,
    tokens_of,
)
from .patterns import BEHIND, DICOM, LABELLED, SEGMENT, SWORN, TITLED

if TYPE_CHECKING:
    from ..names.text import Place

SURE, LIKELY, UNLIKELY = 0.9, 0.7, 0.0
_LEAST, _SURE_FROM = 2, 4

_WORDS = Expressions(
    place=(
        r"\b(?:rue|r\.|avenue|av\.?|ave|bd|boulevard|blvd|place|pl\.|allees?|impasse|quai|square|chemin|route|cours"
        r"|passage|pont|hopital|hopitaux|clinique"
        r"|polyclinique|centre|lycee|college|ecole|institut|fondation|stade|salle|pavillon|batiment|residence|ehpad"
        r"|maison|amphitheatre|prix"
        r"|methode|regime|test|echelle|score|collection|fonds|espace|parking|arret)(?: de la| de l| du| des| de| d"
        r"| la| le| l)?['’ :«\"-]*(?:dr|docteur|pr|professeur)?\.? ?$"
    ),
    # What makes him the physician of somebody.
    role=(
        r"\b(?:traitante?(?: declare)?|choisi\w*"
        r"|(?:general)?practitioner\W{1,6}display\W{1,4}|physician\W{1,4}|med\w{0,6} {3,}"
        r"|prescript\w+|prescrite?s?|adresse[e]?s? (?:par|a|au)|envoyee? par|demandee?s? par"
        r"|demandeur|correspondante?|copies?|cc|chirurgien\w*|operateur"
        r"|opere[e]?s? par|anesthesiste|biologiste|valide[e]?s? par|valideur|validation|signe[e]?|signataire"
        r"|referente?|suivie?s? (?:par|chez|avec)|vu(?:e|s)? par|revue? (?:par|avec)"
        r"|mt|med trt|realise[e]? par|interprete[e]? par|examine[e]? par|pratique[e]? par|avis (?:du|de)"
        r"|rdv (?:avec|chez)|rendez-vous (?:avec|chez)|consultation (?:avec|du|chez|de)"
        r"|appel[e]?r?|contacter|prevenir|prevenu|recontacter|ordonnance (?:du|de)|courrier (?:du|au|de)"
        r"|lettre (?:du|au|de)|compte.rendu (?:du|au|de)|hospitalise[e]? par"
        r"|confiee? (?:au|a)|responsable|mon confrere|par le|chez le|au|destinataire|medecin(?: declare)?|accord"
        r"|demande|selon|d.apres|vu avec)(?: (?:le|la|au|du|par|a|son|confrere))?[ :,(./-]{0,4}"
        r"(?:le |notre |votre |mon |son )?(?:confrere |collegue )?(?:dr|docteur|pr|professeur)?\.? ?$"
    ),
    patient=(
        r"\b(?:votre patiente?|(?:la|le|ce|cette|notre|ma|mon|votre|du|nom|identite) patiente?|patiente?(?: ?:"
        r"|\(e\)| n[ée]e?\b)|nee? le|ne\(e\) le|ddn|date de naissance|nir|ipp|nda|n[°o] (?:de )?dossier"
        r"|monsieur [a-z]{2}|madame [a-z]{2}|mme\.? [a-z]|mr\.? [a-z]|m\. [a-z]{2}|mlle [a-z]|cher confrere"
        r"|chere consoeur|cher ami|hospitalise[e]?|ordonnance|antecedents|traitement de sortie"
        r"|motif|compte[- ]rendu|resultats? (?:de|du|d)|prelevement|prescription|examen clinique|a l.examen"
        r"|suivie? pour|je vous adresse|je vous remercie|j.ai vu|bien confraternellement|confraternellement"
        r"|nom ?:|prenom ?:|ttt|atcd|cs |\d{1,3} ans\b|son medecin|sa mere|son epouse|medecin traitant|chambre \d"
        r"|[;|\t]\"?[fmh12]\"?[;|\t]|sortie|transfus\w+|serologie|bilan|irm|scanner|echographie|biopsie|assuree? ?:)"
    ),
    # A person named with a civility or in the manner of files.
    named=(
        r"\b(?:mme|mr|mlle|madame|monsieur) [a-z]{3}|\bm\. [a-z]{3}|\bpatiente?\b ?[:=]? ?[a-z]{4}|\benfant [a-z]{3}"
        r"|\bpt\b|\bpat\b|[;|\t]\"?\d{2}/\d{2}/(?:19|20)\d{2}\"?[;|\t]"
    ),
    # What is done with a patient and for him, wherever in the line.
    care=(
        r"\b(?:avis|prevenue?|prevenir|appel\w*|rappel\w+|ordo\w*|courriers?|cr|prescri\w+|rcp|bloc|recue? (?:du|par)"
        r"|adressee?|vue? (?:par|avec|chez)|cs|consultation|suivie?|operee?|hospitalis\w+|frottis|cure|traitement|ttt"
        r"|sortie|retour a domicile|transfert|bilan|cardio|gyneco|rhumato|chir|neuro|pneumo|dermato|ophtalmo|uro|gastro"
        r"|oncologue|radiotherapeute|cardiologue|mt|demande|examine[re]?|ok pour|d'accord|accord|dossier|resultats?"
        r"|telephonee?s?|faxer?|transmis|remplacante?|renouvel\w+|certifie|soussigne[e]?|mutuelle|prise en charge)\b"
    ),
    duty=(
        r"\b(?:astreintes?|gardes?|planning|tableau de service|permanence|horaires?|conges"
        r"|remplacements?|cherche\w* (?:une? )?remplac\w+"
        r"|sur rendez-vous|consultations? (?:le|les|du|sur|tous)|annuaire|liste des (?:medecins|praticiens)"
        r"|equipe medicale|prenez|prise de rendez-vous|effectif|organigramme|specialites?|cabinet medical"
        r"|prendre rendez-vous|secretariat du|tarifs?|honoraires|secteur [12]|conventionne)\b|\b(?:tel|telephone) ?[.:]"
    ),
    public=(
        r"\b(?:congres|colloques?|seminaire|conferences?|conferencier|intervenants?|orateurs?|moderateur|auteurs?"
        r"|publie[es]?|etude|article|interview|journees?|webinaire|formation|symposium|soiree"
        r"|ordre du jour|reunion|cme|presents?|excuses?|proces-verbal|nomme[e]?|elue?|inaugur\w+|president[e]?"
        r"|vice-president|depart en retraite|livre|ouvrage|revue|editions|et al|doi|animee? par|expliqu\w+|selon le"
        r"|questions? (?:a|au)|rappelle|a declare|declare que|souligne|temoigne|recrut\w+|candidat"
        r"|these|jury|soutenance"
        r"|investigateur|promoteur|essai|comite|commission|societe savante|redaction|coordonnateur|redige par"
        r"|verifie par|approuve"
        r"|invente[e]?|decouvert\w*|histoire|siecle|biographie|serie|film|personnage|roman|chef de service"
        r"|chefs? de pole|praticiens? hospitaliers?|assistants?|doyen|publicite|offre|programme|atelier|protocole"
        r"|procedure)\b"
    ),
    signature=r"^[ \t]*(?:\(?signe ?:? ?\)?)?(?:le |la )?(?:dr|docteur|pr|professeur)?\.? ?$",
    company=r"^ (?:gmbh|sas?\b|sarl|diagnostics|pharma|laborato)",
    template=r"\{\{|\}\}|<%|\$\{|\[nom|_{4,}|x{4,}|exemple fictif|lorem",
)  # fmt: skip


def confidence(kind: int, place: Place, *, of_patients: bool) -> float:
    """How sure it is that a physician's name stands in a patient's document."""
    if (
        is_placeholder(place.name)
        or _is_other(kind, place)
        or _WORDS["template"].search(place.left[-40:] + place.right[:30])
    ):
        return UNLIKELY
    if kind == SEGMENT:
        return _segment(place)
    if kind == DICOM:
        return SURE
    if _WORDS["place"].search(place.left) or _WORDS["company"].search(place.right):
        return UNLIKELY
    points = _points(kind, place) + 2 * of_patients
    return SURE if points >= _SURE_FROM else LIKELY if points >= _LEAST else UNLIKELY


def _is_other(kind: int, place: Place) -> bool:
    """Whether it is no name, or a patient's: behind a title the first word tells (`Pr NIVELLEC OK pour …`)."""
    if kind == TITLED:
        # `le professeur de SVT`: what is taught.
        if place.left.endswith("professeur ") and re.match(r"d[eu] [A-Z]{2,4}\b", place.name):
            return True
        return has_other_words(place.name.replace("-", " ").split(" ")[0])
    if kind != BEHIND:
        return has_other_words(place.name)
    known = any(map(is_first_name, tokens_of(place.name))) or place.name[1:2] == "."
    return not known or has_other_words(place.name) or bool(_CIVIL.search(place.left) or _LABEL.match(place.right))


_CIVIL = re.compile(r"\b(?:m|mr|mme|mlle|monsieur|madame|patiente?)[. :]{1,3}$")
# ` - Oncologue référent : Pr …`: the label of another.
_LABEL = re.compile(r"[ ,(–-]{1,3}[a-z ]{3,40} ?:")


def _points(kind: int, place: Place) -> int:
    around = plain(place.lines())
    line = place.left + " " + place.right
    spoken = len({found[0] for found in _WORDS["patient"].finditer(around)})
    named = bool(_WORDS["named"].search(around))
    role = bool(_WORDS["role"].search(place.left))
    care = bool(_WORDS["care"].search(line))
    points = min(spoken, 3) + named + 2 * role + care
    if kind == LABELLED:
        points += _looks_like_name(place.name) + bool(re.search(r"traitant|declare|prescripteur", place.left))
    if kind == BEHIND:
        points += bool(re.search(r"valid\w+|sign\w+|biologiste", plain(place.before + place.after)))
    if kind == TITLED and _WORDS["signature"].search(place.left) and not place.right.strip(" .,"):
        points += 1
    if kind == SWORN:
        points += 2
    points -= 3 * bool(_WORDS["duty"].search(line)) + 3 * bool(_WORDS["public"].search(line))
    others = len(set(_WORDS["public"].findall(around))) + len(set(_WORDS["duty"].findall(around)))
    told = spoken + named + care
    return points - min(others, 4) * (1 if told < 3 else 0) - (not role and told == 0)


def _looks_like_name(name: str) -> int:
    """1 for a name by its letters, -3 for what could be any word with a capital."""
    return 1 if has_capitals(name) or any(map(is_first_name, tokens_of(name))) else -3


# Who attends, refers, orders, interprets: HL7 v2.5 PV1-7 to 9 and 17, OBR-16, 28 and 32, ORC-12, ROL-4.
_FIELDS = {"PV1": (7, 8, 9, 17), "OBR": (16, 28, 32, 34), "ORC": (10, 11, 12), "ROL": (4,), "PV2": (13,)}


def _segment(place: Place) -> float:
    before = place.lines().partition(place.name)[0]
    segment, field, begins = segment_field(before)
    begins = begins or bool(re.search(r"[|~][A-Z0-9]*[\^~]$", before))
    return SURE if begins and len(before.encode()) <= SEGMENT_REACH and field in _FIELDS.get(segment, ()) else UNLIKELY
