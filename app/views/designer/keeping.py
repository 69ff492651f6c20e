"""Templates and stocks as wholes: opened, saved as the next version, copied, given away, taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.changes import Changes
from app.domain.errors import FileError, UserError
from app.printing.tag.template import TagTemplate
from app.services.settings import TAG_STOCK, put
from app.services.tag_stocks import stock_by_key
from app.services.tag_templates import (
    copy_template,
    free_key,
    next_revision,
    remove_template,
    save_template,
    template_by_key,
)
from app.services.tag_trials import first_sample
from app.services.template_files import (
    LARGEST,
    TemplateFile,
    exported,
    file_name,
    import_file,
    read_file,
)
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.designer.moves import from_scratch
from app.views.designer.template_sheets import Named, NameSheet, UseSheet
from app.views.documents.saving import save_file

if TYPE_CHECKING:
    from app.views.designer.page import DesignerPage

_KIND = "Tag templates (*.parure-tag.json *.json)"


def ask_file(parent: QWidget) -> str:
    """The system's own dialog for a template's file."""
    return QFileDialog.getOpenFileName(
        parent, "Import a tag template", first_folder.downloads(), _KIND
    )[0]


def ask_place(parent: QWidget, name: str) -> str:
    """The system's own dialog for a place to save at."""
    proposed = first_folder.papers(name)
    return QFileDialog.getSaveFileName(parent, "Export the tag template", proposed, _KIND)[0]


class TemplateActs(QObject):
    """Acts on whole templates, from the page that shows one."""

    def __init__(self, page: DesignerPage) -> None:
        super().__init__(page)
        self.page = page
        self.design = page.design
        self.ask_file: Callable[[QWidget], str] = ask_file
        self.ask_place: Callable[[QWidget, str], str] = ask_place
        self.sheet: NameSheet | UseSheet | None = None
        self._file: TemplateFile | None = None
        self._then: Callable[[Changes], None] = self._on_done
        self._path = Path()

    # -- opening

    def open(self, key: str, revision: int = 0) -> None:
        """Show a template, from its newest version."""

        def read(db: Any) -> tuple[Any, ...]:
            template = template_by_key(db, key, revision)
            stock = stock_by_key(db, template.stock)
            return template, stock, next_revision(db, key), first_sample(db, template)

        self.page.desk.read(read, self.page.show_template, self.page.on_refused, topic="template")

    def choose(self, key: str) -> None:
        """Another template; what was not saved is asked about."""
        if not self.design.is_changed:
            self.open(key)
            return
        self.page.desk.confirm(
            "Leave the changes?",
            f"“{self.design.template.name}” was changed and not saved.",
            "Leave the changes",
            partial(self.open, key),
            keep="Stay here",
        )
        self.page.show_chosen()

    # -- saving

    def save(self) -> None:
        """Save it as the next version. What is red is not for live use."""
        refusal = self.page.why_not_saved()
        if refusal:
            self.page.say(refusal)
            return
        template = self.design.template
        self._work("save_template", lambda w: save_template(w, template), self._on_saved)

    def _on_saved(self, _changes: Changes) -> None:
        self.page.settle()

    def new(self) -> None:
        """A template from scratch: code and digits."""
        self._ask_name(
            "New template",
            "It begins with the code and its digits.",
            "Begin",
            self._on_new,
            stocks=True,
        )

    def _on_new(self, answer: Named) -> None:
        def read(db: Any) -> tuple[Any, ...]:
            stock = stock_by_key(db, answer.stock)
            template = from_scratch(free_key(db, answer.name), answer.name, stock)
            return template, stock, 1, first_sample(db, template)

        self._close()
        self.page.desk.read(read, self.page.show_new, self.page.on_refused, topic="template")

    def copy(self) -> None:
        """The template once more, under another name and maybe for another stock."""
        self._ask_name(
            "Copy the template",
            "The copy begins as the saved version.",
            "Copy template",
            self._on_copy,
            name=f"{self.design.template.name}, copy",
            stocks=True,
        )

    def _on_copy(self, answer: Named) -> None:
        key = self.design.template.key
        stock = answer.stock or self.design.template.stock
        self._work(
            "save_template",
            lambda w: copy_template(w, key, answer.name, stock),
            self._open_newest,
        )

    def remove(self) -> None:
        """Put the template away; a shipped one is then as it was shipped."""
        template = self.design.template
        self.page.desk.confirm(
            f"Put “{template.name}” away?",
            "What was printed with it stays known. One that came with Parure is then as it came.",
            "Put template away",
            partial(self._remove, template.key),
        )

    def _remove(self, key: str) -> None:
        self._work("remove_template", lambda w: remove_template(w, key), self._on_removed)

    def _on_removed(self, _changes: Changes) -> None:
        self.page.forget()

    def use(self) -> None:
        """What the template is called and for which tags it is."""
        sheet = UseSheet(self.page.desk.frame.host(), self.design.template, may=True)
        sheet.saved.connect(self._on_use)
        self._show(sheet)

    def _on_use(self, template: TagTemplate) -> None:
        now = self.design.template
        self.design.change(
            replace(now, name=template.name, kinds=template.kinds, categories=template.categories)
        )

    def use_stock_for_tags(self) -> None:
        """The shop's tags are printed on this stock from now on."""
        key = self.design.stock.key
        self._work("setting", lambda w: put(w, TAG_STOCK, key), self._on_done)

    # -- files

    def export(self) -> None:
        """Save the template, as it was saved last, as a file for another shop."""
        if self.design.is_changed:
            self.page.say("Save it first: a file holds a saved version")
            return
        path = self.ask_place(self.page, file_name(self.design.template))
        if not path:
            return
        template, shop = self.design.template, self.page.desk.shop

        def work(_job: object) -> Path:
            db = shop.reader()
            try:
                data = exported(db, template.key, template.revision)
            finally:
                db.close()
            return save_file(Path(path), data)

        self.page.desk.start(work, self._on_exported, self.page.on_refused, title="Export")

    def _on_exported(self, path: Path) -> None:
        self.page.say(f"Saved as {path.name}")

    def take_in(self) -> None:
        """A template from a file; one of a name that is there is asked about."""
        path = self.ask_file(self.page)
        if path:
            self.page.clear_refusals()
            self.page.desk.start(
                lambda _job: _read(Path(path)), self._on_read, self.page.on_refused, title="Import"
            )

    def _on_read(self, file: TemplateFile) -> None:
        self._file = file
        self._import()

    def _import(self, name: str = "", *, replacing: bool = False) -> None:
        file = self._file
        if file is not None:
            self._work(
                "save_template",
                lambda w: import_file(w, file, name=name, replacing=replacing),
                self._open_newest,
                self._on_not_imported,
            )

    def _on_not_imported(self, error: UserError | BugReport) -> None:
        if not isinstance(error, UserError) or error.field != "name" or self.sheet is not None:
            self._on_refused(error)
            return
        assert self._file is not None
        self._ask_name(
            "Name is taken",
            error.message,
            "Import under this name",
            self._on_other_name,
            name=f"{self._file.template.name}, received",
            second="As that one’s next version",
        )

    def _on_other_name(self, answer: Named) -> None:
        assert self._file is not None
        name = self._file.template.name if answer.second else answer.name
        self._import(name, replacing=answer.second)

    # -- together

    def _work(
        self,
        kind: str,
        service: Callable[[Any], Changes],
        done: Callable[[Changes], None],
        failed: Callable[[UserError | BugReport], None] | None = None,
    ) -> None:
        self.page.clear_refusals()
        self.page.desk.work(kind, service, done, failed or self._on_refused)

    def _on_done(self, _changes: Changes) -> None:
        self._close()

    def _open_newest(self, changes: Changes) -> None:
        """Show the template that was just added."""
        self._close()
        row_id = changes.first("template")
        self.page.desk.read(
            lambda db: str(db.value("SELECT code FROM template WHERE id = ?", (row_id,))),
            self.open,
            topic="new template",
        )

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and isinstance(self.sheet, NameSheet):
            self.sheet.refuse(error)
        else:
            self.page.on_refused(error)

    def _ask_name(
        self,
        title: str,
        sentence: str,
        verb: str,
        then: Callable[[Named], None],
        *,
        name: str = "",
        stocks: bool = False,
        second: str = "",
    ) -> None:
        options = [(one.stock.key, one.stock.name) for one in self.page.bench.stocks]
        sheet = NameSheet(
            self.page.desk.frame.host(),
            title,
            sentence,
            verb,
            name=name,
            stocks=options if stocks else (),
            stock=self.design.stock.key,
            second=second,
        )
        sheet.named.connect(then)
        self._show(sheet)

    def _show(self, sheet: NameSheet | UseSheet) -> None:
        self.sheet = sheet
        sheet.closed.connect(self._on_closed)
        sheet.open()

    def _close(self) -> None:
        if self.sheet is not None:
            self.sheet.dismiss()

    def _on_closed(self) -> None:
        self.sheet = None


def _read(path: Path) -> TemplateFile:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileError(
            "Not readable",
            f"“{path.name}” cannot be opened.",
            "Choose another file.",
        ) from error
    return read_file(data)
