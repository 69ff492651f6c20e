"""Labels to a Zebra: it is asked before, between and after, and a fault is called by its name."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from app.domain.errors import InputError
from app.printing.tag.zpl import zpl
from app.printing.transports.base import (
    BY_DEVICE,
    Outgoing,
    Progress,
    TransportError,
    tell_nobody,
)
from app.printing.transports.labels import LabelSetting
from app.printing.transports.zebra import ZebraTcp
from app.printing.transports.zebra_status import NoStatusError, read_status
from tests.conftest import PATIENCE_S
from tests.printing.transports.zebra_stand_in import ALL_FAULTS, ZebraStandIn


@pytest.fixture
def zebra() -> Iterator[ZebraStandIn]:
    with ZebraStandIn() as one:
        yield one


def label(n: int, copies: int = 1) -> Outgoing:
    """A small label with ``n`` black dots in its first row."""
    image = Image.new("1", (64, 16), 1)
    for x in range(n):
        image.putpixel((x, 0), 0)
    out = BytesIO()
    image.save(out, "PNG")
    return Outgoing(f"tag-{n}.png", out.getvalue(), copies)


def raster(n: int) -> Image.Image:
    return Image.open(BytesIO(label(n).data))


def quick(
    address: str,
    setting: LabelSetting | None = None,
    *,
    idle_s: float = 0.2,
    patience_s: float = PATIENCE_S,
) -> ZebraTcp:
    return ZebraTcp(address, setting, poll_s=0.002, idle_s=idle_s, patience_s=patience_s)


def test_labels_arrive_byte_for_byte_and_the_printer_confirms_them(zebra: ZebraStandIn) -> None:
    told: list[Progress] = []
    parts = [label(n) for n in range(1, 6)]
    confirmed = quick(zebra.address).send_all(parts, "Tags", told.append)
    assert confirmed.by == BY_DEVICE
    assert zebra.printed == [zpl(raster(n)).strip() for n in range(1, 6)]
    assert [one.left for one in told if not one.fault][-1] == 5
    assert told[-1].certain == 5
    assert all(one.certain <= one.left for one in told)


def test_what_leaves_is_told_before_it_leaves(zebra: ZebraStandIn) -> None:
    seen: list[tuple[int, int]] = []

    def tell(progress: Progress) -> None:
        seen.append((progress.left, zebra.payload.count(b"^XZ")))

    quick(zebra.address).send_all([label(n) for n in range(1, 4)], "Tags", tell)
    assert all(arrived <= left for left, arrived in seen)
    assert next(left for left, _ in seen) == 1


@pytest.mark.parametrize("fault", ALL_FAULTS)
def test_a_fault_before_the_first_label_sends_nothing(zebra: ZebraStandIn, fault: str) -> None:
    zebra.faults.add(fault)
    with pytest.raises(TransportError) as refused:
        quick(zebra.address).send_all([label(1)], "Tag", tell_nobody)
    assert (refused.value.fault, refused.value.retry) == (fault, True)
    assert refused.value.sent_bytes == 0
    assert refused.value.remedy
    assert zebra.payload == b""
    assert quick(zebra.address).status().code == fault
    zebra.mend()
    assert quick(zebra.address).send_all([label(1)], "Tag", tell_nobody).by == BY_DEVICE


def test_the_missing_roll_is_asked_for_by_its_name(zebra: ZebraStandIn) -> None:
    zebra.faults.add("paper_out")
    way = quick(zebra.address, LabelSetting(wanted="Barbell 56 × 13"))
    with pytest.raises(TransportError, match=r"Out of labels, 0 of 3\. Barbell 56 × 13 wanted\."):
        way.send_all([label(n) for n in range(3)], "Tags", tell_nobody)


@pytest.mark.parametrize(("there", "fits"), [(0, True), (600, True), (620, True), (900, False)])
def test_another_roll_than_the_wanted_is_noticed_by_its_length(
    zebra: ZebraStandIn, there: int, fits: bool
) -> None:
    zebra.length_dots = there
    way = quick(zebra.address, LabelSetting(length=600, wanted="Rat-tail 89 × 11"))
    if fits:
        assert way.send_all([label(1)], "Tag", tell_nobody).by == BY_DEVICE
    else:
        with pytest.raises(TransportError, match=r"Rat-tail 89 × 11 wanted") as refused:
            way.send_all([label(1)], "Tag", tell_nobody)
        assert refused.value.fault == "wrong_media"
        assert not zebra.payload


def test_out_of_labels_in_the_middle_waits_for_a_roll_and_goes_on(zebra: ZebraStandIn) -> None:
    zebra.at_label[2] = "paper_out"
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        if progress.fault:
            zebra.mend()

    parts = [label(n) for n in range(1, 8)]
    assert quick(zebra.address).send_all(parts, "Tags", tell).by == BY_DEVICE
    assert [one.words for one in told if one.fault] == ["Out of labels"]
    assert zebra.printed == [zpl(raster(n)).strip() for n in range(1, 8)]


def test_a_roll_that_never_comes_ends_in_doubt_and_names_what_is_certain(
    zebra: ZebraStandIn,
) -> None:
    # It was asked before the fifth left, and had two at most in it: so much is certain in any case.
    zebra.at_label[5] = "paper_out"
    with pytest.raises(TransportError, match=r"Out of labels after [2-5] of 9") as refused:
        quick(zebra.address, patience_s=0.05).send_all(
            [label(n) for n in range(1, 10)], "Tags", tell_nobody
        )
    assert refused.value.sent_bytes > 0
    assert not refused.value.retry
    assert len(zebra.printed) == 5
    assert 2 <= refused.value.certain <= 5, "the fifth may have been stopped in its middle"
    assert zebra.payload.count(b"^XZ") <= 8, "it is not filled while it stands still"


@pytest.mark.parametrize("piece", [1, 3, 17])
def test_an_answer_in_pieces_is_put_together(piece: int) -> None:
    with ZebraStandIn(piece=piece) as zebra:
        assert quick(zebra.address).status().words == "Ready"
        assert quick(zebra.address).send_all([label(4)], "Tag", tell_nobody).by == BY_DEVICE


@pytest.mark.parametrize("at", [1, 40, 100, 200, 350])
def test_a_connection_that_breaks_while_sending_leaves_doubt(zebra: ZebraStandIn, at: int) -> None:
    zebra.drop_at = at
    parts = [label(n) for n in range(1, 7)]
    with pytest.raises(TransportError) as refused:
        quick(zebra.address).send_all(parts, "Tags", tell_nobody)
    assert refused.value.sent_bytes > 0
    assert refused.value.certain <= len(zebra.printed)


def test_a_printer_that_is_off_or_says_nothing_gets_nothing(zebra: ZebraStandIn) -> None:
    zebra.switch_off()
    way = quick(zebra.address)
    with pytest.raises(TransportError) as away:
        way.send_all([label(1)], "Tag", tell_nobody)
    assert (away.value.fault, away.value.retry, away.value.sent_bytes) == ("away", True, 0)
    assert way.status().words == "Not reached"
    zebra.switch_on()
    zebra.silent = True
    stop = threading.Event()
    silent = ZebraTcp(zebra.address, stopped=stop.is_set)
    stop.set()
    with pytest.raises(TransportError):
        silent.send_all([label(1)], "Tag", tell_nobody)
    assert zebra.payload == b""


def test_darkness_speed_copies_offsets_and_rows_of_several(zebra: ZebraStandIn) -> None:
    setting = LabelSetting(right=4, down=2, darkness=7, speed=3, media="mark", across=2, pitch=80)
    parts = [label(n, copies=2) for n in (1, 2, 3)]
    quick(zebra.address, setting).send_all(parts, "Tags", tell_nobody)
    assert zebra.commands == [b"~SD07"] * 2, "with each row that is sent"
    assert len(zebra.printed) == 4, "two rows, each twice"
    assert all(one.startswith(b"^XA^CI28^MNM^PR3^PW") and b"^PQ2" in one for one in zebra.printed)
    assert b"^PW148^LL16" in zebra.printed[0]


def test_offsets_never_cut_ink_off(zebra: ZebraStandIn) -> None:
    with pytest.raises(InputError, match="beside its label"):
        quick(zebra.address, LabelSetting(right=-1)).send_all([label(1)], "Tag", tell_nobody)
    assert zebra.payload == b""


@pytest.mark.parametrize(
    "answer", [b"", b"\x02030,0\x03", b"\x02" + b"a," * 11 + b"b\x03\x02" + b"0," * 10 + b"0\x03\x021,0\x03"]
)  # fmt: skip
def test_what_is_no_status_is_not_taken_for_one(answer: bytes) -> None:
    with pytest.raises(NoStatusError):
        read_status(answer)
