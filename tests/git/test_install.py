"""The plain git hook: put in its place, called by git, taken away again."""

import os
import stat

from repositories import PATIENTS, Repository


def hook_file(repository: Repository) -> str:
    return os.fspath(repository.folder / ".git" / "hooks" / "pre-commit")


def test_git_calls_it(repository: Repository) -> None:
    done = repository.hook("install")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "installed: .git/hooks/pre-commit\n"
    repository.stage("a.txt", "a\n")
    repository.git("commit", "-q", "-m", "fine")
    repository.stage("export.csv", PATIENTS)
    blocked = repository.git("commit", "-q", "-m", "patients", check=False)
    assert "export.csv:2:1: critical" in blocked
    assert repository.git("log", "--format=%s") == "fine"
    repository.git("commit", "-q", "--no-verify", "-m", "on purpose")
    assert repository.git("log", "--format=%s") == "on purpose\nfine"


def test_from_a_sub_folder_and_in_a_work_tree(repository: Repository) -> None:
    repository.stage("sub/a.txt", "a\n")
    repository.commit()
    assert repository.hook("install", folder="sub").returncode == 0
    repository.git("worktree", "add", "-q", "../tree")
    tree = Repository(repository.folder.parent / "tree", repository.environment)
    tree.stage("export.csv", PATIENTS)
    assert "export.csv:2:1" in tree.git("commit", "-m", "patients", check=False)


def test_installing_again_changes_nothing(repository: Repository) -> None:
    repository.hook("install")
    with open(hook_file(repository), "rb") as file:
        before = file.read()
    assert repository.hook("install").returncode == 0
    with open(hook_file(repository), "rb") as file:
        assert file.read() == before
    assert os.listdir(os.path.dirname(hook_file(repository))).count("pre-commit.before-dlpscan") == 0


def test_it_goes_where_git_looks(repository: Repository) -> None:
    repository.git("config", "core.hooksPath", "tools/hooks")
    assert repository.hook("install").stdout == "installed: tools/hooks/pre-commit\n"
    repository.stage("export.csv", PATIENTS)
    assert "export.csv:2:1" in repository.git("commit", "-m", "patients", check=False)
    assert not os.path.exists(hook_file(repository))


def foreign(repository: Repository, code: int = 0) -> bytes:
    path = hook_file(repository)
    content = f"#!/bin/sh\ntouch foreign-ran\nexit {code}\n".encode()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.chmod(path, 0o755)
    return content


def test_a_foreign_hook_is_left_alone(repository: Repository) -> None:
    content = foreign(repository)
    for words in (["install"], ["uninstall"]):
        done = repository.hook(*words)
        assert done.returncode == 2
        assert "as it is" in done.stderr
    with open(hook_file(repository), "rb") as file:
        assert file.read() == content


def test_a_foreign_hook_may_run_after_ours(repository: Repository) -> None:
    content = foreign(repository, code=7)
    assert repository.hook("install", "--chain").returncode == 0
    ran = repository.folder / "foreign-ran"
    repository.stage("export.csv", PATIENTS)
    assert "export.csv:2:1" in repository.git("commit", "-m", "patients", check=False)
    assert not ran.exists()
    repository.stage("export.csv", "nothing\n")
    repository.git("commit", "-q", "-m", "fine", check=False)
    assert ran.exists()
    assert repository.git("rev-parse", "--verify", "-q", "HEAD", check=False) == ""
    assert repository.hook("install").returncode == 0  # ours, and still chained
    assert repository.hook("uninstall").stdout == "removed: .git/hooks/pre-commit\n"
    with open(hook_file(repository), "rb") as file:
        assert file.read() == content
    assert os.stat(hook_file(repository)).st_mode & stat.S_IXUSR


def test_uninstalling_what_is_not_there(repository: Repository) -> None:
    done = repository.hook("uninstall")
    assert (done.returncode, done.stdout) == (0, "there is no hook of dlpscan here\n")


def test_a_folder_that_cannot_be_written_is_told(repository: Repository) -> None:
    (repository.folder / "file").write_text("in the way")
    repository.git("config", "core.hooksPath", "file")
    done = repository.hook("install")
    assert done.returncode == 2
    assert done.stderr.startswith("dlpscan: error: cannot install the hook")


def test_a_file_called_like_a_command(repository: Repository) -> None:
    repository.stage("install", PATIENTS)
    assert {name for name, _ in repository.found()} == {"install"}
    assert repository.hook("--", "install").returncode == 1
    assert not os.path.exists(hook_file(repository))
