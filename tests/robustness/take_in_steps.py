"""A take-in to be killed: says ``saved …`` after each step that is on the disk."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.photos import Photo
from app.services.agreements import draft_agreement
from app.services.drafts import drop_draft, keep_draft
from app.services.parties import add_party, check_id
from app.services.party_forms import IdCheck, PartyForm
from app.services.people import person
from app.services.piece_forms import MetalForm, PieceForm, StoneForm
from app.services.signatures import Signature
from app.services.signing import sign
from app.services.take_in import take_in
from app.shop import Shop
from tests.robustness.killing import KEY, say

PIECES = 6


def photo(shop: Shop, n: int) -> Photo:
    """A photo in the store, as the camera gives it."""
    made = BytesIO()
    Image.new("RGB", (64, 48), (40 * n, 90, 120)).save(made, "JPEG")
    data = made.getvalue()
    return Photo(shop.files.put(data), len(data), "image/jpeg", 64, 48, None, {})


def main() -> None:
    """Consignor, terms, six pieces with a draft kept before each, signature."""
    shop = Shop.open(Path(sys.argv[1]), KEY)
    reader = shop.reader()
    sara = person(reader, int(sys.argv[2])).actor
    reader.close()
    say("ready")
    with shop.work(sara, "add_party") as w:
        party = add_party(w, PartyForm(given="Clara", family="Whitcombe")).first("party")
        check_id(w, party, IdCheck("passport"))
    say("saved party")
    with shop.work(sara, "draft_agreement") as w:
        agreement = draft_agreement(w, party).first("agreement")
    say("saved agreement")
    for n in range(1, PIECES + 1):
        keep_draft(shop, sara.user_id, "take_in", agreement, {"description": f"Ring {n}"})
        say(f"draft {n}")
        form = PieceForm(
            "ring",
            f"Ring {n}",
            metals=(MetalForm("platinum", 950),),
            stones=(StoneForm("diamond", n),),
            weight_mg=1_000 * n,
            agreed_minor=100_000 * n,
            reserve_minor=90_000 * n,
            photos=(photo(shop, n),),
        )
        with shop.work(sara, "take_in") as w:
            take_in(w, agreement, form)
        say(f"saved piece {n}")
        drop_draft(shop, sara.user_id, "take_in", agreement)
    with shop.work(sara, "sign_take_in") as w:
        sign(w, agreement, (Signature("consignor", "Clara Whitcombe", (((1, 2), (3, 4)),)),))
    say("saved signature")
    shop.close()


if __name__ == "__main__":
    main()
