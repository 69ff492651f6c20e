"""The phone's page over real HTTP: what it takes, what it tells nobody, and how it ends."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from app.devices import phone_page, phone_request
from app.devices.networks import is_local
from app.devices.phone_page import PhonePage
from app.domain.errors import InputError, UserError
from tests.conftest import PATIENCE_S

JPEG = b"\xff\xd8\xff" + bytes(5000)
IPHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)"}
Opened = Callable[..., PhonePage]


class Strip:
    """Keeps what comes, as the piece's photos do; refuses what is called bad."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []
        self.told = 0

    def keep(self, data: bytes, name: str) -> None:
        if name.startswith("bad"):
            raise InputError("Not a photo", f"“{name}” is a PDF.", "Take a picture.", field="photo")
        self.kept.append((name, data))

    def tell(self) -> None:
        self.told += 1


@pytest.fixture
def strip() -> Strip:
    return Strip()


@pytest.fixture
def opened(strip: Strip) -> Iterator[Opened]:
    pages: list[PhonePage] = []

    def make(**options: float) -> PhonePage:
        page = PhonePage("127.0.0.1", strip.keep, strip.tell, **options)  # type: ignore[arg-type]
        page.start()
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.end()


def ask(
    page: PhonePage,
    method: str = "GET",
    path: str = "",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[HTTPResponse, bytes]:
    """One request and the whole answer; the path is the key where none is given."""
    host, port = page.host.split(":")
    line = HTTPConnection(host, int(port), timeout=PATIENCE_S)
    line.request(method, path or f"/{page.key}", body, headers or {})
    answer = line.getresponse()
    return answer, answer.read()


def raw(page: PhonePage, sent: bytes) -> bytes:
    """What comes back for these bytes until the page hangs up."""
    host, port = page.host.split(":")
    got = b""
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
        line.sendall(sent)
        while piece := line.recv(4096):
            got += piece
    return got


def until(true: Callable[[], bool]) -> None:
    """Waits for what happens in the page's threads."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


def test_phone_sees_a_page_without_a_word_about_the_shop(opened: Opened, strip: Strip) -> None:
    page = opened()
    answer, html = ask(page, headers=IPHONE)
    assert answer.status == 200
    assert b'capture="environment"' in html
    assert b"http" not in html.replace(b"https", b"http").split(b"<script")[0]
    assert b"{nonce}" not in html
    assert b"{seconds}" not in html
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Server"] is None
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert page.phones == {"127.0.0.1": "iPhone"}
    until(lambda: strip.told == 1)
    assert 890 < page.seconds_left <= 900


def test_picture_is_kept_as_it_came_under_its_name(opened: Opened, strip: Strip) -> None:
    page = opened()
    answer, _ = ask(page, "POST", body=JPEG, headers={"X-Name": "r%C3%AAve%20of.jpg"})
    assert answer.status == 200
    assert strip.kept == [("rêve of.jpg", JPEG)]
    assert page.taken == 1


def test_refused_picture_says_why_and_the_next_one_is_taken(opened: Opened, strip: Strip) -> None:
    page = opened()
    answer, said = ask(page, "POST", body=b"%PDF", headers={"X-Name": "bad.pdf"})
    assert answer.status == 422
    assert json.loads(said)["said"] == "“bad.pdf” is a PDF. Take a picture."
    assert ask(page, "POST", body=JPEG)[0].status == 200
    assert page.taken == 1


def test_two_phones_send_at_the_same_time(opened: Opened, strip: Strip) -> None:
    page = opened()
    pictures = [JPEG + bytes([n]) * 200_000 for n in range(8)]
    statuses: list[int] = []

    def send(data: bytes) -> None:
        statuses.append(ask(page, "POST", body=data)[0].status)

    phones = [threading.Thread(target=send, args=(data,)) for data in pictures]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert statuses == [200] * 8
    assert sorted(data for _, data in strip.kept) == sorted(pictures)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/{key}/../../etc/passwd",
        "/{key}/photo",
        "/{key}?x=1",
        "/{key}%00",
        "/{key}x",
        "http://{host}/{key}",
        "/\u00e9",
    ],
)
def test_whatever_is_not_the_key_is_a_bare_404(opened: Opened, strip: Strip, path: str) -> None:
    page = opened()
    target = path.format(key=page.key, host=page.host)
    for method in ("GET", "POST"):
        sent = f"{method} {target} HTTP/1.1\r\nHost: {page.host}\r\nContent-Length: 0\r\n\r\n"
        got = raw(page, sent.encode())
        assert got.startswith(b"HTTP/1.0 404 ")
        assert got.endswith(b"\r\n\r\n")
    assert strip.kept == []


def test_page_is_not_found_under_another_hosts_name(opened: Opened) -> None:
    page = opened()
    assert ask(page, headers={"Host": "evil.example"})[0].status == 404


def test_who_guesses_at_keys_closes_the_page(
    opened: Opened, strip: Strip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_page, "MOST_WRONG", 5)
    page = opened()
    for n in range(5):
        assert page.is_open
        assert ask(page, path=f"/{'x' * 21}{n}")[0].status == 404
    assert not page.is_open
    until(lambda: strip.told == 1)
    assert page.why_over == "guessed"


def test_icons_that_browsers_ask_for_are_no_guesses(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_page, "MOST_WRONG", 2)
    page = opened()
    for _ in range(3):
        assert ask(page, path="/favicon.ico")[0].status == 404
    assert page.is_open


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "CONNECT", "PATCH"]
)
def test_other_methods_are_refused(opened: Opened, method: str) -> None:
    page = opened()
    got = raw(page, f"{method} /{page.key} HTTP/1.1\r\nHost: {page.host}\r\n\r\n".encode())
    assert got.startswith(b"HTTP/1.0 405 ")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("POST /{key} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 67108865\r\n\r\n", 413),
        ("POST /{key} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999999\r\n\r\n", 411),
        ("POST /{key} HTTP/1.1\r\nHost: {host}\r\nContent-Length: -5\r\n\r\n", 411),
        ("POST /{key} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1e9\r\n\r\n", 411),
        ("POST /{key} HTTP/1.1\r\nHost: {host}\r\n\r\n", 411),
        ("POST /{key} HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        ("GET /{key} HTTP/1.1\r\n" + "X: y\r\n" * 200 + "\r\n", 431),
        ("GET /" + "a" * 70_000 + " HTTP/1.1\r\n\r\n", 414),
        ("nonsense\r\n\r\n", 400),
        ("GET /{key} HTTP/9.9\r\n\r\n", 505),
    ],
)
def test_hostile_requests_are_refused_and_the_page_lives_on(
    opened: Opened, strip: Strip, sent: str, status: int
) -> None:
    page = opened()
    got = raw(page, sent.format(key=page.key, host=page.host).encode())
    assert got.startswith(f"HTTP/1.0 {status} ".encode())
    assert strip.kept == []
    assert ask(page)[0].status == 200


def test_half_a_picture_is_not_kept(opened: Opened, strip: Strip) -> None:
    page = opened()
    host, port = page.host.split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(
            f"POST /{page.key} HTTP/1.1\r\nHost: {page.host}\r\nContent-Length: 90\r\n\r\nab".encode()
        )
    assert ask(page, "POST", body=JPEG)[0].status == 200
    assert [data for _, data in strip.kept] == [JPEG]


def test_who_dawdles_is_cut_off(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_request, "HEAD_S", 0.3)
    page = opened()
    host, port = page.host.split(":")
    began = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"GET / HT")
        assert line.recv(100) == b""
    assert time.monotonic() - began < 9, "it is cut off as late as ever"


def test_picture_for_which_there_is_no_hand_free_waits_for_one(
    opened: Opened, strip: Strip
) -> None:
    """Two other phones may send for longer than a request's head may take."""
    page = opened()
    for _ in range(phone_page.AT_ONCE):
        page.receiving.acquire()
    statuses: list[int] = []
    third = threading.Thread(
        target=lambda: statuses.append(ask(page, "POST", body=JPEG)[0].status), daemon=True
    )
    third.start()
    server = page._server
    assert server is not None

    def may_wait_long() -> bool:
        left = [until - time.monotonic() for until, _ in list(server._deadlines.values())]
        return any(one > phone_request.HEAD_S for one in left)

    until(may_wait_long)
    assert strip.kept == []
    page.receiving.release()
    third.join(PATIENCE_S)
    assert statuses == [200]
    page.receiving.release()


def test_many_silent_connections_do_not_keep_a_phone_out_for_long(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_request, "HEAD_S", 0.5)
    page = opened()
    host, port = page.host.split(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(20)]

    def comes_in() -> bool:
        try:
            return ask(page)[0].status == 200
        except OSError:
            return False

    until(comes_in)
    for line in silent:
        line.close()


def test_page_takes_so_many_pictures_and_no_more(opened: Opened, strip: Strip) -> None:
    page = opened(most_pictures=2)
    statuses = [ask(page, "POST", body=JPEG + bytes([n]))[0].status for n in range(3)]
    assert statuses == [200, 200, 429]
    assert len(strip.kept) == 2


def test_page_ends_with_its_time(opened: Opened, strip: Strip) -> None:
    page = opened(open_s=0.3)
    until(lambda: not page.is_open)
    assert page.why_over == "time"
    assert page.seconds_left == 0
    with pytest.raises(OSError):
        ask(page)
    until(lambda: strip.told == 1)


def test_picture_under_way_when_the_page_ends_is_not_kept(opened: Opened, strip: Strip) -> None:
    page = opened()
    host, port = page.host.split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
        head = f"POST /{page.key} HTTP/1.1\r\nHost: {page.host}\r\nContent-Length: 2\r\n\r\na"
        line.sendall(head.encode())
        page.end()
        page.end()
        line.settimeout(10)
        try:
            line.sendall(b"b")
            line.recv(100)
        except OSError:
            pass  # cut off
    assert strip.kept == []
    assert (page.why_over, strip.told) == ("ended", 1)


def test_each_page_has_a_key_of_its_own_of_128_bits(strip: Strip) -> None:
    keys = {PhonePage("127.0.0.1", strip.keep).key for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {22}


def test_address_that_is_not_this_pcs_is_refused_with_a_way_on(strip: Strip) -> None:
    with pytest.raises(UserError, match="cannot be reached") as refused:
        PhonePage("203.0.113.1", strip.keep).start()
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("192.168.1.20", True),
        ("10.0.0.5", True),
        ("172.20.1.1", True),
        ("8.8.8.8", False),
        ("127.0.0.1", False),
        ("169.254.3.4", False),
    ],
)
def test_only_a_shops_own_networks_are_offered(address: str, local: bool) -> None:
    assert is_local(address) is local
