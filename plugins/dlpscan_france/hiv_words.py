"""The words of HIV statements, as expressions over plain text: lower case, no accents (see `statements.plain`).

`VIH`, `positif` and `négatif` are also read with the `l` and `1` that scanners make of an `i`. The vocabulary is that of
French laboratories (arrêté du 28 mai 2010, its comments in the laboratories' handbooks), letters and nursing notes.
"""

from __future__ import annotations

from .base import Expressions

OTHER_ANALYTE = (
    r"(?:a(?:g|c)s?\.?[ -]?(?:anti[ -]?)?)?(?:\bv ?h ?[abcde]\b|\bh ?[abc] ?v\b|\bhb[sce]\b|\bag ?hb|hepatit|syphilis|\bsyph?\b"
    r"|\btpha|\bvdrl|\bbw\b|treponem|toxo|rubeole|\brub\b|\bcmv|\bebv|\bhsv|\bvzv|htlv|covid|sars|grippe|\bvrs\b|chlamyd|gonoco"
    r"|gonorr|\bhcg|grossesse|\bbk\b|tubercul|quanti|\bidr\b|hemoc|strep|staph|ecbu|palu|crachat|parvo|lyme|borrel|facteur"
    r"|latex|waaler|\banca\b|\bct\b|\bng\b|myco|tricho|\bcrp\b|helicob|\bbmr\b|\bbhre\b|coombs|\brai\b|vitamine|bilharz|\bige\b)\w*"
)
"""Another infection or test: a result behind it is its own."""

_NEGATIVE = (
    r"sero-?\s?ne?g\w*|\bn[ea]?g(?:at[il]\w{1,6}|t[il]?fs?|tive|ative?)\b|\bneg\b|negativ\w*|non[ -]?r[ea]act\w*|no[nt][ -]?detect\w*"
    r"|[il]nd[e]?tect\w*|undetect\w*|\babsen(?:ce|ts?|te)\b(?! \w{4,} (?:a|de) )|aucune? (?:anticorps|ac|trace|infection|virus)"
    r"|pas d.? ?(?:anticorps|ac\b|infection|arn|virus)|non (?:mis en evidence|decele\w?|retrouve\w? (?:d|l))|sous le seuil"
    r"|non[ -]?positi\w+|infirme\w*"
)
_POSITIVE = (
    r"sero-?\s?po(?:s|z)?\w*|seroconver\w*|\bpo?s[il]?t[il][fv]\w*|\bpos\b|non[ -]?negati\w+"
    r"|\breact[il](?:f|ve)s?\b(?! (?:a|en|de|du|anti|pour|vih|lot))|\bpresen(?:ce|ts?)\b|\bdetecte\w*|\bdetecta\w*"
)
_UNKNOWN = (
    r"\bdout\w+|[il]ndeterm\w*|\bequivoque|\blimites?\b|zone gr\w+|discordan\w+|inconclu\w*|non concluan\w*|border ?line"
    r"|faiblement (?:positi|reacti)\w*|\bambigu\w*"
)
_INDEX = (
    r"(?:\b(?:index|indice|s ?/ ?co|s/c|ratio|rdo)[ :=|~]{1,6}[<>]? ?(?P<i1>\d{1,4}(?:[.,]\d{1,3})?)(?! ?[-/]\d)"
    r"|(?P<i2>\d{1,4}[.,]\d{1,3})[ |]{0,5}(?:index|s/co|ratio|rdo))"
)
_AMOUNT = (
    r"[<>]?=? ?\d[\d .]{0,10}\d? ?(?:copies?|cop\.?|cps?|c)\b(?: ?/ ?ml)?|\d[.,]\d{1,2} ?log|[<>]=? ?\d{1,4}\b(?! ?(?:ans|\d*[.,]\d))"
    r"|inf(?:erieure?)?s?\.? (?:a|au)\b"
)
_SIGN = (
    r"\( ?\+{1,3} ?\)|\( ?- ?\)|(?<![\w+])\+{1,4}(?! ?(?:ac\b|ag\b|p24|\d|vih|hiv|anti))|(?<=[a-z12])\+{1,4}(?! ?(?:ac\b|ag\b|p24|\d|vih|hiv|anti))"
    r"|(?<![-\w])-(?![-\w])(?= ?(?:$|[,;.()/]|[a-z]{2,7} ?\d? ?[-+(]))|(?<=\w)-(?= ?(?:$|[,;.()/] ?(?!\d)))"
)
_ASKED = (
    r"\bprev(?:u|oir)\w*|\bprescri\w*|\bpresc\b|\bdemand\w*|\b(?:a|re|non|pas) ?(?:re)?fai(?:re|te?s?)\b|\ba (?:prelev|control|verif|repet|complet|reprelev)\w*|\bcontroler\b"
    r"|\ben (?:cours|attente|suspens)|\bnon (?:effectue|realis|prelev|parvenu|rendu|valid|souhait|renseigne|communiqu|connu|recherch|dispo|dosab)\w*"
    r"|\bpropos\w*|\brefus\w*|\borganis\w*|\bprogramm\w*|\bpratiquer\b|\ba venir\b|\bannul\w*|\bsouhait\w*|\binsuffisan\w*"
    r"|\bjamais\b|\bconfirmation par\b|\bcas\b|\bdelai\b|\bprix\b|\btarif\w*|\brepass\w*|\ba confirmer|\brevoir\b|\battend\w*"
    r"|\bininterpret\w*|\bhemolys\w*|\bperdu\b|\bcaillot|\bmanqu\w*|\brestant|\brecherche\b(?! (?:positi|negati|de?s? ?:|:))|\bvalide?r\b|\btube\b"
)
"""Asked for, not done, not yet known."""
_RULE = (
    r"\b(?:peu(?:t|vent)|pourra\w*|sera|seront|devien\w+|doi(?:t|vent)|devra\w*|serait|quel\w*|faut|signifie\w*|lorsqu\w*|quand|si|sinon|consiste|reste a|invalid\w+)\b"
    r"|\bn.est (?:pas|jamais)|\bcalibra\w*|\btests? (?:gratuit|remb)"
)
"""A verb of rules and questions between analyte and result."""

TOKENS = (
    rf"(?P<asked>{_ASKED})|(?P<other>{OTHER_ANALYTE})|(?P<box>\[ ?\]|\[ ?[x*v] ?\]|[☐□▢❏❑❒☒☑■✓✔]|\( \)|\( ?x ?\))|(?P<unknown>{_UNKNOWN})"
    rf"|(?P<negative>{_NEGATIVE})|(?P<positive>{_POSITIVE})|(?P<index>{_INDEX})|(?P<amount>{_AMOUNT})|(?P<rule>{_RULE})|(?P<sign>{_SIGN})"
    r"|(?P<told>\bresultats?\b|\brendue?\b|\bconclusion|\binterpretation|:|=|\brevien\w*)|(?P<question>\?)|(?P<comma>[,/]|(?<=\w)\s-\s|\bmais\b|\bet\b)"
    r"|(?P<stop>(?<![.:\s])[.!] +(?=[a-z])|;)"
)

_NEUTRAL = (
    r"le|la|les|l|un|une|du|de|des|d|au|a|en|ce|cette|ces|est|sont|etait|son|sa|et|ou|par|pour|sur|non|tres|bien|test|tests"
    r"|revien\w*|reven\w*|rest\w+|resultats?|rendu\w*|faite?s?|realise\w*|effectue\w*|preleve\w*|recue?|jour|matin|hier"
    r"|serolog\w*|sero|depistage|confirm\w*|controle|toujours|encore|aussi|egalement|elisa|combo|combi\w*|ag|ac|anti\w*|p24|gener\w*|[1-4]e"
    r"|janv\w*|fevr\w*|mars|avril|mai|juin|juil\w*|aout|sept\w*|octo\w*|nove\w*|dece\w*|\d[\d/.,-]*|vih|hiv|ratio|index|indice|seuil"
    r"|architect|alinity|liaison|elecsys|cobas|vidas|abbott|roche|biomerieux|biorad|genscreen|centaur|atellica|cmia|eclia|clia|elfa|duo|quick|ultra|determine|insti|vikia"
    r"|technique|methode|negati\w*|positi\w*|t[123]|m\d+|s\d+|j\d+|western|blot|wb|tous|toutes|deux|dont|j|mois|il|elle|y|c|labo"
)
EXPRESSIONS = Expressions(
    tokens=TOKENS,
    neutral=(rf"(?:[\s:.()«»\"'|^_=>*-]|\b(?:{_NEUTRAL})\b)*",),
    either=(
        r"[\s)\"'»*]{0,3}(?:ou|/|or|et/ou|vs|versus|\|)\s{0,2}(?:n[eo]|pos|dou|ind|react|<|si\b|\d{2}/?$)"
        r"|[\s)\"'»:]{0,3}(?:si|lorsqu|quand|des que)\b|[\s)\"'»]{0,3}(?:a|en|pour) (?:pre|ver|conf)\w*er?\b"
        r"|[\s)\"'»*.]{0,3}\?|[\s\"'»,)\]]{1,4}(?:positi|negati|doute|indet)\w*[\"']",
    ),
    either_before=(r"(?:neg\w*|pos\w*|indet\w*|dout\w*) ?(?:ou|/|or|,) ?$",),
    foreign=(
        r"\b(?:reponse|retour|avis|solde|bilan|evolution|controles?|temoins?|attitude|tests? de (?:\w+)|coloration|impact|note"
        r"|cliches?|photo|pole|rhesus|rh|groupe|[abo]b?|valeur predictive|effets?|point|echantillons?|seuil de|seuil) ?\d?\s?$",
    ),
    ticked=(r"(?:\[ ?[x*v] ?\]|[☒☑■✓✔]|\( ?x ?\))\s{0,3}(\w+ ?\w*)|(\w+)\s?(?:☒|☑|✓|✔)",),
    load=(r"charge virale|\bcv|\bvl\b|viral load|copies|\bcps?\b|\blog\b|cvvih",),
    genome=(r"\barn\b|\brna\b|\bpcr\b|\bdgv\b|\btaan\b|genom",),
    weak=(r"^(?:\W|western|blot|wb|immunoblot|trod|autotest|sero\w*|inno-?lia|[a-z]{0,6}:)*$",),
)  # fmt: skip
