"""Whether a text that names a treatment is about a person: what speaks for it and against it, added up.

A letter, a nursing note or a prescription tells of one person, his age, his history, what was seen and done; a leaflet
speaks to the reader, a guideline of patients in general, a catalogue of boxes and prices. Words on the line of the
treatment count twice, those nearby once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language.folding import plain

if TYPE_CHECKING:
    from dlpscan import Hits

_BLOCK, _REACH = 512, 900
_MOST_PERSON, _MOST_GENERAL = 5, 8

# How much each family of words weighs; the first table is matched with capitals and accents, the others folded.
_NAMED = (
    (3, (
        r"\b(?:M\.|MR|Mr|Mme|MME|Mlle|MLLE|Melle|Monsieur|MONSIEUR|Madame|MADAME|Mademoiselle|Enfant|Bébé) [A-ZÀ-Ý]",
    )),
    (1, (
        r"\b(?:Dr|DR|Docteur|Pr)\.? [A-ZÀ-Ý]",
    )),
    (3, (
        r"^(?:PID|P)\|",
    )),
    (3, (
        r"(?<![0-9])[1278][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2])[ .]?\d[\dAB][ .]?\d{3}[ .]?\d{3}",
    )),
)  # fmt: skip
_PERSON = (
    (3, (r"\b(?:mme|mlle|mr) [a-z]{3}", r"\bmonsieur [a-z]{3}")),
    (3, (
        r"\bnee? (?:le|en)\b", r"\bne\(e\)", r"\bddn\b", "date de naissance", r"\bnaissance ?:",
    )),
    (2, (
        r"\b(?:ipp|nda|nip|nir) ?(?:n|:|\d)", "n° ?(?:de )?(?:dossier|sejour|secu)", "numero (?:de )?dossier",
    )),
    (2, (
        r"\bpatiente? ?(?::|de \d|age)", r"\b(?:ce|cette|votre|mon|ma) patiente?\b", r"\b(?:pt|pte)\b",
        r"\bnom ?:", r"\bprenom ?:",
    )),
    (1, (
        r"\b(?:le|la) patiente?\b", r"\bpatiente\b", r"\bl'interesse", r"\bresidente?\b",
    )),
    (1, (
        r"\b\d{1,3} ?ans\b",
        r"\b(?:diabetique|hypertendue?|asthmatique|epileptique|dement|demente|tabagique|alcoolique)\b",
    )),
    (1, (
        r"\b(?:ch|chambre|ch\.|lit) ?(?:n° ?)?\d",
    )),
    (1, (
        r"\batcd\b", "antecedents? ?:", r"\bhdm\b", "histoire de la maladie", "mode de vie", r"\bmotif\b",
    )),
    (1, (
        r"\b(?:ta|fc|spo2|sat|poids|imc|t°|hgt|inr|dextro) ?:? ?\d",
    )),
    (1, (
        r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b", r"\b\d{1,2}h\d{0,2}\b",
    )),
    (1, (
        r"\bce (?:jour|matin|soir)\b", "hospitalis", r"\brevue?\b", r"\bvue? (?:ce|le|en)\b", r"\bsortie?\b",
        r"\badmise?\b", r"\bj\+?\d\b", r"\bdepuis\b", r"\bhier\b", r"\bconsultation du\b", r"\bbien tolere",
        r"\bmal tolere",
    )),
    (2, (
        "chere? (?:confrere|consoeur|amie?|collegue)", "confraternel", "je vous (?:remercie|adresse|confie)",
        "bien a (?:toi|vous)",
    )),
    (1, (
        r"\b(?:il|elle) (?:prend|a|est|recoit|presente)\b", r"\bson (?:traitement|ttt|mari|epouse|fils)\b",
        r"\bsa (?:fille|femme)\b",
    )),
    (1, (
        r"\bttt\b", r"\btrt\b", r"\brdv\b", r"\bras\b", r"\bbdc\b", r"\bmt\b", r"\bide\b", r"\bras\b", r"\bqsp\b",
        r"\bar ?\d\b", r"\bnon subst",
    )),
)  # fmt: skip
_GENERAL = (
    (2, (
        r"\blivret\b", r"\bmanuel\b", r"\btubes? (?:citrat|sec|edta)", r"suspectee? ?:", r"\bsujet age", r"\bajouter\b",
        r"\bcotation\b", r"\bacte\b", r"\bami \d", r"\bconduite a\b",
    )),
    (3, (
        r"\bvous (?:devez|pouvez|prenez|avez|etes|risquez|utilisez|allez)", "votre (?:medecin|pharmacien)",
        r"\bne prenez", r"\bdemandez", r"\bn'utilisez", r"\bavez-vous", r"\bprenez\b", r"\bsi (?:vous|l'on)\b",
        r"\bl'on\b", r"\bpuis-je\b", r"\bpeut-on\b",
    )),
    (2, (
        r"\b(?:les|des|aux|de) (?:patients?|patientes|personnes|femmes|enfants|sujets|adultes)\b",
        r"\bpatients (?:traites|atteints|sous|ayant)", r"\bchez (?:l|les|des|un|une|la|le)\b", r"\badultes?\b",
        r"\bnourrissons?\b", r"\bpopulation\b",
    )),
    (2, (
        "recommand", "premiere intention", r"\ben cas (?:de|d')", r"\bcontre-indi",
        "posologie (?:usuelle|maximale|initiale|recommandee)", "dose (?:maximale|max|usuelle)",
        "ne (?:pas|jamais) (?:depasser|associer)", "il convient", "doit etre", "doivent", "peut etre",
        r"protocole (?:de|du|d)\b", r"\bmg ?/ ?kg", r"indications?\b", r"\bindiquee?s?\b", r"\bprocedure\b",
        r"\breferentiel", "conduite a tenir", "mode d'emploi",
    )),
    (2, (
        r"\bamm\b", r"\brcp\b", r"\bnotice\b", "excipient", r"\bboites?\b", "plaquette", r"\bflacons?\b",
        r"\bcip ?\d", r"\bcip\b", r"\bucd\b", r"\bcode atc\b", r"\bstocks?\b", "peremption", r"\blots?\b",
        "commande", "fournisseur", r"\bprix\b", "tarif", "€", r"\beuros?\b", "rembours", r"\bsmr\b", "generique",
        "exploitant", "titulaire", "conditionnement", "livraison", "inventaire", r"\brayon\b", r"\barmoire\b",
        r"\bdotation", r"\brupture", "effets? indesirable", r"\bref\b", r"\bquantite", r"\bqte\b",
        r"\bmarche public",
    )),
    (2, (
        r"\betudes?\b", r"\bessais?\b", "cohorte", "placebo", "randomis", r"\bp ?[<=] ?0", r"\bpubli",
        "meta-analyse", r"\bn ?= ?\d", "pharmacocin", "molecule", "mecanisme d'action", "demi-vie",
    )),
    (2, (
        r"\bselon (?:le|la|les|l)\b", "ministere", r"\bansm\b", r"\bhas\b", r"\boms\b", r"\blaboratoires? [a-z]",
        "penurie", r"\bassociation de\b", r"\bmarche\b", "scandale", r"\bformation\b", r"\bcongres\b", r"\baudit",
        r"\bcommission\b", r"\bcomedims\b", r"\bclud\b", r"\bclin\b", r"\bdossiers\b", r"\bconseils?\b",
        r"\bseance\b",
    )),
    (2, (
        r"\bexemple", r"\bexercice", r"\bquestion\b", r"\bcours\b ?:", r"\bqcm\b", r"\bchapitre\b", r"\bfigure\b",
        r"\btableau \d", r"\bvoir page\b",
    )),
    (3, (
        r"\b(?:def|return|import|class|select|insert|update|varchar|assert|const|null)\b", "[{}]", "==", "=>",
    )),
    (1, (
        r"\b(?:chien|chat|chats|chiens|veterinaire|bovins)\b",
    )),
)  # fmt: skip


_Table = tuple[tuple[int, tuple[str, ...]], ...]


def _compiled(table: _Table) -> list[tuple[int, re.Pattern[str]]]:
    return [(weight, re.compile("|".join(family), re.MULTILINE)) for weight, family in table]


class Evidence:
    """Weighs what stands around the hits of one chunk; a stretch of text is read once for all of them."""

    def __init__(self, hits: Hits) -> None:
        self._text = hits.chunk.text
        self._tables = [_compiled(table) for table in (_NAMED, _PERSON, _GENERAL)]
        self._blocks: dict[int, int] = {}

    def of(self, start: int, end: int) -> int:
        """The sum for a hit; above 0 it is rather about a person."""
        block = start // _BLOCK
        if block not in self._blocks:
            low, high = max(0, block * _BLOCK - _REACH), (block + 1) * _BLOCK + _REACH // 2
            self._blocks[block] = self._weighed(self._text[low:high].decode(errors="replace"))
        low = self._text.rfind(b"\n", max(0, start - _BLOCK), start) + 1
        high = self._text.find(b"\n", end, end + _BLOCK)
        line = self._text[max(low, start - _BLOCK) : high if high >= 0 else end + _BLOCK].decode(errors="replace")
        return self._blocks[block] + self._weighed(line)

    def _weighed(self, text: str) -> int:
        folded = plain(text)
        named, person, general = self._tables
        speaks_for = sum(weight for weight, pattern in named if pattern.search(text))
        speaks_for += sum(weight for weight, pattern in person if pattern.search(folded))
        against = sum(weight for weight, pattern in general if pattern.search(folded))
        return min(speaks_for, _MOST_PERSON) - min(against, _MOST_GENERAL)
