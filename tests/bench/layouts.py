"""The leak in each format that it can be written in: speed beside the csv, and what is found. See README.md here.

python tests/bench/layouts.py [--only FORMAT ...] [--rows 491840] [--runs 5] [--dlpscan PATH] [--work DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import environment, paired

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
sys.path.insert(0, str(EXAMPLES))

from leak.formats import FORMATS  # noqa: E402  # the examples are no package

BASE, LINE = "csv", "json"
# Without a header nobody can tell birth dates or blood groups.
NAMELESS, TOLD_ANYWHERE = "headerless", ("fr-nir", "phone")
HEADER = """\
| format | MB | seconds | MB/s | of csv's MB/s | layout | counts | people | twice the rows |
|---|---|---|---|---|---|---|---|---|"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """The leak in one format, and what is in it."""

    form: str
    path: Path
    truth: dict[str, Any]

    @property
    def megabytes(self) -> float:
        """The size of the file in 10**6 bytes."""
        return self.path.stat().st_size / 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What every measurement is given. `wrong` collects what differs from the truth, whatever the speed."""

    dlpscan: str
    work: Path
    runs: int
    wrong: list[str]

    def leak(self, form: str, rows: int) -> Leak:
        """The leak of so many rows; written at most once."""
        path = self.work / f"leak_{rows}_{form}{FORMATS[form].suffix}"
        told = path.with_name(path.name + ".truth")
        if not (path.exists() and told.exists()):
            script = str(EXAMPLES / "make_leak.py")
            command = [sys.executable, script, "--format", form, "--rows", str(rows), str(path), "--truth", str(told)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return Leak(form=form, path=path, truth=json.loads(told.read_text(encoding="utf-8")))

    def scan(self, leak: Leak) -> list[str]:
        """The command that scans it."""
        return [self.dlpscan, "scan", str(leak.path), "--format", "jsonl"]

    def report(self, leak: Leak) -> dict[str, Any]:
        """What the scan says of the file; empty where it says nothing."""
        command = self.scan(leak)
        done = subprocess.run(command, check=False, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return next((line for line in lines if line["type"] == "file"), {})


def measured(bench: Bench, leak: Leak, base: Leak, half: Leak | None) -> str:
    """A row of the table: a format in turn with the csv, then with half of itself."""
    report = bench.report(leak)
    counts, people = list(_wrong_counts(leak, report)), list(_wrong_people(leak, report))
    bench.wrong.extend(f"{leak.path.name}: {one}" for one in (*counts, *people))
    pair = paired(bench.scan(leak), bench.scan(base), runs=bench.runs, their=(0, 1))
    speed, base_speed = leak.megabytes / min(pair.ours), base.megabytes / min(pair.theirs)
    doubled = ""
    if half is not None:
        doubled = f"{paired(bench.scan(leak), bench.scan(half), runs=bench.runs, their=(0, 1)).best:.2f}"
    cells = (
        leak.form if half is not None else f"{leak.form}, {leak.truth['rows']} rows on one line",
        f"{leak.megabytes:.0f}",
        f"{min(pair.ours):.2f} (csv {min(pair.theirs):.2f})",
        f"{speed:.0f}",
        f"{speed / base_speed:.2f}",
        str(report.get("reader")),
        _equal(counts),
        "not compared" if leak.form == NAMELESS else _equal(people),
        doubled,
    )
    return f"| {' | '.join(cells)} |"


def _row(bench: Bench, leak: Leak, base: Leak, half: Leak | None) -> str:
    """The same; a scan that failed does not keep the others from being measured."""
    try:
        return measured(bench, leak, base, half)
    except RuntimeError as error:
        bench.wrong.append(f"{leak.path.name}: {error}")
        return f"| {leak.form} | {leak.megabytes:.0f} | failed | | | | | | |"


def _wrong_counts(leak: Leak, report: dict[str, Any]) -> Iterator[str]:
    """What is counted otherwise than the truth says: values, and NIR with a wrong key."""
    for kind in ("counts", "invalid"):
        found, told = report.get(kind, {}), leak.truth[kind]
        for name in sorted({*found, *told}):
            compared = leak.form != NAMELESS or (kind == "counts" and name in TOLD_ANYWHERE)
            if compared and found.get(name, 0) != told.get(name, 0):
                mark = "invalid " if kind == "invalid" else ""
                yield f"{mark}{name} {_difference(found.get(name, 0), told.get(name, 0))}"
    if report.get("coverage") != "scanned":
        yield f"coverage {report.get('coverage')} ({report.get('reason')})"


def _wrong_people(leak: Leak, report: dict[str, Any]) -> Iterator[str]:
    found, told = report.get("people", 0), leak.truth["people"]
    if leak.form != NAMELESS and found != told:
        yield f"people {_difference(found, told)}"


def _difference(found: int, told: int) -> str:
    share = f", {(found - told) / told:+.2%}" if told else ""
    return f"{found} instead of {told} ({found - told:+d}{share})"


def _equal(wrong: list[str]) -> str:
    return "; ".join(wrong) or "equal"


def _rows_of_line(bench: Bench, rows: int, megabytes: float) -> int:
    """How many rows make one line of so many MB."""
    return int(megabytes / bench.leak(LINE, rows).megabytes * rows) + 1


def _options(arguments: Iterable[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The leak in each format: speed beside the csv, and what is found.")
    parser.add_argument("--only", nargs="+", choices=FORMATS, metavar="FORMAT", help=f"of: {', '.join(FORMATS)}")
    parser.add_argument("--rows", type=int, default=491_840, help="rows of the leak (default: %(default)s)")
    parser.add_argument("--line", type=float, default=300, metavar="MB", help="the one line, 0 for none (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="timed runs of each (default: %(default)s)")
    parser.add_argument("--dlpscan", default=shutil.which("dlpscan"), metavar="PATH", help="the command to measure")
    parser.add_argument("--work", type=Path, default=Path("bench-work"), metavar="DIR", help="where files are written")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    if options.dlpscan is None:
        parser.error("dlpscan is not on the path: give --dlpscan PATH")
    return options


def main() -> int:
    """Measures and prints a Markdown table; 1 where something differs from the truth."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    dlpscan = os.path.abspath(options.dlpscan)
    bench = Bench(dlpscan=dlpscan, work=options.work.resolve(), runs=options.runs, wrong=[])
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {dlpscan}")
    print(f"{options.rows} rows, best of {options.runs}, load of the machine {os.getloadavg()[0]:.1f}\n\n{HEADER}")
    base = bench.leak(BASE, options.rows)
    forms = options.only or list(FORMATS)
    for form in forms:
        leak, half = bench.leak(form, options.rows), bench.leak(form, options.rows // 2)
        print(_row(bench, leak, base, half), flush=True)
    if options.line and LINE in forms:
        line = bench.leak(LINE, _rows_of_line(bench, options.rows, options.line))
        print(_row(bench, line, base, None), flush=True)
    print("\nDiffers from the truth:", *(bench.wrong or ["nothing"]), sep="\n- ")
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
