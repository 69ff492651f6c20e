"""This PC's own tables of its backups: the places they go to, and how each went."""

_STATEMENTS = (
    'CREATE TABLE "backup_place" ("id" INTEGER NOT NULL PRIMARY KEY, "path" TEXT NOT NULL, "added_at" INTEGER NOT NULL) STRICT',
    'CREATE TABLE "backup_run" ("id" INTEGER NOT NULL PRIMARY KEY, "place_id" INTEGER, "place" TEXT NOT NULL, "folder" TEXT NOT NULL, "at" INTEGER NOT NULL, "took_ms" INTEGER NOT NULL, "database_bytes" INTEGER NOT NULL, "files" INTEGER NOT NULL, "file_bytes" INTEGER NOT NULL, "proven_at" INTEGER, "error_title" TEXT NOT NULL, "error" TEXT NOT NULL) STRICT',
    'CREATE INDEX "backup_run_place_id" ON "backup_run" ("place_id")',
    'CREATE INDEX "backup_run_at" ON "backup_run" ("at")',
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Make the tables."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
