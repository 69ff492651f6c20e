"""Receipts: bytes as they are, the paper asked for before, and nobody confirms where nobody answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from app.printing.transports.base import (
    BY_DEVICE,
    BY_NOBODY,
    Outgoing,
    TransportError,
    tell_nobody,
)
from app.printing.transports.thermal import ThermalTcp, status_in
from tests.conftest import PATIENCE_S

FINE, COVER_OPEN, PAPER_END, PAPER_LOW = 0x12, 0x16, 0x72, 0x1E
ASKED, AFTER = b"\x10\x04\x02\x10\x04\x04", b"\x1dr\x01"


class Till:
    """A receipt printer on 127.0.0.1; ``says`` are the two bytes of its answer, None for silence."""

    def __init__(self, says: tuple[int, int] | None = (FINE, FINE), *, cut_at: int = 0) -> None:
        self.says, self.cut_at = says, cut_at
        self.printed = b""
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self._listen(line)

    def _listen(self, line: socket.socket) -> None:
        data = b""
        while piece := line.recv(4096):
            data += piece
            if data.startswith(ASKED):
                data = data[len(ASKED) :]
                if self.says:
                    line.sendall(bytes(self.says))
            if self.cut_at and len(data) >= self.cut_at:
                return
            if data.endswith(AFTER):
                self.printed += data[: -len(AFTER)]
                data = b""
                line.sendall(b"\x00")
        self.printed += data

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(PATIENCE_S)


@pytest.fixture
def till() -> Iterator[Till]:
    one = Till()
    yield one
    one.close()


RECEIPT = Outgoing("r.escpos", b"\x1b@\xffParure\n" * 40, 2)


def test_a_receipt_arrives_byte_for_byte_and_is_confirmed_after_it_is_printed(till: Till) -> None:
    done = ThermalTcp(till.address, ask_s=PATIENCE_S).send_all([RECEIPT], "Receipt", tell_nobody)
    assert done.by == BY_DEVICE
    assert till.printed == RECEIPT.data * 2


def test_a_printer_that_never_answers_gets_it_and_nobody_confirms(till: Till) -> None:
    till.says = None
    way = ThermalTcp(till.address, ask_s=0.05)
    assert way.send_all([RECEIPT], "Receipt", tell_nobody).by == BY_NOBODY
    assert way.status().words == "Tells nothing back"


@pytest.mark.parametrize(
    ("says", "words", "fault"),
    [
        ((FINE, PAPER_END), "Out of paper", "paper_out"),
        ((COVER_OPEN, FINE), "Cover open", "head_open"),
    ],
)
def test_without_paper_or_open_nothing_leaves(
    till: Till, says: tuple[int, int], words: str, fault: str
) -> None:
    till.says = says
    with pytest.raises(TransportError, match=words) as refused:
        ThermalTcp(till.address, ask_s=PATIENCE_S).send_all([RECEIPT], "Receipt", tell_nobody)
    assert (refused.value.fault, refused.value.retry, refused.value.sent_bytes) == (fault, True, 0)
    assert till.printed == b""
    assert ThermalTcp(till.address, ask_s=PATIENCE_S).status().words == words


def test_little_paper_is_told_and_prints(till: Till) -> None:
    till.says = (FINE, PAPER_LOW)
    assert ThermalTcp(till.address, ask_s=PATIENCE_S).status().words == "Paper low"
    assert (
        ThermalTcp(till.address, ask_s=PATIENCE_S).send_all([RECEIPT], "R", tell_nobody).by
        == BY_DEVICE
    )


def test_a_line_that_breaks_in_the_middle_leaves_doubt(till: Till) -> None:
    till.cut_at = 100
    with pytest.raises(TransportError) as refused:
        ThermalTcp(till.address, ask_s=PATIENCE_S).send_all([RECEIPT], "Receipt", tell_nobody)
    assert refused.value.sent_bytes > 0


def test_an_answer_that_is_none_is_not_understood() -> None:
    assert status_in(b"HP").detail == "its answer is not understood"
