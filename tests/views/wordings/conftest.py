"""The house and its window for these pages."""

from __future__ import annotations

from tests.views.order_fixtures import keys as keys
from tests.views.order_fixtures import shop_window as shop_window
