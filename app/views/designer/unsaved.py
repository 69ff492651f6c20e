"""A design that is not saved yet, kept on this PC so that no crash can take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.domain.errors import UserError
from app.printing.tag.template import TagTemplate
from app.printing.tag.template_json import template_data, template_from
from app.services.drafts import OpenDraft
from app.services.tag_stocks import stock_by_key
from app.services.tag_templates import next_revision
from app.services.tag_trials import first_sample
from app.views.drafts import DraftKeeper
from app.views.widgets.sentence_bar import SentenceBar

if TYPE_CHECKING:
    from app.views.designer.page import DesignerPage

KIND = "tag_template"


class Unsaved(QObject):
    """Keeps the design while it is changed, and offers it again at the next start."""

    def __init__(self, page: DesignerPage) -> None:
        super().__init__(page)
        self.page = page
        self._found: TagTemplate | None = None
        self.keeper = DraftKeeper(page.desk.drafts, KIND, self._content, page)

    def _content(self) -> dict[str, Any] | None:
        design = self.page.design
        return template_data(design.template) if design.is_changed else None

    def ask(self) -> None:
        """Look whether another run of the program left one."""
        self.page.desk.drafts.ask(KIND, self._on_drafts)

    def note(self) -> None:
        """The design is another: keep it, or forget what was kept where nothing is left to save."""
        if self.page.design.is_changed:
            self.keeper.touch()
        else:
            self.keeper.settle()

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        if not drafts or self.page.design.is_changed:
            return
        try:
            self._found = template_from(drafts[0].content)
        except UserError:
            self.keeper.forget()  # an older or a newer program's: nothing of it can be shown
            return
        bar = SentenceBar(
            f"“{self._found.name}” was changed and not saved", "It lies on this PC.", tone="info"
        )
        bar.add_answer("Discard it", self.keeper.forget, "Alt+Shift+D")
        bar.add_answer("Go on with it", self.go_on, "Alt+G")
        self.page.show_bar(bar).setObjectName("draft")

    def go_on(self) -> None:
        """Show what was left."""
        template = self._found
        if template is None:
            return

        def read(db: Any) -> tuple[Any, ...]:
            stock = stock_by_key(db, template.stock)
            return template, stock, next_revision(db, template.key), first_sample(db, template)

        self.page.desk.read(read, self.page.show_new, self.page.on_refused, topic="template")
