"""A ring that came back with a scratch and a stone fewer, and the window with Owen at it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured, Piece, Stone
from app.services.report_form import BOX, LINE, Fingerprint, Mark
from app.shop import Shop
from tests.stories.report_pairs import Desk, complete, two_photos, view_photo
from tests.views.evidence_fixtures import evidence_window as evidence_window
from tests.views.evidence_fixtures import keys as keys
from tests.views.evidence_fixtures import print_folder as print_folder

KNOWN = (
    Mark(1, "ST-1", "abrasion", 1, x=560_000, y=400_000),
    Mark(2, "SHO-L", "sizing_seam", 0, x=90_000, y=620_000),
    Mark(3, "PR-3", "prong_worn", 2, shape=BOX, x=300_000, y=620_000, dx=80_000, dy=80_000),
    Mark(4, "SHK-B", "shank_thin", 3, 900),
)
SCRATCH = Mark(6, "SHO-R", "scratch", 2, 2400, shape=LINE, x=880_000, y=480_000,
               strokes=((880_000, 480_000), (920_000, 560_000)))  # fmt: skip
GONE = Mark(5, "ST-10", "stone_missing", 4, x=360_000, y=780_000)


@pytest.fixture
def pair(house: Shop, staff: dict[str, Actor]) -> Desk:
    """The ring and its report going out."""
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Sapphire cluster ring",
                      number="P10-26-00001", setting_pattern="prong_4")  # fmt: skip
        w.add(Stone, piece_id=piece, position=1, role="centre", species="sapphire", shape="oval",
              length_um=7020, width_um=5110, stone_mct=918, method="formula")  # fmt: skip
        w.add(Stone, piece_id=piece, position=2, species="diamond", shape="round", count=14,
              stone_mct=140, method="formula")  # fmt: skip
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    made = Desk(house, staff["sara"], piece)
    before = made.photo(two_photos()[0])
    made.sign(complete(made.begin("loan_out"), before, KNOWN, weight_after_mg=5480, stones_found=15,
                       fingerprint=Fingerprint("silk a, b; crystal c", "inscription", before.sha256)))  # fmt: skip
    return made


def came_back(desk: Desk, *, stopped: bool = True) -> dict[str, object]:
    """What the report coming back says; ``stopped``: a stone fewer and 60 mg lighter."""
    photo = desk.photo(two_photos()[1], "back.jpg")
    bent = replace(KNOWN[2], type="prong_bent", severity=3, change="worse")
    same = tuple(replace(one, change="same") for one in KNOWN)
    found = (*same[:2], bent, same[3], GONE, SCRATCH) if stopped else (*same, SCRATCH)
    return {
        "photo": photo,
        "findings": found,
        "stones_found": 14 if stopped else 15,
        "weight_after_mg": 5420 if stopped else 5478,
        "weight_reason": "other" if stopped else "",
        "instrument": "Kern PCB-3",
        "photos": (view_photo(photo),),
        "fingerprint": Fingerprint("silk a, b; crystal c", "inscription", photo.sha256),
    }
