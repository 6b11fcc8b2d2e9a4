"""Words the invented people and their laboratories are made of."""

_WOMEN = """
    Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Sylvie Anne Martine Nicole Christine
    Valérie Sandrine Stéphanie Céline Aurélie Émilie Julie Camille Léa Manon Chloé Inès Zoé Jade
    Louise Alice Chantal Brigitte Dominique Véronique Patricia Corinne Florence Laurence Hélène
    Élodie Mélanie Virginie Delphine Karine Sophie Sabrina Laëtitia Gaëlle Maëlle Gwenaëlle Nolwenn
    Rozenn Soizic Enora Bleuenn Solène Annaïck Yvonne Denise Simone Madeleine Germaine Marcelle
    Suzanne Odette Ginette Raymonde Huguette Paulette Andrée Thérèse Bernadette Colette Josiane
    Éliane Danielle Michèle Annick Maryvonne Jocelyne Ghislaine Régine Mireille Muriel Agnès Béatrice
    Cécile Claire Élisabeth Évelyne Fabienne Geneviève Joëlle Josette Lydie Maud Myriam Noëlle Odile
    Pascale Roselyne Sabine Solange Viviane Yolande Amandine Anaïs Audrey Bérénice Coralie Cyrielle
    Élise Estelle Eugénie Fanny Justine Laura Ludivine Lucie Marine Marion Mathilde Morgane Noémie
    Océane Pauline Perrine Sarah Ségolène Tiphaine Vanessa Wendy Fatima Samira Leïla Aïcha Nadia
    Khadija Maria Rosa Anne-Marie Marie-Hélène Marie-Thérèse Marie-Claude Marie-Ange Marie-France
    Anne-Laure Anne-Sophie Rose-Marie
"""

_MEN = """
    Jean Pierre Michel André Philippe Alain Bernard Jacques Daniel Patrick Gérard René Roger Claude
    Marcel Christian Georges Robert Laurent Thierry Pascal Éric Frédéric Stéphane Olivier Nicolas
    Christophe Sébastien David Julien Thomas Alexandre Antoine Maxime Kévin Jérémy Anthony Benjamin
    Guillaume Vincent Mathieu Romain Clément Hugo Lucas Théo Enzo Nathan Louis Gabriel Arthur Jules
    Yann Yannick Erwan Ronan Gwenaël Loïc Hervé Tanguy Tugdual Corentin Brieuc Malo Goulven Gildas
    Alexis Adrien Aurélien Baptiste Bastien Bertrand Bruno Cédric Cyril Damien Denis Didier Dominique
    Edmond Émile Emmanuel Étienne Eugène Fabien Fabrice Félix Fernand Florent Franck François Gaël
    Gaston Gilbert Gilles Grégory Guy Henri Honoré Ismaël Jérôme Joël Jonathan Joseph Laurian Léo
    Léon Lionel Luc Ludovic Marc Marius Martin Maurice Mickaël Mohamed Karim Rachid Ahmed Saïd Noé
    Noël Norbert Pascalin Paul Quentin Rémi Raphaël Raymond Régis Roland Samuel Serge Simon Sylvain
    Tristan Valentin Victor Xavier Yves Yvon Zacharie Joao Manuel Luis Jean-Claude Jean-Pierre
    Jean-Yves Jean-Marie Jean-François Jean-Luc Marc-Antoine Pierre-Yves
"""

_COMMON = """
    Martin|Bernard|Thomas|Petit|Robert|Richard|Durand|Dubois|Moreau|Laurent|Simon|Michel|Lefebvre
    Leroy|Roux|David|Bertrand|Morel|Fournier|Girard|Bonnet|Dupont|Lambert|Fontaine|Rousseau|Vincent
    Müller|Lefèvre|Faure|André|Mercier|Blanc|Guérin|Boyer|Garnier|Chevalier|François|Legrand|Gauthier
    Garcia|Perrin|Robin|Clément|Morin|Nicolas|Henry|Roussel|Mathieu|Gautier|Masson|Marchand|Duval
    Denis|Dumont|Marie|Lemaire|Noël|Meyer|Dufour|Meunier|Brun|Blanchard|Giraud|Joly|Rivière|Lucas
    Brunet|Gaillard|Barbier|Arnaud|Martinez|Gérard|Roche|Renard|Schmitt|Roy|Leroux|Colin|Vidal|Caron
    Picard|Roger|Fabre|Aubert|Lemoine|Renaud|Dumas|Lacroix|Olivier|Philippe|Bourgeois|Pierre|Benoît
    Rey|Leclerc|Payet|Rolland|Leclercq|Guillaume|Lecomte|Lopez|Jean|Dupuy|Guillot|Hubert|Berger
    Carpentier|Sanchez|Dupuis|Moulin|Louis|Deschamps|Huet|Vasseur|Perez|Boucher|Fleury|Royer|Klein
    Jacquet|Adam|Paris|Poirier|Marty|Aubry|Guyot|Carré|Charles|Renault|Charpentier|Ménard|Maillard
    Baron|Bertin|Bailly|Hervé|Schneider|Fernandez|Collet|Léger|Bouvier|Julien|Prévost|Millet|Perrot
    Daniel|Cousin|Germain|Breton|Besson|Langlois|Rémy|Barré|Pons|Carlier|Rodriguez|Collin|Huguet
    Tessier|Charrier|Étienne|Hamon|Guillet|Maury|Dos Santos|Da Silva|Benali|Haddad|Traoré|Nguyen
    Diallo|Cissé|Belkacem|Bouzid|Lebreton|Leblanc|Lejeune|Pasquier|Jégou|Tanguy|Riou|Morvan|Cadiou
    Quéré|Guéguen|Floc'h|Abgrall|Salaün|Cornec|Madec|Mével|Bothorel|Prigent|Quéméner|Kermarrec
    Tréguer|Jaouen|Cariou|Hascoët|L'Hostis|Corre|Gourvennec|Premel|Cabon|Bernez|Calvez|Bescond
    Le Gall|Le Goff|Le Roux|Le Bihan|Le Corre|Le Borgne|Le Bras|Le Guen|Le Floch|Le Berre|Le Dû
    Le Meur|Le Bris|Le Gac|Le Saux|Le Ny|Le Pape|Le Page|Le Tallec|Le Moal|Le Cam|Le Boulc'h|Le Hir
    Le Lay|Le Garrec|Le Bouédec|Le Pennec|Le Quellec|Le Guellec|Le Coz|Le Rest|Le Dantec|Le Doaré
    D'Arc|D'Hervé|De La Roche|De La Tour|De Kerdrel|Du Bot|De Saint-Jean|Des Landes|De Bellevue
    Martin-Le Goff|Durand-Morel|Petit-Jean|Leroy-Guérin|Blanc-Fontaine|Lucas-Riou|Denis-Hamon
    Saint-Martin|Sainte-Croix|Bon-Abri|Champ-Fleury|Grand-Jean|Bel-Air|Haut-Bois|Val-Joli
    Aubin|Audren|Auffret|Bazin|Bellec|Béchu|Bihannic|Boisard|Bréhier|Briand|Cadoret|Cosquer|Cotten
    Coudray|Cueff|Danet|Dagorn|Divanac'h|Drévillon|Duclos|Élie|Évanno|Fauvel|Gicquel|Glémarec|Guého
    Guillemot|Guillou|Hémon|Hélias|Henaff|Huon|Jaffré|Jan|Jehanno|Josse|Kersuzan|Lagadec|Lancien
    Larvor|Laudrin|Léauté|Lozac'h|Mahé|Malry|Marzin|Mazé|Ménez|Mérour|Michelot|Monnier|Nédélec|Nicol
    Ollivier|Oger|Pédron|Pérennès|Perrigaud|Philippot|Pichon|Postic|Pouliquen|Quentel|Rannou|Raoul
    Rault|Ribault|Rio|Rivoal|Robic|Rohou|Ruello|Ségalen|Sévère|Talec|Thépaut|Toullec|Tual|Uguen
    Vaillant|Vigouroux|Volant|Ysambert|Zamora
"""

# Breton place names glued together: they sound right and most belong to nobody.
_STARTS = ("Ker", "Pen", "Tré", "Lan", "Ros", "Coat", "Plou", "Men", "Quin", "Loc")
_ENDS = """
    braden cadiou douarn floc'h gaël guénic harnec jégu lannic madec morvan narzul oriou péron quilliec
    rannic salou tanguy ursin véguen yaouanc zénan bozec cloarec droual
"""

_STREETS = """
    RUE DES LILAS|RUE DU PORT|RUE DE LA FONTAINE|RUE DE L'ÉGLISE|RUE DU STADE|RUE DES MOUETTES
    RUE ANATOLE FRANCE|RUE VICTOR HUGO|RUE DU GÉNÉRAL DE GAULLE|RUE DE VERDUN|AVENUE DE LA MARNE
    AVENUE JEAN JAURÈS|AV DU MARÉCHAL LECLERC|BD DE LA PAIX|BOULEVARD DE LA RÉSISTANCE|PLACE DE LA MAIRIE
    PLACE DU MARCHÉ|IMPASSE DES CHÊNES|IMP DES GOÉLANDS|ALLÉE DES TILLEULS|ALL DES AJONCS
    CHEMIN DU MOULIN|CHEMIN DE LA LANDE|ROUTE DE LA PLAGE|RTE DE RENNES|QUAI DES INDES|COURS DE CHAZELLES
    SQUARE DU MORBIHAN|RÉSIDENCE LES EMBRUNS|RES LE CLOS DU GUER|LOT PARC AR HOAT|LIEU DIT KERVENIC
    HAMEAU DE TRÉVAS|VENELLE DES DOUVES|CITÉ DES CASTORS|RUE PASTEUR|RUE DES FRÈRES LUMIÈRE
"""

# postcode, town, sickness fund
TOWNS = tuple(
    (place[:5], place[6:].strip(), fund)
    for fund, places in (
        ("CPAM 56", "56000 VANNES|56100 LORIENT|56400 AURAY|56300 PONTIVY|56860 SÉNÉ|56700 HENNEBONT"),
        ("CPAM 29", "29200 BREST|29000 QUIMPER|29600 MORLAIX|29900 CONCARNEAU|29300 QUIMPERLÉ"),
        ("CPAM 35", "35000 RENNES|35400 SAINT-MALO|35300 FOUGÈRES|35500 VITRÉ|35600 REDON"),
        ("CPAM 22", "22000 SAINT-BRIEUC|22300 LANNION|22200 GUINGAMP|22100 DINAN|22600 LOUDÉAC"),
        ("CPAM 44", "44000 NANTES|44600 SAINT-NAZAIRE|44350 GUÉRANDE|44110 CHÂTEAUBRIANT"),
        ("CPAM 45", "45000 ORLÉANS|45200 MONTARGIS|45500 GIEN|45300 PITHIVIERS"),
        ("CPAM 41", "41000 BLOIS|41100 VENDÔME|41200 ROMORANTIN-LANTHENAY"),
        ("MSA", "56500 LOCMINÉ|29270 CARHAIX-PLOUGUER|22110 ROSTRENEN|35130 LA GUERCHE-DE-BRETAGNE"),
        ("RSI", "56340 CARNAC|44500 LA BAULE-ESCOUBLAC|35800 DINARD|29120 PONT-L'ABBÉ"),
    )
    for place in places.split("|")
)

_LABS = """
    EMBRUNS VANNES|EMBRUNS AURAY|LA RIA|PORT BLANC|LES DOUVES|QUATRE VENTS|BLAVET|GRANDE PLAGE|LES REMPARTS|ODET
    TROIS RIVIERES|LES HALLES|BELLE ISLE|LA VILAINE|LE FORT|SAINT CLAIR|VAL DE LOIRE|LE LOING|LES TANNEURS|LA RANCE
    LES PINS|PENFELD|CAP OUEST|LA LANDE|LES SALINES|MI FORET|LE DONJON|CLOS FLEURI
"""

MUTUELLES = (
    *("MUT DES AJONCS", "MUT OUEST", "MGX", "PREVOYANCE LITTORAL", "3 SOURCES", "CMU-C", "CSS"),
    *("GENS DE MER", "SANTE BOCAGE", "ENTRAIDE ARMOR", "ALLIANCE METIERS", "MUT 56"),
)
MAIL_HOSTS = ("courriel.example", "boite.example", "poste.example", "orange.example", "libre.example")


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for line in text.splitlines() for item in line.split("|") if item.strip())


WOMEN = tuple(_WOMEN.split())
MEN = tuple(_MEN.split())
FAMILIES = _items(_COMMON) + tuple(start + end for start in _STARTS for end in _ENDS.split())
STREETS = _items(_STREETS)
LABS = _items(_LABS)
