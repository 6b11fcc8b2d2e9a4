import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dlpscan import __version__
from dlpscan.cli import main

HEAVY = {"numpy", "regex", "hyperscan", "rich", "pluggy", "msgspec"}
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(dlpscan: list[str], tmp_path: Path) -> Run:
    def run(*arguments: str, **more: object) -> "subprocess.CompletedProcess[str]":
        given: dict[str, object] = {"cwd": tmp_path, "capture_output": True, "text": True, "timeout": 60}
        return subprocess.run([*dlpscan, *arguments], check=False, **{**given, **more})  # type: ignore[call-overload,no-any-return]

    return run


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["scan", "--help"], ["config", "--help"], ["sacn"]])
def test_what_needs_no_engine_imports_none(arguments: list[str]) -> None:
    code = f"import sys; from dlpscan.cli import main; main({arguments}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not HEAVY.intersection(done.stderr.split())


def test_version_does_not_even_import_click() -> None:
    code = "import sys; from dlpscan.cli import main; main(['--version']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "click" not in done.stderr.split()
    assert done.stdout == f"dlpscan {__version__}\n"


def test_version_among_other_options(run: Run) -> None:
    assert run("--version", "scan").stdout == f"dlpscan {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["plugins"], ["config"]])
def test_no_command_shows_the_help(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Commands:" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sacn"], "no such command 'sacn', did you mean 'scan'?"),
        (["."], "no such command '.', did you mean 'dlpscan scan .'?"),
        (["plugins", "lits"], "no such command 'lits', did you mean 'list'?"),
        (["scan"], "missing argument 'TARGET...'"),
        (["scan", "--fail-onn", "low", "x"], "no such option '--fail-onn', did you mean '--fail-on'?"),
        (["--hlep"], "no such option '--hlep', did you mean '--help'?"),
        (["scan", "--fail-on", "hgh", "."], "--fail-on: unknown severity 'hgh', did you mean 'high'?"),
        (["scan", "--jobs", "many", "."], "--jobs: must be a whole number from 0, not 'many'"),
        (["scan", "--max-size", "big", "."], "--max-size: must be a size like 200MB or 1GiB, not 'big'"),
        (["scan", "--report", "jsonl", "."], "--report: must be FORMAT:FILE, not 'jsonl'"),
        (["scan", "--config", "none.toml", "."], "none.toml: No such file or directory"),
        (["scan", "--jobs"], "option '--jobs' requires an argument"),
    ],
)
def test_wrong_usage_is_one_line(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"dlpscan: error: {message}\n")


def test_errors_cannot_speak_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["\x1b[31m\nx"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_unexpected_error_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import dlpscan.commands\nraise SystemExit")
    code = "from dlpscan import cli; cli._run = lambda given: 1 / 0; import sys; sys.exit(cli.main(['x']))"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == (
        "dlpscan: error: unexpected ZeroDivisionError, a bug of dlpscan (DLPSCAN_DEBUG=1 shows where)\n"
    )
    again = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "DLPSCAN_DEBUG": "1"},
    )
    assert "Traceback" in again.stderr


@pytest.mark.parametrize("arguments", [["formats", "--schema"], ["--version"], ["--help"]], ids=" ".join)
def test_closed_pipe_is_quiet(arguments: list[str], dlpscan: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*dlpscan, *arguments], check=False, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (2, "")


def test_full_standard_output_is_one_line(dlpscan: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*dlpscan, "formats", "--schema"], check=False, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr.startswith("dlpscan: error: No space left on device")
    assert done.stderr.count("\n") == 1
