"""Renews docs/pictures from what tour and story left: python .ci/pictures.py out/tour out/story"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
COLOURS, RARE = 200, 56
"""A window has few colours and a jewel many: as many as the eye asks for keep the files small.

Besides those that come most often some are taken that lie far apart, else a small red mark turns brown.
"""
SHOWN = {
    "today": "pages/today-light.png",
    "import": "steps/import-preview-light.png",
    "order": "steps/order-read-back-light.png",
    "workshop": "pages/jobs-light.png",
    "condition-report": "steps/report-draft-light.png",
    "condition-compare": "steps/condition-compare-light.png",
    "passport": "steps/passport-light.png",
    "scan-basket": "steps/scan-basket-light.png",
    "tag-designer": "steps/tag-designer-light.png",
    "print-queue": "steps/print-queue-light.png",
    "piece": "pages/piece-light.png",
    "pieces-dark": "pages/pieces-dark.png",
}
"""Each picture of the docs, and the tour's picture that it shows."""
OF_THE_PAPERS = {
    "paper-condition-report": "condition_report",
    "paper-difference-report": "difference_report",
    "paper-passport": "passport",
}
"""Papers that the tour printed, by what its summary calls them: their first pages beside each other."""
PAGES, PAGE_PX = 2, 1100
"""So many pages of a paper are shown, each so high."""
OF_THE_STORY = {
    "together-apart": ("three-apart-counter.png",),
    "together-case": ("three-case-counter.png",),
    "three-windows": tuple(f"three-case-{pc}.png" for pc in ("counter", "workshop", "office")),
}
"""Pictures of three PCs; several are put beside each other, at half their size."""


def main(tour: Path, story: Path) -> None:
    """Takes over every picture, or ends with the name of the first that is not there."""
    PICTURES.mkdir(exist_ok=True)
    for name, shown in SHOWN.items():
        with Image.open(tour / shown) as picture:
            keep(name, picture)
    files = json.loads((tour / "summary.json").read_text("utf-8"))["files"]
    for name, kind in OF_THE_PAPERS.items():
        paper = next(file["path"] for file in files if file["kind"] == kind)
        keep(name, in_a_row(pages_of(tour / paper)))
    for name, parts in OF_THE_STORY.items():
        screens = [Image.open(story / part).convert("RGB") for part in parts]
        keep(name, screens[0] if len(screens) == 1 else beside(screens))


def keep(name: str, picture: Image.Image) -> None:
    """Saves a picture in few colours."""
    whole, none = picture.convert("RGB"), Image.Dither.NONE
    often = whole.quantize(COLOURS, Image.Quantize.MEDIANCUT).getpalette() or []
    rare = whole.quantize(RARE, Image.Quantize.MAXCOVERAGE).getpalette() or []
    chosen = Image.new("P", (1, 1))
    chosen.putpalette([*often[: 3 * COLOURS], *rare[: 3 * RARE]])
    few = whole.quantize(palette=chosen, dither=none)
    few.save(PICTURES / f"{name}.png", optimize=True)


def pages_of(paper: Path) -> list[Image.Image]:
    """The first pages of a PDF, with a hair line around each."""
    document = pypdfium2.PdfDocument(paper)
    try:
        shown = [document[at] for at in range(min(PAGES, len(document)))]
        drawn = [page.render(scale=PAGE_PX / page.get_height()).to_pil() for page in shown]
    finally:
        document.close()
    return [ImageOps.expand(page.convert("RGB"), 1, (214, 211, 204)) for page in drawn]


def beside(screens: list[Image.Image]) -> Image.Image:
    """Several screens in a row, at half their size."""
    half = screens[0].width // 2, screens[0].height // 2
    return in_a_row([screen.resize(half, Image.Resampling.LANCZOS) for screen in screens])


def in_a_row(pictures: list[Image.Image]) -> Image.Image:
    """Pictures of one size beside each other, a small gap between them."""
    width, height, gap = pictures[0].width, pictures[0].height, 8
    row = Image.new("RGB", ((width + gap) * len(pictures) - gap, height), "white")
    for at, picture in enumerate(pictures):
        row.paste(picture, ((width + gap) * at, 0))
    return row


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
