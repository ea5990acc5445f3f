"""Snapshots of analysis for the displays' tests and pictures: small, plausible, made up."""

from datetime import date, datetime, timedelta

import numpy as np

from console.domain.requests_analysis import ReproductionRequest, RiskRequest, WarningRequest
from console.domain.snapshots_analysis import (
    AlarmState,
    GrowthFigure,
    ImportedBasis,
    ReproductionSnapshot,
    RiskRow,
    RiskSnapshot,
    RuleSetWords,
    RuleVerdict,
    WarningRow,
    WarningSnapshot,
)
from console.domain.wording import Text
from tests.widgets.samples import PLACES, provenance

TODAY = date(2020, 5, 20)
PROVINCE = Text("吉林省", "Jilin")


def reproduction(**changes: object) -> ReproductionSnapshot:
    days = 60
    mean = 1.0 + np.sin(np.arange(days) / 9)
    mean[20:24] = np.nan
    cases = np.where(np.arange(days) < 30, 4.0, 40.0)
    values: dict[str, object] = {
        "request": ReproductionRequest(),
        "provenance": provenance(),
        "region_name": PROVINCE,
        "serial_mean": 3.96,
        "serial_std": 4.75,
        "window": 7,
        "few_cases": 11,
        "first_day": TODAY - timedelta(days=days - 1),
        "mean": mean,
        "low": mean * 0.7,
        "high": mean * 1.4,
        "cases": cases,
        "imported": ImportedBasis.UNPLACED,
        "unfinished_from": TODAY + timedelta(days=1),
        "corrected_days": 2,
        "redefined": (),
        "growth": GrowthFigure(
            days=14,
            cases=90.0,
            rate=0.2,
            low=0.1,
            high=0.3,
            doubling_days=3.47,
            doubling_interval=(2.3, 6.9),
        ),
    }
    return ReproductionSnapshot(**{**values, **changes})  # type: ignore[arg-type]


def warning_row(place: int, state: AlarmState, **changes: object) -> WarningRow:
    counts = np.zeros(28)
    counts[:3] = np.nan
    values: dict[str, object] = {
        "region": PLACES[place].code,
        "name": PLACES[place].name,
        "state": state,
        "day": TODAY,
        "observed": 0.0,
        "verdicts": tuple(
            RuleVerdict(rule=rule, upper=1.5, alarm=False) for rule in ("C1", "C2", "C3")
        ),
        "since": None,
        "raised_by": (),
        "alarm": "",
        "acknowledged_by": "",
        "acknowledged_at": None,
        "last_alarm": None,
        "last_rules": (),
        "counts": counts,
        "alarms": (False,) * 28,
    }
    return WarningRow(**{**values, **changes})  # type: ignore[arg-type]


def warning() -> WarningSnapshot:
    outbreak = np.concatenate([np.zeros(26), [11.0, 3.0]])
    rows = (
        warning_row(
            1,
            AlarmState.ALARM,
            observed=3.0,
            verdicts=(
                RuleVerdict(rule="C1", upper=14.4, alarm=False),
                RuleVerdict(rule="C2", upper=1.7, alarm=True),
                RuleVerdict(rule="C3", upper=0.0, alarm=True),
            ),
            since=TODAY - timedelta(days=1),
            raised_by=("C1", "C2"),
            alarm="ears/220200/C1/2020-05-19",
            last_alarm=TODAY,
            last_rules=("C2", "C3"),
            counts=outbreak,
            alarms=(False,) * 26 + (True, True),
        ),
        warning_row(
            0,
            AlarmState.RECENT,
            since=date(2020, 5, 10),
            raised_by=("C1",),
            alarm="ears/220100/C1/2020-05-10",
            acknowledged_by="Wang",
            acknowledged_at=datetime(2020, 5, 10, 9, 30).astimezone(),
            last_alarm=date(2020, 5, 14),
            last_rules=("C3",),
        ),
        warning_row(
            2,
            AlarmState.UNJUDGED,
            day=date(2020, 5, 8),
            verdicts=tuple(
                RuleVerdict(rule=rule, upper=None, alarm=False) for rule in ("C1", "C2", "C3")
            ),
        ),
        warning_row(3, AlarmState.QUIET, last_alarm=date(2020, 2, 6), last_rules=("C1",)),
    )
    return WarningSnapshot(
        request=WarningRequest(),
        provenance=provenance(),
        region_name=PROVINCE,
        rows=rows,
        alphas=(("C1", 0.001), ("C2", 0.001), ("C3", 0.025)),
        unfinished_from=TODAY + timedelta(days=1),
        corrected_days=1,
        redefined=(date(2020, 5, 12),),
    )


def risk_row(place: int, zh: str, en: str, rank: int | None, **changes: object) -> RiskRow:
    values: dict[str, object] = {
        "region": PLACES[place].code,
        "name": PLACES[place].name,
        "tier": Text(zh, en),
        "rank": rank,
        "ranks": 3,
        "declared": False,
        "since": date(2020, 5, 8),
        "since_earlier": False,
        "before": Text("低风险", "Low"),
        "rose": True,
        "rule_set": "national-2020-02",
        "reasons": (Text("近14天新增病例 39（> 0）", "new cases in 14 days 39 (> 0)"),),
        "unknown": (),
    }
    return RiskRow(**{**values, **changes})  # type: ignore[arg-type]


def risk() -> RiskSnapshot:
    return RiskSnapshot(
        request=RiskRequest(),
        provenance=provenance(),
        region_name=PROVINCE,
        rules=RuleSetWords(
            title=Text("县域分区分级（2020年2月）", "County tiers (February 2020)"),
            source=Text("国务院联防联控机制", "State Council joint mechanism"),
            valid_from=date(2020, 2, 17),
            valid_to=date(2021, 12, 31),
        ),
        rows=(
            risk_row(1, "高风险", "High", 3, declared=True,
                     reasons=(Text("省政府宣布", "declared by the province"),)),
            risk_row(0, "中风险", "Medium", 2,
                     unknown=(Text("14天内聚集性疫情", "cluster within 14 days"),)),
            risk_row(2, "未定", "Undecided", None, since=None, reasons=(),
                     unknown=(Text("近14天新增病例", "new cases in 14 days"),)),
            risk_row(3, "低风险", "Low", 1, since_earlier=True),
        ),
        faults=(),
    )  # fmt: skip
