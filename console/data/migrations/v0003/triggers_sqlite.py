"""How SQLite counts the line list: row triggers, which recount the day and week that they touch.

A quantile is Σ h_i · max(0, 1 − |i − (n−1)q|) over the sorted hours h_0 … h_{n−1}: linear
interpolation between the two cases around it, as PostgreSQL's ``percentile_cont``.
"""

from collections.abc import Iterator

from console.data.migrations.v0003.forms import COUNTS, DAILY, LONGEST_HOURS, STEPS, WEEKLY

#: The regions that each region counts in: itself and those above it; a trigger may hold no WITH.
_WITHIN = """
CREATE VIEW region_within AS
WITH RECURSIVE up(region, ancestor) AS (
    SELECT code, code FROM region
    UNION
    SELECT up.region, coalesce(r.successor_code, r.parent_code)
    FROM up JOIN region r ON r.code = up.ancestor
    WHERE coalesce(r.successor_code, r.parent_code) IS NOT NULL
)
SELECT region, ancestor FROM up
"""
_WATCHED = "region, onset_at, reported_at, isolated_at, treated_at, source"
_DAY = "date({}.reported_at, '+8 hours')"
_MONDAY = "date({}.reported_at, '+8 hours', 'weekday 0', '-6 days')"


def _hours() -> str:
    spans = {
        step: f"round((julianday(c.{after}) - julianday(c.{before})) * 24, 6)"
        for step, (before, after) in STEPS.items()
    }
    return ", ".join(
        f"CASE WHEN abs({span}) <= {LONGEST_HOURS} THEN {span} END AS {step}"
        for step, span in spans.items()
    )


def _during(begin: str, days: int) -> str:
    return (
        f"c.reported_at >= datetime({begin}, '-8 hours')"
        f" AND c.reported_at < datetime({begin}, '+{days} days', '-8 hours')"
    )


def _quantile(step: str, share: float) -> str:
    return f"sum({step} * max(0.0, 1.0 - abs({step}_i - ({step}_n - 1) * {share})))"


def _figures(names: tuple[str, ...]) -> str:
    """Return how each of ``names`` is worked out over a group of ranked cases."""
    made = {
        "cases": "count(*)",
        "local_cases": "count(CASE WHEN source = 'local' THEN 1 END)",
        "imported_cases": "count(CASE WHEN source = 'imported' THEN 1 END)",
    }
    for step in STEPS:
        made[f"{step}_hours"] = _quantile(step, 0.5)
        made[f"{step}_p90_hours"] = _quantile(step, 0.9)
        made[f"{step}_count"] = f"count({step})"
        made[f"{step}_before"] = f"count(CASE WHEN {step} < 0 THEN 1 END)"
    return ", ".join(made[name] for name in names)


def _upsert(table: str, day: str, figures: tuple[str, ...], cases: str) -> str:
    """Return the statement that writes the figures of ``cases`` by region and day."""
    ranks = ", ".join(
        f"row_number() OVER (PARTITION BY region, {day} ORDER BY {step} IS NULL, {step}) - 1"
        f" AS {step}_i, count({step}) OVER (PARTITION BY region, {day}) AS {step}_n"
        for step in STEPS
    )
    names = ", ".join(figures)
    fresh = ", ".join(f"{figure} = excluded.{figure}" for figure in figures)
    return (
        f"INSERT INTO {table} (region, {day}, {names})"
        f" SELECT region, {day}, {_figures(figures)}"
        f" FROM (SELECT *, {ranks} FROM ({cases})) WHERE true GROUP BY region, {day}"
        f" ON CONFLICT (region, {day}) DO UPDATE SET {fresh};"
    )


def _days(row: str) -> str:
    """Return the statements that recount the day of ``row``."""
    day = _DAY.format(row)
    chosen = f"c.region = {row}.region AND {_during(day, 1)}"
    cases = (
        f"SELECT c.region, {day} AS date, c.source, {_hours()} FROM case_record c WHERE {chosen}"
    )
    made = [
        _upsert("record_daily", "date", COUNTS, cases),
        _upsert("timeliness_daily", "date", DAILY, cases),
    ]
    made += [
        f"DELETE FROM {table} WHERE region = {row}.region AND date = {day}"
        f" AND NOT EXISTS (SELECT 1 FROM case_record c WHERE {chosen});"
        for table in ("record_daily", "timeliness_daily")
    ]
    return " ".join(made)


def _weeks(row: str) -> str:
    """Return the statements that recount the week of ``row``, in all regions that it counts in."""
    week = _MONDAY.format(row)
    above = f"SELECT ancestor FROM region_within WHERE region = {row}.region"
    cases = (
        f"SELECT w.ancestor AS region, {week} AS week, c.source, {_hours()} FROM region_within w"
        f" JOIN case_record c ON c.region = w.region"
        f" WHERE w.ancestor IN ({above}) AND {_during(week, 7)}"
    )
    return (
        _upsert("timeliness_weekly", "week", WEEKLY, cases)
        + f" DELETE FROM timeliness_weekly WHERE week = {week} AND region IN ({above})"
        " AND NOT EXISTS (SELECT 1 FROM region_within w JOIN case_record c ON c.region = w.region"
        f" WHERE w.ancestor = timeliness_weekly.region AND {_during(week, 7)});"
    )


def _all_weeks() -> str:
    cases = (
        f"SELECT w.ancestor AS region, {_MONDAY.format('c')} AS week, c.source, {_hours()}"
        " FROM region_within w JOIN case_record c ON c.region = w.region"
    )
    return _upsert("timeliness_weekly", "week", WEEKLY, cases)


def _all_days() -> Iterator[str]:
    cases = f"SELECT c.region, {_DAY.format('c')} AS date, c.source, {_hours()} FROM case_record c"
    yield _upsert("record_daily", "date", COUNTS, cases)
    yield _upsert("timeliness_daily", "date", DAILY, cases)


def statements() -> Iterator[str]:
    """Yield the statements that create the view and the triggers."""
    yield _WITHIN.strip()
    for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
        watched = f" OF {_WATCHED}" if event == "UPDATE" else ""
        body = " ".join(_days(row) + " " + _weeks(row) for row in rows)
        yield (
            f"CREATE TRIGGER case_record_counted_on_{event.lower()}"
            f" AFTER {event}{watched} ON case_record BEGIN {body} END"
        )
    yield (
        "CREATE TRIGGER region_tree_changed AFTER UPDATE OF parent_code, successor_code ON region"
        " WHEN OLD.parent_code IS NOT NEW.parent_code"
        " OR OLD.successor_code IS NOT NEW.successor_code"
        f" BEGIN DELETE FROM timeliness_weekly; {_all_weeks()} END"
    )


def first_count() -> Iterator[str]:
    """Yield the statements that count what the line list holds already."""
    yield from _all_days()
    yield _all_weeks()
