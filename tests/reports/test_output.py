import stat
from pathlib import Path

import pytest

from dlpscan.errors import ReportError, UsageError
from dlpscan.reports.output import check_places, opened


def test_report_is_for_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("what was there before")
    path.chmod(0o644)
    with opened(str(path)) as out:
        out.write(b"x")
    assert path.read_bytes() == b"x"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_new_report_is_for_its_user_alone(tmp_path: Path) -> None:
    with opened(str(tmp_path / "new")):
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_full_disk_is_one_line() -> None:
    with (
        pytest.raises(ReportError, match=r"^cannot write /dev/full: No space left on device$"),
        opened("/dev/full") as out,
    ):
        out.write(b"x" * 100)


@pytest.mark.parametrize("path", ["none/out", "", "a\0b", "/"])
def test_places_that_cannot_be_written(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReportError, match=r"^cannot write "), opened(path):
        pass


def test_two_reports_cannot_share_a_place(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="two reports go to the standard output"):
        check_places([None, None], ())
    with pytest.raises(UsageError, match="two reports go to"):
        check_places([str(tmp_path / "a"), f"{tmp_path}/./a"], ())


def test_report_never_replaces_what_is_scanned(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "data.csv")
    with pytest.raises(UsageError, match="the report would replace what is to be scanned"):
        check_places([None, str(tmp_path / "link")], [str(tmp_path / "data.csv")])
