"""Papers of sales, repairs, hand-overs, counts and cards as the tests draw them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.codes import COMMAND_CODES, make_code
from app.printing.document.cards import (
    CommandCards,
    PlaceLabel,
    PlaceLabels,
    PriceCard,
    PriceCards,
    StaffBadge,
    StaffBadges,
)
from app.printing.document.condition_report import (
    Comparison,
    ReportFinding,
    ReportFingerprint,
    ReportMark,
    ReportPhoto,
)
from app.printing.document.content import Fact, Made, Signature
from app.printing.document.difference import DifferenceReport, DifferenceRow, DifferenceSide
from app.printing.document.hand_over import (
    CountedPlace,
    CountSheet,
    HandedPiece,
    HandOverForm,
    TransferList,
)
from app.printing.document.passport import (
    PassportEventLine,
    PassportPaper,
    PassportStay,
    PassportValue,
    PiecePassport,
    PlaceStatement,
    StatedPiece,
)
from app.printing.document.payout import PayoutRow, PayoutStatement
from app.printing.document.repair import RepairTicket
from app.printing.document.sale import (
    CreditNote,
    GiftReceipt,
    Invoice,
    PackingSlip,
    Paid,
    SaleLine,
    SalesReceipt,
    Sums,
    TaxRow,
)
from tests.printing.document.papers import COMPANY, RING_JPEG, SIDE_JPEG, at, photo_of

MADE = Made(at("2026-03-12T10:15:00"), "Olga Marchenko", "America/New_York", "en-US", "letter")
BUYER = ("Elena Vasquez", "88 Mercer Street", "New York NY 10012", "US")
LINES = (
    SaleLine(
        "Solitaire ring, 18 K yellow gold",
        1,
        "size 6½ US, engraved “Always - E & J 14.02”",
        "P10-26-00418",
        "2231",
        148_000,
        14_800,
        133_200,
        made_for=True,
    ),
    SaleLine("Fine cable chain 45 cm", 2, "silver 925", "CHN-45", "", 12_000, 2_400, 21_600),
)
GIFT_LINES = tuple(
    SaleLine(line.description, line.quantity, line.detail, line.number) for line in LINES
)
TAXES = (TaxRow("Sales tax", 13_740, 88_750, 154_800), TaxRow("Service tax", 225, 45_000, 5_000))
SUMS = Sums(172_000, 172_265, 17_200, "WELCOME10", 3_500, "Registered, insured", TAXES)


def packing_slip() -> PackingSlip:
    return PackingSlip(
        COMPANY, MADE, "D10-26-00007", make_code(10, 1042), "#1042", "2026-03-10", BUYER, LINES,
        "USD", SUMS, "Registered, insured", "", "Noor", "Kim",
        ("Return within 14 days, unworn, with all papers.",),
    )  # fmt: skip


def gift_slip() -> PackingSlip:
    return PackingSlip(
        COMPANY, MADE, "D10-26-00008", make_code(10, 1042), "#1042", "2026-03-10", BUYER, GIFT_LINES,
        message="For Elena, with love.\nJ.",
    )  # fmt: skip


def sales_receipt() -> SalesReceipt:
    return SalesReceipt(
        COMPANY, MADE, "B10-26-00031", make_code(10, 1042), "#1042", "2026-03-12", "USD", LINES, SUMS,
        (Paid("card", 150_000, "2026-03-12"), Paid("cash", 10_000)), 12_265, BUYER[:1],
        ("Return within 14 days, unworn, with this receipt.",),
    )  # fmt: skip


def gift_receipt() -> GiftReceipt:
    return GiftReceipt(
        COMPANY, MADE, "G10-26-00004", make_code(10, 1042), "#1042", "2026-03-12", GIFT_LINES,
        "For Elena, with love.", "2026-04-11", ("Engraved pieces are not exchanged.",),
    )  # fmt: skip


def invoice() -> Invoice:
    return Invoice(
        COMPANY, MADE, "I10-26-00019", make_code(10, 1042), "#1042", "2026-03-12", "USD", BUYER, LINES,
        SUMS, BUYER, "GB 123 4567 89", "2026-03-12", "2026-03-26",
        (Paid("bank transfer", 172_265, "2026-03-12"),), 0, ("Goods stay ours until they are paid.",),
    )  # fmt: skip


def credit_note() -> CreditNote:
    return CreditNote(
        COMPANY, MADE, "V10-26-00002", make_code(10, 1042), "#1042", "2026-03-20", "USD", BUYER,
        "I10-26-00019", "2026-03-12", LINES[1:],
        Sums(21_600, 23_517, taxes=(TaxRow("Sales tax", 1_917, 88_750, 21_600),)),
        "returned unworn", "", (Paid("card", 23_517, "2026-03-20"),), 0, ("Keep this note with the invoice.",),
    )  # fmt: skip


def repair_ticket() -> RepairTicket:
    return RepairTicket(
        COMPANY, MADE, "R10-26-00005", make_code(10, 77), "J10-26-00012", BUYER[:1],
        "Three-stone ring, yellow", "Size to 6½, re-tip four claws, clean and polish.", "2026-03-12",
        "USD", ("+1 212 555 0123", "sister: +1 212 555 0199"),
        (Fact("Metal mark", "stamped 750, maker illegible"), Fact("Gross weight", "4.210 g"),
         Fact("Stones", "1 + 2, round, diamond by look")),
        ("Claw 3 worn through", "Shank thin at 6 o’clock"),
        (photo_of(RING_JPEG), photo_of(SIDE_JPEG)), 250_000, 24_170, 30_000, 5_000, "2026-03-26",
        "Old solder at the head.", ("We work up to the limit without a call.",),
        (Signature("Client", "Elena Vasquez"), Signature("For the house", "Olga Marchenko")),
    )  # fmt: skip


PIECES = (
    HandedPiece("P10-26-00281", "Emerald ring", "platinum 950", "PLAT", make_code(10, 281), 5_120,
                425_000, "CR10-26-00011", photo_of(RING_JPEG)),
    HandedPiece("P10-26-00282", "Pearl strand, 45 cm", "", "", make_code(10, 282), 21_300, 198_000),
)  # fmt: skip


def hand_over(*, loan: bool = True) -> HandOverForm:
    return HandOverForm(
        COMPANY, MADE, "L10-26-00003" if loan else "H10-26-00009", make_code(10, 3), loan,
        ("Lumen Magazine", "12 Canal Street", "Noor Beaumont"), "2026-05-04", "USD", PIECES,
        "2026-05-11" if loan else "", "passport, seen by Mia",
        (Fact("Purpose", "photographs"), Fact("Insured by", "borrower, proof seen")),
        ("Risk of loss is the borrower’s until return.",),
        (Signature("For the borrower", "Noor Beaumont"),),
    )  # fmt: skip


def transfer_list() -> TransferList:
    return TransferList(
        COMPANY, MADE, "M10-26-00006", make_code(10, 6), ("Safe / TRAY-07", "Vitrine A"),
        "Vitrine B", at("2026-03-12T14:59:00"), "USD", PIECES, "0098812",
    )  # fmt: skip


def count_sheet(*, blind: bool = True) -> CountSheet:
    return CountSheet(
        COMPANY, MADE, "N10-26-00002", make_code(10, 2), "Vitrine A",
        (CountedPlace("VIT-A", "Vitrine A", make_code(10, 50)),
         CountedPlace("TRAY-07", "Rings", make_code(10, 51))),
        at("2026-03-12T22:00:00"), blind, ("Noor", "Kim"), () if blind else PIECES, 10,
    )  # fmt: skip


def payout_statement() -> PayoutStatement:
    return PayoutStatement(
        COMPANY, MADE, "Y10-26-00004", make_code(10, 14), "A10-26-00014",
        ("Clara Whitcombe", "14 Perry Street"), "2026-04-01", "2026-04-30", "USD", 0,
        (PayoutRow("C10-26-00003", "Sapphire brooch", "2026-03-15", 480_000, 24_000, 600_000, 0,
                   273_600, "2026-04-04"),
         PayoutRow("C10-26-00007", "Gold chain", "2026-03-20", 94_000, 0, 500_000, 0, 0, "",
                   "returned 3 April, reversed")),
        (("Photos, 12 × 15.00", 18_000), ("Cleaning", 3_500)), 252_100, "2026-04-30", "SEPA 4711", 0,
        (PayoutRow("C10-26-00001", "Platinum solitaire", "2026-04-20", 520_000, 0, 600_000, 0,
                   312_000, "2026-05-07"),),
        (Fact("Share", "60 % from 1,000.00"),), ("Please ask within 30 days.",),
    )  # fmt: skip


def piece_passport() -> PiecePassport:
    """A ring that was lent, as of the evening before."""
    return PiecePassport(
        COMPANY, MADE, "Q10-26-00001", make_code(10, 87), "Sapphire cluster ring", "P10-26-00087",
        "18 K yellow gold", "12 000010 66", at("2026-03-11T16:05:00"), known=True,
        state="Out", place="With Lumen Magazine", hands="Lumen Magazine",
        since=at("2026-03-10T16:05:00"),
        worth=(PassportValue(at("2026-01-10T11:15:00"), "insured", 495_000, "USD"),
               PassportValue(at("2026-01-10T11:15:00"), "agreed", 315_000, "USD")),
        condition="Good, 4 marks", weight="5.480 g", stones="15 of 15 found",
        fingerprint="silk a, b; crystal c", last_seen="Moved, Owen Achterberg",
        last_seen_at=at("2026-03-10T16:05:00"), facts=39,
        photos=(photo_of(RING_JPEG, "top"), photo_of(SIDE_JPEG, "side")),
        stays=(PassportStay(at("2025-03-11T10:00:00"), at("2026-03-10T16:05:00"), "Safe B", "House"),
               PassportStay(at("2026-03-10T16:05:00"), 0, "With Lumen Magazine", "Lumen Magazine")),
        values=(PassportValue(at("2025-03-11T10:00:00"), "insured", 440_000, "USD"),
                PassportValue(at("2026-01-10T11:15:00"), "insured", 495_000, "USD")),
        reports=(PassportPaper(at("2026-03-09T09:41:00"), "CR10-26-00087", "Good, 4 marks", "9f3c" * 16),),
        papers=(PassportPaper(at("2026-03-10T16:05:00"), "L10-26-00007", "Loan form", "71ae" * 16),),
        events=(PassportEventLine(at("2026-03-10T16:05:00"), "Moved Safe B → Lumen Magazine", "Olga"),),
    )  # fmt: skip


def place_statement() -> PlaceStatement:
    """Two pieces in a safe, one of them without a value."""
    return PlaceStatement(
        COMPANY, MADE, "E10-26-00001", make_code(10, 51), "Safe B", at("2026-03-11T23:59:00"),
        (StatedPiece("P10-26-00087", "Sapphire cluster ring", "Safe B, Tray 14", "House", 495_000, "USD"),
         StatedPiece("P10-26-00090", "Signet ring", "Safe B", "House", None, "")),
        (("USD", 495_000),), 1,
    )  # fmt: skip


def price_cards() -> PriceCards:
    return PriceCards(
        COMPANY, MADE, "W10-26-00001", make_code(10, 90),
        (PriceCard("Sapphire and diamond cluster ring", make_code(10, 87), "18 K yellow gold · 0.92 ct est.",
                   "P10-26-00087", 630_000, "USD", "Ceylon, heated"),
         PriceCard("Emerald ring", make_code(10, 281), price_minor=None, currency="USD")),
    )  # fmt: skip


def command_cards() -> CommandCards:
    names = ("OUT", "IN", "DONE", "UNDO", "COUNT", "WRITE_OFF", "LOOK 3", "STAGE POLISH", "QTY 12")
    assert set(names) <= set(COMMAND_CODES)
    return CommandCards(COMPANY, MADE, "W10-26-00002", make_code(10, 91), names)


def place_labels() -> PlaceLabels:
    return PlaceLabels(
        COMPANY, MADE, "W10-26-00003", make_code(10, 92),
        (PlaceLabel("TRAY-07", make_code(10, 51), "Rings, white", "Marylebone / Safe 1 / TRAY-07"),
         PlaceLabel("VIT-A", make_code(10, 50), "Vitrine A")),
    )  # fmt: skip


def difference_report() -> DifferenceReport:
    sides = []
    for number, jpeg, day, marks in (
        ("CR10-26-00087", RING_JPEG, "2026-03-05T09:41:00", (3,)),
        ("CR10-26-00102", SIDE_JPEG, "2026-03-12T10:10:00", (3, 5)),
    ):
        photo = photo_of(jpeg, "")
        found = tuple(
            ReportFinding(n, "PR-3", "", n - 1, mark=ReportMark(photo.sha256, 150_000 * n, 500_000))
            for n in marks
        )
        sides.append(
            DifferenceSide(
                number, 1, at(day), "Olga Marchenko", photo.sha256, ReportPhoto(photo, "top"),
                found, ReportFingerprint("silk a, b; 7.02 × 5.11 mm", "no inscription", photo),
            )
        )  # fmt: skip
    return DifferenceReport(
        company=COMPANY,
        made=MADE,
        number="DR10-26-00003",
        code=make_code(10, 61),
        title="Sapphire cluster ring",
        outcome="stop",
        line="Mark 3 worse · mark 5 new",
        verdict="One stone fewer than on the way out (14 of 15), and 60 mg lighter.",
        out=sides[0],
        into=sides[1],
        rows=(
            DifferenceRow(3, "PR-3", "Worn, now bent", 2, 3, "worse"),
            DifferenceRow(5, "ST-10", "Stone missing", None, 4, "new"),
        ),
        comparison=(Comparison("Stones", "15", "14", "-1", "stops until a manager decides"),),
        aligned="Photos aligned, error 0.4 % of the width.",
        consequences=("piece goes to quarantine, not sellable",),
        decision="Decided by Mia Delacroix: borrower pays",
        signatures=(
            Signature("For the house, examiner", "Olga Marchenko", at("2026-03-12T10:10:00"), ()),
        ),
    )


def staff_badges() -> StaffBadges:
    return StaffBadges(
        COMPANY, MADE, (StaffBadge("Olga Marchenko", "40718293655748392011", "order clerk", "OM"),)
    )


CONTENTS: dict[str, Callable[[], Any]] = {
    "repair_ticket": repair_ticket,
    "packing_slip": packing_slip,
    "sales_receipt": sales_receipt,
    "gift_receipt": gift_receipt,
    "invoice": invoice,
    "credit_note": credit_note,
    "payout_statement": payout_statement,
    "hand_over": hand_over,
    "transfer_list": transfer_list,
    "count_sheet": count_sheet,
    "difference_report": difference_report,
    "price_cards": price_cards,
    "command_cards": command_cards,
    "place_labels": place_labels,
    "passport": piece_passport,
    "place_statement": place_statement,
}
