"""`.dlpscanignore` and the rules of the configuration."""

import os
import subprocess
from pathlib import Path

import pytest
from scans import NIR, dlpscan, scanned

from dlpscan.ignoring import ignored_below

FILES = (
    "a.log", "keep.log", "in/a.log", "in/keep.log", "in/deep/a.txt", "in/deep/b.txt", "build/a.txt", "in/build/a.txt",
    "x/y/z.txt", "x/a.txt", "#odd", "sp ace.txt", "in/only-here.txt", "only-here.txt", "é.txt",
)  # fmt: skip
ROOT_PATTERNS = "*.log\n!keep.log\n/build/\nx/**/z.txt\n\\#odd\n# a comment\n\n"
IN_PATTERNS = "/only-here.txt\n!a.log\nkeep.log\ndeep/*\n!deep/b.txt\n"


def tree(folder: Path, name: str) -> None:
    for each in FILES:
        (folder / each).parent.mkdir(parents=True, exist_ok=True)
        (folder / each).write_text(f"NIR {NIR}\n", encoding="utf-8")
    (folder / name).write_text(ROOT_PATTERNS)
    (folder / "in" / name).write_text(IN_PATTERNS)


def test_ignores_what_git_would_ignore(tmp_path: Path) -> None:
    """Git itself says what its own file of the same words ignores."""
    tree(tmp_path, ".dlpscanignore")
    tree(tmp_path, ".gitignore")
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"], cwd=tmp_path, check=True, capture_output=True
    )
    wanted = {name for name in listed.stdout.decode().split("\0") if name and "ignore" not in name}
    assert wanted < set(FILES)
    ignored_here = ignored_below(str(tmp_path))
    assert {name for name in FILES if not ignored_here(name)} == wanted
    run = scanned(tmp_path, "--exclude", ".git/")
    assert {finding["target"].removeprefix("./") for finding in run.findings} == wanted
    ignored = {line["target"].removeprefix("./") for line in run.files if line["reason"] == "ignored"}
    assert {name for name in FILES if name not in wanted} <= ignored | {f for f in FILES if f.startswith("build/")}
    assert run.summary["reasons"]["ignored"] == len(ignored)


def test_no_ignore_scans_it(tmp_path: Path) -> None:
    tree(tmp_path, ".dlpscanignore")
    run = scanned(tmp_path, "--no-ignore")
    assert {finding["target"].removeprefix("./") for finding in run.findings} == set(FILES)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_somebody_elses_file_is_told_and_not_heard(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"NIR {NIR}\n")
    (tmp_path / ".dlpscanignore").write_text("*\n")
    os.chown(tmp_path / ".dlpscanignore", 65534, 65534)
    run = scanned(tmp_path)
    assert run.code == 1
    (problem,) = run.problems
    assert (problem["kind"], problem["message"]) == ("ignore-file", "is not heard: it belongs to another user")


@pytest.mark.parametrize("kind", ["link", "folder", "fifo", "writable", "large"])
def test_odd_files_are_told_and_not_heard(kind: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"NIR {NIR}\n")
    place = tmp_path / "in" / ".dlpscanignore"
    if kind == "link":
        (tmp_path / "all").write_text("*\n")
        place.symlink_to(tmp_path / "all")
    elif kind == "folder":
        place.mkdir()
    elif kind == "fifo":
        os.mkfifo(place)
    else:
        place.write_text("*\n" * (200_000 if kind == "large" else 1))
        place.chmod(0o666 if kind == "writable" else 0o644)
    run = dlpscan(tmp_path, "scan", "in", "--format", "jsonl")
    assert run.code == 1
    assert "ignore-file" in {problem["kind"] for problem in run.problems}


def config(folder: Path, text: str) -> None:
    (folder / "dlpscan.toml").write_text(text)
    for name in ("tests/fix/a.txt", "src/a.txt"):
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_text(f"NIR {NIR}\ntél. 06 39 98 12 34\n")


RULE = '[[allow]]\npaths = ["data/tests/**"]\ndetectors = ["fr-nir"]\nreason = "invented people"\n'


def test_rule_allows_a_detector_in_its_paths(tmp_path: Path) -> None:
    config(tmp_path, RULE)
    run = dlpscan(tmp_path, "scan", "data", "--format", "jsonl")
    found = {(finding["target"], finding["detector"]) for finding in run.findings}
    assert ("data/tests/fix/a.txt", "fr-nir") not in found
    assert {("data/tests/fix/a.txt", "phone"), ("data/src/a.txt", "fr-nir")} <= found
    report = next(line for line in run.files if line["target"] == "data/tests/fix/a.txt")
    assert report["allowed"] == [{"detector": "fr-nir", "by": "rule", "reason": "invented people", "count": 1}]
    assert report["counts"] == {"phone": 1}
    assert dlpscan(tmp_path, "scan", "data/tests", "--fail-on", "high").code == 0
    assert dlpscan(tmp_path, "scan", "data/tests", "--no-ignore").code == 1


def test_rule_counts_more_than_are_reported(tmp_path: Path) -> None:
    config(tmp_path, RULE)
    (tmp_path / "data/tests/fix/a.txt").write_text(f"NIR {NIR}\n" * 12_000)
    run = dlpscan(tmp_path, "scan", "data/tests", "--format", "jsonl")
    assert (run.code, run.summary["allowed"]) == (0, {"rule": 12_000})


def test_expired_rule_is_told(tmp_path: Path) -> None:
    config(tmp_path, RULE + "until = 2020-01-01\n")
    run = dlpscan(tmp_path, "scan", "data/tests", "--format", "jsonl")
    assert run.code == 1
    assert [problem["kind"] for problem in run.problems] == ["allow-expired"]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('paths = ["a"]\ndetectors = ["fr-nri"]\nreason = "x"', "unknown detector 'fr-nri', did you mean 'fr-nir'?"),
        ('paths = ["a"]\ndetectors = ["fr-nir"]', "allow: needs a 'reason'"),
        ('detectors = ["fr-nir"]\nreason = "x"', "allow: needs 'paths'"),
        ('paths = "a"\ndetectors = ["fr-nir"]\nreason = "x"', "allow: needs 'paths'"),
        ('paths = ["a"]\ndetectors = ["fr-nir"]\nreason = "x"\nuntil = "2026-12-31"', "without quotes"),
        ('paths = ["a"]\ndetectors = ["fr-nir"]\nreason = "x"\nuntill = 1', "unknown key 'untill'"),
    ],
)
def test_wrong_rules_are_one_line(rule: str, message: str, tmp_path: Path) -> None:
    config(tmp_path, f"[[allow]]\n{rule}\n")
    run = dlpscan(tmp_path, "scan", "data")
    assert run.code == 2
    assert message in run.errors
    assert run.errors.count("\n") == 1


def test_rules_are_shown_as_they_could_stand_in_a_file(tmp_path: Path) -> None:
    config(tmp_path, RULE + "until = 2030-01-01\n")
    shown = dlpscan(tmp_path, "config", "show").text
    (tmp_path / "again.toml").write_text(shown)
    assert dlpscan(tmp_path, "config", "check", "--config", "again.toml").code == 0
    assert dlpscan(tmp_path, "config", "show", "--config", "again.toml").text.count("invented people") == 1
