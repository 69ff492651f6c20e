"""A shop without a hub never loads the database driver, and a program that starts does not either."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ASKED = """
import sys
import app.sync.engine, app.services.hub_setup, app.sync.folder_hub
assert "psycopg" not in sys.modules, "loaded at the start"
"""


def test_the_driver_is_loaded_only_where_it_is_used() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
