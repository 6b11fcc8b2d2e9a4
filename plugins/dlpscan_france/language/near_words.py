"""Words that say of whom a text speaks, for `near_person.py`.

Everything is matched against text in lower case without accents; words may end with `s`, `es` or `x`.
"""

from __future__ import annotations

COMPANY_WORDS = """
    laboratoire labo laboratory hopital hopitaux clinique polyclinique hospitalier hospitaliere hospitalo
    chu chru chr ght hegp ehpad
    ssr usld cmp ccas cpam cnam caf msa carsat urssaf mdph ars efs mutuelle assurance assureur banque mairie
    prefecture commissariat gendarmerie police pompiers sdis samu association fondation federation syndicat
    pharmacie officine ambulance taxi cabinet secretariat standard accueil service pole departement direction unite
    etablissement entreprise societe sas sarl selas selarl eurl snc sci scm scp gie groupement groupe holding
    fournisseur prestataire distributeur fabricant editeur hebergeur siege agence magasin boutique hotel restaurant
    ecole college lycee universite faculte creche gymnase stade club musee theatre cinema institut
    centre tribunal greffe notaire huissier avocat office comite ministere academie cooperative veterinaire
    garage atelier usine entrepot tresorerie caisse guichet plateforme reseau rectorat
    crematorium pompes funebres imagerie radiologie biologie analyses irm maternite urgences consultation
    exploitant titulaire_amm importateur organisme organisation finess siret siren rcs ape naf tva capital cedex bp
    fax telecopie www http https horaires ouverture ouvert parking inscription inscriptions renseignements billetterie
 livraison facturation commande facture vente annonce immobilier udaf tutelaire mandataire zi za zac travaux
 itineraire bus tram metro gare reunion congres colloque seminaire conference
 rendez-vous-vaccination collecte vaccinodrome exposition festival concert custodian organization
    """  # fmt: skip
COMPANY_PHRASES = (
    r"\b(?:c\.?h\.?u?|ch[rs]?)\b(?= (?:de|du|d['’]|[a-z]))", r"\bcentre (?:de|d['’]|medical|hospi\w+)",
    r"sante publique", r"\bsur (?:le )?site\b", r"\bdepannage\b", r"\bintervention\b(?= ?:)",
    r"\bmaison (?:de|des|d['’]|medicale|departementale)", r"\bsalle (?:de|des|polyvalente|municipale)\b",
    r"\bs\.a\.", r"\bse (?:tient|deroule|situe)", r"\ba lieu\b", r"\baura lieu\b", r"\bsis(?:e|es)?\b",
    r"\bsitue\w*\b", r"mentions legales", r"\bau capital\b", r"prise de sang", r"\bplan d['’]acces",
    r"\bimmatricule\w* au\b", r"\bs\.?a\.?r\.?l\b", r"\bs\.a\.s?\b", r"e\.?h\.?p\.?a\.?d", r"c\.?p\.?a\.?m\b",
    r"service (?:de|d['’]|des|du)\b", r"docteur en pharmacie", r"\bserviceprovider\b", r"\brepresented\w*",
)  # fmt: skip
TRADE_WORDS = """
    docteur medecin prescripteur prescriptrice confrere consoeur chirurgien praticien biologiste pharmacien
    pharmacienne sage-femme dentiste kinesitherapeute kine orthophoniste infirmier infirmiere psychologue podologue
    pedicure dieteticienne generaliste cardiologue dermatologue gynecologue pediatre psychiatre ophtalmologue
    rhumatologue gastro-enterologue pneumologue neurologue urologue endocrinologue radiologue oncologue allergologue
    anesthesiste osteopathe opticien audioprothesiste gerant gerante directeur directrice president presidente
    responsable expediteur signataire correspondant specialiste rpps adeli practitioner author performer
    """  # fmt: skip
TRADE_PHRASES = (r"\bmaitre [a-z]", r"\badresse par\b", r"\bpsident\b")
READER_PHRASES = (
    r"\bvous\b", r"\bvotre\b", r"\bvos\b", r"\bnous\b", r"\bnos\b", r"\bnotre\b", r"\bexemple\b", r"\bmodele\b",
    r"\bpatients\b", r"\bpersonnes\b", r"\bassures\b", r"\bbeneficiaires\b", r"\badherents\b",
    r"\bremplir\b", r"\brenseigner\b", r"\brayer\b", r"\bspecimen\b",
)  # fmt: skip
# Labels of a record of somebody; a sign that a value follows must stand behind them.
PERSON_FIELDS = (
    r"noms?(?: de (?:naissance|famille|jeune fille)| d['’ ]?usage| usuel| marital| (?:et|&|/) prenoms?| prenoms?)?",
    r"prenoms?(?: de naissance| d['’ ]?usage|\(s\))?", r"patient(?:e|\(e\))?", r"assuree?(?:\(e\))?", r"beneficiaire",
    r"adherente?", r"nee?(?:\(e\))?(?: le)?", r"(?:date (?:de )?)?nais(?:s(?:ance)?)?\.?", r"d\.?d\.?n\.?", r"dob",
    r"nir", r"n(?:um(?:ero)?|°|o)?\.? ?(?:de )?(?:secu\w*(?: sociale)?|ss|s\.s\.?)", r"ins", r"i\.?p\.?p\.?", r"nip",
    r"sexe", r"civilite", r"identite", r"resident(?:e|\(e\))?", r"usager", r"salariee?", r"agent",
    r"birth ?date", r"family", r"given", r"first ?name", r"last ?name", r"matricule", r"nom ?patient",
    r"personne (?:a prevenir|de confiance|a contacter)", r"conjointe?", r"tut(?:eur|rice)", r"profession", r"age",
    r"situation (?:familiale|de famille)", r"lieu de naissance", r"titulaire", r"ayant[- ]droit",
    r"representant legal",
)  # fmt: skip
SURE_PERSON_PHRASES = (
    r"\bnee?(?:\(e\))?\s+(?:le\s+|en\s+)?(?=\d)", r"\bnee?(?:\(e\))? le\b", r"\bl[ae] patiente?\b",
    r"\bcet(?:te)? patiente?\b",
    r"\bce patient\b", r"\bvotre patiente?\b",
    r"\b(?:mme|mlle|melle|mr|monsieur|madame) (?!la |le |les |et |ou |monsieur|madame)[a-z]{3,}",
    r"^patiente?\b", r"\b(?:coordonnees|identite|adresse|domicile|etat civil) (?:du|de la) patiente?\b",
    r"\bpatient(?:e)? [a-z]{3,}\b(?= (?:nee?|suivie?|hospi|vu))",
)  # fmt: skip
PERSON_PHRASES = (
    r"\bpatiente?\b(?= [a-z]{2,}-?[a-z]* )", r"\bpatiente? de \d\d ans",
    r"(?<!plus de )(?<!moins de )(?<!partir de )\b\d\d? ans\b(?! et)",
    r"\bdomicil\w*\b(?! (?:fiscal|bancaire))", r"\bdemeurant\b", r"\bhabitant\b(?!s)", r"\bhabite\b", r"\bresidant\b",
    r"\bdemeure\b", r"\b(?:il|elle) (?:vit|loge|reside)\b",
    (r"\b(?:son|sa) (?:fils|fille|mari|epouse|epoux|mere|pere|soeur|sœur"
     r"|frere|conjointe?|compagn\w+|voisine?|niece|neveu)\b"), r"\bepouse\b", r"\bveuve?\b", r"\bdemenag\w+",
    r"^(?:pid|nk1|p)[|]", r"\bhospitalisee?\b", r"\bsoussignee?\b", r"\bpersonne de confiance\b", r"\brecordtarget\b",
    r"\bpatientrole\b", r"\bpte?\b", r"\b(?:elle|il) (?:est|beneficie|releve|depend|dispose)\b",
    r"\bmon (?:domicile|adresse)\b", r"\bm['’](?:envoyer|adresser|ecrire)", r"\bj['’](?:habite|ai demenage)",
    r"\bchez moi\b", r"\bclient ?:", r"\b(?:mere|pere|fille|fils|tante|oncle|soeur|frere|epoux|epouse|mari) ?:",
    r"\bpersonnephysique\b", r"\bconcern(?:e|ant)\b", r"\bretour a domicile\b",
)  # fmt: skip
# Fields of somebody's record that name others.
NEUTRAL_FIELDS = (
    r"^(?:mutuelle|amc|caisse|regime|organisme|complementaire|med(?:ecin)?\.? ?(?:traitant|trt)|mt|tel"
    r"|t[eé]l[eé]phone"
    r"|portable|mobile|mail|e-?mail|courriel|profession|employeur|contact|service|uf|lit|chambre|prescripteur|code)"
)
