"""How names of persons are written: what the detectors of patients' and of physicians' names have in common.

The pieces of patterns are in the dialect, for patterns that heed case. What a name may be made of beyond its form
(listed
first names, words that are none) is looked up token by token in the few hits that the patterns leave.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dlpscan import Pattern

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒ-œ"
WORD = rf"[A-ZÀ-ÖØ-Þ][{_LETTER}0'-]{{1,20}}"
"""A word with a capital, of two letters at least; character recognition reads O as 0."""
CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0'-]{1,20}"
END = "(?![0-9A-Za-zÀ-ɏ])"
"""Where a word ends, in what is looked ahead for: the search ends there, too."""
_PARTICLE = r"(?:d[eu] (?:la )?|des |d'|v[ao]n (?:de[nr] )?|ben |el |d[ao]s? |di )"
_INITIAL = r"[A-Z]\."
OPENING = r"(?=[A-ZÀ-ÖØ-Þ]|[dvbe][a-z]{0,2}[ '])"
"""How a name begins: looked at before what must stand in front of it, which takes longer."""
# What follows a name with a capital and is none of it: `Mme LE GALL Née le`, `Nom : LE GALL Prénom : …`.
STOPS = (
    r"(?!(?:N[ée]{1,2} |NE[E ]|N[ée]\(|[ÉE]poux|[ÉE]pouse|EPOU|Veuve|VEUVE|Pr[ée]nom|PR[ÉE]NOM|Nom|NOM|Sexe|SEXE"
    r"|Date|DATE|DDN|D\.D|"
    r"[ÂA]g[ée]|AG[ÉE]|Adresse|ADRESSE|Demeur|DEMEUR|Domicil|DOMICIL|Habit|T[ée]l|TEL|Patient|PATIENT|Dossier"
    r"|DOSSIER|"
    r"NIR|IPP|NSS|IEP|NDA|INS |N° |Num|Bonjour|Madame|MADAME|Monsieur|MONSIEUR|M[rR]?\. ?|M[rR] |M[lL]{2}[eE] "
    r"|Melle |M[mM][eE] |D[rR]\.? |Docteur|DOCTEUR|P[rR]\.? |Professeur|Je |Nous |Vous |Il |Elle |EST |ET |"
    r"SOUS |POUR |CH |CHU |Service|SERVICE|Chambre|CHAMBRE|Lit |LIT |Objet|OBJET|M[ée]decin|MEDECIN|Le \d|LE \d))"
)
_NEXT = rf"(?:(?: |-){STOPS}{_PARTICLE}?(?:{WORD}|{_INITIAL}))"
NAME = rf"(?:{_INITIAL}[ -]?){{0,2}}{STOPS}{_PARTICLE}?{WORD}(?:{_NEXT}{{0,3}})"
"""One to four words of a name, initials before or among them."""
# The same for the search, which knows no lookarounds, in one class of bytes: each word's end is a candidate.
SOUGHT = r"(?:[a-z]{1,3}[ '](?:[a-z]{2,3} )?)?[A-ZÀ-ÖØ-Þ][^\n\t1-9:;|,<>()=/\"]{1,40}"
PAIR = rf"{CAPITALS}(?: {CAPITALS}){{0,2}}"

CIVILITY = (
    r"(?:M\.|M |M[rR]\.?|M(?:me|ME)\.?|M(?:lle|LLE)\.?|Melle|MELLE|M(?:onsieur|ONSIEUR)|M(?:adame|ADAME)"
    r"|M(?:ademoiselle|ADEMOISELLE)|E(?:nf|NF)\.?|m(?:onsieur|adame|ademoiselle|me\.?|lle\.?|r\.?))"
)
TITLE = r"(?:[Dd][rR]\.?|[Dd]octeure?|DOCTEURE?|D(?:octoresse|OCTORESSE)|P[rR]\.?|[Pp]rofesseure?|PROFESSEURE?)"

# Names in the messages of HL7 v2 and HPRIM 2.x, `NOM^PRENOM`; searched for by the beginning of a segment.
_PART = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ' -]{1,30}"
SEGMENT_REACH = 360
SEGMENT_PATTERN = Pattern(
    text=rf"{_PART}[\^~]{_PART}",
    search=r"(?:PID|NK1|MRG|IN1|IN2|GT1|A?P|AC|PV1|PV2|OBR|ORC|ROL)\|[^\n]{3,120}",
    ignore_case=False,
)

_TOKEN = re.compile(r"[A-Z]+")
_ZERO = re.compile(r"(?<=[A-Z])0(?=[A-Z])")
_MARKS = dict.fromkeys(range(0x300, 0x370))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that alone are no surname.
_ARTICLES = _words("LE LA LES DE DU DES AU AUX UN UNE ET EN IL ON SI NE PAS EST")
_CIVILITIES = _words("M MR MME MLLE MELLE MONSIEUR MADAME MADEMOISELLE ENFANT BEBE ENF BB")
# Whole values that stand for a name that is not told.
PLACEHOLDERS = _words(
    """
    NOM PRENOM NOMS PRENOMS NAME FIRSTNAME LASTNAME SURNAME X XX XXX XXXX XXXXX XXXXXX
    Y YY YYY Z ZZZ N NN INCONNU INCONNUE ANONYME NEANT
    AUCUN AUCUNE NULL NONE UNDEFINED NAN NA ND NC NR RAS STRING STR TEXT VARCHAR CHAR OBJECT INT TRUE FALSE REQUIRED
    OPTIONAL
    OUI NON VIDE DITO IDEM ID PATIENT PATIENTE UNTEL UNETELLE TARTEMPION LAMBDA MASQUE ANONYMISE PSEUDO SUPPRIME VALUE
    VALEUR CHAMP LIBELLE CODE"""
)
# Words that stand with a capital where a name could and are none.
NOT_NAMES = _words(
    """
    HOMME FEMME ADULTE ENFANT PATIENT PATIENTE PATIENTS NOM NOMS PRENOM PRENOMS DATE NAISSANCE SEXE
    ADRESSE MADAME MONSIEUR DOCTEUR
    PROFESSEUR SERVICE CENTRE HOSPITALIER HOPITAL CLINIQUE CHU CH CHR CHRU EHPAD LABORATOIRE CABINET PHARMACIE
    MUTUELLE CAISSE
    CPAM ASSURANCE MALADIE URGENCES CARDIOLOGIE NEUROLOGIE PEDIATRIE RADIOLOGIE CHIRURGIE MATERNITE GERIATRIE
    ONCOLOGIE
    REANIMATION MEDECINE COMPTE RENDU CONSULTATION HOSPITALISATION ORDONNANCE RESULTAT RESULTATS BILAN EXAMEN EXAMENS
    ANALYSE
    ANALYSES BIOLOGIE SANG URINES PRESCRIPTEUR PRESCRIPTION MEDECIN TRAITANT CONCLUSION INDICATION ANTECEDENTS
    TRAITEMENT
    OBJET REFERENCE DOSSIER NUMERO FACTURE PAGE LUNDI MARDI MERCREDI JEUDI VENDREDI SAMEDI DIMANCHE JANVIER FEVRIER
    MARS AVRIL MAI
    JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE BONJOUR BONSOIR CHER CHERE CHERS MERCI CORDIALEMENT
    CONFRERE CONSOEUR
    SOCIETE SARL SAS SASU EURL GROUPE ASSOCIATION FONDATION INSTITUT UNIVERSITE FACULTE ECOLE LYCEE COLLEGE MAIRIE
    PREFECTURE
    DEPARTEMENT REGION COMMUNE VILLE FRANCE EUROPE TOTAL MONTANT PRIX TARIF QUANTITE LOT VERSION TYPE MODELE PRODUIT
    ARTICLE
    RUE AVENUE BOULEVARD PLACE ALLEE IMPASSE CHEMIN QUAI BATIMENT RESIDENCE CEDEX SAINT SAINTE DIRECTEUR DIRECTRICE
    PRESIDENT
    PRESIDENTE MAIRE MINISTRE PREFET JUGE PROCUREUR DEPUTE DEPUTEE SENATEUR SENATRICE CHEF RESPONSABLE SECRETAIRE
    SECRETARIAT
    COMMISSAIRE GOUVERNEUR AMBASSADEUR PROVISEUR PRINCIPAL BATONNIER RECTEUR DOYEN CONSEILLER CONSEILLERE INSPECTEUR
    RAPPORTEUR
    NON OUI VOIR IDEM INCONNU INCONNUE ANONYME TEST EXEMPLE SPECIMEN CAS GROUPE SCORE STADE GRADE CLASSE PROTOCOLE
    ETUDE POUR AVEC SANS SOUS
    LES DES AUX EST PAR SUR DANS UNE CET CETTE TOUT TOUS CELLE CELUI VOTRE NOTRE SON SES MES VOS NOS QUE QUI QUOI DONT
    ALLERGIQUE DIABETIQUE DECEDE DECEDEE SORTI SORTIE ENTREE TRANSFERT ABSENT ABSENTE PRESENT VUE REVUE RAS OK KO
    TELEPHONE MOBILE PORTABLE MAIL EMAIL FAX CODE POSTAL PAYS NATIONALITE PROFESSION SITUATION FAMILIALE IDENTITE
    IDENTIFIANT
    SIGNATURE CACHET TAMPON PROPRE LOYAL CLIENT CLIENTE UTILISATEUR ADMIN ADMINISTRATEUR SYSTEME"""
)  # fmt: skip


def any_case(words: str) -> str:
    """The words in capitals or not, with or without their accents; a space is one or two blanks."""
    accented = {"é": "[eéEÉ?]", "è": "[eèEÈ?]", "œ": "(?:œ|oe|OE|Œ)", "'": "'", "o": "[oO0]"}
    return "".join(accented.get(c, f"[{c}{c.upper()}]" if c.isalpha() else c) for c in words)


def either(*words: str) -> str:
    """One of the words, as in `any_case`; the longest first."""
    return "(?:" + "|".join(map(any_case, sorted(words, key=len, reverse=True))) + ")"


# Of whom books and streets speak, without first name or with it.
FAMOUS = _words(
    """
    PASTEUR CURIE MACRON SARKOZY HOLLANDE CHIRAC MITTERRAND GAULLE POMPIDOU VEIL HUGO ZOLA MOLIERE VOLTAIRE
    ROUSSEAU NAPOLEON BONAPARTE
    JOURDAIN BOVARY SEVIGNE POMPADOUR PARKINSON ALZHEIMER CROHN HODGKIN DARWIN EINSTEIN FREUD LAENNEC SEMMELWEIS
    FLEMING CALMETTE ATTAL
    BUZYN DELFRAISSY BACHELOT TOURAINE VERAN KOUCHNER"""
)


@lru_cache(maxsize=4096)
def tokens_of(name: str) -> tuple[str, ...]:
    """The words of a name in capitals, without accents."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE")).translate(_MARKS).upper()
    return tuple(_TOKEN.findall(_ZERO.sub("O", plain)))


@cache
def first_names() -> frozenset[str]:
    """French first names that are no other words, folded."""
    return _listed("first_names.txt")


@cache
def first_names_of_words() -> frozenset[str]:
    """French first names that are other words, too: PIERRE, CLAIRE, ROSE."""
    return _listed("first_names_words.txt")


def _listed(name: str) -> frozenset[str]:
    from importlib.resources import files

    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_first_name(token: str, *, strict: bool = False) -> bool:
    """Whether a folded word is a listed first name; `strict`: and no other word."""
    return token in first_names() or (not strict and token in first_names_of_words())


def is_placeholder(name: str) -> bool:
    """Whether what stands for a name tells none: X, NOM, letters alone, a word that is no name."""
    words = [token for token in tokens_of(name) if token not in _CIVILITIES]
    telling = [token for token in words if len(token) > 1 and token not in _ARTICLES]
    return not telling or all(token in PLACEHOLDERS or len(set(token)) == 1 for token in telling)


def has_other_words(name: str) -> bool:
    """Whether a word of it is no name."""
    return not NOT_NAMES.isdisjoint(tokens_of(name))


def has_capitals(name: str) -> bool:
    """Whether a word of it is in capitals, as surnames are written."""
    return any(len(word) > 1 and word.isupper() for word in re.split(r"[ '’-]", name))


def looks_full(name: str) -> bool:
    """Whether it is a first name and a surname: one word listed, another that is not a word of other kinds."""
    words = [token for token in tokens_of(name) if len(token) > 1]
    return len(words) > 1 and any(is_first_name(token) for token in words) and not has_other_words(name)


def segment_field(line: str) -> tuple[str, int, bool]:
    """The segment of a message that a line up to a name is in, its field's number, and whether the name begins it."""
    fields = line[-4 * SEGMENT_REACH :].split("|")
    return line.partition("|")[0].strip(), len(fields) - 1, not fields[-1] or fields[-1].endswith("~")
