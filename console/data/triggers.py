"""The names of the triggers that keep the change signal and the rules across tables."""

from sqlalchemy import Dialect

from console.data.schema import DATASET_TABLES

APPEND_ONLY = frozenset({"duty_log", "wall_event"})

_SIGNAL = {
    "postgresql": (
        "change_begins",
        "row_inserted",
        "row_updated",
        "row_rekeyed",
        "row_deleted",
        "table_emptied",
    ),
    "sqlite": ("{}_inserted", "{}_updated", "{}_rekeyed", "{}_deleted"),
}
_APPEND_ONLY = {
    "postgresql": ("append_only",),
    "sqlite": ("{}_unchangeable", "{}_undeletable"),
}
_NOTES: dict[str, dict[str, tuple[str, ...]]] = {
    "postgresql": {
        "case_daily": ("negative_has_note",),
        "case_note": ("note_deleted", "note_moved", "notes_emptied"),
    },
    "sqlite": {
        "case_daily": (
            "case_daily_negative_has_note_on_insert",
            "case_daily_negative_has_note_on_update",
        ),
        "case_note": ("case_note_deleted_too_early", "case_note_moved_too_early"),
    },
}
_COUNTS: dict[str, dict[str, tuple[str, ...]]] = {
    "postgresql": {
        "case_record": (
            "records_counted_on_insert",
            "records_counted_on_update",
            "records_counted_on_delete",
            "records_emptied",
        ),
        "region": ("tree_changed",),
    },
    "sqlite": {
        "case_record": (
            "case_record_counted_on_insert",
            "case_record_counted_on_update",
            "case_record_counted_on_delete",
        ),
        "region": ("region_tree_changed",),
    },
}


def expected_triggers(table: str, dialect: Dialect) -> tuple[str, ...]:
    """Return the names of the triggers that ``table`` must have on ``dialect``."""
    kind = dialect.name
    if table not in DATASET_TABLES:
        return ()
    names = _SIGNAL[kind] + (_APPEND_ONLY[kind] if table in APPEND_ONLY else ())
    more = _NOTES[kind].get(table, ()) + _COUNTS[kind].get(table, ())
    return tuple(name.format(table) for name in names) + more
