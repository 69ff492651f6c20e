"""Renews docs/pictures from what the tour left: python .ci/pictures.py out/tour"""

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


def main(tour: Path) -> None:
    """Takes over every picture, or ends with the name of the first that the tour did not leave."""
    PICTURES.mkdir(exist_ok=True)
    for name, shown in SHOWN.items():
        with Image.open(tour / shown) as picture:
            few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
