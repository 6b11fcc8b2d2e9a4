"""What a value says: pregnant or not, by a word, a sign, an amount; and whether a cell answers its header."""

from __future__ import annotations

from functools import lru_cache

from ..base import Expressions
from ..language.statements import NEGATIVE, POSITIVE, UNKNOWN

_PREGNANT_FROM, _EXCLUDED_BELOW = 25.0, 5.0
"""hCG in IU/L: what says that there is a pregnancy and what excludes one; between them is the grey zone."""

_EXPRESSIONS = Expressions(
    amount=r"((?<!-)[<>≤≥]|&[lg]t;|inf\w*\.? (?:a|au)"
    r"|moins de)? {0,3}(\d[\do ., ']*)[ .\t|\"',;]*\[?m?[uil1]{1,2}\]? ?(?:/|par) ?m?(?:l|1|litre)",
    bare=r"(?:((?<!-)[<>≤≥]|inf\w*\.? a|moins de) {0,3})?(\d[\do ., ']*)$",
    negative=(
        r"neg|n?egat|absen|indetect|non[ -]?(?:det|reac)|\(-\)$|-$|^n$|\bnon\b|\bno\b|^0$|false|faux|not? pregnant"
        r"|la26683|\bpas\b|exclu|elimin|infirm"
        r"|^sans"
    ),
    unsure=r"douteu|ininterpret|indetermin|equivoque|zone grise|\+/-",
    last=r"(?:negat\w*|neg|pos\w*|p0s\w*|presen\w*|absen\w*|indetect\w*|non[ -]detect\w*|detect\w*"
    r"|(?:non[ -])?reacti\w*|\(?\+{1,3}\)?|\(?-\)?|oui|non|[on01]|true|false|vrai|faux|yes|no)$",
    answer=r"[=:?>_|\s\"'.-](oui|non|yes|no|true|false|vrai|faux|[on01])\b",
    box=r"[\[(] ?[x✓✔*] ?[\])]|☒|☑|✓|✔|■|⊠",
    any_box=r"[\[(] ?[x✓✔*]? ?[\])]|[☒☑✓✔■⊠☐□▢❏❑❒]",
    option=r"oui|non\b|neg\w*|pos\w*|absen\w*|presen\w*",
    negated=r"^(?:non|pas|plus|not|absence|sans)\b|exclu|elimin|infirm",
    denied=r"\b(?:ne|n'est|nie|pas|jamais|ne pas|aucune)\b.{0,24}$",
    date=r"\d{1,4} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}(?: .{0,10})?|\d{8}",
    number=r"[<>≤≥=]? ?\d[\d .]*(?:[.,]\d{1,3})?(?: ?m?[ui]{1,2} ?/ ?m?l)?(?: ?\(?.{0,30})?",
    of_forms=r"valeurs\b|values|options|choices|enum\b|\bform\.|label|translat|i18n|messages?\b|defaut|default",
    yes=r"(?:oui|o|yes|y|true|vrai|1|x|pos(?:iti\w*)?|\+{1,3}|\(\+\)|enceinte|pregnant|presen\w*|la15173-0)(?![\w/])",
    no=r"(?:non|n|no|false|faux|0|neg(?:ati\w*)?|-|\(-\)|not pregnant|absen\w*|indetect\w*|pas enceinte|non enceinte"
    r"|la26683-5|aucune)(?![\w/])",
    state=r"(?:en cours|actuelle|evolutive|gemellaire|(?:\d{1,2}|\w{3,8}) ?(?:sa|mois|semaines?|sem)\b|\d ?(?:er|e"
    r"|eme) (?:mois|trim)|t[123]\b|g ?\d ?p ?\d|douteu\w|equivoque|ininterp\w+|zone grise)",
    open=r"^.{0,14}(?:/ ?(?:non|neg|oui)|\bou (?:non|oui)\b|sur avis|possible|contre-ind|deconseil|autoris|recommand"
    r"|a faire|demand|prescri|prevoir|attente|non (?:fait|realis|prelev|concern|rens|applic)|nr\b|sans objet|\?)",
)  # fmt: skip
_OF_DATES = ("ddr", "ddg", "dpa", "terme", "regles", "accouch", "debut", "grossesse", "conception")
_OF_TESTS = ("hcg", "gonado", "test", "tgu", "urin")
_OF_WEEKS = ("sa", "terme", "semaine", "age gest", "amenor", "mois", "gross", "enceinte")


def amount(text: str) -> float:
    """The number in a text: `1 250`, `1.250`, `12 5oo`, `0,5`."""
    whole, _, decimals = text.replace(" ", "").replace("'", "").replace("o", "0").strip(".,").partition(",")
    if not decimals and whole.count(".") == 1 and len(whole.partition(".")[2]) < 3:
        whole, _, decimals = whole.partition(".")
    digits = "".join(c for c in whole if c.isdigit()) or "0"
    return float(f"{digits}.{''.join(c for c in decimals if c.isdigit()) or 0}")


def by_amount(number: str, *, below: bool) -> int:
    """What so much hCG says."""
    value = amount(number)
    if below or value < _EXCLUDED_BELOW:
        return NEGATIVE if value <= _PREGNANT_FROM else UNKNOWN
    return POSITIVE if value >= _PREGNANT_FROM else UNKNOWN


@lru_cache(maxsize=1024)
def polarity(kind: str, value: str, before: str) -> int:
    """The tag of a statement of a kind."""
    if kind in ("measured", "counted", "below"):
        name = "bare" if kind == "counted" else "amount"
        found = _EXPRESSIONS[name].search(value)
        if found:
            return by_amount(found[2], below=bool(found[1] and found[1] not in (">", "≥", "&gt;")))
    if kind in ("words", "sign", "unnamed", "below"):
        if _EXPRESSIONS["unsure"].search(value):
            return UNKNOWN
        last = _EXPRESSIONS["last"].search(value)
        return NEGATIVE if _EXPRESSIONS["negative"].search(last[0] if last else value) else POSITIVE
    if kind == "ticked":
        return NEGATIVE if _EXPRESSIONS["negative"].search(_ticked(value)) else POSITIVE
    if kind == "answered":
        answer = _EXPRESSIONS["answer"].search(value)
        return NEGATIVE if answer and _EXPRESSIONS["negative"].search(answer[1]) else POSITIVE
    if kind == "coded":
        return NEGATIVE if _EXPRESSIONS["negative"].search(value) else POSITIVE
    if kind in ("pregnant", "gestation"):
        denied = _EXPRESSIONS["negated"].search(value) or (kind == "pregnant" and _EXPRESSIONS["denied"].search(before))
        return NEGATIVE if denied else POSITIVE
    return POSITIVE


def _ticked(value: str) -> str:
    """The word of the ticked box: the one behind it, unless a word stands before the first box of all."""
    first, ticked = _EXPRESSIONS["any_box"].search(value), _EXPRESSIONS["box"].search(value)
    if first is None or ticked is None:
        return value
    before = _EXPRESSIONS["option"].findall(value[: ticked.start()])
    behind = _EXPRESSIONS["option"].findall(value[ticked.end() :])
    leads = _EXPRESSIONS["option"].search(value[: first.start()])
    chosen = before[-1:] if leads and before else behind[:1]
    return chosen[0] if chosen else value


@lru_cache(maxsize=4096)
def cell_verdict(value: str, name: str) -> tuple[float, int]:
    """Confidence and tag of a cell under a header, both plain."""
    value, of_tests = value.strip(" \"'."), any(word in name for word in _OF_TESTS)
    if _EXPRESSIONS["open"].search(value) or _EXPRESSIONS["of_forms"].search(name):
        return 0, UNKNOWN
    if _EXPRESSIONS["date"].fullmatch(value):
        of_dates = any(word in name for word in _OF_DATES) and not of_tests
        return (0.9, POSITIVE) if of_dates and ("date" in name or "gross" not in name) else (0, UNKNOWN)
    if found := _EXPRESSIONS["yes"].match(value) or _EXPRESSIONS["no"].match(value):
        if found[0] in ("0", "1") and len(value) > 1 and (value[1:2].isdigit() or value[1:2] in ",. " or of_tests):
            return _number(value, name, of_tests=of_tests)
        return 0.9, NEGATIVE if _EXPRESSIONS["no"].match(value) else POSITIVE
    if _EXPRESSIONS["number"].fullmatch(value) and not _EXPRESSIONS["state"].match(value):
        return _number(value, name, of_tests=of_tests)
    if _EXPRESSIONS["state"].match(value):
        if of_tests and value.startswith("en cours"):
            return 0, UNKNOWN
        unsure = value[:4] in ("dout", "equi", "inin", "zone")
        return 0.9, UNKNOWN if unsure else POSITIVE
    return 0, UNKNOWN


def _number(value: str, name: str, *, of_tests: bool) -> tuple[float, int]:
    """A number under a header: an amount of hCG, or weeks."""
    if of_tests and "gross" not in name:
        digits = value.lstrip("<>≤≥= ")
        return 0.9, by_amount(digits.split("ui")[0].split("mui")[0].split("(")[0], below=value[:1] in "<≤")
    weeks = amount(value)
    named = any(word in name.split() or (len(word) > 2 and word in name) for word in _OF_WEEKS[:5])
    return (0.9, POSITIVE) if named and 1 <= weeks <= 43 else (0, UNKNOWN)
