"""Which shop is meant: the one named, the default one, or a new one where there is none yet."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from app.domain.errors import ShopError
from app.shop_folder import DESCRIPTION, is_free

if TYPE_CHECKING:
    from app.exchange.orders import OrdersFile
    from app.shop import Shop

__all__ = [
    "DESCRIPTION",
    "data_folder",
    "default_folder",
    "is_free",
    "open_or_found",
    "sample_folder",
    "shop_for_orders",
    "system_zone",
]
NEW_SHOP_NAME = "My shop"
FALLBACK_CURRENCY = "USD"


def data_folder() -> Path:
    """Where this person's shops lie unless another place is chosen."""
    return platformdirs.user_data_path("parure", appauthor=False)


def default_folder() -> Path:
    """The folder of the default shop."""
    return data_folder() / "shop"


def sample_folder() -> Path:
    """The folder of the sample shop."""
    return data_folder() / "sample-shop"


def system_zone() -> str:
    """The time zone that this PC is set to."""
    import tzlocal  # here: a shop has its own zone, only a new one asks for the PC's

    return str(tzlocal.get_localzone_name() or "UTC")


def open_or_found(
    folder: Path | None, *, currency: str = FALLBACK_CURRENCY
) -> tuple[Shop, list[str]]:
    """Open the named shop or the default one; make it where the place is free, and say so.

    ShopError when the folder holds something else.
    """
    # Here: asking where shops lie must load no database.
    from app.services.founding import found_shop, open_shop

    chosen = folder or default_folder()
    if (chosen / DESCRIPTION).is_file():
        return open_shop(chosen), []
    if not is_free(chosen):
        raise ShopError(
            "Not a shop",
            f"{chosen} holds files, but no shop of Parure.",
            "Name the folder of a shop, or one that is empty or does not exist yet.",
        )
    zone = system_zone()
    made = found_shop(chosen, name=NEW_SHOP_NAME, currency=currency, zone=zone)
    return made.shop, [
        f"A new shop was made in {chosen}: currency {currency}, time zone {zone}, station 10.",
        made.key_sentence,
    ]


def shop_for_orders(folder: Path | None, orders_file: OrdersFile) -> tuple[Shop, list[str]]:
    """As ``open_or_found``; a new shop takes the currency that most of the file's orders have."""
    counted = Counter(order.currency for order in orders_file.orders if order.currency)
    currency = counted.most_common(1)[0][0] if counted else FALLBACK_CURRENCY
    return open_or_found(folder, currency=currency)
