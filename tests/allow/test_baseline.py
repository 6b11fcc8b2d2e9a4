"""What a baseline knows again, and what it gives away: little enough, by enumeration."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scans import NIR, OTHER, dlpscan, key, lines_of, scanned

from dlpscan.allow.baseline import Entry, Verdict, load, save, updated
from dlpscan.allow.marks import TAG_BITS, Mark, has_tag, line_of, tag
from dlpscan.allow.sift import Found, sift
from dlpscan.errors import ConfigError
from dlpscan.model import AllowedBy
from dlpscan.plugins import load as load_plugins

NAME = ".dlpscan-baseline.json"
CODE = f'import x\nNIR = "{NIR}"\n'
TODAY = date(2026, 6, 1)
# Communes with a code of their own: Mayotte has the fewest of a département, then Paris (with arrondissements), …
COMMUNES = {"976": range(1, 18), "75": [56, *range(101, 121)], "90": range(1, 102), "59": range(1, 649)}


def plausible(department: str) -> list[int]:
    """Every NIR of a woman born in July 1985 in a département: 13 digits, commune times order number."""
    width = 5 - len(department)
    head = f"28507{department}"
    return [
        int(f"{head}{commune:0{width}d}{order:03d}") for commune in COMMUNES[department] for order in range(1, 1000)
    ]


@pytest.mark.parametrize("department", COMMUNES)
def test_an_entry_leaves_at_least_a_hundred_plausible_nirs(department: str) -> None:
    numbers = plausible(department)
    left = Counter(tag("", number) for number in numbers)
    assert len(left) == 1 << TAG_BITS
    assert min(left.values()) >= 100
    assert len(numbers) / (1 << TAG_BITS) == pytest.approx(sum(left.values()) / len(left))


def test_the_rest_of_an_entry_is_the_same_for_every_plausible_nir(tmp_path: Path) -> None:
    """Made by the program for real: files that differ in a NIR differ in nothing but 7 bits, the same in each file."""
    seen: dict[str, set[int]] = {}
    others = set()
    for number in plausible("976")[:40]:
        value = f"{number:013d}{key(number)}"
        (tmp_path / "a.py").write_text(f'nir = "{value}"  # it\nNIR = ["{value[:13]} {value[13:]}"]\n')
        (tmp_path / NAME).unlink(missing_ok=True)
        assert dlpscan(tmp_path, "baseline", "create", "a.py", "--detector", "fr-nir").code == 0
        entries = json.loads((tmp_path / NAME).read_text())["entries"]
        seen[value] = {entry.pop("tag") for entry in entries}
        others.add(json.dumps(entries))
    assert len(others) == 1
    assert all(len(tags) == 1 for tags in seen.values()), "two spellings, two lines: still the same 7 bits"


def test_all_of_a_file_in_clear_is_nowhere_in_the_baseline(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"nom;prenom;nir;vih\nZYGOMAR;Ildefonse;{NIR};positif\n")
    dlpscan(tmp_path, "baseline", "create")
    text = (tmp_path / NAME).read_text().casefold()
    assert all(word not in text for word in ("zygomar", "ildefonse", "28507", "2 85", "positif"))


def test_few_values_have_no_tag() -> None:
    """Of eight blood groups 7 bits are the group; of the days of a month they are the day."""
    infos = {detector.info.id: detector.info for detector in load_plugins().detectors}
    tagged = {name for name in infos if has_tag(infos[name]) and infos[name].reported}
    assert tagged == {"fr-nir", "phone", "fr-address", "person-name", "email", "iban", "credential"}


def test_a_masked_line_holds_no_value() -> None:
    assert line_of(b'nir = "2 85 07 979 01 001 50"') == line_of(b'  patient="1940597994018 45"')
    assert line_of("Zoé Müller;+;VIH".encode()) == line_of(b"A;-;B")
    assert line_of(b"a;b") != line_of(b"a;b;c")


@given(st.text(alphabet="abcXYZ0189 +-éç.", min_size=1).filter(str.strip), st.sampled_from(["{};x", '("{}", 1)', "{}"]))
def test_no_word_or_sign_shows_in_a_masked_line(word: str, form: str) -> None:
    assert line_of(form.format(word).encode()) == line_of(form.format("q").encode())


def test_moving_lines_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE)
    assert scanned(tmp_path).code == 1
    assert dlpscan(tmp_path, "baseline", "create").code == 0
    (tmp_path / "a.py").write_text("# new\n\n\n    " + CODE.partition("\n")[2])
    run = scanned(tmp_path, "--baseline", NAME)
    assert (run.code, lines_of(run, "fr-nir"), run.summary["allowed"]) == (0, [], {"baseline": 1})
    assert scanned(tmp_path, "--baseline", NAME, "--no-ignore").code == 1


def test_another_value_is_reported_but_for_one_in_128(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE)
    dlpscan(tmp_path, "baseline", "create", "--detector", "fr-nir")
    (entry,) = load(str(tmp_path / NAME)).entries
    numbers = plausible("59")
    passed = sum(
        sift([Found("fr-nir", 2, Mark("fr-nir", tag("", number), entry.mark.line))], None, [entry], TODAY) != [None]
        for number in numbers
    )
    assert passed / len(numbers) == pytest.approx(1 / 128, rel=0.05)
    (tmp_path / "a.py").write_text(f'import x\nNIR = "{OTHER}"\n')
    assert lines_of(scanned(tmp_path, "--baseline", NAME), "fr-nir") == [2]


def test_what_is_added_beside_many_accepted_ones_is_one_too_many(tmp_path: Path) -> None:
    """Rows that look alike, so many that every tag is among them: an entry stands for as many as it counts."""
    numbers = plausible("90")[:1500]
    rows = [f"{number}{key(number)}\n" for number in numbers]
    (tmp_path / "a.csv").write_text("nir\n" + "".join(rows[:-1]))
    assert dlpscan(tmp_path, "baseline", "create", "--detector", "fr-nir").code == 0
    assert len({entry.mark.tag for entry in load(str(tmp_path / NAME)).entries}) == 128
    run = scanned(tmp_path, "--baseline", NAME, "--detector", "fr-nir")
    assert (run.code, run.summary["allowed"]) == (0, {"baseline": 1499})
    (tmp_path / "a.csv").write_text("nir\n" + "".join(rows))
    run = scanned(tmp_path, "--baseline", NAME, "--detector", "fr-nir")
    assert (run.code, run.files[0]["counts"], run.summary["allowed"]) == (1, {"fr-nir": 1}, {"baseline": 1499})


def test_large_file_over_several_processes(tmp_path: Path) -> None:
    filler = ("abc def ghi\n" * 90 + "\n") * 9000
    (tmp_path / "a.txt").write_text(f"{filler}NIR {NIR}\n{filler}")
    assert (tmp_path / "a.txt").stat().st_size > 16 << 20
    dlpscan(tmp_path, "baseline", "create")
    run = scanned(tmp_path, "--baseline", NAME, "--jobs", "2")
    assert (run.code, run.summary["allowed"]) == (0, {"baseline": 1})


def test_update_drops_what_is_gone_and_keeps_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE + f'y = ("{OTHER}")\n')
    (tmp_path / "gone.py").write_text(CODE)
    (tmp_path / "stays.py").write_text(CODE)
    dlpscan(tmp_path, "baseline", "create", ".")
    path = str(tmp_path / NAME)
    entries = load(path).entries
    save(path, [Entry(path=e.path, mark=e.mark, verdict=Verdict.ACCEPTED, reason="invented") for e in entries])
    (tmp_path / "a.py").write_text(CODE)
    (tmp_path / "gone.py").unlink()
    (tmp_path / "new.py").write_text(f'z = "{OTHER}"\n')
    run = dlpscan(tmp_path, "baseline", "update")
    assert run.text.splitlines()[0] == f"{NAME}: 2 findings gone, 1 finding new"
    left = load(path).entries
    assert [(entry.path, entry.reason) for entry in left] == [("a.py", "invented"), ("stays.py", "invented")]
    assert scanned(tmp_path, "--baseline", NAME).code == 1
    assert dlpscan(tmp_path, "baseline", "update", "--add").code == 0
    assert scanned(tmp_path, "--baseline", NAME).code == 0
    assert load(path).entries[1].verdict is None


def test_update_leaves_alone_what_it_did_not_look_at(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.py").write_text(CODE)
    (tmp_path / "b.py").write_text(CODE)
    dlpscan(tmp_path, "baseline", "create")
    (tmp_path / "in" / "a.py").unlink()
    (tmp_path / "b.py").unlink()
    dlpscan(tmp_path, "baseline", "update", "in")
    assert [entry.path for entry in load(str(tmp_path / NAME)).entries] == ["b.py"]


def test_kept_and_expired_entries_allow_nothing() -> None:
    mark = Mark("fr-nir", 5, "0" * 12)
    found = [Found("fr-nir", 1, mark)]
    accepted = Entry(path="a", mark=mark, verdict=Verdict.ACCEPTED, reason="why", until=TODAY)
    grounds = sift(found, None, [accepted], TODAY)
    assert [(ground.by, ground.reason) for ground in grounds if ground] == [(AllowedBy.BASELINE, "why")]
    assert sift(found, None, [accepted], date(2026, 6, 2)) == [None]
    assert sift(found, None, [Entry(path="a", mark=mark, verdict=Verdict.KEPT)], TODAY) == [None]


def test_expired_entries_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE)
    dlpscan(tmp_path, "baseline", "create")
    path = str(tmp_path / NAME)
    save(path, [Entry(path=e.path, mark=e.mark, until=date(2020, 1, 1)) for e in load(path).entries])
    run = scanned(tmp_path, "--baseline", NAME)
    assert run.code == 1
    assert [problem["message"] for problem in run.problems] == ["1 of the baseline's entries hold no longer"]


def test_file_compares_well(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text(CODE)
    (tmp_path / "a.py").write_text(CODE)
    dlpscan(tmp_path, "baseline", "create")
    before = (tmp_path / NAME).read_text().splitlines()
    assert [json.loads(line.strip().rstrip(","))["path"] for line in before if "path" in line] == ["a.py", "b.py"]
    (tmp_path / "aa.py").write_text(CODE)
    dlpscan(tmp_path, "baseline", "update", "--add")
    after = (tmp_path / NAME).read_text().splitlines()
    assert len([line for line in after if line not in before]) == 1


def test_create_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("mine")
    run = dlpscan(tmp_path, "baseline", "create")
    assert run.code == 2
    assert "baseline update" in run.errors
    assert (tmp_path / NAME).read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not JSON"),
        ("[]", "no baseline of version 1"),
        ('{"version": 2, "entries": []}', "no baseline of version 1"),
        ('{"version": 1}', "has no entries"),
        ('{"version": 1, "entries": [1]}', "entry 1"),
        ('{"version": 1, "entries": [{"path": "a", "detector": "b"}]}', "entry 1"),
        ('{"version": 1, "entries": [{"path": "a", "detector": "b", "line": "x"}]}', "detector or line is not one"),
        ('{"version": 1, "entries": [{"path": "a", "detector": "b", "line": "%s", "tag": 128}]}', "below 128"),
        ('{"version": 1, "entries": [{"path": "a", "detector": "b", "line": "%s", "cuont": 1}]}', "'cuont'"),
        ('{"version": 1, "entries": [{"path": "a", "detector": "b", "line": "%s", "count": 0}]}', "count"),
        ('{"version": 1, "entries": [{"path": "a", "detector": "b", "line": "%s", "until": "x"}]}', "entry 1"),
        ("[" * 100_000, "it is not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_one_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(text.replace("%s", "0" * 12))
    with pytest.raises(ConfigError, match=message):
        load(str(tmp_path / "b.json"))


def test_baseline_that_there_is_not(tmp_path: Path) -> None:
    run = scanned(tmp_path, "--baseline", "none.json")
    assert (run.code, run.text) == (2, "")
    assert run.errors == "dlpscan: error: cannot read the baseline none.json: No such file or directory\n"


def test_show(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE)
    dlpscan(tmp_path, "baseline", "create")
    run = dlpscan(tmp_path, "baseline", "show")
    assert run.text == "a.py  fr-nir  1  -\n1 entries, 1 finding: 1 not looked at\n"
    assert json.loads(dlpscan(tmp_path, "baseline", "show", "--json").text)[0]["detector"] == "fr-nir"


def test_updated_counts() -> None:
    mark = Mark("phone", 1, "0" * 12)
    result = updated([Entry(path="a", mark=mark, count=3)], {"a": {mark: 2}}, add=False)
    assert ([entry.count for entry in result.entries], result.gone, result.new) == ([2], 1, 0)
    result = updated([Entry(path="a", mark=mark, count=3)], {"a": {mark: 5}}, add=True)
    assert ([entry.count for entry in result.entries], result.gone, result.new) == ([3, 2], 0, 2)
