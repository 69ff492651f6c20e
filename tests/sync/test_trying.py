"""A place is tried before it becomes the hub: what was found there, and nothing is made."""

from __future__ import annotations

import psycopg

from app.sync.trying import try_place
from tests.sync.postgres import Server


def test_a_database_on_this_pc_would_serve(postgres: Server) -> None:
    url = postgres.empty_database()
    tried = try_place(url, "a shop")
    facts = dict(tried.facts)
    assert facts["Reachable"] == "yes"
    assert facts["On the wire"] == "on this PC"
    assert facts["The PCs use"].startswith("a login of their own")
    with psycopg.connect(url) as conn:
        asked = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'parure_%'"
        assert conn.execute(asked).fetchone() == (0,)
