"""What ties a statement of pregnancy together or keeps its parts apart, in plain text: small letters, no accents."""

from __future__ import annotations

from ..base import Expressions

PHRASES = Expressions(
    asked=(
        r"prevoir|prescri|demand|\bfaire\b|refaire|a controler|en cours\b|en attente|attendu|non (?:effectu|realis"
        r"|prelev|parven"
        r"|fait|recu|rendu|dispo|demand)|propos|refus|organis|programm|pratiquer|a venir|annul|souhait|insuffisan"
        r"|\bsi\b|en cas"
        r"|delai|\bprix|exige|\bfaux|faussement|oubli|rajout|envoy|preleve[es]?,|hemolys|tube|manqu|stock|boite"
        r"|cassette|lot\b|calibr"
        r"|controle (?:pos|neg|faible|fort|interne|niv)|cible|sans objet|seuil|norme|jusqu'a|\bchaque|surveillance"
        r"|valeurs? (?:att|usu|norm|de ref)|pas (?:fait|de result)"
    ),
    modal=r"\b(?:peut|pourra\w*|sera|devient|redevient|doit|serait|quel\w*|faut|est fiable|permet|reste|signifie)\b"
    r"|\? ",
    other=(
        r"\b(?:vih|hiv|toxo\w*|rubeole|syphilis|hepatite|vhb|vhc|cmv|hbs|covid|grippe|strepto\w*|rai|leuco\w*"
        r"|nitrites?|hematies"
        r"|proteinurie|proteines|glycosurie|glucose|cetonurie|sang\b(?=.{0,4}[:+])|bu\b(?! tg)|ecbu|chlamydia|gono\w*"
        r"|tsh|lh|fsh"
        r"|crp|ferritine|hemoglobine|creat\w*|rhesus|rh|groupe|igg|igm|cannabis|toxiques?|alcool\w*|ldl|hdl"
        r"|cholesterol|coombs)\b"
    ),
    ends=r"(?<!inf)(?<!sup)(?<!ant)(?<![.:\s\d])[.!?] +[a-z]",
    box="[☐□▢❏❑❒]|\\[ ?\\]|\\( ?\\)",
    result=(
        r"(?:neg\w*|pos|posi\w*|p0s\w*|presen\w*|absen\w*|indetect\w*|non detect\w*|detect\w*|(?:non[ -])?reacti\w*"
        r"|douteu\w"
        r"|ininterpret\w*|indetermin\w*|equivoque|zone grise|\(?\+{1,3}\)?|\(?-\)?)$"
    ),
    analyte=r"h[ .]?c[ .]?g|tests?\b|\btgu?\b|\bpds\b|prise de sang",
    first=(
        r"(?P<word>\b(?:negati\w*|neg|positi\w*|pos|indetect\w*|douteu\w))\b|((?<!-)[<>≤≥]"
        r"|&[lg]t;)? {0,3}\d[\do ., ']*[ .\t|\"',;]*"
        r"\[?m?[uil1]{1,2}\]? ?(?:/|par) ?m?(?:l|1|litre)(?! {0,2}(?:->|à|→))"
    ),
    measured=r"((?<!-)[<>≤≥]|&[lg]t;)? {0,3}\d[\do ., ']*[ .\t|\"',;]*\[?m?[uil1]{1,2}\]? ?(?:/|par) ?m?(?:l|1|litre)$",
    counted=r"((?<!-)[<>≤≥])? {0,3}\d[\do .,']*$",
    threshold=r"^\W{0,4}(?::|=>|→|=|->? ?[«\"]|»|,? ?(?:il|elle|on|appeler|contro|redos|echo|compatible|negatif ?;"
    r"|exclut))",
    range_behind=r"^ {0,4}(?:-|a|et|–) ?\d|^ {0,4}:",
    range_before=r"\d ?(?:-|a|et|–) $|\b(?:entre|de) $",
    one_test=r"\b(?:un|d'un|une|des|de|le|du) $",
    had=r"\b(?:a fait|a realise|avait|a eu|ai fait|montre|retrouve|avec|rapporte|ramene|presente|revele|a montre|fait"
    r"|pos[ae]|revenu)\b",
    dated=r"\b\d{1,2}[/.]\d{1,2}\b|\bce (?:jour|matin|soir|midi)\b|\bhier\b|\bdu jour\b|\bj-?\d\b|\bdepuis\b"
    r"|\bdevant moi",
    unsure=r"(?:^|[ -])(?:tg|dg|bu[ -]tg|test ?urin\w*|bandelette|prise de sang|pds)\b",
    fat=r"\bcholest|\bhdl\b|\bldl\b|triglyc|\blipid|\bg/l|\bmmol|\btpo\b|thyro|\banti[ -]?tg|\bac anti",
    gynaecology=(
        r"gross|enceinte|\bhcg|\bregles\b|\bivg\b|\bcontracept|\bpilule|\bpreservatif|implant|sterilet|\bdiu\b"
        r"|\bgyneco|\bsa\b|\bpelv|metrorr"
        r"|\bmetro\b|\bfid\b|\bfig\b|\bbebe|\bscanner|\bradio|\birm\b|amenorr|\butero|uterus|\bcu\b|\bag\b|clearblue"
        r"|\bretard\b|\bvalpro|isotretin"
    ),
    obstetric=(
        r"gross|amenorr|enceinte|accouch|prenatal|obstetri|sage-femme|matern|\bmaf\b|\bhu ?\d|foet|fetal|\bmonito"
        r"|\bdpa\b|\bddr\b|\bddg\b|cephalique"
        r"|\bsiege\b|embryon|\bsac\b|\bg\d ?p\d|primi(?:geste|pare)|multipare|\bpercentile|doppler|clarte nucale"
        r"|\bbip\b|\blcc\b|\bcol\b"
        r"|contraction|\bmap\b|\brpm\b|rupture|cesar|aspirat|\bivg\b|\bimg\b|\bechographie du|liquide amn|placenta"
        r"|papp|trimestre|jumeaux|\brciu\b|datation"
        r"|perinat|\bpmi\b|\buterin\w*|\bpe\b|pre-?eclampsie|diabete gest|declench\w+|bishop|\brcf\b|vad\b"
    ),
    contract=(
        r"contrat|societe|capital|factur|bail|pret\b|paiement|echeance|echu|livraison|filiale|s\.?a\.?r\.?l|sarl"
        r"|abonnement|\bterme de paiement"
        r"|\bsas\b|\bsiege social|actionnaire|bourse|conge|scolaire|salle d'attente|assurance-vie|placement"
    ),
    born=r"\b(?:nee?s?|naissance|accouchee?|prematur\w+|terme de naissance)\b[^.;]{0,25}$",
    open_range=r"(?:\bdure|duree de|plus de|moins de|apres|avant|jusqu'a|a partir de|entre|des|et|dela de|inf\w* a"
    r"|sup\w* a|[<>≤≥]|\d ?a|\d ?-|vers) {0,2}$",
    negated=r"^(?:non|pas|plus|not|absence|sans)\b",
    present=r"en cours|actuel|evolutive|exclu|elimin|infirm|debutante|a ce jour|ce jour",
    length=r"\d ?(?:sa|s\.a|mois|sem|e|er|nd)\b|mois|semaine|trimestre|\bt[1-3]$|\d ?t$",
    qualified=(
        r"gross\w+ (?:en cours|actuelle|gemell|evolut|multiple|triple|extra|arret|debut|spontan|sous|fiv|issue"
        r"|confirm|a |non|mol|intra|unique"
        r"|mono|bicho|decouv|cach|declar|jeune|precoce|obtenue|single|avanc|exclu|elimin|infirm|ectop|compliq|tubaire"
        r"|desiree|suivie|mal)"
    ),
    not_asked=r"(?:femmes?|tests?(?: \w+)? (?:de )?|projet de |desir de |[._]) ?$|\bsi\b|peut-on|demander|faut-il"
    r"|\brisque\b",
    said=r"\W(?:oui|non|yes|no|true|false|vrai|faux|[on01])\b",
    unseparated=r"[a-z] (?:oui|non|yes|no|[on01])$",
    strong=r"en cours|actuel|gemell|evolut|triple|extra|arret|debut|mol|intra|mono|bicho|ectop|tubaire|decouv|declar"
    r"|exclu|elimin|infirm|confirm|desir",
    aborted=r"complete|spontan|droite?|gauche|dte|gche|rompue|precoce|tardive|realis|post|operee|\d",
    kept=r"\b(?:suivi\w*|suivie pour|declaration|declaration de|renseignement\w*|motif|etat|certificat|surveillance"
    r"|debut|diagnostic) (?:de |d'|: )?(?:la )?$",
    done=r"\bfaite?\b|signee|envoyee|remis|z3[2-9]|o\d\d\b|trimestre|\d ?(?:e|eme) mois|sejour|certifie|sa\b",
    denied=r"\b(?:ne|n'est|n'est pas|nie|pas|jamais|finalement pas)\b.{0,24}$",
    blank=r"^\W{0,6}(?:/|ou|et/ou)? ?(?:oui|non|ne sait|nsp)?\W{0,6}(?:/|ou)|^ ?/|^ ?(?:recommand|conseil|autoris"
    r"|indiqu|sur avis|concern|appl|fait|real)",
    advised=r"^[ ,:;(]{0,4}(?:sur avis|apres avis|sous (?:controle|surveillance)|recommand|autoris|deconseil|possible"
    r"|contre|a eviter|avec prudence)",
    allergy=r"allait|posolog|medicament|contre-indic|\bmg\b",
    parity=r"g ?(\d+) ?p ?(\d+)",
    listed=r"^ {0,2}(?:groupe|rai|nfs|tsh|tp\b|tca|vih|bilan|iono\w*|crp|glyc\w*|prolact\w*|gs\b|rh\b|test|toxo|rub"
    r"|hdl|ldl|chol\w*|\w+ ?\+)",
    opening=r"^\W*$|\w ?: $",
    alone=r"^ ?(?:[,;.+]|\((?!o)|- |$)|^ (?:et|terme|sous|mais|sans|avec|depuis|actuellement|\d)\b",
    english=r"82810|la1517|la2668|pregnancy ?status|0010,21c0|pregnancystatus|isp?regnant",
    refuted_loss=(
        r"(?:centre|loi|droit|delai|journee|service|unite|planning|acces|information|info|entretien|nombre|activite"
        r"|pilule|film|livre|methode"
        r"|bilan de|prise en charge|orthogenie|risque de|menace de)s? (?:de |d'|a |l'|sur |:|du |des |et )*(?:l')?$"
        r"|\bl'$|\bles $|\bdes $|\bune $"
    ),
    loss_behind=r"^s?\b.{0,12}(?:est possible|sont|peut|concern|<|jusqu|instrumentales|medicamenteuses|:? ?\d{2,}$)",
)  # fmt: skip
