"""A page of this PC for one phone and one piece: it takes pictures over the shop's own network.

The page has one way in, a key of 128 bits that only the QR code on the screen tells, and one thing
that it does: it takes pictures. It answers no question about the shop, it knows no piece's name, and
a wrong key gets the same bare 404 as anything else. It ends with its time, with ``end``, or when
somebody guesses at keys. It speaks plain HTTP: a browser would warn of any certificate that a PC could
make for itself, so pictures go over the shop's network as they are, and nothing else does.
"""

from __future__ import annotations

import hmac
import logging
import secrets
import socket
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from typing import Any

from app.devices.phone_request import PhoneRequest
from app.domain.errors import UserError
from app.resources import resource

log = logging.getLogger(__name__)

OPEN_S = 15 * 60
MOST_PICTURES = 60
MOST_WRONG = 20
"""After so many requests with another key the page closes: somebody is guessing."""
MOST_CONNECTIONS, MOST_OF_ONE = 16, 8
AT_ONCE = 2
"""Pictures that are received at the same time; a third phone's waits."""
POLL_S = 0.2

Keep = Callable[[bytes, str], object]
"""Keeps a picture or raises UserError with the sentence why it is refused."""


class PhonePage:
    """Serves the page from ``start`` to ``end``; ``keep`` and ``told`` are called in its threads.

    ``told()`` whenever something has changed: who has come, how many pictures are there, that it is
    over. ``address`` is this PC's in the network that the phone is in.
    """

    def __init__(
        self,
        address: str,
        keep: Keep,
        told: Callable[[], None] = lambda: None,
        *,
        open_s: float = OPEN_S,
        most_pictures: int = MOST_PICTURES,
    ) -> None:
        self.address = address
        self.key = secrets.token_urlsafe(16)
        self.phones: dict[str, str] = {}
        self.taken = 0
        self.why_over = ""
        self.receiving = threading.BoundedSemaphore(AT_ONCE)
        self._keep = keep
        self._told = told
        self._most = most_pictures
        self._open_s = open_s
        self._wrong = 0
        self._until = 0.0
        self._lock = threading.Lock()
        self._server: _Server | None = None

    # -- its life

    def start(self) -> None:
        """Begin to listen, at a port that the system gives; UserError where it cannot."""
        try:
            self._server = _Server((self.address, 0), self)
        except OSError as error:
            raise UserError(
                "No page for the phone",
                f"This PC cannot be reached at {self.address} ({error.strerror or error}).",
                "Choose another network, or look whether the PC is still in it.",
            ) from error
        self._until = time.monotonic() + self._open_s
        threading.Thread(target=self._server.serve_forever, args=(POLL_S,), daemon=True).start()

    def end(self, why: str = "ended") -> None:
        """Take no more, at once; ``why``: ended, time, guessed, full. The second end is nothing."""
        with self._lock:
            if self.why_over or self._server is None:
                return
            self.why_over = why
        server = self._server
        server.socket.close()
        threading.Thread(target=server.end, daemon=True).start()
        self._told()

    @property
    def is_open(self) -> bool:
        """Whether it takes pictures."""
        return self._server is not None and not self.why_over and self._wrong < MOST_WRONG

    @property
    def seconds_left(self) -> int:
        """How long it still is open."""
        return max(0, round(self._until - time.monotonic())) if self.is_open else 0

    @property
    def host(self) -> str:
        """Address and port, as a phone's browser says them."""
        port = self._server.server_address[1] if self._server else 0
        return f"{self.address}:{port}"

    @property
    def url(self) -> str:
        """What the QR code says."""
        return f"http://{self.host}/{self.key}"

    # -- what its requests ask of it

    def has_key(self, path: str) -> bool:
        """Whether a path begins with the key; guesses are counted."""
        first = path.removeprefix("/").partition("/")[0]
        if hmac.compare_digest(first.encode("utf-8", "replace"), self.key.encode()):
            return self.is_open
        with self._lock:
            self._wrong += 1
        return False

    def has_come(self, address: str, kind: str) -> None:
        """A phone has opened the page."""
        with self._lock:
            new = self.phones.get(address) != kind
            self.phones[address] = kind
        if new:
            self._told()

    def has_room(self) -> bool:
        """Whether another picture may come."""
        return self.is_open and self.taken < self._most

    def take(self, data: bytes, name: str) -> bool:
        """Keep a picture; False where the page has ended meanwhile. UserError where it is refused."""
        if not self.has_room():
            return False
        self._keep(data, name)
        with self._lock:
            self.taken += 1
        self._told()
        return True

    def look_after_itself(self) -> None:
        """End when the time is over, or when somebody guesses at the key."""
        if self._wrong >= MOST_WRONG and not self.why_over:
            log.warning("the page for the phone was closed: somebody guesses at its key")
            self.end("guessed")
        elif self.is_open and time.monotonic() >= self._until:
            self.end("time")


class _Server(ThreadingHTTPServer):
    """Few connections, each with a time by which it has to have said what it wants."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    request_queue_size = 8

    def __init__(self, address: tuple[str, int], page: PhonePage) -> None:
        self.page = page
        self.html = resource("pages", "phone.html").read_text(encoding="utf-8")
        self._deadlines: dict[socket.socket, tuple[float, str]] = {}
        self._watch = threading.Lock()
        super().__init__(address, PhoneRequest)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        with self._watch:
            of_one = sum(who == client_address[0] for _, who in self._deadlines.values())
            return len(self._deadlines) < MOST_CONNECTIONS and of_one < MOST_OF_ONE

    def allow(self, request: socket.socket, who: str, seconds: float) -> None:
        """A connection has so long from now."""
        with self._watch:
            self._deadlines[request] = (time.monotonic() + seconds, who)

    def forget(self, request: socket.socket) -> None:
        """A connection has ended."""
        with self._watch:
            self._deadlines.pop(request, None)

    def service_actions(self) -> None:
        """At each turn of the loop: whoever dawdles is cut off, and the page may be over."""
        now = time.monotonic()
        with self._watch:
            late = [request for request, (until, _) in self._deadlines.items() if until < now]
        for request in late:
            _cut(request)
        self.page.look_after_itself()

    def end(self) -> None:
        """Stop serving, and cut off whoever is still connected."""
        self.shutdown()
        self.server_close()
        with self._watch:
            left = list(self._deadlines)
        for request in left:
            _cut(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.info("a phone's request ended early", exc_info=True)


def _cut(request: socket.socket) -> None:
    try:
        request.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has gone already
