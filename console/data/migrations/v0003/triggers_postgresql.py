"""How PostgreSQL counts the line list: statement triggers, which recount what was touched.

A median cannot be mended by what was added: every day and week that a statement touches is counted
anew, by the index over region and moment of report. A week is counted for the region itself and for
all above it, for the median of a prefecture is not to be had from those of its counties.

Writers of the line list queue at its row in ``command.revision`` before their first row, so that
each of them counts what the one before committed. The functions act with the owner's rights, return
nothing of the line list, and may be called by nobody else.
"""

from collections.abc import Iterator

from console.data.migrations.v0003.forms import COUNTS, DAILY, LONGEST_HOURS, STEPS, WEEKLY

#: Compiling these queries takes longer than they run.
_HEAD = (
    "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off"
    " AS $body$"
)
#: The centre's day: eight hours ahead of UTC, without daylight saving.
_ZONE = "AT TIME ZONE INTERVAL '8 hours'"
_DAY = f"(reported_at {_ZONE})::date"
_MONDAY = "{0} - (extract(isodow FROM {0})::integer - 1)"
_COUNTED = "region, reported_at, onset_at, isolated_at, treated_at, source"

#: What each event changed; of an update only what counts.
_CHANGED = {
    "insert": "SELECT region, reported_at FROM new_rows",
    "delete": "SELECT region, reported_at FROM old_rows",
    "update": (
        f"(SELECT {_COUNTED} FROM old_rows EXCEPT ALL SELECT {_COUNTED} FROM new_rows)"
        f" UNION ALL (SELECT {_COUNTED} FROM new_rows EXCEPT ALL SELECT {_COUNTED} FROM old_rows)"
    ),
}
_TRANSITION = {
    "insert": "NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
}
_UP = """up(region, ancestor) AS (
        SELECT code, code FROM command.region
        UNION
        SELECT up.region, coalesce(r.successor_code, r.parent_code)
        FROM up JOIN command.region r ON r.code = up.ancestor
        WHERE coalesce(r.successor_code, r.parent_code) IS NOT NULL
    )"""


def _hours() -> str:
    """Return the steps of one case as columns, NULL where they are not known."""
    spans = {
        step: f"extract(epoch FROM c.{after} - c.{before})::double precision / 3600"
        for step, (before, after) in STEPS.items()
    }
    return ", ".join(
        f"CASE WHEN isfinite(c.{STEPS[step][0]}) AND isfinite(c.{STEPS[step][1]})"
        f" AND abs({span}) <= {LONGEST_HOURS} THEN {span} END AS {step}"
        for step, span in spans.items()
    )


def _cases(region: str, begin: str, days: int) -> str:
    """Return a query for the cases of a region reported in the days from ``begin`` on."""
    # OFFSET 0 keeps it a query of its own: the planner cannot guess how few rows it has, and would
    # otherwise read the whole line list instead of asking the index.
    return (
        f"SELECT c.source, {_hours()} FROM command.case_record c WHERE c.region = {region}"
        f" AND c.reported_at >= ({begin})::timestamp {_ZONE}"
        f" AND c.reported_at < ({begin} + {days})::timestamp {_ZONE} OFFSET 0"
    )


def _keep(table: str, day: str, figures: tuple[str, ...]) -> tuple[str, str]:
    """Return the statements that bring a table's touched rows to what was ``counted``."""
    names = ", ".join(figures)
    fresh = ", ".join(f"EXCLUDED.{figure}" for figure in figures)
    held = ", ".join(f"held.{figure}" for figure in figures)
    return (
        f"INSERT INTO command.{table} AS held (region, {day}, {names})"
        f" SELECT region, {day}, {names} FROM counted ORDER BY region, {day}"
        f" ON CONFLICT (region, {day}) DO UPDATE SET ({names}) = ROW ({fresh})"
        f" WHERE ({held}) IS DISTINCT FROM ({fresh})",
        f"DELETE FROM command.{table} AS held USING touched t"
        f" WHERE held.region = t.region AND held.{day} = t.{day}"
        f" AND NOT EXISTS (SELECT FROM counted c"
        f" WHERE c.region = t.region AND c.{day} = t.{day})",
    )


def _recount_days() -> str:
    counts, no_counts = _keep("record_daily", "date", COUNTS)
    hours, no_hours = _keep("timeliness_daily", "date", DAILY)
    medians = ", ".join(
        f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {step}) AS {step}_hours,"
        f" count({step}) AS {step}_count"
        for step in STEPS
    )
    return f"""
BEGIN
    WITH touched AS (SELECT DISTINCT region, date FROM unnest(places, days) AS t (region, date)),
    counted AS (
        SELECT t.region, t.date, count(*) AS cases,
            count(*) FILTER (WHERE source = 'local') AS local_cases,
            count(*) FILTER (WHERE source = 'imported') AS imported_cases, {medians}
        FROM touched t CROSS JOIN LATERAL ({_cases("t.region", "t.date", 1)}) AS c
        GROUP BY t.region, t.date
    ),
    counts AS ({counts}),
    no_counts AS ({no_counts}),
    hours AS ({hours})
    {no_hours};
END"""


def _recount_weeks() -> str:
    kept, gone = _keep("timeliness_weekly", "week", WEEKLY)
    gathered = ", ".join(
        f"percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY {step}) AS {step},"
        f" count({step}) AS {step}_count, count(*) FILTER (WHERE {step} < 0) AS {step}_before"
        for step in STEPS
    )
    spread = ", ".join(
        f"{step}[1] AS {step}_hours, {step}[2] AS {step}_p90_hours, {step}_count, {step}_before"
        for step in STEPS
    )
    return f"""
BEGIN
    WITH RECURSIVE {_UP},
    touched AS (
        SELECT DISTINCT up.ancestor AS region, {_MONDAY.format("t.date")} AS week
        FROM unnest(places, days) AS t (region, date) JOIN up ON up.region = t.region
    ),
    cells AS (
        SELECT DISTINCT up.region, t.week FROM touched t JOIN up ON up.ancestor = t.region
    ),
    cases AS (
        SELECT w.region, w.week, c.*
        FROM cells w CROSS JOIN LATERAL ({_cases("w.region", "w.week", 7)}) AS c
    ),
    gathered AS (
        SELECT t.region, t.week, count(*) AS cases, {gathered}
        FROM cases c JOIN up ON up.region = c.region
            JOIN touched t ON t.region = up.ancestor AND t.week = c.week
        GROUP BY t.region, t.week
    ),
    counted AS (SELECT region, week, cases, {spread} FROM gathered),
    kept AS ({kept})
    {gone};
END"""


_RECOUNT_TREE = """
DECLARE
    places text[];
    days date[];
BEGIN
    IF EXISTS (
        SELECT FROM old_rows o LEFT JOIN new_rows n ON n.code = o.code
        WHERE n.code IS NULL OR n.parent_code IS DISTINCT FROM o.parent_code
            OR n.successor_code IS DISTINCT FROM o.successor_code
    ) THEN
        -- Writers of the line list count by the tree: after this they see the new one.
        PERFORM FROM command.revision WHERE dataset = 'case_record' FOR NO KEY UPDATE;
        DELETE FROM command.timeliness_weekly;
        SELECT array_agg(region), array_agg(date) INTO places, days FROM command.record_daily;
        PERFORM command.recount_weeks(places, days);
    END IF;
    RETURN NULL;
END"""

_FORGET = """
BEGIN
    DELETE FROM command.record_daily;
    DELETE FROM command.timeliness_daily;
    DELETE FROM command.timeliness_weekly;
    RETURN NULL;
END"""


def _count(event: str) -> str:
    return f"""
DECLARE
    places text[];
    days date[];
BEGIN
    SELECT array_agg(region), array_agg(date) INTO places, days FROM (
        SELECT DISTINCT region, {_DAY} AS date FROM ({_CHANGED[event]}) AS changed
        WHERE reported_at BETWEEN '1900-01-01' AND '9998-12-31'
    ) AS touched;
    IF places IS NOT NULL THEN
        PERFORM command.recount_days(places, days);
        PERFORM command.recount_weeks(places, days);
    END IF;
    RETURN NULL;
END"""


def statements() -> Iterator[str]:
    """Yield the statements that create the functions and triggers."""
    for name, body in (("recount_days", _recount_days()), ("recount_weeks", _recount_weeks())):
        yield _function(f"{name}(places text[], days date[])", "void", body)
    for event in _CHANGED:
        yield _function(f"count_records_on_{event}()", "trigger", _count(event))
        yield (
            f"CREATE TRIGGER records_counted_on_{event} AFTER {event.upper()}"
            f" ON command.case_record REFERENCING {_TRANSITION[event]} FOR EACH STATEMENT"
            f" EXECUTE FUNCTION command.count_records_on_{event}()"
        )
    yield _function("forget_counts()", "trigger", _FORGET)
    yield (
        "CREATE TRIGGER records_emptied AFTER TRUNCATE ON command.case_record"
        " FOR EACH STATEMENT EXECUTE FUNCTION command.forget_counts()"
    )
    yield _function("recount_tree()", "trigger", _RECOUNT_TREE)
    yield (
        "CREATE TRIGGER tree_changed AFTER UPDATE ON command.region"
        f" REFERENCING {_TRANSITION['update']} FOR EACH STATEMENT"
        " EXECUTE FUNCTION command.recount_tree()"
    )
    for signature in (
        "recount_days(text[], date[])",
        "recount_weeks(text[], date[])",
        *(f"count_records_on_{event}()" for event in _CHANGED),
        "forget_counts()",
        "recount_tree()",
    ):
        yield f"REVOKE ALL ON FUNCTION command.{signature} FROM PUBLIC"


def _function(signature: str, result: str, body: str) -> str:
    return f"CREATE FUNCTION command.{signature} RETURNS {result} {_HEAD}{body}\n$body$"


def first_count() -> Iterator[str]:
    """Yield the statements that count what the line list holds already."""
    days = f"SELECT DISTINCT region, {_DAY} AS date FROM command.case_record"
    for name in ("recount_days", "recount_weeks"):
        yield (
            f"SELECT command.{name}(array_agg(region), array_agg(date)) FROM ({days}"
            " WHERE reported_at BETWEEN '1900-01-01' AND '9998-12-31') AS held"
            " HAVING count(*) > 0"
        )
