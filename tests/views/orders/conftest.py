"""The house, its file and its window for these pages."""

from __future__ import annotations

from tests.views.order_fixtures import export as export
from tests.views.order_fixtures import import_file as import_file
from tests.views.order_fixtures import keys as keys
from tests.views.order_fixtures import many_orders as many_orders
from tests.views.order_fixtures import shop_window as shop_window
from tests.views.order_fixtures import stock as stock
from tests.views.orders.order_review import opened as opened
