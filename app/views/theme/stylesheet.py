"""The one style sheet, a template over the tokens. What it cannot say is painted by own widgets."""

from __future__ import annotations

from collections.abc import Mapping

TEMPLATE = """
QWidget { color: @ink; font-size: 13px; }
QMainWindow, QWidget#canvas { background: @canvas; }
QToolTip { background: @toast; color: @on_toast; border: 0; padding: 6px 9px; font-size: 12px; }

QLabel { background: transparent; }
QLabel[look="welcome"] { font-size: 26px; font-weight: 600; }
QLabel[look="title"] { font-size: 21px; font-weight: 600; }
QLabel[look="panel"] { font-size: 17px; font-weight: 600; }
QLabel[look="value"] { font-size: 16px; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="medium"] { font-weight: 500; }
QLabel[look="soft"] { color: @ink2; }
QLabel[look="muted"] { color: @muted; font-size: 12px; }
QLabel[look="section"] { color: @muted; font-size: 11px; font-weight: 600; }
QLabel[look="label"] { color: @ink2; font-size: 12px; font-weight: 500; }
QLabel[look="small"] { font-size: 12px; }
QLabel[look="head"] { font-size: 12px; font-weight: 600; }
QLabel[look="struck"] { color: @muted; text-decoration: line-through; }
QLabel[look="error"] { color: @danger; font-size: 12px; }
QLabel[tone="ok"] { color: @c_ok; } QLabel[tone="warn"] { color: @c_warn; }
QLabel[tone="bad"] { color: @c_bad; } QLabel[tone="info"] { color: @c_info; }
QLabel[tone="vio"] { color: @c_vio; } QLabel[tone="neutral"] { color: @c_neutral; }
QLabel[tone="accent"] { color: @accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: @surface; color: @ink; border: 1px solid @field; border-radius: 8px;
  padding: 1px 11px; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 32px; max-height: 32px; }
QPlainTextEdit, QTextEdit { padding: 6px 7px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid @focus; padding: 0 10px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px 6px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid @danger; padding: 0 10px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {
  background: @sunken; color: @ink2; border-color: @line2; }
QLineEdit[numeric="true"] { font-weight: 600; }
QLineEdit[look="find"] { padding-left: 36px; border-color: @field; }
QLineEdit[look="find"]:focus { padding-left: 35px; border-color: @focus; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus {
  border: 0; background: transparent; padding: 0; font-size: 16px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: 30px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line2; padding: 4px;
  outline: 0; selection-background-color: @sel; selection-color: @ink; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 6px; }
QComboBox QAbstractItemView::item:selected { background: @sel; color: @ink; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }

.QPushButton, .QToolButton { background: @surface; border: 1px solid @line2; border-radius: 8px;
  padding: 0 14px; min-height: 34px; font-weight: 500; }
.QPushButton:hover, .QToolButton:hover { background: @hover; }
.QPushButton:focus, .QToolButton:focus { border: 2px solid @focus; padding: 0 13px; min-height: 32px; }

QFrame#card, QFrame#sheet { background: @surface; border: 1px solid @line; border-radius: 12px; }
QFrame#card[tone="bad"] { border-color: @c_bad; }
QFrame#card:focus { border: 2px solid @focus; }
QFrame#well { background: @sunken; border: 1px solid @line; border-radius: 8px; }
QFrame#cardhead { background: @sunken; border: 0;
  border-top-left-radius: 11px; border-top-right-radius: 11px; }
QFrame#line { background: @line; border: 0; max-height: 1px; min-height: 1px; }
QFrame#upright { background: @line; border: 0; max-width: 1px; min-width: 1px; }
QWidget#nav { background: @nav; border-right: 1px solid @line; }
QWidget#side { background: @surface; border-left: 1px solid @line; }
QWidget#hints { background: @canvas; border-top: 1px solid @line; }

QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: 0; }
QAbstractItemView { background: @surface; border: 0; outline: 0;
  selection-background-color: @sel; selection-color: @ink; }
QListView#clear { background: transparent; }
QTableView { gridline-color: @line; border-radius: 11px; }
QHeaderView, QHeaderView::section { background: @surface; }
QHeaderView::section { color: @ink2; border: 0; border-bottom: 1px solid @line; padding: 0 13px;
  font-size: 12px; font-weight: 500; }
QHeaderView::section:hover { color: @ink; }
QTableCornerButton::section { background: @surface; border: 0; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: @line2; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; } QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: @field; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: @raised; border: 1px solid @line2; padding: 4px; }
QMenu::item { padding: 7px 26px 7px 12px; border-radius: 6px; }
QMenu::item:selected { background: @sel; } QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QCalendarWidget QWidget { background: @raised; alternate-background-color: @sunken; }
QSplitter::handle { background: @line; }
"""


def stylesheet(tokens: Mapping[str, str]) -> str:
    """The style sheet of a theme."""
    sheet = TEMPLATE
    for name in sorted(tokens, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", tokens[name])
    return sheet
