"""Nested text as records: which values belong to one person."""

from __future__ import annotations

import time

import numpy as np
import pytest

from dlpscan.detector import Person
from dlpscan.text.layouts.nested.tree import records_of

Node = dict[str, object]


def records(root: object, persons: dict[str, Person]) -> list[list[str]]:
    """The values of nested dicts and lists, grouped by record."""
    parents: list[int] = []
    elements: list[bool] = []
    values: list[tuple[int, str, str]] = []

    def walk(thing: object, above: int, key: str, *, element: bool) -> None:
        if isinstance(thing, list):
            for one in thing:
                walk(one, above, key, element=True)
        elif isinstance(thing, dict):
            node = len(parents)
            parents.append(above)
            elements.append(element)
            for name, inner in thing.items():
                walk(inner, node, f"{key.rpartition('.')[2]}.{name}" if key else name, element=False)
        else:
            values.append((above, key, str(thing)))

    walk(root, -1, "", element=False)
    labels = list(dict.fromkeys(label for _, label, _ in values))
    known = {number: persons[label] for number, label in enumerate(labels) if label in persons}
    record, count = records_of(
        np.array(parents, np.int64),
        np.array(elements, np.bool_),
        np.array([owner for owner, _, _ in values], np.int64),
        np.array([labels.index(label) for _, label, _ in values], np.int32),
        known,
    )
    grouped: list[list[str]] = [[] for _ in range(count)]
    for number, (_, _, value) in zip(record.tolist(), values, strict=True):
        grouped[number].append(value)
    return grouped


NIR = {"nir": Person.NATIONAL_ID, "patients.nir": Person.NATIONAL_ID, "patient.nir": Person.NATIONAL_ID}


def test_one_person_is_one_record_however_deep() -> None:
    one = {"patient": {"nir": "1", "contact": {"tel": "06"}}, "resultats": [{"vih": "neg"}, {"gs": "A+"}]}
    assert records(one, NIR) == [["1", "06", "neg", "A+"]]


def test_a_list_of_persons_is_a_record_each() -> None:
    many = {"patients": [{"nir": "1", "tel": ["a", "b"]}, {"nir": "2", "vih": {"valeur": "neg"}}]}
    assert records(many, NIR) == [["1", "a", "b"], ["2", "neg"]]


def test_what_surrounds_several_persons_is_a_record_of_its_own() -> None:
    service = {"service": "Urgences", "patients": [{"nir": "1"}, {"nir": "2"}, {"tel": "06"}]}
    assert records(service, NIR) == [["Urgences"], ["1"], ["2"], ["06"]]


def test_the_strongest_kind_is_the_measure() -> None:
    persons = {"nom": Person.NAME, "nir": Person.NATIONAL_ID, "medecin.nom": Person.NAME}
    rows = [{"nom": "A", "nir": "1", "medecin": {"nom": "X"}}, {"nom": "B", "nir": "2", "medecin": {"nom": "X"}}]
    assert records(rows, persons) == [["A", "1", "X"], ["B", "2", "X"]]


def test_without_a_person_every_element_is_a_record() -> None:
    assert records([{"a": 1, "b": {"c": 2}}, {"a": 3}], {}) == [["1", "2"], ["3"]]
    assert records({"x": {"a": 1}, "y": 2}, {}) == [["1", "2"]]


def test_nothing_is_no_record() -> None:
    assert records({}, NIR) == []


@pytest.mark.parametrize("shape", ["deep", "wide"])
def test_time_is_linear(shape: str) -> None:
    seconds = []
    for count in (100_000, 200_000):
        parent = np.arange(-1, count - 1) if shape == "deep" else np.zeros(count, np.int64)
        parent[0] = -1
        owner, label = np.arange(count), np.zeros(count, np.int32)
        started = time.process_time()
        records_of(parent, np.ones(count, np.bool_), owner, label, {0: Person.NATIONAL_ID})
        seconds.append(time.process_time() - started)
    assert seconds[1] < 5 * seconds[0] + 0.2
