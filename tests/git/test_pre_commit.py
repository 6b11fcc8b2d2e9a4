"""pre-commit itself with the hooks of this checkout: it builds their environment, and blocks commits or not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import FICTITIOUS, PATIENTS, Repository, made

ROOT = Path(__file__).parents[2]
SHIPPED = ("dlpscan", "plugins", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """The checkout as it is now, as a repository that can be cloned."""
    found = made(tmp_path / "project")
    for name in SHIPPED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, found.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, found.folder / name)
    found.git("add", ".")
    found.commit("the project")
    return found


@pytest.fixture
def used(repository: Repository, tmp_path: Path) -> Repository:
    """A repository whose developers use pre-commit."""
    beside = os.fspath(Path(sys.executable).parent)
    repository.environment |= {
        "PRE_COMMIT_HOME": os.fspath(tmp_path / "pre-commit-home"),
        "PATH": os.pathsep.join([beside, repository.environment["PATH"]]),
    }
    return repository


def pre_commit(repository: Repository, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=repository.folder,
        env=repository.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def configured(project: Repository, used: Repository, hook: str) -> None:
    commit = project.git("rev-parse", "HEAD")
    used.stage(
        ".pre-commit-config.yaml",
        f"repos:\n- repo: {project.folder}\n  rev: {commit}\n  hooks:\n  - id: {hook}\n",
    )
    installed = pre_commit(used, "install")
    assert installed.returncode == 0, installed.stdout


def test_in_an_environment_that_pre_commit_builds(project: Repository, used: Repository) -> None:
    used.stage("export.csv", PATIENTS)
    tried = pre_commit(used, "try-repo", os.fspath(project.folder), "dlpscan")
    assert tried.returncode == 1, tried.stdout
    assert "export.csv:2:1: critical person-name" in tried.stdout
    used.stage("export.csv", FICTITIOUS)
    tried = pre_commit(used, "try-repo", os.fspath(project.folder), "dlpscan")
    assert tried.returncode == 0, tried.stdout

    configured(project, used, "dlpscan")
    used.git("commit", "-q", "-m", "invented people")
    used.stage("more.csv", PATIENTS)
    refused = used.git("commit", "-m", "patients", check=False)
    assert "more.csv:2:1: critical" in refused
    assert used.git("log", "--format=%s") == "invented people"


def test_with_the_dlpscan_of_the_system(project: Repository, used: Repository) -> None:
    configured(project, used, "dlpscan-system")
    used.git("commit", "-q", "-m", "the configuration")
    base = used.git("rev-parse", "HEAD")
    used.stage("export.csv", PATIENTS)
    assert "export.csv:2:1: critical" in used.git("commit", "-m", "patients", check=False)
    # The working tree may differ: pre-commit puts what is not staged aside.
    used.stage("export.csv", "nothing\n")
    used.write("export.csv", PATIENTS)
    used.git("commit", "-q", "-m", "fine")
    assert (used.folder / "export.csv").read_text() == PATIENTS
    assert pre_commit(used, "run", "--all-files").returncode == 0

    used.git("commit", "-q", "-a", "--no-verify", "-m", "patients after all")
    everything = pre_commit(used, "run", "--all-files")
    assert everything.returncode == 1, everything.stdout
    assert "export.csv:2:1" in everything.stdout
    ranged = pre_commit(used, "run", "--from-ref", base, "--to-ref", "HEAD")
    assert ranged.returncode == 1, ranged.stdout
