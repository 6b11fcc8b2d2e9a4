"""All that a repository ever held."""

import subprocess
import sys
import time

import pytest
from repositories import ALSO_ILL, HEADER, ILL, LETTER, PATIENTS, Repository


def test_what_was_deleted_is_found_with_the_commit_that_brought_it(repository: Repository) -> None:
    repository.stage("a.txt", "a\n")
    repository.commit()
    repository.stage("export.csv", PATIENTS)
    guilty = repository.commit("by mistake")[:12]
    repository.git("rm", "-q", "export.csv")
    repository.commit("take it out")
    assert repository.found("--history") == {(f"{guilty}:export.csv", 2), (f"{guilty}:export.csv", 3)}
    done = repository.hook("--history")
    assert done.returncode == 1
    assert f"{guilty}:export.csv:2:1: critical" in done.stdout


def test_a_line_is_told_where_it_came_from(repository: Repository) -> None:
    repository.stage("export.csv", HEADER + ILL)
    first = repository.commit()[:12]
    repository.stage("export.csv", HEADER + ILL + ALSO_ILL)
    second = repository.commit()[:12]
    repository.stage("export.csv", HEADER + ILL + ALSO_ILL + "rien;;;\n")
    repository.commit()
    assert repository.found("--history") == {(f"{first}:export.csv", 2), (f"{second}:export.csv", 3)}


def test_a_version_of_several_names_is_told_once(repository: Repository) -> None:
    repository.stage("one.csv", PATIENTS)
    repository.stage("two.csv", PATIENTS)
    first = repository.commit()[:12]
    repository.git("mv", "one.csv", "three.csv")
    repository.commit()
    assert {name for name, _ in repository.found("--history")} == {f"{first}:one.csv"}
    assert repository.events("--history")[-1]["files"]["scanned"] == 1


def test_other_branches_and_stashes_and_what_a_merge_adds(repository: Repository) -> None:
    repository.stage("notes.txt", "un\n\nfin\n")
    repository.commit()
    repository.git("checkout", "-q", "-b", "side")
    repository.stage("notes.txt", "un de côté\n\nfin\n")
    repository.stage("side.csv", PATIENTS)
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.stage("notes.txt", "un devant\n\nfin\n")
    repository.commit()
    repository.git("merge", "-q", "side", check=False)
    repository.stage("notes.txt", LETTER + "\nfin\n")
    merged = repository.commit("merged")[:12]
    repository.stage("stashed.csv", PATIENTS.replace("EXEMPLE", "SPECIMEN"))
    repository.git("stash", "-q")
    names = {name.partition(":")[2] for name, _ in repository.found("--history")}
    assert names == {"side.csv", "notes.txt", "stashed.csv"}
    assert f"{merged}:notes.txt" in {name for name, _ in repository.found("--history")}


def test_what_only_a_tag_leads_to(repository: Repository) -> None:
    repository.commit()
    blob = repository.git("hash-object", "-w", "--stdin", stdin=PATIENTS.encode())
    repository.git("tag", "patients", blob)
    assert {name for name, _ in repository.found("--history")} == {blob}


def test_names_that_are_not_utf_8(repository: Repository) -> None:
    repository.stage(b"caf\xe9\n.csv", PATIENTS)
    first = repository.commit()[:12]
    assert {name for name, _ in repository.found("--history")} == {f"{first}:caf\\xe9\n.csv"}


def test_what_is_not_looked_at_is_said(repository: Repository) -> None:
    repository.stage("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 104857600\n"
    repository.stage("export.csv", pointer)
    repository.stage("big.txt", b"une ligne ordinaire\n" * 10_000)
    repository.stage("left.out", "x\n")
    first = repository.commit()[:12]
    skipped = repository.skipped("--history", "--max-size", "100kB", "--exclude", "left.*")
    assert skipped == {
        f"{first}:logo.png": "no reader for image",
        f"{first}:export.csv": "lfs-pointer",
        f"{first}:big.txt": "too-large",
        f"{first}:left.out": "excluded",
    }


def test_an_object_that_is_gone_is_an_error(repository: Repository) -> None:
    repository.stage("a.txt", "a\n")
    repository.commit()
    blob = repository.git("rev-parse", ":a.txt")
    (repository.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    done = repository.hook("--history")
    assert done.returncode == 3
    assert "vanished" in done.stdout


def test_an_empty_repository(repository: Repository) -> None:
    done = repository.hook("--history")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("words", [["a.txt"], ["--from-ref", "main"]])
def test_the_history_takes_nothing_else(repository: Repository, words: list[str]) -> None:
    assert repository.hook("--history", *words).returncode == 2


def test_an_interrupted_history_reports_what_it_has(repository: Repository) -> None:
    repository.stage("export.csv", PATIENTS)
    for number in range(400):
        repository.write(f"files/{number}.csv", PATIENTS + f"autre{number};Camille;;positif\n" * 200)
    repository.git("add", ".")
    repository.commit()
    words = [sys.executable, "-m", "dlpscan", "hook", "--history", "--format", "jsonl"]
    with subprocess.Popen(
        words, cwd=repository.folder, env=repository.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(1)
        process.terminate()
        lines = process.stdout.read().splitlines()
    assert process.returncode == 143
    assert '"interrupted":"SIGTERM"' in lines[-1]
