"""Shopify's orders export, trait by trait as real shops' files have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.engraving import check_engraving
from app.domain.errors import FileError
from app.exchange.orders import FileOrder, OrdersFile
from app.exchange.shopify_columns import NEWER, USUAL
from app.exchange.shopify_orders import OrdersReader, read
from tests.exchange.make_files import CUT_DOWN, FOLDER, LONDON, TIP, files, w06
from tests.exchange.make_orders import Cells, as_csv, flat, line, make_orders, order


def file_of(*orders: list[Cells], **said: str) -> OrdersFile:
    options = {"channel": "shopify/main", "zone": "America/New_York", "currency": "USD"}
    return read(as_csv(flat(orders)), **(options | said))  # type: ignore[arg-type]


def one(*lines: Cells, **cells: str) -> FileOrder:
    (found,) = file_of(order(*lines, **cells)).orders
    return found


def codes(found: FileOrder) -> list[tuple[str, int, str]]:
    return [(p.code, p.row, p.field) for p in (*found.refusals, *found.holds, *found.remarks)]


# ---------------------------------------------------------------------- the whole file
def test_the_files_are_as_they_are_made() -> None:
    assert {name: (FOLDER / name).read_bytes() for name in files()} == files()


@pytest.mark.parametrize(
    ("name", "verdicts"),
    [
        ("w06.csv", {"ok": 1}),
        ("main_79.csv", {"ok": 36, "held": 2, "refused": 2}),
        ("old_71.csv", {"ok": 12}),
        ("cut_down.csv", {"ok": 9}),
        ("excel_resaved.csv", {"ok": 5, "held": 3}),
    ],
)
def test_the_files_read(name: str, verdicts: dict[str, int]) -> None:
    found = read(FOLDER / name, zone="Europe/Paris", currency="EUR")
    counted: dict[str, int] = {}
    for told in found.orders:
        counted[told.verdict] = counted.get(told.verdict, 0) + 1
    assert counted == verdicts


def test_the_usual_headings_are_79_and_the_older_71() -> None:
    assert len(USUAL) == 79
    assert len([column for column in USUAL if column not in NEWER]) == 71
    assert file_of(order()).missing_columns == ()
    older = [column for column in USUAL if column not in NEWER]
    assert read(as_csv(order(), older)).missing_columns == ()


def test_columns_are_found_by_heading_wherever_they_stand() -> None:
    usual = file_of(w06()).orders[0]
    moved = read(as_csv(w06(), sorted(USUAL)), channel="shopify/main").orders[0]
    shouted = [column.upper() for column in USUAL]
    content = as_csv([{k.upper(): v for k, v in row.items()} for row in w06()], shouted)
    for other in (moved, read(content, channel="shopify/main").orders[0]):
        assert (other.lines, other.total_minor, other.shipping) == (
            usual.lines,
            usual.total_minor,
            usual.shipping,
        )
    assert moved.source == usual.source


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_delimiters_and_encodings(end: str, delimiter: str, encoding: str) -> None:
    content = as_csv(w06(), delimiter=delimiter, line_end=end, encoding=encoding)
    assert read(content, channel="shopify/main").orders[0].lines == file_of(w06()).orders[0].lines


def test_missing_columns_are_said_and_not_taken_for_empty() -> None:
    found = read(as_csv(order(), CUT_DOWN), currency="EUR", zone="UTC")
    assert "Id" in found.missing_columns
    assert "Subtotal" in found.missing_columns
    assert {(p.row, p.code) for p in found.problems} == {(1, "column_missing")}
    (told,) = found.orders
    assert told.key == "#1001"
    assert (told.subtotal_minor, told.tax_minor, told.refunded_minor) == (None, None, None)
    assert (told.total_minor, told.difference_minor, told.holds) == (10_000, 0, ())
    assert "subtotal" not in told.stated


def test_without_a_total_no_sum_is_claimed() -> None:
    columns = [column for column in USUAL if column != "Total"]
    (told,) = read(as_csv(order(), columns)).orders
    assert (told.total_minor, told.our_total_minor, told.difference_minor) == (None, None, 0)


def test_without_a_currency_column_the_shops_is_taken_and_said() -> None:
    columns = [column for column in USUAL if column != "Currency"]
    found = read(as_csv(order(), columns), currency="EUR")
    assert found.orders[0].currency == "EUR"
    assert "currency_assumed" in [notice.code for notice in found.notices]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Tags", "customers"),
        ("Handle,Title,Vendor,Variant SKU,Variant Price", "products"),
        ("Handle,Title,Location,Available,On hand", "inventory"),
        ("Order ID,Email,Lineitem name,Lineitem variant", "Squarespace"),
        ("Sale Date,Order ID,Buyer User ID,Full Name", "Etsy's orders"),
        ("Sale Date,Item Name,Buyer,Quantity,Price", "Etsy's order items"),
        ("order_id,order_number,order_status", "WooCommerce"),
        ("ID,Type,SKU,Name,Regular price", "WooCommerce products"),
        ("order-id\torder-item-id\tpurchase-date", "Amazon"),
        ("Transaction Date,Type,Order,Payout Status", "payouts"),
        ("Name,Email,Financial Status,Total", "lines are missing"),
        ("a,b,c", "not an orders export"),
        ("just words", "not an orders export"),
    ],
)
def test_other_files_are_named_with_what_to_export_instead(header: str, title: str) -> None:
    with pytest.raises(FileError) as refused:
        read(f"{header}\n1,2,3\n".encode())
    assert title in refused.value.title
    assert "Export" in refused.value.remedy or "export" in refused.value.remedy


def test_a_header_without_rows_is_a_file_without_orders() -> None:
    found = read(as_csv([]))
    assert (found.orders, found.rows) == ((), 0)


# ---------------------------------------------------------------------- rows and orders
def test_continuation_rows_belong_to_the_order_above() -> None:
    a = order(line("A", "60.00"), line("B", "40.00"), line("C", "0.00"))
    b = order(Name="#1002", Id="5550000000002")
    found = file_of(a, b)
    assert [(o.key, o.rows, len(o.lines)) for o in found.orders] == [
        ("5550000000001", (2, 3, 4), 3),
        ("5550000000002", (5,), 1),
    ]
    assert found.rows == 4


def test_blank_skus_and_like_lines_keep_their_places() -> None:
    found = one(line("Bead", "50.00", sku=""), line("Bead", "50.00", sku=""))
    assert [(told.ordinal, told.sku, told.name) for told in found.lines] == [
        (1, "", "Bead"),
        (2, "", "Bead"),
    ]
    assert found.line_id(found.lines[0]) != found.line_id(found.lines[1])
    assert found.verdict == "ok"


def test_names_are_not_keys_where_ids_tell_orders_apart() -> None:
    found = file_of(order(Id="1"), order(Id="2", Email="b@example.com"))
    assert [(told.key, told.name) for told in found.orders] == [("1", "#1001"), ("2", "#1001")]


def test_without_ids_orders_of_one_name_cannot_be_told_apart() -> None:
    found = file_of(
        order(Id="", Created_at="2026-03-02 14:05:00 -0500"),
        order(Id="", Created_at="2026-02-02 14:05:00 -0500"),
    )
    assert [told.verdict for told in found.orders] == ["ok", "refused"]
    assert codes(found.orders[1])[0] == ("name_shared", 3, "Name")


def test_rows_that_a_spreadsheet_sorted_are_gathered() -> None:
    a = order(line("A", "60.00"), line("B", "40.00"))
    b = order(line("C", "100.00"), Name="#1002", Id="5550000000002")
    (found,) = [o for o in read(as_csv([a[1], b[0], a[0]])).orders if o.name == "#1001"]
    assert found.rows == (2, 4)
    assert found.row == 4
    assert [told.name for told in found.lines] == ["B", "A"]
    assert found.verdict == "ok"


def test_the_same_order_twice_is_one_order() -> None:
    rows = order(line("A", "60.00"), line("B", "40.00"))
    other = order(Name="#1002", Id="5550000000002")
    found = file_of(rows, other, rows)
    assert [(told.name, len(told.lines), told.verdict) for told in found.orders] == [
        ("#1001", 2, "ok"),
        ("#1002", 1, "ok"),
    ]


def test_the_same_order_twice_and_otherwise_is_held() -> None:
    other = order(Name="#1002", Id="5550000000002")
    found = file_of(order(), other, order(Financial_Status="refunded"))
    assert [told.verdict for told in found.orders] == ["held", "ok"]
    assert codes(found.orders[0]) == [("repeated", 4, "Name")]


def test_an_order_whose_first_row_was_filtered_away() -> None:
    rows = order(line("A", "60.00"), line("B", "40.00"))
    found = read(as_csv([*order(Name="#1002", Id="2"), rows[1]]))
    assert [told.verdict for told in found.orders] == ["ok", "refused"]
    assert codes(found.orders[1])[0] == ("head_missing", 3, "Name")


def test_a_row_without_key_is_refused_and_stops_nothing() -> None:
    found = file_of(order(Name="", Id=""), order(Name="#1002", Id="5550000000002"))
    assert [told.verdict for told in found.orders] == ["refused", "ok"]
    assert codes(found.orders[0])[0][0] == "no_key"


def test_an_order_without_a_line_is_refused() -> None:
    row = order()[0]
    for heading in ("name", "quantity", "price", "sku"):
        row[f"Lineitem {heading}"] = ""
    (found,) = read(as_csv([row])).orders
    assert [p.code for p in found.refusals] == ["no_line"]


def test_ids_stay_text_and_spoilt_ones_name_no_order() -> None:
    assert one(Id="'0005550000000001").external_id == "0005550000000001"
    assert one(Id="5550000000001.0").external_id == "5550000000001"
    spoilt = file_of(order(Id="5.55E+12"), order(Id="5.55E+12", Name="#1002"))
    assert [told.key for told in spoilt.orders] == ["#1001", "#1002"]
    assert codes(spoilt.orders[0]) == [("id_destroyed", 2, "Id")]


def test_derived_ids_are_the_same_on_every_pc() -> None:
    here, there = one(), one()
    assert here.order_id == there.order_id
    assert here.line_id(here.lines[0]) == there.line_id(there.lines[0])
    assert here.order_id != file_of(order(), channel="shopify/other").orders[0].order_id


def test_a_client_is_known_by_mail_then_phone_then_order() -> None:
    assert one(Email="Ada@Example.com").client_id == one(Name="#9", Id="9").client_id
    phoned = one(Email="", Phone="+353 1 617 0000")
    assert phoned.phone_e164 == "+35316170000"
    assert phoned.client_id == one(Email="", Phone="'+35316170000", Id="9").client_id
    nobody = {"Email": "", "Phone": "", "Billing_Phone": "", "Shipping_Phone": ""}
    assert one(**nobody).client_id != one(**nobody, Id="9").client_id


# ---------------------------------------------------------------------- money
def test_the_engraved_ring_for_london() -> None:
    found = read(FOLDER / "w06.csv").orders[0]
    assert (found.total_minor, found.our_total_minor, found.difference_minor) == (
        162_800,
        162_800,
        0,
    )
    assert [told.discount_minor for told in found.lines] == [14_800, 0, 2_400]
    assert [told.is_service for told in found.lines] == [False, True, False]
    ring = found.lines[0]
    engraving, size = ring.customisations
    check = check_engraving(engraving.text)
    assert (check.count, check.most, check.ok) == (20, 25, True)
    assert (engraving.font, engraving.position) == ("Garamond Italic", "inside shank")
    assert (size.kind, size.text) == ("ring_size", "US 6½")
    assert (ring.size_hint, ring.metal_hint) == ("6", "18K Yellow Gold")
    assert found.discount_code == "WELCOME10"
    assert found.shipping.country == "GB"
    assert found.verdict == "ok"


@pytest.mark.parametrize(
    "text", ["Always — E & J 14.02", "❤", "Always and for ever yours 14.02.2026"]
)
def test_an_engraving_arrives_as_it_was_typed(text: str) -> None:
    (found,) = file_of(w06(Note_Attributes=f"Engraving: {text}\nRing size: US 14¼")).orders
    engraving, size = found.lines[0].customisations
    assert engraving.text == text
    assert not check_engraving(engraving.text).ok
    assert size.text == "US 14¼"


def test_a_tip_is_a_line_in_the_total_and_not_in_the_subtotal() -> None:
    found = one(line("Ring", "44.99"), TIP, Subtotal="44.99", Total="57.49")
    assert (found.tip_minor, found.difference_minor, found.verdict) == (1_250, 0, "ok")
    assert [told.is_tip for told in found.lines] == [False, True]
    forgotten = one(line("Ring", "44.99"), TIP, Subtotal="44.99", Total="44.99")
    assert (forgotten.difference_minor, forgotten.verdict) == (1_250, "held")


def test_tax_is_added_or_included_order_by_order() -> None:
    taxed = {"Taxes": "20.00", "Tax_1_Name": "KDV 20%", "Tax_1_Value": "20.00"}
    found = file_of(
        order(Total="120.00", **taxed),
        order(Name="#1002", Id="2", Total="100.00", **taxed),
        order(Name="#1003", Id="3"),
    )
    assert [told.tax_included for told in found.orders] == [False, True, None]
    assert {told.verdict for told in found.orders} == {"ok"}
    (tax,) = found.orders[0].taxes
    assert (tax.name, tax.amount_minor, tax.rate_ppm) == ("KDV 20%", 2_000, 200_000)


def test_up_to_five_taxes_one_of_them_nothing() -> None:
    found = one(
        **{"Taxes": "8.88", "Total": "108.88", "Tax_1_Name": "GST 16%", "Tax_1_Value": "0.00"},
        **{"Tax_2_Name": "NY State Tax 4%", "Tax_2_Value": "4.00"},
        **{"Tax_5_Name": "City 4.875 %", "Tax_5_Value": "4.88"},
    )
    assert [(tax.amount_minor, tax.rate_ppm) for tax in found.taxes] == [
        (0, 160_000),
        (400, 40_000),
        (488, 48_750),
    ]


def test_where_nothing_adds_up_the_other_orders_tell_how_tax_is_counted() -> None:
    taxed = {"Taxes": "20.00", "Total": "120.00"}
    good = [order(**taxed, Name=f"#{n}", Id=str(n)) for n in range(3)]
    bad = order(**(taxed | {"Total": "105.00"}), Name="#9", Id="9")
    assert file_of(bad, *good).orders[0].difference_minor == 1_500


def test_currencies_stay_apart_and_keep_their_decimals() -> None:
    yen = {"Currency": "JPY", "Subtotal": "78000", "Total": "78000"}
    dinar = {"Currency": "kwd", "Subtotal": "12.345", "Total": "12.345"}
    found = file_of(
        order(line("Signet", "78000"), **yen),
        order(line("Pin", "12.345"), **dinar, Name="#2", Id="2"),
    )
    assert [(told.currency, told.total_minor) for told in found.orders] == [
        ("JPY", 78_000),
        ("KWD", 12_345),
    ]


def test_line_discounts_are_kept_with_their_lines() -> None:
    found = one(
        line("Bangle", "80.00", "2", discount="16.00"),
        line("Charm", "20.00", discount="2.00"),
        **{"Subtotal": "162.00", "Total": "162.00", "Discount_Amount": "18.00"},
    )
    assert [told.discount_minor for told in found.lines] == [1_600, 200]
    assert found.verdict == "ok"


def test_a_total_that_does_not_add_up_is_held_and_kept() -> None:
    found = one(Total="87.50")
    assert (found.total_minor, found.our_total_minor, found.difference_minor) == (
        8_750,
        10_000,
        1_250,
    )
    assert codes(found) == [("arithmetic", 2, "Total")]
    assert "+12.50" in found.holds[0].reason
    assert codes(one(Subtotal="90.00")) == [("arithmetic", 2, "Subtotal")]


def test_refunds_and_open_balances_are_taken_as_said() -> None:
    found = one(**{"Financial_Status": "PAID", "Outstanding_Balance": "250.00", "Paid_at": ""})
    assert (found.financial_status, found.outstanding_minor, found.paid_at) == (
        "paid",
        25_000,
        None,
    )
    refunded = one(Financial_Status="refunded", Refunded_Amount="100.00")
    assert (refunded.total_minor, refunded.refunded_minor) == (10_000, 10_000)
    assert refunded.verdict == "ok"


def test_joined_payments_are_parted() -> None:
    found = one(
        Payment_Method="Stripe + Clover Payments + manual", Payment_References="pi_1 + cl_2"
    )
    assert [(way.method, way.reference) for way in found.payments] == [
        ("Stripe", "pi_1"),
        ("Clover Payments", "cl_2"),
        ("manual", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"Total": ""}, "amount", "Total"),
        ({"Total": "ten"}, "amount", "Total"),
        ({"Taxes": "1.2.3"}, "amount", "Taxes"),
        ({"Refunded_Amount": "x"}, "amount", "Refunded Amount"),
        ({"Lineitem_price": ""}, "amount", "Lineitem price"),
        ({"Lineitem_price": "1E+3"}, "amount", "Lineitem price"),
        ({"Lineitem_discount": "?"}, "amount", "Lineitem discount"),
        ({"Tax_1_Name": "VAT", "Tax_1_Value": "?"}, "amount", "Tax 1 Value"),
        ({"Lineitem_quantity": ""}, "quantity", "Lineitem quantity"),
        ({"Lineitem_quantity": "1.5"}, "quantity", "Lineitem quantity"),
        ({"Lineitem_quantity": "-1"}, "quantity", "Lineitem quantity"),
        ({"Lineitem_quantity": "0"}, "quantity", "Lineitem quantity"),
        ({"Created_at": ""}, "date", "Created at"),
        ({"Created_at": "yesterday"}, "date", "Created at"),
        ({"Cancelled_at": "2026-02-30 10:00:00 +0000"}, "date", "Cancelled at"),
        ({"Currency": "US$"}, "currency", "Currency"),
        ({"Currency": ""}, "currency", "Currency"),
    ],
)
def test_what_cannot_be_read_refuses_its_order_alone(
    cells: dict[str, str], code: str, field: str
) -> None:
    bad = order(**({"Name": "#9", "Id": "9"} | cells))
    if "Lineitem" in next(iter(cells)):
        bad[0].update({key.replace("_", " "): value for key, value in cells.items()})
    found = file_of(order(), bad, order(Name="#3", Id="3"))
    assert [told.verdict for told in found.orders] == ["ok", "refused", "ok"]
    (problem,) = found.problems
    assert (problem.row, problem.code, problem.field) == (3, code, field)
    assert problem.remedy
    assert problem.order_name == "#9"


def test_quantities_of_other_programs_are_read() -> None:
    found = one(line("Bead", "50.00", "2.0"))
    assert found.lines[0].quantity == 2


# ---------------------------------------------------------------------- people, texts, times
def test_one_leading_apostrophe_goes_where_spreadsheets_put_it_and_nowhere_else() -> None:
    found = one(
        **{"Shipping_Zip": "'02116", "Shipping_Phone": "'+16175365700", "Shipping_Country": "US"},
        **{"Shipping_City": "'s-Hertogenbosch", "Notes": "'Twas for her"},
    )
    assert (found.shipping.postcode, found.shipping.phone) == ("02116", "+16175365700")
    assert (found.shipping.city, found.note) == ("'s-Hertogenbosch", "'Twas for her")


def test_newlines_in_notes_and_attributes() -> None:
    found = one(Notes='Called:\r\n"wrong finger"', Note_Attributes="gift-note: Love,\nA.\nlang: tr")
    assert found.note == 'Called:\n"wrong finger"'
    assert found.attributes == (("gift-note", "Love,\nA."), ("lang", "tr"))
    assert found.gift_message == "Love,\nA."


def test_a_destroyed_phone_is_held_and_never_stored() -> None:
    found = one(Phone="9.23E+11")
    assert codes(found) == [("phone_destroyed", 2, "Phone")]
    assert found.phone == "+35316170000"
    assert "9.23E" not in found.phone_e164


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"Shipping_City": ""}, "Shipping City"),
        ({"Shipping_Country": ""}, "Shipping Country"),
        ({"Shipping_Country": "Canaada"}, "Shipping Country"),
        ({"Shipping_Address1": "", "Shipping_Street": ""}, "Shipping Address1"),
        ({"Shipping_Country": "FR", "Shipping_Zip": ""}, "Shipping Zip"),
    ],
)
def test_an_address_that_no_carrier_takes_is_held(cells: dict[str, str], field: str) -> None:
    assert codes(one(**cells)) == [("address", 2, field)]


NO_ADDRESS = {
    f"Shipping_{part}": ""
    for part in ("Name", "Street", "Address1", "City", "Zip", "Province", "Country", "Phone")
}


@pytest.mark.parametrize(
    ("cells", "held"),
    [
        ({}, True),
        ({"Shipping_Method": ""}, False),
        ({"Shipping_Method": "Local pickup"}, False),
        ({"Fulfillment_Status": "fulfilled"}, False),
        ({"Cancelled_at": "2026-03-03 10:00:00 +0000"}, False),
    ],
)
def test_no_address_at_all_is_held_only_if_goods_are_to_be_sent(
    cells: dict[str, str], held: bool
) -> None:
    assert bool(one(**(NO_ADDRESS | cells)).holds) is held


def test_services_alone_need_no_address() -> None:
    found = one(line("Engraving service", "100.00", requires_shipping="false"), **NO_ADDRESS)
    assert found.verdict == "ok"


def test_times_of_both_halves_of_the_year() -> None:
    assert one(Created_at="2026-03-02 14:05:00 -0800").ordered_at == 1_772_489_100_000
    found = file_of(order(Created_at="2026-07-02 14:05:00 -0700"))
    assert found.orders[0].ordered_at == 1_783_026_300_000
    assert not found.zone_assumed


def test_a_resaved_file_takes_the_shops_zone_and_says_so() -> None:
    found = read(FOLDER / "excel_resaved.csv", zone="America/New_York")
    assert found.zone_assumed
    assert found.resaved
    assert {"zone_assumed", "resaved"} <= {notice.code for notice in found.notices}
    assert {p.code for p in found.problems} == {"phone_destroyed", "id_destroyed"}
    assert found.orders[0].ordered_at == 1_766_979_360_000  # 28/12/2025 22:36 in New York
    assert all(told.difference_minor == 0 for told in found.orders)


def test_dates_that_may_be_read_in_two_ways_are_asked() -> None:
    rows = order(Created_at="03/04/2024 10:00", Paid_at="")
    asked = file_of(rows)
    assert asked.asks_date_order
    assert [p.code for p in asked.problems] == ["date_order"]
    told = file_of(rows, order="mdy").orders[0]
    assert told.ordered_at == 1_709_564_400_000
    assert not file_of(rows, order="dmy").asks_date_order


def test_other_date_columns_help_to_decide() -> None:
    found = file_of(order(Created_at="03/04/2024 10:00", Paid_at="13/04/2024 10:00"))
    assert found.orders[0].ordered_at == 1_712_152_800_000
    assert not found.asks_date_order


def test_damaged_letters_are_remarked_and_hold_nothing() -> None:
    content = as_csv(order(Billing_Name="JosÃ© MarÃ­a", Shipping_Name="JosÃ© MarÃ­a"))
    (found,) = read(content).orders
    assert codes(found) == [("mojibake", 2, "Name")]
    assert found.verdict == "ok"


# ---------------------------------------------------------------------- damage
def test_damaged_rows_are_refused_and_their_neighbours_read() -> None:
    good = as_csv([*order(), *order(Name="#2", Id="2"), *order(Name="#3", Id="3")])
    lines = good.decode().split("\n")
    lines[2] = lines[2].replace("ada@example.com", '"ada@example.com')
    found = read("\n".join(lines).encode())
    assert [(told.name, told.verdict) for told in found.orders] == [
        ("#1001", "ok"),
        ("#2", "refused"),
        ("#3", "ok"),
    ]
    assert found.orders[1].refusals[0].code == "row_quote_open"
    overlong = [lines[0], lines[1] + ",more", lines[3], ""]
    found = read("\n".join(overlong).encode())
    assert [told.verdict for told in found.orders] == ["refused", "ok"]


def test_a_file_that_was_cut_off_refuses_its_last_order_only() -> None:
    whole = as_csv([*order(), *order(Name="#2", Id="2")])
    found = read(whole[:-60])
    assert [told.verdict for told in found.orders] == ["ok", "refused"]
    assert "row_cut_off" in [p.code for p in found.orders[1].refusals]


# ---------------------------------------------------------------------- source, streaming
def test_the_source_is_what_the_file_said() -> None:
    found = one(line("A", "60.00"), line("B", "40.00"), Notes="Grüße")
    assert '"Notes":"Grüße"' in found.source
    assert '"Lineitem name":"B"' in found.source
    assert '"Vendor":""' not in found.source


def test_orders_can_be_read_one_by_one() -> None:
    content = as_csv(flat(make_orders(30)))
    reader = OrdersReader(content, channel="shopify/main", zone="UTC", currency="USD")
    whole = read(content, channel="shopify/main")
    assert tuple(reader.orders()) == whole.orders


def test_progress_is_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(as_csv(flat(make_orders(600))))
    told: list[int] = []
    read(path, progress=lambda done, _: told.append(done))
    assert told == sorted(told)
    assert told[-1] == path.stat().st_size


def test_the_transporter_file_has_rows_without_lines() -> None:
    head = "Name,Email,Financial Status,Currency,Processed At,Lineitem name,Lineitem quantity,"
    head += "Lineitem price,Lineitem sku,Tax 1 Title,Tax 1 Price,Transaction amount,"
    head += "Transaction kind,Transaction status,Shipping line price,Shipping line title\n"
    rows = "#T1,t@example.com,paid,USD,2018-01-04 15:51:23 -0800,Ring,2,10,a-1,HST,2.60,30,sale,success,,\n"
    rows += "#T1,t@example.com,,,,Pin,1,20,b-2,HST,2.60,5,refund,success,,\n"
    rows += "#T1,t@example.com,,,,,,,,,,,,,7.50,Courier\n"
    found = read((head + rows).encode())
    (told,) = found.orders
    assert (len(told.lines), told.rows) == (2, (2, 3, 4))
    assert (told.shipping_minor, told.tax_minor, told.refunded_minor) == (750, 520, 500)
    assert told.shipping_method == "Courier"
    assert told.verdict == "ok"
    assert "Shipping" not in found.missing_columns


def test_london_is_in_the_address() -> None:
    found = one(**LONDON)
    assert found.shipping.lines == "27 Chester Row"
    assert found.billing is found.shipping or found.billing == found.shipping
