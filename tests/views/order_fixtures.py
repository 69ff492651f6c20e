"""A house with the sapphire ring and the chains of order #1042, its file, and the program's window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.ring_sizes import parse_size
from app.exchange import shopify_orders
from app.models.pieces import Measured, Metal, Move, Piece, Stone
from app.models.shopwide import Style
from app.models.work import Work
from app.services import imports
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.pool import Pool
from app.views.theme import Theme
from tests.exchange.make_orders import Cells, as_csv, flat, line, make_orders, order
from tests.views.program_window import window_on

RING_SKU, CHAIN_SKU = "RG-SAPH-18W", "CH-CURB-45"
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ADDRESSES = {
    **{
        f"Billing_{part}": text
        for part, text in {
            **{"Name": "James Ashworth", "Street": "27 Chester Row", "Address1": "27 Chester Row"},
            **{"City": "London", "Zip": "SW1W 9JF", "Country": "GB", "Phone": "+442079460118"},
        }.items()
    },
    **{
        f"Shipping_{part}": text
        for part, text in {
            **{"Name": "Emily Ashworth", "Street": "4 Larkhall Place"},
            **{"Address1": "4 Larkhall Place", "City": "Bath", "Zip": "BA1 6SF", "Country": "GB"},
        }.items()
    },
}


def order_1042(engraving: str = "Always - E & J 14.02", size: str = "US 6½") -> list[Cells]:
    """A ring to be sized and engraved, the engraving, two chains: USD 1,628.00."""
    return order(
        line("Sapphire cluster ring", "1480.00", sku=RING_SKU),
        line("Engraving, inside the shank", "45.00", sku="ENGR-IN", requires_shipping="false"),
        line("Curb chain 45 cm", "120.00", "2", sku=CHAIN_SKU),
        **{"Name": "#1042", "Id": "5550000001042", "Email": "j.ashworth@example.com"},
        **{"Subtotal": "1593.00", "Shipping": "35.00", "Taxes": "0.00", "Total": "1628.00"},
        **{"Discount_Code": "WELCOME10", "Discount_Amount": "172.00"},
        Note_Attributes=f"Engraving text: {engraving}\nEngraving font: Great Vibes\n"
        f"Engraving position: inside shank\nRing size: {size}",
        **ADDRESSES,
    )


def file_of(*orders: list[Cells]) -> bytes:
    """Orders as the bytes of an export."""
    return as_csv(flat(orders))


@pytest.fixture
def stock(house: Shop, staff: dict[str, Actor]) -> dict[str, list[int]]:
    """Pieces of the two styles, free in the safe, by SKU."""
    with house.work(staff["olga"], "add_pieces") as w:
        place = w.value("SELECT id FROM place WHERE kind_code = 'safe' ORDER BY id LIMIT 1")
        return {
            RING_SKU: [_ring(w, place) for _ in range(2)],
            CHAIN_SKU: [_chain(w, place) for _ in range(3)],
        }


def _style(w: Work, sku: str, title: str, category: str, price: int, **more: object) -> int:
    known = w.value("SELECT id FROM style WHERE sku = ?", (sku,))
    columns = {"sku": sku, "title": title, "category": category, "list_price_minor": price}
    return known or w.add(Style, currency="USD", **columns, **more)


def _ring(w: Work, place: int) -> int:
    style = _style(
        w,
        RING_SKU,
        "Sapphire cluster ring",
        "ring",
        148_000,
        **{"metal": "gold_white", "fineness": 750, "size_system": "US"},
        **{"size_min": "4", "size_max": "9", "engraving_limit": 25},
    )
    size = parse_size("US 6")
    piece = w.add(
        Piece,
        category="ring",
        description="Sapphire cluster ring, 18 K white",
        style_id=style,
        number=w.number("P"),
        ring_size=size.stated,
        ring_system=size.system,
        ring_circumference_um=size.circumference_um,
    )
    w.add(Metal, piece_id=piece, position=0, metal="gold_white", fineness=750)
    w.add(Stone, piece_id=piece, position=0, species="sapphire", shape="oval", growth="natural")
    for what, value in (("gross_weight_mg", 3850), ("shank_width_um", 2200), ("shank_um", 1600)):
        w.add(Measured, subject_kind="piece", subject_id=piece, what=what, value=value)
    return _placed(w, piece, place)


def _chain(w: Work, place: int) -> int:
    style = _style(w, CHAIN_SKU, "Curb chain 45 cm", "chain", 12_000, metal="silver", fineness=925)
    piece = w.add(
        Piece,
        category="chain",
        description="Curb chain 45 cm, silver",
        style_id=style,
        number=w.number("P"),
    )
    w.add(Metal, piece_id=piece, position=0, metal="silver", fineness=925)
    return _placed(w, piece, place)


def _placed(w: Work, piece: int, place: int) -> int:
    w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=place)
    w.code("piece", piece)
    w.step("piece", piece, "intake")
    w.step("piece", piece, "free")
    return piece


@pytest.fixture
def import_file(house: Shop, staff: dict[str, Actor]) -> Callable[[bytes], None]:
    """Imports the bytes of an export without a window."""

    def bring(data: bytes) -> None:
        file = shopify_orders.read(
            data, channel="shopify/mainstore", zone=house.settings.zone, currency="USD"
        )
        imports.apply(house, staff["emma"], file)

    return bring


@pytest.fixture
def many_orders(import_file: Callable[[bytes], None]) -> None:
    """Order #1042 and eighty others."""
    import_file(file_of(order_1042(), *make_orders(80, seed=4, first=3001)))


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    """Writes an export into a file and gives its path."""

    def write(*orders: list[Cells], name: str = "orders_export_1.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(file_of(*orders))
        return path

    return write


@pytest.fixture
def shop_window(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pool: Pool,
    dressed: Theme,
    settings_file: QSettings,
) -> Iterator[MainWindow]:
    """The program's window on the house, Olga at it."""
    with window_on(house, staff["olga"], qtbot, pool, dressed, settings_file) as made:
        yield made


class Keys:
    """Somebody at the keyboard: keys go to whatever has the focus."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self._window, key, modifier)

    def type(self, text: str) -> None:
        """Type words."""
        QTest.keyClicks(QApplication.focusWidget() or self._window, text)


@pytest.fixture
def keys(shop_window: MainWindow) -> Keys:
    """The keyboard of the window."""
    return Keys(shop_window)


def value(house: Shop, sql: str, *params: object) -> Any:
    """One value of the shop's file, as it is on the disk now."""
    db = house.reader()
    try:
        return db.value(sql, params)
    finally:
        db.close()
