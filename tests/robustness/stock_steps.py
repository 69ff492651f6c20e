"""Writes and signs a condition report, prints tags, carries pieces about: to be killed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from app.services import moves, print_jobs, print_sending, reports
from app.services.people import person
from app.services.piece_changes import weigh
from app.services.report_form import ReportForm, ViewPhoto
from app.services.signatures import Signature
from app.shop import Shop
from tests.robustness.killing import KEY, say

DRAFTS = 4
PLACES = ("TRAY-01", "TRAY-07", "TRAY-01")
WEIGHTS = (3_851, 3_852)
STROKES = (((10, 10), (500, 400)),)


def form_of(shop: Shop, piece_id: int, photo: ViewPhoto) -> ReportForm:
    """A report as it stands shortly before signing."""
    db = shop.reader()
    form = reports.start_report(db, piece_id)
    db.close()
    return replace(
        form,
        photos=(photo,),
        weight_before_mg=form.weight_before_mg or 3_850,
        stones_found=form.stones_expected,
        parts_found=form.parts_expected,
        shown_to_client="yes",
        grade="good",
    )


def main(folder: Path, user_id: int, piece_id: int, sha256: str, size: int) -> None:
    """Each step is said after it was saved."""
    shop = Shop.open(folder, KEY)
    db = shop.reader()
    sara = person(db, user_id).actor
    places = {name: db.value("SELECT id FROM place WHERE name = ?", (name,)) for name in PLACES}
    db.close()
    photo = ViewPhoto(sha256, "top", 64, 48, size)
    say("ready")
    for n in range(1, DRAFTS + 1):
        form = replace(form_of(shop, piece_id, photo), remarks=f"Seen {n}")
        reports.save_draft(shop, sara, piece_id, form)
        say(f"draft {n}")
    with shop.work(sara, "sign_report") as w:
        reports.sign(w, piece_id, form, (Signature("examiner", "Sara Okafor", STROKES),))
    say("signed")
    print_jobs.print_tags(shop, sara, "piece", [piece_id])
    say("tag waits")
    print_sending.run_queue(shop)
    say("tag sent")
    for n, name in enumerate(PLACES, 1):
        with shop.work(sara, "move") as w:
            moves.move(w, [piece_id], places[name])
        say(f"moved {n}")
    for weight in WEIGHTS:
        with shop.work(sara, "weigh", reason_code="cleaned") as w:
            weigh(w, piece_id, weight)
        say(f"weighed {weight}")
    shop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
