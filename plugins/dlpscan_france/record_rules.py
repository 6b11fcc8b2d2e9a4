"""What French personal data amount to when they stand in one record.

DPC and EI are those of ENISA's methodology of 2013 (annexes 1 and 2): a full name with birth date or e-mail, a national
number with a name, and the identity traits of the INS tell one person; who treats or insures somebody says that he is a
patient; a test for HIV or a pregnancy is, by the guidelines of the CNIL, of the most intimate kind.
"""

from __future__ import annotations

from dlpscan import RecordRule, Severity

INTIMATE = "highly-intimate"

RULES = (
    RecordRule(
        id="fr-name-and-birth-date",
        when=("person-name", "birth-date"),
        identification=1,
        reason="name and birth date together tell one person",
    ),
    RecordRule(
        id="fr-name-and-nir",
        when=("person-name", "fr-nir"),
        identification=1,
        reason="the social security number stands beside the name",
    ),
    RecordRule(
        id="fr-name-and-email",
        when=("person-name", "email"),
        identification=1,
        reason="name and e-mail address together tell one person",
    ),
    RecordRule(
        id="fr-name-and-place",
        when=("person-name", "fr-address|phone"),
        identification=0.75,
        reason="the name stands beside an address or a phone number",
    ),
    RecordRule(
        id="fr-nir-and-contact",
        when=("fr-nir", "email|phone|fr-address|birth-date"),
        identification=0.75,
        reason="the social security number stands beside a contact or the birth date",
    ),
    RecordRule(
        id="fr-reachable",
        when=("email", "phone|fr-address"),
        identification=0.75,
        reason="e-mail address and another contact belong to one person",
    ),
    RecordRule(
        id="fr-patient",
        when=("fr-nir|person-name", "fr-physician|fr-health-insurer"),
        context=2,
        severity=Severity.MEDIUM,
        raises=("person-name", "birth-date", "fr-physician", "fr-health-insurer"),
        reason="it says that a person who is named is a patient, and whose",
    ),
    RecordRule(
        id="fr-identity-theft",
        when=("fr-nir", "person-name", "birth-date|fr-address"),
        context=2,
        severity=Severity.HIGH,
        raises=("fr-nir", "person-name"),
        reason="with number, name and birth date or address somebody can pass for the person",
    ),
    RecordRule(
        id="fr-hiv",
        when=("hiv-result",),
        context=4,
        flag=INTIMATE,
        reason="it says whether somebody has HIV",
    ),
    RecordRule(
        id="fr-pregnancy",
        when=("pregnancy-result",),
        context=4,
        flag=INTIMATE,
        reason="it says whether somebody is pregnant",
    ),
)
