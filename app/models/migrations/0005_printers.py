"""This PC's own tables of its printers, and what a print job knows of its way to one."""

_TABLES = (
    'CREATE TABLE "printer" ("id" INTEGER NOT NULL PRIMARY KEY, "key" TEXT NOT NULL, "title" TEXT NOT NULL, "printer_kind" TEXT NOT NULL, "address" TEXT NOT NULL, "model" TEXT NOT NULL, "dpi" INTEGER NOT NULL, "stock" TEXT NOT NULL, "right_um" INTEGER NOT NULL, "down_um" INTEGER NOT NULL, "darkness" INTEGER NOT NULL, "speed" INTEGER NOT NULL, "purposes" TEXT NOT NULL, "paused" INTEGER NOT NULL, "checks_length" INTEGER NOT NULL, "across" INTEGER NOT NULL, "state" TEXT NOT NULL, "said" TEXT NOT NULL, "said_at" INTEGER NOT NULL, "added_at" INTEGER NOT NULL) STRICT',
    'CREATE INDEX "printer_key" ON "printer" ("key")',
    'CREATE TABLE "printer_lease" ("printer" TEXT NOT NULL PRIMARY KEY, "holder" TEXT NOT NULL, "until" INTEGER NOT NULL) STRICT',
    'CREATE TABLE "print_rule" ("id" INTEGER NOT NULL PRIMARY KEY, "event" TEXT NOT NULL, "act" TEXT NOT NULL, "printer" TEXT NOT NULL, "copies" INTEGER NOT NULL, "active" INTEGER NOT NULL, "added_at" INTEGER NOT NULL) STRICT',
    'CREATE TABLE "parked_label" ("id" INTEGER NOT NULL PRIMARY KEY, "printer" TEXT NOT NULL, "stock" TEXT NOT NULL, "dpi" INTEGER NOT NULL, "name" TEXT NOT NULL, "data" BLOB NOT NULL, "code_id" INTEGER NOT NULL, "subject_kind" TEXT NOT NULL, "subject_id" INTEGER NOT NULL, "title" TEXT NOT NULL, "reason_code" TEXT NOT NULL, "user_id" INTEGER NOT NULL, "at" INTEGER NOT NULL) STRICT',
    'CREATE INDEX "parked_label_printer" ON "parked_label" ("printer")',
)
_COLUMNS = (
    "\"holder\" TEXT NOT NULL DEFAULT ''",
    '"os_job" INTEGER NOT NULL DEFAULT 0',
    "\"os_state\" TEXT NOT NULL DEFAULT ''",
    "\"fault\" TEXT NOT NULL DEFAULT ''",
    "\"stock\" TEXT NOT NULL DEFAULT ''",
    '"dpi" INTEGER NOT NULL DEFAULT 0',
    '"left_here" INTEGER NOT NULL DEFAULT 0',
    '"certain" INTEGER NOT NULL DEFAULT 0',
    '"rule_id" INTEGER',
    '"dropped_at" INTEGER',
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Make the tables; add the columns at the end."""
    for statement in _TABLES:
        db.execute_sql(statement)
    for column in _COLUMNS:
        db.execute_sql(f'ALTER TABLE "print_job" ADD COLUMN {column}')
