"""The audit chain's one text of a fact, whether rows come one by one or by the thousand."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.domain.actors import SYSTEM
from app.domain.ids import new_id
from app.models.chain import canonical, fact_line, fact_lines, sealed
from app.models.orders import OrderSource, Payment
from app.services.check import check
from app.shop import Shop

_VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8"))


@given(st.lists(st.lists(_VALUES, min_size=9, max_size=9), max_size=4))
def test_a_facts_line_is_the_canonical_text_of_its_table_and_columns(
    rows: list[list[int | str | None]],
) -> None:
    assert fact_lines(Payment, rows) == [canonical(["payment", *row]) for row in rows]
    for row in rows:
        text = json.dumps(["payment", *row], separators=(",", ":"), ensure_ascii=False)
        assert fact_line(Payment, row) == text
        said = ["order_source", *row[:3], *row[5:]]
        assert fact_line(OrderSource, row) == canonical(said), "content and salt are not in it"


def test_erasable_facts_added_by_the_thousand_are_sealed(tmp_path: Path) -> None:
    shop = Shop.create(tmp_path / "s", b"k" * 32, name="V", currency="USD", zone="UTC")
    try:
        with shop.work(SYSTEM, "seal") as w:
            w.add_rows(OrderSource, [(new_id(), f"said {n}", 5, "f" * 64, n) for n in (1, 2)])
        reader = shop.reader()
        rows = reader.rows("SELECT content, salt, sha256, row FROM order_source ORDER BY row")
        reader.close()
        assert [(row[0], row[3]) for row in rows] == [("said 1", 1), ("said 2", 2)]
        assert all(digest == sealed(content, salt) for content, salt, digest, _ in rows)
        assert rows[0][1] != rows[1][1]
        assert check(shop).clean
    finally:
        shop.close()
