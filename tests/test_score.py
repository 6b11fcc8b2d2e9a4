"""The score by ENISA's method, on its worked examples and on the rules that feed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlpscan.detector import DetectorInfo
from dlpscan.examine import Examiner
from dlpscan.model import Assessment, Category, Exposure, Incident, Item, Level, Severity
from dlpscan.rules import GENERAL, RecordRule
from dlpscan.score import assess, finding_severity, level_of, of_all, points, terms_of
from dlpscan.settings import Settings
from dlpscan_france import dlpscan_detectors, dlpscan_rules
from dlpscan_health import dlpscan_layouts

RULES = (*GENERAL, *dlpscan_rules())
INFOS = {detector.info.id: detector.info for detector in dlpscan_detectors()}


def assessed(*detectors: str, exposure: Exposure, people: int = 1, incident: tuple[Incident, ...] = ()) -> Assessment:
    return assess(terms_of([INFOS[each] for each in detectors], RULES), exposure, incident, people)


def test_the_leak_of_2021() -> None:
    found = assessed("person-name", "birth-date", "fr-nir", "hiv-result", exposure=Exposure.PUBLIC, people=491_840)
    assert (found.dpc, found.ei, found.cb, found.se, found.level) == (4, 1, 1, 5, Level.VERY_HIGH)
    assert found.flags == ("highly-intimate", "over-100-people")
    assert points(found.se) == 100


def test_a_staff_list_with_and_without_passwords() -> None:
    assert assessed("person-name", "email", "credential", exposure=Exposure.PUBLIC).se == 5
    found = assessed("person-name", "email", exposure=Exposure.PUBLIC)
    assert (found.se, found.level) == (2, Level.MEDIUM)


def test_a_list_of_phones_on_a_private_disk() -> None:
    found = assessed("phone", exposure=Exposure.OWNER)
    assert (found.se, found.level) == (0.25, Level.LOW)


def test_one_result_in_a_users_folder() -> None:
    found = assessed("person-name", "birth-date", "hiv-result", exposure=Exposure.OWNER)
    assert (found.se, found.level) == (4, Level.VERY_HIGH)
    assert "over-100-people" not in found.flags


def test_health_and_identity_that_everyone_can_read() -> None:
    assert assessed("person-name", "birth-date", "blood-group", exposure=Exposure.EVERYONE).se == 4.5


def test_what_happened_adds_to_the_circumstances() -> None:
    found = assessed("fr-nir", exposure=Exposure.GROUP, incident=(Incident.MALICIOUS, Incident.LOST))
    assert found.cb == 1.25
    assert "malicious" in found.cb_reason
    locked = assessed("fr-nir", exposure=Exposure.GROUP, incident=(Incident.UNINTELLIGIBLE,))
    assert (locked.cb, locked.flags) == (0.25, ("unintelligible",))
    twice = assessed("fr-nir", exposure=Exposure.PUBLIC, incident=(Incident.MALICIOUS, Incident.MALICIOUS))
    assert twice.cb == 1


@pytest.mark.parametrize(
    ("se", "level", "hundredths"),
    [(0, Level.LOW, 0), (1.99, Level.LOW, 39), (2, Level.MEDIUM, 40), (3, Level.HIGH, 60), (4, Level.VERY_HIGH, 80),
     (4.35, Level.VERY_HIGH, 87), (6, Level.VERY_HIGH, 100)],
)  # fmt: skip
def test_levels(se: float, level: Level, hundredths: int) -> None:
    assert (level_of(se), points(se)) == (level, hundredths)


def test_several_files_are_as_bad_as_the_worst() -> None:
    files = [
        assessed("phone", exposure=Exposure.PUBLIC),
        assessed("fr-nir", "hiv-result", exposure=Exposure.OWNER),
    ]
    together = of_all(files, 101)
    assert together is not None
    assert (together.se, together.flags) == (3, ("highly-intimate", "over-100-people"))
    assert of_all([], 0) is None


def info(name: str, category: Category, severity: Severity) -> DetectorInfo:
    return DetectorInfo(id=name, title=name, category=category, severity=severity)


def test_a_rule_of_a_third_party_raises_what_it_names() -> None:
    rule = RecordRule(id="x", when=("badge", "name|nick"), severity=Severity.HIGH, raises=("badge",), reason="r")
    badge, name = info("badge", Category.CONTACT, Severity.LOW), info("nick", Category.CONTACT, Severity.LOW)
    assert rule.applies({"badge", "nick"})
    assert not rule.applies({"badge"})
    assert finding_severity(badge, 0.9, [rule]) is Severity.HIGH
    assert finding_severity(badge, 0.5, [rule]) is Severity.MEDIUM
    assert finding_severity(name, 0.9, [rule]) is Severity.LOW


def test_a_file_from_end_to_end(tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rows = "".join(f"KER{a}{b}EC;CAMILLE;12/07/1985;VIH positif\n" for a in letters for b in letters[:6])[: 150 * 39]
    path.write_text("NOM;PRENOM;DDN;COMMENTAIRE\n" + rows, "utf-8")
    settings = Settings(secret=1, key=b"k" * 32, exposure=Exposure.EVERYONE)
    examiner = Examiner(dlpscan_detectors(), settings, layouts=dlpscan_layouts(), rules=RULES)
    report = examiner.examine(Item(path=str(path), target="p", size=path.stat().st_size)).report
    assert report is not None
    assert report.assessment is not None
    assert (report.people, report.band, report.score) == (150, "101+", 90)
    assert report.headcount is not None
    assert report.headcount.name_and_birth_date == 150
    assert report.assessment.flags == ("highly-intimate", "over-100-people")
    assert report.severity is Severity.CRITICAL
