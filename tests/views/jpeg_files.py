"""Small pictures as files, for pages that take photos."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.photos import shut_down


@pytest.fixture
def jpeg(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes small pictures as files, a different one for each name."""

    def make(name: str) -> Path:
        out = BytesIO()
        red, green, blue = sha256(name.encode()).digest()[:3]  # hash() is another in every run
        Image.new("RGB", (60, 40), (red, green, blue)).save(out, "JPEG")
        path = tmp_path / f"{name}.jpg"
        path.write_bytes(out.getvalue())
        return path

    yield make
    shut_down()
