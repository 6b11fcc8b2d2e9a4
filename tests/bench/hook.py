"""Benchmarks of `dlpscan hook` beside other programs. See README.md in this folder.

python tests/bench/hook.py [--only NAME ...] [--runs 10] [--dlpscan PATH] [--work DIR]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import inputs
from bench import HEADER, Bench, missing, options, row
from measure import environment, paired, seconds

TEN = 10
BLOBS = 20_000
# How much of each file the versions in its history have.
_SHARES = (0.5, 1.0)
_FILES_A_COMMIT = 50


def staged(bench: Bench) -> list[str]:
    """Ten new files of ordinary code, staged: what most commits are."""
    return _against_hooks(bench, _repository(bench.work / "ten-staged", _code()), "ten staged")


def edited(bench: Bench) -> list[str]:
    """Ten files of ordinary code, a line of each changed."""
    folder = _repository(bench.work / "ten-edited", _code())
    _git(folder, "commit", "-q", "-m", "before")
    for path in sorted(folder.glob("*.py")):
        path.write_bytes(path.read_bytes() + b"# one more line\n")
    _git(folder, "add", ".")
    return _against_hooks(bench, folder, "ten edited")


def letters(bench: Bench) -> list[str]:
    """Seven files of code and three letters about patients: the commit is blocked."""
    files = sorted(inputs.ten_files(bench.work).iterdir())
    return _against_hooks(
        bench, _repository(bench.work / "ten-with-letters", files), "three letters among them", bars=False
    )


def history(bench: Bench) -> list[str]:
    """Every version of a repository, against the lines that its history added, searched with the same patterns."""
    rg = bench.program("rg")
    if rg is None:
        return [missing("history", "apt install ripgrep")]
    folder = _old_repository(bench.work / "old-repository")
    patterns = inputs.patterns(bench.work)
    search = f"git log --all -p | '{rg}' -a --no-unicode -c -f '{patterns}'"
    theirs = ["sh", "-c", f"cd '{folder}' && {search}"]
    ours = ["sh", "-c", f"cd '{folder}' && exec '{bench.dlpscan}' hook --history --format jsonl"]
    pair = paired(ours, theirs, runs=min(bench.runs, 5), their=(0, 1))
    return [row(f"history, {_blobs(folder)} versions, git log -p | rg", pair, "<= 2.0", met=pair.best <= 2)]


BENCHES: dict[str, Callable[[Bench], list[str]]] = {
    "staged": staged,
    "edited": edited,
    "letters": letters,
    "history": history,
}


def _against_hooks(bench: Bench, folder: Path, what: str, *, bars: bool = True) -> list[str]:
    """Our hook against those of others and against a start of Python."""
    ours = _within(folder, bench.dlpscan, "hook")
    seconds(ours, accept=(0, 1))  # fills the cache of compiled patterns
    nothing = paired(ours, _within(folder, bench.python, "-c", "pass"), runs=bench.runs)
    rows = [row(f"{what}, python -c pass", nothing, "", met=True)]
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    others = (
        ("detect-secrets-hook", "pip install detect-secrets", names, 0.4),
        (
            "kingfisher",
            "pip install kingfisher-bin",
            ["scan", ".", "--staged", "--no-validate", "--no-update-check", "--quiet"],
            0.5,
        ),
    )
    for name, how, words, bar in others:
        program = bench.program(name)
        if program is None:
            rows.append(missing(f"{what}, {name}", how))
            continue
        pair = paired(ours, _within(folder, program, *words), runs=bench.runs, their=(0, 1, 200))
        rows.append(row(f"{what}, {name}", pair, f"<= {bar}" if bars else "", met=pair.best <= bar or not bars))
    return rows


def _within(folder: Path, *words: str) -> list[str]:
    """A command in a folder, without a shell that would take its time."""
    return ["env", "-C", str(folder), *words]


def _code() -> list[Path]:
    """Ten modules of ours of middle size."""
    modules = sorted((inputs.ROOT / "dlpscan").glob("*.py"), key=lambda path: path.stat().st_size)
    return modules[-TEN - 7 : -7]


def _repository(folder: Path, files: list[Path]) -> Path:
    """A new repository in which these files are staged."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _git(folder, "init", "-q")
    _git(folder, "config", "user.name", "A Developer")
    _git(folder, "config", "user.email", "developer@example.org")
    for path in files:
        shutil.copy(path, folder)
    _git(folder, "add", ".")
    return folder


def _git(folder: Path, *words: str, stdin: bytes | None = None) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment(), input=stdin, stdout=subprocess.PIPE, check=True
    )
    return done.stdout.decode()


def _blobs(folder: Path) -> int:
    return _git(folder, "rev-list", "--objects", "--all", "--filter=object:type=blob", "--no-object-names").count("\n")


def _old_repository(folder: Path) -> Path:
    """The sources of the installed packages as a history in which every file grew, made once."""
    if folder.is_dir():
        return folder
    partial = folder.with_suffix(".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    _git(partial, "init", "-q", "-b", "main")
    importing = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=partial, stdin=subprocess.PIPE)
    assert importing.stdin is not None
    for piece in _stream(_sources()):
        importing.stdin.write(piece)
    importing.stdin.close()
    if importing.wait():
        raise RuntimeError("git fast-import failed")
    _git(partial, "gc", "-q")
    if _blobs(partial) < BLOBS:
        raise RuntimeError(f"too few sources: {_blobs(partial)} versions; install more packages")
    partial.rename(folder)
    return folder


def _sources() -> list[tuple[str, bytes]]:
    """The Python files of this interpreter and its packages: names in the repository, and contents."""
    found = {}
    for number, root in enumerate(dict.fromkeys([f"{sys.base_prefix}/lib", f"{sys.prefix}/lib", "/usr/lib/python3"])):
        for path in sorted(Path(root).rglob("*.py")):
            if path.is_file() and path.stat().st_size > len(_SHARES):
                found[f"{number}/{path.relative_to(root)}"] = path.read_bytes()
    return list({content: (name, content) for name, content in found.items()}.values())


def _stream(sources: list[tuple[str, bytes]]) -> Iterator[bytes]:
    """What git-fast-import(1) reads: a commit for some files at a time, the versions of each one after the other."""
    mark = 0
    for share in _SHARES:
        for first in range(0, len(sources), _FILES_A_COMMIT):
            mark += 1
            yield b"commit refs/heads/main\ncommitter A <a@example.org> %d +0000\ndata 1\nx\n" % (1_600_000_000 + mark)
            for name, content in sources[first : first + _FILES_A_COMMIT]:
                lines = content.splitlines(keepends=True)
                part = b"".join(lines[: max(1, round(share * len(lines)))])
                yield b'M 100644 inline "%b"\ndata %d\n' % (name.encode(), len(part)) + part + b"\n"


def main() -> int:
    """Runs the benchmarks and prints a Markdown table."""
    given = options(BENCHES, runs=10)
    given.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(dlpscan=os.path.abspath(given.dlpscan), work=given.work.resolve(), runs=given.runs, wrong=[])
    rows: list[str] = []
    for name in given.only or BENCHES:
        print(f"{name}: load of the machine before it {os.getloadavg()[0]:.1f}\n", flush=True)
        rows += BENCHES[name](bench)
    print(HEADER, *rows, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
