"""Where in prose the name of a treatment may stand: beside a dose, a label, a verb, what is done with it; or by itself.

The names of substances end as the WHO's stem book has it. Of brands only the most frequent are searched for by
themselves; all others need something rare beside them, and are then looked up (see `treatment_words.py`).
"""

from __future__ import annotations

from enum import IntEnum

from dlpscan import Pattern, Where

_STEMS = (
    "olol", "sartan", "vastatine?", "prazole?", "floxacine?", "[aeio]mycine?", "cilline?", "az[eé]pam", "zolam",
    "ox[eé]tine?", "[dl]ipine?", "gliptine?", "gliflozine?", "formine?", "glutide", "tinib", "[xzmt]umab", "ximab",
    "limumab", "citabine?", "platine?", "taxel", "rubicine?", "navir", "t[eé]gravir", "fovir", "ciclovir", "vudine?",
    "xaban", "xaparine?", "zaparine?", "[ao]pril", "setron", "triptan", "nisol?one", "cortisone?", "codone?",
    "barbital", "thyroxine?", "conazole?", "azoline?", "cycline?", "m[eé]t[eé]rol", "tropium", "lukast",
    "prof[eè]ne?", "triptyline?", "zapine?", "tiapine?", "piprazole?", "p[eé]ridone?", "tadine?", "zosine?",
    "s[eé]mide?", "thiazide?", "dronate", "gabaline?", "gabapentine?", "rac[eé]tam", "trexate?", "pramine?",
    "pid[eé]m", "clone", "dopa", "triptyl", "p[eé]zil", "stigmine", "mantine", "nolactone", "cillin", "quine",
    "norphine?", "fentanyl", "caïne", "metformine", "oxif[eè]ne", "thioprine", "indione",
)  # fmt: skip
# What is prescribed most in France (open data of the Assurance maladie, Medic'AM), and what tells most.
_COMMON = (
    "L[eé]vothyrox", "Kard[eé]gic", "Doliprane", "Dafalgan", "Efferalgan", "Spasfon", "Lovenox", "Pr[eé]viscan",
    "Coumadine", "Augmentin", "Ventoline", "Seretide", "Symbicort", "Inexium", "Mopral", "Xarelto", "Eliquis",
    "Pradaxa", "Crestor", "Tahor", "Lasilix", "Aldactone", "Glucophage", "Diamicron", "Januvia", "Lantus",
    "Novorapid", "Humalog", "Ozempic", "Zyprexa", "Risperdal", "Abilify", "Haldol", "Tercian", "Loxapac", "Leponex",
    "S[eé]resta", "Lexomil", "Lysanxia", "Xanax", "Imovane", "Stilnox", "Atarax", "Seroplex", "Deroxat", "Effexor",
    "Prozac", "Zoloft", "Laroxyl", "M[eé]thadone", "Subutex", "Suboxone", "Truvada", "Biktarvy", "Triumeq",
    "Genvoya", "Dovato", "Isentress", "Ebixa", "Aricept", "Exelon", "Mirena", "Nexplanon", "Cerazette", "Leeloo",
    "Minidril", "Humira", "Plaquenil", "Cortancyl", "Solupred", "D[eé]pakine", "Keppra", "Lamictal", "Lyrica",
    "Neurontin", "T[eé]ralithe", "Acupan", "Skenan", "H[eé]parine", "Insuline", "L-Thyroxine", "Plavix", "Coversyl",
    "Aspegic", "Zyloric", "Modopar", "Rivotril", "Temesta", "Amlor", "Cordarone", "Durogesic", "Innohep", "Morphine",
    "Aspirine", "Parac[eé]tamol",
)  # fmt: skip
# With more names than this, what follows them costs a search of its own.
_SEARCHED_CHEAPLY = 30
_THERAPIES = (
    "radiothérapie", "hémodialyse", "dialyse", "chimiothérapie", "chimio", "curiethérapie", "immunothérapie",
)  # fmt: skip
_STOP = (
    r"(?!(?:sous|avec|sans|pour|dans|puis|plus|soit|dont|prend|prendre|par|une|des|les|ttt|trt|traitement|dose"
    r"|posologie|à|de)[ :])"
)
# Where a label begins: as the search has it, no letter or digit stands before.
_EDGE = r"(?<![0-9a-zà-ÿā-įĳ-ňŋ-ž])"
_WORD = r"[a-zé][a-zéïôç0-9-]{2,20}"
_HEAD = rf"{_STOP}{_WORD}(?: {_STOP}[\w/.'-]{{1,14}}){{0,2}}[ :,.=(+/-]{{1,4}}"
_UNIT = r"(?:mg|[µμ]g|mcg|ug|microgrammes?|gammas?|grammes?|g|ml|m?ui|unités|gouttes?|gttes?|gtt)"
# Without the gram, which is searched for slowly.
_RARE_UNIT = r"(?:mg|[µμ]g|ml|m?ui|unités|gouttes?|gttes?)"
_NUMBER = r"\d{1,5}(?:[.,]\d{1,4})?"
_DOSE = rf"{_NUMBER}(?: ?{_UNIT})?(?: ?[/-] ?{_NUMBER})?"
_QUANTITY = (
    r"\d{1,2} ?(?:cps?|cpr|comp|comprimés?|gélules?|sachets?|gouttes?|gttes?|bouffées?|inj(?:ections?)?"
    r"|amp(?:oules?)?|patchs?|suppos?|unités|applications?|inhalations?)"
)
_TIMES = (
    r"(?:(?:x ?)?\d{1,2} ?(?:/|x|fois par|par|fois/|x/|x /|cp/|mg/) ?(?:j|jours?|sem|semaine|mois)"
    r"|le matin|le midi|le soir|matin et soir|au coucher|si besoin|per os)"
)
_GAP = r"[ :,.=()/+-]{0,5}"
_LABELS = (
    r"(?:ttts?|trt|poso|traitements?|ordonnances?|prescriptions?|médicaments?|médications?|posologie"
    r"|thérapeutiques?|contraception|antibiothérapie|anticoagulation|antalgiques?|chimio(?:thérapie)?"
    r"|rens(?:eignements?|\.)? clin\w{0,6}|r-c|atcd|antécédents|il (?:lui|me) faut)"
)
_AFTER_LABEL = rf"{_LABELS}[^\n:=;|]{{0,14}}[:=][^\n|]{{0,70}}[^\n|\w]"
_VERBS = (
    r"(?:sous|prend|prenait|prenant|prendre|pris|prise|reçoit|reçu|arrêt|arrête|arrêté|relais|instauration|poursuite"
    r"|reprise|introduction d[eu]|switch pour|prescrit|prescrite|prescription|débuté|débutons|majoration"
    r"|renouvellement|ttt|trt"
    r"|traitée?|reprendre|poursuivre|instauré|introduit|traitement(?: [a-zé]{4,18})? par|[a-zé]{3,10}othérapie par"
    r"|cures?|substituée? par|équilibrée? par|entretien par|refuse|majorer|diminuer|stopper|fin|échec|j'ajoute|ajoute"
    r"|oublié|ramené|réponse|besoin d[eu]|manque)"
)
_ARTICLES = r"(?: (?:par|pour|de|du|au|à|la|le|un|une|des|traitement|ttt|vers|son|sa|ses|mon)){0,2}"
_FORMS = (
    r"(?:aérosols?|pompe|injections? d[eu]|perf(?:usion)?s?|comprimés?|gélules?|gouttes|sirop|crème|pommade"
    r"|ampoules?|sachets?|bolus|seringues?|stylos?|pilule|implant|stérilet|bouffées?|appareil|séances?)"
)
# What is done with a drug, behind its name.
_DONE = (
    r"(?:donnée?|injectée?|administrée?|arrêtée?|stoppée?|majorée?|diminuée?|poursuivie?|maintenue?|débutée?|suspendue?"
    r"|(?:bien|mal) tolérée?|prescrite?|non pris)"
)
# A name and what stands with it; in a list each by itself.
_ITEM = rf"{_WORD}(?: (?:LP )?{_NUMBER}(?: ?{_UNIT})?)?"
_AND = rf"(?: {_NUMBER}(?: ?mg)?)?(?: ?[,+/] ?| et )"


def _one_of(endings: tuple[str, ...]) -> str:
    return "(?:" + "|".join(endings) + ")"


def _behind(prefix: str, item: str = _ITEM) -> Pattern:
    """An item with something before it; the byte just before it spares a look at most places."""
    return Pattern(text=rf"(?<=[ ,;:=+/('\"-])(?<={_EDGE}{prefix}){item}", search=f"{prefix}{item}")


class Found(IntEnum):
    """The number of the pattern that found a name."""

    IN_COLUMN = 0
    BY_DOSE = 1
    BY_QUANTITY = 2
    BY_TIMES = 3
    BY_LABEL = 4
    BY_VERB = 5
    BY_FORM = 6
    LISTED = 7
    NEXT = 8
    BY_STEM = 9
    COMMON = 10
    BY_DEED = 11
    THERAPY = 12


_FORMULAS = {
    Found.IN_COLUMN: Pattern(text="", where=Where.COLUMN),
    Found.BY_DOSE: Pattern(
        text=rf"{_HEAD}{_NUMBER}(?:[/-]{_NUMBER})? ?{_RARE_UNIT}(?! ?/ ?(?:[dcmµ]?l|1?00|kg(?!/)))",
        search=rf"\d{{1,5}} ?{_RARE_UNIT}",
    ),
    Found.BY_QUANTITY: Pattern(text=rf"{_HEAD}(?:{_DOSE})?{_GAP}{_EDGE}{_QUANTITY}", search=_QUANTITY),
    Found.BY_TIMES: Pattern(
        text=rf"{_HEAD}(?:{_DOSE})?{_GAP}(?:\d{{1,2}} ?(?:cp|[a-zé]{{3,10}})? ?)?{_EDGE}{_TIMES}", search=_TIMES
    ),
    Found.BY_LABEL: _behind(_AFTER_LABEL),
    Found.BY_VERB: _behind(rf"{_VERBS}(?: ?:)?{_ARTICLES} (?:d'|l')?", _WORD),
    Found.BY_FORM: _behind(rf"{_FORMS}(?: de| du| à la)? (?:d')?\(?"),
    Found.BY_STEM: Pattern(text=rf"[a-zé]{{3,14}}{_one_of(_STEMS)}"),
    Found.COMMON: Pattern(text=_one_of(_COMMON)),
    Found.LISTED: _behind(rf"{_one_of(_COMMON[:_SEARCHED_CHEAPLY])}{_AND}", _WORD),
    Found.NEXT: _behind(rf"(?:sous|prend|par|associant) {_WORD}{_AND}", _WORD),
    Found.BY_DEED: Pattern(text=rf"{_ITEM} {_DONE}"),
    Found.THERAPY: Pattern(text=_one_of(_THERAPIES)),
}
PATTERNS = tuple(_FORMULAS[found] for found in Found)
