"""What is said where nothing of an order goes to the bench."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.errors import StateError
from app.services import job_start


def test_an_order_without_bench_work_says_where_a_wish_is_written() -> None:
    order: Any = SimpleNamespace(number="#1042", lines=[])
    with pytest.raises(StateError) as told:
        job_start._chosen(order, ())
    assert "What has its piece can be packed" in told.value.sentence()
    assert "Change what the client wants" in told.value.sentence()
