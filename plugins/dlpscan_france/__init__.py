"""Detectors of French personal medical data, as a plugin of dlpscan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import hookimpl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlpscan import Detector, RecordRule


@hookimpl
def dlpscan_detectors() -> Sequence[Detector]:
    """Everything this plugin knows."""
    from . import (
        birth_date,
        blood_group,
        credential,
        email_address,
        fr_address,
        fr_finess,
        fr_health_insurer,
        fr_nir,
        fr_physician,
        fr_rpps,
        hiv_result,
        iban,
        patient_schema,
        person_name,
        phone,
        pregnancy_result,
        treatment,
    )

    return [
        fr_nir.DETECTOR,
        phone.DETECTOR,
        fr_address.DETECTOR,
        fr_health_insurer.DETECTOR,
        blood_group.DETECTOR,
        hiv_result.DETECTOR,
        pregnancy_result.DETECTOR,
        treatment.DETECTOR,
        credential.DETECTOR,
        person_name.DETECTOR,
        fr_physician.DETECTOR,
        birth_date.DETECTOR,
        email_address.DETECTOR,
        iban.DETECTOR,
        fr_rpps.DETECTOR,
        fr_finess.DETECTOR,
        patient_schema.DETECTOR,
    ]


@hookimpl
def dlpscan_rules() -> Sequence[RecordRule]:
    """What these data amount to together."""
    from .record_rules import RULES

    return RULES
