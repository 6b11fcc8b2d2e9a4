"""Names of drugs and of therapies, and which of them stand in a text.

The names of drugs are in `treatments.txt`. They are looked up word by word, never searched for: a text is folded
and cut into words as arrays, and the hash of each word is sought among the sorted hashes of the names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..language.folding import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

FAMILIES = (
    "antiretroviral", "opioid-substitution", "psychiatric", "chemotherapy", "contraception", "dementia", "diabetes",
)  # fmt: skip
"""Whose names tell an illness, or what is nobody's business. In a record the first counts."""

NAME, THERAPY, DOUBTFUL = 1, 2, 3
"""A drug; a kind of treatment; a drug or an analysis, a forename, a metal."""

_THERAPIES = {
    "antiretroviral": ("trithérapie", "arv", "antirétroviraux", "multithérapie"),
    "opioid-substitution": ("tso",),
    "psychiatric": ("neuroleptique", "neuroleptiques", "antipsychotique", "antidépresseur", "antidépresseurs",
                    "thymorégulateur", "sismothérapie", "électroconvulsivothérapie"),
    "chemotherapy": ("chimio", "chimiothérapie", "radiochimiothérapie", "polychimiothérapie", "immunothérapie",
                     "radiothérapie", "curiethérapie", "hormonothérapie"),
    "contraception": ("ivg", "pilule", "stérilet", "diu"),
    "dementia": (),
    "diabetes": ("insulinothérapie",),
    "": ("dialyse", "hémodialyse", "corticothérapie", "corticoïdes", "aod", "avk", "anticoagulants", "anticoagulant",
         "anticoagulée", "anticoagulé", "antibiothérapie", "oxygénothérapie", "aérosols", "biothérapie",
         "photothérapie", "ppc", "kinésithérapie", "bêtabloquant", "antalgiques", "antihypertenseur",
         "ains", "benzodiazépines", "désensibilisation"),
}  # fmt: skip
_DOUBTFUL = {
    "psychiatric": ("lithium",),
    "antiretroviral": ("prep", "tpe"),
    "contraception": ("diane", "jasmine", "thais", "evra", "yaz", "trinordiol"),
    "": ("fer", "calcium", "magnésium", "potassium", "zinc", "vitamine", "vitamines", "oxygène", "progestérone",
         "testostérone", "estradiol", "atropine", "adrénaline", "dopamine", "quinine", "alma", "divina", "muse",
         "glucagon", "thiamine", "immunoglobulines", "érythropoïétine", "epo", "concerta", "collyre", "sirop"),
}  # fmt: skip
_WORD = re.compile(r"[a-z][a-z0-9]*")


@cache
def words() -> dict[str, tuple[int, str]]:
    """What each word is, and its family (empty for none)."""
    from importlib.resources import files

    table: dict[str, tuple[int, str]] = {}
    lines = files(__package__).joinpath("treatments.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            name, _, family = line.partition(" ")
            table[name] = (NAME, family)
    for kind, families in ((THERAPY, _THERAPIES), (DOUBTFUL, _DOUBTFUL)):
        table |= {plain(word): (kind, family) for family, own in families.items() for word in own}
    return table


@cache
def _hashes() -> NDArray[np.uint64]:
    """uint64[k]: the sorted hashes of all words."""
    import numpy as np

    from dlpscan.arrays import Strings

    ordered = [word.upper().encode() for word in words()]
    ends = np.cumsum([len(word) for word in ordered])
    starts = np.concatenate(([0], ends[:-1]))
    return np.sort(Strings.cut(b"".join(ordered), starts, ends).hashes())


def naming(strings: Strings) -> NDArray[np.bool_]:
    """bool[n]: which strings have a word that may be a treatment."""
    import numpy as np

    from dlpscan.arrays import Strings

    folded = strings.folded()
    # A scanner reads O as 0.
    folded = Strings(np.where(folded.data == ord("0"), np.uint8(ord("O")), folded.data), folded.offsets)
    found = np.zeros(len(strings), np.bool_)
    if len(folded.data) == 0:
        return found
    gaps = np.flatnonzero(folded.data == 0)
    starts = np.sort(np.concatenate((folded.offsets[:-1], gaps + 1)))
    ends = np.sort(np.concatenate((folded.offsets[1:], gaps)))
    long_enough = ends - starts >= _SHORTEST
    starts, ends = starts[long_enough], ends[long_enough]
    known, hashes = _hashes(), Strings.cut(folded.data.tobytes(), starts, ends).hashes()
    named = known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes
    found[np.searchsorted(folded.offsets, starts[named], side="right") - 1] = True
    return found


_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a text that is a treatment: what it is, its family, and where it stands."""

    kind: int
    family: str
    start: int
    end: int


def named_in(folded: str) -> list[Named]:
    """The treatments in a folded text, in order."""
    table = words()
    known = ((table.get(match[0]), match) for match in _WORD.finditer(folded.replace("0", "o")))
    return [Named(*word, match.start(), match.end()) for word, match in known if word]


def family_of(found: list[Named]) -> int:
    """The number of the family that says most, -1 for none."""
    numbers = [FAMILIES.index(each.family) for each in found if each.family]
    return min(numbers, default=-1)
