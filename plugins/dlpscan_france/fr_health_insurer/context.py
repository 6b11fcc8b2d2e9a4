"""Whether what stands behind a label of health insurance is somebody's: the words around it, added up."""

from __future__ import annotations

import re
from functools import lru_cache

from ..language.folding import folded
from ..language.near_person import Around, Who, actors, tells_birth
from ..language.weighing import SURE
from .forms import BRANDS as _BRANDS
from .forms import Form

_NEAR_LINES = 8

# What an offer, a contract for many, a price list or a rule speaks of.
_GENERAL = re.compile(
    r"\b(?:vous|votre(?! (?:patient|malade|confrere|lettre|courrier))|vos|nos|notre|tarifs?|taux|rembours\w+"
    r"|garanties?|offres?|devis|cotisations?|convention\w*|agree\w*"
    r"|acceptee?s|partenaires?|adherer|souscri\w+|collectif|collective|salaries|euros?|conditions|plafonds?"
    r"|beneficiaires|assures"
    r"|patients|personnes|demande[rz]|renouvellement des|liste|reforme|decret|article|loi|code de la|brochure|guide"
    r"|statistiques?|nombre|part des|effectifs?|population|delai\w*|moyen\w*|sejours|majoritaire|offert\w*|etudiants"
    r"|destinataire|factures|departement|standard|accueil|siege|horaires|numero vert|appel"
    r"|conseillers?|espace|service|comptes?|html|style|styles|style ?sheets?|selectors?|properties|propert\w+|markup"
    r"|versions?|browsers?|navigateurs?|w3c|x?html\d?|web|selecteurs?|frontend|bootstrap|feuilles? de style"
    r"|javascript|sass|scss|javascript|design|theme|logiciel|facturation|rejets?|mode d['’]emploi|procedure"
    r"|presenter|munir|apporter"
    r"|formulaire|imprime|cerfa|simulateur|remplace\w*|exclu\w*|<option|<select|chez les|toute personne"
    r"|si le patient|tout patient|ameli|cpam\.fr|www)\b"
    r"|\\d €(?!/mois)|\b(?!100)\d{1,3} ?%|\b(?:css|js) ?[/,+&] ?(?:js|html|css)\b|\.css\b|\{|\}|://"
)
_NO_NAME = re.compile(
    r"^(?:oui|non|aucune?|neant|nc|n/?a|nd|inconnue?|sans|pas|absente?|a jour|a voir|a demander|a completer|en cours"
    r"|idem|ok|x+|a fournir"
    r"|non renseignee?|voir|cf|selon|sante|complementaire|obligatoire|facultative|entreprise|tiers|n°|numero|no|code"
    r"|amc|amo|date|et|ou"
    r"|pour|par|est|carte|attestation|part|prise|accord|photocopie|copie|nom|adherente?|contrat|droits?|jusqu\w*"
    r"|valable|valide|du \d"
    r"|le \d|il|elle|la|le|les|au|aux|de|des|du|d|l|qui|que|dont|\d{1,2}/\d)(?![\w'])"
)
_FUND_LABEL = re.compile(
    r"(?:caisse|regime|organisme|centre|affilie\w*|assure\w*|rattache\w*|amo|ro|assurance maladie|obligatoire"
    r"|securite sociale|secu|couvert\w*"
    r"|couverture|depend de|droits?)\b[^.;\n]{0,34}$"
)
_ORDINARY = re.compile(
    r"(?:alimentaire|sans sel|hypo\w*|diabet\w*|de \d|commercial|scolaire|de (?:sante|soins"
    r"|vacances|dialyse|jour))"
)
_STATUS_LEAD = re.compile(
    r"(?:\bsous|beneficie\w*(?: de)?(?: la| l['’])?|beneficiaire (?:de )?(?:la |l['’])?|\ba (?:la|l['’])|\bune|\ben"
    r"|\bau titre (?:de )?(?:la|l['’]|d['’]une)"
    r"|couverture ?:?|regime ?:?|droits? ?:?|\bpec|protection sociale ?:?|secu(?:rite)? sociale ?:?|mutuelle ?:?"
    r"|complementaire ?:?|assurance ?:?"
    r"|statut ?:?|prise en charge|reconnue?|exonere\w*|exo\w* ?:?|attribution|accord(?:ee?)?|titulaire (?:de )?(?:la"
    r"|l['’])|\ba)\s*[(\"']?$"
)
_NEGATED = re.compile(
    r"(?:\bpas (?:de|d['’])|\bhors|\bsans|\bnon|\bni|\baucune?|\bdemande (?:de |d['’])?|\bex-?"
    r"|protocole|demander(?: une)?)\s*$"
)
_FORM_LABEL = re.compile(r"^\s*[|\[(\"'•*-]*\s*$")


_INSURER = re.compile(
    r"\b(?:mutuelles?|mut|amc|complementaire|adh\w*|prevoyance|assur\w*|couvert\w*|tiers[- ]payant|organisme"
    r"|teletrans\w*|affilie\w*|carte|droits"
    r"|prises? en charge|pec|factur\w*|forfait|caisse|rejet|rembours\w*|depassement|devis|contrat|cotis\w*|releve"
    r"|org_cpl)\b"
)
_NAMED_INSURER = re.compile(
    rf"(?:\b(?:mutuelle|mut\b|amc|complementaire|caisse|prevoyance|cpam|msa)\b"
    rf"|{_BRANDS.lower()})[^;\n]{{0,45}}$"
)
_OTHER_CODE = re.compile(r"\b(?:regime|caisse|centre|organisme|amo|code gestion)\b")
_ADHERENT = re.compile(r"\badh(?:erente?|esion)?\b\.?|\bsocietaire\b|num_?adh|adherent")
_SEGMENT = re.compile(r"\s*(?:IN1|AP|AC)\|")
_LABEL_SIGN = re.compile(r"[:=.]\s*[\"']?$")


@lru_cache(maxsize=2048)
def points(form: Form, value: str, around: Around) -> int:
    """How much speaks for an insurance of a person; `LEAST` counts, `SURE` is certain."""
    if form in (Form.HUNDRED, Form.EXEMPT):
        form = Form.STATUS
    before, after, plain = folded(around.before)[-160:], folded(around.after)[:90], folded(value)
    if form in (Form.SEGMENT, Form.FIELDS):
        return SURE if _SEGMENT.match(around.before + value) else -3
    if _OTHER_SEGMENT.match(around.before):
        return -3
    base = _base(form, value, plain, before, after, around)
    if base < 0:
        return base
    person = _person(around)
    if form in (Form.MUTUAL, Form.BRAND, Form.AMO_NAME):
        base += _is_joined(form, before, after, around)
    general = len(_GENERAL.findall(before[-110:])) + len(_GENERAL.findall(after))
    general += 2 * any("specimen" in folded(line) for line in around.above + around.below)
    if form is Form.STATUS and base + person == 0:
        return 0
    return base + 2 * person - (1 if person == 2 else 2 if person else 3) * min(2, general)


def _is_joined(form: Form, before: str, after: str, around: Around) -> bool:
    """Whether a member's number, or the other of the two insurances, stands beside a name."""
    if _NUMBERED.match(after) or (around.below and _NUMBER_LINE.match(folded(around.below[0]))):
        return True
    if form is Form.AMO_NAME:
        return bool(_COMPLEMENT.search(before + after))
    return bool(_COMPULSORY.search(before + after))


def _base(form: Form, value: str, plain: str, before: str, after: str, around: Around) -> int:
    """What the value and its label say; below 0 where it is something else."""
    if form in (Form.NAME, Form.MUTUAL):
        name = re.sub(r"^(?:la |ma |sa )?(?:mutuelle|mut\.) (?:(?:de|du|des|la|l['’]) ?)*", "", plain)
        if _NO_NAME.match(name) or len(name) < 3:
            return -3
        return 2 if form is Form.NAME and _LABEL_SIGN.search(before) else 1
    if form is Form.STATUS:
        return _status(value, before, after)
    if form is Form.BRAND:
        return int(bool(_INSURER.search(before[-80:] + " " + after[:50]))) - 1
    if form is Form.AMO_NAME:
        return (
            (2 if _LABEL_SIGN.search(before) else 1)
            if _FUND_LABEL.search(before)
            else 0
            if _DROITS.search(before + after)
            else -1
        )
    if form is Form.AMO_NUMBER:
        if _ORDINARY.search(before[-30:] + plain + after[:12]) or re.match(r" ?[:%€] ?\d|,\d| ?%", after):
            return -3
        lines = " ".join([before[:-12], after, *map(folded, around.above[:1] + around.below[:1])])
        return 2 if sum(map(str.isdigit, value)) >= 5 else min(2, len(set(_OTHER_CODE.findall(lines))))
    return _number_base(form, value, before, around)


def _number_base(form: Form, value: str, before: str, around: Around) -> int:
    """Numbers of an insurer or a member: what stands before them must say so."""
    digits = sum(map(str.isdigit, value))
    if form in (Form.NUMBER, Form.BEHIND_NAME):
        named = _NAMED_INSURER.search(before) or _ADHERENT.search(before[-40:])
        return 1 if named and digits >= 4 else -3
    if form is Form.MEMBER:
        near = before + " ".join(map(folded, around.above[:3] + around.below[:2]))
        if digits < 3 or not (_ADHERENT.search(before[-40:]) or _INSURER_NAME.search(near)):
            return -3
    return 2


_INSURER_NAME = re.compile(r"\b(?:mutuelle|amc|complementaire|prevoyance|tiers payant)\b")


def _status(value: str, before: str, after: str) -> int:
    """An aid or exemption by its name alone needs somebody whom it is granted."""
    if (
        _NEGATED.search(before)
        or re.match(
            r"\s*(?:\?|: ?(?:non|\.{2,}"
            r"|$))",
            after,
        )
        or (" " in value and _GLOSSARY.search(before))
    ):
        return -3
    if (before[-1:] in "_-" and before) or _BOX.search(before):
        return -3
    announced = 2 * bool(_STATUS_LABEL.search(before))
    answered = announced or bool(re.search(r"[:=?]|\boui\b|100", value))
    lead = bool(_STATUS_LEAD.search(before))
    if not answered and not lead and not _FRENCH.search(before[-40:] + " " + after[:40]):
        return -3
    return answered + lead


_OTHER_SEGMENT = re.compile(r"\s*(?!IN1|PID|AC|AP)[A-Z][A-Z0-9]{2}\|")
_NUMBERED = re.compile(
    r"[ ,(:;-]{1,4}(?:(?:n°|no|num\w*|adh\w*\.?|contrat"
    r"|membre)[ :°.]{0,3}){1,3}(?:[a-z]{1,4}[ -]?)?\d"
)
_NUMBER_LINE = re.compile(r"\W*(?:n°|no|num\w*|adh\w*)\.? ?(?:d['’]|de )?(?:amc|adh\w*|contrat|teletrans\w*)")
_COMPLEMENT = re.compile(r"\b(?:mutuelle|amc|complementaire)\b")
_COMPULSORY = re.compile(r"\b(?:cpam|caisse|msa|amo|secu|ald|regime)\b")
_BOX = re.compile(r"(?:\[ ?_?\]|[☐□▢❏❑❒]|\( \)|_{2,}) ?$")
_DROITS = re.compile(r"\b(?:droits?|rejet\w*|teletrans\w*|attestation|vitale|securite sociale)\b")
_FRENCH = re.compile(
    r"\b(?:la|le|de|du|des|sous|droits?|jusqu|au|avec|pas|en|depuis|est|et|mme|mr|pt|patiente?"
    r"|mutuelle|secu|ss|pour|dossier)\b|;"
)
_STATUS_LABEL = re.compile(
    r"\b(?:couverture|droits?|regime|protection sociale|statut|complementaire"
    r"|exo\w*)\b[a-z ]{0,14} ?: ?$"
)
_GLOSSARY = re.compile(r"\b[a-z0-9-]{2,6} ?[:=] ?$")


def _person(around: Around) -> int:
    """2 with somebody in the line, 1 with somebody in the lines around, else 0."""
    own = [one for text in (around.before, around.after) for one in actors(text) if one.who is Who.PERSON]
    if any(one.named for one in own) or _FIRST_PERSON.search(folded(around.before + " " + around.after)):
        return 2
    lines = around.above[:_NEAR_LINES] + around.below[:4]
    near = any(tells_birth(line) or any(one.who is Who.PERSON and one.named for one in actors(line)) for line in lines)
    return int(near or bool(own))


_FIRST_PERSON = re.compile(
    r"\b(?:ma|mes|mon) (?:mutuelle|complementaire|caisse|numero|n°|carte|droits|contrat|ald"
    r"|secu)|\bje (?:suis|beneficie|releve)\b|\bj['’]ai\b"
)
