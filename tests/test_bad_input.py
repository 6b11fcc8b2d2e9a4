"""Whatever lies in a folder: what can be read is read, the rest is named, nothing is silent.

Each bad thing lies beside a good file whose findings must not suffer. All goes through the real command.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
posix = pytest.mark.skipif(os.name != "posix", reason="needs the files of a POSIX system")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full, wait statuses or names of Linux")

Line = dict[str, Any]

# Runs the command after it and says what it cost: the largest process, and the processor time of all.
_MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump({"kilobytes": used.ru_maxrss, "seconds": used.ru_utime + used.ru_stime}, file)
sys.exit(done.returncode)
"""


def nir(n13: int) -> str:
    return f"{n13}{97 - n13 % 97:02}"


NIRS = [nir(2850797901001 + i) for i in range(3)]
NIR = nir(1620797901042)
PHONE = "01 99 00 12 34"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a scan wrote."""

    code: int
    lines: list[Line]
    stderr: str

    def of(self, kind: str, target: str | None = None, detector: str | None = None) -> list[Line]:
        return [
            line
            for line in self.lines
            if line["type"] == kind
            and (target is None or line["target"] == target)
            and (detector is None or line["detector"] == detector)
        ]

    def file(self, target: str) -> Line:
        (line,) = self.of("file", target)
        return line

    def nirs(self, target: str) -> list[tuple[int, int, str | None]]:
        """Line, column and field of each NIR found."""
        found = self.of("finding", target, "fr-nir")
        return [(line["line"], line["column"], line["field"]) for line in found]

    @property
    def summary(self) -> Line:
        (line,) = self.of("summary")
        return line


Run = Callable[..., Scan]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the good file; what is scanned is `.` inside of it."""
    path = tmp_path / "folder"
    path.mkdir()
    rows = [f"DUPONT{i};{value};01 99 00 00 0{i}\r\n" for i, value in enumerate(NIRS)]
    (path / "good.csv").write_bytes(("nom;nir;tel\r\n" + "".join(rows)).encode())
    return path


@pytest.fixture
def scan(dlpscan: list[str], folder: Path) -> Run:
    def scan(*options: str, check: bool = True, command: list[str] = dlpscan, before: tuple[str, ...] = ()) -> Scan:
        arguments = [*before, *command, "scan", "--format", "jsonl", *options, "."]
        done = subprocess.run(arguments, cwd=folder, capture_output=True, check=False, timeout=120)
        lines = [json.loads(line) for line in done.stdout.decode("utf-8", "strict").splitlines()]
        result = Scan(code=done.returncode, lines=lines, stderr=done.stderr.decode("utf-8", "replace"))
        if check:
            is_sound(result)
        return result

    return scan


def is_sound(result: Scan) -> None:
    """The good file did not suffer, and every item is accounted for."""
    assert "Traceback" not in result.stderr
    assert result.nirs("./good.csv") == [(line, 9, "nir") for line in (2, 3, 4)]
    good = result.file("./good.csv")
    assert (good["counts"], good["people"], good["coverage"]) == ({"fr-nir": 3, "phone": 3}, 3, "scanned")
    ends = Counter(line["coverage"] for line in result.of("file"))
    files = result.summary["files"]
    assert {end: files[end] for end in ("partial", "skipped", "error")} == {
        end: ends[end] for end in ("partial", "skipped", "error")
    }
    assert files["scanned"] >= ends["scanned"]
    assert all(line["reason"] for line in result.of("file") if line["coverage"] != "scanned")
    assert sum(result.summary["reasons"].values()) == sum(files.values()) - files["scanned"]


def items(result: Scan) -> int:
    return sum(result.summary["files"].values())


# --- what is in a file ---------------------------------------------------------------------------------------------


LITTLE: dict[str, tuple[bytes, str | None]] = {
    "empty": (b"", "scanned"),
    "one NUL": (b"\0", None),
    "empty lines": (b"\n" * 5000, "scanned"),
    "UTF-16 mark": (b"\xff\xfe", None),
    "UTF-16 cut in a character": (b"\xff\xfeA\0B", None),
    "UTF-16 cut": (b"\xff\xfe" + "déjà vu".encode("utf-16-le")[:-1], "scanned"),
    "UTF-32 cut": (b"\xff\xfe\0\0A\0\0", None),
    "UTF-8 mark": (b"\xef\xbb\xbf", None),
    "UTF-8 mark cut": (b"\xef\xbb", None),
    "a word": (b"nir;", "scanned"),
    "a header": (b"nir;nom\n", "scanned"),
    "a quote": (b'"', "scanned"),
    "all bytes": (bytes(range(256)) * 400, "skipped"),
    "ZIP cut": (b"PK\x03\x04" + b"\0" * 50, "skipped"),
    "PDF cut": (b"%PDF-1.7\n" + b"\xe2\xe3" * 50, "skipped"),
}


@pytest.mark.parametrize(("data", "coverage"), list(LITTLE.values()), ids=list(LITTLE))
def test_little_or_broken(scan: Run, folder: Path, data: bytes, coverage: str | None) -> None:
    (folder / "bad").write_bytes(data)
    result = scan("--all-files")
    assert items(result) == 2
    bad = result.file("./bad")
    assert bad["coverage"] == (coverage or bad["coverage"])
    assert bad["counts"] == {}
    assert bad["coverage"] != "error"


def test_random_bytes(scan: Run, folder: Path) -> None:
    import random

    (folder / "bad.csv").write_bytes(random.Random(1).randbytes(3_000_000))
    result = scan()
    assert (result.file("./bad.csv")["coverage"], result.file("./bad.csv")["reason"]) == ("skipped", "binary")


@pytest.mark.parametrize(
    "encoding", ["cp1252", "cp850", "mac_roman", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(scan: Run, folder: Path, encoding: str) -> None:
    text = f"prénom;nir\nHélène;{NIR}\nGaëlle à Orléans;{NIRS[0]}\nFrançoise;\n"
    (folder / "bad.csv").write_bytes(text.encode(encoding))
    result = scan()
    assert result.nirs("./bad.csv") == [(2, 8, "nir"), (3, 18, "nir")]


@pytest.mark.parametrize("stray", [b"\xff", b"\xe9", b"\xc3", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\xaf"], ids=repr)
@pytest.mark.parametrize("lines", [10, 5000])
def test_bytes_that_are_not_utf8(scan: Run, folder: Path, stray: bytes, lines: int) -> None:
    good = "Hélène est passée à l'hôpital\n".encode() * lines
    row = f"n° de sécurité sociale : {NIR}\n".encode()
    (folder / "bad.txt").write_bytes(good + stray + b"\n" + row + good)
    result = scan()
    assert result.nirs("./bad.txt") == [(lines + 2, 26, None)]


def test_nul_characters_in_text(scan: Run, folder: Path) -> None:
    text = b"dossier\0 transmis le lundi\n" * 40 + f"NIR : {NIR}\n".encode() + b"\0\n" * 3
    (folder / "bad.txt").write_bytes(text)
    result = scan()
    assert result.nirs("./bad.txt") == [(41, 7, None)]


def test_nul_characters_around_a_value(scan: Run, folder: Path) -> None:
    text = b"un texte sans rien de particulier\n" * 20 + b"NIR \0" + NIR.encode() + b"\0 fin\n"
    (folder / "bad.txt").write_bytes(text)
    assert scan().nirs("./bad.txt") == [(21, 6, None)]


def test_a_hundred_thousand_columns(scan: Run, folder: Path) -> None:
    header = [f"c{i}" for i in range(100_000)]
    row = ["1"] * 100_000
    header[77_777], row[77_777] = "nir", NIR
    (folder / "bad.csv").write_text(f"{';'.join(header)}\n{';'.join(row)}\n{';'.join(row)}\n")
    started = time.monotonic()
    result = scan()
    assert time.monotonic() - started < 60
    column = 2 * 77_777 + 1
    assert result.nirs("./bad.csv") == [(2, column, "nir"), (3, column, "nir")]


@pytest.mark.parametrize(
    "row",
    ['"A{i};{nir};x', 'A{i};{nir};"x', 'A{i};"{nir};x', '"A"{i};{nir};x', 'A{i};{nir};"'],
)
@pytest.mark.parametrize("rows", [20, 3000])
def test_a_stray_quote_costs_its_own_row_only(scan: Run, folder: Path, row: str, rows: int) -> None:
    lines = [f"A{i};{NIR};x" for i in range(rows)]
    lines[7] = row.format(i=7, nir=NIR)
    (folder / "bad.csv").write_text("nom;nir;divers\n" + "\n".join(lines) + "\n")
    result = scan("--max-findings", "0")
    found = {line: field for line, _, field in result.nirs("./bad.csv")}
    expected = dict.fromkeys(range(2, rows + 2), "nir")
    del expected[9]
    assert {line: field for line, field in found.items() if line != 9} == expected


def test_quotes_that_never_end(scan: Run, folder: Path) -> None:
    rows = "".join(f'"A{i};{NIR};"x\n' for i in range(500))
    (folder / "bad.csv").write_text("nom;nir;divers\n" + rows)
    assert scan().file("./bad.csv")["counts"]["fr-nir"] == 500


# --- what is large -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    seconds: float
    megabytes: float


def measured(scan: Run, tmp_path: Path, *options: str) -> tuple[Scan, Cost]:
    place = tmp_path / "cost.json"
    result = scan(*options, before=(sys.executable, "-c", _MEASURE, str(place)))
    used = json.loads(place.read_text())
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return result, Cost(seconds=used["seconds"], megabytes=used["kilobytes"] / unit)


@posix
@pytest.mark.parametrize("letter", ["e", "é"])
def test_one_endless_line(scan: Run, folder: Path, tmp_path: Path, letter: str) -> None:
    words = f"un t{letter}xte sans fin "
    times = 30_000_000 // len(words.encode())
    with (folder / "bad.txt").open("w", encoding="utf-8") as file:
        for value in (NIR, NIRS[0]):
            for _ in range(100):
                file.write(words * (times // 100))
            file.write(f"NIR {value} ")
    before = times // 100 * 100 * len(words)
    result, cost = measured(scan, tmp_path)
    first = before + 5
    assert result.nirs("./bad.txt") == [(1, first, None), (1, first + 16 + before + 4, None)]
    assert result.file("./bad.txt")["coverage"] == "scanned"
    assert cost.megabytes < 400


KILLERS = {
    "digits": "1",
    "digits and dots": "1.",
    "digits and spaces": "1 ",
    "digit pairs": "06 ",
    "almost a NIR": "2 85 07 97 901 001 ",
    "dots": ".",
    "spaces": " ",
    "plus signs": "+33 ",
    "quotes": '"',
    "quotes and delimiters": '";',
    "quoted cells": '"";',
    "quoted line ends": '";\n',
    "delimiters": ";",
    "tabs and lines": "\t\n",
    "HIV": "VIH ",
    "HIV and doubts": "VIH non ",
    "blood groups": "O+ ",
}


@posix
@pytest.mark.parametrize("piece", list(KILLERS.values()), ids=list(KILLERS))
def test_no_text_makes_it_slow(scan: Run, folder: Path, tmp_path: Path, piece: str) -> None:
    """Twice the text takes about twice the time, at most."""
    seconds = []
    for size in (2_000_000, 4_000_000):
        (folder / "bad.txt").write_text(piece * (size // len(piece)) + "\n")
        result, cost = measured(scan, tmp_path)
        assert result.summary["files"] == {"scanned": 2, "partial": 0, "skipped": 0, "error": 0}
        seconds.append(cost.seconds)
    assert seconds[1] < 3 * seconds[0] + 1
    assert seconds[1] < 60


# --- what is no file -----------------------------------------------------------------------------------------------


def dangling(path: Path) -> None:
    path.symlink_to("absent")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def upwards(path: Path) -> None:
    path.symlink_to("..", target_is_directory=True)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    before = os.getcwd()
    os.chdir(path.parent)  # the name of a socket has 108 bytes at most
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(before)


@posix
@pytest.mark.parametrize("make", [dangling, circle, upwards, fifo, unix_socket])
def test_what_is_no_file(scan: Run, folder: Path, make: Callable[[Path], None]) -> None:
    make(folder / "bad")
    result = scan()
    assert result.file("./bad")["coverage"] == "skipped"
    assert items(result) == 2
    assert result.code == 1


@posix
def test_names_that_speak_to_the_terminal(scan: Run, folder: Path, dlpscan: list[str]) -> None:
    name = b"new\nline\x1b[31m\xe9.csv"
    try:
        (folder / os.fsdecode(name)).write_bytes((folder / "good.csv").read_bytes())
    except OSError:
        pytest.skip("the file system refuses this name")
    result = scan()
    (bad,) = (line for line in result.of("file") if line["target"] != "./good.csv")
    assert bad["counts"] == {"fr-nir": 3, "phone": 3}
    assert bad["target"] == "./new\nline\x1b[31m\\xe9.csv"
    done = subprocess.run([*dlpscan, "scan", "."], cwd=folder, capture_output=True, check=False, timeout=60)
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"new\nline" not in done.stdout
    done.stdout.decode("utf-8", "strict")


@posix
def test_what_may_not_be_read(folder: Path, scan: Run, tmp_path: Path) -> None:
    closed = folder / "closed.csv"
    closed.write_bytes((folder / "good.csv").read_bytes())
    closed.chmod(0o000)
    folder.chmod(0o755)
    code = (
        f"import os, sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from dlpscan.cli import main\n"
        # Once with all rights, so that what is imported later is there already.
        f"main(['scan', '--format', 'jsonl', '--output', {str(tmp_path / 'before')!r}, '.'])\n"
        "if os.geteuid() == 0:\n    os.setgroups([])\n    os.setgid(65534)\n    os.setuid(65534)\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    result = scan(command=[sys.executable, "-c", code])
    assert (result.file("./closed.csv")["coverage"], result.file("./closed.csv")["reason"]) == ("error", "permission")
    (problem,) = result.of("problem")
    assert (problem["target"], problem["kind"]) == ("./closed.csv", "permission")
    assert result.code == 1
    (folder / "good.csv").unlink()
    alone = scan(command=[sys.executable, "-c", code], check=False)
    assert (alone.code, alone.summary["files"]["error"]) == (3, 1)


# --- how a scan ends -----------------------------------------------------------------------------------------------


def outcome(dlpscan: list[str], cwd: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run([*dlpscan, *arguments], cwd=cwd, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_exit_codes(dlpscan: list[str], folder: Path) -> None:
    (folder / "clean").mkdir()
    (folder / "clean" / "a.txt").write_text("rien à signaler\n", encoding="utf-8")
    codes = {
        options: outcome(dlpscan, folder, "scan", *options)[0]
        for options in (("clean",), (".",), ("--fail-on", "critical", "."), ("--detector", "hiv-result", "."))
    }
    assert codes == {
        ("clean",): 0,
        (".",): 1,
        ("--fail-on", "critical", "."): 0,
        ("--detector", "hiv-result", "."): 0,
    }


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--fail-onn", "high", "."], "'--fail-on'"),
        (["--fail-on", "hihg", "."], "'high'"),
        (["--detector", "fr-nirr", "."], "'fr-nir'"),
        (["--no-detector", "phon", "."], "'phone'"),
        (["--format", "jsonll", "."], "'jsonl'"),
        (["absent"], "absent"),
        (["--config", "unknown.toml", "."], "'fail-on'"),
        (["--config", "broken.toml", "."], "broken.toml"),
        (["--plugin", "absent.py", "."], "absent.py"),
        (["--plugin", "raises.py", "."], "raises.py"),
        (["--output", "absent/report.jsonl", "."], "absent/report.jsonl"),
        (["--item-seconds", "soon", "."], "--item-seconds"),
    ],
)
def test_wrong_usage(dlpscan: list[str], folder: Path, arguments: list[str], hint: str) -> None:
    (folder / "unknown.toml").write_text('fail-onn = "high"\n')
    (folder / "broken.toml").write_text('fail-on = "high\n[[[')
    (folder / "raises.py").write_text("1 / 0\n")
    code, stdout, stderr = outcome(dlpscan, folder, "scan", *arguments)
    assert (code, stdout) == (2, "")
    assert stderr.startswith("dlpscan: error: ")
    assert stderr.count("\n") == 1
    assert hint in stderr


def test_inventory(scan: Run, folder: Path) -> None:
    (folder / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = scan("--inventory", check=False)
    assert {line["target"] for line in result.of("file")} == {"./good.csv", "./bad.png"}
    assert not result.of("finding")
    assert (result.code, result.stderr) == (0, "")


@pytest.mark.parametrize("form", ["console", "json", "jsonl"])
def test_values_are_shown_on_demand_only(dlpscan: list[str], folder: Path, form: str) -> None:
    written = f"{NIR[0]} {NIR[1:3]} {NIR[3:5]} {NIR[5:7]} {NIR[7:10]} {NIR[10:13]} {NIR[13:]}"
    (folder / "letter.txt").write_text(f"NIR : {written}\n")
    for options in ((), ("--show-values",)):
        _, stdout, stderr = outcome(dlpscan, folder, "scan", "--format", form, *options, ".")
        everything = re.sub(r"[\s.-]", "", stdout + stderr)
        shown = [value for value in (*NIRS, NIR, "0199000000") if value in everything]
        assert bool(shown) is bool(options)
        assert NIRS[0] in shown or not options


@posix
def test_a_report_is_for_its_owner_only(dlpscan: list[str], folder: Path, tmp_path: Path) -> None:
    report, second = tmp_path / "report.jsonl", tmp_path / "report.json"
    before = os.umask(0)
    try:
        code, _, _ = outcome(
            dlpscan, folder, "scan", "--format", "jsonl", "--output", str(report), "--report", f"json:{second}", "."
        )
    finally:
        os.umask(before)
    assert code == 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in (report, second)} == {0o600}
    assert json.loads(second.read_text(encoding="utf-8"))


@linux
@pytest.mark.parametrize("form", ["console", "json", "jsonl"])
@pytest.mark.parametrize("how", ["--output", "stdout"])
def test_a_full_disk_under_the_report(dlpscan: list[str], folder: Path, form: str, how: str) -> None:
    arguments = ["scan", "--format", form, *(["--output", "/dev/full"] if how == "--output" else []), "."]
    with open("/dev/full", "wb") as full:
        stdout = full if how == "stdout" else subprocess.PIPE
        done = subprocess.run(
            [*dlpscan, *arguments], cwd=folder, stdout=stdout, stderr=subprocess.PIPE, check=False, text=True
        )
    assert done.returncode == 2
    assert done.stderr.startswith("dlpscan: error: ")
    assert "No space left on device" in done.stderr
    assert done.stderr.count("\n") == 1


@posix
@pytest.mark.parametrize("form", ["console", "json", "jsonl"])
def test_a_reader_that_leaves(dlpscan: list[str], folder: Path, form: str) -> None:
    for i in range(200):
        (folder / f"copy{i}.csv").write_bytes((folder / "good.csv").read_bytes())
    command = [*dlpscan, "scan", "--format", form, "."]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(60)
    assert b"Traceback" not in errors
    assert errors.count(b"\n") <= 1


# --- signals -------------------------------------------------------------------------------------------------------


@pytest.fixture
def large_tree(folder: Path) -> Path:
    """More than a scan gets through before it is told to stop; the files are all the same one."""
    big = folder / "big"
    big.mkdir()
    row = f"DUPONT;{NIR};{PHONE};VIH positif\n"
    (big / "0000.csv").write_text("nom;nir;tel;note\n" + row * 20_000)
    for i in range(1, 1500):
        os.link(big / "0000.csv", big / f"{i:04}.csv")
    return big


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("whom", ["parent", "group"])
@pytest.mark.parametrize("when", ["early", "late"])
def test_a_signal_ends_the_scan_with_a_report(
    dlpscan: list[str], large_tree: Path, number: signal.Signals, whom: str, when: str
) -> None:
    process = subprocess.Popen(
        [*dlpscan, "scan", "--format", "jsonl", "--jobs", "2", "."],
        bufsize=0,  # communicate() would not see what readline() has read ahead
        cwd=large_tree,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        head = process.stdout.readline()
        if when == "late":
            head += process.stdout.readline()
        (os.killpg if whom == "group" else os.kill)(process.pid, number)
        started = time.monotonic()
        rest, errors = process.communicate(timeout=60)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert time.monotonic() - started < 20
    assert errors == b""
    lines = [json.loads(line) for line in (head + rest).splitlines()]
    assert (lines[0]["type"], lines[-1]["type"]) == ("run", "summary")
    assert lines[-1]["interrupted"] == number.name
    assert process.returncode == 128 + number
    assert lines[-1]["files"]["error"] == 0
    if when == "late":
        assert lines[1]["type"] in {"finding", "file"}
