"""Messages of laboratories and hospitals: HL7 v2, HPRIM Santé, HPRIM Médecins, told by how they begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlpscan.layout import Labels, Layout

_START = re.compile(rb"[\s\x0b\xef\xbb\xbf]*+(?:(?:FHS|BHS|MSH)([^\w\s])|H([^\w\s])[^\w\s]{3,5}\2)")
_MARKS = (b"****LAB****", b"****FIN****")
_RESULT = re.compile(rb"[\r\n]RES\|[^\r\n|]{1,80}\|[^\r\n|]{0,20}\|[ANC]\|")


def recognise(head: bytes, labels: Labels) -> Layout | None:
    """The layout of a message, by its first line; that of HPRIM Médecins by its marks and its lines of results."""
    del labels  # the standards say what is in each field
    found = _START.match(head)
    is_coded = found is None and (any(mark in head for mark in _MARKS) or (b"RES|" in head and _RESULT.search(head)))
    if found is None and not is_coded:
        return None
    # Late, as it needs numpy, which few files are worth.
    from .segment_fields import HL7, HPRIM, MEDECINS
    from .segments import SegmentsLayout

    if found is None:
        return SegmentsLayout(standard=MEDECINS, delimiter=ord("|"))
    return SegmentsLayout(standard=HL7 if found[1] else HPRIM, delimiter=(found[1] or found[2])[0])
