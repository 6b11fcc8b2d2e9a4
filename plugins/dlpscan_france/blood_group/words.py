"""Words around blood groups: what announces one, what they are the groups of, and what takes them away again.

All are searched in text without accents and in lower case (`statements.plain`). Of the words before a value the
nearest decides: in `2 CGR pour M. X (groupe B pos)` it is the label, in `groupe du patient ? CGR B pos` the product.
"""

from __future__ import annotations

from ..base import Expressions

_O, _I = "[o0]", "[il1]"
_GROUPE = rf"gr{_O}?u?p?e?s?\.?"
# Whom a group may be of, in the singular: rules and figures speak of all.
_RELATIVES = (
    "mere", "maman", "pere", "papa", "enfant", "fils", "fille", "frere", "soeur", "jumeau", "jumelle", "mari",
    "epouse", "epoux",
    "conjointe?", "compagn(?:e|on)", "nouveau-? ?nee?", "nne?", "bebe", "bb", "nourrisson", "cordon", "foetus",
    "grand-mere",
)  # fmt: skip
_PATIENTS = (
    r"pte?\.?", "patiente?", "receveu(?:r|se)",
    "donneu(?:r|se)(?:(?= ?[:=])| (?:apparente|vivant|familial|geno|haplo|de (?:moelle|rein))\\w*)", "femme",
    "homme", "parturiente", "accouchee",
    "gestante", "primipare", "multipare", "blessee?", "opere?e", "transfusee?", "interessee?", "beneficiaire",
    "malade", "sujet",
    "monsieur", "madame", "mme", "mlle", "elle", "lui", "il", "moi", "pcte?", "adherente?", "licenciee?", "eleve",
    "jeune",
)  # fmt: skip
_PERSON = "(?:" + "|".join((*_RELATIVES, *_PATIENTS)) + ")"
_CIVILITY = r"(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|melle|bb|bebe|enfant|pte?|patiente?|dr)"
_NAMED = rf"{_CIVILITY} [\w'-]{{2,25}}(?: [\w'.-]{{1,25}}){{0,2}}"
_OF_SOMEBODY = (
    r"(?:l'|la |le |son |sa |mon |ma |votre |notre |leur |ce |cette )?"
    rf"(?:{_PERSON}|{_CIVILITY}|\d|chambre|lit|box|reception)"
)

STRONG = (
    rf"{_GROUPE}[ _.-]?(?:sang(?:u{_I}ns?)?|sg|abo|erythro\w*|rh\w*|d)\b",
    r"g(?:pe|rpe|rp|p|r)\.?[ _./-]{0,2}(?:sang(?:uin)?|sg|abo|rh)\b",
    r"\bgr?sang\b", r"\bg\.? ?s\.?(?=\W|$)", r"\bsanguin\b", r"\bgroupages?\b", r"\babo\b", r"\bab[o0][ /_-]?rh\w*",
    r"\bcartes? de gr(?:ou|0u|o)?pe\b", r"\bcarte (?:de )?donneur\b", r"\bblood[ _-]?(?:group|type)", r"\bbloodtype",
    r"\bdeterminations?\b", r"\b(?:\d\w{0,3}|deux\w*|seconde?|premiere|double) deter?s?\b|\b(?:\d\w{0,3}) dets?\b",
    r"\bfacteur rh\w*", r"\brhesus\b", r"\brh ?\(?[d1]\)?",
    r"\bpheno(?:type)?s?\b",
    r"\bgenotyp\w+", r"\b(?:882-1|883-9|10331-7)\b", r"\bidentite sanguine\b", r"\bimmuno-?hemato\w*",
    r"\bih\b(?= ?:)",
)  # fmt: skip
_NO_GROUP = (
    "electrogene", "scolaire", "homogene", "pronostique", "favorable", "projet", "tissulaire", "generique",
    "industriel",
    "hospitalier", "parlementaire", "facebook", "whatsapp", "age",
)  # fmt: skip
WEAK = (
    (
        rf"\b(?:{_GROUPE}|gpe\.?|grpe?\.?|gp\.?|gr\.)(?<!gr)(?<!gre)(?! ?(?:{'|'.join(_NO_GROUP)}))"
        rf"(?! (?:a risque|d'age|d'anglais|de risque))(?! (?:de |d'|des |du |a )(?!{_OF_SOMEBODY}))(?=\W|$)"
    ),
    r"\bgr\b",
)
# What may stand between a weak label or a person and the value, besides persons: nothing that names another thing.
_BETWEEN = (
    "est", "etait", "sont", "de", "du", "des", "d", "le", "la", "l", "les", "au", "a", "et", "sur", "sa", "son",
    "ses", "mon", "ma", "notre", "votre", "c", "ce",
    "dit", "etre", "donc", "bien", "toujours", "aussi", "oui", "ok", "confirmee?", "verifiee?", "inscrite?",
    "connue?", "en cours", "recue?", "notee?", "suis", "je", "indique", "mentionne", "trouve", "rendu", "vu",
    "carte", "portefeuille", "dossier", "labo", "laboratoire", "d'apres", "apres", "selon", "resultats?", "ancien",
    "actuel", "nouveau",
    "paternel", "maternel", "matern", "groupe", "gpe", "grp", "gr", "abo", "rh", "rh1", "rhd", "sang", "sanguin",
    "ancien", "x2", "fait",
    "comme", "considerer", "considere", "typee?", "groupee?", "enregistre", "retenu", "provisoire", "probable",
    "facultatif", "receveur", "value", "name", "nom",
    r"\d{1,2}", "kell", "bis", "ans", "reste", "serait", "parait", "semble", "pour", "det", "set", "patients?", "de",
    "apparentee?",
)  # fmt: skip
_OTHER = (
    "notes?", "mention", "classe", "energ\\w+", "rating", "categorie", "cat\\.", "grade", "niveau", "scores?",
    "appreciations?", "notation", "moyenne", "competences?", "mark",
    "toner", "parking", "permis", "salles?", "bus", "ligne", "vitamines?", "vitam\\w+", "hepatites?", "hep\\.?",
    "vh[abc]", "ag ?hb\\w*", "a[gc] ?h?bs?", "hbs", "hbe", "grippes?", "influenza",
    "strepto\\w*", "sgb", "salmonel\\w+", "mening\\w+", "gram", "flacons?", "cultures?", "toxines?", "hemophilie",
    "apo", "hla", "lames?", "piles?",
    "batteries?", "bornes?", "batiments?", "liste", "bras", "densite", "child", "frottis", "bact\\w+", "e\\. coli",
    "lal", "lymphome", "virus", "type", "sero\\w+", "phase", "poste", "porte", "zone", "secteur",
    "plan", "formation", "atelier", "(?<!en )cours", "equipe", "maths?", "anglais", "francais", "sport", "concert",
    "album", "disques?", "volume", "index", "stade", "essai", "etage", "aile", "bloc", "oral", "bulletin", "copie",
    "evaluation",
    "fournisseurs?", "dette", "obligations?", "agence", "objectif", "pollens?", "acariens?", "selles", "flore",
    "option", "niv", "efficacite", "kwh", "cordon b", "anti", "anticorps", "ac", "hemat\\w+ tests?", "temoin",
)  # fmt: skip
_PRODUCT = (
    r"c\.?g\.?r\.?", "culots?", "poches?", "plasmas?", "pfc\\w*", "mcp\\w*", "cpa\\w*", "concentres?", "plaquettes",
    "unites?", "stocks?", "reserver?", "reserves?",
    "depots?", "commandes?", "commander", "dotation", "frigo", "donneurs? universels?", "penurie", "psl", "hematies",
    "tubes?", "donneurs", "produits?", "transfuser", "delivrer", "passer", "recherchons", "besoins?",
    "manque de", "urgence", "collecte", "dons?", "lots?", "sang(?=[ :]*(?:d[eu] groupe )?$)",
)  # fmt: skip
# What makes a rule, a figure or an example of a statement, before it in its sentence …
_GENERAL_BEFORE = (
    "si", "s'il", "lorsqu\\w*", "quand", "en cas", "toute?s?", "tous(?! les (?:\\d|jours|mois))", "chaque",
    "les (?:patient|sujet|receveur|donneur|femme|mere|enfant|personne|individu)\\w*",
    "(?:de|aux|chez|entre) (?:les|des) \\w+", "chez (?:la|le) \\w+", "meres", "patientes", "patients", "femmes",
    "sujets", "receveurs", "individus", "population\\w*", "frequen\\w+",
    "vous etes", "etes-vous", "es-tu", "tu es", "quiconque", "par exemple", "exemples?", "ex", "saisir", "saisie",
    "format", "choix", "choisir", "modele", "maquette", "rendre", "signifie", "veut dire", "devient",
    "sans groupe", "un groupe", "aucun groupe", "quel groupe", "quel", "qu'un", "qu'une", "que serait", "croyance",
    "horoscope", "personnes?", "francais", "repartition", "fictif", "fictive",
    "return", "enum", "else", "assert", "check", "varchar", "select", "option", "==", "protocole", "regle",
    "controles? (?:de )?qualite", "cqi", "eeq", "les rhesus", "etre rhesus", "appel\\w+", "surnomm\\w+", "abrege",
    "peut etre", "doit etre", "doivent", "peuvent",
)  # fmt: skip
# … and behind it.
_RULE_BEHIND = (
    "doit", "doivent", "devra", "peut", "peuvent", "pourr\\w+", "recoit", "recoivent", "recevr\\w+", "ne recoi\\w+",
    "recevoir", "donner", "donne a", "par exemple", "est recommand\\w+", "signifie",
    "veut dire", "represent\\w+", "est le plus", "courant", "frequen\\w+", "devient", "selon l",
    "donneurs? universels?", "par defaut", "est dit", "a tort",
    "collecte", "rares? en", "des francais", "de la population", "individus", "compatibles? avec", "si ", "lorsque",
    "en cas d", "pop,", "rock", "receveurs? universels?", "conduit", "conduisent", "en priorite", "admis en",
    "eleves?", "abrege", "surnomme",
)  # fmt: skip
_PRODUCT_BEHIND = (
    "c\\.?g\\.?r", "culots?", "poches?", "plasma", "pfc", "concentres?", "compatibles?", "phenotypees?",
    "deleucocytee?s?", "irradiee?s?", "\\d{1,4} ?(?:poches|unites|cgr|%|dispo\\w*)?(?:$|  )", "peremption",
    "disponibles?", "iso-?groupe",
)  # fmt: skip
_STOCK_ABOVE = (
    "frigo", "stocks?", "delivrances", "repartition", "compatibilites?", "commandes?", "penurie", "reserves",
    "dotation", "comprendre", "statistiques?", "panel", "lots?", "catalogue", "tarifs?", "bulletin", "imprimantes?",
)  # fmt: skip


def _family(words: tuple[str, ...]) -> str:
    return r"(?<![\w-])(?:" + "|".join(words) + r")(?!\w)"


_GAP = rf"(?:[^\w\n+»]{{0,40}}(?:{'|'.join(_BETWEEN)}|{_PERSON}|{_NAMED})(?!\w)){{0,9}}[^\w\n+»]{{0,60}}"
SAYS = Expressions(
    strong="|".join(STRONG),
    weak="|".join(WEAK),
    person=rf"(?<![\w-])(?:{_NAMED}|{_PERSON})(?!\w)",
    gap=_GAP,
    other=_family(_OTHER),
    product=_family(_PRODUCT),
    general=_family(_GENERAL_BEFORE),
    rule=_family(_RULE_BEHIND),
    product_behind=rf"[^\w,;.]{{0,4}}(?:{'|'.join(_PRODUCT_BEHIND)})(?!\w)",
    above=_family(_STOCK_ABOVE),
    group_behind=(
        r"[^\w.]{0,4}(?:c'est (?:le|son) )?(?:groupe|carte|rhesus|phenotype|det\w*\b)(?! [a-d]\b)|[^\w]{0,4}rai\b"
    ),
    glued=r"[ '-]{0,2}(?:(?:beta|hemolytique|agalactiae|pyogenes|spp|b) ){0,2}(?:d[eu] |: )?",
    glued_product=r"[ \w']{0,14}(?:de|du|:)? ?",
    specific=(
        rf"(?<![\w-])(?:{_NAMED}|(?:la|le|ce|cette|notre|votre|mon|ma|son|sa|cher|chere) {_PERSON}"
        r"|\d{1,3} ?ans|nee? le|carte)(?!\w)"
    ),
    indefinite=(
        rf"\b(?:une?|aucune?|tout|chaque|les|des|deux) (?:{_PERSON}s?|sang|groupe)\W*(?:de groupe|est|du groupe)? ?$"
    ),
    patient=r"\b(?:une patiente|un patient|un homme|une femme)\W*(?:de groupe|est|du groupe)? ?$",
    result=r"\b(?:resultats?|result|res|valeur|value|rendu|interpretation|conclusion|validee?|val)\W{0,4}$",
    translated=r"(?<![a-z])(?:ab?|b|o) (?:pos|neg|plus|moins)\w* : ?$",
    or_not=r"[^\w]{0,4}\d{1,3}(?:,\d)? ?%| ?(?:ou|et|or|and)(?:/ou)? (?:rh\w* )?(?:neg|pos|moins|plus|[+-])",
    question=r"\s{0,2}\?",
)
"""The families by name. `gap` is to match all that stands between a weak label or a person and the value."""

LABELS = (
    "groupe sanguin", "gpe sanguin", "gr sanguin", "grp sanguin", "gr sang", "grsang", "grp sang", "gpe sang",
    "gsang", "gs",
    "gr sg", "gpe sg", "groupage", "groupage abo", "abo", "abo rh1?", "abo rhd?", "aborh1?", "groupe abo",
    "groupe rh", "rhésus",
    "facteur rh", "rh factor", "rh1", "rhd", "rh d", "phénotype", "phéno", "blood group", "blood type", "bloodtype",
    "détermination",
    "groupe sang", "sanguin", "groupes sanguins", "882-1", "883-9", "10331-7", "ABO Rh", "carte de groupe", "groupe",
    "grp", "gpe",
    "facteur", "rh",
)  # fmt: skip
REFUTING_LABELS = (
    "date", "prix", "tarif", "code", "stock", "produit", "libellé", "cgr", "poches?", "qté", "quantité", "lot",
    "note",
    "num", "classe", "travail", "énergie", "muscul\\w{1,6}", "âge", "service", "utilisateurs?", "droits",
)  # fmt: skip
