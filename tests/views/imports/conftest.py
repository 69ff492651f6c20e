"""The house, its file and its window for these pages."""

from __future__ import annotations

import pytest

from app.views.frame.window import MainWindow
from app.views.imports.page import ImportPage
from tests.views.order_fixtures import export as export
from tests.views.order_fixtures import import_file as import_file
from tests.views.order_fixtures import keys as keys
from tests.views.order_fixtures import many_orders as many_orders
from tests.views.order_fixtures import shop_window as shop_window
from tests.views.order_fixtures import stock as stock


@pytest.fixture
def page(shop_window: MainWindow) -> ImportPage:
    """The page before a file."""
    shop_window.navigate("import")
    made = shop_window.page
    assert isinstance(made, ImportPage)
    return made
