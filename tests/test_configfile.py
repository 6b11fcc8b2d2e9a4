import os
from pathlib import Path

import pytest

from dlpscan.configfile import find, read, resolve
from dlpscan.errors import ConfigError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a" / "b").mkdir(parents=True)
    return tmp_path


def test_nearest_file_upwards_is_used(project: Path) -> None:
    (project / "dlpscan.toml").write_text("jobs = 1")
    assert resolve({}, start=str(project / "a" / "b")).config.jobs == 1
    (project / "a" / "dlpscan.toml").write_text("jobs = 2")
    assert resolve({}, start=str(project / "a" / "b")).config.jobs == 2


def test_pyproject_counts_if_it_has_the_table(project: Path) -> None:
    (project / "dlpscan.toml").write_text("jobs = 1")
    pyproject = project / "a" / "pyproject.toml"
    pyproject.write_text("[project]\nname = 'x'")
    assert resolve({}, start=str(project / "a")).config.jobs == 1
    pyproject.write_text("[tool.dlpscan]\njobs = 2")
    assert resolve({}, start=str(project / "a")).config.jobs == 2


def test_broken_pyproject_of_somebody_else_is_passed_over(project: Path) -> None:
    (project / "pyproject.toml").write_text("[project\n")
    assert find(str(project), (), []) is None


def test_broken_pyproject_that_names_us_is_an_error(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.dlpscan]\njobs =\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml: Invalid value"):
        resolve({}, start=str(project))


def test_named_pyproject_must_have_the_table(project: Path) -> None:
    (project / "pyproject.toml").write_text("[project]\nname = 'x'")
    assert read(str(project / "pyproject.toml")).errors == ("has no table [tool.dlpscan]",)


def test_table_must_be_a_table(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool]\ndlpscan = 3")
    assert read(str(project / "pyproject.toml")).errors == ("tool.dlpscan must be a table",)


@pytest.mark.parametrize("target", ["", "a/..", "dlpscan.toml"])
def test_file_in_what_is_scanned_is_never_used(project: Path, target: str) -> None:
    (project / "dlpscan.toml").write_text("disable = ['fr-nir']\nplugins = ['evil.py']")
    found = resolve({}, start=str(project / "a"), targets=(str(project / target),))
    assert found.config.plugins == found.config.disable == ()
    assert found.notes == (f"{project}/dlpscan.toml lies in what is scanned and is ignored; --config uses it",)


def test_file_beside_what_is_scanned_is_used(project: Path) -> None:
    (project / "dlpscan.toml").write_text("jobs = 2")
    assert resolve({}, start=str(project), targets=(str(project / "a"),)).config.jobs == 2


def test_file_that_everybody_can_write_is_not_used(project: Path) -> None:
    (project / "dlpscan.toml").write_text("jobs = 2")
    (project / "dlpscan.toml").chmod(0o666)
    found = resolve({}, start=str(project))
    assert found.config.jobs == 0
    assert "can be written by every user" in found.notes[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_file_of_another_user_is_not_used(project: Path) -> None:
    (project / "dlpscan.toml").write_text("jobs = 2")
    os.chown(project / "dlpscan.toml", 12345, -1)
    assert "belongs to another user" in resolve({}, start=str(project)).notes[0]


def test_named_file_is_used_wherever_it_lies(project: Path) -> None:
    path = project / "dlpscan.toml"
    path.write_text("jobs = 2")
    assert resolve({}, path=str(path), targets=(str(project),)).config.jobs == 2


def test_missing_and_undecodable_files_are_errors(project: Path) -> None:
    assert read(str(project / "none.toml")).errors == ("No such file or directory",)
    (project / "bad.toml").write_bytes(b"a = '\xe9'")
    assert read(str(project / "bad.toml")).errors == ("is not valid UTF-8",)


def test_all_errors_are_collected(project: Path) -> None:
    path = project / "x.toml"
    path.write_text("jobs = 'x'\nmax-size = 'big'\nnope = 1")
    assert len(read(str(path)).errors) == 3
