"""Words that change what a health statement means, shared by the detectors of results.

The lists were written for French medical prose; the ideas of what to look for (requests, hypotheses, the second person
of leaflets) are those of clinical negation detection, from NegEx (Chapman et al. 2001) on.
"""

from __future__ import annotations

from dlpscan import Cue, Scope

# A condition or a general rule: it says nothing of anybody.
HYPOTHESIS = Cue(
    name="hypothesis",
    phrases=(
        "si", "s'il", "s'ils", "en cas de", "en cas d'", "lorsque", "quand", "chez la", "chez le", "chez les",
        "chez une",
        "chez un", "chez des", "chez toute", "éventuelle?", "toute?", "tous les", "toutes les", "quiconque",
        "rendre", "doit", "doivent", "devra", "devez", "exigée?", "il est recommandé", "est recommandée?", "suspicion",
        "exclure", "éliminer", "rechercher", "recherche de", "vérifier", "avant de", "la possibilité", "risque de",
        "obtenir", "fournir", "nécessite", "disposer", "une femme", "un homme", "un patient", "une patiente",
        "une personne",
        "toute personne", "si le", "commentaire type", r"exemples? ?:", "ex :", "par exemple", "un exemple", "modèle",
        "signifie", "un résultat", "tout résultat", "les enfants", "enfants de", "contre-indications?",
        "contre-indiquée?s?",
    ),
    before=45,
    scope=Scope.TEXT,
)  # fmt: skip
RULE_BEHIND = Cue(
    name="hypothesis",
    phrases=("exigée?", "requis", "obligatoire", "est nécessaire", "doit", "doivent", "devra", "signifie",
             "n'exclut", "veut dire", "indique que", "évoque", "conduit à", "est recommandée?", "dès", "ne vous",
             "n'est jamais", "compatible avec", "sur avis"),
    after=12,
)  # fmt: skip
# The reader is spoken to about what may be: a leaflet. (A letter that tells a patient a result does not say "you are".)
SECOND_PERSON = Cue(
    name="second-person",
    phrases=(
        "vous êtes", "vous n'êtes", "vous pensez", "êtes-vous", "vous avez un", "vous souhaitez", "vous pouvez",
        "vous devez",
        "pensez-vous", "avez-vous", "soyez", "demandez", "parlez-en", "consultez", "votre médecin", "ne prenez",
        "votre partenaire", "vous venez", "vous deviez", "vous soyez", "vous planifiez", "vous allaitez", "tu es",
        "es-tu",
    ),
    before=60,
    after=40,
    scope=Scope.TEXT,
)  # fmt: skip
STATISTICS = Cue(
    name="statistics",
    phrases=(
        "nombre de", "pourcentage", "proportion", "prévalence", "incidence", "statistiques?",
        r"\d{1,3} ?% des",
        "parmi les", "milliers de", "millions de", "personnes", "patients", "les patientes",
        "des patientes", "les sujets", "les femmes", "des femmes", "femmes",
        "les pvvih",
        "des pvvih", "cohorte", "étude", "population", "cas de", "count",
    ),
    before=40,
    after=8,
    scope=Scope.LINE,
)  # fmt: skip
# Reagents, automata, quality control, price lists, catalogues.
PRODUCT = Cue(
    name="product",
    phrases=(
        "réactifs? (?:anti|vih|hiv|pour|de|du)", "kits?", "coffret", "lot", "calibration", "calibrateur",
        "calibrant", "contrôles? (?:de )?qualité",
        "contrôles? internes?", "cqi", "qc", "eeq", "niveau", "automate", "tarifs?", "prix", r"B ?\d{1,3}", "euros?",
        "€",
        "boîte de", "tube sec", "délai", "protocole", "procédure", "formation", "fournisseur", "référence",
        "péremption",
        "cible", "attendue?s?", "conforme", "témoin", "notice", "dépliant", "affiche", "brochure",
    ),
    before=40,
    after=25,
)  # fmt: skip
CODE = Cue(
    name="code",
    phrases=(
        "return", "else", "elif", "assert", "==", "=>", "print\\(", "select", "where", "ilike", "case when",
        "switch",
             "enum", "def", "varchar", "regex", "insert into \\w{1,30} \\(", "const", "null", "boolean", "default"),
    before=60,
    after=40,
)  # fmt: skip
NEGATION = Cue(
    name="negation",
    phrases=(
        "pas de", "pas d'", "pas", "absence de", "absence d'", "aucune?", "non", "ni", "sans", "exclue?",
        "infirmée?",
             "jamais", "nie", "pas encore", "désir de", "projet de", "volontaire de", "souhait de", "tomber",
             "veut être"),
    before=16,
)  # fmt: skip
FAMILY = Cue(
    name="family",
    phrases=("père", "mère", "conjointe?", "mari", "épouse", "fils", "fille", "frère", "sœur", "compagnon", "compagne",
             "partenaire", "parents?", "belle-sœur", "belle-fille"),
    before=25,
)  # fmt: skip
ASKED = (
    "prévoir", r"prescri\w{1,5}", r"demand\w{1,5}", "à faire", "faire", "à contrôler", "contrôler", "à refaire",
    "refaire", "en cours",
    "en attente", "non effectuée?s?", "non réalisée?s?", "non prélevée?", "non parvenue?", "non faite?",
    r"propos\w{1,5}",
    r"refus\w{0,5}", r"organis\w{1,5}", r"programm\w{1,5}", "pratiquer", "à venir", "annulée?", r"souhait\w{1,5}",
    "pas fait",
    "pas de résultat", "non rendu", "à confirmer", "ininterprétable", "quantité insuffisante", "reçu",
    "résultat à suivre",
)  # fmt: skip
REQUEST = Cue(name="request", phrases=ASKED)

GENERAL = (HYPOTHESIS, RULE_BEHIND, SECOND_PERSON, STATISTICS, PRODUCT, CODE)
"""The cues under which a statement is about nobody."""
GENERAL_NAMES = tuple(dict.fromkeys(cue.name for cue in GENERAL))
