"""Every --help as users see it; UPDATE_SNAPSHOTS=1 writes them anew."""

import os
from pathlib import Path

import pytest

from dlpscan.cli import main
from dlpscan.commands import COMMANDS

SNAPSHOTS = Path(__file__).parent / "snapshots"
HELPS = [
    [],
    *([name] for name in COMMANDS),
    ["plugins", "list"],
    *(["baseline", name] for name in ("create", "update", "audit", "show")),
    ["config", "show"],
    ["config", "check"],
]


def path_of(command: list[str]) -> Path:
    return SNAPSHOTS / ("-".join(["dlpscan", *command]) + ".txt")


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_help(command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path_of(command).write_text(shown, encoding="utf-8")
    assert shown == path_of(command).read_text(encoding="utf-8")


def test_no_snapshot_is_left_over() -> None:
    assert {path_of(command) for command in HELPS} == set(SNAPSHOTS.iterdir())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_commands_have_the_name_they_are_found_by(name: str) -> None:
    from importlib import import_module

    assert import_module(f"dlpscan.commands.{name}").command.name == name
