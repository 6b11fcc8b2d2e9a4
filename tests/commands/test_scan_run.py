"""The command on real files, with a detector of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dlpscan.cli import main

PLUGIN = """
from dlpscan import Category, PatternDetector, Severity, hookimpl

@hookimpl
def dlpscan_detectors():
    return [
        PatternDetector(id="ticket", title="Ticket", category=Category.IDENTITY, severity=Severity.HIGH,
                        patterns=(r"TICKET-[0-9]{6}",)),
        PatternDetector(id="room", title="Room", category=Category.CONTACT, severity=Severity.LOW,
                        patterns=(r"ROOM-[0-9]{3}",)),
    ]
"""

REPORTER = """
from contextlib import contextmanager
from dlpscan import hookimpl

class Failing:
    name = "failing"

    @contextmanager
    def open(self, out, run):
        def take(event):
            raise ValueError("a value: TICKET-123456")
        yield take

@hookimpl
def dlpscan_reporters():
    return [Failing()]
"""


@pytest.fixture(autouse=True)
def labo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ours.py").write_text(PLUGIN)
    (tmp_path / "labo").mkdir()
    (tmp_path / "labo" / "a.txt").write_text("see TICKET-123456\nin ROOM-101\n")
    (tmp_path / "labo" / "b.txt").write_text("nothing to see\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "labo"


def lines(capfd: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def scan(*arguments: str) -> int:
    return main(["scan", "labo", "--plugin", "ours.py", "--jobs", "1", *arguments])


def test_findings_and_their_exit_code(capfd: pytest.CaptureFixture[str]) -> None:
    assert scan("--format", "jsonl") == 1
    found = lines(capfd)
    assert [line["detector"] for line in found if line["type"] == "finding"] == ["ticket", "room"]
    assert found[0]["type"] == "run"
    assert found[-1]["files"]["scanned"] == 2


def test_fail_on(capfd: pytest.CaptureFixture[str]) -> None:
    assert scan("--fail-on", "critical") == 0
    assert scan("--fail-on", "low", "--detector", "room") == 1


@pytest.mark.parametrize(
    ("arguments", "detectors"),
    [(["--detector", "room"], ["room"]), (["--detector", "room", "--detector", "ticket"], ["ticket", "room"])],
)
def test_chosen_detectors(arguments: list[str], detectors: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    scan("--format", "jsonl", *arguments)
    assert lines(capfd)[0]["detectors"] == detectors


def test_left_out_detectors(capfd: pytest.CaptureFixture[str]) -> None:
    assert scan("--format", "jsonl", "--no-detector", "ticket") == 0
    assert "ticket" not in lines(capfd)[0]["detectors"]


@pytest.mark.parametrize("option", ["--detector", "--no-detector"])
def test_unknown_detector(option: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert scan(option, "tikcet") == 2
    assert capfd.readouterr().err == "dlpscan: error: unknown detector 'tikcet', did you mean 'ticket'?\n"


def test_no_detector_left(capfd: pytest.CaptureFixture[str]) -> None:
    assert scan("--detector", "room", "--no-detector", "room") == 2
    assert "no detector is left" in capfd.readouterr().err


def test_values_are_masked_unless_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    scan()
    assert "TICKET-123456" not in capfd.readouterr().out
    scan("--show-values")
    assert "TICKET-123456" in capfd.readouterr().out


def test_several_reports(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert scan("--report", "jsonl:a.jsonl", "--report", "json:a.json") == 1
    assert "labo/a.txt" in capfd.readouterr().out
    document = json.loads((tmp_path / "a.json").read_text())
    assert len(document["events"]) + 2 == len((tmp_path / "a.jsonl").read_text().splitlines())
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600


def test_report_of_a_missing_target_is_not_even_made(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "nope", "--output", "out"]) == 2
    assert capfd.readouterr().err == "dlpscan: error: no such file or directory: nope\n"
    assert not (tmp_path / "out").exists()


def test_inventory(capfd: pytest.CaptureFixture[str]) -> None:
    assert scan("--inventory") == 0
    assert "2 files would be read" in capfd.readouterr().out


def test_configuration_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "dlpscan.toml").write_text("plugins = ['ours.py']\ndetectors = ['room']\nfail-on = 'low'\njobs = 1\n")
    assert main(["scan", "labo"]) == 1
    assert main(["scan", "labo", "--fail-on", "medium"]) == 0


def test_configuration_in_what_is_scanned(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labo" / "dlpscan.toml").write_text("disable = ['fr-nir']\n")
    os.chdir(tmp_path / "labo")
    assert main(["scan", ".", "--format", "jsonl", "--jobs", "1"]) == 0
    captured = capfd.readouterr()
    assert captured.err.endswith("lies in what is scanned and is ignored; --config uses it\n")


def test_report_of_a_plugin_that_fails_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "theirs.py").write_text(REPORTER)
    assert scan("--plugin", "theirs.py", "--format", "failing", "--report", "jsonl:a.jsonl") == 2
    assert capfd.readouterr().err == "dlpscan: error: the report 'failing' failed: ValueError\n"
    assert json.loads((tmp_path / "a.jsonl").read_text().splitlines()[0])["type"] == "run"


def test_hyphen_is_the_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    scan("--format", "jsonl", "--output", "-")
    assert lines(capfd)[0]["type"] == "run"
    assert scan("--report", "jsonl:-") == 2
    assert "two reports go to the standard output" in capfd.readouterr().err


def test_colours_never_go_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    scan("--output", "out")
    assert "\x1b" not in (tmp_path / "out").read_text()


@pytest.mark.parametrize("name", ["console", "json", "jsonl"])
def test_full_disk(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert scan("--format", name, "--output", "/dev/full") == 2
    assert capfd.readouterr().err == "dlpscan: error: cannot write /dev/full: No space left on device\n"


@pytest.mark.parametrize("name", ["console", "json", "jsonl"])
def test_closed_pipe(name: str, dlpscan: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [*dlpscan, "scan", "labo", "--plugin", "ours.py", "--format", name]
    done = subprocess.run(command, check=False, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (2, "")


@pytest.mark.skipif(sys.platform == "darwin", reason="names must be UTF-8 there")
def test_target_whose_name_is_not_text(tmp_path: Path, dlpscan: list[str]) -> None:
    os.mkdir(os.fsencode(tmp_path) + b"/l\xe9")
    for name in ("console", "json", "jsonl"):
        done = subprocess.run(
            [*map(os.fsencode, dlpscan), b"scan", b"l\xe9", b"--format", name.encode()],
            check=False,
            capture_output=True,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode()
