"""HIV: results, viral loads and stated infection. The word alone, a request or a price is no finding."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dlpscan import Category, Cue, DetectorInfo, Hits, Pattern, Scope, Severity, Verdicts, Where

from .base import Expressions, FunctionDetector
from .context import FAMILY, GENERAL, NEGATION, REQUEST
from .statements import BOXES, NEGATIVE, POSITIVE, TAGS, UNKNOWN, Surroundings, general, in_short_cell, plain

if TYPE_CHECKING:
    pass

_VIRUS = r"(?:VIH|HIV|V\.I\.H\.?|H\.I\.V\.?)"
_TYPES = r"(?: {0,2}[-(]? {0,2}1 {0,2}(?:\+|/|et|&|-) {0,2}2\)?|[ -]?[12](?!\d))?"
_TEST = (
    r"(?:(?:sérologies?|séro|elisa|eia|western[ -]blot|immunoblot|wb|trod|test|autotest|dépistages?|charge virale"
    r"|cv|arn|pcr|rna"
    r"|ac|anticorps|statut|anti|ag|recherche d'anticorps|ac anti)[ .:-]{1,3}(?:(?:du|de|pour|le|des|d'"
    r"|anti)[ -]?){0,3}){0,2}"
)
_RESULT = (
    r"(?:négati(?:f|ve)s?|nég|positi(?:f|ve)s?|pos|non[ -]réacti(?:f|ve)s?|réacti(?:f|ve)s?|douteu(?:x|se)"
    r"|indéterminée?s?"
    r"|indétectables?|non détectée?s?|détectée?s?|détectables?|inférieure? (?:à|au)|absence d'anticorps"
    r"|absen(?:ce|te?s?)(?! ?\w)|< {0,2}\d{1,3} {0,4}(?:copies?|cps?)|\d[\d ]{0,8} ?(?:copies?|cps?)(?: ?/ ?mL)?"
    r"|\d[\d,.]{0,5} ?log|(?:index|indice|s/co|ratio)[ :=|]{1,5}\d{1,3}[.,]\d{1,3}"
    r"|\d{1,3}[.,]\d{1,3}[ |]{0,5}(?:index|s/co)"
    r"|seronegative|seropositive|negative|positive|reactive|undetectable)"
)
_FOUND = rf"{_TEST}{_VIRUS}{_TYPES}[^\n;]{{0,60}}?{_RESULT}(?: ?/ ?mL)?"
_ON_A_LINE_BELOW = (
    rf"{_VIRUS}{_TYPES}[^\n;]{{0,30}}\n(?:[^\n;]{{0,40}}\n)?[ .>-]{{0,8}}"
    r"(?:résultats?|interprétation|conclusion)[ .:]{1,12}"
    r"(?:négati(?:f|ve)|positi(?:f|ve)|non réacti(?:f|ve)|réacti(?:f|ve)|indéterminée?|douteux)"
)
_SIGNED = rf"{_TEST}{_VIRUS}{_TYPES} {{0,2}}:? ?(?:\(\+\)|\(-\)|\+{{1,3}}|-(?! ?[\w+]))(?! ?[12](?!\w))"
_STATUS = (
    (
        rf"séro(?:positi(?:f|ve)|positivité|négati(?:f|ve)|conversion)(?: connue?)?(?: (?:au|à|pour|le|du|pr"
        rf"|type)){{0,2}} ?[(:]? ?{_VIRUS}"
    ),
    rf"(?:négati(?:f|ve)|positi(?:f|ve)) (?:au|pour le|en|pr le) {_VIRUS}",
    (
        rf"(?:infections?|infectée?|contaminée?|porteu(?:r|se)|atteinte?|traitée?|suivie?|vit|vivant) (?:à|par|du|au"
        rf"|pour|de|avec)(?: (?:le|l'|un|une infection (?:à|par)(?: le)?))? ?{_VIRUS}"
    ),
    rf"{_VIRUS} (?:connue?|traitée?|ancien|sous|stade|suivie?|contrôlé|équilibré|diagnostiqué|découvert)",
    r"PVVIH",
    r"je suis séropositi(?:f|ve)",
    r"(?:SIDA (?:au )?stade [ABC]\d?|stade SIDA|SIDA déclaré|SIDA avéré)",
    rf"{_VIRUS} ?\+",
)
_LOAD = (
    r"(?:charge virale|CV)(?: plasmatique)?[ .:=]{0,40}(?:indétectable|< ?\d{1,3} ?cop(?:ies)?(?: ?/ ?mL)?"
    r"|\d[\d ]{0,8} ?copies ?/ ?mL)"
)
_CELLS = r"(?:LT ?|lymphocytes T ?)?(?:CD4|T4)\+?[ .:=]{1,40}\d{1,4}(?: ?/ ?(?:mm3|µL|mm³)| ?%)"
_ALONE = r"séro(?:positi(?:f|ve)|négati(?:f|ve))"
_CELL = (
    r"(?:\+{1,3}|-|\(\+\)|\(-\)|[01ON]|oui|non|pos|nég|p|n|(?:non[ -])?(?:négati(?:f|ve)|positi(?:f|ve)"
    r"|réacti(?:f|ve)|détectée?|détectable)"
    r"|séropositi(?:f|ve)|séronégati(?:f|ve)|indétectable|douteux|indéterminé"
    r"|[<>]? ?\d{1,7}(?:[.,]\d{1,2})?(?: ?(?:copies|cp)(?: ?/ ?mL)?)?)\.?"
    r"(?: ?\([^)]{0,30}\)| le \d{2}/\d{2}/\d{2,4})?"
)

_PATTERNS: tuple[Pattern | str, ...] = (
    _FOUND, _SIGNED, _ON_A_LINE_BELOW, *_STATUS, _LOAD, _CELLS, _ALONE, Pattern(text=_CELL, where=Where.COLUMN),
)  # fmt: skip
_STATUS_AT = 3
_WEAK_AT = _STATUS_AT + 2  # "infection par le VIH" is what leaflets and articles are about
_LOAD_AT = _STATUS_AT + len(_STATUS)
_CELLS_AT, _ALONE_AT, _COLUMN_AT = _LOAD_AT + 1, _LOAD_AT + 2, _LOAD_AT + 3
_GREY_INDEX = 0.9  # just below the threshold of 1 a test is repeated


_EXPRESSIONS = Expressions(
    asked=(
        r"prevoir|prescri|demand|\bfaire\b|a prelever|controler|refaire|en cours|en attente|non (?:effectue|realise"
        r"|preleve|parvenu|fait)"
        r"|propos|refus|organis|programm|pratiquer|a venir|annul|souhait|insuffisan|\bsi\b|confirmation par"
        r"|en cas|delai|\bprix"
    ),
    told=(r"(?:resultat|rendu|:)[^:]*$"),
    other=(
        r"\bvhb|\bvhc|\bhbs|\bhbc|hepatite|syphilis|toxo|rubeole|\bcmv|\bebv|htlv|covid|\btpha|\bvdrl"
        r"|chlamydi|gono|hcg|grossesse"
    ),
    list=(r"^[\s,/+&:()a-z0-9-]*$"),
    either=(r"^\s{0,2}[)\"'»]?\s{0,2}(?:ou|/|or|,? si|et/ou)\s{0,2}(?:n[eé]g|pos|dou|ind|non|r[eé]act|<|si|\d|le|la)"),
    either_before=(r"(?:n[eé]gatifs?|positifs?|n[eé]gative|positive) (?:ou|/) $"),
    virus=(r"(?s)^.*?(?:vih|hiv|v\.i\.h\.?|h\.i\.v\.?)"),
    sentence=(r"(?<![.:\s])[.!?] +[a-z]"),
    index=(r"(?:index|indice|s/co|ratio)[ :=|]{1,5}(\d+[.,]\d+)|(\d+[.,]\d+)[ |]{0,5}(?:index|s/co)"),
    load=(r"charge virale|\bcv\b"),
    negative=(r"neg|non[ -]reac|indetect|non det|undetect|-$|^n$|^non|^0$|\(-\)|< ?\d|seroneg|inferieur|absen"),
    positive=(r"pos|reac|\+|^1$|^o$|^oui|connu|infect|porteu|pvvih|stade|sous|detecte|copies|log|atteint|contamin"),
    verb=(r"\b(?:peut|pourra|sera|devient|doit|n'est pas|serait|etait-il|quel|faut|prix|tarif)\b|\?"),
)


@lru_cache(maxsize=1024)
def _tag(value: str) -> int:
    text = _EXPRESSIONS["virus"].sub("", value, count=1).strip() or value
    if "vih" in value and value.endswith(("vih", "hiv")):
        text = value
    measured = _EXPRESSIONS["index"].search(text)
    if measured:
        index = float((measured[1] or measured[2]).replace(",", "."))
        return POSITIVE if index >= 1 else NEGATIVE if index < _GREY_INDEX else UNKNOWN
    if _EXPRESSIONS["negative"].search(text):
        # A load is measured of people who have the virus; a PCR may also be a first test.
        return POSITIVE if _EXPRESSIONS["load"].search(value) else NEGATIVE
    return POSITIVE if _EXPRESSIONS["positive"].search(text) else UNKNOWN


@lru_cache(maxsize=1024)
def _is_result(value: str, behind: str) -> bool:
    """Whether what stands between virus and result lets the one be said of the other."""
    gap = _EXPRESSIONS["virus"].sub("", value, count=1)
    asked = list(_EXPRESSIONS["asked"].finditer(gap))
    if asked and not _EXPRESSIONS["told"].search(gap[asked[-1].end() :]):
        return False
    if asked and _EXPRESSIONS["other"].search(plain(behind)):
        return False
    if "?" in behind or _EXPRESSIONS["verb"].search(gap) or _EXPRESSIONS["either"].search(plain(behind)):
        return False
    other = _EXPRESSIONS["other"].search(gap)
    if other and not _EXPRESSIONS["list"].match(gap[: other.start()]):
        return False
    return not _EXPRESSIONS["sentence"].search(gap) and not any(box in value for box in BOXES)


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    refused = general(hits)
    column = (hits.cues & 2) != 0
    short = in_short_cell(hits)
    surroundings = Surroundings(hits)
    confidence = np.zeros(len(hits), np.float32)
    tags = np.full(len(hits), UNKNOWN, np.int8)
    needy = np.zeros(len(hits), np.bool_)
    near = hits.cue("virus")
    negated, person = hits.cue("negation"), hits.cue("person")
    for i, (text, pattern) in enumerate(zip(hits.texts(), hits.pattern.tolist(), strict=True)):
        value = plain(text)
        tags[i] = _tag(value)
        if pattern == _COLUMN_AT:
            confidence[i] = 0.9
        elif refused[i] and not column[i]:
            continue
        elif pattern < _STATUS_AT:
            confidence[i] = 0.9 if _is_result(value, surroundings.of(i, before=0, after=16)[1]) else 0
        elif pattern < _LOAD_AT:
            confidence[i] = _status(short=bool(short[i]), person=bool(person[i]), strong=pattern != _WEAK_AT)
            confidence[i] *= not negated[i]
        elif pattern in (_LOAD_AT, _CELLS_AT):
            confidence[i] = 0.8 if near[i] else 0
        else:
            alone = _names_nothing(*surroundings.of(i, before=30, after=40))
            confidence[i], needy[i] = (0.6 if alone and (short[i] or person[i]) else 0), True
    return Verdicts(confidence=confidence, tag=tags, needy=needy)


def _status(*, short: bool, person: bool, strong: bool) -> float:
    if short:
        return 0.9
    if person:
        return 0.8
    return 0.6 if strong else 0.3


def _names_nothing(before: str, behind: str) -> bool:
    """Whether a bare "séropositif" names no other disease, as in "séropositif pour le CMV"."""
    words = plain(behind).split()
    named = bool(words) and words[0].strip("(,.") in (
        "pour",
        "au",
        "a",
        "aux",
        "cmv",
        "toxo",
        "rubeole",
        "vhb",
        "vhc",
        "syphilis",
    )
    other = _EXPRESSIONS["other"].search(plain(before + " " + behind))
    illness = any(
        word in plain(before) for word in ("arthrite", "myasthen", "serolog", "pr ", "lyme", "polyarthr", "coeliaque")
    )
    return not (named or other or illness)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="hiv-result",
        title="HIV result or status",
        category=Category.HEALTH,
        severity=Severity.HIGH,
        labels=(
            "vih", "hiv", "séro vih", "séro hiv", "sérologie vih", "sérologie hiv", "séro ?vih", "statut vih",
            "statut sérologique", "ag p24", "vih1", "vih 1 2",
            "charge virale", "cv vih", "hivr", "vih12", "hiv12", "résultat vih", "res vih", "res hiv",
        ),
        refuting_labels=(
            "date", "prix", "tarif", "code", "lot", "tube", "délai", "nombre", "nb", "taux", "total", "libellé",
            "réactif", "coef", "prescri\\w{1,6}", "demande", "consentement",
        ),
        cues=(
            *GENERAL, Cue(name="statistics", phrases=("taux de",), before=40), NEGATION, FAMILY, REQUEST,
            Cue(name=
                "virus", phrases=("vih", "hiv", "pvvih", "antirétroviral", "biktarvy", "triumeq", "dovato",
                "genvoya", "isentress",
            ),
                before=500, after=400, scope=Scope.TEXT),
            Cue(name="person", phrases=(
                "patiente?", "pte?", "m\\.", "mr", "mme", "mlle", "monsieur", "madame", "il est", "elle est", "il a",
                "elle a", "je suis",
                "connue?", "depuis", "suivie?", "atcd", "antécédents?", "sous", "traitée?", "ans", "née?", "notre",
                "dossier", "adressée?",
                "découvert\\w{0,2}", "diagnostiqu\\w{1,3}", "terrain", "résidente?", "enfant", "mari", "père",
                "mère", "son", "sa",
            ), before=60, after=45),
        ),
        tags=TAGS,
        needs=(Category.IDENTITY,),
        matches=("VIH 1+2 : négatif", "séropositif HIV", "charge virale VIH < 20 copies/mL"),
        rejects=("sérologie VIH demandée", "dépistage VIH proposé", "si le test VIH est positif"),
        reference="Arrêté du 28 mai 2010 on the biological diagnosis of HIV; LOINC 56888-1, 25836-8",
    ),
    patterns=_PATTERNS,
    judged=_judged,
)  # fmt: skip
