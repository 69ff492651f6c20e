"""Two letters for each user, which a shop with two Olgas can set apart; made from the name at first."""


def up(migrator, db):  # type: ignore[no-untyped-def]
    """Add the column at the end and fill it from the first and the last word of the name."""
    db.execute_sql('ALTER TABLE "user" ADD COLUMN "initials" TEXT NOT NULL DEFAULT \'\'')
    for user_id, display in db.execute_sql('SELECT id, display FROM "user"').fetchall():
        words = display.split()
        letters = "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
        db.execute_sql('UPDATE "user" SET initials = ? WHERE id = ?', (letters, user_id))
