"""What is sent past the queue: the drawer's kick, a sheet of badges; and what is said without a printer."""

from __future__ import annotations

import socket
import threading

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, StateError, UserError
from app.services.print_direct import open_drawer, print_badges
from app.services.printer_changes import add_printer, pause_printer
from app.services.printers import THERMAL, NewPrinter
from app.services.till_receipts import drawer_kick
from app.shop import Shop


class Till:
    """A printer of receipts that says nothing and keeps what it was given."""

    def __init__(self) -> None:
        self.got = bytearray()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        line, _ = self._door.accept()
        line.settimeout(20)
        with line:
            while part := line.recv(4096):
                self.got += part

    def close(self) -> None:
        self._thread.join(20)
        self._door.close()


def test_the_drawer_opens_and_nothing_is_printed(house: Shop, staff: dict[str, Actor]) -> None:
    till = Till()
    new = NewPrinter("Till", THERMAL, till.address, purposes=("receipts",))
    add_printer(house, staff["adam"], new)
    assert open_drawer(house, staff["olga"]) == "Till was told to open the drawer"
    till.close()
    assert drawer_kick() in bytes(till.got)
    with house.local() as db:
        assert db.value("SELECT count(*) FROM print_job") == 0


def test_without_a_till_or_with_a_paused_one_it_is_said(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with pytest.raises(StateError, match="this PC has none"):
        open_drawer(house, staff["olga"])
    new = NewPrinter("Till", THERMAL, "127.0.0.1:9", purposes=("receipts",))
    key = add_printer(house, staff["adam"], new).first("printer")
    with pytest.raises(UserError) as away:
        open_drawer(house, staff["olga"])
    assert away.value.message
    pause_printer(house, staff["mia"], _key(house, key), paused=True)
    with pytest.raises(StateError, match="was stopped on this PC"):
        open_drawer(house, staff["olga"])


def _key(house: Shop, printer_id: int) -> str:
    with house.local() as db:
        return str(db.value("SELECT key FROM printer WHERE id = ?", (printer_id,)))


def test_who_may_not_is_told(house: Shop, staff: dict[str, Actor]) -> None:
    with pytest.raises(NotAllowedError):
        open_drawer(house, staff["owen"])
    with pytest.raises(NotAllowedError):
        print_badges(house, staff["olga"], b"%PDF")


def test_badges_never_lie_in_the_folder(house: Shop, staff: dict[str, Actor]) -> None:
    admin = staff["adam"]
    with pytest.raises(StateError, match="kept nowhere"):
        print_badges(house, admin, b"%PDF")
