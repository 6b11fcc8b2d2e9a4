"""The words of HIV statements, as expressions over plain text: lower case, no accents (see `statements.plain`).

`VIH`, `positif` and `négatif` are also read with the `l` and `1` that scanners make of an `i`. The vocabulary is that
of French laboratories (arrêté du 28 mai 2010, its comments in the laboratories' handbooks), letters and nursing notes.
"""

from __future__ import annotations

from ..base import Expressions

OTHER_ANALYTE = (
    r"(?:a(?:g|c)s?\.?[ -]?(?:anti[ -]?)?)?(?:\bv ?h ?[abcde]\b|\bh ?[abc] ?v\b|\bhb[sce]\b|\bag"
    r" ?hb|hepatit|syphilis|\bsyph?\b"
    r"|\btpha|\bvdrl|\bbw\b|treponem|toxo|rubeole|\brub\b|\bcmv|\bebv|\bhsv|\bvzv|htlv|covid|sars"
    r"|grippe|\bvrs\b|chlamyd|gonoco"
    r"|gonorr|\bhcg|grossesse|\bbk\b|tubercul|quanti|\bidr\b|\bangin|hemoc|strep|staph|ecbu|palu"
    r"|crachat|parvo|lyme|borrel|facteur"
    r"|latex|waaler|\banca\b|\bct\b|\bng\b|myco|tricho|\bcrp\b|helicob|\bbmr\b|\bbhre\b|coombs"
    r"|\brai\b|vitamine|bilharz|\bige\b)\w*"
)
"""Another infection or test: a result behind it is its own."""

_NEGATIVE = (
    r"sero-?\s?ne?g\w*|\bn[ea]?g(?:at[il]\w{1,6}|t[il]?fs?|tive|ative?)\b|\bneg\b|negativ\w*|non["
    r" -]?r[ea]act\w*|no[nt][ -]?detect\w*"
    r"|[il]nd[e]?tect\w*|undetect\w*|\babsen(?:ce|ts?|te)\b(?! \w{4,} (?:a|de) )|aucune? (?:anticorps"
    r"|ac|trace|infection|virus)"
    r"|pas d.? ?(?:anticorps|ac\b|infection|arn|virus)|non (?:mis en evidence|decele\w?|retrouve\w?"
    r" (?:d|l))|sous le seuil"
    r"|non[ -]?positi\w+|infirme\w*"
)
_POSITIVE = (
    r"sero-?\s?po(?:s|z)?\w*|seroconver\w*|\bpo?s[il]?tt?[il][fv]\w*|\bpos\b|non[ -]?negati\w+"
    r"|\breact[il](?:f|ve)s?\b(?! (?:a|en|de|du|anti|pour|vih|lots?)\b)|\bpresen(?:ce|ts?)\b|\bdetecte\w*"
    r"|\bdetecta\w*"
)
_UNKNOWN = (
    r"\bdout\w+|[il]ndeterm\w*|\bequivoque|\blimites?\b|zone gr\w+|discordan\w+|inconclu\w*|non"
    r" concluan\w*|border ?line"
    r"|faiblement (?:positi|reacti)\w*|\bambigu\w*"
)
_INDEX = (
    r"(?:\b(?:index|indice|s ?/ ?co|s/c|ratio|rdo)[ :=|~]{1,6}[<>]? ?(?P<i1>\d{1,4}(?:[.,]\d{1,3})?)(?! ?[-/]\d)"
    r"|(?P<i2>\d{1,4}[.,]\d{1,3})[ |]{0,5}(?:index|s/co|ratio|rdo))"
)
_AMOUNT = (
    r"[<>]?=? ?\d[\d .]{0,10}\d? ?(?:copies?|cop\.?|cps?|c)\b(?: ?/ ?ml)?|\d[.,]\d{1,2} ?log|[<>]=?"
    r" ?\d{1,4}\b(?! ?(?:ans|\d*[.,]\d))"
    r"|inf(?:erieure?)?s?\.? (?:a|au)\b"
)
_SIGN = (
    r"\( ?\+{1,3} ?\)|\( ?- ?\)|(?<![\w+])\+{1,4}(?! ?(?:ac\b|ag\b|p24|\d|vih|hiv|anti))|(?<=[a-z12])\+{1,4}"
    r"(?! ?(?:ac\b|ag\b|p24|\d|vih|hiv|anti))"
    r"|(?<![-\w])-(?![-\w])(?= ?(?:$|[,;.()/]|[a-z]{2,7} ?\d? ?[-+(]))|(?<=\w)-(?= ?(?:$|[,;.()/] ?(?!\d)))"
)
_ASKED = (
    r"\bprev(?:u|oir)\w*|\bprescri(?!pteur)\w*|\bpresc\b|\bdemand\w*|\b(?:a|non|pas) ?(?:re)?fai"
    r"(?:re|te?s?)\b|\ba (?:prelev|control|verif|repet|complet|reprelev)\w*|\bcontroler\b"
    r"|\ben (?:cours|attente|suspens)|\bnon (?:effectue|realis|prelev|parvenu|rendu|valid|souhait"
    r"|renseigne|communiqu|connu|recherch|dispo|dosab)\w*"
    r"|\bpropos\w*|\brefus\w*|\borganis\w*|\bprogramm\w*|\bpratiquer\b|\ba venir\b|\bannul\w*|\bsouhait\w*"
    r"|\binsuffisan\w*"
    r"|\bjamais\b|\bconfirmation par\b|\bcas\b|\bdelai\b|\bprix\b|\btarif\w*|\brepass\w*|\ba confirmer"
    r"|\brevoir\b|\battend\w*"
    r"|\bininterpret\w*|\bhemolys\w*|\bperdu\b|\bcaillot|\bmanqu\w*|\brestant|\brecherche\b(?!"
    r" (?:positi|negati|de?s? ?:|:))|\bvalide?r\b|\btube\b"
)
"""Asked for, not done, not yet known."""
_RULE = (
    r"\b(?:peu(?:t|vent)|pourra\w*|sera|seront|devien\w+|doi(?:t|vent)|devra\w*|serait|quel\w*"
    r"|faut|signifie\w*|lorsqu\w*|quand|si|sinon|consiste|reste a|invalid\w+)\b"
    r"|\bn.est (?:pas|jamais)|\bcalibra\w*|\btests? (?:gratuit|remb)"
)
"""A verb of rules and questions between analyte and result."""

TOKENS = (
    rf"(?P<asked>{_ASKED})|(?P<other>{OTHER_ANALYTE})|(?P<box>\[ ?\]|\[ ?[x*v] ?\]|[☐□▢❏❑❒☒☑■✓✔]"
    rf"|\( \)|\( ?x ?\))|(?P<unknown>{_UNKNOWN})"
    rf"|(?P<negative>{_NEGATIVE})|(?P<positive>{_POSITIVE})|(?P<index>{_INDEX})|(?P<amount>{_AMOUNT})"
    rf"|(?P<rule>{_RULE})|(?P<sign>{_SIGN})"
    r"|(?P<told>\bresultats?\b|\brendue?\b|\bconclusion|\binterpretation|:|=|\brevien\w*)|(?P<question>\?)"
    r"|(?P<comma>,|(?<=\w)\s-\s|\bmais\b|\bet\b)"
    r"|(?P<stop>(?<![.:\s])(?<!\bm)(?<!\bmr)(?<!\bdr)(?<!\bmme)[.!] +(?=[a-z])|;)"
)

_NEUTRAL = (
    r"le|la|les|l|un|une|du|de|des|d|au|a|en|ce|cette|ces|est|sont|etait|son|sa|et|ou|par|pour"
    r"|sur|non|tres|bien|test|tests"
    r"|revien\w*|reven\w*|rest\w+|resultats?|rendu\w*|faite?s?|realise\w*|effectue\w*|preleve\w*"
    r"|recue?|jour|matin|hier"
    r"|serolog\w*|sero|depistage|confirm\w*|controle|toujours|encore|aussi|egalement|elisa|combo"
    r"|combi\w*|ag|ac|anti\w*|p24|gener\w*|[1-4]e"
    r"|janv\w*|fevr\w*|mars|avril|mai|juin|juil\w*|aout|sept\w*|octo\w*|nove\w*|dece\w*|\d[\d/.,-]*"
    r"|vih|hiv|ratio|index|indice|seuil"
    r"|architect|alinity|liaison|elecsys|cobas|vidas|abbott|roche|biomerieux|biorad|genscreen|centaur"
    r"|atellica|cmia|eclia|clia|elfa|duo|quick|ultra|determine|insti|vikia"
    r"|technique|methode|negati\w*|positi\w*|t[123]|m\d+|s\d+|j\d+|western|blot|wb|tous|toutes"
    r"|deux|dont|j|mois|il|elle|y|c|labo"
)
EXPRESSIONS = Expressions(
    other=OTHER_ANALYTE,
    of_other=rf"\s*(?:pour|au|aux|a) (?:le |la |l.)?{OTHER_ANALYTE}",
    illness=r"arthrit|myasthen|serolog|\bpr\b|lyme|spondyl|coeliaque|encephalit|lupus",
    of=r"[\s(.,]*(?:pour|au|a|aux|du|de la)\b",
    weak_analyte=r"^.*?(?:western[ -]?blot|immunoblot|immunotransfert|\bwb\b|\btrod\b|autotest|\bsero(?:logies?)?\b)",
    analyte=(
        r"^.*?(?:v\.? ?[il1|]\.? ?h\b\.?|h\.? ?[il1|]\.? ?v\b\.?|(?:vih|hiv|v[l1|]h|h[l1|]v)(?:[_-]?"
        r"(?:r|c|ab|ag|ac|agab|agac|duo|combo?|vl|pcr|cv|conf"
        r"|wb|rna|arn|dep|s|t|depist|sero|ql|qt)\b){0,2}|immunodeficience(?: acquise)?(?: humaine)?|p ?24)"
        r"(?:\s{0,2}[-(]?\s{0,2}1\s{0,2}(?:\+|/|et|&|-|,)\s{0,2}(?:vih|hiv)?[ -]?2\)?|[ -]?[12](?![\d.,]\d|\d)|12)?"
    ),
    tokens=TOKENS,
    neutral=(rf"(?:[\s:.()«»\"'|^_=>*-]|\b(?:{_NEUTRAL})\b)*"),
    either=(
        r"[\s)\"'»*]{0,3}(?:ou|/|or|et/ou|vs|versus|\|)\s{0,2}(?:n[eo]|pos|dou|ind|react|<|si\b|\d{2}/?$)"
        r"|[\s)\"'»:]{0,3}(?:si\b|lorsqu|quand\b|des que\b)|[\s)\"'»]{0,3}(?:a|en|pour) (?:pre|ver|conf)\w*er?\b"
        r"|[\s)\"'»*.]{0,3}\?|\s?[\"'»,/][\s\"'«]{0,3}(?:positi|negati|doute|indeterm)\w*(?:[\"'),/]| ou )"
    ),
    either_before=(r"(?:neg\w*|pos\w*|indet\w*|dout\w*) ?(?:ou|/|or|,) ?$"),
    foreign=(
        r"\b(?:reponse|retour|avis|solde|bilan|evolution|controles?|temoins?|attitude|tests? de (?:\w+)"
        r"|coloration|impact|note"
        r"|cliches?|photo|pole|rhesus|rh|groupe|valeur predictive|effets?|point|echantillons?|seuil"
        r" de|seuil) ?\d?\s?$|\b(?:le|les|un|du|des|l) $"
    ),
    ticked=(r"(?:\[ ?[x*v] ?\]|[☒☑■✓✔]|\( ?x ?\))\s{0,3}(\w+ ?\w*)|(\w+)\s?(?:☒|☑|✓|✔)"),
    load=(r"charge virale|\bcv|(?<![a-z])vl\b|viral load|copies|\bcps?\b|\blog\b|cvvih"),
    genome=(r"\barn\b|\brna\b|\bpcr\b|\bdgv\b|\btaan\b|genom"),
    weak=(r"^(?:\W|western|blot|wb|immunoblot|trod|autotest|sero\w*|inno-?lia|[a-z]{0,6}:)*$"),
)
