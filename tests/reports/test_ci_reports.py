"""The reports for CI: by their schemas, by the programs that read them, and as they stand."""

import io
import json
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import junitparser
import pytest
from events import EVENTS, PROBLEM, RUN, SUMMARY, finding

from dlpscan.model import Event, Finding, Kind, RunInfo, Severity
from dlpscan.reports import reporter

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-2.1.0-rtm.4.json").read_text(encoding="utf-8"))
KINDS = (
    Kind(id="fr-nir", title="French social security number", severity=Severity.HIGH, reference="INSEE"),
    Kind(id="phone", title="French phone number", severity=Severity.LOW),
)
FORMATS = ("sarif", "github", "gitlab", "junit")
NASTY = replace(
    finding("labo/é 100%,a:b\n\x1b]0;\udce9.csv"),
    preview='2 85\r\n::error::<x>&"\u202e',
    field="\x00]]>",
    member="a/\n<b>.csv",
)


def written(name: str, events: tuple[Event, ...] = EVENTS, run: RunInfo = RUN) -> bytes:
    out = io.BytesIO()
    with reporter(name).open(out, replace(run, kinds=KINDS)) as write:
        for event in events:
            write(event)
    return out.getvalue()


def sarif(*events: Event) -> Any:
    document = json.loads(written("sarif", events))
    jsonschema.Draft4Validator(SCHEMA).validate(document)
    return document["runs"][0]


def test_sarif_is_as_the_schema_says() -> None:
    jsonschema.Draft4Validator.check_schema(SCHEMA)
    run = sarif(*EVENTS)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["fr-nir", "phone"]
    assert run["tool"]["driver"]["rules"][0]["properties"]["security-severity"] == "8.0"
    assert "dlpscan: allow fr-nir" in run["tool"]["driver"]["rules"][0]["help"]["text"]
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("fr-nir", 0, "error")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "labo/export.csv", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 2, "startColumn": 3},
    }
    assert run["columnKind"] == "unicodeCodePoints"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["descriptor"]["id"] == "read/encrypted"
    assert run["invocations"][0]["executionSuccessful"] is True


def test_the_schema_would_refuse_what_is_wrong() -> None:
    document = json.loads(written("sarif"))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not jsonschema.Draft4Validator(SCHEMA).is_valid(document)


def test_sarif_of_a_place_without_a_line_and_of_an_unknown_detector() -> None:
    (result,) = sarif(finding(line=None, detector="of-a-plugin"))["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert "Feuil1!B2" in result["message"]["text"]
    assert "ruleIndex" not in result


def test_sarif_names_the_root_only_where_it_is_one() -> None:
    (result,) = sarif(finding("/srv/labo/a b.csv"))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/labo/a%20b.csv"}


def test_sarif_bounds_what_it_keeps() -> None:
    notifications = sarif(*([PROBLEM] * 1005))["invocations"][0]["toolExecutionNotifications"]
    assert len(notifications) == 1001
    assert notifications[-1]["message"]["text"] == "and 5 more problems"


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprints_stay_when_lines_move(name: str) -> None:
    def of(*findings: Finding) -> list[str]:
        return re.findall(rb'"(?:dlpscan/v1|fingerprint)":"([0-9a-f]{32})"', written(name, findings))  # type: ignore[return-value]

    first, again = of(finding(line=2), finding(line=9))
    assert first != again
    assert of(finding(line=40), replace(finding(line=90), fingerprint="1" * 32)) == [first, again]
    assert of(finding("labo/other.csv"))[0] not in (first, again)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_odd_in_names_and_previews_is_escaped(name: str) -> None:
    text = written(name, (NASTY, SUMMARY))
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert "\u202e".encode() not in text
    text.decode("utf-8")
    if name == "github":
        assert [line[:8] for line in text.splitlines()] == [b"::error ", b"::notice"]
    elif name == "junit":
        junitparser.JUnitXml.fromstring(text)
    elif name == "sarif":
        jsonschema.Draft4Validator(SCHEMA).validate(json.loads(text))


@pytest.mark.parametrize("name", FORMATS)
def test_interrupted_reports_are_whole(name: str) -> None:
    out = io.BytesIO()
    with suppress(KeyboardInterrupt), reporter(name).open(out, RUN) as write:
        write(finding())
        raise KeyboardInterrupt
    text = out.getvalue()
    if name == "sarif":
        document = json.loads(text)
        jsonschema.Draft4Validator(SCHEMA).validate(document)
        assert document["runs"][0]["invocations"][0]["executionSuccessful"] is False
        assert len(document["runs"][0]["results"]) == 1
    elif name == "gitlab":
        assert len(json.loads(text)) == 1
    elif name == "junit":
        suite = next(iter(junitparser.JUnitXml.fromstring(text)))
        assert [case.is_passed for case in suite] == [False, False]
    else:
        assert text.endswith(b"\n")


def test_annotations() -> None:
    assert written("github").decode().splitlines() == [
        (
            "::error file=labo/export.csv,line=2,col=3,title=dlpscan%3A critical fr-nir::"
            "French social security number: 2 85 07 ** *** *** ** (NUM_SECU)"
        ),
        "::warning title=dlpscan%3A not wholly read::labo/old.zip → a/b.csv: encrypted: a password",
        "::notice title=dlpscan::found 3 critical in 40 files; 1 file not wholly read",
    ]


def test_code_quality() -> None:
    (issue,) = json.loads(written("gitlab"))
    assert {key: issue[key] for key in ("check_name", "severity", "location")} == {
        "check_name": "fr-nir",
        "severity": "blocker",
        "location": {"path": "labo/export.csv", "lines": {"begin": 2}},
    }


def test_code_quality_of_nothing() -> None:
    assert json.loads(written("gitlab", ())) == []


def test_tests() -> None:
    suite = next(iter(junitparser.JUnitXml.fromstring(written("junit"))))
    suite.update_statistics()
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (4, 1, 1, 1)
    failed = next(case for case in suite if case.classname == "labo/export.csv")
    assert failed.name == "fr-nir: line 2"
    assert "2 85 07 ** *** *** **" in failed.result[0].message


def test_several_reports_of_a_real_scan(tmp_path: Path, dlpscan: list[str]) -> None:
    reports = [word for name in FORMATS for word in ("--report", f"{name}:{tmp_path / name}")]
    folder = "examples/laboratoire"
    run = subprocess.run(
        [*dlpscan, "scan", folder, *reports, "--format", "jsonl"], cwd=ROOT, capture_output=True, check=False
    )
    assert run.returncode == 1, run.stderr
    findings = [line for line in map(json.loads, run.stdout.splitlines()) if line["type"] == "finding"]
    document = json.loads((tmp_path / "sarif").read_bytes())
    jsonschema.Draft4Validator(SCHEMA).validate(document)
    results = document["runs"][0]["results"]
    assert len(results) == len(findings)
    assert len({result["partialFingerprints"]["dlpscan/v1"] for result in results}) == len(results)
    read = subprocess.run(
        [sys.executable, "-m", "sarif", "summary", str(tmp_path / "sarif")], capture_output=True, text=True, check=False
    )
    errors = sum(finding["severity"] in ("critical", "high") for finding in findings)
    assert f"error: {errors}" in read.stdout, read.stderr
    assert len(json.loads((tmp_path / "gitlab").read_bytes())) == len(findings)
    suite = next(iter(junitparser.JUnitXml.fromstring((tmp_path / "junit").read_bytes())))
    assert sum(case.is_failure for case in suite) == len(findings)
    assert (tmp_path / "github").read_bytes().count(b"\n::") + 1 >= len(findings)
