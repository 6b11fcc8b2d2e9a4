"""Whole-process benchmarks of dlpscan beside other programs. See README.md in this folder.

python tests/bench/bench.py [--only NAME ...] [--runs 5] [--dlpscan PATH] [--work DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import inputs
from measure import Pair, environment, paired, peak_memory, seconds

ORDINARY = ("/usr/share/doc", "/usr/share/man/fr", "/usr/share/libreoffice/help")
ENOUGH_FILES = 50_000
SEVERE = ("medium", "high", "critical")
HEADER = "| what | dlpscan | other | ratio of best (medians) | bar | |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What every benchmark is given. `wrong` collects what is not as it has to be, whatever the speed."""

    dlpscan: str
    work: Path
    runs: int
    wrong: list[str]

    @property
    def python(self) -> str:
        """The interpreter that dlpscan was installed for."""
        beside = Path(self.dlpscan).parent / "python"
        return str(beside) if beside.exists() else sys.executable

    def scan(self, *targets: Path | str) -> list[str]:
        """The command that scans the targets."""
        return [self.dlpscan, "scan", *map(str, targets), "--format", "jsonl"]

    def program(self, name: str) -> str | None:
        """Where another program is: beside dlpscan, beside this Python or on the path."""
        beside = [str(Path(self.dlpscan).parent), str(Path(sys.executable).parent)]
        return shutil.which(name, path=os.pathsep.join([*beside, os.environ.get("PATH", "")]))


def leak(bench: Bench) -> list[str]:
    """The leak against ripgrep on one thread with the same patterns; the counts first."""
    path, truth = inputs.leak(bench.work)
    _check_counts(bench, _report(bench.scan(path)), truth)
    rg = bench.program("rg")
    if rg is None:
        return [missing("leak, rg -j1", "apt install ripgrep")]
    patterns = inputs.patterns(bench.work)
    theirs = [rg, "-a", "--no-unicode", "-j1", "-o", "-f", str(patterns), str(path)]
    pair = paired(bench.scan(path), theirs, runs=bench.runs)
    return [row("leak, rg -j1", pair, "<= 4.0 (aim 2.5)", met=pair.best <= 4)]


def kingfisher(bench: Bench) -> list[str]:
    """The leak against Kingfisher, which looks for the NIR alone."""
    program = bench.program("kingfisher")
    if program is None:
        return [missing("leak, kingfisher", "pip install kingfisher-bin")]
    path, _ = inputs.leak(bench.work)
    rule = inputs.kingfisher_rule(bench.work)
    theirs = [program, "scan", str(path), "--rules-path", str(rule), "--load-builtins", "false", "--no-validate"]
    theirs += ["--no-update-check", "--git-history", "none", "--format", "jsonl", "--quiet"]
    rows = []
    for name, options in (("as it comes", []), ("--no-dedup --no-base64", ["--no-dedup", "--no-base64"])):
        pair = paired(bench.scan(path), [*theirs, *options], runs=bench.runs, their=(0, 200))
        rows.append(row(f"leak, kingfisher, NIR alone, {name}", pair, "<= 0.25", met=pair.best <= 0.25))
    return rows


def memory(bench: Bench) -> list[str]:
    """The peak of each process on the leak and on one of 2 GB."""
    small = peak_memory(bench.scan(inputs.leak(bench.work)[0]))
    large = peak_memory([*bench.scan(inputs.large_leak(bench.work)), "--item-seconds", "3600"])
    rows = []
    for name, peak in (("leak", small), ("2 GB", large)):
        workers = ", ".join(f"{size:.0f}" for size in peak.workers) or "none"
        cells = (f"memory, {name}", f"parent {peak.parent:.0f} MB, workers {workers}", "", "", "<= 300 MB each")
        rows.append(_cells(*cells, met=peak.largest <= 300))
    ratio = large.largest / small.largest
    rows.append(_cells("memory, 2 GB / leak", "", "", f"{ratio:.2f}", "<= 1.20", met=ratio <= 1.2))
    return rows


def ordinary(bench: Bench) -> list[str]:
    """Files of no patients: how fast, and what is wrongly found in them."""
    roots = [root for root in (f"{sys.base_prefix}/lib", *ORDINARY) if Path(root).is_dir()]
    files = sum(_count_files(root) for root in roots)
    short = (
        "" if files >= ENOUGH_FILES else f" (fewer than {ENOUGH_FILES}: install more of Debian's French documentation)"
    )
    print("Ordinary files:", *(f"{root} ({_count_files(root)})" for root in roots), f"= {files}{short}\n")
    ours = [*bench.scan(*roots), "--fail-on", "critical"]
    report = _report(ours)
    findings = [_described(line) for line in report if line["type"] == "finding" and line["severity"] in SEVERE]
    print(f"Findings of at least medium severity: {len(findings)}\n", *findings, "", sep="\n")
    rows = [_cells("ordinary, findings >= medium", str(len(findings)), "", "", "<= 5", met=len(findings) <= 5)]
    rg = bench.program("rg")
    if rg is None:
        return [*rows, missing("ordinary, rg", "apt install ripgrep")]
    threads = f"-j{os.cpu_count() or 1}"
    theirs = [
        rg,
        "-c",
        "--no-unicode",
        "--no-ignore",
        "--hidden",
        threads,
        "-f",
        str(inputs.patterns(bench.work)),
        *roots,
    ]
    pair = paired(ours, theirs, runs=bench.runs, accept=(0, 1, 3), their=(0, 1, 2))
    return [row(f"ordinary, {files} files, rg -c {threads}", pair, "<= 2.0 (aim 1.0)", met=pair.best <= 2), *rows]


def start(bench: Bench) -> list[str]:
    """What a command costs before it does anything, in starts of Python."""
    nothing = [bench.python, "-c", "pass"]
    runs = max(bench.runs, 10)
    version = paired([bench.dlpscan, "--version"], nothing, runs=runs)
    ten = bench.scan(inputs.ten_files(bench.work))
    seconds(ten, accept=(0, 1))  # fills the cache of compiled patterns
    scan = paired(ten, nothing, runs=runs)
    return [
        row("start, --version, python -c pass", version, "<= 10", met=version.best <= 10),
        row("start, ten files, python -c pass", scan, "<= 20", met=scan.best <= 20),
    ]


def baseline(bench: Bench) -> list[str]:
    """What a baseline of a thousand entries adds to a scan of ten files, in turn with the same scan without one."""
    folder = inputs.ten_files(bench.work)
    path = inputs.baseline(bench.work)
    ours, theirs = [*bench.scan(folder), "--baseline", str(path)], bench.scan(folder)
    seconds(ours, accept=(0, 1))
    pair = paired(ours, theirs, runs=max(bench.runs, 20), their=(0, 1))
    added = 1000 * (min(pair.ours) - min(pair.theirs))
    cells = ("baseline, 1,000 entries", f"{min(pair.ours):.3f} s", f"{min(pair.theirs):.3f} s", f"{added:+.1f} ms")
    return [_cells(*cells, "<= 10 ms", met=added <= 10)]


BENCHES: dict[str, Callable[[Bench], list[str]]] = {
    "leak": leak,
    "kingfisher": kingfisher,
    "memory": memory,
    "ordinary": ordinary,
    "start": start,
    "baseline": baseline,
}


def _report(command: list[str]) -> list[dict[str, Any]]:
    """The lines of a JSON Lines report."""
    done = subprocess.run(command, check=False, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _check_counts(bench: Bench, report: list[dict[str, Any]], truth: dict[str, Any]) -> None:
    """Every count of the leak has to be exact."""
    found = next((line for line in report if line["type"] == "file"), {})
    wrong = [
        f"{name}: {found.get(name)} instead of {truth[name]}"
        for name in ("counts", "invalid", "people")
        if found.get(name) != truth[name]
    ]
    print("Counts of the leak:", "; ".join(wrong) or "all exact", "\n")
    bench.wrong.extend(wrong)


def _count_files(root: str) -> int:
    """The regular files below, links left out."""
    return sum(not os.path.islink(f"{folder}/{name}") for folder, _, names in os.walk(root) for name in names)


def _described(finding: dict[str, Any]) -> str:
    member = f"!{finding['member']}" if finding["member"] else ""
    place = f"{finding['target']}{member}:{finding['line']}"
    return f"- {finding['severity']} {finding['detector']} {place} `{finding['preview']}`"


def row(what: str, pair: Pair, bar: str, *, met: bool) -> str:
    """The row of a pair."""
    ratio = f"{pair.best:.2f} ({pair.medians:.2f})"
    return _cells(what, f"{min(pair.ours):.3f} s", f"{min(pair.theirs):.3f} s", ratio, bar, met=met)


def _cells(*cells: str, met: bool) -> str:
    return f"| {' | '.join(cells)} | {'met' if met else 'MISSED'} |"


def missing(what: str, how: str) -> str:
    """The row of a program that is not installed."""
    return f"| {what} | | not installed ({how}) | | | not run |"


def options(benches: Iterable[str], *, runs: int) -> argparse.Namespace:
    """What is asked for on the command line."""
    names = list(benches)
    parser = argparse.ArgumentParser(description="Benchmarks of dlpscan beside other programs.")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=f"of: {', '.join(names)}")
    parser.add_argument("--runs", type=int, default=runs, help="timed runs of each program (default: %(default)s)")
    parser.add_argument("--dlpscan", default=shutil.which("dlpscan"), metavar="PATH", help="the command to measure")
    parser.add_argument("--work", type=Path, default=Path("bench-work"), metavar="DIR", help="where files are written")
    given = parser.parse_args()
    if given.dlpscan is None:
        parser.error("dlpscan is not on the path: give --dlpscan PATH")
    return given


def main() -> int:
    """Runs the benchmarks and prints a Markdown table; 1 where a count is wrong."""
    given = options(BENCHES, runs=5)
    given.work.mkdir(parents=True, exist_ok=True)
    dlpscan = os.path.abspath(given.dlpscan)
    bench = Bench(dlpscan=dlpscan, work=given.work.resolve(), runs=given.runs, wrong=[])
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {dlpscan}\n")
    rows: list[str] = []
    for name in given.only or BENCHES:
        print(f"{name}: load of the machine before it {os.getloadavg()[0]:.1f}\n", flush=True)
        rows += BENCHES[name](bench)
    print(HEADER, *rows, sep="\n")
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
