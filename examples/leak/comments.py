"""What is written in the comment column of a laboratory's patient file.

Braces are filled in: {e} and {f} agree with the patient (suivi, suivie; séropositif, séropositive), {phone}, {month},
{week}, {day}, {hcg}, {copies}, {bill} are drawn. Each line of HIV and PREGNANCY states one fact, each of
HIV_AND_PREGNANCY one of either; no line of HARMLESS states any.
"""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


HIV = _lines(
    """
    séropositi{f} HIV
    séropositi{f} VIH depuis 2009
    VIH positif
    VIH +
    HIV+
    HIV + connu, prévenir le préleveur
    HIV NEG
    VIH nég le {day}
    VIH négatif
    VIH 1+2 négatif
    HIV 1+2 : négatif
    sérologie VIH négative
    sérologie VIH négative, résultat rendu en main propre
    sérologie HIV positive, adressé{e} au CHU
    sérologie VIH 1 et 2 : positive
    Ac anti-VIH 1+2 : négatifs
    ELISA VIH 1/2 positif
    western blot VIH positif
    TROD VIH négatif
    test VIH négatif du {day}
    dépistage HIV négatif
    charge virale VIH indétectable
    charge virale VIH : {copies} copies/mL
    charge virale VIH < 20 copies/mL
    ARN VIH-1 : {copies} copies/mL
    infection à VIH, suivi{e} en infectiologie
    VIH positif sous Triumeq
    PVVIH - ne pas en parler devant le conjoint
    """
)

PREGNANCY = _lines(
    """
    grossesse en cours
    grossesse
    grossesse de {month} mois
    grossesse {week} SA
    grossesse {week} SA + 3j
    grossesse gémellaire
    enceinte
    enceinte de {month} mois
    patiente enceinte de {month} mois
    pte enceinte de {week} SA
    Mme est enceinte - à prélever assise
    test de grossesse positif
    test de grossesse positif le {day}
    test de grossesse urinaire positif
    test de grossesse négatif
    test de grossesse sanguin négatif
    bHCG {hcg} UI/L
    bHCG : {hcg} UI/L
    b-HCG {hcg} mUI/mL
    bêta-HCG {hcg} UI/L
    ßHCG {hcg} UI/L
    HCG : {hcg} UI/L le {day}
    HCG totale {hcg} UI/L
    HCG < 5 UI/L, négatif
    bHCG < 2 UI/L
    HCG positive
    """
)

HIV_AND_PREGNANCY = _lines(
    """
    enceinte de {month} mois, sérologie VIH négative
    grossesse en cours - HIV négatif
    grossesse {week} SA, VIH 1+2 négatif
    enceinte, séropositive HIV
    bHCG {hcg} UI/L, VIH nég
    """
)

PHONE = _lines(
    """
    joindre sa fille au {phone}
    joindre son fils au {phone} pour les résultats
    tél du voisin {phone}
    pers. à prévenir : épouse {phone}
    appeler le {phone} avant de passer
    nouveau numéro {phone}
    IDE libérale {phone}
    résultats à donner à la tutrice, {phone}
    """
)

HARMLESS = _lines(
    """
    patient{e} sourd{e}
    malentendant{e}, parler fort
    malvoyant{e}
    à jeun
    non à jeun
    venir à jeun depuis 12h
    rappeler après 18h
    rappeler le matin
    ne répond pas
    tél erroné
    ordonnance de renouvellement
    ordonnance renouvelable 3 fois
    ordo perdue, attend duplicata
    prélèvement difficile bras droit
    prélever au bras gauche uniquement
    veines difficiles, aiguille fine
    malaise lors du dernier prélèvement
    allergique au latex
    allergie pansements
    prélèvement à domicile
    domicile entre 7h et 8h, 2e étage gauche
    code portail B4271, bât C
    code porte 1985A
    attention au chien
    clés chez la gardienne
    résultats par courrier
    résultats au médecin uniquement
    résultats urgents à faxer
    double au Dr remplaçant
    envoyer aussi à la clinique
    facture n° {bill}
    fact. {bill} réglée en espèces
    impayé {bill}, relance 2
    chèque sans provision
    tiers payant refusé
    mutuelle à jour
    mutuelle résiliée le {day}
    carte vitale non à jour
    carte vitale perdue
    carte vitale du conjoint
    attestation CSS à fournir
    ALD 30, prise en charge 100 %
    100 %
    accident du travail du {day}
    pas de carte, attestation papier
    Levothyrox 75
    Lévothyrox 75 depuis 2014
    sous Previscan, INR cible 2-3
    INR tous les mardis
    Kardégic 75 mg
    Metformine 1000 x 2
    sous Tahor 10
    diabète type 2, HbA1c trimestrielle
    dialyse lundi mercredi vendredi
    tumeur au cerveau, suivi CHU
    chimio en cours, NFS hebdomadaire
    patient{e} sous tutelle
    tutelle UDAF
    EHPAD, chambre 214
    ne parle pas français
    refuse le prélèvement
    a déménagé
    homonyme ! vérifier la date de naissance
    dossier en double
    fusion des dossiers faite
    personnel du laboratoire
    VIP
    mauvais payeur
    ECBU à rapporter
    urines de 24 h
    coproculture 3 flacons
    test respiratoire 30 min d'attente
    HGPO 75 g, prévoir 2 h
    gp à contrôler, 2e détermination à faire
    carte de groupe remise
    carte de groupe à refaire
    RAI à refaire avant intervention
    réserver 2 CGR O- pour mardi
    bilan pré-op
    bilan thyroïdien T3 T4 TSH
    bilan martial
    PSA annuel
    sérologie VHB négative
    Ag HBs +, voir biologiste
    charge virale VHC indétectable
    charge virale VHB à contrôler
    toxoplasmose séronégative
    séronégati{f} pour le CMV
    polyarthrite séropositive
    sérologie syphilis négative
    test VIH à prévoir
    test VIH non effectué
    test VIH prescrit, tube non prélevé
    sérologie VIH demandée
    sérologie VIH en attente
    sérologie VIH à contrôler dans 6 semaines
    dépistage VIH proposé
    refuse le dépistage VIH
    test de grossesse à prévoir
    test de grossesse demandé
    bHCG à faire
    bHCG en cours
    HCG prescrite, revient lundi
    TG et cholestérol
    vitamine B12 et D
    vaccin grippe à faire
    PCR Covid négative
    sérologie Covid demandée
    test Covid avant départ, vol SA 4412
    demande le biologiste
    courrier du {day} sans réponse
    passera lundi
    RDV le {day} à 8h15
    """
)
