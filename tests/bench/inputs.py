"""The files that the benchmarks read, written once into the work directory."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COPIES = 20
_COMPACT = re.compile(rb"(?<=;)([12]\d{4}979)(\d{5})(?=\d\d;)")
_NAME = re.compile(rb"^([^;\r\n]*;[^;\r\n]*;[^;\r\n]+)", re.MULTILINE)
_RULE = r"""rules:
  - name: French NIR
    id: dlpscan.nir.1
    pattern: '\b[1-8][ .]?\d{2}[ .]?\d{2}[ .]?(?:\d{2}|2[AaBb])[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}\b'
    min_entropy: 0.0
    confidence: medium
    examples:
      - '285079790100150'
"""


def leak(work: Path) -> tuple[Path, dict[str, Any]]:
    """The leak of 491,840 lines (104 MB) and what is in it."""
    path, truth = work / "leak.csv", work / "leak.json"
    if not (path.exists() and truth.exists()):
        script = str(ROOT / "examples" / "make_leak.py")
        command = [sys.executable, script, "--rows", "491840", str(path), "--truth", str(truth)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    content: dict[str, Any] = json.loads(truth.read_text(encoding="utf-8"))
    return path, content


def large_leak(work: Path) -> Path:
    """The leak twenty times over, about other people each time (2.1 GB)."""
    path = work / "leak_2gb.csv"
    if not path.exists():
        header, _, body = leak(work)[0].read_bytes().partition(b"\n")
        partial = path.with_suffix(".part")
        with partial.open("wb") as file:
            file.write(header + b"\n")
            for copy in range(COPIES):
                file.write(_others(body, copy))
        partial.rename(path)
    return path


def _others(body: bytes, copy: int) -> bytes:
    """The same lines about other people: two letters more in each name, and another NIR with the same key.

    97 more or less in the first thirteen digits of a NIR leave its key right. NIR written with blanks stay as they are.
    """
    step = 97 * copy

    def moved(match: re.Match[bytes]) -> bytes:
        number = int(match[2])
        number += step if number + step < 100_000 else -step
        return b"%b%05d" % (match[1], number)

    suffix = bytes([ord("A") + copy, ord("Z") - copy])
    return _NAME.sub(rb"\1" + suffix, _COMPACT.sub(moved, body))


def patterns(work: Path) -> Path:
    """What the reported detectors look for anywhere, one expression a line, for `rg --no-unicode -f`."""
    from dlpscan.detector import Where
    from dlpscan.matching.program import build_program
    from dlpscan.plugins import load

    program = build_program(load().detectors)
    reported = {number for number, detector in enumerate(program.detectors) if detector.info.reported}
    lines = [
        _escaped(pattern.expression.search)
        for pattern in program.patterns
        if pattern.where is Where.ANYWHERE and pattern.detector in reported
    ]
    path = work / "patterns.rg"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    return path


def _escaped(expression: bytes) -> str:
    """The file of patterns has to be text: bytes beyond ASCII are written as `\\xNN`.

    Ripgrep searches line by line and takes no line feed: where a pattern goes over a line end, a form feed stands.
    """
    text = "".join(chr(byte) if byte < 0x80 else f"\\x{byte:02x}" for byte in expression)
    return text.replace(r"[\x0a]", r"[\x0c]")


def kingfisher_rule(work: Path) -> Path:
    """One rule, for the NIR alone."""
    path = work / "kingfisher_nir.yml"
    path.write_text(_RULE, encoding="ascii")
    return path


def ten_files(work: Path) -> Path:
    """A folder of seven files of source code and three letters."""
    folder = work / "ten-files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    source = [path for path in sorted((ROOT / "dlpscan").glob("*.py")) if path.stat().st_size > 1000][:7]
    letters = sorted((ROOT / "examples" / "laboratoire" / "courriers").glob("*.txt"))[:3]
    for path in [*source, *letters]:
        shutil.copy(path, folder)
    return folder


def baseline(work: Path) -> Path:
    """A thousand entries: most of other files, as in a repository, ten of each of the letters that are scanned."""
    letters = [path.name for path in sorted((work / "ten-files").glob("*.txt"))]
    entries = [
        {
            "path": f"ten-files/{letters[i % len(letters)]}" if i < 30 else f"src/module_{i % 97}/test_{i}.py",
            "detector": ("fr-nir", "phone", "email", "person-name")[i % 4],
            "line": f"{i:012x}",
            "tag": i % 128,
            "verdict": "accepted",
            "reason": "invented people of a test",
        }
        for i in range(1000)
    ]
    path = work / "baseline.json"
    lines = ",\n    ".join(json.dumps(entry) for entry in entries)
    path.write_text(f'{{\n  "version": 1,\n  "entries": [\n    {lines}\n  ]\n}}\n', encoding="ascii")
    return path
