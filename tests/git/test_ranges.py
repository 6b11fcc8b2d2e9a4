"""Ranges of commits, as CI looks at them."""

import pytest
from repositories import ALSO_ILL, HEADER, ILL, LETTER, PATIENTS, Repository


@pytest.fixture
def base(repository: Repository) -> str:
    repository.stage("export.csv", HEADER)
    return repository.commit("base")


def test_each_commit_of_the_range_counts(repository: Repository, base: str) -> None:
    repository.stage("export.csv", HEADER + ILL)
    repository.commit()
    repository.stage("export.csv", HEADER + ILL + ALSO_ILL)
    second = repository.commit()
    repository.write("export.csv", LETTER)  # neither staged nor committed
    first = repository.git("rev-parse", f"{second}~1")[:12]
    assert repository.found("--from-ref", base) == {(f"{first}:export.csv", 2), ("export.csv", 3)}
    assert repository.found("--from-ref", base, "--to-ref", first) == {("export.csv", 2)}
    assert repository.found("--from-ref", first, "--to-ref", "main") == {("export.csv", 3)}
    assert repository.hook("--from-ref", base).returncode == 1
    assert repository.hook("--from-ref", "main").returncode == 0


def test_what_was_taken_out_again_stays_in_the_history(repository: Repository, base: str) -> None:
    repository.stage("patients.csv", PATIENTS)
    guilty = repository.commit("by mistake")
    repository.git("rm", "-q", "patients.csv")
    repository.commit("take it out")
    assert repository.found("--from-ref", base) == {
        (f"{guilty[:12]}:patients.csv", 2),
        (f"{guilty[:12]}:patients.csv", 3),
    }


def test_a_version_that_comes_twice_is_told_once(repository: Repository, base: str) -> None:
    for _ in range(2):
        repository.stage("patients.csv", PATIENTS)
        repository.commit()
        repository.git("rm", "-q", "patients.csv")
        repository.commit()
    findings = [event for event in repository.events("--from-ref", base) if event["type"] == "file"]
    assert len(findings) == 1


def test_only_the_other_side_of_a_merge_counts(repository: Repository, base: str) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.stage("side.csv", PATIENTS)
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.stage("main.csv", PATIENTS)
    repository.commit()
    assert {name for name, _ in repository.found("--from-ref", "main", "--to-ref", "side")} == {"side.csv"}
    repository.git("merge", "-q", "--no-edit", "side")
    assert {name for name, _ in repository.found("--from-ref", "side", "--to-ref", "main")} == {"main.csv"}


def test_what_a_merge_itself_adds(repository: Repository, base: str) -> None:
    repository.stage("notes.txt", "un\n\nfin\n")
    repository.commit()
    repository.git("checkout", "-q", "-b", "side")
    repository.stage("notes.txt", "un de côté\n\nfin\n")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.stage("notes.txt", "un devant\n\nfin\n")
    start = repository.commit()
    repository.git("merge", "-q", "side", check=False)
    repository.stage("notes.txt", LETTER + "\nfin\n")
    repository.commit("merged")
    assert {name for name, _ in repository.found("--from-ref", start)} == {"notes.txt"}


def test_a_root_commit_and_no_common_ancestor(repository: Repository, base: str) -> None:
    repository.git("checkout", "-q", "--orphan", "other")
    repository.stage("patients.csv", PATIENTS)
    repository.commit()
    assert {name for name, _ in repository.found("--from-ref", base, "--to-ref", "other")} == {"patients.csv"}


def test_files_narrow_it_down(repository: Repository, base: str) -> None:
    repository.stage("a.csv", PATIENTS)
    repository.stage("b.csv", PATIENTS)
    repository.commit()
    assert {name for name, _ in repository.found("--from-ref", base, "b.csv")} == {"b.csv"}


def test_pre_commit_says_the_range_in_the_environment(repository: Repository, base: str) -> None:
    repository.stage("a.csv", PATIENTS)
    repository.commit()
    repository.stage("b.csv", PATIENTS)
    repository.environment |= {"PRE_COMMIT_FROM_REF": base, "PRE_COMMIT_TO_REF": "HEAD"}
    assert {name for name, _ in repository.found()} == {"a.csv"}


@pytest.mark.parametrize("name", ["nope", "--upload-pack=x", "HEAD~99", "", "main:export.csv"])
def test_a_commit_that_is_none(repository: Repository, base: str, name: str) -> None:
    done = repository.hook(f"--from-ref={name}")
    assert done.returncode == 2
    assert done.stderr.startswith("dlpscan: error: no such commit")


def test_an_end_needs_a_beginning(repository: Repository, base: str) -> None:
    assert "--to-ref needs --from-ref" in repository.hook("--to-ref", "main").stderr
