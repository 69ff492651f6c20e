"""A person or company in a card: since when, whether their paper was seen, what is still unsold."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.actors import Actor
from app.domain.dates import clock_time, day_of, long_date
from app.domain.ids import now_ms
from app.domain.vocabulary import PARTY_ROLES
from app.domain.wording import pieces_words
from app.services.party_cards import IdSeen, PartyCard
from app.shop import ShopSettings
from app.views.widgets.avatar import Avatar
from app.views.widgets.button import IconButton
from app.views.widgets.card import Card
from app.views.widgets.icon_line import IconLine
from app.views.widgets.text import Text


class PersonCard(Card):
    """Who brings the pieces: since when, whether their paper was seen, what is still unsold."""

    asked = Signal()

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__(padding=16, spacing=8)
        self._settings = settings
        row = QHBoxLayout()
        row.setSpacing(10)
        self._avatar = Avatar("", "", 34)
        words = QVBoxLayout()
        words.setSpacing(1)
        self._name = Text("", "strong", elide=True)
        self._since = Text("", "muted", elide=True)
        words.addWidget(self._name)
        words.addWidget(self._since)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        self.link = IconButton("chevron-right", "Open the person's page", small=True)
        self.link.clicked.connect(self.asked)
        row.addWidget(self.link)
        self.body.addLayout(row)
        self._seen = IconLine("shield-check", "ok")
        self._unsold = IconLine("triangle-alert", "warn")
        self.body.addWidget(self._seen)
        self.body.addWidget(self._unsold)

    def show_party(self, party: PartyCard, role: str = "") -> None:
        """Show a person or company; as what they are here, where they are that as well."""
        self._avatar.set_person(Actor(0, "", party.display, frozenset()).initials, party.display)
        self._name.setText(party.display)
        self._since.setText(since_words(party, self._settings.zone, role))
        if party.id_seen:
            self._seen.say(seen_words(party.id_seen, self._settings), "shield-check", "ok")
        elif "consignor" not in party.roles:
            self._seen.say("")
        else:
            self._seen.say("No identity paper seen", "shield-alert", "warn")
        self._unsold.say(f"{pieces_words(party.unsold)} still unsold" if party.unsold else "")


def since_words(party: PartyCard, zone: str, role: str = "") -> str:
    """ "Consignor since 2019"; by ``role`` where they have it, else by the first that they have."""
    year = day_of(party.since_at, zone).year
    roles = (role, "consignor", "client", *party.roles)
    code = next((one for one in roles if one in party.roles), "")
    return f"{PARTY_ROLES.title(code) if code else 'Known'} since {year}"


def seen_words(seen: IdSeen, settings: ShopSettings) -> str:
    """ "Passport seen by SO, 10:04"; the day where it was another one."""
    by = Actor(0, "", seen.by, frozenset()).initials
    day = day_of(seen.at, settings.zone)
    today = day_of(now_ms(), settings.zone)
    if day == today:
        when = clock_time(seen.at, settings.zone, settings.locale)
    else:
        when = long_date(day, settings.locale)
    paper = seen.document[:1].upper() + seen.document[1:]
    return f"{paper} seen by {by}, {when}"
