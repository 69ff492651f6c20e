"""What holds in every test: a home of its own, no noise in the log, nothing left running."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as how_hypothesis_works
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from app.domain.actors import Actor
    from app.models.database import Database
    from app.shop import Shop

os.environ["QT_QPA_PLATFORM"] = (
    "offscreen"  # a test that wants a real screen starts Xvfb for a child
)
os.environ["PARURE_KEY"] = "file"

# A busy machine is no reason to fail: what is tested is the answer, never the time.
# And what was right yesterday is right today: only the long run (``-m long``) tries new examples.
for name, same in (("parure", True), ("parure long", False)):
    how_hypothesis_works.register_profile(
        name, deadline=None, derandomize=same, suppress_health_check=[HealthCheck.too_slow]
    )
how_hypothesis_works.load_profile("parure")

HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "localappdata",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}
TURNS_S = 2.0
"""How long what was closed may take to be deleted: less than any notice stays."""
PATIENCE_S = 30.0
"""How long a busy machine may take until what a test waits for is there, or what it started has ended."""


def pytest_configure(config: pytest.Config) -> None:
    """Slow tests run only where they are asked for (``-m long``)."""
    if not config.option.markexpr:
        config.option.markexpr = "not long"
    if config.option.markexpr in ("long", "long or not long"):
        how_hypothesis_works.load_profile("parure long")


class PatientBot(QtBot):
    """A QtBot whose waits end as ever when something comes, but not before a slow machine is there."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=max(timeout, int(PATIENCE_S * 1000)))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=max(timeout, int(PATIENCE_S * 1000)), **more)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Works windows, patiently."""
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def numbers_of_2026() -> Iterator[None]:
    """Whenever the tests run, what they number about now says ``-26-``, as it stands in them."""
    from app.shop import Shop

    own = Shop._year

    def year(shop: Shop, at_ms: int) -> int:
        return 2026 if abs(at_ms - time.time() * 1000) < 100 * 86_400_000 else own(shop, at_ms)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shop, "_year", year)
        yield


SHOP_KEY = bytes(range(32))
"""The key of every shop that a fixture makes."""


@pytest.fixture(scope="session")
def founded_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a freshly founded shop, closed: to be copied, never opened."""
    from app.shop import Shop  # here, so that tests of the plain rules load no database

    folder = tmp_path_factory.mktemp("founded") / "shop"
    Shop.create(folder, SHOP_KEY, name="Maison Test", currency="EUR", zone="Europe/Paris").close()
    return folder


@pytest.fixture
def shop(founded_shop: Path, tmp_path: Path) -> Iterator[Shop]:
    """An open shop of this test's own: Maison Test, euros, Paris, station 10; nothing in it yet."""
    from app.shop import Shop

    folder = tmp_path / "shop"
    shutil.copytree(founded_shop, folder)
    opened = Shop.open(folder, SHOP_KEY)
    yield opened
    opened.close()


PASSWORD = "three small words"
"""The password of everybody in the furnished house."""
STAFF = {
    "olga": ("Olga Marchenko", "OC"),
    "emma": ("Emma Castellanos", "EC"),
    "owen": ("Owen Achterberg", "OA"),
    "sara": ("Sara Okafor", "SA"),
    "mia": ("Mia Delacroix", "MG"),
    "adam": ("Adam Weiss", "AD"),
}


@pytest.fixture(scope="session")
def furnished_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a shop with places, wordings and the trade's six people, closed."""
    from app.services.founding import FOUNDER, found_shop
    from app.services.people import create_user

    folder = tmp_path_factory.mktemp("furnished") / "shop"
    shop = found_shop(
        folder,
        name="Hallam & Vey",
        currency="USD",
        zone="America/New_York",
        people="more",
        login="first",
        display="First Person",
        password=PASSWORD,
        key=SHOP_KEY,
    ).shop
    with shop.work(FOUNDER, "add_people") as w:
        for login, (display, role) in STAFF.items():
            create_user(w, login, display, PASSWORD, (role,))
    shop.close()
    return folder


@pytest.fixture
def house(furnished_shop: Path, tmp_path: Path) -> Iterator[Shop]:
    """An open, furnished shop of this test's own: Hallam & Vey, dollars, New York, station 10."""
    from app.shop import Shop

    folder = tmp_path / "house"
    shutil.copytree(furnished_shop, folder)
    opened = Shop.open(folder, SHOP_KEY)
    yield opened
    opened.close()


@pytest.fixture
def staff(house: Shop) -> dict[str, Actor]:
    """The people of the house by their sign-in names: olga OC, emma EC, owen OA, sara SA …"""
    from app.services.people import people_list

    reader = house.reader()
    try:
        return {person.login: person.actor for person in people_list(reader)}
    finally:
        reader.close()


@pytest.fixture
def house_db(house: Shop) -> Iterator[Database]:
    """A reader of the house."""
    reader = house.reader()
    yield reader
    reader.close()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for this test: neither the user's files nor the user's keyring are in reach."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    for variable, below in HOME_VARIABLES.items():
        monkeypatch.setenv(variable, str(folder / below))
    (folder / ".run").mkdir(mode=0o700)
    monkeypatch.setenv("PARURE_KEY", "file")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return folder


class _Errors(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def logged_errors() -> Iterator[list[logging.LogRecord]]:
    """Errors in the log fail the test; a test that provokes one takes this list, looks and clears it."""
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    yield errors.records
    logging.getLogger().removeHandler(errors)
    if errors.records:
        said = [logging.Formatter().format(record) for record in errors.records]
        pytest.fail("logged as errors:\n" + "\n".join(said), pytrace=False)


_windows_of: list[str] = []
"""The file of tests whose windows may have left garbage."""


@pytest.fixture(autouse=True)
def no_garbage_of_windows_elsewhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: what windows leave is looked for in their thread alone, here between two tests."""
    if "qapp" in request.fixturenames:
        _windows_of[:] = [request.node.path.name]
        gc.disable()
        yield
        gc.enable()
        return
    if _windows_of and _windows_of != [request.node.path.name]:
        _windows_of.clear()
        gc.collect()
    yield


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A Python thread that a test started ends with the test."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):  # Python's picture of a QThread
            continue
        thread.join(PATIENCE_S)
        if thread.is_alive():
            pytest.fail(f"thread left running: {thread.name}", pytrace=False)


@pytest.fixture(autouse=True)
def nothing_of_qt_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """QThreads, pools and timers that a test started end with the test; else it names their line."""
    if "PySide6.QtCore" not in sys.modules:
        yield
        return
    from PySide6.QtCore import QThread, QTimer

    started: list[tuple[Any, str]] = []
    for kind in (QThread, QTimer):
        monkeypatch.setattr(kind, "start", _remembering(kind.start, started))
    yield
    left = _still_running(started)
    if left:
        pytest.fail("left running:\n" + "\n".join(left), pytrace=False)


def _remembering(start: Any, started: list[tuple[Any, str]]) -> Any:
    """``start`` that notes what was started and by which line."""

    def noted(self: Any, *args: Any) -> Any:
        place = traceback.extract_stack(limit=2)[0]
        started.append((self, f"{type(self).__name__} started at {place.filename}:{place.lineno}"))
        return start(self, *args)

    return noted


def _still_running(started: list[tuple[Any, str]]) -> list[str]:
    """Sentences about what runs on after what was closed has had its turns to be deleted."""
    from PySide6.QtCore import QCoreApplication, QThread, QThreadPool

    until = time.monotonic() + TURNS_S
    while _deleted_what_may_go() and time.monotonic() < until:
        if not any(_ticks(thing) for thing, _ in started):
            break
        QCoreApplication.processEvents()
        time.sleep(0.01)
    left = []
    for thing, line in started:
        if isinstance(thing, QThread):
            running = _is_there(thing) and thing.isRunning()
            running = running and not thing.wait(int(PATIENCE_S * 1000))
        else:
            running = _ticks(thing)
        if running:
            left.append(f"{line} of {_owners(thing)}")
    if not QThreadPool.globalInstance().waitForDone(int(PATIENCE_S * 1000)):
        left.append("a task of the thread pool")
    return left


def _deleted_what_may_go() -> bool:
    """Give what is to be deleted its turn; False where there is no program that could."""
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is None:
        return False
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return True


def _is_there(thing: Any) -> bool:
    from shiboken6 import isValid

    return bool(isValid(thing))


def _ticks(thing: Any) -> bool:
    """Whether it is a timer that is there and runs."""
    from PySide6.QtCore import QTimer

    return isinstance(thing, QTimer) and _is_there(thing) and thing.isActive()


def _owners(thing: Any) -> str:
    """What it belongs to, up to its window, and whether that is seen."""
    names = [type(thing).__name__]
    while (thing := thing.parent()) is not None:
        names.append(type(thing).__name__)
        if thing.isWidgetType() and thing.isVisible():
            names[-1] += " (visible)"
    return " in ".join(names)
