"""The audit as its user sees it: in a real terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from scans import NIR, dlpscan, lines_of, scanned

from dlpscan.allow.baseline import Verdict, load

NAME = ".dlpscan-baseline.json"


def in_terminal(folder: Path, answers: str) -> tuple[int, str]:
    """Runs the audit in a terminal of its own, and types."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dlpscan", "baseline", "audit"]
    process = subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    os.write(ours, answers.encode())
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # the terminal is gone with the process
    os.close(ours)
    return process.wait(timeout=120), shown.decode().replace("\r\n", "\n")


def prepared(folder: Path) -> None:
    for name in ("a.py", "b.py", "c.py"):
        (folder / name).write_text(f'nir = "{NIR}"\n')
    assert dlpscan(folder, "baseline", "create").code == 0


def test_verdicts_are_kept_and_the_audit_goes_on_where_it_was(tmp_path: Path) -> None:
    prepared(tmp_path)
    code, shown = in_terminal(tmp_path, "x\na\ninvented\nq\n")
    assert code == 0, shown
    assert "a.py:1:8  high fr-nir  2 85 07" in shown
    assert NIR not in shown
    assert "2 of 3 entries are still to be looked at" in shown
    entries = load(str(tmp_path / NAME)).entries
    assert [(entry.verdict, entry.reason) for entry in entries] == [
        (Verdict.ACCEPTED, "invented"),
        (None, None),
        (None, None),
    ]
    code, shown = in_terminal(tmp_path, "k\n\ns\n")
    assert "a.py" not in shown
    assert "1 of 3 entries are still to be looked at" in shown
    assert [entry.verdict for entry in load(str(tmp_path / NAME)).entries] == [Verdict.ACCEPTED, Verdict.KEPT, None]
    run = scanned(tmp_path, "--baseline", NAME)
    assert ([finding["target"] for finding in run.findings], lines_of(run, "fr-nir")) == (["./b.py"], [1])


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    prepared(tmp_path)
    (tmp_path / "a.py").write_text("nothing\n")
    (tmp_path / "b.py").unlink()
    code, shown = in_terminal(tmp_path, "s\n")
    assert code == 0
    assert "a.py  fr-nir: is gone" in shown


def test_without_a_terminal(tmp_path: Path) -> None:
    prepared(tmp_path)
    run = dlpscan(tmp_path, "baseline", "audit")
    assert run.code == 2
    assert run.errors == (
        "dlpscan: error: audit asks questions and needs a terminal; 'dlpscan baseline show' lists the entries\n"
    )
