"""What ``hub init`` makes in a PostgreSQL database: tables, functions, and a role that may little.

The role of a shop's PCs has no right on any table. It may call these functions, each of which asks
for the calling PC's token first; who pushed a change follows from the token and never from what the
caller says. Plain SQL wherever an error need not be raised, so that other PostgreSQLs serve too.
``@S`` stands for the shop's schema; times are milliseconds since 1970.
"""

from __future__ import annotations

TABLES = (
    """CREATE TABLE @S.state (name text PRIMARY KEY, value text NOT NULL)""",
    """CREATE TABLE @S.pc (
        site bigint PRIMARY KEY, station int NOT NULL UNIQUE, token_sha256 bytea NOT NULL UNIQUE,
        name bytea NOT NULL, public_key bytea NOT NULL, base bigint NOT NULL DEFAULT 0,
        last_site_seq bigint NOT NULL DEFAULT -9223372036854775807, version int NOT NULL DEFAULT 0,
        heard_at bigint NOT NULL DEFAULT 0, presence bytea NOT NULL DEFAULT '',
        revoked_at bigint NOT NULL DEFAULT 0)""",
    """CREATE TABLE @S.cs (
        seq bigint PRIMARY KEY, site bigint NOT NULL, site_seq bigint NOT NULL,
        schema_version int NOT NULL, key_epoch int NOT NULL, pushed_by bigint NOT NULL,
        at bigint NOT NULL, body bytea NOT NULL, UNIQUE (site, site_seq))""",
    "ALTER TABLE @S.cs ALTER COLUMN body SET STORAGE EXTERNAL",
    """CREATE TABLE @S.letter (
        site bigint NOT NULL, site_seq bigint NOT NULL, base bigint NOT NULL,
        schema_version int NOT NULL, key_epoch int NOT NULL, body bytea NOT NULL,
        PRIMARY KEY (site, site_seq))""",
    """CREATE TABLE @S.blob (name text PRIMARY KEY, parts int NOT NULL, size bigint NOT NULL)""",
    """CREATE TABLE @S.blob_part (
        name text NOT NULL, n int NOT NULL, body bytea NOT NULL, PRIMARY KEY (name, n))""",
    "ALTER TABLE @S.blob_part ALTER COLUMN body SET STORAGE EXTERNAL",
    """CREATE TABLE @S.snap (
        seq bigint PRIMARY KEY, site bigint NOT NULL, schema_version int NOT NULL,
        key_epoch int NOT NULL, parts int NOT NULL DEFAULT 0, at bigint NOT NULL,
        done boolean NOT NULL DEFAULT false)""",
    """CREATE TABLE @S.snap_part (
        seq bigint NOT NULL REFERENCES @S.snap (seq) ON DELETE CASCADE, n int NOT NULL,
        body bytea NOT NULL, PRIMARY KEY (seq, n))""",
    "ALTER TABLE @S.snap_part ALTER COLUMN body SET STORAGE EXTERNAL",
    """CREATE TABLE @S.invite (
        id text PRIMARY KEY, payload bytea NOT NULL, expires_at bigint NOT NULL, used_by bigint)""",
    """CREATE TABLE @S.claim (
        subject text PRIMARY KEY, site bigint NOT NULL, until bigint NOT NULL,
        purpose bytea NOT NULL)""",
    """CREATE TABLE @S.envelope (
        epoch int NOT NULL, site bigint NOT NULL, sealed bytea NOT NULL,
        PRIMARY KEY (epoch, site))""",
)

INNER = (
    (
        "now_ms() RETURNS bigint LANGUAGE sql VOLATILE",
        "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
    ),
    (
        "top() RETURNS bigint LANGUAGE sql STABLE",
        "SELECT coalesce((SELECT max(seq) FROM cs),"
        " (SELECT value::bigint FROM state WHERE name = 'start'), 0)",
    ),
    (
        "refuse(p_code text, p_said text) RETURNS bigint LANGUAGE plpgsql VOLATILE",
        "BEGIN RAISE EXCEPTION USING ERRCODE = p_code, MESSAGE = p_said; END",
    ),
    (
        "caller(p_token bytea) RETURNS bigint LANGUAGE sql VOLATILE",
        """SELECT coalesce(
            (SELECT CASE WHEN revoked_at = 0 THEN site ELSE refuse('PR001', 'revoked') END
               FROM pc WHERE token_sha256 = sha256(p_token)),
            refuse('PR002', 'unknown'))""",
    ),
)
"""Functions that nobody but the others may call: (head, body)."""

_ME = "SELECT caller(p_token); WITH me AS MATERIALIZED (SELECT caller(p_token) AS site)"
"""Asks twice: the first question is put also where the second query would find nothing to join."""

OUTER = (
    (
        "hello(p_token bytea, p_at bigint) RETURNS TABLE (hub_id text, shop_id text, top bigint,"
        " now bigint, epoch int, sha text, letters boolean)",
        _ME
        + """ SELECT (SELECT value FROM state WHERE name = 'hub_id'),
            (SELECT value FROM state WHERE name = 'shop_id'), top(), now_ms(),
            (SELECT value::int FROM state WHERE name = 'epoch'),
            (SELECT encode(sha256(body), 'hex') FROM cs WHERE seq = p_at),
            EXISTS (SELECT 1 FROM letter AS l JOIN pc ON pc.site = l.site
                     AND l.site_seq > pc.last_site_seq) FROM me WHERE site > 0""",
    ),
    (
        "fetch(p_token bytea, p_after bigint, p_limit int, p_bytes bigint) RETURNS TABLE (seq bigint,"
        " site bigint, site_seq bigint, schema_version int, key_epoch int, pushed_by bigint,"
        " at bigint, body bytea)",
        _ME
        + """, found AS (
            SELECT cs.*, sum(octet_length(cs.body)) OVER (ORDER BY cs.seq) AS total
              FROM me, (SELECT * FROM cs WHERE seq > p_after ORDER BY seq LIMIT p_limit) AS cs
             WHERE me.site > 0)
        SELECT seq, site, site_seq, schema_version, key_epoch, pushed_by, at, body FROM found
         WHERE total <= p_bytes OR seq = (SELECT min(seq) FROM found) ORDER BY seq""",
    ),
    (
        "push(p_token bytea, p_base bigint, p_refill boolean, p_site bigint[], p_site_seq bigint[], p_version int[],"
        " p_epoch int[], p_body bytea[]) RETURNS TABLE (pushed bigint, told text)",
        _ME
        + """, ready AS MATERIALIZED (
            SELECT me.site FROM me WHERE top() = p_base
               AND (p_refill OR NOT EXISTS (SELECT 1 FROM unnest(p_site, p_site_seq) AS o(s, q)
                LEFT JOIN letter ON letter.site = o.s AND letter.site_seq = o.q
                    WHERE o.s <> me.site AND letter.site IS NULL))
               AND 0 < (SELECT CASE WHEN NOT p_refill AND pc.last_site_seq >= (SELECT min(s.q)
                    FROM unnest(p_site, p_site_seq) AS s(o, q) WHERE s.o = me.site)
                    THEN refuse('PR003', 'twin') ELSE 1 END FROM pc WHERE pc.site = me.site)
        ), new AS (
            INSERT INTO cs (seq, site, site_seq, schema_version, key_epoch, pushed_by, at, body)
            SELECT p_base + t.n, t.s, t.q, t.v, t.e, ready.site, now_ms(), t.b
              FROM ready, unnest(p_site, p_site_seq, p_version, p_epoch, p_body)
                   WITH ORDINALITY AS t(s, q, v, e, b, n)
            RETURNING cs.site, cs.site_seq
        ), adopted AS (
            DELETE FROM letter USING new
             WHERE letter.site = new.site AND letter.site_seq = new.site_seq RETURNING 1
        ), counted AS (
            UPDATE pc SET last_site_seq = greatest(last_site_seq, last.q)
              FROM (SELECT new.site, max(new.site_seq) AS q FROM new GROUP BY new.site) AS last
             WHERE pc.site = last.site RETURNING 1)
        SELECT n, CASE WHEN n > 0 THEN pg_notify('@S', (p_base + n)::text)::text ELSE '' END
          FROM (SELECT count(*) AS n FROM new) AS done""",
    ),
    (
        "pcs(p_token bytea) RETURNS TABLE (site bigint, station int, name bytea, public_key bytea,"
        " base bigint, version int, heard_at bigint, presence bytea, revoked_at bigint)",
        _ME
        + """ SELECT pc.site, station, name, public_key, base, version, heard_at, presence,
            revoked_at FROM me, pc WHERE me.site > 0 ORDER BY station""",
    ),
    (
        "report(p_token bytea, p_base bigint, p_version int, p_presence bytea)"
        " RETURNS TABLE (done bigint, told text)",
        _ME
        + """, told AS (
            UPDATE pc SET base = p_base, version = p_version, presence = coalesce(p_presence, presence),
                   heard_at = now_ms() FROM me WHERE pc.site = me.site RETURNING 1)
        SELECT n, CASE WHEN p_presence IS NULL THEN '' ELSE pg_notify('@S', 'presence')::text END
          FROM (SELECT count(*) AS n FROM told) AS done""",
    ),
    (
        "rename(p_token bytea, p_name bytea) RETURNS TABLE (done bigint)",
        _ME
        + """, told AS (UPDATE pc SET name = p_name FROM me WHERE pc.site = me.site RETURNING 1)
        SELECT count(*) FROM told""",
    ),
    (
        "revoke(p_token bytea, p_site bigint) RETURNS TABLE (done bigint)",
        _ME
        + """, told AS (
            UPDATE pc SET revoked_at = now_ms() FROM me
             WHERE pc.site = p_site AND me.site > 0 AND revoked_at = 0 RETURNING pc.site
        ), freed AS (DELETE FROM claim USING told WHERE claim.site = told.site RETURNING 1
        ), closed AS (DELETE FROM envelope USING told WHERE envelope.site = told.site RETURNING 1
        ), unsent AS (DELETE FROM letter USING told WHERE letter.site = told.site RETURNING 1
        ), shut AS (DELETE FROM invite USING told WHERE used_by IS NULL AND told.site <> 0 RETURNING 1)
        SELECT count(*) FROM told""",
    ),
    (
        "invite(p_token bytea, p_id text, p_payload bytea, p_expires bigint)"
        " RETURNS TABLE (done bigint)",
        _ME
        + """, made AS (
            INSERT INTO invite (id, payload, expires_at)
            SELECT p_id, p_payload, p_expires FROM me WHERE me.site > 0 RETURNING 1)
        SELECT count(*) FROM made""",
    ),
    (
        "open_invite(p_id text) RETURNS TABLE (payload bytea)",
        "SELECT payload FROM invite WHERE id = p_id AND expires_at > now_ms() AND used_by IS NULL",
    ),
    (
        "shut_doors(p_token bytea) RETURNS TABLE (done bigint)",
        _ME
        + """, shut AS (
            DELETE FROM invite USING me WHERE me.site > 0 AND used_by IS NULL RETURNING 1)
        SELECT count(*) FROM shut""",
    ),
    (
        "take_invite(p_id text, p_site bigint, p_token bytea, p_public bytea, p_name bytea)"
        " RETURNS TABLE (station int)",
        """WITH door AS MATERIALIZED (
            SELECT id FROM invite WHERE id = p_id AND expires_at > now_ms()
               AND (used_by IS NULL OR used_by = p_site) FOR UPDATE
        ), made AS (
            INSERT INTO pc (site, station, token_sha256, public_key, name, heard_at)
            SELECT p_site, (SELECT min(n) FROM generate_series(10, 98) AS n
                WHERE NOT EXISTS (SELECT 1 FROM pc WHERE pc.station = n)
                  AND NOT EXISTS (SELECT 1 FROM state WHERE name = 'given'
                      AND n::text = ANY (string_to_array(value, ',')))),
                   sha256(p_token), p_public, p_name, now_ms()
              FROM door WHERE NOT EXISTS (SELECT 1 FROM pc WHERE pc.site = p_site)
            RETURNING pc.station
        ), used AS (
            UPDATE invite SET used_by = p_site FROM door WHERE invite.id = door.id RETURNING 1)
        SELECT station FROM made UNION ALL
        SELECT pc.station FROM door, pc WHERE pc.site = p_site AND token_sha256 = sha256(p_token)""",
    ),
    (
        "name_key(p_token bytea, p_sealed bytea) RETURNS TABLE (sealed text)",
        _ME
        + """, made AS (
            INSERT INTO state (name, value) SELECT 'name_key', encode(p_sealed, 'hex') FROM me
             WHERE me.site > 0 ON CONFLICT (name) DO NOTHING RETURNING value)
        SELECT value FROM made UNION ALL SELECT value FROM me, state
         WHERE me.site > 0 AND name = 'name_key' AND NOT EXISTS (SELECT 1 FROM made)""",
    ),
    (
        "change_key(p_token bytea, p_epoch int, p_site bigint[], p_sealed bytea[], p_name_key bytea)"
        " RETURNS TABLE (done bigint)",
        _ME
        + """, next AS (
            UPDATE state SET value = p_epoch::text FROM me WHERE me.site > 0
               AND name = 'epoch' AND value = (p_epoch - 1)::text RETURNING 1
        ), named AS (
            UPDATE state SET value = encode(p_name_key, 'hex') FROM next WHERE name = 'name_key'
            RETURNING 1
        ), sent AS (
            INSERT INTO envelope (epoch, site, sealed)
            SELECT p_epoch, s, b FROM next, unnest(p_site, p_sealed) AS t(s, b) RETURNING 1)
        SELECT count(*) FROM next""",
    ),
    (
        "envelope(p_token bytea, p_epoch int) RETURNS TABLE (sealed bytea)",
        _ME
        + """ SELECT sealed FROM me, envelope
         WHERE envelope.site = me.site AND epoch = p_epoch""",
    ),
    (
        "claim(p_token bytea, p_subject text[], p_until bigint, p_purpose bytea)"
        " RETURNS TABLE (taken bigint)",
        _ME
        + """, made AS (
            INSERT INTO claim AS c (subject, site, until, purpose)
            SELECT s, me.site, now_ms() + p_until, p_purpose
              FROM me, unnest(p_subject) AS s ORDER BY s
            ON CONFLICT (subject) DO UPDATE
               SET site = excluded.site, until = excluded.until, purpose = excluded.purpose
             WHERE c.site = excluded.site OR c.until <= now_ms()
            RETURNING 1)
        SELECT count(*) FROM made""",
    ),
    (
        "claims(p_token bytea, p_subject text[])"
        " RETURNS TABLE (subject text, site bigint, until bigint, purpose bytea)",
        _ME
        + """ SELECT c.subject, c.site, c.until, c.purpose FROM me, claim AS c
         WHERE c.subject = ANY (p_subject) AND c.site <> me.site AND c.until > now_ms()""",
    ),
    (
        "release(p_token bytea, p_subject text[]) RETURNS TABLE (done bigint)",
        _ME
        + """, freed AS (
            DELETE FROM claim AS c USING me
             WHERE c.site = me.site AND c.subject = ANY (p_subject) RETURNING 1)
        SELECT count(*) FROM freed""",
    ),
    (
        "there(p_token bytea, p_name text[]) RETURNS TABLE (name text)",
        _ME + " SELECT name FROM me, blob WHERE me.site > 0 AND name = ANY (p_name)",
    ),
    (
        "put_part(p_token bytea, p_name text, p_n int, p_body bytea) RETURNS TABLE (done bigint)",
        _ME
        + """, made AS (
            INSERT INTO blob_part (name, n, body) SELECT p_name, p_n, p_body FROM me
             WHERE me.site > 0 ON CONFLICT DO NOTHING RETURNING 1)
        SELECT count(*) FROM made""",
    ),
    (
        "put_done(p_token bytea, p_name text, p_parts int) RETURNS TABLE (done bigint)",
        _ME
        + """, made AS (
            INSERT INTO blob (name, parts, size)
            SELECT p_name, p_parts, sum(octet_length(body)) FROM me, blob_part
             WHERE me.site > 0 AND name = p_name HAVING count(*) = p_parts
            ON CONFLICT DO NOTHING RETURNING 1)
        SELECT count(*) FROM made""",
    ),
    (
        "parts(p_token bytea, p_name text) RETURNS TABLE (parts int)",
        _ME + " SELECT parts FROM me, blob WHERE me.site > 0 AND name = p_name",
    ),
    (
        "part(p_token bytea, p_name text, p_n int) RETURNS TABLE (body bytea)",
        _ME + " SELECT body FROM me, blob_part WHERE me.site > 0 AND name = p_name AND n = p_n",
    ),
    (
        "snapshots(p_token bytea)"
        " RETURNS TABLE (seq bigint, schema_version int, key_epoch int, parts int, at bigint)",
        _ME
        + """ SELECT seq, schema_version, key_epoch, parts, at FROM me, snap
         WHERE me.site > 0 AND done ORDER BY seq DESC, at DESC""",
    ),
    (
        "begin_snapshot(p_token bytea, p_seq bigint, p_version int, p_epoch int)"
        " RETURNS TABLE (done bigint)",
        _ME
        + """, gone AS (DELETE FROM snap_part USING me WHERE seq = p_seq AND me.site > 0
             AND EXISTS (SELECT 1 FROM snap AS s WHERE s.seq = p_seq AND NOT s.done) RETURNING 1
        ), made AS (
            INSERT INTO snap AS s (seq, site, schema_version, key_epoch, at)
            SELECT p_seq, me.site, p_version, p_epoch, now_ms() FROM me
            ON CONFLICT (seq) DO UPDATE SET site = excluded.site, at = excluded.at,
               schema_version = excluded.schema_version, key_epoch = excluded.key_epoch
             WHERE NOT s.done RETURNING 1)
        SELECT count(*) FROM made""",
    ),
    (
        "put_snapshot_part(p_token bytea, p_seq bigint, p_n int, p_body bytea)"
        " RETURNS TABLE (done bigint)",
        _ME
        + """, made AS (
            INSERT INTO snap_part (seq, n, body) SELECT p_seq, p_n, p_body FROM me, snap
             WHERE snap.seq = p_seq AND snap.site = me.site AND NOT done
            ON CONFLICT (seq, n) DO UPDATE SET body = excluded.body RETURNING 1)
        SELECT count(*) FROM made""",
    ),
    (
        "finish_snapshot(p_token bytea, p_seq bigint, p_parts int) RETURNS TABLE (done bigint)",
        _ME
        + """, told AS (
            UPDATE snap SET done = true, parts = p_parts FROM me
             WHERE snap.seq = p_seq AND snap.site = me.site AND NOT done
               AND p_parts = (SELECT count(*) FROM snap_part WHERE seq = p_seq) RETURNING snap.seq
        ), gone AS (
            DELETE FROM snap USING told WHERE snap.seq < coalesce(
                (SELECT max(s.seq) FROM snap AS s WHERE s.done AND s.seq < told.seq), told.seq)
            RETURNING 1)
        SELECT count(*) FROM told""",
    ),
    (
        "snapshot_part(p_token bytea, p_seq bigint, p_n int) RETURNS TABLE (body bytea)",
        _ME
        + """ SELECT p.body FROM me, snap_part AS p, snap AS s
         WHERE me.site > 0 AND p.seq = p_seq AND p.n = p_n AND s.seq = p_seq AND s.done""",
    ),
    (
        "put_letters(p_token bytea, p_base bigint[], p_site_seq bigint[], p_version int[],"
        " p_epoch int[], p_body bytea[]) RETURNS TABLE (done bigint, told text)",
        _ME
        + """, made AS (
            INSERT INTO letter (site, site_seq, base, schema_version, key_epoch, body)
            SELECT me.site, t.q, t.o, t.v, t.e, t.b
              FROM me JOIN pc ON pc.site = me.site,
                   unnest(p_base, p_site_seq, p_version, p_epoch, p_body) AS t(o, q, v, e, b)
             WHERE t.q > pc.last_site_seq
            ON CONFLICT (site, site_seq) DO UPDATE SET base = excluded.base, body = excluded.body,
               key_epoch = excluded.key_epoch, schema_version = excluded.schema_version
            RETURNING letter.site, letter.site_seq)
        SELECT n, CASE WHEN fresh THEN pg_notify('@S', 'letter')::text ELSE '' END
          FROM (SELECT count(*) AS n, coalesce(bool_or(NOT EXISTS (SELECT 1 FROM letter AS l
            WHERE l.site = made.site AND l.site_seq = made.site_seq)), false) AS fresh
                  FROM made) AS done""",
    ),
    (
        "letters(p_token bytea) RETURNS TABLE (site bigint, site_seq bigint, base bigint,"
        " schema_version int, key_epoch int, body bytea)",
        _ME
        + """ SELECT l.site, l.site_seq, l.base, l.schema_version, l.key_epoch, l.body
          FROM me, letter AS l JOIN pc ON pc.site = l.site AND l.site_seq > pc.last_site_seq
         WHERE me.site > 0 ORDER BY l.site, l.site_seq LIMIT 1000""",
    ),
    (
        "prune(p_token bytea) RETURNS TABLE (gone bigint)",
        _ME
        + """, keep AS (
            SELECT least((SELECT min(base) FROM pc WHERE revoked_at = 0),
                coalesce((SELECT max(seq) FROM snap WHERE done), 0),
                (SELECT max(seq) FROM cs)) AS seq
              FROM me WHERE me.site > 0
        ), old AS (DELETE FROM cs USING keep WHERE cs.seq < keep.seq RETURNING 1
        ), stale AS (DELETE FROM claim USING me WHERE until < now_ms() AND me.site > 0 RETURNING 1
        ), shut AS (DELETE FROM invite USING me WHERE expires_at < now_ms() - 86400000
             AND me.site > 0 RETURNING 1)
        SELECT count(*) FROM old""",
    ),
)
"""Functions that the PCs' role may call: (head, body); all are VOLATILE and run with the owner's rights."""
