"""What a scanner sends is judged, and what to change is said."""

from __future__ import annotations

import pytest

from app.domain.scan_report import LONG, SQUARE, TRIALS, KeyHeard, ScanReport, judge, judge_line
from app.domain.scanner_setup import ScannerSetup, setup_of

GERMAN = str.maketrans("yzYZ-]", "zyZYß+")


def sent(
    text: str,
    *,
    typed: str = "",
    gap: int = 4,
    ends: tuple[str, ...] = ("Enter",),
    caps: bool = False,
) -> list[KeyHeard]:
    keys = [
        KeyHeard(1_000 + gap * at, here, meant, "", caps)
        for at, (here, meant) in enumerate(zip(typed or text, text, strict=True))
    ]
    last = keys[-1].at
    return [*keys, *(KeyHeard(last + gap * nth, "\r", "", end) for nth, end in enumerate(ends, 1))]


def titles(report: ScanReport) -> list[str]:
    return [finding.title for finding in report.findings]


def test_a_scanner_that_is_set_up_well_needs_nothing() -> None:
    report = judge(sent(TRIALS[LONG]), ScannerSetup())
    assert report.good
    assert titles(report) == ["This scanner is set up well"]
    assert dict(report.facts) == {
        "Code": TRIALS[LONG],
        "Kind": LONG,
        "Speed": "4 ms a key, 4 ms at most",
        "Keyboard": "the same as this PC",
        "Before it": "nothing",
        "Behind it": "Enter",
    }


def test_a_square_code_that_was_read_is_remembered() -> None:
    report = judge(sent(TRIALS[SQUARE]), ScannerSetup())
    assert report.good
    assert [f.setup for f in report.findings if f.setup] == [ScannerSetup(squares="yes")]
    again = judge(sent(TRIALS[SQUARE]), ScannerSetup(squares="yes"))
    assert not [f for f in again.findings if f.setup]


def test_a_us_scanner_at_a_german_pc() -> None:
    report = judge(sent(TRIALS[LONG], typed=TRIALS[LONG].translate(GERMAN)), ScannerSetup())
    assert report.code == TRIALS[LONG]
    (finding,) = report.findings
    assert finding.setup == ScannerSetup(by_keys=True)
    assert judge(
        sent(TRIALS[LONG], typed=TRIALS[LONG].translate(GERMAN)), ScannerSetup(by_keys=True)
    ).good


def test_a_scanner_that_learnt_the_layout_is_no_more_read_by_places() -> None:
    (finding,) = judge(sent(TRIALS[LONG]), ScannerSetup(by_keys=True)).findings
    assert finding.setup == ScannerSetup()


def test_a_slow_scanner_must_be_changed() -> None:
    report = judge(sent(TRIALS[LONG], gap=40), ScannerSetup())
    assert not report.good
    assert titles(report) == ["It types too slowly: up to 40 ms between two keys"]
    assert report.findings[0].setup is None


def test_no_end_can_be_lived_with() -> None:
    report = judge(sent(TRIALS[LONG], ends=()), ScannerSetup())
    (finding,) = report.findings
    assert finding.setup == ScannerSetup(without_end=True)
    assert judge(sent(TRIALS[LONG], ends=()), ScannerSetup(without_end=True)).good


def test_two_ends_are_told() -> None:
    report = judge(sent(TRIALS[LONG], ends=("Enter", "Tab")), ScannerSetup())
    assert dict(report.facts)["Behind it"] == "Enter, Tab"
    assert report.good


@pytest.mark.parametrize(
    ("before", "setup"), [("~", ScannerSetup(prefix="~")), ("XY", None), ("~~~~", None)]
)
def test_a_prefix_is_found_and_taken_where_it_cannot_be_a_word(
    before: str, setup: ScannerSetup | None
) -> None:
    (finding,) = judge(sent(before + TRIALS[LONG]), ScannerSetup()).findings
    assert finding.setup == setup


def test_a_prefix_that_does_not_come_any_more() -> None:
    (finding,) = judge(sent(TRIALS[LONG]), ScannerSetup(prefix="~")).findings
    assert finding.setup == ScannerSetup()


def test_aim_prefix_behind_a_prefix_names_the_kind() -> None:
    report = judge(sent("~]C0" + TRIALS[LONG]), ScannerSetup(prefix="~"))
    assert report.good
    assert dict(report.facts)["Before it"] == "~ ]C0"
    other = judge(sent("]E04006381333931"), ScannerSetup())
    assert other.code == "4006381333931"
    assert other.kind == "EAN-13 or UPC-A"


def test_caps_lock_is_told_and_does_not_matter() -> None:
    report = judge(sent(TRIALS[LONG], typed=TRIALS[LONG].swapcase(), caps=True), ScannerSetup())
    assert report.good
    assert report.code == TRIALS[LONG]
    assert "Caps Lock is on" in titles(report)
    odd = judge(sent(TRIALS[LONG].swapcase()), ScannerSetup())
    assert titles(odd) == ["Capitals come as small letters"]


def test_a_serial_line_has_no_keys_to_judge() -> None:
    report = judge_line("]d1" + TRIALS[SQUARE], ScannerSetup(kind="serial", port="COM3"))
    assert report.good
    assert ("Way", "serial line") in report.facts


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"kind": "telepathy"}', '{"baud": 7}', '{"prefix": 3, "port": null}']
)
def test_a_setup_that_cannot_be_read_is_the_usual_one(text: str) -> None:
    assert setup_of(text) == ScannerSetup()


def test_a_setup_is_kept_whole() -> None:
    setup = ScannerSetup("serial", "/dev/ttyACM0", 115_200, "~", True, True, "no")
    assert setup_of(setup.kept()) == setup
