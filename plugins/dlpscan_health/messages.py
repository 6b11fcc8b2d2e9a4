"""Messages of laboratories and hospitals: HL7 v2, HPRIM Santé, HPRIM Médecins, told by how they begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlpscan.layout import Labels, Layout

# A message may have lost its header, as where somebody copied a few segments.
_START = re.compile(
    rb"[\s\x0b\xef\xbb\xbf]*+(?:(?:FHS|BHS|MSH|(?:PID|PV1|OBR|OBX|ORC)(?=\|))([^\w\s])"
    rb"|(?:H([^\w\s])[^\w\s]{3,5}\2|P(?=\|\d{1,3}\|[^\r\n]{0,200}~)([|])))"
)
# The first lines of a letter of HPRIM Médecins: the seventh is a birth date, the eighth a NIR, both may be a point.
_HEADER = re.compile(
    rb"[\w.-]{1,20}[ \t]*\r?\n[^\r\n|;]{1,60}\r?\n[^\r\n|;]{0,60}\r?\n(?:[^\r\n|;]{0,60}\r?\n){2}"
    rb"\d{5} [^\r\n]{1,40}\r?\n"
    rb"(?:\d{2}/\d{2}/\d{2,4}|\d{4}-\d{2}-\d{2})[ \t]*\r?\n[0-9ABab .]{0,20}\r?\n"
)
_MARKS = (b"****LAB****", b"****FIN****")
_RESULT = re.compile(rb"[\r\n]RES\|[^\r\n|]{1,80}\|[^\r\n|]{0,20}\|[ANC]\|")


def recognise(head: bytes, labels: Labels) -> Layout | None:
    """The layout of a message, by its first line; that of HPRIM Médecins by its marks and its lines of results."""
    del labels  # the standards say what is in each field
    found = _START.match(head)
    is_coded = found is None and (
        any(mark in head for mark in _MARKS)
        or (b"RES|" in head and _RESULT.search(head) is not None)
        or _HEADER.match(head) is not None
    )
    if found is None and not is_coded:
        return None
    # Late, as it needs numpy, which few files are worth.
    from .segment_fields import HL7, HPRIM, MEDECINS
    from .segments import SegmentsLayout

    if found is None:
        return SegmentsLayout(standard=MEDECINS, delimiter=ord("|"))
    delimiter = found[1] or found[2] or found[3]
    return SegmentsLayout(standard=HL7 if found[1] else HPRIM, delimiter=delimiter[0])
