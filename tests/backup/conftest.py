"""A house with a few photos, backed up to a stick."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.models.pieces import Move, Piece
from app.models.records import Attached, File
from app.services.backups import Place, add_place, places
from app.shop import Shop


def add_pieces(house: Shop, actor: Actor, many: int, start: int = 0) -> None:
    """Pieces with a number, each with a photo of its own."""
    for n in range(start, start + many):
        photo = f"photo {n} ".encode() * 400
        digest = house.files.put(photo)
        with house.work(actor, "take_in") as w:
            piece = w.add(Piece, category="ring", description=f"Ring {n}", number=w.number("P"))
            w.step("piece", piece, "intake")
            drawer = w.value("SELECT id FROM place WHERE name = 'INTAKE'")
            w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=drawer)
            w.code("piece", piece)
            file_id = w.add(File, sha256=digest, size=len(photo), mime="image/jpeg")
            w.add(Attached, subject_kind="piece", subject_id=piece, file_id=file_id, role="top")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick that is plugged in."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def full_house(house: Shop, staff: dict[str, Actor]) -> Shop:
    """The house with five pieces and their photos."""
    add_pieces(house, staff["sara"], 5)
    return house


@pytest.fixture
def place(full_house: Shop, staff: dict[str, Actor], stick: Path) -> Place:
    """The stick, chosen for the daily backup."""
    add_place(full_house, staff["adam"], stick)
    reader = full_house.reader()
    try:
        return places(reader)[0]
    finally:
        reader.close()
