"""W06: order #1042 from the web shop's file to the job bag, to the cent and the milligram."""

from __future__ import annotations

import json

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, StateError
from app.domain.mass import shown_g
from app.models.database import Database
from app.models.shopwide import Style
from app.printing.document.job_bag import JobBag
from app.services import documents, imports, jobs, order_lists, order_review
from app.services.orders import set_promise
from app.services.read_back import ReadBack, read_back
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter, line_of, reviewed


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


# ---------------------------------------------------------------------- the tale
def test_the_file_becomes_an_order_to_the_cent(counter: Counter) -> None:
    file = file_of(w06())
    seen = counter.read(imports.preview, file)
    assert seen.counts == {"refused": 0, "held": 0, "changed": 0, "new": 1, "unchanged": 0}
    assert seen.rows[0].why == "Engraving and size: goes to review"
    order_id = counter.bring(file)
    card = counter.card(order_id)
    assert (card.money.currency, card.money.total_minor) == ("USD", 162_800)
    assert card.money.sentence == "The file’s total and our arithmetic agree"
    assert [line.discount_minor for line in card.lines] == [14_800, 0, 2_400]
    assert [row.amount_minor for row in card.money.rows] == [176_500, -17_200, 3_500, 0]
    assert card.money.rows[1].label == "WELCOME10, on goods only"
    assert sum(row.amount_minor for row in card.money.rows) == card.money.total_minor
    assert (card.state, card.money.balance_minor, card.money.chip.text) == ("review", 0, "Paid")
    assert [line.chip.text for line in card.lines] == ["Free", "With line 1", "Free"]
    assert card.lines[1].note.endswith("20 of 25 characters")
    assert card.where == (
        "Your order is with us. Next it goes to the bench to be sized and engraved."
    )
    again = imports.apply(counter.house, counter.staff["olga"], file)
    assert again.counts["unchanged"] == 1
    assert again.saved == 0


def test_the_order_is_checked_read_back_and_sent_to_the_bench(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    counter.say("promise", "olga", set_promise, order_id=order_id, promised_on="2026-12-16")
    before = counter.checks(order_id, line_of(counter.card(order_id), 1))
    assert before["engraving"].value == "Always - E & J 14.02 · 20 of 25 characters"
    assert before["size"].value == "US 6½ = 16.92 mm Ø"
    assert before["price"].value == "1,480.00 as listed"
    assert before["payment"].done
    assert before["payment"].who == "SYS"
    assert before["address"].blocks == "packing"
    ring = reviewed(counter, order_id)
    card: ReadBack = counter.read(read_back, ring)
    assert (card.locked, card.who, card.how) == (True, "OM", "by phone")
    assert card.dotted == "Always·-·E·&·J·14.02"
    assert (card.count, card.limit) == (20, 25)
    assert card.weight_sentence == "Leaves as 3.850 g, expected back 3.920 g (± 3 %)"
    sizes = {field.title: (field.value, field.note) for field in card.fields}
    assert sizes["Ring size"] == ("US 6 → US 6½", "stated by the client")
    assert sizes["Inner diameter"] == ("16.92 mm Ø", "53.14 mm round · approx. UK M½")

    done = counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id)
    job = counter.read(jobs.job_card, done.first("job"))
    assert job.number == "J10-26-00001"
    assert (job.work, job.state, job.due_on) == ("Size 6 → 6½, engrave", "issued", "2026-12-16")
    assert (job.expected_mg, shown_g(job.expected_mg or 0)) == (3_920, "3.920")
    assert [stage.stage for stage in job.stages] == ["size", "polish", "engrave"]
    assert job.components[0].issued_mg == 3_850
    after = counter.card(order_id)
    assert (after.state, after.lines[0].state, after.lines[0].job_number) == (
        "in_work",
        "in_job",
        "J10-26-00001",
    )
    assert (
        after.where == "It is at our bench, being sized and engraved. It leaves us by December 16."
    )
    place = counter.read(
        lambda db: db.value(
            "SELECT t.name FROM piece_now AS p JOIN place_tree AS t ON t.id = p.place_id"
            " WHERE p.id = ?",
            (counter.ring,),
        )
    )
    assert place == "BENCH-1"


def test_the_bag_says_all_and_names_no_client_and_no_value(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    sent = counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id)
    kept = counter.say("bag", "olga", jobs.store_bag, job_id=sent.first("job"))
    bag: JobBag = counter.read(documents.document_content, kept.first("document"))
    assert bag.engraving[0].text == "Always - E & J 14.02"
    assert bag.engraving[0].font == "serif_italic"
    assert bag.size is not None
    assert (bag.size.stated, bag.size.system, bag.size.circumference_um) == ("6½", "US", 53_144)
    assert ("Expected back", "3.920 g ± 3 %") in [(f.label, f.value) for f in bag.specification]
    assert (bag.order_number, bag.piece_number, bag.value_band) == ("#1042", "P10-26-00418", "B")
    assert bag.client_code.startswith("K-")
    text = json.dumps(documents.papers.content_to_json(bag), ensure_ascii=False)
    for secret in ("Ashworth", "Chester Row", "1480", "148000", "1,480"):
        assert secret not in text
    pdf = counter.read(
        lambda db: documents.document_bytes(db, counter.house.files, kept.first("document"))
    )
    assert pdf.startswith(b"%PDF")
    again = counter.say("bag", "olga", jobs.store_bag, job_id=sent.first("job"))
    assert again.first("document") == kept.first("document")


def test_the_bench_works_through_its_stages_by_weight(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    job = counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id).first("job")
    counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=3_850)
    with pytest.raises(StateError, match=r"3\.920 g were expected"):
        counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=4_100)
    counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=3_925)
    row = counter.read(jobs.job_row, job)
    assert (row.column, row.stage, row.work) == ("polish", "polish", "Size 6 → 6½, engrave")
    counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=3_905)
    counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=3_904)
    assert counter.read(jobs.job_card, job).state == "qc"
    with pytest.raises(NotAllowedError, match="You worked on"):
        counter.say("check", "owen", jobs.pass_check, job_id=job)
    counter.say("check", "emma", jobs.pass_check, job_id=job, weight_mg=3_904)
    card = counter.card(order_id)
    assert card.lines[0].state == "qc_pass"
    weight = counter.read(
        lambda db: db.value("SELECT weight_mg FROM piece_now WHERE id = ?", (counter.ring,))
    )
    assert weight == 3_904


# ---------------------------------------------------------------------- the bad twin
def test_an_em_dash_is_held_cannot_be_ticked_and_a_hyphen_is_proposed(counter: Counter) -> None:
    file = file_of(w06(Note_Attributes="Engraving text: Always — E & J 14.02\nRing size: US 6½"))
    seen = counter.read(imports.preview, file)
    assert seen.counts["held"] == 1
    assert seen.rows[0].why == "“—” cannot be cut, “-” proposed"
    assert [p.code for p in seen.problems] == ["engraving"]
    order_id = counter.bring(file)
    card = counter.card(order_id)
    assert (card.state, card.hold_reason) == ("on_hold", "spec")
    assert "em dash" in card.held
    ring = line_of(card, 1)
    with pytest.raises(StateError, match="em dash"):
        counter.say(
            "tick", "olga", order_review.tick, order_id=order_id, point="engraving", line_id=ring
        )
    counter.say("proposal", "olga", order_review.take_proposal, line_id=ring)
    check = counter.checks(order_id, ring)["engraving"]
    assert (check.value, check.state) == ("Always - E & J 14.02 · 20 of 25 characters", "open")
    assert counter.say("release", "olga", order_review.release, order_id=order_id)
    assert counter.card(order_id).state == "review"


def test_a_size_that_the_style_does_not_have_is_held(counter: Counter) -> None:
    file = file_of(w06(Note_Attributes="Engraving text: Always\nRing size: US 14¼"))
    order_id = counter.bring(file)
    card = counter.card(order_id)
    assert (card.state, card.hold_reason) == ("on_hold", "spec")
    assert card.held == "Specification: US 14¼ is outside US 4 to 9."
    ring = line_of(card, 1)
    with pytest.raises(StateError, match="outside US 4 to 9"):
        counter.say(
            "tick", "olga", order_review.tick, order_id=order_id, point="size", line_id=ring
        )


def test_a_price_under_the_list_is_held_and_a_manager_decides(counter: Counter) -> None:
    counter.say(
        "list",
        "mia",
        lambda w: w.edit(
            Style, w.value("SELECT id FROM style WHERE sku = 'SOL-Y-6'"), list_price_minor=195_000
        ),
    )
    order_id = counter.bring(file_of(w06()))
    card = counter.card(order_id)
    assert (card.state, card.hold_reason) == ("on_hold", "price")
    ring = line_of(card, 1)
    with pytest.raises(NotAllowedError):
        counter.say(
            "tick", "olga", order_review.tick, order_id=order_id, point="price", line_id=ring
        )
    counter.say("tick", "mia", order_review.tick, order_id=order_id, point="price", line_id=ring)
    assert counter.checks(order_id, ring)["price"].done


def test_a_wrong_total_is_kept_shown_and_held(counter: Counter) -> None:
    file = file_of(w06(Total="1600.00"))
    seen = counter.read(imports.preview, file)
    assert seen.counts["held"] == 1
    assert seen.rows[0].why == "Ours is +28.00 off the file's total"
    order_id = counter.bring(file)
    card = counter.card(order_id)
    assert card.money.total_minor == 160_000
    assert card.money.difference_minor == 2_800
    assert (card.state, card.hold_reason) == ("on_hold", "arithmetic")
    assert "28.00 more than the file’s total" in card.held
    with pytest.raises(StateError, match="on hold"):
        counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id)


def test_what_is_missing_is_said_in_one_sentence_and_nothing_is_made(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    with pytest.raises(StateError) as refused:
        counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id)
    assert "No piece is reserved for Solitaire Ring" in refused.value.message
    assert "still to be read back" in refused.value.message
    assert counter.read(lambda db: db.value("SELECT count(*) FROM job")) == 0
    assert counter.card(order_id).state == "review"


def test_a_wrong_code_and_a_sister_of_another_style_are_refused(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    ring = line_of(counter.card(order_id), 1)
    chain = counter.say(
        "tag",
        "olga",
        lambda w: w.code("piece", w.value("SELECT id FROM piece WHERE number = 'P10-26-00500'")),
    )
    with pytest.raises(StateError, match="is not SOL-Y-6"):
        counter.say("reserve", "olga", order_review.set_piece_by_code, line_id=ring, code=chain)
    mistyped = counter.tag[:-1] + str((int(counter.tag[-1]) + 1) % 10)
    with pytest.raises(InputError):
        counter.say("reserve", "olga", order_review.set_piece_by_code, line_id=ring, code=mistyped)
    state = counter.read(
        lambda db: db.value("SELECT piece_id FROM order_line WHERE id = ?", (ring,))
    )
    assert state is None


def test_another_piece_does_not_go_into_the_bag(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    job = counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id).first("job")
    other = counter.read(lambda db: db.value("SELECT id FROM piece WHERE number = 'P10-26-00500'"))
    with pytest.raises(StateError, match="does not belong to J10-26-00001"):
        counter.say("bag", "owen", jobs.put_in_bag, job_id=job, piece_id=other)


def test_who_lacks_the_role_changes_nothing(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    ring = line_of(counter.card(order_id), 1)
    for who in ("owen", "adam"):
        with pytest.raises(NotAllowedError):
            counter.say(
                "tick", who, order_review.tick, order_id=order_id, point="sku", line_id=ring
            )
    reviewed(counter, order_id)
    with pytest.raises(NotAllowedError):
        counter.say("send_to_bench", "sara", jobs.send_to_bench, order_id=order_id)
    job = counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id).first("job")
    with pytest.raises(NotAllowedError):
        counter.say("stage", "olga", jobs.next_stage, job_id=job)
    with pytest.raises(NotAllowedError):
        imports.apply(counter.house, counter.staff["owen"], file_of(w06(Name="#9", Id="9")))
    assert counter.read(lambda db: db.value("SELECT count(*) FROM sales_order")) == 1


def test_killed_before_the_end_nothing_of_it_is_there(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    monkeypatch.setattr(Database, "commit_work", _power_cut)
    with pytest.raises(PowerCutError):
        counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id)
    monkeypatch.undo()
    assert counter.read(lambda db: db.value("SELECT count(*) FROM job")) == 0
    assert counter.card(order_id).state == "review"
    sent = counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id)
    assert counter.read(jobs.job_card, sent.first("job")).number == "J10-26-00001"


class PowerCutError(Exception):
    """The PC goes off just before the commit."""


def _power_cut(_db: Database) -> None:
    raise PowerCutError


def test_a_change_after_the_tick_opens_the_check_and_the_lock(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    ring = reviewed(counter, order_id)
    counter.say(
        "wish", "olga", order_review.change_wish, line_id=ring, kind="ring_size", text="US 7"
    )
    check = counter.checks(order_id, ring)["size"]
    assert (check.state, check.explanation) == ("doubt", "Changed since OM looked at it")
    card: ReadBack = counter.read(read_back, ring)
    assert card.locked is False
    assert {f.title: f.before for f in card.fields if f.before}["Ring size"] == "US 6 → US 6½"
    with pytest.raises(StateError, match="read back again"):
        counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id)


def test_the_shop_changes_the_size_after_the_job_is_out(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    job = counter.say("send_to_bench", "olga", jobs.send_to_bench, order_id=order_id).first("job")
    later = file_of(
        w06(
            Note_Attributes="Engraving text: Always - E & J 14.02\nEngraving font: Garamond Italic\n"
            "Engraving position: inside shank\nRing size: US 7",
            Shipping_City="Bath",
        )
    )
    seen = counter.read(imports.preview, later)
    (row,) = seen.rows
    assert row.outcome == "changed"
    assert row.why == "Size and address; job is already out"
    fates = {change.label: (change.old, change.new, change.fate) for change in row.differences}
    assert fates["Line 1, ring size"] == ("US 6½", "US 7", "asks_bench")
    assert fates["Ship to"][2] == "taken_over"
    assert row.consequence.startswith("Job J10-26-00001 is at the bench. Its size stays US 6½")
    imports.apply(counter.house, counter.staff["olga"], later)
    card = counter.card(order_id)
    assert card.ship_to.lines[-2].endswith("Bath")
    assert card.lines[0].wishes[1].text == "US 6½"
    assert counter.read(jobs.job_row, job).warning == "web shop says US 7 now"
    assert counter.read(jobs.job_card, job).differences == (
        "Ring size: US 6½ here, the shop says US 7",
    )
    again = imports.apply(counter.house, counter.staff["olga"], later)
    assert again.counts["unchanged"] == 1

    counter.say("accept", "olga", jobs.accept_difference, job_id=job)
    after = counter.read(jobs.job_card, job)
    assert (after.work, after.expected_mg, after.differences) == (
        "Size 6 → 7, engrave",
        3_989,
        (),
    )
    assert counter.read(jobs.job_row, job).warning == ""
    assert counter.checks(order_id, line_of(card, 1))["size"].explanation.startswith(
        "Changed since"
    )
    with pytest.raises(StateError, match="wants nothing else"):
        counter.say("keep", "olga", jobs.keep_difference, job_id=job)


def test_saved_views_count_what_they_show(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    counts = counter.read(order_lists.view_counts)
    assert (counts["review"], counts["on_hold"], counts["all"]) == (1, 0, 1)
    counter.say(
        "hold", "olga", order_review.hold, order_id=order_id, reason_code="stock", note="waiting"
    )
    counts = counter.read(order_lists.view_counts)
    assert (counts["review"], counts["on_hold"]) == (0, 1)
    assert counter.card(order_id).held == "Stock. waiting"
