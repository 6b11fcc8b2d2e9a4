"""What announces a person's name in text: civilities, labels, kinship, what stands behind it; segments of messages."""

from __future__ import annotations

from dlpscan import Pattern, Where

from ..names.known import CAPITALS, CIVILITY, END, NAME, OPENING, PAIR, SEGMENT_PATTERN, SOUGHT, STOPS, WORD, either

# What a label of a name ends with. `(s)`, `(e)` may follow.
_FIELDS = (
    "nom", "noms", "prénom", "prénoms", "patronyme", "identité", "nom prénom", "nom et prénom", "nom et prénoms",
    "prénom et nom", "nom de naissance", "nom d'usage", "nom usuel", "nom usage", "nom marital", "nom de famille",
    "nom de jeune fille",
    "nom naissance", "nom du patient", "nom de la patiente", "nom patient", "nom de l'assuré", "nom assuré",
    "nom du bénéficiaire", "nom de l'enfant", "nom du résident", "nom de l'agent",
    "nom du salarié", "nom du conjoint", "nom du père", "nom de la mère", "nom de l'adhérent", "prénom usuel",
    "prénoms de naissance", "prénom de naissance", "prénom du patient", "prénom de la patiente", "prénom patient",
    "prénom de l'enfant",
    "nom / prénom", "nom/prénom", "nom, prénom", "nom - prénom", "nom-prénom", "prénom / nom", "prénom/nom",
    "1er prénom", "premier prénom",
)  # fmt: skip
_PERSONS = (
    "patient", "patiente", "assuré", "assurée", "bénéficiaire", "résident", "résidente", "enfant", "adhérent",
    "adhérente",
    "conjoint", "conjointe", "salarié", "salariée", "père", "mère", "tuteur", "fils", "fille", "frère", "sœur",
    "mari",
)  # fmt: skip
_LABELS = (
    *_PERSONS, "concerne", "personne à prévenir", "personne de confiance", "agent", "identité patient", "à prévenir",
    "assuré principal", "adhérent principal", "représentant légal", "représentante légale", "ayant droit",
)  # fmt: skip
# What stands before a label is no part of its word.
_EDGE = r"(?<![0-9A-Za-zÀ-ÿ])"
_ENDING = r"(?:\(?[sSeExX]\)?)?"
_FIELD, _LABEL = (f"{either(*words)}{_ENDING}" for words in (_FIELDS, _LABELS))
# A colon, bar or the like and what fills the gap, or a gap as in forms.
_COLON = r"(?:[^\n0-9A-Za-z.;,!?]{0,6}[:=|\t][^\n0-9A-Za-z;]{0,20}|  [^\n0-9A-Za-z;]{0,20})"
# One search for all labels, by their last words: what an engine can hold.
_ENDS = either(
    "nom", "prénom", "patient", "patiente", "assuré", "bénéficiaire", "résident", "enfant", "identité", "patronyme",
    "naissance", "usuel",
    "usage", "marital", "famille", "jeune fille", "conjoint", "mère", "père", "fils", "fille", "adhérent",
    "concerne", "confiance",
    "prévenir", "principal", "légal", "légale", "ayant droit", "tuteur", "frère", "sœur", "mari", "salarié", "agent",
) + r"(?:\(?[sSeExX]\)?){0,2}"  # fmt: skip
_LABELLED_SOUGHT = rf"{_ENDS}[^0-9A-Za-z\n-][^\n0-9A-Za-z;]{{0,28}}{SOUGHT}"
_LOWER = r"[a-zà-öø-ÿ][a-zà-öø-ÿ'-]{1,20}(?: [a-zà-öø-ÿ'-]{2,20}){0,2}"
_LOWER_FIELD = either("nom", "prénom", "patient", "patiente") + " ?: ?"
_KIN = r"(?:[nN][éeÉE][eE]|[nN][éeÉE]\([eE]\)|[éeÉE][pP](?:[oO][uU][sSxX][eE]?|\.)|[vV](?:euve|EUVE|ve|VE)\.?)"

# What stands behind a first name and a surname: a birth date in words or alone, a file's or room's number, an age.
# Each is searched for by itself, as rare as it is.
_BORN = (
    rf"(?:{either('née', 'né')}(?:\([eE]\)|\.e)?|DDN|D\.D\.N\.?|[dD]ate de naissance"
    rf"|[nN]aissance)[ :]{{1,3}}(?:le |LE |en |: )?\d{{1,8}}"
)
_DAY = r"(?:[FHM] |\([FHM]\) ?)?\d{2}[/.-]\d{2}[/.-](?:19|20)\d{2}"
_FILE = r"(?:IPP|NIP|NDA|IEP|INS|NIR|NSS|N° ?(?:SS|[sS][ée]cu)|[cC]h(?:ambre|\.)? ?\d{1,4}|[lL]it \d{1,3})"
_AGE = r"\d{1,3} ?(?:ans|ANS|mois)"
_GAP = r"[ ,;(/\[–-]{1,4}"
_COMPOUND = rf"{WORD}(?:[ -]{WORD})?"
_SURNAME = rf"(?:d[eu] |d'|de la )?{CAPITALS}(?:[ -]{CAPITALS}){{0,2}}"
# How a name begins: told first, it spares most places the long list of what is none.
_BEGINS = "(?=[dA-ZÀ-ÖØ-Þ])"
_BOTH = rf"{STOPS}(?:{_SURNAME},? {_COMPOUND}|{_COMPOUND} {_SURNAME}|{WORD} {WORD})"

# Between the cells of a line.
_QUOTE = r"[\"']?"
_NEXT_CELL = rf"{_QUOTE}[;|\t]{_QUOTE}"

_LINE = r"[^\n]{0,50}\n"
# The lines of an HPRIM header (HPRIM Médecins 2.0): surname, first name, two of address, postcode and town, birth date.
_TOWN_AND_DATE = r"\d{5} [^\n]{2,40}\n(?:\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}|\d{8})"
_UPPER_LINE = r"[A-ZÀ-Ý][A-Za-zÀ-ÿ' -]{1,40}"

PATTERNS = (
    Pattern(text="", where=Where.COLUMN),
    Pattern(
        text=rf"{OPENING}(?<={_EDGE}(?:M[rme]{{0,2}}\.|{CIVILITY} {{1,2}})(?:et {CIVILITY} )?){NAME}",
        search=rf"(?:M[rme]{{0,2}}\.|{CIVILITY} {{1,2}})(?:et {CIVILITY} )?{SOUGHT}",
        ignore_case=False,
    ),
    Pattern(text=rf"{OPENING}(?<={_EDGE}{_FIELD}{_COLON}){NAME}", search=_LABELLED_SOUGHT, ignore_case=False),
    Pattern(text=rf"{OPENING}(?<={_EDGE}{_LABEL}{_COLON}){NAME}", search=_LABELLED_SOUGHT, ignore_case=False),
    Pattern(
        text=rf"{OPENING}(?<={_EDGE}{either(*_PERSONS)}(?:\([eE]\))? ){NAME}",
        search=_LABELLED_SOUGHT,
        ignore_case=False,
    ),
    Pattern(text=rf"(?<={_EDGE}{_LOWER_FIELD}){_LOWER}", search=_LOWER_FIELD + _LOWER, ignore_case=False),
    Pattern(
        text=rf"{OPENING}(?<={_EDGE}(?:{_FIELD}|{_LABEL}) ?:?\n {{0,8}}){NAME}(?! {{0,3}}[^ \n,])",
        search=rf"{_ENDS} ?:?\n[^\n0-9A-Za-z]{{0,8}}{SOUGHT}",
        ignore_case=False,
    ),
    Pattern(text=rf"{OPENING}(?<={_EDGE}{_KIN} ){NAME}", search=rf"{_KIN} {SOUGHT}", ignore_case=False),
    Pattern(text=rf"{_BOTH}(?={_GAP}{_BORN}{END})", search=_BORN, ignore_case=False),
    Pattern(text=rf"{_BOTH}(?=[ ,(]{{1,3}}{_DAY}{END})", search=rf"{WORD}[ ,(]{{1,3}}{_DAY}", ignore_case=False),
    Pattern(text=rf"{_BOTH}(?={_GAP}{_FILE}{END})", search=rf"{WORD}{_GAP}{_FILE}", ignore_case=False),
    Pattern(text=rf"{_BOTH}(?=,? \(?{_AGE}{END})", search=rf"{WORD},? \(?{_AGE}", ignore_case=False),
    SEGMENT_PATTERN,
    Pattern(
        text=rf"(?<=\n){_UPPER_LINE}(?= {{0,20}}\n{_UPPER_LINE}\n{_LINE}{_LINE}{_TOWN_AND_DATE})",
        search=_TOWN_AND_DATE,
        ignore_case=False,
    ),
    Pattern(
        text=rf"(?<=\n){_UPPER_LINE}(?= {{0,20}}\n{_LINE}{_LINE}{_TOWN_AND_DATE})",
        search=_TOWN_AND_DATE,
        ignore_case=False,
    ),
    # A surname in capitals beside a first name, with nothing else to tell it.
    Pattern(
        text=rf"(?<![0-9A-Za-zÀ-ÿ_@'-]){_BEGINS}{STOPS}(?:{_SURNAME},? {STOPS}{_COMPOUND}|{_COMPOUND} {STOPS}{PAIR})",
        search=rf"{WORD},? {WORD}",
        where=Where.TEXT,
        ignore_case=False,
    ),
    # Cells of lines without a header: `MME;LE GALL;`.
    Pattern(
        text=rf"(?<=[;|\t\"'\n](?:M|MR|MME|MLLE|M\.|Mr|Mme|Mlle){_NEXT_CELL}){_SURNAME}",
        search=rf"M[A-Za-z.]{{0,3}}{_NEXT_CELL}{SOUGHT}",
        ignore_case=False,
    ),
)
(
    CELL,
    CIVIL,
    FIELD,
    LABELLED,
    SPOKEN,
    LOWER,
    BELOW,
    KIN,
    BORN,
    DATED,
    FILED,
    AGED,
    SEGMENT,
    HEADER,
    HEADER_FIRST,
    BARE,
    CIVIL_CELL,
) = range(len(PATTERNS))
