"""How French hospitals, laboratories and patients write tests of pregnancy and pregnancies, in the pattern dialect.

The spellings of hCG are those of `domain.md` §6: the Greek beta gets lost in cp1252, as `ß`, `B` or `?`. Letters that
character recognition takes for digits (0 for o, 1 or l for i, 5 for s) stand in classes.
"""

from __future__ import annotations

from dlpscan import Pattern, Where

_BETA = r"(?:(?:b[êe]ta|b|β|ß|\?|&beta;)[ ._-]{0,2})?"
HORMONE = (
    rf"{_BETA}(?:h[ .]?c[ .]?g(?:[ -]?(?:ß|β|b[êe]ta|b))?|gonad[o0]tr[o0](?:ph|f)ines? ch[o0]ri[o0]niques?"
    r"|hormones? (?:chorioniques?(?: gonadotropes?)?|de (?:la )?grossesse))"
)
_GROSSESSE = r"gr[o0][s5]{2}e[s5]{2}e"
_TEST_WORDS = (
    r"(?:tests?|autotests?|examens?|bandelettes?|recherche|diagnostic|prise de sang|pds|bilan|dosage|réaction)"
)
TEST = (
    rf"(?:{_TEST_WORDS} (?:[\wé]{{3,16}} ){{0,2}}(?:de |\(|pour )?(?:la )?(?:{_GROSSESSE}|gross)|{_GROSSESSE} "
    r"(?:urin\w{1,5}|sang\w{0,5})|tests? (?:β|b[êe]ta)|clear ?blue|predictor|TGU|BU[ -]TG|TG|DG|test_grossesse"
    r"|pregnancy test)"
)
_UNNAMED = (
    r"(?:tests?|autotests?|bandelettes?|prises? de sang|pds)(?: (?:urinaires?|sanguins?|pipi|rapides?|maison"
    r"|à domicile|il"
    r"|fait|ce|jour|matin|du|le|\d{1,2}/\d{1,2}|est|était|revenue?|s'est|s'avère|révélé)){0,5}"
)

_NEGATIVE = r"nég(?:at(?:[il1](?:f|ves?|fs|vée?s?|vation))?)?"
_POSITIVE = r"p[o0]s(?:[il1]t[il1](?:f|fs|ves?|vé))?"
_WORDS = (
    rf"(?:{_NEGATIVE}|{_POSITIVE}|présen(?:ce|te?)|absen(?:ce|te?)|indétectables?|non[ -]détecté?e?s?|détectée?s?"
    r"|(?:non[ -])?réacti(?:f|ve)|douteu(?:x|se)|ininterprétable|indéterminée?|équivoque|zone grise|negative|positive)"
)
_SIGN = r"(?:\+{1,3}|\(\+{1,3}\)|\(-\)|-(?! {0,2}[\w>]))(?! ?/)"
_OUTCOME = (
    rf" ?:? ?(?:{_NEGATIVE}|{_POSITIVE}|présen(?:ce|te?)|absen(?:ce|te?)|(?:non[ -])?détectée?|douteux|réacti(?:f|ve)"
    rf"|{_SIGN})"
)
_BELOW = r"(?:inf(?:érieure?)?|sup(?:érieure?)?)\.? (?:à|au)|moins de"
_COMPARED = rf"(?:(?:[<>≤≥=]{{1,2}}|&lt;|&gt;|{_BELOW}) {{0,3}})?"
_NUMBER = r"(?:\d{1,3}(?:[ .'][\dO]{3}){1,2}|\d[\dO]{0,6})(?:[.,][\dO]{1,3})?"
UNIT = r"\[?m?(?:U[il1]?|[il1]U)\]? ?(?:/|par) ?m?(?:[L1]|litre)"
_GAP = r"[^\n]{0,60}?"

_SHORT_GAP = r"(?:[ .:=,_|\"'()-]{1,3}(?:[\w']{1,12}[ .:=]{1,3}){0,3}|[ .:=]{0,24})"
_HORMONE_TAIL = (
    r"(?:[ -](?:totales?|plasmatiques?|sériques?|sanguine?s?|quantitati(?:f|ve)s?|urinaires?|\(?β\)?|du jour"
    r"|contrôle))?"
)
_COUNTED = (
    rf"{HORMONE}{_HORMONE_TAIL}\"?(?: ?[:=|→]| à| est à| était à| de| ce jour| du jour| à \d\d ?h| (?:du|le"
    rf"|au) \d{{1,2}}/\d{{1,2}})"
    rf"{{0,3}}[ \t.\"]{{0,12}}{_COMPARED}{_NUMBER}"
    r"(?![-/.,:h€%]?\d)(?! {0,2}(?:h|heures?|j|jours?|sem|semaines?|SA|mois|euros?|€|%|fois|tubes?|kcal|mg|µg|ml|x|u|ui"
    r"|iu|[BP] ?\d{1,3}|niveau|boîtes?|tests?|ans|cassettes?|patientes?)(?!\w))"
)
_ON_LINES_BELOW = (
    rf"{_BETA}(?:h[ .]?c[ .]?g(?:[ -]?(?:ß|β|b[êe]ta|b))?|gonad[o0]tr[o0](?:ph"
    rf"|f)ines? ch[o0]ri[o0]niques?)[^\n]{{0,20}}\n(?:[^\n]{{0,20}}\n)?[ .>\t-]{{0,8}}(?:résultats?|valeur|taux"
    rf"|dosage|concentration)?"
    rf"[ .:=\t]{{0,20}}(?:{_COMPARED}{_NUMBER}[ .\t]{{0,10}}{UNIT}|{_WORDS})"
)

_LENGTH = r"(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze)"
WEEKS = (
    rf"(?:{_LENGTH} ?(?:mois(?: et demi)?|S\.?A\.?|semaines?(?: d'aménorrhée)?|sem\.?|sg)"
    r"(?: {0,2}(?:\+|et) {0,2}\d ?(?:j(?:ours?)?)?)?|\d ?(?:er|e|è|ème|nd)? ?(?:mois|trimestre|trim|T)|T[1-3]"
    r"|(?:premier|deuxième|second|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième) (?:mois|trimestre))"
)
_DAY = (
    r"(?:[\dOIl]{1,2} ?[/.-] ?[\dOIl]{1,2}(?: ?[/.-] ?[\dOIl]{2,4})?|\d{4}-\d{2}-\d{2}|(?:\d{1,2}(?:er)? |début |fin "
    r"|mi-)?"
    r"(?:janv(?:ier)?|fév(?:rier)?|mars|avril|mai|juin|juil(?:let)?|août|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?"
    r"|déc(?:embre)?)\.?(?: \d{2,4})?)"
)
_DUE = (
    r"(?:[ ,:(-]{1,3}(?:terme|DPA|DDR|DDG|accouchement|pour|prévu)(?: prévue?| théorique| le| pour| en| début| vers"
    r"| mi| fin| ?:){0,3}"
    rf" {{0,2}}{_DAY})?"
)
_OF = (
    r"[ ,:(=]{1,3}(?:(?:actuellement|env(?:iron|\.)?|d'environ|d'env\.?|de|à|a|au|depuis|terme de|évaluée?|datée?"
    r"|estimée?|du"
    r"|déjà|enfin) ){0,3}\(?"
)
_PREGNANT = rf"(?:(?:non|pas|plus|not) (?:être |connue |actuellement )?)?ence[il1]nte(?:{_OF}{WEEKS})?{_DUE}"
_QUALIFIER = (
    r"(?:en cours|actuelle|gémellaire|évolutive|multiple|triple|extra[ -]utérine|arrêtée|débutante|spontanée|sous fiv"
    r"|fiv"
    r"|issue|confirmée|normale|pathologique|à (?:haut |bas )?risque|désirée|non|désirée|suivie|mal|peu|môlaire|molaire"
    r"|intra[ -]utérine|unique|monofœtale|mono|bichoriale|monochoriale|découverte|cachée|déclarée|connue|jeune"
    r"|précoce|bien|sans|obtenue|singleton|avancée|prolongée|exclue|éliminée|infirmée|ectopique|compliquée|tubaire)"
)
_GESTATION = (
    r"(?:(?:pas|absence|sans) (?:de |d'une |d')(?:\w{3,12} )?)?"
    rf"{_GROSSESSE}(?: {_QUALIFIER}){{0,3}}(?:{_OF}{WEEKS})?{_DUE}"
)
_OF_GESTATION = rf"{WEEKS} (?:de|d'une|d'1) {_GROSSESSE}"
_TERM = (
    rf"(?:(?:aménorrhée|terme|âge gestationnel|AG|datation|grossesse)(?: (?:actuel|théorique|écho"
    rf"|du jour))?[ .:=]{{1,4}}"
    rf"(?:(?:de|à|est de) )?{WEEKS}|\d{{1,2}} ?S\.?A\.?(?: {{0,2}}(?:\+|et) {{0,2}}\d ?(?:j(?:ours?)?)?)?)"
)
_DATED = (
    r"(?:DDR|DDG|DPA|dern(?:ières|\.) règles|(?:date (?:présumée |prévue |estimée )?(?:de |d'|du )?"
    r"|début )(?:dern(?:ières) règles"
    r"|début de grossesse|grossesse|accouchement|conception)|terme(?: prévu| théorique| estimé| présumé)?|accouchement"
    rf"(?: est| était)? (?:prévu|attendu|théorique|programmé)|attendu pour)[ :=.]{{1,4}}(?:(?:le|au|pour|vers|en|est"
    rf"|début|fin|mi) "
    rf"?){{0,2}}{_DAY}"
)
_WHEN = rf"(?:le|du|en|à|ce jour|il y a|de|depuis|pour) ?(?:{WEEKS}|{_DAY}|\d{{1,4}})"
_LOST = (
    r"(?:IVG|GEU|FCS|FCT|FCP|MFIU|fausses?[ -]couches?|mort f(?:œ|oe)tale(?: in utero)?|(?:œuf|oeuf) clair"
    rf"|interruption (?:volontaire|médicale|thérapeutique) de (?:la )?{_GROSSESSE}|avortement)(?: \w{{3,18}}){{0,3}}?"
    rf"(?: ?[(,]? ?{_WHEN})?"
)
# In small letters it is an image.
_ENDED_BY_DOCTORS = rf"(?:IMG|ITG)(?: \w{{3,18}}){{0,3}}? ?(?:{_WHEN}|pour [a-z])"
_PARITY = r"(?:G ?\d{1,2} ?P ?\d{1,2}(?: ?[AEV] ?\d)?|primigeste|secondigeste|deuxième geste|primipare enceinte)"
_EXPECTS = (
    r"attend(?:s|ait|ons)? (?:un|une|son|des|leur|notre|mon|le|pour)? ?(?:petit |premier |deuxième |second "
    r"|troisième |\d ?\w{1,3} )?"
    r"(?:bébé|enfant|jumeaux|jumelles|petite? fille|petit garçon|heureux événement|accouchement)|en cloque"
)
_SAID = r"(?:oui|non|yes|no|true|false|vrai|faux|[ON01])"
_BOX = r"(?:[\[(] ?[xX✓✔*] ?[\])]|☒|☑|✓|✔|■|⊠)"
_ASKED = (
    rf"(?:ence[il1]nte|{_GROSSESSE}|pregnant|pregnancy)(?: (?:en cours|actuelle|possible|évolutive|connue|éventuelle|ou"
    r" susceptible de l'être|déclarée)){0,2}"
)
_ANSWERED = (
    rf"{_ASKED}\"?(?: ?[(\[](?:O/N|oui/non)[)\]])?[ .?:=|>\"'\t_-]{{1,30}}(?:{_SAID}|en cours|actuelle)"
    rf"(?:[ ,:(-]{{1,4}}(?:de |à )?{WEEKS})?"
)
_TICKED = (
    rf"(?:{_ASKED}|{TEST}|{HORMONE})(?:[^\n]{{0,40}}?{_BOX} ?(?:oui|non|{_WORDS})"
    rf"|[^\n\[(☐□]{{0,30}}?(?:oui|non|{_WORDS}) ?{_BOX})"
)
_CODED = r"LA15173-0|LA26683-5|(?:not )?pregnant"

# What is searched for is simpler: a word and all that may follow. The alternations above would take minutes to compile.
_HCG = r"(?:b|b[êe]ta)?h[ .]?c[ .]?g[^ \n]{0,4}|ch[o0]ri[o0]niques?"
_HORMONES = rf"(?:{_HCG}|{_GROSSESSE})"
_REST = r"[^\n]{0,110}"
_TESTS = rf"(?:{_HCG}|{_GROSSESSE}|gross|tests? (?:β|b[êe]ta)|clear ?blue|predictor|TGU|TG|DG|pregnancy)"
_STATES = rf"(?:ence[il1]nte|{_GROSSESSE}|pregnant|pregnancy)"
_BOXED = rf"(?:{_TESTS}|ence[il1]nte|pregnant)[^\n]{{0,60}}{_BOX}[^\n]{{0,16}}"
_NAMED_ABOVE = (
    rf"(?:{_HCG})[^\n]{{0,20}}\n(?:[^\n]{{0,20}}\n)?[^\n]{{0,50}}(?:{UNIT}|n[^ \n]{{1,2}}g[^ \n]{{0,8}}"
    rf"|p[o0]s[^ \n]{{0,6}}"
    r"|(?:absen|présen|douteu|[^ \n]{0,4}détec|[^ \n]{0,4}réact)[^ \n]{0,8}|zone grise|indétermin[^ \n]{1,3}|équivoque"
    r"|ininterpr[^ \n]{4,8}|negative|positive)"
)
_ENDED = (
    r"(?:IVG|GEU|FCS|FCT|FCP|MFIU|fausses?[ -]couches?|mort f(?:œ|oe)tale|(?:œuf|oeuf) clair|interruption"
    r"|avortement)[^\n]{0,110}"
)
_TESTED = (
    r"(?:tests?|autotests?|bandelettes?|sang|pds)[^\n]{0,60}(?:n[^ \n]{1,2}g[^ \n]{0,8}|p[o0]s[^ \n]{0,6}|\+{1,3}"
    r"|\(\+{1,3}\)|\(-\)|-"
    r"|[^ \n]{0,3}d[^ \n]{1,2}tect[^ \n]{0,6}|pr[^ \n]{1,2}sen[^ \n]{0,4}|absen[^ \n]{0,4}|douteu[^ \n]"
    r"|r[^ \n]{1,2}acti[^ \n]{1,2}|negative|positive)"
)

KINDS: dict[str, Pattern] = {
    "words": Pattern(text=rf"(?:{HORMONE}|{TEST}){_GAP}{_WORDS}", search=_TESTS + _REST),
    "sign": Pattern(text=rf"(?:{HORMONE}|{TEST}){_SHORT_GAP}{_SIGN}", search=_TESTS + _REST),
    "measured": Pattern(
        text=rf"{HORMONE}{_GAP}{_COMPARED}{_NUMBER}[ .\t|\"',;]{{0,25}}{UNIT}", search=_HORMONES + _REST
    ),
    "counted": Pattern(text=_COUNTED, search=_HORMONES + _REST),
    "below": Pattern(text=_ON_LINES_BELOW, search=_NAMED_ABOVE),
    "unnamed": Pattern(text=_UNNAMED + _OUTCOME, search=_TESTED),
    "ticked": Pattern(text=_TICKED, search=_BOXED),
    "answered": Pattern(text=_ANSWERED, search=_STATES + _REST),
    "pregnant": Pattern(text=_PREGNANT, search=r"ence[il1]nte" + _REST),
    "gestation": Pattern(text=_GESTATION, search=_GROSSESSE + _REST),
    "weeks": Pattern(text=_OF_GESTATION, search=_GROSSESSE),
    "term": Pattern(text=_TERM),
    "dated": Pattern(text=_DATED),
    "lost": Pattern(text=_LOST, search=_ENDED),
    "lost_by_doctors": Pattern(text=_ENDED_BY_DOCTORS, search=r"(?:IMG|ITG)[^\n]{0,100}", ignore_case=False),
    "parity": Pattern(text=_PARITY),
    "expects": Pattern(text=_EXPECTS),
    "coded": Pattern(text=_CODED),
    "cell": Pattern(text="", where=Where.COLUMN),
}
"""What a statement looks like, by its kind: the order is that of the detector's patterns."""
