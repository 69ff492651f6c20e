"""Documents as the tests draw them: the emerald ring's job, a take-in, the sapphire ring's report."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw

from app.domain.codes import make_code
from app.printing.document.condition_report import (
    Comparison,
    ConditionReport,
    ReportFinding,
    ReportFingerprint,
    ReportMark,
    ReportPhoto,
    ReportStone,
)
from app.printing.document.content import Company, Fact, Made, Photo, Signature
from app.printing.document.job_bag import (
    BagComponent,
    BagStage,
    BagStone,
    Engraving,
    JobBag,
    RingSizeLine,
    RingSketch,
)
from app.printing.document.recovery_sheet import RecoverySheet
from app.printing.document.take_in_receipt import ReceiptItem, TakeInReceipt
from app.printing.document.wording import statements

COMPANY = Company(
    "Parure & Daughters",
    ("41 Marylebone Lane", "London W1"),
    "+44 20 7946 0100",
    "desk@parure.example",
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
SIDE_JPEG = jpeg(480, 480, 60)
PHOTOS = {sha256(data).hexdigest(): data for data in (RING_JPEG, SIDE_JPEG)}


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
                1,
                1,
                "Emerald, octagon, minor oil",
                "6.80 × 5.20 × 3.9",
                1_120,
                whose="client’s, paper 88",
                species="emerald",
            ),
            BagStone(
                2,
                3,
                "Diamond, brilliant, G VS",
                "1.90",
                50,
                whose="house, lot 0417",
                species="diamond",
            ),
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
                    "Cast and clean",
                    "Assemble",
                    "Set stones, count 3",
                    "Engrave",
                    "Polish",
                    "Hallmark",
                    "Inspect (not the maker)",
                )
            ),
        ),
        value_band="D",
        statements=("Stop and call if cost or risk changes.",),
    )


PIECES = (
    ("C10-26-00001", "Platinum solitaire ring", 4_620, 5_200_00, 4_400_00),
    ("C10-26-00002", "Art Deco plaque brooch", 14_310, 3_900_00, 3_200_00),
    ("C10-26-00003", "Diamond tennis bracelet", 12_480, 4_800_00, 4_100_00),
    ("C10-26-00004", "Ruby drop earrings, pair", 6_840, 1_650_00, 1_350_00),
    ("C10-26-00005", "Akoya pearl strand, 45 cm", 38_200, 1_200_00, 900_00),
    ("C10-26-00006", "Signet ring, crest", 9_150, 680_00, 550_00),
    ("C10-26-00007", "Opal and diamond pendant", 5_030, 940_00, 750_00),
    ("C10-26-00008", "Engraved bangle, hollow", 21_760, 2_450_00, 2_100_00),
    ("C10-26-00009", "Onyx cufflinks, pair", 11_900, 780_00, 600_00),
    ("C10-26-00010", "Edwardian sapphire cluster ring, milgrain edge", 5_480, 6_300_00, 5_400_00),
    ("C10-26-00011", "Watch chain, curb", 28_400, 1_890_00, 1_600_00),
    ("C10-26-00012", "Coral cameo ring", 7_260, 520_00, 400_00),
)
"""The twelve pieces of a take-in: number, description, mg, agreed, reserve in cents."""

STROKES = (
    ((40, 200), (80, 90), (120, 60), (110, 200), (60, 240), (180, 120), (260, 210), (330, 100)),
    ((330, 210), (420, 130), (520, 200), (700, 170)),
)


def receipt() -> TakeInReceipt:
    items = tuple(
        ReceiptItem(
            number,
            description,
            detail="platinum 950, sapphire oval 7.02 × 5.11 × 3.20 est. 0.92 ct, size N½ UK"
            if n == 9
            else "18 ct",
            marks="PLAT, rubbed" if n == 9 else "750",
            condition="good, PR-3 worn (2), SHK-B thin (3)" if n == 9 else "",
            weight_mg=weight,
            agreed_minor=agreed,
            reserve_minor=reserve,
            flags=("CITES: no export",) if n == 11 else (),
            photo=photo_of(RING_JPEG),
        )
        for n, (number, description, weight, agreed, reserve) in enumerate(PIECES)
    )
    return TakeInReceipt(
        COMPANY,
        Made(at("2026-03-02T10:40:00"), "Sara Okafor", "Europe/London"),
        "T10-26-00014",
        make_code(10, 14),
        "2026-03-02",
        "USD",
        "A10-26-00014",
        ("Clara Whitcombe", "12 Orchard Row", "Bath BA1 2AB", "United Kingdom"),
        identity="passport seen by SO, 10:04",
        terms=(
            Fact("Your share", "60 % from 1,000.00, 50 % below"),
            Fact("Term", "120 days, until 30 June 2026"),
            Fact("Held until", "17 March 2026"),
            Fact("Photo fee", "15.00 a piece"),
            Fact("May reduce", "10 % after 60 days"),
            Fact("Card fees", "borne by the house"),
            Fact("Risk", "the house insures from now until return"),
        ),
        items=items,
        consignor_minor=17_894_00,
        statements=statements("take_in_receipt", "en-GB", "GB", "2026-03-02"),
        signatures=(
            Signature("Consignor", "Clara Whitcombe", at("2026-03-02T10:41:30"), STROKES),
            Signature("For the house", "Sara Okafor", at("2026-03-02T10:42:05"), STROKES[:1]),
        ),
    )


def report(
    photos: tuple[Photo, ...] = (), *, signed: bool = True, findings: int = 4
) -> ConditionReport:
    """The sapphire ring's report with its four findings; more are made up on request."""
    shown = photos or (photo_of(RING_JPEG), photo_of(SIDE_JPEG))
    top, side = shown[0].sha256, shown[-1].sha256
    found = [
        ReportFinding(
            1,
            "ST-1",
            "Facet abrasion",
            1,
            200,
            "Table edge towards PR-1.",
            "CR12-26-00061",
            mark=ReportMark(top, 565_000, 390_000),
        ),
        ReportFinding(
            2,
            "SHO-L",
            "Sizing seam",
            0,
            None,
            "From sizing L to M ½, March 2026.",
            mark=ReportMark(top, 140_000, 700_000, "arrow", -60_000, -120_000),
        ),
        ReportFinding(
            3,
            "PR-3",
            "Prong worn",
            2,
            300,
            "Tip flat, stone secure. Re-tip advised.",
            mark=ReportMark(top, 320_000, 560_000, "box", 95_000, 140_000),
        ),
        ReportFinding(
            4,
            "SHK-B",
            "Thin shank",
            3,
            900,
            "At 6 o’clock, measured. Shown to client by telephone.",
            mark=ReportMark(side, 520_000, 820_000),
        ),
    ]
    found += [
        ReportFinding(
            n,
            f"ST-{n}",
            "Chip",
            n % 5,
            100 * n,
            "Girdle, found at 10×.",
            mark=ReportMark(top, 40_000 * n, 500_000),
        )
        for n in range(5, findings + 1)
    ]
    return ConditionReport(
        COMPANY,
        Made(at("2026-11-16T09:38:00"), "A. Lindqvist", "Europe/London"),
        "CR12-26-00087",
        make_code(12, 87),
        1,
        "loan out",
        "Sapphire and diamond cluster ring",
        "2026-11-16",
        "Good",
        "wear seen without a loupe, sound to wear with care",
        photos=tuple(
            ReportPhoto(
                one,
                view,
                at("2026-11-16T09:38:00"),
                "5,000 K daylight, 10×",
                21_000 if n == 0 else None,
            )
            for n, (one, view) in enumerate(
                zip(shown, ("top", "front", "side", "hallmark"), strict=False)
            )
        ),
        facts=(
            (
                "Piece",
                (
                    Fact("Number", "C12-26-00010"),
                    Fact("Tag", "12 000010 66"),
                    Fact("Metal", "yellow, stamped 750"),
                    Fact("Ring size", "M ½ (UK)"),
                    Fact("Stones", "1 + 14"),
                ),
            ),
            (
                "Weight and stone",
                (
                    Fact("Before", "5,480 mg"),
                    Fact("After", "5,481 mg, limit ±20"),
                    Fact("Centre", "7.02 × 5.11 × 3.20 mm est. 0.92 ct (mounted)"),
                    Fact("Scale", "PCB-3, cal. 2 Nov 2026"),
                ),
            ),
            (
                "Occasion",
                (
                    Fact("Loan", "L12-26-00007"),
                    Fact("To", "Lumen Magazine"),
                    Fact("Examiner", "A. Lindqvist"),
                    Fact("Place", "Marylebone"),
                    Fact("Cleaned", "yes, ultrasonic"),
                ),
            ),
        ),
        findings=tuple(found[:findings]),
        stones=(
            ReportStone(1, 1, "Sapphire, oval", "7.02 × 5.11", 920),
            ReportStone(2, 15, "Diamond, 14", "1.50–1.55", 190),
        ),
        stones_expected=15,
        stones_found=15,
        prongs=4,
        surround=14,
        fingerprint=ReportFingerprint(
            "silk at a and b, crystal at c, 40×.",
            "inscription (none), origin, treatment.",
            shown[0],
        ),
        compared_with="CR12-26-00061 of 31 Aug 2026",
        comparison=(
            Comparison("Gross weight", "5.480 g", "5.480 g", "0 mg", "within ±20 mg"),
            Comparison("Stones", "15", "15", "0", "complete"),
            Comparison("Marks", "1–4", "1–4", "none new", "4 unchanged"),
        ),
        statements=(
            *statements("condition_report", "en-GB", "GB", "2026-11-16"),
            "The borrower confirms that the piece was received as described and returns it on or before 23 November 2026.",
        ),
        signatures=(
            Signature(
                "For the house, examiner",
                "Amira Lindqvist",
                at("2026-11-16T09:41:22") if signed else 0,
                STROKES if signed else (),
            ),
            Signature(
                "For the borrower, Lumen Magazine",
                "Noor Beaumont",
                at("2026-11-16T16:04:51") if signed else 0,
                STROKES if signed else (),
            ),
        ),
    )


def recovery() -> RecoverySheet:
    words = "abandon ability able about above absent absorb abstract absurd abuse access accident account accuse achieve acid acoustic acquire across act action actor actress actual"
    return RecoverySheet(
        COMPANY,
        Made(at("2026-11-16T09:38:00"), "MR", "Europe/London"),
        tuple(words.split()),
        "4f1c9a",
    )
