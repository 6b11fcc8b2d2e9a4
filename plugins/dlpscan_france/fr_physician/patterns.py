"""What announces a physician's name: a title, a label of who prescribed or signed, a profession behind it; segments."""

from __future__ import annotations

from dlpscan import Pattern, Where

from ..names.known import CAPITALS, END, NAME, OPENING, SEGMENT_PATTERN, SOUGHT, STOPS, TITLE, WORD, either

_EDGE = r"(?<![0-9A-Za-zÀ-ÿ])"
_LABELS = (
    "médecin traitant", "médecin", "médecin prescripteur", "prescripteur", "médecin traitant déclaré", "prescrit par",
    "adressé par", "adressée par", "envoyé par", "demandeur", "médecin demandeur", "correspondant",
    "médecin correspondant",
    "copie à", "copie", "copies à", "copies", "chirurgien", "opérateur", "anesthésiste", "biologiste", "validé par",
    "praticien", "médecin référent", "référent", "suivi par",
    "médecin adresseur", "adresseur",
    "médecin opérateur", "med traitant", "med. traitant", "méd. traitant", "résultats validés par",
    "medecin", "oncologue référent", "docteur",
)  # fmt: skip
# One search for all labels, by their last words; short ones would be too frequent.
_ENDS = either(
    "traitant", "médecin", "prescripteur", "prescrit par", "adressé par", "adressée par", "validé par",
    "validés par", "envoyé par", "suivi par",
    "demandeur", "correspondant", "copie", "copies", "copie à", "copies à", "chirurgien", "opérateur",
    "anesthésiste", "biologiste",
    "praticien", "référent", "adresseur", "déclaré", "docteur",
)  # fmt: skip
_COLON = r"(?:\(?[sSeE]\)?)? {0,3}[:=|\t][^\n0-9A-Za-z;]{0,20}"
_LABEL = either(*_LABELS)
# Without a blank only behind a point: words in capitals begin with PR.
_TITLED = rf"(?:{TITLE} {{1,2}}(?:{TITLE} )?|[DP][rR]\.)"
_COMPOUND = rf"{WORD}(?:[ -]{WORD})?"
_SURNAME = rf"(?:d[eu] |d'|de la )?{CAPITALS}(?:[ -]{CAPITALS}){{0,2}}"
_BOTH = rf"{STOPS}(?:{_SURNAME},? {_COMPOUND}|(?:{_COMPOUND}|[A-Z]\.) {_SURNAME}|[A-Z]\. {WORD})"
_PROFESSION = (
    either(
        "médecin", "biologiste", "pharmacien biologiste", "cardiologue", "chirurgien", "radiologue", "anesthésiste",
        "gynécologue", "pneumologue",
        "neurologue", "oncologue", "pédiatre", "psychiatre", "urgentiste", "gériatre", "néphrologue",
        "praticien hospitalier", "dermatologue",
        "ophtalmologue", "rhumatologue", "urologue", "endocrinologue", "hématologue", "anatomopathologiste",
        "interne", "oncologue", "docteur en médecine", "docteur", "MT",
    )
    + "e?"
)  # fmt: skip
_BEHIND = rf"(?:[ ,(–-]{{1,3}}|,? ?\n {{0,20}}){_PROFESSION}"
_SWORN = either("docteur en médecine", "médecin", "docteur")
_PERSON = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ' -]{1,30}\^[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ' -]{1,30}"

PATTERNS = (
    Pattern(text="", where=Where.COLUMN),
    Pattern(text=rf"{OPENING}(?<={_EDGE}{_TITLED}){NAME}", search=rf"{_TITLED}{SOUGHT}", ignore_case=False),
    Pattern(
        text=rf"{OPENING}(?<={_EDGE}{_LABEL}{_COLON}){NAME}",
        search=rf"{_ENDS}(?:\(?[sSeE]\)?)?[^\n0-9A-Za-z.,;]{{0,3}}[:=|\t][^\n0-9A-Za-z;]{{0,28}}{SOUGHT}",
        ignore_case=False,
    ),
    Pattern(text=rf"{_BOTH}(?={_BEHIND}{END})", search=rf"{WORD}{_BEHIND}", ignore_case=False),
    # DICOM PS3.6: the referring, the performing, the reading physician, the requesting one.
    Pattern(
        text=rf"(?<=\(00(?:08,00?90|08,1050|08,1060|32,1032)\)[^\n^]{{1,40}}){_PERSON}",
        search=r"\(00(?:08,00?90|08,1050|08,1060|32,1032)\)[^\n]{3,80}",
        ignore_case=False,
    ),
    SEGMENT_PATTERN,
    # `Je soussignée, Annick KERMOISAN, docteur en médecine`.
    Pattern(
        text=rf"{OPENING}(?<={_EDGE}{either('soussigné')}(?:\([eE]\)|[eE])?,? ){NAME}(?=,? {{1,2}}{_SWORN}{END})",
        search=rf"{either('soussigné')}[^\n]{{2,60}} {_SWORN}",
        ignore_case=False,
    ),
)
CELL, TITLED, LABELLED, BEHIND, DICOM, SEGMENT, SWORN = range(len(PATTERNS))
