"""Snapshots of the four earlies for the displays' tests: small, plausible, made up."""

from datetime import date

import numpy as np

from console.domain.requests_analysis import TimelinessRequest
from console.domain.snapshots_timeliness import (
    TimelinessPlace,
    TimelinessSnapshot,
    TimelinessStep,
)
from console.domain.wording import Text
from tests.widgets.samples import PLACES, provenance

MONDAY = date(2020, 5, 11)


def step(key: str, median: float | None, **changes: object) -> TimelinessStep:
    medians = np.array([np.nan] * 10 + [50.0, 40.0, np.nan if median is None else median])
    values: dict[str, object] = {
        "key": key,
        "median": median,
        "p90": None if median is None else median + 40,
        "told": 0 if median is None else 18,
        "before": 0,
        "target": 48.0,
        "trend": None if median is None else 1,
        "medians": medians,
    }
    return TimelinessStep(**{**values, **changes})  # type: ignore[arg-type]


def steps(*medians: float | None) -> tuple[TimelinessStep, ...]:
    keys = ("onset_report", "report_isolation", "isolation_treatment")
    return tuple(step(key, median) for key, median in zip(keys, medians, strict=True))


def place(number: int, cases: int, published: float | None, *medians: float | None):
    return TimelinessPlace(
        region=PLACES[number].code,
        name=PLACES[number].name,
        cases=cases,
        published=published,
        steps=steps(*medians),
    )


def timeliness(**changes: object) -> TimelinessSnapshot:
    whole = TimelinessPlace(
        region="",
        name=Text("吉林省", "Jilin"),
        cases=20,
        published=22.0,
        steps=(
            step("onset_report", 61.0),
            step("report_isolation", -5.0, before=11, told=19, trend=-1),
            step("isolation_treatment", None),
        ),
    )
    values: dict[str, object] = {
        "request": TimelinessRequest(),
        "provenance": provenance(),
        "region_name": Text("吉林省", "Jilin"),
        "week": MONDAY,
        "whole": whole,
        "places": (
            place(1, 18, 19.0, 72.0, 3.0, 6.0),
            place(0, 0, 3.0, None, None, None),
            place(2, 0, 0.0, None, None, None),
            place(3, 0, None, None, None, None),
        ),
        "under_way": 4,
    }
    return TimelinessSnapshot(**{**values, **changes})  # type: ignore[arg-type]
