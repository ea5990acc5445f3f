"""Which alarms the analyses raise: the early warning's, and changes of a risk tier.

What an alarm is known by follows from the data alone, so that it is the same at every refresh and
on every console, and the database holds it once: its kind, its region, the rule, and its first day.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.data.connection import open_engine
from console.data.schema import SCHEMA
from console.domain.duty import Alarm
from console.domain.snapshots_analysis import (
    RiskRow,
    RiskSnapshot,
    WarningRow,
    WarningSnapshot,
)
from console.domain.wording import Text

EARS, RISK = "ears", "risk"

#: A change of tier is news for so many days: a console that is started later raises it no more.
_NEWS = timedelta(days=7)

#: Severities of the national four-level scale: several rules at once weigh more than one, a tier
#: in the upper quarter of its set is grave, and a fall is told, no more.
_SEVERAL, _ONE = 2, 3
_GRAVE, _RISE, _FALL = 2, 3, 4
_UPPER = 0.75


def alarms_of_warning(snapshot: WarningSnapshot, now: datetime) -> Iterator[Alarm]:
    """Yield an alarm for every place whose newest day, or one in the week before it, alarms.

    Args:
        snapshot: The early warning.
        now: When the alarms are raised.
    """
    for row in snapshot.rows:
        if row.alarm:
            yield Alarm(
                key=row.alarm,
                region=row.region,
                post="",
                kind=EARS,
                severity=_SEVERAL if len(row.raised_by) > 1 else _ONE,
                raised_at=now,
                text=_alarm_words(row),
            )


def _alarm_words(row: WarningRow) -> Text:
    rules = "/".join(row.raised_by)
    return Text(
        f"{row.name.zh}自 {row.since} 起触发预警（EARS {rules}）",
        f"{row.name.en}: early warning since {row.since} (EARS {rules})",
    )


def alarms_of_risk(snapshot: RiskSnapshot, now: datetime) -> Iterator[Alarm]:
    """Yield an alarm for every tier that changed in the days that are still news.

    They are counted back from the day that the facts speak of, or from ``now`` where that is later
    known: a declaration may be newer than all case figures.
    """
    for row in snapshot.rows:
        if row.since is None or row.since_earlier or row.before is None:
            continue
        newest = snapshot.provenance.as_of
        day = now.date() if row.declared or newest is None else newest
        if timedelta(0) <= day - row.since <= _NEWS:
            yield Alarm(
                key=f"{RISK}/{row.region}/{row.rule_set}/{row.tier.en}/{row.since}",
                region=row.region,
                post="",
                kind=RISK,
                severity=_tier_severity(row),
                raised_at=now,
                text=_tier_words(row, row.before),
            )


def _tier_severity(row: RiskRow) -> int:
    if row.rose is False:
        return _FALL
    grave = row.rank is not None and row.ranks and row.rank / row.ranks > _UPPER
    return _GRAVE if grave else _RISE


def _tier_words(row: RiskRow, before: Text) -> Text:
    how = Text("宣布", "declared") if row.declared else Text("测算", "computed")
    why_zh = "；".join(reason.zh for reason in row.reasons)
    why_en = "; ".join(reason.en for reason in row.reasons)
    return Text(
        f"{row.name.zh}风险等级自 {row.since} 由{before.zh}变为{row.tier.zh}（{how.zh}：{why_zh}）",
        f"{row.name.en}: tier from {before.en} to {row.tier.en} since {row.since}"
        f" ({how.en}: {why_en})",
    )


def may_raise(url: str) -> bool:
    """Return whether this console's login may write alarms; only the operator's may.

    Raises:
        ConsoleError: The address is no good.
        SQLAlchemyError: The database cannot be asked.
    """
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name != "postgresql":
                return True
            found = connection.exec_driver_sql(
                f"SELECT has_table_privilege('{SCHEMA}.alert', 'INSERT')"
            )
            return bool(found.scalar())
    finally:
        engine.dispose()
