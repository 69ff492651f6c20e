"""A line to a printer in the network: opened, written, read, with the sentences when it fails."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from types import TracebackType

from app.printing.transports.base import AWAY, SILENT, TransportError

PORT = 9100
CONNECT_S, ANSWER_S, WRITE_S = 5.0, 3.0, 15.0
_SLICE_S = 0.2


def host_and_port(address: str) -> tuple[str, int]:
    """``printer.local``, ``10.0.0.9:9100`` or ``[fe80::1]:9100`` as host and port; ValueError else."""
    host, port = address.strip(), PORT
    if host.startswith("["):
        host, _, rest = host[1:].partition("]")
        port = int(rest.lstrip(":") or PORT)
    elif host.count(":") == 1:
        host, _, said = host.partition(":")
        port = int(said)
    if not host or any(c.isspace() or c in "/\\?#@" for c in host) or not 0 < port < 65536:
        raise ValueError(f"not an address: {address!r}")
    return host, port


class Line:
    """One connection to a printer. ``stopped`` ends every wait early: the program closes."""

    def __init__(self, address: str, stopped: Callable[[], bool] = lambda: False) -> None:
        self.address = address
        self.sent = 0
        self._stopped = stopped
        try:
            self._socket = socket.create_connection(host_and_port(address), CONNECT_S)
        except (OSError, ValueError) as error:
            raise TransportError(
                "The printer cannot be reached",
                f"The printer at {address} does not answer.",
                "Switch it on and look whether it is in the network; it is tried again by itself.",
                retry=True,
                fault=AWAY,
            ) from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.settimeout(WRITE_S)

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def write(self, data: bytes, *, counts: bool = True) -> None:
        """Write bytes; what ``counts`` is part of the job, and has left from here on."""
        if counts:
            self.sent += len(data)
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise self.lost() from error

    def read(
        self, enough: Callable[[bytes], bool], within_s: float = ANSWER_S, *, silent: str = SILENT
    ) -> bytes:
        """Read until it is enough, however the answer is cut; TransportError when nothing comes."""
        found, until = b"", time.monotonic() + within_s
        while not enough(found):
            left = until - time.monotonic()
            if left <= 0:
                raise self.no_answer(silent)
            if self._stopped():
                raise self.lost()
            if not select.select([self._socket], [], [], min(left, _SLICE_S))[0]:
                continue
            try:
                piece = self._socket.recv(4096)
            except OSError as error:
                raise self.lost() from error
            if not piece:
                raise self.lost()
            found += piece
        return found

    def lost(self) -> TransportError:
        """The connection ended before all was known."""
        return TransportError(
            "The connection was lost",
            "The connection to the printer was lost.",
            "Look at the printer; it is tried again by itself where nothing had left.",
            retry=True,
            sent_bytes=self.sent,
            fault=AWAY,
        )

    def no_answer(self, fault: str = SILENT) -> TransportError:
        """It took the connection and says nothing."""
        return TransportError(
            "The printer does not answer",
            f"The printer at {self.address} takes the connection and does not say how it stands.",
            "Switch it off and on; if it never answers, choose “ZPL through the system” for it.",
            retry=True,
            sent_bytes=self.sent,
            fault=fault,
        )
