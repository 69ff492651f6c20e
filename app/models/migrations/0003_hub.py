"""What this PC knows of the hub and of the other PCs: tables of its own, nothing that travels."""

STATEMENTS = (
    'CREATE TABLE "other_pc" ("site" INTEGER NOT NULL PRIMARY KEY, "station" INTEGER NOT NULL, "name" TEXT NOT NULL, "heard_at" INTEGER NOT NULL, "base" INTEGER NOT NULL, "version" INTEGER NOT NULL, "presence" TEXT NOT NULL, "revoked_at" INTEGER NOT NULL) STRICT',
    'CREATE TABLE "file_transfer" ("sha256" TEXT NOT NULL, "direction" TEXT NOT NULL, "size" INTEGER NOT NULL, "tries" INTEGER NOT NULL, "next_try_at" INTEGER NOT NULL, "error" TEXT NOT NULL, PRIMARY KEY ("sha256", "direction")) STRICT',
    'CREATE INDEX "file_transfer_next_try_at" ON "file_transfer" ("next_try_at")',
    'CREATE TABLE "hub_tail" ("seq" INTEGER NOT NULL PRIMARY KEY, "site" INTEGER NOT NULL, "site_seq" INTEGER NOT NULL, "schema_version" INTEGER NOT NULL, "key_epoch" INTEGER NOT NULL, "pushed_by" INTEGER NOT NULL, "at" INTEGER NOT NULL, "body" BLOB NOT NULL) STRICT',
    'CREATE TABLE "shop_key" ("epoch" INTEGER NOT NULL PRIMARY KEY, "key" BLOB NOT NULL) STRICT',
)


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Make the tables."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
