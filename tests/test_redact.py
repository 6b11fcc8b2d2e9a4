import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan.redact import escape, fingerprint, load_key, mask


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2 85 07 97 901 001 50", "2 85 07 ** *** *** **"),
        ("0199001234", "019*******"),
        ("A+", "**"),
        ("B rhésus négatif", "* rhés** *******"),
        ("VIH +", "V** *"),
        ("VIH-", "V***"),
        ("+33 6 39 98 12 34", "+33 6 ** ** ** **"),
        ("LE-GOFF Marie", "LE-G*** *****"),
        ("camille@labo.fr", "cami***@****.**"),
        ("P@$$w0rd!", "*@**w****"),
        ("deux\nlignes", "deu* ******"),
        ("", ""),
    ],
)
def test_mask_keeps_the_shape(value: str, shown: str) -> None:
    masked = mask(value)
    assert masked == shown
    assert len(masked) == len(value)


def test_mask_is_capped() -> None:
    assert len(mask("x" * 500)) == 60
    assert mask("x" * 500).endswith("*…")


@given(st.text())
def test_mask_shows_at_most_a_third_and_five(value: str) -> None:
    shown = [character for character in mask(value) if character.isalnum()]
    assert len(shown) <= min(5, sum(map(str.isalnum, value)) // 3)
    assert len(mask(value)) <= 60


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Été à 3 €/mois", "Été à 3 €/mois"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\nb\tc\r\x7f\x9b", r"a\x0ab\x09c\x0d\x7f\x9b"),
        ("exe.\u202etxt", r"exe.\u202etxt"),
        ("\u2066x\u2069 \u200b\ufeff", r"\u2066x\u2069 \u200b\ufeff"),
        ("\U000e0041", r"\U000e0041"),
        ("\udce9t\udce9", r"\udce9t\udce9"),
        ("12\u00a0345", "12\u00a0345"),
    ],
)
def test_escape_makes_the_invisible_visible(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(st.text())
def test_escaped_text_has_nothing_to_escape(text: str) -> None:
    assert escape(escape(text)) == escape(text)


def test_fingerprint_depends_on_key_detector_and_value() -> None:
    prints = {
        fingerprint(key, detector, value) for key in (b"a" * 32, b"b" * 32) for detector in "xy" for value in "12"
    }
    assert len(prints) == 8
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in prints)
    assert fingerprint(b"a" * 32, "x", "1") == fingerprint(b"a" * 32, "x", "1")


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "dlpscan" / "fingerprint.key"


def test_key_is_made_once_for_its_user_alone(key_file: Path) -> None:
    key = load_key()
    assert load_key() == key == key_file.read_bytes()
    assert len(key) == 32
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert [each.name for each in key_file.parent.iterdir()] == ["fingerprint.key"]


def test_key_that_others_can_read_is_not_used(key_file: Path) -> None:
    key = load_key()
    key_file.chmod(0o644)
    assert load_key() not in (key, load_key())


def test_key_is_never_read_through_a_link(key_file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"k" * 32)
    elsewhere.chmod(0o600)
    key_file.parent.mkdir()
    key_file.symlink_to(elsewhere)
    assert load_key() != b"k" * 32


def test_what_is_no_key_is_not_used(key_file: Path) -> None:
    key_file.parent.mkdir()
    os.mkfifo(key_file, 0o600)
    assert len(load_key()) == 32


def test_key_that_cannot_be_kept_serves_this_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert len(load_key()) == 32
    assert load_key() != load_key()
