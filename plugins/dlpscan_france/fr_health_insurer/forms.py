"""How a person's health insurance is written: the label, and behind it the name, number or status.

Compulsory insurance (AMO) is told by régime (2 characters), caisse (3) and centre (4), as on the carte Vitale; the
complementary one (AMC: mutuelle, institution de prévoyance, insurer) by its name, its préfectoral number of 8 to 10
digits and the member's number. CSS, its predecessors CMU-C and ACS, and AME are aids to the poor and to foreigners
(code de la sécurité sociale L. 861-1, code de l'action sociale L. 251-1); ALD is a listed illness (L. 160-14).
"""

from __future__ import annotations

from enum import IntEnum

from dlpscan import Pattern, Where


class Form(IntEnum):
    """What each pattern is of, in their order."""

    CELL = 0
    NAME = 1
    AMC_NUMBER = 2
    MEMBER = 3
    AMO_NUMBER = 4
    AMO_NAME = 5
    REGIME_NAME = 6
    STATUS = 7
    SEGMENT = 8
    FIELDS = 9
    BRAND = 10
    MUTUAL = 11
    NUMBER = 12
    BEHIND_NAME = 13
    HUNDRED = 14
    EXEMPT = 15


def _in_cases(words: tuple[str, ...]) -> str:
    """The expressions in lower case, capitalised and in capitals."""
    forms = [form for word in words for form in (word, word[0].upper() + word[1:], word.upper())]
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


_NUMBER = "(?:[Nn]°|[Nn]o|[Nn]um|NUM|[Nn]uméro|NUMÉRO|[Nn]|[Cc]ode|CODE|[Rr][ée]f|[Ii]dentifiant|N°)"
_OF = "(?:[ _.]{0,2}(?:de la|de l'|d'|de|du|DE LA|D'|DE)?[ _]?)"
# Between label and value: a sign, a run of dots or blanks, or a verb.
_SIGN = r"(?: {0,3}(?:\([a-z /]{0,12}\) ?)?(?:[:=]|\.{2,24} ?:?|->|→|\t|  |\(\")[ \"']{0,5})"
_VERB = r"(?: (?:est )?(?:la |le |à la |chez |auprès de |par )?)"
_LEAD = "(?<![0-9A-Za-zÀ-ÿ])"

_COMPLEMENT = _in_cases(
    (r"mutuelle(?: santé| complémentaire| du patient| de la patiente)?", r"mut\.?", "complémentaire(?: santé)?",
     "assurance complémentaire", "régime complémentaire", "organisme complémentaire", "couverture complémentaire",
     "prévoyance", "tiers payant (?:mutuelle|amc|rc)", "assureur(?: complémentaire)?")
)  # fmt: skip
_COMPLEMENT = rf"(?:{_COMPLEMENT}|AMC|A\.M\.C\.|amc)"
_COMPLEMENT_STEM = (
    "(?:mutuelle|Mutuelle|MUTUELLE|(?:mut|Mut|MUT)[ .:=]|AMC|A\\.M\\.C\\.|amc|complémentaire"
    "|Complémentaire|COMPLÉMENTAIRE|" + _in_cases(("prévoyance", "assureur", "tiers payant")) + ")"
)
_WORD = r"[A-ZÀ-ÖØ-Þ0-9][\w'&.+-]{1,24}"
_NAME = (
    rf"(?!\d{{4}}){_WORD}(?: (?:(?:de la|de l'|des|de|du|et|d'|l'|la|le|les|&) ?){{0,2}}(?![Nn](?:°|o |um)"
    rf"|\d{{4}})[A-ZÀ-ÖØ-Þ0-9&][\w'&.+-]{{0,14}}){{0,4}}"
)

_AMC = (
    rf"(?:(?:{_NUMBER}{_OF})?(?:AMC|Amc|amc|org_cpl|ORG_CPL|[Mm]utuelle|MUTUELLE|[Oo]rganisme|ORGANISME"
    rf"|[Tt]élétrans(?:mission)?|TÉLÉTRANS(?:MISSION)?|[Pp]réfectoral|PRÉFECTORAL|[Cc]omplémentaire|DRE|STS))"
)
_ADHERENT = (
    rf"(?:{_NUMBER}{_OF}(?:adhérente?|ADHÉRENTE?|Adhérente?|adh\.?|ADH\.?|Adh\.?|Adherent|contrat|CONTRAT|Contrat"
    rf"|sociétaire|SOCIÉTAIRE|membre"
    rf"|adhésion|ADHÉSION|police|bénéficiaire AMC|assuré complémentaire|AMC|mutuelle|MUTUELLE|Mutuelle)"
    rf"|(?:[Aa]dhérente?|ADHÉRENTE?|[Aa]dh\.?|ADH\.?|[Cc]ontrat|CONTRAT|[Ss]ociétaire)(?: {_NUMBER}(?: ?:)?)?)"
)
_MEMBER = r"(?:[A-Z]{1,4}[ -]?)?\d[0-9A-Za-z]{0,11}(?:[ ./-][0-9A-Z]{1,8}){0,4}"

_REGIME = _in_cases(
    ("régime", "régime obligatoire", "régime d'affiliation", "code régime", "caisse", "caisse gestionnaire",
    "code caisse",
     "centre", "centre gestionnaire", "centre de paiement", "centre payeur", "code centre", "organisme",
     "code organisme",
     "organisme (?:d'affiliation|de rattachement|obligatoire|amo|payeur|gestionnaire|de prise en charge)",
     "caisse (?:d'affiliation|de rattachement|d'assurance maladie|primaire|amo)",
     "centre (?:de rattachement|de sécurité sociale|sécu)",
     "code gestion", "assurance maladie(?: obligatoire)?", "affiliation", "rég\\.?", "grand régime")
)  # fmt: skip
_REGIME_OF = "(?: obligatoire| d'affiliation| social| de sécurité sociale| d'assurance maladie)"
_AMO_LABEL = (
    rf"(?:{_REGIME}|AMO|RO|amo|(?:{_NUMBER}|[Nn]om|NOM){_OF}(?:régime|caisse|CAISSE|centre|organisme"
    rf"|AMO)|org_amo|ORG_AMO|[Rr]égime ?/ ?caisse ?/ ?centre|RÉGIME ?/ ?CAISSE ?/ ?CENTRE)"
)
_TRIPLET = r"\d{2}(?: ?[ ./|-] ?)?\d{3}(?:(?: ?[ ./|-] ?)?\d{3,4})?"
_FUND = (
    "(?:CPAM|C\\.P\\.A\\.M\\.?|Cpam|CGSS|MSA|M\\.S\\.A\\.?|CRAMIF|CNMSS|CAMIEG|CPRP(?:SNCF| SNCF)?|CRPCEN|ENIM|LMDE"
    "|CAVIMAC|CANSSM|RSI|SSI"
    "|[Cc]aisse (?:[Pp]rimaire|[Gg]énérale)|CAISSE (?:PRIMAIRE|GÉNÉRALE)|[Mm]utualité [Ss]ociale [Aa]gricole)"
)
_FUND_TAIL = (
    "(?:(?: (?:de la|de l'|des|de|du|d'|DE|DU|DES|D'|la|-|–) ?| |-|'){0,2}(?:[A-ZÀ-Þ0-9][\\w'-]{0,18}|assurance"
    "|maladie)){0,5}"
)
_AID = (
    r"(?:C\.?S\.?S\.?(?!\w)|CSS|C2S|CMU(?:[ -]?C)?|CMUC|CMU complémentaire|CMU de base|AME|ACS|A\.M\.E\.?"
    r"|[Cc]omplémentaire [Ss]anté [Ss]olidaire"
    r"|COMPLÉMENTAIRE SANTÉ SOLIDAIRE|[Aa]ide [Mm]édicale (?:de l')?[ÉEée]tat|[Aa]ide [Mm]édicale d'[ÉEée]tat"
    r"|AIDE MÉDICALE (?:DE L'|D')?[ÉE]TAT|PUMA|SUV|[Ss]oins urgents et vitaux)"
)
_ALD = (
    r"(?:ALD|A\.L\.D\.?|[Aa]ffection (?:de )?longue durée|AFFECTION (?:DE )?LONGUE DURÉE|ald)"
    r"(?: ?\(?(?:n°|N°|no|numéro|type)? ?\d{1,2}(?! ?[%/€]|\d)\)?)?(?: (?:exonérante|hors liste|non exonérante"
    r"|intercurrente|polypathologie))?"
)
_EXEMPT = (
    r"(?:[Ee]xon(?:ération|érée?|\.)?|EXO(?:NÉRATION|NÉRÉE?)?|exo|[Pp]rise en charge|[Pp]ris en charge|PEC"
    r"|[Pp]rise en charge à|TM|"
    r"[Tt]icket modérateur)"
)
_ANSWER = (
    r"(?: {0,3}(?:[:=]|\.{2,30} ?:?|\?| ) {0,3}(?:\[?[xX☒✓✔]\]? ?)?(?:[Oo]ui|OUI|O|1|[Vv]rai|true|TRUE|X|x"
    r"|n° ?\d{1,2}|N° ?\d{1,2}|\d{1,2})(?![\w%])(?: ?\(?(?:n°|N°) ?\d{1,2}\)?)?)"
)
_HUNDRED = r"(?:à )?100 ?(?:%|p\.? ?c(?:ent)?)"
_TITLE = "(?: ?(?:au titre (?:de |d')|pour |dans le cadre (?:de |d')|en |\\(|: ?|- ?|, ?)?(?:l'|la |une |son |sa )?)"

BRANDS = "|".join(
    (
        "MGEN", "MGET", "MGP", "MGEFI", "MNH", "MNT", "MNAM", "MCDEF", "MACSF", "MACIF", "Macif", "MAIF", "Maif",
        "MAAF", "Maaf", "MMA", "GMF",
        "MATMUT", "Matmut", "AXA", "Axa", "ALLIANZ", "Allianz", "GENERALI", "Generali", "HARMONIE", "Harmonie",
        "MALAKOFF", "Malakoff",
        "HUMANIS", "Humanis", "AG2R", "KLESIA", "Klesia", "SWISS LIFE",
        "Swiss Life", "SWISSLIFE", "SwissLife", "Swisslife",
        "PRO BTP", "Pro BTP", "PROBTP",
        "APICIL",
        "Apicil", "AESIO", "AÉSIO", "Aésio", "GROUPAMA", "Groupama", "MUTEX", "INTÉRIALE", "Intériale", "UNÉO",
        "Unéo", "OCIANE", "Ociane",
        "CARAC", "Carac", "HENNER", "Henner", "ALMERYS", "Almerys", "VIAMEDIS", "Viamedis", "SOLIMUT", "Solimut",
        "APRÉVA", "Apréva", "ADRÉA",
        "Adréa", "EOVI", "Eovi", "RADIANCE", "Radiance", "SMATIS", "Smatis", "LMDE", "SMENO", "SMEREP", "CCMO",
        "IRCEM", "AUDIENS", "Audiens",
        "CEGEMA", "Cegema", "MUTUALIA", "Mutualia", "PRÉVIFRANCE", "Prévifrance", "PREVADIES", "Prévadiès",
        "VERSPIEREN", "THÉLEM", "Thélem",
        "GROUPE PASTEUR", "Groupe Pasteur", "VYV", "Vyv", "MIEL MUTUELLE", "Miel Mutuelle", "PACIFICA", "Pacifica",
        "SANTÉCLAIR", "CNP Assurances",
        "GAN Assurances", "NEOLIANE", "Néoliane", "UNEO", "MUTAMI", "CPCEA", "REUNICA", "Réunica",
    )
)  # fmt: skip

WHOLE_CELL = Pattern(text="", where=Where.COLUMN)
NAME = Pattern(
    text=rf"(?<={_LEAD}{_COMPLEMENT}(?:{_SIGN}|{_VERB})){_NAME}",
    search=rf"{_COMPLEMENT_STEM}[^\n;|]{{2,90}}",
    ignore_case=False,
)
AMC_NUMBER = Pattern(
    text=rf"(?<={_LEAD}{_AMC}(?:{_SIGN}|[ ]{{1,3}}(?:{_NUMBER} ?)?))(?:\d{{8,10}}|\d{{2}} \d{{3}} \d{{3}}"
    rf"|\d{{3}} \d{{3}} \d{{2,3}})",
    search=rf"{_AMC}(?:{_SIGN}|[ ]{{1,3}}(?:{_NUMBER} ?)?)\d[0-9 ]{{6,10}}\d",
    ignore_case=False,
)
MEMBER = Pattern(
    text=rf"(?<={_LEAD}{_ADHERENT}(?:{_SIGN}| {{1,3}}(?:est (?:le )?)?)){_MEMBER}",
    search=rf"{_ADHERENT}(?:{_SIGN}| {{1,3}}(?:est (?:le )?)?){_MEMBER}",
    ignore_case=False,
)
AMO_NUMBER = Pattern(
    text=rf"(?<={_LEAD}{_AMO_LABEL}(?:{_SIGN}|[ ]{{1,3}}))(?:{_TRIPLET}|\d{{3,4}}|\d{{2}}[A-Z]?)(?![/.,]\d)",
    search=rf"{_AMO_LABEL}(?:{_SIGN}|[ ]{{1,3}})\d{{2}}[0-9A-Z ./|-]{{0,14}}",
    ignore_case=False,
)
# The label before it is looked for when it is judged.
AMO_NAME = Pattern(text=_FUND + _FUND_TAIL, search=_FUND + "[^\\n,;|:]{0,60}", ignore_case=False)
REGIME_NAME = Pattern(
    text=rf"(?<=régime{_REGIME_OF}?{_SIGN})(?:régime )?(?:général|agricole|local|alsace[ -]moselle|des indépendants"
    rf"|indépendants?|msa|rsi|ssi"
    r"|militaire|minier|spécial|fonctionnaires?|étudiants?|sncf|ratp|marins)(?: \(?\d{2}\)?)?",
    search=rf"régime{_REGIME_OF}?{_SIGN}(?:régime )?[^\n,;|]{{3,40}}",
)
STATUS = Pattern(text=rf"(?:{_AID}|{_ALD}){_ANSWER}?", ignore_case=False)
HUNDRED = Pattern(text=rf"(?:{_EXEMPT}(?: ?:)? )?{_HUNDRED}{_TITLE}(?:{_ALD}|{_AID})", ignore_case=False)
EXEMPT = Pattern(
    text=rf"(?:[Ee]xonérée?|[Pp]rise? en charge) {_HUNDRED}|{_EXEMPT}(?: ?:)?(?=[ :(]){_TITLE}{_ALD}", ignore_case=False
)
SEGMENT = Pattern(
    text=r"(?<=IN1\|[^|\n]{0,3}\|[^|\n]{0,20}\|)[^|\n]{2,30}(?:\|[^|\n]{2,40})?",
    search=r"IN1\|[^|\n]{0,3}\|[^|\n]{0,20}\|[^|\n]{2,30}(?:\|[^|\n]{2,40})?",
)
# The member's number of IN1-36; régime, caisse and centre of AP and name and number of AC in HPRIM.
FIELDS = Pattern(
    text=r"\|{4,50}(?!(?:19|20)\d{6}\|)[A-Z0-9][A-Z0-9-]{4,20}(?=[|\n])|\d{2}\|\d{3}\|\d{4}(?=\|)|AC\|\d{1,2}\|[^"
    r"|\n]{3,40}\|[A-Z0-9-]{4,20}"
)
# Insurers by the names under which they are known.
BRAND = Pattern(text=BRANDS, ignore_case=False)
MUTUAL = Pattern(
    text=rf"(?:(?:[Ll]a |[Mm]a |[Ss]a )?(?:[Mm]utuelle|MUTUELLE|mut\.|Mut\.|[Ii]nstitution de prévoyance)"
    rf"|[Cc]aisse (?:maritime|militaire|nationale|locale|agricole)"
    rf"|CAISSE (?:MARITIME|MILITAIRE|NATIONALE)) (?:(?:de la|de l'|des|de|du|DES|DE LA|DE L'|DE|DU|d'|l'|familiale"
    rf"|générale|nationale|régionale|complémentaire|santé|entreprise) ?){{0,3}}{_NAME}",
    search="(?:mutuelle|Mutuelle|MUTUELLE|mut\\.|Mut\\.|prévoyance|[Cc]aisse|CAISSE) [^\\n]{2,90}",
    ignore_case=False,
)
# A number beside an insurer's name; the name is looked for when it is judged.
NUMBER = Pattern(
    text=r"(?<=(?<!\w)(?:[Nn]°|[Nn]o|[Nn]um\.?|[Nn]uméro"
    r"|ancien) ?:? ?)(?:[A-Z]{1,4}[ -]?)?\d[\dA-Z]{1,12}(?:[ ./-][0-9A-Z]{1,8}){0,3}",
    search=r"(?:[Nn]°|[Nn]o|[Nn]um\.?|[Nn]uméro"
    r"|ancien) ?:? ?(?:[A-Z]{1,4}[ -]?)?\d[\dA-Z]{1,12}(?:[ ./-][0-9A-Z]{1,8}){0,3}",
    ignore_case=False,
)
BEHIND_NAME = Pattern(
    text=r"(?<=(?:mutuelle|Mutuelle|MUTUELLE|Amc\(|AMC)[^\n:;|0-9]{0,40}[ (\"'])\d{8,9}",
    search=r"(?:mutuelle|Mutuelle|MUTUELLE|Amc\(|AMC)[^\n:;|0-9]{0,40}[ (\"']\d{8,9}",
    ignore_case=False,
)
PATTERNS = (
    *(WHOLE_CELL, NAME, AMC_NUMBER, MEMBER, AMO_NUMBER, AMO_NAME, REGIME_NAME, STATUS),
    *(SEGMENT, FIELDS, BRAND, MUTUAL, NUMBER, BEHIND_NAME, HUNDRED, EXEMPT),
)
