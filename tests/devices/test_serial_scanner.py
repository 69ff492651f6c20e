"""A scanner on a serial line: every code, split as it may come; unplugged and plugged in again."""

from __future__ import annotations

import os
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.devices.serial_scanner import LONGEST, SerialScanner, ports
from app.domain.codes import make_code

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo terminal stands for the line")


class Line:
    """The scanner's end of a serial line, and a path that can be taken away and laid anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._scanner = -1

    def plug_in(self) -> None:
        self._scanner, other = os.openpty()
        tty.setraw(self._scanner)
        tty.setraw(other)
        self.path.symlink_to(os.ttyname(other))
        os.close(other)

    def pull_out(self) -> None:
        os.close(self._scanner)
        self._scanner = -1
        self.path.unlink()

    def send(self, data: bytes) -> None:
        os.write(self._scanner, data)

    def close(self) -> None:
        if self._scanner >= 0:
            os.close(self._scanner)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path / "tty")
    made.plug_in()
    yield made
    made.close()


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def scanner(qapp: object, line: Line, heard: list[str]) -> Iterator[SerialScanner]:
    made = SerialScanner()
    made.scanned.connect(heard.append)
    made.open(str(line.path), 9_600)
    assert made.state == "open"
    yield made
    made.close()


def test_codes_come_whole_however_the_line_splits_them(
    qtbot: QtBot, line: Line, scanner: SerialScanner, heard: list[str]
) -> None:
    codes = [make_code(10, n) for n in range(51)]
    for nth, code in enumerate(codes):
        end = (b"\r", b"\n", b"\r\n", b"\t")[nth % 4]
        data = code.encode() + end
        line.send(data[: nth % 10])
        line.send(data[nth % 10 :])
    qtbot.waitUntil(lambda: heard == codes)


def test_the_separator_and_letters_of_any_kind_are_kept(
    qtbot: QtBot, line: Line, scanner: SerialScanner, heard: list[str]
) -> None:
    line.send(b"\x02]d20109501101530003\x1d10LOT7\x03")
    line.send("Größe 7\r".encode())
    line.send("Größe 7\r".encode("latin-1"))
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == ["]d20109501101530003\x1d10LOT7", "Größe 7", "Größe 7"]


def test_a_code_without_an_end_is_whole_when_the_line_is_quiet(
    qtbot: QtBot, line: Line, scanner: SerialScanner, heard: list[str]
) -> None:
    line.send(b"1000223164")
    qtbot.waitUntil(lambda: heard == ["1000223164"])


def test_a_flood_without_an_end_is_no_code(
    qtbot: QtBot, line: Line, scanner: SerialScanner, heard: list[str]
) -> None:
    for _ in range(LONGEST // 512 + 2):
        line.send(b"\xff" * 512)
        qtbot.waitUntil(lambda: scanner._port.bytesAvailable() == 0)
    line.send(b"\r1000223164\r")
    qtbot.waitUntil(lambda: "1000223164" in heard)
    assert max(map(len, heard)) <= LONGEST


def test_unplugged_and_plugged_in_again(
    qtbot: QtBot, line: Line, scanner: SerialScanner, heard: list[str]
) -> None:
    states: list[str] = []
    scanner.state_changed.connect(states.append)
    line.send(b"1000223164\r")
    qtbot.waitUntil(lambda: heard == ["1000223164"])
    line.pull_out()
    qtbot.waitUntil(lambda: scanner.state == "away")
    assert scanner.why
    line.plug_in()
    qtbot.waitUntil(lambda: scanner.state == "open")
    assert scanner.why == ""
    line.send(b"1000224193\r")
    qtbot.waitUntil(lambda: heard == ["1000223164", "1000224193"])
    assert states == ["away", "open"]


def test_a_scanner_that_is_not_there_is_waited_for(qtbot: QtBot, line: Line, qapp: object) -> None:
    line.pull_out()
    scanner = SerialScanner()
    scanner.open(str(line.path), 115_200)
    assert scanner.state == "away"
    assert scanner.why == "There is no such port: the scanner is not plugged in."
    line.plug_in()
    qtbot.waitUntil(lambda: scanner.state == "open")
    scanner.close()
    assert scanner.state == "closed"


def test_the_ports_of_this_pc_have_words() -> None:
    assert all(port.name and port.words for port in ports())
