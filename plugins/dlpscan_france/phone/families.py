"""Words that stand beside phone numbers, by what they say of whose number it is.

Families hold the masculine singular in lower case without accents; `e`, `s` and `es` may follow. Phrases are
expressions over text in lower case without accents.
"""

from __future__ import annotations

from enum import Enum, auto


class Kind(Enum):
    """What a word says of the number beside it."""

    PERSON = auto()
    LINE = auto()  # a line that only persons have
    TRADE = auto()  # a person at work
    READER = auto()  # the reader is spoken to, or a team speaks of itself
    COMPANY = auto()
    FAX = auto()
    NUMBER = auto()  # of a file, an order, a device
    PHONE = auto()  # what follows is a phone number, whosever
    CALL = auto()  # somebody was or is to be called
    TIME = auto()  # an entry of a diary or a record: a date, an hour


FAMILIES = {
    Kind.PERSON: """
        patient pt pte pat assure beneficiaire resident malade parturiente accouchee opere enfant bebe
        nourrisson mr mme mlle melle monsieur madame mademoiselle dame mm epouse epoux mari femme conjoint
        compagne compagnon concubin ami fils fille pere mere papa maman parent soeur frere tante oncle cousin
        cousine neveu niece gendre bru marraine parrain mamie papi papy mamy grand-mere grand-pere tuteur
        tutrice curateur curatrice mandataire aidant voisin gardien gardienne concierge famille entourage
        proche accompagnant appelant demandeur titulaire proprietaire locataire mon ma mes moi son sa fn
        prenom firstname lastname nk1 pid pac conjointe hospitalise lien parente prn naissance civilite""",
    Kind.LINE: """
        portable mobile gsm cell cellulaire domicile dom home perso personnel personnelle personnels whatsapp
        sms signal telegram prive privee telport teldom""",
    Kind.TRADE: """
        dr docteur medecin prescripteur confrere chirurgien interne praticien biologiste pharmacien sage-femme
        dentiste kine kinesitherapeute orthophoniste infirmier infirmiere ide idel idec aide-soignante
        psychologue work pro professionnel podologue dieteticienne generaliste traitant practitioner physician""",
    Kind.READER: """
        patients enfants femmes hommes malades familles proches futurs salaries agents vous votre vos nous
        notre nos appelez contactez composez tapez renseignez usagers visiteurs public membres donneurs
        volontaires candidats participants""",
    Kind.COMPANY: """
        laboratoire labo bio laboratoires hopital hopitaux clinique polyclinique centre ch chu chr chru ghu
        ght hegp ehpad ephad usld ssr smr had hdj cmp cattp camsp sessad mdph ccas cpam caf msa carsat urssaf
        ars cts efs ets mutuelle assurance banque mairie commune prefecture commissariat gendarmerie police
        pompier samu smur sos urgences uhcd association asso federation fondation collectif reseau plateforme
        maison foyer residence pharmacie officine ambulance ambulancier amb taxi vsl transporteur transport
        cabinet secretariat secretaire standard standardiste accueil reception bureau service unite pole
        departement direction directeur directrice cellule equipe consultation consultations bloc
        hospitalisation ambulatoire dialyse imagerie scanner irm echographie endoscopie hotline support
        helpdesk assistance maintenance sav depannage depanneur technicien technique societe ste sas sarl sa
        selas selarl eurl sci scm scp gie etablissement entreprise fournisseur prestataire distributeur
        fabricant editeur siege agence magasin boutique hotel restaurant gite auberge camping cafeteria
        cuisine piscine musee theatre cinema ecole college lycee universite faculte creche salle gymnase stade
        club permanence astreinte garde renseignement information presse communication regie commercial
        clientele commerciale consommateur mediateur mediation cadre regulation central coordination
        comptabilite facturation tresorerie caisse guichet achats recrutement rh drh dsi informatique visio
        visioconference audioconference conference reunion pont webinaire trunk routeur atelier garage
        dechetterie syndic notaire avocat huissier tribunal greffe commissaire office syndicat comite
        ministere academie cooperative ferme domaine refuge veterinaire zoo spa institut studio parc gare
        aeroport paroisse eglise aumonerie crematorium pompes funebres orl oph ophtalmo pneumo cardio gastro
        neuro uro nephro gyneco pedia dermato endoc rhumato onco hemato chir ortho radio rea usi usic usc psy
        medecine chirurgie maternite pediatrie geriatrie gynecologie obstetrique reanimation morgue
        brancardage sterilisation lingerie biomed biomedical biologie analyses depot delivrance medical
        diagnostic diagnostics sante sanitaire gaz oxygene optique dentaire prothese implants froid esat ssiad
        clic cpts dect bip org organization organisation organisme finess siret siren rcs capital tva ape
        cedex bp www http https fournisseurs electricite eau plomberie livreur coursier facteur constructeur
        installateur vendeur cotisation inscription inscriptions billetterie reservation reservations location
        antenne site sites aquatique redaction rectorat prevention depistage planning cegidd vaccination
        dondesang croix-rouge poste secours antipoison pharmacovigilance hemovigilance tele telealarme
        teleassistance portage repas annulation annuler prise rdv-en-ligne ligne-directe installation
        reclamation reclamations numeros utiles annuaire affichage livret plaquette depliant brochure affiche""",
    Kind.FAX: "fax telecopie telecopieur telecop telefax",
    Kind.NUMBER: """
        facture dossier commande ref reference client lot siret siren ticket contrat compte bon serie adherent
        devis ipp nda version emplacement code id identifiant sejour uf numdossier bl article produit ean gtin
        ugs barres barre inventaire suivi colis allocataire reclamation non-conformite conformite demande tube
        seed build checksum bloc hash uuid patch prothese pompe generateur bracelet iban bic rib cheque
        virement police matricule finess rpps adeli permis passeport cni immatriculation plaque chassis imei
        ip mac vlan isbn issn amm cip mission chiffres chiffre identifiants horodatage echantillon accession
        prelevement etiquette sequence page""",
    Kind.PHONE: "tel telephone tels telephones phone telephonique joignable numero num",
    Kind.CALL: """
        appeler rappeler joindre contacter prevenir appele rappele contacte prevenu prevenue averti avertie
        joint rappelle appel rappel repondeur message injoignable repond reponse recontacter recontacte
        telephoner laisse reconvoquer appelle appelles rappelles reconvoque recontactee""",
}  # fmt: skip

PHRASES = {
    Kind.LINE: (
        r"\btel\.? (?:maison|travail|boulot)",
        r"(?<!du )(?<!de )\bport\b(?=[ .:=n°]{0,5}$)", r"ligne (?:personnelle|directe du patient)",
    ),
    Kind.PERSON: (
        r"\betre (?=r?appele)", r"\bme (?=r?appel|join|contact|prev|tel|laiss|dire)",
        r"\bm\.(?= ?[a-z])", r"\bm['’](?=\w)", r"\bj['’](?=\w)", r"\bje\b",
        r"\bl[ae]s?(?= (?:r?appeler|joindre|prevenir|contacter))", r"\bl['’](?=appeler)",
        r"\blui (?:telephoner|dire|laisser)", r"personne (?:a|de) (?:prevenir|confiance|contacter)",
        r"\bne\(?e?\)? le\b", r"\bd\.?d\.?n\b",
        r"(?:belle|beau|petite?|grande?)[- ](?:fils|fille|pere|mere|soeur|frere|parents?)",
        r"\bc(?:['’]?est)? le(?= ?$)", r"\b(?:cordialement|cdlt|bien a vous|signe)\b(?=[ ,:])",
        r"\bex-(?:mari|femme|epoux|epouse)", r"^(?:p|pid|nk1)\|",
        r"(?:ide|infirmiere?|kine\w{0,14}|orthophoniste) liberale?",
    ),
    Kind.COMPANY: (
        r"(?:aides?|soins|infirmiers?) a domicile", r"\badmr\b",
        r"(?:unite|equipe|antenne) mobile", r"mere[- ](?:et[- ])?enfant", r"(?:,|\(|\bpar|\bun|\bd') ?exemple\b",
        r"futurs? parents(?: de \w+)?", r"en cas d",
        r"pour (?:tou[st]|toute|plus d|annuler|modifier|prendre|reserver|un renseignement)",
        r"(?:toutes?|une|des|vos) questions?", r"numero (?:vert|unique|azur|gratuit|national|d['’]urgence)",
        r"appel (?:gratuit|non surtaxe|local)", r"prix d['’]un appel", r"touche \d", r"choix \d", r"tape[zr] \d",
        r"\d\d? ?h(?:/| sur )\d", r"\d ?(?:j|jours?)(?:/| sur )\d", r"du lundi au", r"jours? ouvr",
        r"heures? (?:d['’]ouverture|ouvrables)", r"\bouvert[es]?\b", r"\bferme[es]?\b",
        r"a (?:votre|leur) disposition", r"restons|restent a", r"relations? avec", r"\.{5,} *$|…{2,} *$|_{5,}(?=\s)",
        r"\b\d\d? ?h(?:\d\d)? ?(?:-|a) ?\d\d? ?h\b(?=.{0,12}(?:et|,|puis))", r"service social",
        r"numeros (?:utiles|des|de)", r"(?<![@\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:fr|com|org|net|example)\b(?!@)",
        r"mise en relation", r"\ba (?:vendre|louer)\b", r"petites? annonces?",
        (r"(?:directeur|directrice|cadre|secretaire|president|presidente|responsable|gerant|gerante|maire"
         r"|delegue|deleguee)(?: de \w+)?,? (?:m\.|mm?e|monsieur|madame|mr|dr) ?\w+"),
        r"\bn['’]hesitez\b", r"\bprenez\b",
    ),
    Kind.TRADE: (
        r"\b(?:dr|docteur|pr|professeur|maitre)\.? [a-z-]+(?: (?!patient|tel|mme|mr?\b|port)[a-z-]{3,})?",
    ),
    Kind.READER: (
        r"\b(?:doi|peu|pourr|devr)\w{1,4} (?:aussi |nous )?(?:r?appeler|telephoner|contacter|joindre)",
        r"\bune? (?:parent|patient|proche|malade|enfant|resident)\w*",
        r"\bvo(?:tre|s) (?!appel)\w+",
    ),
    Kind.CALL: (
        r"nouve?a?u?\.? (?:n°|num|tel)", r"chang\w{1,4} de (?:n°|num|tel)", r"sans reponse", r"pas de rep",
        r"ne rep",
    ),
    Kind.PHONE: (
        r"n°(?= ?[:=])", r"\bt\.(?= )",
    ),
    Kind.NUMBER: (
        r"code[- ]barres?", r"numero de (?!tel|portable|mobile|la |ma |mon |son |l)\w+", r"\bbon de\b",
    ),
    Kind.TIME: (
        r"\b\d\d?[/.-]\d\d?(?:[/.-]\d{2,4})?\b", r"\b\d{4}-\d\d-\d\d\b", r"\b\d\d? ?[h:] ?\d\d\b", r"\b\d\d?h\b",
    ),
}  # fmt: skip
