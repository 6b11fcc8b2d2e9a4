"""Which field of HL7 v2 and HPRIM holds what, as data.

HL7 2.5 with the French extensions of IHE PAM (Interop'Santé); HPRIM Santé 2.x and HPRIM Médecins 3.0 (HPRIM Net). The
labels are words that detectors know, the fields are counted as the standards do, from 1 behind the segment's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

Fields = dict[str, dict[int, str]]


@dataclass(frozen=True, kw_only=True)
class Standard:
    """What the segments of a standard hold. `patient` begins a record, `border` matches up to where a text may be cut.

    `results` are the segments whose field `[1]` holds what field `[0]` names. Where `ends_record` is not empty, a
    record ends with such a line instead.
    """

    name: str
    fields: Fields
    border: re.Pattern[bytes] = field(repr=False)
    patient_kind: str = ""
    results: dict[str, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    ends_record: bytes = b""

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The names of the segments, the longest first where one begins like another."""
        return tuple(sorted({*self.fields, *self.results}, key=len))

    @cached_property
    def patient(self) -> int:
        """The index of the segment that begins a record."""
        return self.kinds.index(self.patient_kind) if self.patient_kind else -2

    @cached_property
    def _all(self) -> list[tuple[str, int, str]]:
        return [(kind, number, label) for kind, own in self.fields.items() for number, label in own.items()]

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """The index of the segment and the number of each field with a label."""
        return tuple((self.kinds.index(kind), number) for kind, number, _ in self._all)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The label of each of the places."""
        return tuple(label for _, _, label in self._all)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What a report calls each of the places, and at last a result."""
        kind, (_, numbers) = next(iter(self.results.items())) if self.results else ("", (0, (0,)))
        shown = [f"{kind}-{number}" if number > 0 else label.upper() for kind, number, label in self._all]
        return (*shown, f"{kind}-{numbers[0]}")

    @cached_property
    def naming(self) -> tuple[tuple[int, int], ...]:
        """The fields that name a result."""
        return tuple((self.kinds.index(kind), name) for kind, (name, _) in self.results.items())

    @cached_property
    def named(self) -> tuple[tuple[int, int], ...]:
        """The fields that are named."""
        return tuple((self.kinds.index(kind), number) for kind, (_, own) in self.results.items() for number in own)


_PID: dict[int, str] = {
    2: "identifiant", 3: "nir", 5: "nom patient", 7: "date de naissance", 11: "adresse", 13: "téléphone",
    14: "téléphone", 19: "nir",
}  # fmt: skip
HL7 = Standard(
    name="hl7",
    patient_kind="PID",
    border=re.compile(rb"[\r\n]++(?=MSH[^\w\s])"),
    fields={
        "PID": _PID,
        "PV1": {7: "médecin", 8: "médecin", 9: "médecin", 17: "médecin"},
        "ORC": {12: "prescripteur"},
        "OBR": {16: "prescripteur", 28: "copie à"},
        "ROL": {4: "médecin"},
        "NK1": {4: "adresse du proche", 5: "téléphone du proche"},
        "IN1": {4: "mutuelle", 36: "numéro adhérent", 49: "nir"},
        "DG1": {3: "diagnostic", 4: "diagnostic"},
        "AL1": {3: "allergie"},
        "NTE": {3: "commentaire"},
        "RXO": {1: "traitement"},
        "RXE": {2: "traitement"},
    },
    results={"OBX": (3, (5,))},
)
# Of HPRIM, the first field behind `P|` is the number of the segment, as in HL7.
HPRIM = Standard(
    name="hprim",
    patient_kind="P",
    border=re.compile(rb"[\r\n]++(?=P[^\w\s]\d)"),
    fields={
        "P": {
            5: "nom patient", 7: "date de naissance", 10: "adresse", 12: "téléphone", 13: "médecin", 18: "diagnostic",
            19: "traitement", 21: "commentaire", 22: "commentaire",
        },
        "AP": {5: "nir", 22: "date début grossesse"},
        "AC": {2: "mutuelle", 3: "numéro adhérent"},
        "OBR": {16: "prescripteur"},
        "C": {3: "commentaire"},
    },
    results={"OBX": (3, (5,))},
)  # fmt: skip
HEADER_LINES = (
    "", "nom", "prénom", "adresse", "adresse", "code postal ville", "date de naissance", "nir", "", "", "", "médecin",
)  # fmt: skip
"""What the first lines of a letter of HPRIM Médecins are."""
CODED_HEADER = re.compile(
    rb"[^\n]{0,60}\n[^\n]{1,60}\n[^\n]{0,60}\n(?:[^\n]{0,60}\n){3}"
    rb"(?:\d{2}[/.-]\d{2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{8}|\.?)[ \t]*\n[0-9ABab .]{0,20}\n"
)
"""Such lines: the seventh is a birth date, the eighth a NIR, each may be empty or a point."""
MEDECINS = Standard(
    name="hprim-medecins",
    border=re.compile(rb"[\r\n]++\*{4}FINFICHIER\*{4}[ \t]*+[\r\n]++"),
    fields={"": {-number: label for number, label in enumerate(HEADER_LINES) if label}, "TEX": {1: "commentaire"}},
    results={"RES": (1, (4, 9))},
    ends_record=b"****FIN****",
)
