"""A condition report being written, to be killed: says ``kept n`` after each draft that is on the disk."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from app.services import reports
from app.services.people import person
from app.services.report_form import LINE, Mark, ViewPhoto
from app.services.report_start import start_report
from app.services.signatures import Signature
from app.shop import Shop
from tests.robustness.killing import KEY, say

FINDINGS = 8
STROKES = (((100, 500), (300, 200), (800, 600)),)


def main() -> None:
    """Eight findings, a draft kept after each, then the signature."""
    shop = Shop.open(Path(sys.argv[1]), KEY)
    reader = shop.reader()
    sara = person(reader, int(sys.argv[2])).actor
    piece = int(sys.argv[3])
    form = replace(
        start_report(reader, piece),
        grade="very_good",
        weight_after_mg=5480,
        photos=(ViewPhoto(shop.files.put(b"a photo")),),
    )
    reader.close()
    say("ready")
    for n in range(1, FINDINGS + 1):
        mark = Mark(n, f"PR-{n}", "prong_worn", 2, words="Tip flat. " * n, shape=LINE,
                    strokes=tuple((n * step, step) for step in range(60)))  # fmt: skip
        form = replace(form, findings=(*form.findings, mark), private_notes=f"note {n}")
        reports.save_draft(shop, sara, piece, form)
        say(f"kept {n}")
    with shop.work(sara, "sign_report") as w:
        reports.sign(w, piece, form, (Signature("examiner", "Sara Okafor", STROKES),))
    say("signed")
    shop.close()


if __name__ == "__main__":
    main()
