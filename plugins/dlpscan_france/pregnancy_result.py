"""Pregnancy: tests, hCG with a number, stated pregnancies. What leaflets and price lists say is no finding."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dlpscan import Category, Cue, DetectorInfo, Hits, Pattern, Severity, Verdicts, Where

from .base import Expressions, FunctionDetector
from .context import FAMILY, GENERAL, NEGATION, REQUEST
from .statements import (
    BOXES,
    NEGATIVE,
    POSITIVE,
    TAGS,
    UNKNOWN,
    Surroundings,
    general,
    header,
    in_short_cell,
    opens_cell,
    plain,
)

if TYPE_CHECKING:
    pass

_RESULT = r"(?:négati(?:f|ve)s?|nég|positi(?:f|ve)s?|pos|\+{1,3}|\(\+\)|\(-\)|-(?! ?\w)|douteux|ininterprétable)"
_HORMONE = (
    r"(?:(?:b(?:[êe]ta)?|β|ß|\?)[ .-]{0,2})?(?:h[ .]?c[ .]?g|gonadotrophines? chorioniques?"
    r"|hormones? chorioniques?(?: gonadotropes?)?)"
    r"(?:[ -](?:totales?|plasmatiques?|sériques?|sanguine?s?|quantitati(?:f|ve)|qualitati(?:f|ve)|urinaires?"
    r"|libres?|bêta|\(?β\)?))?"
)
_FILL = r"[^\n;<>=]{0,60}?"
_NUMBER = r"(?:[<>=≤≥]{1,2} ?|inf(?:érieure?)?\.? à |sup(?:érieure?)?\.? à )?\d{1,3}(?:[ .]?\d{3}){0,2}(?:[.,]\d{1,2})?"
_UNIT = r"\[?m?[UI]{1,2}\]? ?/ ?m?L"
# A number that nothing follows that would make a time, a price or a code of it.
_COUNTED = (
    rf"{_HORMONE}\"?(?: ?[:=|]| à| est à) {{0,3}}\"?(?:[<>] ?)?\d{{1,3}}(?:[ .]?\d{{3}}){{0,2}}(?:[.,]\d{{1,2}})?"
    r"(?![-/.,:h€%]?\d)(?! {0,2}(?:h|heures?|j|jours?|euros?|€|%|sa|fois|tubes?|kcal|mg|ml|x|[BP] ?\d{1,3}|niveau"
    r"|boîtes?|tests?|ans)(?!\w))"
)
_TEST = rf"tests? (?:[a-zé]{{4,14}} )?(?:de )?(?:grossesse|gross)[^\n;]{{0,40}}?{_RESULT}"
_MEASURED = rf"{_HORMONE}{_FILL}{_NUMBER}[ .\t|]{{0,25}}{_UNIT}"
_JUDGED = rf"{_HORMONE}[^\n;,]{{0,50}}?{_RESULT}"
_LENGTH = r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit)"
_WEEKS = rf"{_LENGTH} ?(?:mois(?: et demi)?|SA|semaines?(?: d'aménorrhée)?|sem\.?)(?: ?\+ ?\d ?(?:j(?:ours?)?)?)?"
_WHO = (
    r"(?:(?:(?:patiente|pte|femme|mme|mlle|madame|dame|fille)(?: {1,2}[\w'-]{1,20}){0,2}?(?: est| était)?)"
    r"|elle est|elle était|je suis|se sait"
    r"|s'est découverte)"
)
_WITH_CHILD = (
    rf"(?:{_WHO} )?enceinte (?:actuellement )?(?:\(?(?:de|à|d'env\.?|d'environ|environ|depuis"
    rf"|au terme de) )?\(?{_WEEKS}"
)
_COURSE = (
    rf"grossesse (?:(?:de|à|d'env\.?|d'environ|au terme de|évaluée à|:) )?\(?{_WEEKS}",
    (
        r"(?:début de )?grossesse (?:en cours|gémellaire|évolutive|multiple|extra[ -]utérine|arrêtée|débutante"
        r"|spontanée|sous fiv|confirmée|normale|pathologique|à risque|désirée|non désirée|non suivie|môlaire"
        r"|intra[ -]utérine)"
    ),
    rf"{_WHO} enceinte",
    r"enceinte,? (?:terme|DPA)",
    r"j'attends (?:un bébé|un enfant|des jumeaux)",
)
_DATES = (
    (
        r"(?:DDR|DDG|date (?:des )?dernières règles|terme prévu(?: le| au)?|DPA|date (?:présumée"
        r"|prévue) d'accouchement) ?:? ?(?:le )?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    ),
    r"G ?\d ?P ?\d(?: ?A ?\d)?",
    (
        r"(?:IVG|IMG|GEU|FCS|MFIU|fausse couche)(?: \w{5,16}){0,3}? (?:le|du|en|à"
        r"|ce jour|il y a) ?(?:le )?\d{1,4}"
    ),
)
_TERMS = (
    rf"(?:aménorrhée|terme(?: actuel| théorique)?|âge gestationnel|AG)(?: ?[:=])?(?: (?:de|à|est de))? {_WEEKS}",
    r"\d{1,2} ?SA ?\+ ?\d ?j(?:ours?)?",
)
_TG = r"TG ?(?:\+|\(\+\)|-|positif|négatif|pos|nég)"
_ALONE = r"(?:enceinte|grossesse)"
_CELL = (
    r"(?:\+{1,3}|-|\(\+\)|\(-\)|[01ON]|oui|non|pos|nég|p|n|négati(?:f|ve)|positi(?:f|ve)|douteux|enceinte|en cours|"
    r"[<>]? ?\d{1,3}(?:[ .]?\d{3}){0,2}(?:[.,]\d{1,2})?(?: ?m?[UI]{1,2} ?/ ?m?L)?|\d{1,2} ?(?:SA"
    r"|mois)(?: ?\+ ?\d ?j?)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\.?"
)

_PATTERNS: tuple[Pattern | str, ...] = (
    _TEST, _MEASURED, _JUDGED, _COUNTED, _WITH_CHILD, *_COURSE, *_DATES, *_TERMS, _TG, _ALONE,
    Pattern(text=_CELL, where=Where.COLUMN),
)  # fmt: skip
_COUNTED_AT = 3
_STATED_AT = _COUNTED_AT + 1
_DATES_AT = _STATED_AT + 1 + len(_COURSE)
_TG_AT = _DATES_AT + len(_DATES) + len(_TERMS)
_ALONE_AT, _COLUMN_AT = _TG_AT + 1, _TG_AT + 2
_DATED = ("ddr", "ddg", "dpa", "terme", "regles")
_TARIFF_CODE = "7402"  # of hCG in the nomenclature (NABM)
_PREGNANT_FROM, _EXCLUDED_BELOW = 25.0, 5.0
"""hCG in IU/L: what excludes a pregnancy and what says that there is one."""


_EXPRESSIONS = Expressions(
    asked=(
        r"prevoir|prescri|demand|\bfaire\b|controler|refaire|en cours\b|en attente|non (?:effectue|realise"
        r"|preleve|parvenu|fait)"
        r"|propos|refus|organis|programm|pratiquer|a venir|annul|souhait|insuffisan|\bsi\b|en cas|delai"
        r"|\bprix|exige|faux|zone|taux"
    ),
    verb=(r"\b(?:peut|pourra|sera|devient|doit|serait|quel|faut|serologie|vih|hiv)\b|\?(?!h)"),
    either=(r"^\s{0,2}[)\"'»]?\s{0,2}(?:ou|/|et/ou|,? si|a \d|-? ?\d)\s{0,2}"),
    negative=(r"neg|^-$|^n$|^non|^0$|\(-\)|-$|<|inf"),
    positive=(
        r"pos|\+|^1$|^o$|^oui|enceinte|grossesse|sa\b|mois|g ?\dp|ddr|ddg|terme|dpa|date"
        r"|ivg|img|geu|fcs|mfiu|couche|attends|semaine|sem\b"
    ),
    hormone=(r"h[ .]?c[ .]?g|gonado|hormone|^\W*\d[\d .,]*$"),
    number=(r"(?:(<|≤|inf)[^\d]*)?(\d[\d .]*(?:,\d+)?)[\s.|\"]*(?:\[?m?[ui]{1,2}\]? ?/ ?m?l)?\.?$"),
    rule=(r"[<>≤≥] ?\d[^,]{0,12}/ ?m?l {0,2}[:=→]|possible|autorise"),
    sentence=(r"(?<!inf)(?<!sup)(?<![.:\s])[.!?] +[a-z]"),
)


@lru_cache(maxsize=1024)
def _tag(value: str) -> int:
    number = _EXPRESSIONS["number"].search(value) if _EXPRESSIONS["hormone"].search(value) else None
    if number and value not in ("0", "1"):
        amount = _amount(number[2])
        if number[1] or amount < _EXCLUDED_BELOW:
            return NEGATIVE if amount <= _PREGNANT_FROM else UNKNOWN
        return POSITIVE if amount >= _PREGNANT_FROM else UNKNOWN
    if _EXPRESSIONS["negative"].search(value):
        return NEGATIVE
    return POSITIVE if _EXPRESSIONS["positive"].search(value) else UNKNOWN


def _amount(text: str) -> float:
    whole, _, decimals = text.replace(" ", "").partition(",")
    if not decimals and whole.count(".") == 1 and len(whole.partition(".")[2]) < 3:
        whole, _, decimals = whole.partition(".")
    digits = whole.replace(".", "") or "0"
    return float(f"{digits}.{decimals or 0}")


@lru_cache(maxsize=1024)
def _is_result(value: str, behind: str) -> bool:
    if _EXPRESSIONS["rule"].search(value + plain(behind)) or "?" in behind:
        return False
    if (
        _EXPRESSIONS["asked"].search(value)
        or _EXPRESSIONS["verb"].search(value)
        or _EXPRESSIONS["sentence"].search(value)
    ):
        return False
    if any(box in value or box in behind for box in BOXES):
        return False
    return not _EXPRESSIONS["either"].search(plain(behind)) or behind[:1].isalnum()


def _is_asked(value: str, before: str, behind: str) -> bool:
    """Whether a form or a leaflet asks: boxes to tick, "Enceinte de 4 mois : que manger ?"."""
    title = value.startswith("enceinte") and not before.strip() and "?" in behind
    return title or any(box in behind[:12] for box in BOXES)


def _suits(value: str, name: str) -> bool:
    """Whether a cell answers what its column's header asks."""
    of_pregnancy, of_dates = (
        "gross" in name or "enceinte" in name or "preg" in name,
        any(word in name for word in _DATED),
    )
    if value.count("/") == 2 or value.count("-") == 2 or (value.count(".") == 2 and len(value) <= 10):
        return of_dates
    if value == "en cours":
        return of_pregnancy and "test" not in name
    return not (of_pregnancy and value.isdecimal() and value not in ("0", "1"))


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    refused, column = general(hits), (hits.cues & 2) != 0
    short, whole, opens = in_short_cell(hits), hits.whole_cell(), opens_cell(hits)
    negated, related = hits.cue("negation"), hits.cue("pregnancy")
    surroundings = Surroundings(hits)
    confidence = np.zeros(len(hits), np.float32)
    tags = np.full(len(hits), UNKNOWN, np.int8)
    needy = np.zeros(len(hits), np.bool_)
    for i, (text, pattern) in enumerate(zip(hits.texts(), hits.pattern.tolist(), strict=True)):
        value = plain(text)
        tags[i] = _tag(value)
        if pattern == _COLUMN_AT:
            confidence[i] = 0.9 if _suits(value, header(hits, i)) else 0
        elif refused[i] and not column[i]:
            continue
        elif pattern == _COUNTED_AT:
            confidence[i] = 0 if value.endswith(_TARIFF_CODE) else 0.7
        elif pattern < _COUNTED_AT:
            confidence[i] = 0.9 if _is_result(value, surroundings.of(i, before=0, after=12)[1]) else 0
        elif pattern < _DATES_AT:
            confidence[i] = 0 if negated[i] or _is_asked(value, *surroundings.of(i, before=3, after=40)) else 0.9
        elif pattern < _TG_AT:
            sure = related[i] or short[i] or value.startswith(("ddr", "ddg", "date"))
            confidence[i] = 0.7 if sure else 0.3
        elif pattern == _TG_AT:
            confidence[i] = 0.7 if whole[i] or related[i] else 0
        else:
            stated = whole[i] or (short[i] and opens[i] and surroundings.of(i, before=0, after=2)[1][:1] in ",;.-+(")
            confidence[i], needy[i] = (0.7 if stated else 0), bool(whole[i])
    return Verdicts(confidence=confidence, tag=tags, needy=needy)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="pregnancy-result",
        title="Pregnancy or test of it",
        category=Category.HEALTH,
        severity=Severity.HIGH,
        labels=(
            "grossesse", "enceinte", "hcg", "bhcg", "b hcg", "béta hcg", "test grossesse", "test de grossesse",
            "ddr", "terme grossesse",
            "pregnant", "pregnancy", "ßhcg", "grossesse en cours", "hcg totale", "res hcg", "résultat hcg",
            "femme enceinte",
        ),
        refuting_labels=(
            "date", "prix", "tarif", "code", "lot", "tube", "délai", "nombre", "nb", "taux", "total", "libellé",
            "réactif", "coef", "prescri\\w{1,6}", "demande", "norme", "indication",
        ),
        cues=(
            *GENERAL, NEGATION, FAMILY, REQUEST,
            Cue(name=
                "pregnancy", phrases=("grossesse", "enceinte", "gestité", "parité", "obstétrical\\w{0,2}", "sa",
                "accouchement", "gynéco\\w{0,8}", "fcs", "hcg", "ivg", "img", "geu", "aménorrhée", "utérus",
                "césarienne", "maternité", "gestes?", "rai", "primigeste", "multipare",
            ),
                before=120, after=80),
        ),
        tags=TAGS,
        needs=(Category.IDENTITY,),
        matches=("test de grossesse positif", "bHCG : 1250 UI/L", "enceinte de 5 mois"),
        rejects=("test de grossesse à prévoir", "si vous êtes enceinte", "Grossesse et allaitement"),
        reference="NABM 7402; LOINC 21198-7, 2106-3; hCG below 5 IU/L excludes a pregnancy, laboratory handbooks",
    ),
    patterns=_PATTERNS,
    judged=_judged,
)  # fmt: skip
