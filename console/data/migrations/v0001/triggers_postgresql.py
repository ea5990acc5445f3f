"""The change signal of migration 0001 on PostgreSQL.

A statement trigger queues the writers of one dataset before they lock any row, so that revisions
follow the order of commits and writers of one dataset never deadlock. The first row that really
changes raises the revision, once a transaction; ``command.revision_TABLE`` remembers it until the
transaction ends (a rollback to a savepoint forgets it, as it should).

The functions belong to the owner and act with the owner's rights: whoever may write a table may
thereby raise its revision, without any right on ``revision`` itself.
"""

from collections.abc import Iterator, Sequence

from console.data.migrations.v0001.forms import APPEND_ONLY, CASE_COUNTS, KEYS, SIGNALLED

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$"

_FUNCTIONS = {
    "begin_change": """
BEGIN
    IF coalesce(current_setting('command.revision_' || TG_TABLE_NAME, true), '') = '' THEN
        PERFORM FROM command.revision WHERE dataset = TG_TABLE_NAME FOR NO KEY UPDATE;
    END IF;
    RETURN NULL;
END""",
    "stamp_row": """
DECLARE
    held text := current_setting('command.revision_' || TG_TABLE_NAME, true);
BEGIN
    IF coalesce(held, '') = '' THEN
        UPDATE command.revision SET revision = revision + 1, changed_at = clock_timestamp()
            WHERE dataset = TG_TABLE_NAME RETURNING revision INTO STRICT held;
        PERFORM set_config('command.revision_' || TG_TABLE_NAME, held, true);
        PERFORM pg_notify('command_changed', TG_TABLE_NAME || ':' || held);
    END IF;
    NEW.revision := held::bigint;
    RETURN NEW;
END""",
    "raise_epoch": """
DECLARE
    held text;
BEGIN
    IF coalesce(current_setting('command.epoch_' || TG_TABLE_NAME, true), '') = '' THEN
        UPDATE command.revision
            SET revision = revision + 1, epoch = epoch + 1, changed_at = clock_timestamp()
            WHERE dataset = TG_TABLE_NAME RETURNING revision INTO STRICT held;
        PERFORM set_config('command.epoch_' || TG_TABLE_NAME, 'raised', true);
        PERFORM set_config('command.revision_' || TG_TABLE_NAME, held, true);
        PERFORM pg_notify('command_changed', TG_TABLE_NAME || ':' || held);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END""",
    "refuse_change": """
BEGIN
    RAISE EXCEPTION '% is append-only: rows are neither changed nor removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END""",
    "require_note": """
BEGIN
    PERFORM FROM command.case_note
        WHERE region = NEW.region AND date = NEW.date FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the negative new count of % on % has no case_note', NEW.region, NEW.date
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_daily_negative_has_note',
            HINT = 'Write the case_note first.';
    END IF;
    RETURN NEW;
END""",
    "keep_note": """
BEGIN
    IF EXISTS (
        SELECT FROM command.case_daily
        WHERE region = OLD.region AND date = OLD.date AND least({counts}) < 0
    ) AND NOT EXISTS (
        SELECT FROM command.case_note
        WHERE region = OLD.region AND date = OLD.date AND kind <> OLD.kind
    ) THEN
        RAISE EXCEPTION 'the case_note of % on % explains a negative count', OLD.region, OLD.date
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_daily_negative_has_note',
            HINT = 'Correct the count in case_daily first.';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END""".format(counts=", ".join(CASE_COUNTS)),
    "keep_notes": """
BEGIN
    IF EXISTS (SELECT FROM command.case_daily WHERE least({counts}) < 0) THEN
        RAISE EXCEPTION 'case_note explains negative counts in case_daily'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_daily_negative_has_note',
            HINT = 'Empty case_daily first.';
    END IF;
    RETURN NULL;
END""".format(counts=", ".join(CASE_COUNTS)),
}


def statements() -> list[str]:
    """Return the statements that create the functions and triggers."""
    made: list[str] = []
    for name, body in _FUNCTIONS.items():
        made.append(f"CREATE FUNCTION command.{name}() RETURNS trigger {_HEAD}{body}\n$body$")
        # Nobody may hang an owner's function on a table of his own.
        made.append(f"REVOKE ALL ON FUNCTION command.{name}() FROM PUBLIC")
    for table in SIGNALLED:
        made += signal(table, KEYS[table])
    for table in APPEND_ONLY:
        made.append(
            _trigger(
                "append_only",
                "BEFORE UPDATE OR DELETE OR TRUNCATE",
                table,
                "FOR EACH STATEMENT",
                "refuse_change",
            )
        )
    made += _notes()
    return made


def _trigger(name: str, when: str, table: str, each: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {name} {when} ON command.{table} {each} "
        f"EXECUTE FUNCTION command.{function}()"
    )


def signal(table: str, keys: Sequence[str]) -> Iterator[str]:
    """Yield the statements that create one table's change signal."""
    rekeyed = " OR ".join(f'OLD."{key}" <> NEW."{key}"' for key in keys)
    row = "FOR EACH ROW"
    yield _trigger(
        "change_begins",
        "BEFORE INSERT OR UPDATE OR DELETE",
        table,
        "FOR EACH STATEMENT",
        "begin_change",
    )
    yield _trigger("row_inserted", "BEFORE INSERT", table, row, "stamp_row")
    yield _trigger(
        "row_updated",
        "BEFORE UPDATE",
        table,
        f"{row} WHEN (OLD.* IS DISTINCT FROM NEW.*)",
        "stamp_row",
    )
    yield _trigger("row_rekeyed", "BEFORE UPDATE", table, f"{row} WHEN ({rekeyed})", "raise_epoch")
    yield _trigger("row_deleted", "BEFORE DELETE", table, row, "raise_epoch")
    yield _trigger("table_emptied", "BEFORE TRUNCATE", table, "FOR EACH STATEMENT", "raise_epoch")


def _notes() -> Iterator[str]:
    counts = ", ".join(f"NEW.{count}" for count in CASE_COUNTS)
    yield _trigger(
        "negative_has_note",
        "BEFORE INSERT OR UPDATE",
        "case_daily",
        f"FOR EACH ROW WHEN (least({counts}) < 0)",
        "require_note",
    )
    yield _trigger("note_deleted", "BEFORE DELETE", "case_note", "FOR EACH ROW", "keep_note")
    yield _trigger(
        "note_moved",
        "BEFORE UPDATE",
        "case_note",
        "FOR EACH ROW WHEN (OLD.region <> NEW.region OR OLD.date <> NEW.date)",
        "keep_note",
    )
    yield _trigger(
        "notes_emptied", "BEFORE TRUNCATE", "case_note", "FOR EACH STATEMENT", "keep_notes"
    )
