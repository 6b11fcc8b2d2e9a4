"""What a comment allows, and what is none."""

import os
from datetime import date
from pathlib import Path

import pytest
from scans import NIR, OTHER, lines_of, scanned

from dlpscan.allow.comments import LONGEST_LINE, read

TODAY = date(2026, 6, 1)
KNOWN = ("fr-nir", "phone")


def covered(text: str) -> dict[int, set[str]]:
    return {line: set(ids) for line, ids in read(text.encode(), 1, KNOWN, TODAY).covered.items()}


@pytest.mark.parametrize(
    "line",
    [
        'nir = "…"  # dlpscan: allow fr-nir',
        "int nir; // dlpscan: allow fr-nir",
        "int nir; /* dlpscan: allow fr-nir */",
        "select 1 -- dlpscan: allow fr-nir",
        "<p>x</p> <!-- dlpscan: allow fr-nir -->",
        "let x = 1 (* dlpscan: allow fr-nir *)",
        "x = 1 {- dlpscan: allow fr-nir -}",
        "{{ x }} {# dlpscan: allow fr-nir #}",
        "x #dlpscan:allow fr-nir",
        "x\t## dlpscan:  allow   fr-nir  until 2026-06-01  --  an invented person  ",
        "x # dlpscan: allow fr-nir -- it's «fine», 100 % */",
        "x # dlpscan: allow fr-nir --",
    ],
)
def test_covers_its_line(line: str) -> None:
    assert covered(f"a\n{line}\r\nb\n") == {2: {"fr-nir"}}


@pytest.mark.parametrize(
    "line",
    ["# dlpscan: allow phone, fr-nir", "    // dlpscan: allow phone,fr-nir", "; dlpscan: allow phone ,fr-nir",
     " * dlpscan: allow phone, fr-nir", "REM dlpscan: allow phone, fr-nir", "% dlpscan: allow phone, fr-nir"],
)  # fmt: skip
def test_alone_it_covers_the_next_line(line: str) -> None:
    assert covered(f"a\n{line}\nb\n") == {3: {"phone", "fr-nir"}}


@pytest.mark.parametrize(
    "line",
    [
        "dlpscan: allow fr-nir",
        "see `dlpscan: allow fr-nir` in the manual",
        '"note": "dlpscan: allow fr-nir"',
        "x;y;dlpscan: allow fr-nir",
        "x; y ; dlpscan: allow fr-nir",
        "http://dlpscan: allow fr-nir",
        "x#dlpscan: allow fr-nir",
        "# DLPSCAN: allow fr-nir",
        "# dlpscan: allowed fr-nir",
        "# dlpscan: forbid fr-nir",
    ],
)
def test_is_no_comment(line: str) -> None:
    found = read(f"{line}\n".encode(), 1, KNOWN, TODAY)
    assert (found.covered, found.faults) == ({}, {})


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("# dlpscan: allow", "allow-malformed"),
        ("# dlpscan: allow fr-nir phone", "allow-malformed"),
        ('"x" // dlpscan: allow fr-nir"}', "allow-malformed"),
        ("# dlpscan: allow fr-nir until", "allow-malformed"),
        ("# dlpscan: allow fr-nir until tomorrow", "allow-malformed"),
        ("# dlpscan: allow fr-nir until 2026-13-31", "allow-malformed"),
        ("# dlpscan: allow fr-nir until 2026-05-31", "allow-expired"),
        ("# dlpscan: allow fr-nri", "allow-unknown"),
        (f"x {'y' * LONGEST_LINE} # dlpscan: allow fr-nir", "allow-line-too-long"),
        (f"# dlpscan: allow fr-nir\n{'y' * (LONGEST_LINE + 1)}", "allow-line-too-long"),
    ],
)
def test_what_does_not_hold_is_told(line: str, kind: str) -> None:
    found = read(f"{line}\n".encode(), 1, KNOWN, TODAY)
    assert (found.covered, list(found.faults)) == ({}, [kind])


def test_of_several_detectors_the_known_ones_hold() -> None:
    found = read(b"x # dlpscan: allow fr-nir, fr-nri\n", 7, KNOWN, TODAY)
    assert found.covered == {7: {"fr-nir"}}
    assert found.problems() == [("allow-unknown", "line 7: a comment allows a detector 'fr-nri' that there is not")]


def test_problems_tell_no_value_and_are_one_a_kind() -> None:
    found = read(f"# dlpscan: allow {NIR.replace(' ', '')}\n".encode() * 500, 1, KNOWN, TODAY)
    assert found.problems() == [
        ("allow-unknown", "line 1: a comment allows a detector that there is not, and 499 more such comments")
    ]


@pytest.mark.parametrize(
    "piece", ["# dlpscan: allow ", "#", "dlpscan:", "# dlpscan: allow a,", "# dlpscan: allow fr-nir\n"]
)
def test_hostile_texts_end(piece: str) -> None:
    """Each is a megabyte; a look back over all of the line for each marker would take hours."""
    found = read((piece * ((1 << 20) // len(piece))).encode(), 1, KNOWN, TODAY)
    assert len(found.faults) <= 1


def test_scan_counts_what_comments_allow(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        f'a = "{NIR}"  # dlpscan: allow fr-nir\nb = "{NIR}"\n# dlpscan: allow all\nc = "{NIR}"\n'
    )
    run = scanned(tmp_path)
    assert lines_of(run, "fr-nir") == [2]
    (report,) = run.files
    assert (report["counts"], report["allowed"]) == (
        {"fr-nir": 1},
        [{"detector": "fr-nir", "by": "comment", "reason": None, "count": 2}],
    )
    assert run.summary["allowed"] == {"comment": 2}
    assert run.code == 1


def test_file_in_which_all_is_allowed_is_no_finding_and_not_silent(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f'a = "{NIR}"  # dlpscan: allow fr-nir\n')
    run = scanned(tmp_path)
    assert run.code == 0
    (report,) = run.files
    assert (report["severity"], report["people"], report["score"], report["counts"]) == (None, 0, None, {})
    assert (run.summary["people"], run.summary["severity"], run.summary["allowed"]) == (0, None, {"comment": 1})
    assert "1  finding allowed  (comment 1)" in scanned(tmp_path, form="console").text


def test_many_lines_are_each_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f'a = "{NIR}"  # dlpscan: allow fr-nir\n' * 250 + f'a = "{OTHER}"\n')
    run = scanned(tmp_path)
    assert lines_of(run, "fr-nir") == [251]
    assert run.summary["allowed"] == {"comment": 250}
    assert run.files[0]["truncated"] is False


def test_nothing_is_allowed_with_no_ignore(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f'a = "{NIR}"  # dlpscan: allow fr-nir\n')
    run = scanned(tmp_path, "--no-ignore")
    assert lines_of(run, "fr-nir") == [1]
    assert run.summary["allowed"] == {}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (
            "a.csv",
            f"nom;nir;note\nDUPONT;{NIR}; # dlpscan: allow all\nMARTIN;{OTHER}; # dlpscan: allow all\n",
            "delimited",
        ),
        ("a.jsonl", f'{{"nir": "{NIR}", "x": " # dlpscan: allow all"}}\n' * 3, None),
        ("a.txt", f"NIR {NIR} # dlpscan: allow all\n" + "x\n" * (1 << 20), "1 MiB"),
    ],
)
def test_data_allows_nothing(name: str, text: str, why: str | None, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    run = scanned(tmp_path)
    assert lines_of(run, "fr-nir")
    assert run.code == 1
    if why:
        assert any(problem["kind"] == "allow-not-heard" and why in problem["message"] for problem in run.problems)


def test_one_line_with_all_of_a_leak_is_not_covered(tmp_path: Path) -> None:
    rows = ", ".join(f"('DUPONT', '{NIR}')" for _ in range(60))
    (tmp_path / "a.sql").write_text(f"-- dlpscan: allow all\nINSERT INTO patients (nom, nir) VALUES {rows};\n")
    run = scanned(tmp_path)
    assert run.code == 1
    assert [problem["kind"] for problem in run.problems] == ["allow-line-too-long"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_somebody_elses_file_allows_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f'a = "{NIR}"  # dlpscan: allow fr-nir\n')
    os.chown(tmp_path / "a.py", 65534, 65534)
    run = scanned(tmp_path)
    assert lines_of(run, "fr-nir") == [1]
    assert "belongs to another user" in run.problems[0]["message"]


def test_file_that_everyone_can_write_allows_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f'a = "{NIR}"  # dlpscan: allow fr-nir\n')
    (tmp_path / "a.py").chmod(0o666)
    assert lines_of(scanned(tmp_path), "fr-nir") == [1]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    text = f"# éà\nx = '{NIR}'  # dlpscan: allow fr-nir -- personne inventée\n"
    (tmp_path / "a.py").write_bytes(text.encode(encoding))
    run = scanned(tmp_path)
    assert (run.code, run.summary["allowed"]) == (0, {"comment": 1})
