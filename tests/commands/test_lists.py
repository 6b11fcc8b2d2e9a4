import json
from pathlib import Path

import pytest

from dlpscan.cli import main
from dlpscan.reports import FORMATS, schema

PLUGIN = """
from dlpscan import Category, PatternDetector, Severity, hookimpl

@hookimpl
def dlpscan_detectors():
    return [PatternDetector(id="ticket", title="A\\x1b[31m ticket", category=Category.IDENTITY,
                            severity=Severity.HIGH, patterns=("TICKET",))]
"""


@pytest.fixture(autouse=True)
def _plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours.py").write_text(PLUGIN)
    monkeypatch.chdir(tmp_path)


def test_detectors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detectors", "--plugin", "ours.py"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split(maxsplit=3) == [
        "ticket", "high", "identity", "A\\x1b[31m ticket  [ours]",
    ]  # fmt: skip


def test_detectors_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detectors", "--json", "--plugin", "ours.py"]) == 0
    assert json.loads(capsys.readouterr().out)[-1] == {
        "id": "ticket",
        "title": "A\x1b[31m ticket",
        "category": "identity",
        "severity": "high",
        "reference": "",
        "plugin": "ours",
    }


def test_plugins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "list", "--plugin", "ours.py"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"ours  -  active  {tmp_path}/ours.py  detectors"


def test_plugins_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "list", "--json", "--plugin", "ours.py"]) == 0
    found = json.loads(capsys.readouterr().out)[-1]
    assert (found["name"], found["state"], found["detectors"]) == ("ours", "active", ["ticket"])


def test_plugin_that_cannot_be_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "list", "--plugin", "none.py"]) == 2
    assert capsys.readouterr().err.startswith("dlpscan: error: ")


def test_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(FORMATS)


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--schema"]) == 0
    shown = capsys.readouterr().out
    assert shown == schema.text()
    assert json.loads(shown)["oneOf"]
