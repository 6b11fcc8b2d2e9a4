"""What the README says is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from readme_commands import README, command

from dlpscan.errors import ExitCode
from dlpscan.plugins import load

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent


def test_the_detector_table_is_that_of_the_detectors() -> None:
    table = TEXT.partition("<!-- detectors: begin -->\n")[2].partition("<!-- detectors: end -->")[0]
    rows = [
        f"| `{info.id}` | {info.title} | {info.category} | {info.severity} | {info.reference} |"
        for info in (detector.info for detector in load().detectors)
        if info.reported
    ]
    assert table.splitlines()[2:] == rows


def test_the_output_is_real(dlpscan: list[str]) -> None:
    shown = re.findall(r"```text\n(.+?)```", TEXT, re.DOTALL)[0]
    run = subprocess.run(
        [*dlpscan, "scan", "examples/laboratoire"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    real = {" ".join(line.split()) for line in run.stdout.splitlines()}
    # Owner, rights and time are those of whoever runs it.
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    told = [line for line in lines if line and not re.search(r"can read it|owner| s$| root$|^…$|Owners", line)]
    assert [line for line in told if line not in real] == []
    assert run.returncode == ExitCode.FINDINGS


def test_the_exit_codes_are_all_there() -> None:
    codes = {int(code) for cell in re.findall(r"^\| ([\d, ]+) \|", TEXT, re.MULTILINE) for code in cell.split(", ")}
    assert codes == set(ExitCode)


def test_the_detector_of_the_example_works(tmp_path: Path, dlpscan: list[str]) -> None:
    code = re.findall(r"```python\n(.+?)```", TEXT, re.DOTALL)[0]
    (tmp_path / "siret_plugin.py").write_text(code, encoding="utf-8")
    (tmp_path / "a.txt").write_text("SIRET : 732 829 320 00074\n", encoding="utf-8")
    words = [
        *dlpscan,
        "scan",
        str(tmp_path / "a.txt"),
        "--plugin",
        str(tmp_path / "siret_plugin.py"),
        "--format",
        "jsonl",
    ]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    assert '"detector":"fr-siret"' in run.stdout, run.stderr


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "readme_commands.py 1" in script
    assert "readme_commands.py 2" in script
    assert command(1).endswith("dlpscan scan examples/laboratoire")
    assert command(2).endswith("pytest")


def test_the_commands_are_printed_as_they_stand() -> None:
    script = Path(__file__).with_name("readme_commands.py")
    printed = subprocess.run([sys.executable, str(script), "2"], capture_output=True, text=True, check=True).stdout
    assert printed.strip() in TEXT
