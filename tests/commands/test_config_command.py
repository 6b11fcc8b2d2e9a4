import tomllib
from pathlib import Path

import pytest

from dlpscan.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_show_says_where_values_come_from(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dlpscan.toml").write_text("jobs = 2\nfail-on = 'low'\n")
    assert main(["config", "show", "--fail-on", "critical", "--exclude", "a", "--exclude", "b"]) == 0
    lines = dict(line.rsplit("  # ", 1) for line in capsys.readouterr().out.splitlines())
    origins = {line.strip(): origin for line, origin in lines.items()}
    assert origins['fail-on = "critical"'] == "command line"
    assert origins['exclude = ["a", "b"]'] == "command line"
    assert origins["jobs = 2"] == f"{folder}/dlpscan.toml"
    assert origins["# max-size is not set"] == "default"


def test_what_is_shown_can_be_a_configuration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["config", "show"])
    shown = capsys.readouterr().out
    assert tomllib.loads(shown)["min-confidence"] == 0.5
    (folder / "shown.toml").write_text(shown)
    assert main(["config", "check", "--config", "shown.toml"]) == 0
    assert capsys.readouterr().out == "shown.toml: good\n"


def test_check_lists_every_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dlpscan.toml").write_text("jobs = 'x'\nfial-on = 'low'\n")
    assert main(["config", "check"]) == 2
    assert capsys.readouterr().err == (
        f"dlpscan: error: {folder}/dlpscan.toml: jobs: must be a whole number from 0, not 'x'\n"
        f"dlpscan: error: {folder}/dlpscan.toml: unknown key 'fial-on', did you mean 'fail-on'?\n"
    )


def test_check_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "check"]) == 0
    assert "no configuration file found" in capsys.readouterr().out


def test_check_says_what_it_passes_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dlpscan.toml").write_text("")
    (folder / "dlpscan.toml").chmod(0o666)
    assert main(["config", "check"]) == 0
    assert "note:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("detectors = ['fr-nri']", "unknown detector 'fr-nri', did you mean 'fr-nir'?"),
        ("format = 'jsnl'", "unknown format 'jsnl', did you mean 'jsonl'?"),
    ],
)
def test_check_knows_what_there_is(option: str, message: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dlpscan.toml").write_text(option)
    assert main(["config", "check"]) == 2
    assert capsys.readouterr().err == f"dlpscan: error: {message}\n"
