"""The shops that the start window opened."""

from __future__ import annotations

from app.shop import Shop


class Opened:
    """Keeps the shops that were opened, and closes them."""

    def __init__(self) -> None:
        self.shops: list[Shop] = []
        self.logins: list[str] = []

    def take(self, shop: Shop, login: str) -> None:
        self.shops.append(shop)
        self.logins.append(login)

    def close(self) -> None:
        for shop in self.shops:
            shop.close()
