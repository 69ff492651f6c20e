"""Shopify's orders export: columns, rows that make an order, damage, other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import FileError
from app.exchange.shopify_columns import NEWER, USUAL
from app.exchange.shopify_orders import OrdersReader, read
from tests.exchange.make_files import CUT_DOWN, FOLDER, LONDON, files, w06
from tests.exchange.make_orders import as_csv, flat, line, make_orders, order
from tests.exchange.reading import codes, file_of, one


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
