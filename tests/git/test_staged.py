"""What `dlpscan hook` says of what is staged, in real repositories."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import ALSO_ILL, FICTITIOUS, HEADER, ILL, LETTER, PATIENTS, Repository, made


def test_nothing_staged_says_nothing(repository: Repository) -> None:
    done = repository.hook()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_new_file_is_all_new(repository: Repository) -> None:
    repository.stage("export.csv", PATIENTS)
    assert repository.found() == {("export.csv", 2), ("export.csv", 3)}
    done = repository.hook()
    assert done.returncode == 1
    assert "export.csv:2:1: critical person-name EX***** (nom): Name of a person" in done.stdout
    assert "stays in the history" in done.stdout
    assert "dlpscan: allow person-name" in done.stdout
    assert "EXEMPLE" not in done.stdout


def test_the_first_commit_and_later_ones(repository: Repository) -> None:
    repository.stage("export.csv", HEADER)
    repository.commit()
    repository.stage("export.csv", PATIENTS)
    assert repository.found() == {("export.csv", 2), ("export.csv", 3)}


def test_only_added_lines_decide_and_the_file_is_the_context(repository: Repository) -> None:
    repository.stage("export.csv", HEADER + ILL)
    repository.commit()
    repository.stage("export.csv", HEADER + ILL + ALSO_ILL)
    # The header that tells what the columns are is not new, nor is the patient of line 2.
    assert repository.found() == {("export.csv", 3)}
    repository.commit()
    repository.stage("export.csv", "bonjour\n" + HEADER + ILL + ALSO_ILL)
    assert repository.hook().returncode == 0
    repository.stage("export.csv", HEADER + ALSO_ILL)
    assert repository.hook().returncode == 0


def test_a_header_of_another_commit_says_what_a_new_value_is(repository: Repository) -> None:
    repository.stage("users.csv", "login;mot de passe\n" + "".join(f"u{i};\n" for i in range(5)))
    repository.commit()
    repository.stage("users.csv", "login;mot de passe\n" + "".join(f"u{i};\n" for i in range(5)) + "durand;Kx9!fghT\n")
    assert repository.found() == {("users.csv", 7)}


def test_the_index_counts_and_not_the_working_tree(repository: Repository) -> None:
    repository.stage("staged.csv", PATIENTS)
    repository.write("staged.csv", "nothing any more\n")
    repository.stage("unstaged.csv", "nothing yet\n")
    repository.write("unstaged.csv", PATIENTS)
    repository.write("untracked.csv", PATIENTS)
    assert {name for name, _ in repository.found()} == {"staged.csv"}
    os.unlink(repository.folder / "staged.csv")
    assert {name for name, _ in repository.found()} == {"staged.csv"}


def test_a_partially_staged_file(repository: Repository) -> None:
    repository.stage("export.csv", HEADER + ILL)
    repository.commit()
    repository.stage("export.csv", HEADER + "\n" + ILL)
    repository.write("export.csv", HEADER + ALSO_ILL + "\n" + ILL)
    assert repository.hook().returncode == 0
    assert repository.git("diff", "--name-only") == "export.csv"


def test_a_commit_of_some_files_has_an_index_of_its_own(repository: Repository) -> None:
    repository.stage("a.txt", "a\n")
    repository.commit()
    repository.git("config", "core.hooksPath", os.fspath(repository.folder / "hooks"))
    assert repository.hook("install").returncode == 0
    repository.stage("export.csv", PATIENTS)
    repository.write("a.txt", "b\n")
    # `git commit FILE` builds a temporary index with that file alone, and tells hooks of it.
    assert "1 file changed" in repository.git("commit", "-m", "a", "a.txt", check=False)
    assert "export.csv:2:1" in repository.git("commit", "-m", "export", check=False)
    assert repository.git("log", "--format=%s") == "a\na change"


def test_a_renamed_file_counts_by_its_changed_lines(repository: Repository) -> None:
    many = HEADER + ILL + "".join(f"ligne;{number};;\n" for number in range(40))
    repository.stage("old.csv", many)
    repository.commit()
    repository.git("mv", "old.csv", "new.csv")
    assert repository.hook().returncode == 0
    repository.stage("new.csv", many + ALSO_ILL)
    assert repository.found() == {("new.csv", 43)}


def test_a_mode_that_changes_brings_nothing(repository: Repository) -> None:
    repository.stage("export.csv", PATIENTS)
    repository.commit()
    repository.git("update-index", "--chmod=+x", "export.csv")
    assert repository.git("diff", "--cached", "--name-only") == "export.csv"
    assert repository.hook().returncode == 0


def test_a_deleted_file_brings_nothing(repository: Repository) -> None:
    repository.stage("export.csv", PATIENTS)
    repository.commit()
    repository.git("rm", "-q", "export.csv")
    assert repository.hook().returncode == 0
    assert repository.events()[-1]["files"] == {"scanned": 0, "partial": 0, "skipped": 0, "error": 0}


def test_a_link_that_becomes_a_file_is_all_new(repository: Repository) -> None:
    (repository.folder / "export.csv").symlink_to("/nowhere")
    repository.git("add", "export.csv")
    assert repository.skipped() == {"export.csv": "link"}
    repository.commit()
    os.unlink(repository.folder / "export.csv")
    repository.stage("export.csv", PATIENTS)
    assert repository.found() == {("export.csv", 2), ("export.csv", 3)}


def test_what_is_not_text_is_skipped_and_said(repository: Repository) -> None:
    repository.stage("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    repository.stage("noise.bin", bytes(range(256)) * 16)
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 104857600\n"
    repository.stage("export.csv", pointer)
    assert repository.skipped() == {
        "logo.png": "no reader for image",
        "noise.bin": "binary",
        "export.csv": "lfs-pointer",
    }
    done = repository.hook()
    assert done.returncode == 0
    assert "3 files not looked at" in done.stdout


def test_what_only_begins_like_a_pointer_is_read(repository: Repository) -> None:
    repository.stage("export.csv", "version https://git-lfs.github.com/spec/v1\n" + LETTER)
    assert repository.hook().returncode == 1


def test_a_submodule_is_skipped(repository: Repository, tmp_path: Path) -> None:
    other = made(tmp_path / "other")
    other.stage("a.txt", "a\n")
    other.commit()
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", os.fspath(other.folder), "vendor")
    assert repository.skipped() == {"vendor": "submodule"}
    assert repository.hook().returncode == 0


@pytest.mark.parametrize(
    "name", [b"caf\xe9.csv", "café.csv".encode(), b"a b\tc.csv", b"line\nend.csv", b"-x.csv", b'"q".csv']
)
def test_any_name(repository: Repository, name: bytes) -> None:
    repository.stage(name, HEADER + ILL)
    repository.commit()
    repository.stage(name, HEADER + ILL + ALSO_ILL)
    shown = name.decode("utf-8", "backslashreplace")
    assert repository.found() == {(shown, 3)}
    done = repository.hook()
    assert done.returncode == 1
    assert "\t" not in done.stdout
    assert repository.hook("--", os.fsdecode(name)).returncode == 1
    assert repository.hook("--", "another.csv").returncode == 0


def test_a_huge_file_is_looked_at_or_said(repository: Repository) -> None:
    line = b"une ligne de texte ordinaire, sans rien de personnel\n"
    repository.stage("big.txt", line * 200_000 + LETTER.encode())
    assert {name for name, _ in repository.found()} == {"big.txt"}
    assert repository.skipped("--max-size", "5MB") == {"big.txt": "too-large"}
    done = repository.hook("--max-size", "5MB")
    assert done.returncode == 0
    assert "too-large" in done.stdout


def test_lines_of_another_encoding(repository: Repository) -> None:
    before = HEADER + "Ménière;Zoé;;\n"
    repository.stage("export.csv", before.encode("cp1252"))
    repository.commit()
    repository.stage("export.csv", (before + ILL).encode("cp1252"))
    assert repository.found() == {("export.csv", 3)}


@pytest.mark.parametrize("written", [PATIENTS.encode("utf-16"), PATIENTS.replace("\n", "\r").encode()])
def test_where_git_counts_other_lines_all_of_them_decide(repository: Repository, written: bytes) -> None:
    repository.stage("export.csv", written[: len(written) // 2 * 2])
    repository.commit()
    repository.stage("export.csv", written + (b"\n\0" if b"\0" in written else b"\r"))
    assert repository.found() == {("export.csv", 2), ("export.csv", 3)}


def test_fictitious_numbers_and_whose_they_are_pass(repository: Repository) -> None:
    repository.stage("test_data.csv", FICTITIOUS)
    assert repository.hook().returncode == 0
    # The same people without a number may be real.
    repository.stage("test_data.csv", FICTITIOUS.replace("285079790100150", "").replace("295109900000004", ""))
    assert repository.hook().returncode == 1


def test_many_fictitious_numbers_do_not_hide_another_person(repository: Repository) -> None:
    rows = FICTITIOUS + "EXEMPLE;Camille;285079790100150;positif\n" * 1500
    repository.stage("test_data.csv", rows)
    assert repository.hook().returncode == 0
    repository.stage("test_data.csv", rows + "MODELE;Claude;;positif\n")
    assert repository.found() == {("test_data.csv", 1504)}


def test_files_narrow_down_what_is_staged(repository: Repository) -> None:
    repository.stage("a/export.csv", PATIENTS)
    repository.stage("b/export.csv", PATIENTS)
    assert {name for name, _ in repository.found("b/export.csv")} == {"b/export.csv"}
    assert {name for name, _ in repository.found("a")} == {"a/export.csv"}
    absolute = os.fspath(repository.folder / "b" / "export.csv")
    assert {name for name, _ in repository.found(absolute)} == {"b/export.csv"}
    assert repository.hook("export.csv", folder="a").returncode == 1
    assert repository.hook("nothing.csv", folder="a").returncode == 0


def test_named_files_are_looked_at_as_they_are_where_nothing_is_staged(repository: Repository) -> None:
    repository.stage("a/export.csv", PATIENTS)
    repository.commit()
    assert repository.hook().returncode == 0
    assert repository.found("a/export.csv") == {("a/export.csv", 2), ("a/export.csv", 3)}
    assert repository.hook("export.csv", folder="a").returncode == 1
    done = repository.hook("b.csv")
    assert done.returncode == 2
    assert "not in the index: b.csv" in done.stderr


def test_a_merge_counts_what_no_parent_has(repository: Repository) -> None:
    repository.stage("notes.txt", "un\ndeux\n")
    repository.commit()
    repository.git("checkout", "-q", "-b", "side")
    repository.stage("side.csv", PATIENTS)
    repository.stage("notes.txt", "un, de côté\ndeux\n")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.stage("main.csv", PATIENTS)
    repository.stage("notes.txt", "un, droit devant\ndeux\n")
    repository.commit()
    repository.git("merge", "side", check=False)
    repository.stage("notes.txt", "un\ndeux\n" + LETTER)
    # What the branches have is in the repository already; the resolution is new.
    assert {name for name, _ in repository.found()} == {"notes.txt"}
    # A line that one of the parents has is not new, though the file as a whole is neither's.
    repository.stage("main.csv", PATIENTS + "fin;;;\n")
    assert {name for name, _ in repository.found()} == {"notes.txt"}


def test_what_is_left_in_conflict_is_not_staged(repository: Repository) -> None:
    repository.stage("a.txt", "a\n")
    repository.commit()
    repository.git("checkout", "-q", "-b", "side")
    repository.stage("a.txt", "b\n")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.stage("a.txt", "c\n")
    repository.commit()
    repository.git("merge", "side", check=False)
    assert repository.hook().returncode == 0


def test_options_of_a_scan(repository: Repository) -> None:
    repository.stage("export.csv", PATIENTS)
    assert repository.hook("--detector", "phone").returncode == 0
    assert repository.hook("--fail-on", "critical").returncode == 1
    assert repository.hook("--exclude", "*.csv").returncode == 0
    assert repository.skipped("--exclude", "*.csv") == {"export.csv": "excluded"}
    assert "EXEMPLE" in repository.hook("--show-values").stdout
    assert repository.hook("--detector", "phon").returncode == 2
    repository.write("dlpscan.toml", 'detectors = ["phone"]\n')
    assert repository.hook().returncode == 0
    (repository.folder / "strict.toml").write_text('fail-on = "info"\n')
    assert repository.hook("--config", "strict.toml").returncode == 1


def test_what_is_below_the_threshold_is_not_in_the_way(repository: Repository) -> None:
    repository.stage("contact.txt", "Contact : Mme Camille EXEMPLE, 06 12 34 56 78\n")
    done = repository.hook()
    assert (done.returncode, done.stdout) == (0, "")
    assert repository.hook("--fail-on", "low").returncode == 1


def test_outside_of_a_repository(tmp_path: Path) -> None:
    done = Repository(tmp_path, {**os.environ, "GIT_CEILING_DIRECTORIES": os.fspath(tmp_path.parent)}).hook()
    assert done.returncode == 2
    assert "not a git repository" in done.stderr


def test_without_git(repository: Repository, tmp_path: Path) -> None:
    repository.environment["PATH"] = os.fspath(tmp_path)
    done = repository.hook()
    assert done.returncode == 2
    assert done.stderr == "dlpscan: error: the program git is not installed\n"


def test_an_object_that_is_gone_is_an_error(repository: Repository) -> None:
    repository.stage("a.txt", "a\n")
    blob = repository.git("rev-parse", ":a.txt")
    path = repository.folder / ".git" / "objects" / blob[:2] / blob[2:]
    path.unlink()
    done = repository.hook()
    assert done.returncode == 3
    assert "a.txt: could not be looked at: vanished" in done.stdout


def test_nothing_of_the_repository_is_executed(repository: Repository) -> None:
    trap = f"{sys.executable} -c \"open('trapped', 'w')\" --"
    repository.write(".gitattributes", "*.csv diff=trap filter=trap\n")
    repository.stage("export.csv", HEADER + ILL)
    repository.commit()
    repository.stage("export.csv", PATIENTS)
    for key in ("diff.trap.command", "diff.trap.textconv", "filter.trap.smudge", "diff.external", "core.fsmonitor"):
        repository.git("config", key, trap)
    assert repository.found() == {("export.csv", 3)}
    assert not (repository.folder / "trapped").exists()


IMPORTED = """
import sys
from dlpscan.cli import main
code = main(["hook"])
print(code, *sorted({"numpy", "dlpscan.examine", "dlpscan_france", "rich", "msgspec"} & set(sys.modules)))
"""


def test_an_ordinary_commit_does_not_import_the_engine(repository: Repository) -> None:
    repository.stage("old.txt", "old\n")
    repository.commit()
    repository.hook("install")  # compiles what is kept
    repository.git("rm", "-q", "old.txt")
    repository.stage("code.py", "def add(one: int, other: int) -> int:\n    return one + other\n")
    repository.stage("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        cwd=repository.folder,
        env=repository.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0"


SOURCE = 'PATIENT = "Mme Camille EXEMPLE, sérologie VIH positive"'


def test_a_comment_allows_its_line(repository: Repository) -> None:
    repository.stage("fixture.py", SOURCE + "\n")
    assert repository.found()
    repository.stage("fixture.py", SOURCE + "  # dlpscan: allow all -- invented\n")
    assert repository.found() == set()
    assert repository.hook().returncode == 0
    assert repository.hook("--no-ignore").returncode == 1
    summary = repository.events()[-1]
    assert sum(summary["allowed"].values()) >= 1


def test_paths_and_kinds_that_are_allowed(repository: Repository) -> None:
    repository.stage("tests/export.csv", PATIENTS)
    repository.stage("export.csv", PATIENTS)
    repository.write(".dlpscanignore", "tests/\n")
    assert {name for name, _ in repository.found()} == {"export.csv"}
    assert repository.skipped() == {"tests/export.csv": "ignored"}
    repository.write(
        "dlpscan.toml",
        '[[allow]]\npaths = ["*.csv"]\ndetectors = ["person-name", "blood-group", "hiv-result"]\nreason = "invented"\n',
    )
    assert repository.hook().returncode == 0


def test_what_a_baseline_holds_passes_and_what_is_new_does_not(repository: Repository) -> None:
    repository.stage("export.csv", PATIENTS)
    done = subprocess.run(
        [sys.executable, "-m", "dlpscan", "baseline", "create", "."],
        cwd=repository.folder,
        env=repository.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert repository.hook("--baseline", ".dlpscan-baseline.json").returncode == 0
    repository.stage("export.csv", PATIENTS + "FICTIF;Dominique;AB-;positif\n")
    assert repository.found("--baseline", ".dlpscan-baseline.json") == {("export.csv", 4)}
