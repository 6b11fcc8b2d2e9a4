import io
import re
from dataclasses import replace

import pytest
from events import EVENTS, PROBLEM, RUN, SKIPPED, SUMMARY, finding, report

from dlpscan.model import Coverage, Event, RunInfo, Severity
from dlpscan.reports.console import REPORTER
from dlpscan.reports.digest import FINDINGS_A_FILE, PROBLEMS, WORST_FILES, Digest


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def shown(*events: Event, run: RunInfo = RUN) -> str:
    out = io.BytesIO()
    with REPORTER.open(out, run) as take:
        for event in events:
            take(event)
    return out.getvalue().decode()


def test_whole_report() -> None:
    assert shown(*EVENTS) == (
        "CRITICAL  medical data of 491,840 people in 1 of 38 files\n"
        "          fr-nir 3\n"
        "1 file could not be read, or not wholly: see below.\n"
        "\n"
        "Score 90 of 100, severity if lost: very high · more than 100 people\n"
        "          ENISA 4.5 = DPC 4 × EI 1 + CB 0.5\n"
        "          DPC 4     results\n"
        "          EI  1     names\n"
        "          CB  0.5   everyone\n"
        "          If lost: CNIL and people are probably to be told (GDPR 33-34).\n"
        "          A finding is no breach; the decision to notify is the controller's.\n"
        "\n"
        "CRITICAL  labo/export.csv\n"
        "          3 people · 1.2 kB · everyone can read it · owner svc-labo\n"
        "          fr-nir 3\n"
        "          score 90: ENISA 4.5 = DPC 4 × EI 1 + CB 0.5\n"
        "          line 2        fr-nir  2 85 07 ** *** *** **  NUM_SECU\n"
        "\n"
        "Folders with most people\n"
        "           3  labo\n"
        "\n"
        "Owners with most people\n"
        "           3  svc-labo\n"
        "\n"
        "Coverage\n"
        "          38  scanned\n"
        "           1  skipped  (no-reader 1)\n"
        "           1  could not be read  (encrypted 1)\n"
        "\n"
        "Problems\n"
        "  labo/old.zip → a/b.csv: encrypted: a password\n"
        "\n"
        "40 files, 49.3 kB in 1.2 s\n"
    )


def test_fits_eighty_columns() -> None:
    assert max(map(len, shown(*EVENTS).splitlines())) <= 80


def test_nothing_found() -> None:
    clean = replace(SUMMARY, severity=None, people=0, findings={}, files={Coverage.SCANNED: 1})
    assert shown(clean).startswith("Nothing found in 1 file\n\nCoverage\n")


def test_interruption_is_said() -> None:
    assert "The scan was interrupted (SIGTERM): this is not all." in shown(replace(SUMMARY, interrupted="SIGTERM"))


def test_less_than_critical_is_not_called_medical() -> None:
    assert "HIGH  personal data of 2 people" in shown(replace(SUMMARY, severity=Severity.HIGH, people=2))


def test_no_summary_no_report() -> None:
    assert shown(*EVENTS[:-1]) == ""


def test_names_cannot_speak_to_the_terminal_or_to_rich() -> None:
    name = "[bold red]x[/]\x1b]0;t\x07/a\nb\u202e:smile:"
    event = replace(finding(name), preview="\x1b[2J [link=x]", field="[/]\x9b", detector="[i]d")
    text = shown(event, replace(report(name), owner="\x1b[1m", reason="[x]\r"), SUMMARY)
    assert "[bold red]x[/]\\x1b]0;t\\x07/a\\x0ab\\u202e:smile:" in text
    assert "\\x1b[2J [link=x]" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_long_names_are_not_cut_or_wrapped() -> None:
    assert "labo/" + "x" * 300 + "\n" in shown(report("labo/" + "x" * 300), SUMMARY)


def test_place_without_a_line() -> None:
    assert "Feuil1!B2" in shown(finding(line=None), report(), SUMMARY)


def test_worst_files_come_first_and_the_rest_is_counted() -> None:
    reports = [report(f"labo/{people:03}.csv", people) for people in range(1, 71)]
    text = shown(*reports, report("labo/low.csv", 999, Severity.LOW), SUMMARY)
    names = re.findall(r"labo/(\d+)\.csv", text)
    assert names == [f"{people:03}" for people in range(70, 20, -1)]
    assert "and 21 more; --format jsonl lists all of them" in text


def test_problems_are_capped() -> None:
    text = shown(*[PROBLEM] * (PROBLEMS + 5), SUMMARY)
    assert text.count("encrypted: a password") == PROBLEMS
    assert "and 5 more" in text


def test_inventory_lists_what_would_be_read() -> None:
    run = replace(RUN, detectors=())
    plain = replace(report("labo/a\x1b.csv"), severity=None, counts={}, people=0)
    summary = replace(SUMMARY, severity=None, people=0, files={Coverage.SCANNED: 1, Coverage.SKIPPED: 1}, bytes=1234)
    text = shown(plain, SKIPPED, summary, run=run)
    assert text.startswith("   1.2 kB  labo/a\\x1b.csv\n\n1 file would be read, 1.2 kB\n\nCoverage\n")


def test_digest_is_bounded() -> None:
    digest = Digest()
    for number in range(200):
        for line in range(50):
            digest.add(finding(f"labo/{number}", line + 1, detector=f"d{line % 10}"))
        digest.add(report(f"labo/{number}", number))
    assert len(digest.worst()) == WORST_FILES
    assert all(len(entry.findings) == FINDINGS_A_FILE for entry in digest.worst())
    assert [entry.report.people for entry in digest.worst()][:2] == [199, 198]


def test_digest_of_many_folders_keeps_the_largest() -> None:
    digest = Digest()
    digest.add(report("most/a", 10_000))
    for number in range(20_100):
        digest.add(report(f"{number}/a", 1))
    assert len(digest.folders) <= 20_000
    assert digest.folders.most_common(1) == [("most", 10_000)]


def test_findings_of_another_file_are_not_mixed_up() -> None:
    digest = Digest()
    digest.add(finding("a"))
    digest.add(report("b"))
    assert digest.worst()[0].findings == ()
