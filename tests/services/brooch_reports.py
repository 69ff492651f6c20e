"""A brooch that was taken in and weighed, and the photo and signature of its reports."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured, Piece
from app.models.records import File
from app.services.report_form import ViewPhoto
from app.services.report_start import GROSS
from app.services.signatures import Signature
from app.shop import Shop

PHOTO = ViewPhoto("ab" * 32, "front", 800, 600, 1000)
SIGNED = [Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),))]


@pytest.fixture
def brooch(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="brooch", description="Bar brooch", number="P10-26-00009")
        w.add(Measured, subject_kind="piece", subject_id=piece, what=GROSS, value=4100)
        w.add(File, sha256=PHOTO.sha256, size=1000, mime="image/jpeg", width=800, height=600)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    return piece
