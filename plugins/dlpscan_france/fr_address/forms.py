"""How French postal addresses are written: streets, postcodes with their town, and both in one line.

The order and the words are those of the standard AFNOR XP Z10-011 with the abbreviations of La Poste; the first two
digits of a postcode are the department, 20 for Corsica, three of them overseas (97x, 98x).
"""

from __future__ import annotations

from dlpscan import Pattern, Where


def _in_cases(words: str) -> str:
    """The words in lower case, capitalised and in capitals."""
    forms = [form for word in words.split() for form in (word, word[0].upper() + word[1:], word.upper())]
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


def _in_groups(words: list[str], size: int) -> list[str]:
    return [" ".join(words[i : i + size]) for i in range(0, len(words), size)]


SURE_TYPES = r"""rue avenue av\.? ave boulevard bd\.? bld blvd boul\.? impasse imp\.? allées? chemin chem\.? che route
    rte\.? quai square résidence lotissement hameau faubourg fbg fg sentier rond-point esplanade traverse montée venelle
    ruelle promenade lieu-dit hent straed"""
LOOSE_TYPES = r"""place r\. pl\.? all\.? ch\.? cours crs sq\.? passage pass\.? rés\.? lot\.? ham\.? sente villa cité
    clos voie mail parc domaine rampe placette parvis cour côte"""

_LETTER, _CAPITAL = "A-Za-zÀ-ÖØ-öø-ÿŒœ", "A-ZÀ-ÖØ-ÞŒ"
_POSTCODE = r"(?:(?:0[1-9]|[1-8]\d|9[0-5])\d{3}|97[1-8]\d{2}|98[4678]\d{2})"
_LINK = _in_cases("sur sous en de du des la le les lès et à aux au")
_ELISION = "(?:[dlDL]')?"
_LABELS = _in_cases(r"tél tel né née port portable fax mobile mail email pays sexe ddn nir date mme mr nom")
_TOWN_WORD = rf"{_ELISION}[{_CAPITAL}][{_LETTER}'-]{{1,24}}"
_NEXT_WORD = rf" (?!{_LABELS}(?!\w))(?:{_LINK}[ -]){{0,2}}{_ELISION}[{_CAPITAL}][{_LETTER}'-]{{1,16}}"
_CEDEX_NUMBER = r"(?: \d{1,2}(?![\w/.-]))?"
_TOWN = rf"{_TOWN_WORD}(?:{_NEXT_WORD}){{0,3}}{_CEDEX_NUMBER}"
_BETWEEN = "(?: {1,3}|, ?| ?- ?|;)"
_SEARCH = rf"\d{{2}} ?\d{{3}}{_BETWEEN}{_TOWN}"

_NUMBER = (
    r"\d{1,4}(?: ?[/-] ?\d{1,4})?(?: ?(?:bis|BIS|Bis|ter|TER|Ter|quater|[A-Da-d])(?!\w))?(?: ?, ?"
    r"| {1,2})(?:de la |du |de l')?"
)
_SHORT_NUMBER = r"\d{1,4}(?: ?[A-Za-z]{1,6})?(?: ?, ?| {1,2})(?:de la |du |de l')?"
_TYPE = _in_cases(SURE_TYPES + " " + LOOSE_TYPES) + "(?!\\w)"
_PLACE_TYPE = (
    "(?:[Ll]ieu-?dit|LIEU[ -]?DIT|L\\.D\\.|LD|[Rr]ésidence|RÉSIDENCE|[Ll]otissement|LOTISSEMENT|[Hh]ameau|HAMEAU|HLM"
    "|Impasse|Rue|Route|Cité"
    "|Chemin|Allée|Avenue|Place|Quai|Venelle|Village|IMPASSE|RUE|ROUTE|CHEMIN|ALLÉE|AVENUE|PLACE|QUAI|CITÉ|VILLAGE)"
)
# In capitals the words for streets stand behind a number, where they are found anyway.
_BARE_TYPE = (
    "(?:[Ll]ieu-?dit|LIEU[ -]?DIT|L\\.D\\.|LD|[Rr]ésidence|RÉSIDENCE|[Ll]otissement|[Hh]ameau|HAMEAU|HLM"
    "|Impasse|Rue|Route|Cité|Chemin|Allée|Avenue|Quai|Venelle)"
)
_NAME_WORD = rf"[{_LETTER}0-9][{_LETTER}0-9'.-]{{0,22}}"
_STREET_LINKS = rf"(?:{_in_cases('de du des la le les aux au à ar an')} |{_ELISION})"
_STREET_NAME = (
    rf"(?:{_STREET_LINKS}){{0,3}}{_NAME_WORD}"
    rf"(?: (?:{_STREET_LINKS}){{0,2}}(?!{_LABELS}(?!\w))[{_CAPITAL}0-9][{_LETTER}0-9'.-]{{0,22}}){{0,4}}"
)
_INNER = rf"[{_LETTER}0-9 '.,;/()°-]{{2,40}}?"

WHOLE_CELL = Pattern(text="", where=Where.COLUMN)
STREET_AND_TOWN = Pattern(
    text=rf"(?:{_NUMBER}{_TYPE}|{_PLACE_TYPE}) {_INNER}(?<!\w)(?:F-)?(?:{_POSTCODE}"
    rf"|\d{{2}} \d{{3}}){_BETWEEN}{_TOWN}",
    search=_SEARCH,
    ignore_case=False,
)
POSTCODE_AND_TOWN = Pattern(text=rf"(?:F-)?{_POSTCODE}{_BETWEEN}{_TOWN}", search=_SEARCH, ignore_case=False)
# A pattern for every few types: alternations of many words are slow to search for.
STREETS = tuple(
    Pattern(
        text=rf"{_NUMBER}{_in_cases(types)}(?!\w) {_STREET_NAME}",
        search=rf"{_SHORT_NUMBER}{_in_cases(types)} [^\n,;:|<>()=&{{}}]{{1,40}}",
        ignore_case=False,
    )
    for types in _in_groups((SURE_TYPES + " " + LOOSE_TYPES).split(), 3)
)
# `12 RUE DES LILAS^^VANNES^^56000`, with the delimiters of HL7 or HPRIM.
COMPONENTS = Pattern(
    text=rf"[^|^~\n]{{3,50}}[\^~][^|^~\n]{{0,30}}[\^~][^|~^\n]{{2,34}}[\^~](?:\d{{2,3}})?[\^~]{_POSTCODE}",
    search=rf"(?:\d{{2,3}})?[\^~]{_POSTCODE}",
)
TOWN_AND_POSTCODE = Pattern(
    text=rf"{_TOWN_WORD}(?:{_NEXT_WORD}){{0,3}} \({_POSTCODE}\)",
    search=rf"[{_CAPITAL}][{_LETTER}'-]{{1,24}} \(\d{{5}}\)",
    ignore_case=False,
)
# A place without a number; counts as the line of an address only.
PLACE = Pattern(
    text=rf"{_BARE_TYPE} {_STREET_NAME}",
    search=rf"{_BARE_TYPE} [^\n,;:|<>()=&{{}}]{{1,50}}",
    ignore_case=False,
)
_FIELD = (
    r"(?:(?:[Aa]dresse|ADRESSE|[Aa]dr\.?|ADR\.?)(?: (?:postale|actuelle|complète|personnelle|perso|du patient"
    r"|de la patiente|du domicile|patiente?)| ?\d)?"
    r"|[Dd]omicile|DOMICILE|[Dd]emeurant|[Ll]ogement|[Rr]ue|RUE|[Vv]oie|N° et (?:rue|voie)|[Cc]ode postal"
    r"|CODE POSTAL|CP|cp|[Vv]ille(?: et CP)?"
    r"|VILLE|[Cc]ommune|COMMUNE|[Ll]ocalité|[Rr]ésidence|[Ll]ieu[ -]dit|[Ll]ieu de (?:résidence|vie)|[Hh]ébergement"
    r"|CP(?: ?[/-] ?| et )[Vv]ille)"
)
_SIGN = r" {0,3}(?:[:=]|\.{3,24} ?:?) {0,5}[\"']?"
# Whatever stands behind a label of its own, to the end of the field.
FIELD = Pattern(
    text=rf"(?<=(?<![0-9{_LETTER}]){_FIELD}{_SIGN})[{_LETTER}0-9](?:(?!  | -? ?{_LABELS}(?!\w)"
    rf"|[,;] ?[a-z]{{2,12}} ?=)[^\n\t;|<>{{}}\"=]){{1,70}}",
    search=rf"{_FIELD}{_SIGN}[{_LETTER}0-9][^\n\t;|<>{{}}\"=]{{1,70}}",
    ignore_case=False,
)
PATTERNS = (WHOLE_CELL, STREET_AND_TOWN, POSTCODE_AND_TOWN, COMPONENTS, TOWN_AND_POSTCODE, PLACE, FIELD, *STREETS)
