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
        fr_nir,
        hiv_result,
        patient_schema,
        person_name,
        phone,
        pregnancy_result,
    )

    return [
        fr_nir.DETECTOR,
        phone.DETECTOR,
        blood_group.DETECTOR,
        hiv_result.DETECTOR,
        pregnancy_result.DETECTOR,
        person_name.DETECTOR,
        birth_date.DETECTOR,
        patient_schema.DETECTOR,
    ]


@hookimpl
def dlpscan_rules() -> Sequence[RecordRule]:
    """What these data amount to together."""
    from .record_rules import RULES

    return RULES
