"""Words that speak for a person or against one near an HIV statement, with their weights (see `hiv_context`).

The expressions are over plain text: lower case, no accents.
"""

from __future__ import annotations

import re

_PEOPLE = (
    r"(?:patients|patientes|personnes|sujets|femmes|hommes|meres|nouveau-nes|enfants|donneurs|donneuses"
    r"|receveurs|cas|migrants"
    r"|gens|individus|usagers|detenus|partenaires|couples|candidats|volontaires|pvvih|salaries"
    r"|soignants|entrants|malades|serums"
    r"|echantillons|plasmas|dons|poches|tubes|prelevements|dossiers|tests|resultats)"
)

# (weight, expression). Before the analyte, in its sentence:
BEFORE: tuple[tuple[int, str], ...] = (
    (
        3,
        (
            r"\b(?:si|s'ils?|s.il|sauf si|en cas d|lorsqu|quand|des que|des lors|sous reserve|a condition"
            r"|hypothese|en l.absence de)\b(?! *:)[^:]{0,70}$"
        ),
    ),
    (3, r"\b(?:tout|toute|tous les|toutes les|chaque|quiconque|aucun|aucune|eventuel\w*)\b.{0,40}$"),
    (2, r"\bchez (?:le|la|les|l|des|tout\w*) ?.{0,30}$"),
    (
        3,
        (
            r"(?:^|[.:] *|\bqu. ?|\b(?:que|comme|il faut) )(?:un|une) (?:(?:vrai|faux|seul|simple|nouveau"
            r"|premier|second|resultat|test|serologie|depistage|trod|statut|patiente?|personne|mere|femme"
            r"|enfant) ?(?:de |du |d.)?){0,3}$"
        ),
    ),
    (3, r"\bchez un (?:patient|sujet|malade)\w* seropositi|\b(?:pour|avec) un (?:patient|sujet)\b"),
    (
        3,
        (
            rf"\b(?:les|des|aux|ces|nos|plusieurs|certain\w*|leurs?|parmi|\d+|%) (?:\w+ )?{_PEOPLE}\b.{{0,40}}$"
            rf"|\b{_PEOPLE} (?:\w+ )?$"
        ),
    ),
    (3, r"\b(?:leur|leurs|nos|ils|elles)\b.{0,30}$"),
    (
        3,
        (
            r"\b(?:taux|nombre|pourcentage|proportion|prevalence|incidence|statistiques?|part|milliers"
            r"|millions|%) (?:d|de|des|du|en)\b.{0,40}$"
        ),
    ),
    (3, r"\d+ ?%.{0,30}$|\b\d{1,3} (?:tests?|serolog\w+|depistages?|seroconv\w+) ?$"),
    (
        3,
        (
            r"\b(?:controles?|temoins?|calibr\w+|calibrant\w*|serum|pool|panel|cqi|ciq|eeq|qc|lots?|kits?"
            r"|coffrets?|reactifs?|automates?|standards?|echantillons?)"
            r" ?(?:internes?|externes?|de qualite|qualite|positi\w+|negati\w+|n ?°? ?\d+|de travail|:)?"
            r" ?(?:de |du |d.|pour (?:le )?)?(?:serolog\w* )?$"
        ),
    ),
    (3, r"(?:^|\. ?)(?:controles|temoins|calibrants?|echantillons?|serums)\b.{0,60}$"),
    (2, r"(?<![/.:\w-])\d{1,3} $"),
    (3, r"\brefus\w* (?:le |la |l.|un |son |du |de )?(?:test |serologie |depistage )?(?:du |de )?$"),
    (2, r"\b(?:indique|signale|traduit|evoque|affirme|correspond a) une? (?:\w+ )?$"),
    (2, r"\bpersonnes? (?:\w+ )?$|\bn.ecriv\w+ pas\b.*$|\b(?:on|nous) (?:ecri\w+|dit|disons|parle|prefer\w+) .*$"),
    (
        2,
        (
            r"\b(?:controles? (?:internes?|qualite|de qualite)|evaluation externe|panel|calibration|conjugues?"
            r"|serie|incubat\w*)\b.{0,60}$"
        ),
    ),
    (
        3,
        (
            r"\b(?:libelles?|mention\w*|intitule\w*|ecri(?:re|vons|vez|t)|formul\w+|rendre|rend|codage"
            r"|coder|saisir|signifie|veut dire|devient"
            r"|remplac\w+|commentaires? types?|par exemple|exemples?|modele|phrase|terme|champ|valeurs?"
            r"|cocher|porter|lire|publier|afficher|dire) ?:? ?(?:\w+ ){0,3}[«\"'(]? ?$"
        ),
    ),
    (
        3,
        (
            r"\b(?:criteres?|exclu\w*|inclus\w*|contre-indic\w*|protocole|procedure|recherche de|rechercher"
            r"|depister|exclure|eliminer|risque d\w*|suspicion|transmission"
            r"|prevention|lutte|journee|vaccin\w*|surveillance de|prise en charge de|declaration|infection"
            r" a declarer|comprend\w*|comme)\b.{0,35}$"
        ),
    ),
    (
        3,
        (
            r"\b(?:indemne|pas connaissance|ignor\w+|inconnu\w*|pas de|aucun|sans|ni|n.a pas|n.ont pas"
            r"|ne pas|non|jamais|pas eu) (?:\w+ ){0,4}$"
        ),
    ),
    (
        2,
        (
            r"\b(?:doit|doivent|devra|faut|recommand\w+|exige\w*|obligatoire\w*|interdit|permet\w*|peu"
            r"(?:t|vent)|pourra\w*|possible)\b.{0,40}$"
        ),
    ),
    (
        3,
        (
            r"\b(?:def|return|else|elif|assert|print|select|where|ilike|case|when|switch|enum|const|string"
            r"|default|regex|static|count)\b[^\n]{0,60}$|==|&&|\|\|(?!\|)|=>"
        ),
    ),
    (3, r"(?<!marque )(?<!indique )(?<!ecrit )(?<!note )[«“][^»”]*$"),
    (3, r"\b(?:le virus|un plasma|plasma source|dons?\b) ?(?:\w+ ){0,3}$"),
)
# Behind the result, up to the end of its sentence:
BEHIND: tuple[tuple[int, str], ...] = (
    (3, r"^[^.;]{0,12}\b(?:dans (?:\w+ )?\d+|\d+ ?%|des cas\b)|^ sur \d"),
    (
        3,
        (
            r"^\W{0,3}(?:impose|implique|necessite|signifie|veut dire|doit|doivent|devra|peut|pourra|n.exclut"
            r"|n.elimine|n.est (?:jamais|pas)|ne (?:veut|signifie|permet|vous|dispense)|exige|conduit|requiert"
            r"|indique)\b"
        ),
    ),
    (3, r"^\W{0,3}(?:n ?°? ?\d+ ?:?|attendu|obtenu|conformes?|non lus?|hors limites|valides?|ok)\b"),
    (2, r"^.{0,30}\b(?:attendue?s?|cibles?|conformes?|concordance|peremption)\b"),
    (
        2,
        (
            r"^ ?: ?(?:un |une |confirmer|rendre|repasser|pas d.|adresser|ne |controler|refaire|prevenir"
            r"|avis|second|presence|absence|quantite|vous)"
        ),
    ),
    (
        3,
        (
            r"^[^.;]{0,40}\b(?:est recommande|sont recommande|est necessaire|est obligatoire|doivent|doit"
            r" etre|sont suivis|ont ete inclus)"
        ),
    ),
    (3, r"^\W{0,3}(?:->|=>|→|==|&&)|^[^.]{0,15}\b(?:devient|au lieu de)\b"),
    (
        2,
        (
            r"^ ?»? ?(?:devient|se dit|s.ecrit|est interdit)|^s? (?:du mois|de l.annee|par an|en france"
            r"|dans le monde)\b"
        ),
    ),
    (2, r"^[^.]{0,40}(?:€|\beuros?\b|\bb ?\d{2,3}\b)"),
)
# Anywhere in its line:
LINE: tuple[tuple[int, str], ...] = (
    (2, r"\b(?:vous|votre|vos|soyez|consultez|parlez|demandez|appelez|informez|rendez)\b|\b(?:tu es|es-tu|as-tu)\b"),
    (2, r"\bqcm\b|\bquestion \d|\bvrai ou faux|\b(?:a|b)\) .*\b(?:b|c)\) "),
    (
        2,
        (
            r"\b(?:protocole|procedure|regle|recommandation\w*|consigne|critere\w*|definition|rappel :"
            r"|nota|attention :)\b"
        ),
    ),
    (
        2,
        (
            r"\b(?:calibration|reactifs? (?:anti|vih|hiv|pour|de|du|a|perime)|cqi|eeq|lot n|fournisseur"
            r"|catalogue|coffrets?|reference (?:fabricant|fournisseur)|tests? par an)\b"
        ),
    ),
    (
        2,
        (
            r"\b(?:cohorte|etude|essai clinique|prevalence|population|congres|on estime|personnes vivant"
            r"|milliers|millions)\b"
        ),
    ),
    (
        2,
        (
            r"\b(?:private|static|final|public|void|elif|varchar|boolean|null|enum|regex|assert\w*|insert"
            r" into catalogue)\b|[;{]\s*$"
        ),
    ),
)
# Anywhere near it in prose:
AROUND: tuple[tuple[int, str], ...] = (
    (
        2,
        (
            r"evaluation externe|reponses? (?:attendue|exacte)|plasmas? (?:de controle|inactiv)|conjugues?\b"
            r"|\btemoins? (?:neg|pos)|controles? (?:neg|pos)\w+ (?:non|:|\d|conf)|\bcqi\b|\beeq\b"
        ),
    ),
    (
        2,
        (
            r"(?:vih|hiv) (?:est )?negatif\b[\s\S]{0,200}(?:vih|hiv) (?:est )?positif\b|(?:vih|hiv) (?:est"
            r" )?positif\b[\s\S]{0,200}(?:vih|hiv) (?:est )?negatif\b"
        ),
    ),
    (2, r"(?:plus|moins) de \d.{0,60}(?:plus|moins) de \d|\bnormes? a connaitre"),
    (1, r"\b(?:vous|votre|vos)\b.{1,300}\b(?:vous|votre|vos)\b"),
)
LONG, SHORT_LINE = 600, 90
COUNTED = re.compile(r" {2,}\d{1,5} *$| ?[:=] ?\d{1,5} *$| {3,}\d+ ")
OUTCOMES = re.compile(
    r"(?:serologies|tests|depistages|index|resultats) (?:du |de )?(?:vih|hiv)\W?(?: 1 ?\W ?2)? (?:positi|negati)\w+s"
)
"""Tests of one outcome, in the plural: a kind of tests, not one."""
COMPARED = re.compile(r"==|«|!=|&&|\{")
"""Code, or a wording in quotes."""
# In what stands above, and at the head of the text: it is about a subject, not about somebody.
HEADING = (
    r"criteres? (?:de|d)|protocole|procedure|mode d.emploi|mode operatoire|comprendre|foire aux"
    r"|questions? (?:frequentes|reponses)|qcm\b|quiz|questionnaire (?:avant|pre)"
    r"|rapport d.activite|activite\b|bilan (?:annuel|d.activite|de l.annee)|statistiqu|indicateurs"
    r"|panel\b|controles? (?:internes?|de qualite|qualite)"
    r"|evaluation externe|facture|tarif|commentaires? types?|valeurs? seuils?"
    r"|etiquettes?\b|vocabulaire|lexique|glossaire|revision"
    r"|conduite a tenir|recommandation|cours (?:de|du|d)\b|exercices?|stockage|maintenance|compte"
    r" rendu de (?:maintenance|reunion)|ordre du jour|minutes\b|charte"
    r"|depliant|plaquette\b(?! *[.:\d])|brochure|fiche (?:technique|reactif|pratique|info\w*)|que faire|a savoir"
    r"|information (?:aux|des|patient)|formation|affiche"
    r"|notice|catalogue|interpretation des|registre des lots|verification|algorithme|arbre decisionnel|guide\b|faq\b"
)
# For a person: whose, who, when.
PERSON: tuple[tuple[int, str], ...] = (
    (
        2,
        (
            r"\b(?:m\.|mr|mme|mlle|monsieur|madame|mademoiselle|pte?|le pt|bb)\b(?! (?:le|la) (?:directeur"
            r"|maire|president))"
        ),
    ),
    (
        2,
        (
            r"\b(?:le|la|ce|cet|cette|notre|une?|votre|du|au) (?:jeune )?(?:patiente?|malade|detenue?|residente?"
            r"|nourrisson|bebe|parturiente|gestante)\b"
        ),
    ),
    (1, r"\bpatiente?\b(?!s)"),
    (
        2,
        (
            r"\b(?:il|elle) (?:est|a|etait|avait|vit|se|prend|presente|beneficie)\b|\b(?:je suis|j.ai)\b"
            r"|\b(?:mon|ma) \w+|\b(?:son|sa) (?:\w+ )?(?:serolog\w*|vih|hiv|test|resultat|seropos\w*|charge"
            r"|statut|conjoint|mari|compagn\w+)"
        ),
    ),
    (2, r"\b\d{1,2} ans\b(?! (?:d|et plus|ou plus))|\b(?:nee?) le\b|\bddn\b"),
    (1, r"\b\d{2}[/.-]\d{2}[/.-](?:19|20)?\d{2}\b|\b(?:19[5-9]|20[0-3])\d-\d{2}-\d{2}"),
    (1, r"\b(?:dossier|ipp|nir|iep|nip|chambre|ch\.? ?\d|lit|hdj|demande) ?(?:n°|:|=)? ?\d"),
    (
        1,
        (
            r"\b(?:ce jour|hier|depuis (?:\w+ )?(?:19|20)?\d{2}|decouvert\w*|diagnosti\w+ (?:en|il y a"
            r"|retenu)|connue?\b|ancienne?\b|traitee?\b|suivie?\b|adressee?\b|porteu\w+|traitement\b|ttt\b"
            r"|trith\w+|arv\b|sous (?:tt|tri|arv|bik|triu))"
        ),
    ),
    (
        1,
        (
            r"\b(?:atcd|antecedents?|terrain|diag\b|diagnostics?(?: retenus?)?|motif|comorbidites?|conclusion"
            r"|pathologies?|histoire|mode de vie)\b"
        ),
    ),
    (
        1,
        (
            r"\b(?:j0|j\d{1,3}|m[1-9]|s6|s12|t[123]) ?:?\b|\b(?:patient|pt|sujet|agent) source\b|\bsource"
            r" ?[:=]|\bpere\b|\bmere\b|\bconjointe?\b|\bcompagn\w+|\bmari\b|\bepou\w+|\bpartenaire\b|\bfils\b"
            r"|\bfille\b|\bfrere\b|\bsoeur\b"
        ),
    ),
)
