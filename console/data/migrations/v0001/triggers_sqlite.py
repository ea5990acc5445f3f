"""The change signal of migration 0001 on SQLite: row triggers, for SQLite has no others.

The stamp is an UPDATE of ``revision`` alone, and the update triggers listen to every column but
``revision``: so a stamp never sets off a trigger, whatever ``recursive_triggers`` says.
"""

from collections.abc import Iterator, Mapping, Sequence

from console.data.migrations.v0001.forms import APPEND_ONLY, CASE_COUNTS, KEYS, SIGNALLED

_NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


def statements(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the statements that create the triggers.

    Args:
        columns: The columns of every table, ``revision`` excepted.
    """
    made: list[str] = []
    for table in SIGNALLED:
        made += signal(table, columns[table])
    for table in APPEND_ONLY:
        made += append_only(table, columns[table])
    made += _notes()
    return made


def _any_changed(names: Sequence[str]) -> str:
    return " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in names)


def signal(table: str, columns: Sequence[str], key: Sequence[str] | None = None) -> Iterator[str]:
    """Yield the statements that create one table's change signal; ``key`` is its primary key."""
    key = KEYS[table] if key is None else key
    raised = (
        f"UPDATE revision SET revision = revision + 1, changed_at = {_NOW}"
        f" WHERE dataset = '{table}';"
    )
    stamped = (
        f'UPDATE "{table}" SET revision ='
        f" (SELECT revision FROM revision WHERE dataset = '{table}') WHERE rowid = NEW.rowid;"
    )
    anew = (
        f"UPDATE revision SET revision = revision + 1, epoch = epoch + 1, changed_at = {_NOW}"
        f" WHERE dataset = '{table}';"
    )
    listed = ", ".join(f'"{name}"' for name in columns)
    keys = ", ".join(f'"{name}"' for name in key)
    yield (
        f'CREATE TRIGGER {table}_inserted AFTER INSERT ON "{table}" BEGIN {raised} {stamped} END'
    )
    yield (
        f'CREATE TRIGGER {table}_updated AFTER UPDATE OF {listed} ON "{table}" '
        f"WHEN {_any_changed(columns)} BEGIN {raised} {stamped} END"
    )
    yield (
        f'CREATE TRIGGER {table}_rekeyed AFTER UPDATE OF {keys} ON "{table}" '
        f"WHEN {_any_changed(key)} BEGIN {anew} END"
    )
    yield f'CREATE TRIGGER {table}_deleted AFTER DELETE ON "{table}" BEGIN {anew} END'


def append_only(table: str, columns: Sequence[str]) -> Iterator[str]:
    """Yield the statements that let a table only grow."""
    listed = ", ".join(f'"{name}"' for name in columns)
    refused = f"SELECT RAISE(ABORT, '{table} is append-only: rows are neither changed nor removed')"
    yield (
        f"CREATE TRIGGER {table}_unchangeable BEFORE UPDATE OF {listed} ON {table} "
        f"BEGIN {refused}; END"
    )
    yield f"CREATE TRIGGER {table}_undeletable BEFORE DELETE ON {table} BEGIN {refused}; END"


def _notes() -> Iterator[str]:
    negative = " OR ".join(f"NEW.{count} < 0" for count in CASE_COUNTS)
    held_negative = " OR ".join(f"{count} < 0" for count in CASE_COUNTS)
    for event in ("INSERT", "UPDATE"):
        yield (
            f"CREATE TRIGGER case_daily_negative_has_note_on_{event.lower()}"
            f" BEFORE {event} ON case_daily WHEN ({negative}) AND NOT EXISTS"
            " (SELECT 1 FROM case_note WHERE region = NEW.region AND date = NEW.date)"
            " BEGIN SELECT RAISE(ABORT, 'a negative new count has no case_note'); END"
        )
    explains = (
        "EXISTS (SELECT 1 FROM case_daily WHERE region = OLD.region AND date = OLD.date"
        f" AND ({held_negative})) AND NOT EXISTS (SELECT 1 FROM case_note"
        " WHERE region = OLD.region AND date = OLD.date AND kind <> OLD.kind)"
    )
    refused = "SELECT RAISE(ABORT, 'this case_note explains a negative count')"
    yield (
        f"CREATE TRIGGER case_note_deleted_too_early BEFORE DELETE ON case_note WHEN {explains}"
        f" BEGIN {refused}; END"
    )
    yield (
        "CREATE TRIGGER case_note_moved_too_early BEFORE UPDATE OF region, date ON case_note"
        " WHEN (OLD.region IS NOT NEW.region OR OLD.date IS NOT NEW.date)"
        f" AND {explains} BEGIN {refused}; END"
    )
