"""HIV: results, viral loads and stated infection. The word alone, a request or a price is no finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from ..language.statements import NEGATIVE, POSITIVE, TAGS, UNKNOWN, header, in_short_cell
from .context import Around, against, for_person
from .patterns import KINDS, PATTERNS
from .places import Places
from .statement import Reading, analyte_in, cell_reading, is_far, legible, reading, status_tag
from .words import EXPRESSIONS

if TYPE_CHECKING:
    from collections.abc import Callable

_SURE, _LIKELY, _UNSURE = 0.9, 0.7, 0.6
_NAMED = 2  # somebody is named or spoken of: no identity need stand in the record
_BASE = {"result": 1, "below": 1, "weak": 1, "before": 1, "strong": 1, "status": 0, "load": 1, "name": 1}
_NOT_OF_PATIENTS = re.compile(
    r"controle|\blots?\b|\bkits?\b|reactif|echantillon|produit|article|question|modele|\btaux\b"
    r"|\bnombre\b|tarif|prix|commande|stock|regle"
    r"|texte_(?:neg|pos|def)|par_defaut|possible"
)
_REACH_OF_NAME = 240
# Both cases are written out, as a set of first bytes is what makes the search fast.
_OF_A_RESULT = re.compile(
    rb"[nN](?:\xc3[\xa9\x89]|[eEaA?])?[gG]|[pP].?[oO0]?[sS]|[rR](?:\xc3[\xa9\x89]|[eE?])[aA]|[tT][eE][cC][tT]"
    rb"|[bB][sS][eE][nN]|[dD][oO][uU][tT]|[iI][nN][dD]|[qQ][uU][iI][vV]|[lL][iI][mM][iI]|[+<>\d-]"
)
_HOTLINE = re.compile(r" ?(?:info|ecoute|service)")
_DEFINED = re.compile(r" ?: ?[a-z]")  # a title or an entry of a glossary
_HIV_AROUND = re.compile(
    r"\bvih|\bhiv|pvvih|\baes\b|\btpe\b|\bprep\b|tritherap|antiretro|\barv\b|\bcd4|infectio|cegidd"
    r"|biktarvy|triumeq|dovato|genvoya|isentress|tivicay|juluca|odefsey"
    r"|symtuza|descovy|truvada|kivexa|prezista|gp160|gp120|gp41"
)


def _scored(kind: str, around: Around) -> float:
    """How sure it is that a statement is about somebody."""
    weight = against(around)
    if weight == 0 and _BASE[kind] == 1:
        return _SURE
    score = _BASE[kind] + min(for_person(around), 2) - weight
    return 0 if score < 1 else _LIKELY if score == 1 else _SURE


class _Judge:
    """The hits of a chunk, one after the other."""

    def __init__(self, hits: Hits) -> None:
        self.hits, self.places = hits, Places(hits)
        self.short = in_short_cell(hits)
        self.kinds = [KINDS[pattern] for pattern in hits.pattern.tolist()]
        self._known: dict[tuple[str, tuple[str, ...]], tuple[float, int]] = {}
        self.readers: dict[str, Callable[[int, str], tuple[float, int]]] = {
            "before": self._before,
            "strong": self._status,
            "status": self._status,
            "load": self._load,
            "alone": self._alone,
            "column": self._column,
            "name": self._named,
            "cells": self._cells,
            "weak": self._weak,
        }

    def of(self, index: int, text: str) -> tuple[float, int]:
        """Confidence and tag of a hit; comments in a table repeat, so each is judged once."""
        if self.hits.cell[index] < 0 or self.kinds[index] == "column":
            return self._judged(index, text)
        key = (f"{self.kinds[index]}|{header(self.hits, index)}|{text}", self.places.of_cell(index))
        if key not in self._known:
            self._known[key] = self._judged(index, text)
        return self._known[key]

    def _judged(self, index: int, text: str) -> tuple[float, int]:
        if _NOT_OF_PATIENTS.search(header(self.hits, index)):
            return 0, UNKNOWN
        return self.readers.get(self.kinds[index], self._result)(index, legible(text))

    def _read(self, index: int, value: str, *, far: bool = False) -> tuple[float, int]:
        analyte, rest = analyte_in(value.replace("\n", " "))
        rest += self.places.behind(index)
        found = reading(analyte, rest)
        if found is None or (far and not is_far(rest, found)):
            return 0, UNKNOWN
        return self._confident(index, value, found, rest), found.tag

    def _confident(self, index: int, value: str, found: Reading, rest: str) -> float:
        around = self.places.around(index, behind=rest[found.end :])
        return _scored(self.kinds[index], around)

    def _result(self, index: int, value: str) -> tuple[float, int]:
        return self._read(index, value)

    def _weak(self, index: int, value: str) -> tuple[float, int]:
        if EXPRESSIONS["analyte"].match(value):
            return self._read(index, value)
        around = self.places.around(index)
        if EXPRESSIONS["other"].search(around.line) or not (
            _HIV_AROUND.search(around.wide) or value.startswith("trod") or self.short[index]
        ):
            return 0, UNKNOWN
        return self._read(index, value)

    def _before(self, index: int, value: str) -> tuple[float, int]:
        around = self.places.around(index)
        return _scored("before", around), status_tag(value)

    def _status(self, index: int, value: str) -> tuple[float, int]:
        around = self.places.around(index)
        if (_DEFINED.match(around.behind) and not self.short[index]) or _HOTLINE.match(around.behind):
            return 0, UNKNOWN
        if self.short[index]:
            around = around._replace(line=f"{around.line} (patient)")
        return _scored(self.kinds[index], around), POSITIVE

    def _load(self, index: int, value: str) -> tuple[float, int]:
        around = self.places.around(index)
        if EXPRESSIONS["other"].search(around.line) or not (
            _HIV_AROUND.search(around.wide) or "cop" in value or len(around.line) < 60
        ):
            return 0, POSITIVE
        return _scored("load", around), POSITIVE

    def _cells(self, index: int, _value: str) -> tuple[float, int]:
        # A share of the lymphocytes stands behind their number, which elsewhere makes a statistic.
        around = self.places.around(index)._replace(behind="", sentence="", line="")
        return (_LIKELY if re.search(r"\bp?v?vih|\bhiv", around.wide) and against(around) < 2 else 0), POSITIVE

    def _alone(self, index: int, value: str) -> tuple[float, int]:
        around = self.places.around(index)
        named = EXPRESSIONS["other"].search(around.before[-30:] + " " + around.behind[:40]) or EXPRESSIONS[
            "illness"
        ].search(around.before)
        told = self.short[index] or (for_person(around) and not _DEFINED.match(around.behind))
        if named or EXPRESSIONS["of"].match(around.behind) or against(around) or not told:
            return 0, UNKNOWN
        return (_LIKELY if for_person(around) >= _NAMED else _UNSURE), status_tag(value)

    def _named(self, index: int, value: str) -> tuple[float, int]:
        found = [cell_reading(value, legible(cell)) for cell in self.places.next_cells(index)]
        said = [one.tag for one in found if one is not None]
        if said:
            return (_LIKELY if len({POSITIVE, NEGATIVE} & {*said}) < 2 else 0), said[0]
        below = self.places.result_below(index)
        if below and "below" not in self.kinds:
            answer = reading(value, below)
            return (_scored("below", self.places.around(index)), answer.tag) if answer else (0, UNKNOWN)
        return self._read(index, value, far=True)

    def _column(self, index: int, value: str) -> tuple[float, int]:
        found = None if value.startswith("«") else cell_reading(self.places.label(index), value)
        return (_SURE, found.tag) if found is not None else (0, UNKNOWN)


def _names_nothing_told(hits: Hits) -> list[bool]:
    """Which hits are bare names in prose without anything like a result behind them, as most are."""
    import numpy as np

    names = (hits.pattern == KINDS.index("name")) & (hits.cell < 0)
    if not bool(names.any()):
        return [False] * len(hits)
    told = np.array([match.start() for match in _OF_A_RESULT.finditer(hits.chunk.text)], np.int64)
    first = np.searchsorted(told, hits.end)
    near = np.append(told, len(hits.chunk.text) + _REACH_OF_NAME)[first] < hits.end + _REACH_OF_NAME
    idle: list[bool] = (names & ~near).tolist()
    return idle


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    judge = _Judge(hits)
    idle = _names_nothing_told(hits)
    judged = [(0.0, UNKNOWN) if idle[i] else judge.of(i, text) for i, text in enumerate(hits.texts())]
    confidence = np.array([sure for sure, _ in judged], np.float32)
    tags = np.array([tag for _, tag in judged], np.int8)
    kinds = np.array(judge.kinds)
    confidence[judge.places.enumerated(kinds == "column", tags)] = 0
    confidence[(kinds == "name") & judge.places.beside(kinds == "column", confidence > 0)] = 0
    return Verdicts(confidence=confidence, tag=tags, needy=(kinds == "alone") & (confidence < _LIKELY))


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="hiv-result",
        title="HIV result or status",
        category=Category.HEALTH,
        severity=Severity.HIGH,
        labels=(
            "vih",
            "hiv",
            "séro vih",
            "séro hiv",
            "sérologie vih",
            "sérologie hiv",
            "séro ?vih",
            "statut vih",
            "cvvih",
            "statut sérologique",
            "ag p24",
            "vih1",
            "vih 1 2",
            "vihc",
            "hivc",
            "serovih",
            "serohiv",
            "vihag",
            "hivag",
            "charge virale",
            "cv vih",
            "hivr",
            "vih12",
            "hiv12",
            "résultat vih",
            "res vih",
            "res hiv",
            "trod",
            "viral load",
            "hiv vl",
            "56888 1",
            "75622 1",
            "25836 8",
            "20447 9",
            "7918 6",
            "31201 7",
        ),
        refuting_labels=(
            "date",
            "prix",
            "tarif",
            "code",
            "lot",
            "tube",
            "délai",
            "nombre",
            "nb",
            "taux",
            "total",
            "libellé",
            "réactif",
            "coef",
            "prescri\\w{1,6}",
            "demande",
            "consentement",
            "tests",
            "kits?",
            "stock",
            "heure",
            "vhc",
            "vhb",
            "hcv",
            "hbv",
            "motif",
            "technique",
            "méthode",
            "unité",
            "norme",
        ),
        tags=TAGS,
        needs=(Category.IDENTITY,),
        matches=(
            "VIH 1+2 : négatif",
            "séropositif HIV",
            "charge virale VIH < 20 copies/mL",
            "sérol VIH nég",
            "VlH : NEGATlF",
        ),
        rejects=(
            "sérologie VIH demandée",
            "dépistage VIH proposé",
            "si le test VIH est positif",
            "VIH : positif / négatif",
        ),
        reference="Arrêté du 28 mai 2010 on the biological diagnosis of HIV; LOINC 56888-1, 25836-8",
    ),
    patterns=PATTERNS,
    judged=_judged,
)
