"""One request to the phone's page: the page itself, a picture that is sent, or a bare refusal."""

from __future__ import annotations

import json
import re
import secrets
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import unquote

from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.devices.phone_page import PhonePage, _Server

LARGEST = 64 << 20
HEAD_S = 10.0
"""How long a phone may take to say what it wants."""
BODY_S = 120.0
"""How long one picture may be on its way."""
PATIENCE_S = 20.0
"""How long a silent connection, or a picture for which there is no hand free, is waited for."""
PIECE = 256 << 10
UNASKED = ("/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png")
"""Browsers ask for these by themselves: no guess at the key."""
KINDS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android phone"))


class PhoneRequest(BaseHTTPRequestHandler):
    """GET /<key> and POST /<key>; one request a connection."""

    server: _Server
    protocol_version = "HTTP/1.0"
    timeout = PATIENCE_S

    @property
    def page(self) -> PhonePage:
        """The page that it asks."""
        return self.server.page

    def setup(self) -> None:
        self.server.allow(self.request, self.client_address[0], HEAD_S)
        super().setup()

    def finish(self) -> None:
        self.server.forget(self.request)
        super().finish()

    # -- what may be asked

    def do_GET(self) -> None:
        """The page."""
        if self.path in UNASKED or not self._is_let_in():
            return self._refuse(HTTPStatus.NOT_FOUND)
        self.page.has_come(self.client_address[0], self._kind())
        nonce = secrets.token_urlsafe(12)
        html = self.server.html.replace("{nonce}", nonce)
        html = html.replace("{seconds}", str(self.page.seconds_left))
        self._send(HTTPStatus.OK, html.encode(), "text/html; charset=utf-8", nonce)
        return None

    def do_POST(self) -> None:
        """One picture, as it is."""
        if not self._is_let_in():
            return self._refuse(HTTPStatus.NOT_FOUND)
        size = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not re.fullmatch(r"[0-9]{1,12}", size):
            return self._refuse(HTTPStatus.LENGTH_REQUIRED)
        if int(size) > LARGEST:
            too_large = f"A picture may have {LARGEST >> 20} MB."
            return self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large)
        if not self.page.has_room():
            return self._say(HTTPStatus.TOO_MANY_REQUESTS, "No more pictures: ask for a new code.")
        self.server.allow(self.request, self.client_address[0], PATIENCE_S + HEAD_S)
        if not self.page.receiving.acquire(timeout=PATIENCE_S):
            return self._say(HTTPStatus.SERVICE_UNAVAILABLE, "The PC is busy. Send it once more.")
        try:
            self.server.allow(self.request, self.client_address[0], BODY_S)
            data = self._body(int(size))
            if len(data) == int(size):
                self._take(data)
        finally:
            self.page.receiving.release()
        return None

    def _take(self, data: bytes) -> None:
        name = unquote(self.headers.get("X-Name", ""))[:200] or "The phone's picture"
        try:
            kept = self.page.take(data, name)
        except UserError as error:
            return self._say(HTTPStatus.UNPROCESSABLE_ENTITY, f"{error.message} {error.remedy}")
        if not kept:
            return self._say(HTTPStatus.GONE, "This page has ended. Ask for a new code.")
        return self._say(HTTPStatus.OK, "")

    def _is_let_in(self) -> bool:
        """Whether the path is the key and nothing but it, and meant for this PC."""
        key_fits = self.page.has_key(self.path)
        return key_fits and "/" not in self.path[1:] and self.headers.get("Host") == self.page.host

    def _body(self, size: int) -> bytes:
        """What was announced, or less where the phone gave up or took too long."""
        got = bytearray()
        until = time.monotonic() + BODY_S
        while len(got) < size and time.monotonic() < until and self.page.is_open:
            piece = self.rfile.read1(min(PIECE, size - len(got)))
            if not piece:
                break
            got += piece
        return bytes(got)

    def _kind(self) -> str:
        """What kind of phone it is, in our words: never in its own."""
        agent = self.headers.get("User-Agent", "")
        return next((words for sign, words in KINDS if sign in agent), "browser")

    # -- answers

    def _refuse(self, status: HTTPStatus) -> None:
        """A bare number: it tells nothing to whoever has no business here."""
        self._send(status, b"", "text/plain")

    def _say(self, status: HTTPStatus, sentence: str) -> None:
        self._send(status, json.dumps({"said": sentence}).encode(), "application/json")

    def _send(self, status: HTTPStatus, body: bytes, kind: str, nonce: str = "") -> None:
        self.send_response_only(status)
        own = f"script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; " if nonce else ""
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            (
                "Content-Security-Policy",
                f"default-src 'none'; {own}img-src data:; connect-src 'self'; base-uri 'none'; "
                "form-action 'none'; frame-ancestors 'none'",
            ),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the server refuses by itself (nonsense, other methods) is answered as barely."""
        status = HTTPStatus(code)
        self.request_version = "HTTP/1.0"
        if status == HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self._refuse(status)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a path has the key in it."""
