"""Documents as the tests draw them: the emerald ring's job, a take-in, the sapphire ring's report."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw

from app.domain.codes import make_code
from app.printing.document.content import Company, Fact, Made, Photo
from app.printing.document.job_bag import (
    BagComponent,
    BagStage,
    BagStone,
    Engraving,
    JobBag,
    RingSizeLine,
    RingSketch,
)

COMPANY = Company(
    "Parure & Daughters", ("41 Marylebone Lane", "London W1"), "+44 20 7946 0100", "desk@parure.example"
)


def at(text: str) -> int:
    """UTC milliseconds of an ISO time in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def jpeg(width: int = 640, height: int = 420, shade: int = 90) -> bytes:
    """A drawn jewel as JPEG."""
    image = Image.new("RGB", (width, height), (228, 224, 216))
    pen = ImageDraw.Draw(image)
    middle, side = (width // 2, height // 2), min(width, height) // 3
    pen.ellipse(
        (middle[0] - side, middle[1] - side, middle[0] + side, middle[1] + side),
        outline=(190, 150, 70),
        width=18,
    )
    pen.regular_polygon((*middle, side // 2), 8, fill=(30, shade, 140))
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def photo_of(data: bytes, caption: str = "") -> Photo:
    with Image.open(BytesIO(data)) as image:
        return Photo(sha256(data).hexdigest(), caption, *image.size)


RING_JPEG = jpeg()
PHOTOS = {sha256(RING_JPEG).hexdigest(): RING_JPEG}


def job_bag() -> JobBag:
    return JobBag(
        COMPANY,
        Made(at("2026-11-20T14:02:00"), "AL", "Europe/London"),
        "J12-26-00031",
        make_code(12, 31),
        "Emerald ring, remake",
        "2026-12-04",
        bag=1,
        bags=2,
        order_number="O12-26-01284",
        client_code="K-4471",
        due_by="16:00",
        occasion="worn on Sat 12 Dec",
        rush=True,
        rush_by="MR",
        specification=(
            Fact("Metal", "Yellow gold 750, stamp 750 + maker"),
            Fact("Shank", "half round, 2.2 × 1.7 mm, min. 1.5"),
            Fact("Setting", "4 double claws, 2 bezels"),
            Fact("Finish", "high polish, no rhodium"),
        ),
        size=RingSizeLine("M ½", "UK", 53_100),
        sketch=RingSketch(6_800, 21_400),
        engraving=(
            Engraving("Toujours · 12.12.2026", "script", "inside, centred", 1_600, "laser", "KT"),
        ),
        stones=(
            BagStone(
                1, 1, "Emerald, octagon, minor oil", "6.80 × 5.20 × 3.9", 1_120,
                whose="client’s, paper 88", species="emerald",
            ),
            BagStone(2, 3, "Diamond, brilliant, G VS", "1.90", 50, whose="house, lot 0417", species="diamond"),
        ),
        customer_property="emerald and 4,210 mg old mount",
        photo=photo_of(RING_JPEG),
        notes=(
            "Oil-treated emerald: no ultrasonic, no steam, no heat. Keep the old mount’s gallery wire "
            "for the client. Photo before setting.\nMount height 6 mm at most: worn under gloves."
        ),
        components=(
            BagComponent("Old mount, 750 yellow, client’s", 4_210, count=1, metal=True),
            BagComponent("Casting grain 750 yellow, lot 0231", 6_500, metal=True),
            BagComponent("Bezel wire 750, lot 0198", 420, metal=True),
            BagComponent("Emerald, stone 1", count=1, count_of=1, stone_mct=1_120),
            BagComponent("Diamonds, stones 2–3", count=2, count_of=2, stone_mct=50),
        ),
        allowed_loss_ppm=30_000,
        stages=(
            BagStage("Wax checked", "AL", "2026-11-20", 2_140, ok=True),
            *(
                BagStage(name)
                for name in (
                    "Cast and clean", "Assemble", "Set stones, count 3", "Engrave", "Polish",
                    "Hallmark", "Inspect (not the maker)",
                )
            ),
        ),
        value_band="D",
        statements=("Stop and call if cost or risk changes.",),
    )
