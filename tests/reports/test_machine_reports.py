import io
import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from events import EVENTS, RUN, SUMMARY

from dlpscan.errors import UsageError
from dlpscan.model import Event, RunInfo
from dlpscan.reports import FORMATS, reporter, schema


def written(name: str, events: tuple[Event, ...] = EVENTS, run: RunInfo = RUN) -> bytes:
    out = io.BytesIO()
    with reporter(name).open(out, run) as write:
        for event in events:
            write(event)
    return out.getvalue()


def lines(name: str = "jsonl") -> list[Any]:
    return [json.loads(line) for line in written(name).splitlines()]


def test_schema_that_ships_is_that_of_the_model() -> None:
    assert schema.text() == schema.generated(), "run python -m dlpscan.reports.schema"


def test_lines_are_as_the_schema_says() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema.text()))
    validator.check_schema(validator.schema)
    for line in lines():
        validator.validate(line)


@pytest.mark.parametrize("member", ["type", "target", "preview"])
def test_schema_wants_every_member(member: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema.text()))
    line = lines()[1]
    del line[member]
    assert not validator.is_valid(line)


def test_run_is_first_summary_last_and_progress_nowhere() -> None:
    assert [line["type"] for line in lines()] == ["run", "finding", "file", "file", "problem", "file", "summary"]
    assert all(next(iter(line)) == "type" for line in lines())


def test_finding_line() -> None:
    assert lines()[1] == {
        "type": "finding", "target": "labo/export.csv", "member": None, "detector": "fr-nir", "severity": "critical",
        "confidence": 0.9, "tag": None, "line": 2, "column": 3, "location": None, "field": "NUM_SECU", "record": 1,
        "preview": "2 85 07 ** *** *** **", "fingerprint": "0" * 32,
    }  # fmt: skip


def test_summary_line() -> None:
    assert lines()[-1]["files"] == {"scanned": 38, "partial": 0, "skipped": 1, "error": 1}
    assert lines()[-1]["findings"] == {"critical": 3}


def test_names_that_are_not_text_are_escaped() -> None:
    run = replace(RUN, targets=("labo\udce9",))
    assert json.loads(written("jsonl", (), run))["targets"] == ["labo\\udce9"]


def test_interrupted_run_leaves_whole_lines() -> None:
    out = io.BytesIO()
    with suppress(KeyboardInterrupt), reporter("jsonl").open(out, RUN) as write:
        write(EVENTS[0])
        raise KeyboardInterrupt
    assert [json.loads(line)["type"] for line in out.getvalue().splitlines()] == ["run", "finding"]


def test_json_document_has_all_the_lines_have() -> None:
    document = json.loads(written("json"))
    assert [document["run"], *document["events"], document["summary"]] == lines()


def test_json_document_is_whole_after_an_interruption() -> None:
    out = io.BytesIO()
    with pytest.raises(KeyboardInterrupt), reporter("json").open(out, RUN):
        raise KeyboardInterrupt
    assert json.loads(out.getvalue()) == {"run": lines()[0], "events": [], "summary": None}


def test_json_document_of_nothing() -> None:
    assert json.loads(written("json", (SUMMARY,)))["events"] == []


@pytest.mark.parametrize("name", list(FORMATS))
def test_reporters_have_the_name_they_are_found_by(name: str) -> None:
    assert reporter(name).name == name


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="unknown format 'jsnol', did you mean 'jsonl'"):
        reporter("jsnol")
