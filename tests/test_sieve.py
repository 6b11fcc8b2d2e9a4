"""The sieve against the engine: what it rules out, the engine finds nothing severe in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dlpscan.body import Held
from dlpscan.config import Config
from dlpscan.examine import Examiner
from dlpscan.model import Finding, Item, Severity
from dlpscan.plugins import Registry, load
from dlpscan.rules import GENERAL, RecordRule
from dlpscan.settings import Settings
from dlpscan.sieve import recipe
from dlpscan.sieve.sieve import Sieve
from dlpscan.sieve.triggers import triggers

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
_MARK = re.compile(r"⟦([^⟦⟧|]*)(?:\|[^⟦⟧]*)?⟧")


@cache
def registry() -> Registry:
    return load()


@cache
def sieve(fail_on: Severity = Severity.HIGH) -> Sieve:
    config = Config(fail_on=fail_on)
    name = recipe.name_of(config)
    assert name is not None
    if recipe.load(name) is None:
        recipe.make(name, registry(), config)
    made = recipe.load(name)
    assert made is not None
    return Sieve(made)


@cache
def examiner() -> Examiner:
    given = registry()
    return Examiner(given.detectors, Settings(max_findings=0), layouts=given.layouts, rules=given.rules)


def severe(data: bytes, least: Severity = Severity.HIGH) -> list[Finding]:
    item = Item(path="x", target="x", size=len(data), body=Held(data))
    return [finding for finding in examiner().examine(item).findings if finding.severity.rank >= least.rank]


def cases(path: Path) -> Iterator[str]:
    """The cases of a file, without marks."""
    text = _MARK.sub(r"\1", path.read_text(encoding="utf-8"))
    for part in re.split(r"(?m)^(?:@|##) ?", text):
        head, _, body = part.partition("\n")
        yield body if body.strip() else head.partition(": ")[2]


def written(case: str) -> Iterator[bytes]:
    """A case in the ways that it may be met in a repository."""
    line = " ".join(case.split())
    yield case.encode()
    yield case.encode("cp1252", "replace")
    yield f'# note\nTEXT = """{case}"""\n'.encode()
    yield f"id;date;commentaire\n1;2020-01-01;rien\n2;2020-01-02;{line.replace(';', ',')}\n3;2020-01-03;rien\n".encode()
    yield json.dumps({"visit": {"id": 1, "notes": case}}).encode()
    yield json.dumps([{"text": line}], ensure_ascii=False).encode()
    yield f"patient:\n  numero: 12\n  etat: clos\n  texte: {line}\n  service: B\n".encode()
    yield f"<visite><id>1</id><texte>{line}</texte></visite>\n".encode()
    yield f"INSERT INTO visites (id, texte) VALUES (1, '{line.replace(chr(39), chr(39) * 2)}');\n".encode()
    yield f"un texte\n\nid\ttexte\n1\t{line}\n2\trien\n\nfin\n".encode()


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.txt")), ids=lambda path: str(path.relative_to(CASES)))
def test_what_it_rules_out_holds_nothing_severe(path: Path) -> None:
    given = [text for case in cases(path) for text in written(case) if sieve().rules_out(text, "x")]
    assert [text.decode("utf-8", "replace") for text in given if severe(text)] == []


@pytest.mark.parametrize(
    "form",
    [
        "csv",
        "csv-quoted",
        "tsv",
        "pipe",
        "utf-16",
        "headerless",
        "json",
        "json-pretty",
        "ndjson",
        "xml",
        "sql",
        "fixed",
    ],
)
def test_no_leak_passes_in_any_format(form: str, tmp_path: Path) -> None:
    path = tmp_path / "leak"
    script = str(ROOT / "examples" / "make_leak.py")
    subprocess.run(
        [sys.executable, script, "--rows", "40", "--format", form, str(path)], check=True, capture_output=True
    )
    data = path.read_bytes()
    assert severe(data)
    assert not sieve().rules_out(data, "x")
    text = data.decode("utf-16" if form == "utf-16" else "utf-8", "replace")
    for begin in range(0, len(text), 997):
        piece = text[begin : begin + 700].encode()
        if sieve().rules_out(piece, "x"):
            assert severe(piece) == []


def test_the_example_passes_only_where_there_is_nothing() -> None:
    for path in sorted((ROOT / "examples").rglob("*")):
        if path.is_file() and sieve().rules_out(path.read_bytes(), path.name):
            assert severe(path.read_bytes()) == [], path


@pytest.mark.parametrize("fail_on", [Severity.CRITICAL, Severity.MEDIUM])
def test_another_threshold(fail_on: Severity) -> None:
    name = recipe.name_of(Config(fail_on=fail_on))
    assert name is not None
    recipe.make(name, registry(), Config(fail_on=fail_on))
    made = recipe.load(name)
    if made is None:  # what is less severe is told by values that need arrays
        assert fail_on is Severity.MEDIUM
        return
    for path in sorted((ROOT / "examples" / "laboratoire").rglob("*")):
        if path.is_file() and Sieve(made).rules_out(path.read_bytes(), path.name):
            assert severe(path.read_bytes(), fail_on) == [], path


def test_most_ordinary_code_is_ruled_out() -> None:
    files = [path.read_bytes() for path in sorted((ROOT / "dlpscan").rglob("*.py"))]
    assert sum(sieve().rules_out(data, "x.py") for data in files) > 0.8 * len(files)


@pytest.mark.parametrize(
    "text",
    [
        "séropositif depuis 2010, M. EXEMPLE".encode("utf-16"),
        "numéro : 2 85 07 97 901 001 50".encode(),
        b"patient: {groupe: {sanguin: A+}}\nmotDePasse: x1y2z3!\netat: un\nnom: deux\n",
        b"motDePasse;nom\nx1y2z3!;Camille\nabc;Claude\n",
        b"<p>VIH&nbsp;: positif</p>",
        b'{"notes": "VIH \\u003a positif"}',
        b"id;number\n" + b"1;123456789\n" * 20,
    ],
)
def test_what_needs_a_closer_look_is_not_ruled_out(text: bytes) -> None:
    assert not sieve().rules_out(text, "x")


def test_a_change_of_the_configuration_is_another_recipe() -> None:
    names = {
        recipe.name_of(config)
        for config in (
            Config(),
            Config(fail_on=Severity.CRITICAL),
            Config(detectors=("phone",)),
            Config(no_detectors=("phone",)),
            Config(disable=("dlpscan_health",)),
        )
    }
    assert len(names) == 5
    assert recipe.name_of(Config(plugins=("x.py",))) is None


def test_triggers_are_needed_by_every_severe_finding() -> None:
    infos = [detector.info for detector in registry().detectors]
    for least in Severity:
        found = triggers(infos, registry().rules, least)
        for number, info in enumerate(infos):
            assert info.severity.rank < least.rank or number in found
    assert triggers(infos, registry().rules, Severity.INFO) == frozenset(range(len(infos)))
    with_bank = RecordRule(id="x", when=("identity", "finance"), severity=Severity.CRITICAL, reason="x")
    named = {"fr-nir", "person-name", "birth-date"}
    avoided = frozenset(number for number, info in enumerate(infos) if info.id in named)
    chosen = triggers(infos, (*GENERAL, with_bank), Severity.CRITICAL, avoided)
    assert {infos[number].id for number in chosen} & named == set()
    assert "iban" in {infos[number].id for number in chosen}
