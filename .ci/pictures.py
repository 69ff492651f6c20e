"""Renews docs/pictures from what tour and story left: python .ci/pictures.py out/tour out/story"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
COLOURS = 200
"""A window has few colours and a jewel many: as many as the eye asks for keep the files small."""
SHOWN = {
    "today": "pages/today-light.png",
    "import": "steps/import-preview-light.png",
    "order": "steps/order-read-back-light.png",
    "workshop": "pages/jobs-light.png",
    "condition-report": "steps/report-draft-light.png",
    "piece": "pages/piece-light.png",
    "pieces-dark": "pages/pieces-dark.png",
}
"""Each picture of the docs, and the tour's picture that it shows."""
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
    for name, parts in OF_THE_STORY.items():
        screens = [Image.open(story / part).convert("RGB") for part in parts]
        keep(name, screens[0] if len(screens) == 1 else beside(screens))


def keep(name: str, picture: Image.Image) -> None:
    """Saves a picture in few colours."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def beside(screens: list[Image.Image]) -> Image.Image:
    """Several screens in a row, a small gap between them."""
    width, height, gap = screens[0].width // 2, screens[0].height // 2, 8
    row = Image.new("RGB", ((width + gap) * len(screens) - gap, height), "white")
    for at, screen in enumerate(screens):
        row.paste(screen.resize((width, height), Image.Resampling.LANCZOS), ((width + gap) * at, 0))
    return row


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
