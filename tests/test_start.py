"""What a start loads before its first windows are painted: a list of what it must not wait for.

Times differ from PC to PC; what is imported does not. ``make bench`` measures the times.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.models.orders import OrderLine, SalesOrder
from app.services.founding import found_shop

KEY = b"s" * 32
ROOT = Path(__file__).parents[1]
DRIVER = """
import json, sys
from pathlib import Path
from tests.bench.start_ours import start

def say(word):
    there = dict(sys.modules)  # None: kept out for a moment (app/models/__init__.py)
    print(json.dumps([word, sorted(name for name in there if there[name])]), flush=True)
    if word == "shell":
        from app.views import workplace
        from app.views.opening import door
        # On a busy machine too, what is loaded ahead comes after the list.
        workplace.SOON_MS = door.AHEAD_MS = 60_000

start(Path(sys.argv[1]), say)
"""
LATER = {
    *(
        "reportlab",
        "PIL",
        "zxingcpp",
        "barcode",
        "phonenumbers",
        "stdnum",
        "keyring",
        "secretstorage",
        "numpy",
        "uharfbuzz",
        "escpos",
        "pi_heif",
        "bidi",
    ),
    *(
        "argon2",
        "cryptography",
        "mnemonic",
        "psycopg",
        "asyncio",
        "ssl",
        "email",
        "http",
        "tzlocal",
    ),
    *(
        "playhouse.migrations",
        "playhouse.migrate",
        "PySide6.QtMultimedia",
        "PySide6.QtPrintSupport",
        "PySide6.QtPdf",
        "PySide6.QtSerialPort",
    ),
    *("app.exchange", "app.printing", "app.sync", "app.backup", "app.photos", "app.tour"),
    *("app.alignment", "app.decoding", "app.devices.phone_page", "app.devices.serial_scanner"),
    *("app.models.schema", "app.models.work", "app.models.migrate", "app.models.projections"),
    *("app.domain.states", "app.services.sign_in", "app.services.scanning", "app.views.records"),
}
"""Packages and modules that neither the shell nor the list of the day needs."""
AFTER_THE_SHELL = {"babel", "app.views.workplace", "app.views.frame.window", "app.services.today"}
"""Those that the shell does not need either."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The modules that were loaded when the shell, then the list of the day was painted."""
    home = tmp_path_factory.mktemp("home")
    shop = home / "shop"
    founded = found_shop(
        shop,
        name="Hallam & Vey",
        currency="USD",
        zone="America/New_York",
        login="olga",
        display="Olga Marchenko",
        password="a-long-enough-word",
        key=KEY,
    )
    with founded.shop.work(SYSTEM, "import_orders") as w:
        order = w.add(SalesOrder, number="#1001", bill_name="Clara Whitcombe", currency="USD")
        w.add(OrderLine, order_id=order, position=1, name="Signet ring")
        w.step("order", order, "imported")
    founded.shop.close()
    around = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(home),
        "PARURE_KEY": "file",
        "QT_QPA_PLATFORM": "offscreen",
    }
    python = [sys.executable]
    lay = [*python, "-m", "tests.bench.start_ours", "key", str(shop), KEY.hex()]
    subprocess.run(lay, cwd=ROOT, env=around, check=True, timeout=60)
    told = subprocess.run(
        [*python, "-c", DRIVER, str(shop)],
        cwd=ROOT,
        env=around,
        capture_output=True,
        text=True,
        timeout=120,
    )
    words = [json.loads(line) for line in told.stdout.splitlines()]
    assert [word for word, _ in words] == ["shell", "today", "list"], told.stderr
    return {word: set(modules) for word, modules in words}


def within(modules: set[str], packages: set[str]) -> set[str]:
    """Those of the modules that are, or lie in, one of these packages."""
    return {
        name
        for name in modules
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    }


def test_the_shell_waits_for_little_but_qt(loaded: dict[str, set[str]]) -> None:
    assert within(loaded["shell"], LATER | AFTER_THE_SHELL) == set()


def test_the_list_of_the_day_waits_for_nothing_that_it_does_not_show(
    loaded: dict[str, set[str]],
) -> None:
    assert within(loaded["today"], LATER) == set()
    pages = {name for name in loaded["today"] if name.startswith("app.views.")}
    assert {name for name in pages if name.endswith("page")} == {
        "app.views.today.page",
        "app.views.frame.page",
    }
