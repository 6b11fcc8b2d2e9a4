"""How HIV statements are written: the patterns, each with the kind of statement that it finds.

Found is what may be one; `hiv_statement` reads it and `hiv_context` weighs about whom it is.
"""

from __future__ import annotations

from dlpscan import Pattern, Where

_I = "[i1l|]"
_GLUED = r"(?:(?:anti|sero|s|cv|ac|ag|acanti)?[_-]?)"
_NAME = rf"(?:V{_I}H|H{_I}V|V\.I\.H\.?|H\.I\.V\.?)"
_TYPES = r"(?: {0,2}[-(]? {0,2}1 {0,2}(?:\+|/|et|&|-|,) {0,2}2\)?|[ -]?[12](?!\d)|12)?"
_CODES = (
    r"(?:[_-]?(?:R|C|AB|AG|AC|AGAB|AGAC|DUO|COMBO|COMB|VL|PCR|CV|CONF|WB|RNA|ARN|DEP|S|T|DEPIST|SERO|QL|QT)){1,2}\d?"
)
_VIRUS = rf"(?:{_GLUED}{_NAME}(?:{_CODES}|{_TYPES}))(?!\w)"
_LONG_NAME = r"virus de l'immunod[ée]ficience(?: acquise)?(?: humaine)?"
_P24 = r"(?:ag|antig[èe]ne|antigénémie)[ .:-]{0,2}p ?24"
_WEAK = r"(?:western[ -]?blot|immunoblot|immunotransfert|wb|trod|autotest|séro)(?![\w-])"
_TEST = (
    r"(?:(?:sér[o0][l1i]?(?:[o0]g[i1l]es?)?|elisa|eia|cmia|western[ -]?blot|immunoblot|wb|trod"
    r"|test|autotest|d[ée]pist?ages?|charge virale"
    r"|cv|arn|pcr|rna|dgv|ac|anticorps|statut|anti|ag|recherche d'anticorps|ac anti|sérologie|blot"
    r"|confirmation)[ .:-]{1,3}"
    r"(?:(?:du|de|pour|le|la|des|anti|combiné|rapide)[ -]|d'){0,3}){0,2}"
)
_NEGATIVE = (
    r"n(?:é|a|éa)?gat[il1][fv]\w{0,4}|n(?:é|e)g(?:t[il1]fs?|tive|s)?|non[ -]?(?:réact|detect|détect"
    r"|pos|mis en évidence)[\w.]{0,7}"
    r"|indé?tect\w{0,5}|indét|undetectable|absen(?:ce|te?s?)(?: d'\w{2,12})?|aucun anticorps|pas"
    r" d'(?:anticorps|ac|infection)|sous le seuil|not detected|séro-?nég\w{0,7}"
)
_POSITIVE = (
    r"pos(?:[il1]?t{1,2}[il1][fv]\w{0,4}|t?if)?|ps[il1]t[il1]f|r[ée]act[il1](?:f|ve)s?|détect(?:ée?s?"
    r"|ables?)|présen(?:ce|te?s?)|reactive|séro-?pos\w{0,7}|indét"
)
_UNCLEAR = (
    r"dout(?:eux|euse)s?|indéterm\w{1,8}|équivoques?|limite|zone grise|discordante?s?|non concluante?s?"
    r"|faiblement positi(?:f|ve)"
)
_AMOUNT = (
    r"[<>] {0,2}\d{1,4}(?: {0,4}(?:copies?|cps?|c))?|\d[\d .]{0,9} ?(?:copies?|cop\.?|cps?|c ?/)"
    r"|\d[\d,.]{0,5} ?log|inférieure? (?:à|au)"
    r"|(?:index|indice|s/co|ratio|rdo)[ :=|~]{1,5}\d{1,3}[.,]\d{1,3}|\d{1,3}[.,]\d{1,3}[ |]{0,5}(?:index|s/co|ratio)"
)
_OUTCOME = rf"(?:{_NEGATIVE}|{_POSITIVE}|{_UNCLEAR})"
_RESULT = rf"(?:{_OUTCOME}|{_AMOUNT})(?: ?/ ?mL)?"
_SIGN = r"(?:\( ?\+{1,3} ?\)|\( ?- ?\)|\+{1,4}|-(?! ?[\w+]|-)|-(?= ?[a-z]{2,7} ?[-+(]))(?! ?[12p](?!\w)| ?ac | ?ag )"
_LINK = r"(?: {1,2}(?:de|du|des|d'|la|le|l'|sa|son|au|aux|à|pour|pr|une?|ce|en|type|test|connue?)){1,4}[ ']{1,2}"

# What is searched for is simpler than what is matched: the name with all that may follow it, or before it. The full
# expressions are too large for an automaton.
_AHEAD = rf"{_GLUED}(?:V{_I}H|H{_I}V|V\.I\.H|H\.I\.V)[^;]{{1,105}}"
_AHEAD_OF_NAMES = r"(?:(?:ag|antig[èe]ne|antigénémie)[ .:-]{0,2}p ?24|immunod[ée]ficience)[^\n;]{1,75}"
_AHEAD_OF_METHODS = r"\w{0,7}(?:blot|transfert|wb|trod|autotest|s[ée]ro)[^\n;]{1,50}"
_UP_TO_NAME = rf"{_GLUED}{_NAME}(?:{_CODES}|{_TYPES})"
_AHEAD_TO_A_LINE = rf"{_GLUED}(?:V{_I}H|H{_I}V|V\.I\.H|H\.I\.V)[^\n;]{{0,45}}\n[^;]{{1,60}}"


def _from_name(text: str, search: str = _AHEAD) -> Pattern:
    return Pattern(text=text, search=search)


def _to_name(text: str) -> Pattern:
    return Pattern(text=text, search=_UP_TO_NAME)


FORMS: tuple[tuple[str, Pattern | str], ...] = (
    ("result", _from_name(rf"{_TEST}{_VIRUS}(?: {{0,2}}[:=]? ?{_SIGN}|(?:(?![VH]I[VH])[^\n;]){{0,60}}?{_RESULT})")),
    ("result", _from_name(rf"(?:{_P24}|{_LONG_NAME})[^\n;]{{0,50}}?{_OUTCOME}", _AHEAD_OF_NAMES)),
    (
        "below",
        _from_name(
            rf"{_VIRUS}[^\n;]{{0,30}}\n(?:[^\n;]{{0,35}}\n)?[ .>|:*=-]{{0,8}}"
            rf"(?:(?:résultats?|interprétation|conclusion|rendue?|est|revient|sont)[ .:=]{{1,8}})?{_OUTCOME}",
            _AHEAD_TO_A_LINE,
        ),
    ),
    ("weak", _from_name(rf"{_WEAK}[^\n;,]{{0,30}}?(?:{_OUTCOME}|{_SIGN})", _AHEAD_OF_METHODS)),
    ("before", _to_name(rf"{_OUTCOME}{_LINK}{_TEST}{_VIRUS}")),
    (
        "before",
        _to_name(
            rf"(?:séro-?(?:po\w{{0,9}}|n[ée]g\w{{0,7}}|conversion)|absence d'(?:anticorps|ac|infection))["
            rf" :(]{{1,2}}(?:(?:anti|à|par|le)[ -]){{0,3}}{_VIRUS}"
        ),
    ),
    (
        "strong",
        _from_name(
            rf"{_VIRUS},? (?:est )?(?:bien |toujours |parfaitement )?"
            rf"(?:connue?|traitée?s?|anci?en(?:ne)?|sous|ss|stade|suivie?|contrôlée?|équilibrée?"
            rf"|diagnostiquée?|découverte?|depuis|non traitée?|en échec)"
        ),
    ),
    (
        "status",
        (
            rf"(?:infections?|infectée?|porteu(?:r|se)|atteinte?|séropositi(?:f|ve)) (?:à|par|du|au|pour)"
            rf"(?: (?:le|l'))? ?{_LONG_NAME}|sida"
        ),
    ),
    ("strong", r"PV ?VIH"),
    (
        "strong",
        (
            r"SIDA,? (?:(?:au )?(?:stade )?[ABC][123]?|déclaré|avéré|inaugural|connu|depuis|maladie)|stade"
            r" (?:de )?SIDA"
        ),
    ),
    (
        "status",
        _to_name(
            rf"(?:primo-?)?(?:infections?|infectée?s?|contaminée?|contamination|porteu(?:r|se)|atteinte?"
            rf"|immunodépression|maladie|traitée?|suivie?|vit|vivant|découverte|séropositivité)(?: (?:connue?|chronique"
            rf"|ancienne|due|liée))? ?(?:à|par|du|au|pour|de|avec)?(?: (?:le|l'|un|une infection (?:à|par)"
            rf"(?: le)?))?[ ']{{1,2}}{_VIRUS}"
        ),
    ),
    (
        "load",
        (
            r"(?:charge virale|CV)(?: plasmatique)?[ .:=à-]{0,40}(?:indétect\w{0,5}|indét|< ?\d{1,4}(?:"
            r" ?cop?(?:ies)?)?(?: ?/ ?mL)?"
            r"|\d[\d ]{0,8} ?(?:copies|cop|cps?)(?: ?/ ?mL)?)"
        ),
    ),
    ("cells", r"(?:LT ?|lymphocytes T ?)?(?:CD4|T4)\+?[ .:=]{1,40}\d{1,4}(?: ?/ ?(?:mm3|µL|mm³)| ?%)"),
    ("alone", r"séro-?(?:positi(?:f|ve)|négati(?:f|ve)|pos?|neg)"),
    ("name", _to_name(rf"{_TEST}{_VIRUS}")),
    ("column", Pattern(text="", where=Where.COLUMN)),
)
KINDS = tuple(kind for kind, _ in FORMS)
PATTERNS = tuple(text for _, text in FORMS)
