"""What stands between a report and its signature, in sentences."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.services import report_gate


@pytest.mark.parametrize(("stones", "said"), [(1, "1 is expected."), (15, "15 are expected.")])
def test_the_stones_to_count_are_named(stones: int, said: str) -> None:
    piece: Any = SimpleNamespace(stone_count=stones, components=1, stones=())
    form: Any = SimpleNamespace(decision="", stones_found=None, parts_found=None)
    (blocker,) = report_gate._counts(piece, form)
    assert blocker.sentence == f"Count the stones: {said}"
