"""Makes the files in ``files/``: ``python -m tests.exchange.make_files`` writes them anew.

Every name, address and number in them is invented.
"""

from __future__ import annotations

from pathlib import Path

from app.exchange.shopify_columns import NEWER, USUAL
from tests.exchange.make_orders import Cells, as_csv, flat, line, make_orders, order

FOLDER = Path(__file__).parent / "files"
CUT_DOWN = (
    *("Created at", "Name", "Lineitem name", "Lineitem quantity", "Lineitem price", "Email"),
    *("Total", "Currency", "Shipping Name", "Shipping City"),
)

TIP: Cells = line(
    "Tip",
    "12.50",
    sku="",
    requires_shipping="false",
    taxable="false",
    fulfillment_status="not_eligible",
)
LONDON = {
    f"{side}_{part}": text
    for side in ("Billing", "Shipping")
    for part, text in {
        "Name": "James Ashworth",
        "Street": "27 Chester Row",
        "Address1": "27 Chester Row",
        "City": "London",
        "Zip": "SW1W 9JF",
        "Province": "ENG",
        "Country": "GB",
        "Phone": "+442079460118",
    }.items()
}


def w06(**cells: str) -> list[Cells]:
    """Order #1042: a ring to be sized and engraved, the engraving, two chains; 10 % off goods."""
    said = {
        "Name": "#1042",
        "Id": "5550000001042",
        "Email": "j.ashworth@example.com",
        "Subtotal": "1593.00",
        "Shipping": "35.00",
        "Taxes": "0.00",
        "Total": "1628.00",
        "Discount_Code": "WELCOME10",
        "Discount_Amount": "172.00",
        "Note_Attributes": "Engraving text: Always - E & J 14.02\nEngraving font: Garamond Italic\n"
        "Engraving position: inside shank\nRing size: US 6½",
        **LONDON,
    }
    return order(
        line("Solitaire Ring - 18K Yellow Gold / 6", "1480.00", sku="SOL-Y-6"),
        line("Engraving service", "45.00", sku="ENGRAVE", requires_shipping="false"),
        line("Fine Cable Chain - 45 cm", "120.00", "2", sku="CHN-45"),
        **(said | cells),
    )


def special() -> list[list[Cells]]:
    """One order for each trait that real exports have."""
    return [
        w06(),
        order(
            line("Ridge Ring - Rhodium Plating / 8", "44.99", sku=""),
            TIP,
            Name="#1043",
            Id="5550000001043",
            Subtotal="44.99",
            Total="57.49",
        ),
        order(
            line("Yüzük - 14 Ayar / 12", "12000.00", sku=""),
            **{"Name": "1044", "Id": "5550000001044", "Currency": "TRY", "Subtotal": "12000.00"},
            **{
                "Taxes": "2000.00",
                "Total": "12000.00",
                "Tax_1_Name": "KDV 20%",
                "Tax_1_Value": "2000.00",
            },
            **{"Shipping_Country": "TR", "Shipping_Zip": "'34367", "Shipping_City": "İstanbul"},
            Note_Attributes="Sipariş Notu: Lütfen hediye paketi\nyapınız\nlang: tr",
        ),
        order(
            line("Halo Ring", "500.00"),
            **{"Name": "AI-1045", "Id": "5550000001045", "Subtotal": "500.00", "Shipping": "20.00"},
            **{"Taxes": "46.15", "Total": "566.15", "Tax_1_Name": "GA State Tax 4%"},
            **{
                "Tax_1_Value": "20.80",
                "Tax_2_Name": "Fulton County Tax 4.875%",
                "Tax_2_Value": "25.35",
            },
            Payment_Method="Stripe + Clover Payments + manual",
            Payment_References="pi_1 + cl_2 + m_3",
        ),
        order(
            line("Pearl Studs", "6000.00", sku=""),
            **{"Name": "#1046", "Id": "5550000001046", "Email": "", "Subtotal": "6000.00"},
            **{
                "Shipping": "250.00",
                "Total": "6250.00",
                "Outstanding_Balance": "250.00",
                "Paid_at": "",
            },
            Source="shopify_draft_order",
        ),
        order(
            line("Bangle", "80.00", "2", discount="16.00"),
            line("Charm", "20.00", discount="2.00"),
            **{"Name": "#1047", "Id": "5550000001047", "Subtotal": "162.00", "Total": "162.00"},
            **{"Discount_Amount": "18.00", "Discount_Code": "AUTOMATIC DISCOUNTS"},
            Financial_Status="partially_refunded",
            Refunded_Amount="72.00",
        ),
        order(
            line("Signet, oval face", "78000", sku="SIG-OV"),
            **{"Name": "#1048", "Id": "5550000001048", "Currency": "JPY", "Subtotal": "78000"},
            **{"Total": "78000", "Shipping": "0", "Taxes": "0", "Discount_Amount": "0"},
            **{"Refunded_Amount": "0", "Outstanding_Balance": "0"},
            **{"Shipping_Country": "JP", "Shipping_City": "中央区", "Shipping_Zip": "104-0061"},
        ),
        order(
            **{"Name": "#1049", "Id": "5550000001049", "Cancelled_at": "2026-03-03 09:00:00 -0500"},
            **{"Financial_Status": "voided", "Notes": 'Client called,\n"wrong finger"; cancel'},
            Note_Attributes="gift-note: With love,\nA.\ngift-wrapping: yes\nutm_source: mail",
        ),
        order(**{"Name": "#1050", "Id": "5550000001050", "Total": "87.50"}),
        order(**{"Name": "#1051", "Id": "5550000001051", "Shipping_City": "", "Shipping_Zip": ""}),
        order(line("Cufflinks", "100.00", ""), **{"Name": "#1052", "Id": "5550000001052"}),
        order(**{"Name": "#1053", "Id": "5550000001053", "Currency": "US$"}),
    ]


def excel_resaved() -> list[Cells]:
    """What a spreadsheet makes of an export: zeros cut, phones rounded, dates of its own."""
    rows = []
    for place, made in enumerate(make_orders(8, seed=5, first=2001)):
        for said in made:
            row = {key: value.removeprefix("'") for key, value in said.items()}
            for key, value in row.items():
                if value.endswith(".00"):
                    row[key] = value.removesuffix(".00")
                elif value == "0":
                    row[key] = ""
            row["Created at"] = f"{28 - place:02d}/12/2025 {22 - place}:36"
            for key in ("Paid at", "Fulfilled at", "Cancelled at"):
                row[key] = row["Created at"] if row.get(key) else ""
            if "Id" in row:
                row["Id"] = f"{int(row['Id']):.5E}".replace("E+12", "E+12")
            for key in ("Phone", "Billing Phone", "Shipping Phone"):
                if key in row:
                    row[key] = "9.23E+11" if place % 3 == 0 else row[key]
            rows.append(row)
    return rows


def files() -> dict[str, bytes]:
    """Every file by its name."""
    main = flat([*special(), *make_orders(28, seed=3, first=1001)])
    older = [column for column in USUAL if column not in NEWER]
    cut = [row for made in make_orders(9, seed=4, first=3001) for row in made]
    return {
        "w06.csv": as_csv(w06()),
        "main_79.csv": as_csv(main),
        "old_71.csv": as_csv(flat(make_orders(12, seed=2, first=801)), older),
        "cut_down.csv": as_csv(cut, CUT_DOWN),
        "excel_resaved.csv": as_csv(excel_resaved(), line_end="\r\n"),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
