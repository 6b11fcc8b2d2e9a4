"""Detectors of French personal medical data, as a plugin of dlpscan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import hookimpl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlpscan import Detector


@hookimpl
def dlpscan_detectors() -> Sequence[Detector]:
    """Everything this plugin knows; the last two only relate and count people."""
    from . import birth_date, blood_group, fr_nir, hiv_result, person_name, phone, pregnancy_result

    modules = (fr_nir, phone, blood_group, hiv_result, pregnancy_result, person_name, birth_date)
    return [module.DETECTOR for module in modules]
