"""Generate what people do: tracing, hospitals, who reports, tiers, alerts, the duty log."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import numpy as np

from console.data.days import CENTRE_ZONE
from console.data.demo.places import Place, Province, read_table

Row = dict[str, object]

#: Days that a contact stays under observation.
OBSERVATION_DAYS = 14
_MADE_UP = "演示数据"
_SYSTEMS = (
    ("卫生健康", "病例"),
    ("疾病预防控制", "排查流调"),
    ("工业和信息化", "物资生产"),
    ("交通运输", "物资运输"),
    ("公安", "交通卡口"),
)
#: Hours ago, region, kind, severity (1 is the gravest), whether somebody saw it, and the words.
_ALERTS = (
    (
        30.0, "220200", "material", 2, True, "吉林市医用一次性防护服可用天数低于4天",
        "Jilin City: protective suits for less than 4 days",
    ),
    (
        9.5, "220100", "material", 2, True, "长春市医用一次性防护服可用天数低于5天",
        "Changchun: protective suits for less than 5 days",
    ),
    (
        4.0, "220100", "material", 1, False, "长春市核酸检测试剂可用天数低于2天",
        "Changchun: test kits for less than 2 days",
    ),
    (
        1.5, "220282", "report", 3, False, "桦甸市1家单位超过24小时未报送",
        "Huadian: one unit has reported nothing for over 24 hours",
    ),
)  # fmt: skip
#: Hours ago, kind of entry, region whose post it is about, and the entry.
_LOG = (
    (20.0, "handover", "220000", "省指挥中心交接班，值守2人"),
    (14.0, "note", "220600", "白山市视频点名正常"),
    (13.9, "note", "220282", "桦甸市视频点名正常"),
    (3.8, "call", "220100", "长春市请求调拨核酸检测试剂"),
)
_PROVINCIAL = (*_SYSTEMS, ("商务", "生活物资"), ("海关", "口岸"), ("应急管理", "物资储备"))


class PeopleMaker:
    """Makes the rows beside stock for a demonstration whose present is ``now``.

    Args:
        province: The regions.
        now: The demonstration's present, aware.
        seed: Equal seeds give equal rows.
    """

    def __init__(self, province: Province, now: datetime, seed: int) -> None:
        self._province = province
        self._now = now
        self._random = np.random.default_rng(seed)

    def investigation(self, kits_used: Mapping[str, Sequence[int]], last: date) -> list[Row]:
        """Make ``investigation_daily``, which agrees with the test kits used.

        Nobody is found positive, and contacts are few (those of travellers): the published history
        knows no local case in these months.

        Args:
            kits_used: Kits used by county, one figure a day up to ``last``.
            last: The newest day.
        """
        rows: list[Row] = []
        for county in self._province.counties:
            kits = np.array(kits_used[county.code])
            days = len(kits)
            usual = county.population / 1e6 * 4
            level = usual * np.linspace(1.0, 1.5, days)
            traced = self._random.poisson(np.concatenate([np.full(OBSERVATION_DAYS, usual), level]))
            followed = self._random.binomial(traced, 0.96)
            for day in range(days):
                window = traced[day + 1 : day + 1 + OBSERVATION_DAYS]
                rows.append(
                    {
                        "region": county.code,
                        "date": last - timedelta(days=days - 1 - day),
                        "screened": int(kits[day] * 0.97),
                        "contacts_traced": int(traced[day + OBSERVATION_DAYS]),
                        "contacts_followed": int(followed[day + OBSERVATION_DAYS]),
                        "under_observation": int(window.sum()),
                        "released": int(traced[day]),
                        "positive": 0,
                    }
                )
        return rows

    def facilities(self) -> list[Row]:
        """Make designated hospitals by prefecture and an isolation site by county."""
        seats = {row["region"]: row for row in read_table("posts.csv")}
        rows = []
        for prefecture in self._province.prefectures:
            seat = seats[prefecture.code]
            for number in range(1, 2 + round(prefecture.population / 2.2e6)):
                beds = int(self._random.integers(120, 500))
                shift = self._random.uniform(
                    -0.03, 0.03, 2
                ).tolist()  # psycopg2 takes no numpy number
                rows.append(
                    self._facility(
                        f"H{prefecture.code}{number}",
                        prefecture,
                        (f"第{number}定点医院", f"designated hospital {number}"),
                        "designated_hospital",
                        beds,
                        (float(seat["lat"]) + shift[0], float(seat["lon"]) + shift[1]),
                    )
                )
        rows += [
            self._facility(
                f"Q{county.code}",
                county,
                ("集中隔离点", "isolation site"),
                "isolation_site",
                int(self._random.integers(60, 400)),
                (county.lat, county.lon),
            )
            for county in self._province.counties
        ]
        return rows

    def _facility(  # noqa: PLR0913, PLR0917 - the columns of one table
        self,
        code: str,
        place: Place,
        name: tuple[str, str],
        kind: str,
        beds: int,
        at: tuple[float, float],
    ) -> Row:
        intensive = beds // 12 if kind == "designated_hospital" else 0
        return {
            "code": code,
            "region": place.code,
            "name_zh": f"{place.name_zh}{name[0]}（演示）",
            "name_en": f"{place.name_en} {name[1]} (demo)",
            "kind": kind,
            "beds_total": beds,
            "beds_used": int(beds * self._random.uniform(0.05, 0.8)),
            "icu_total": intensive,
            "icu_used": int(self._random.integers(0, intensive // 2 + 1)),
            "lat": round(at[0], 4),
            "lon": round(at[1], 4),
        }

    def units(self) -> list[Row]:
        """Make the reporting units of all levels, about one in twenty of them silent."""
        root = self._province.root
        rows = [self._unit(root, *names) for names in _PROVINCIAL]
        rows += [self._unit(p, *names) for p in self._province.prefectures for names in _SYSTEMS]
        rows += [self._unit(c, *names) for c in self._province.counties for names in _SYSTEMS[:2]]
        for number, row in enumerate(rows, 1):
            row["code"] = f"U{number:04d}"
        return rows

    def _unit(self, place: Place, system: str, sector: str) -> Row:
        every = timedelta(hours=24 if place.parent else 12)
        last: datetime | None = self._now - every * float(self._random.uniform(0.02, 0.9))
        fate = self._random.random()
        if fate < 0.02:
            last = None
        elif fate < 0.06:
            last = self._now - timedelta(hours=float(self._random.uniform(40, 110)))
        return {
            "region": place.code,
            "level": str(place.level),
            "system": system,
            "sector": sector,
            "name": f"{place.name_zh}{system}部门（演示）",
            "expected_every": every,
            "last_report_at": last.replace(microsecond=0) if last else None,
        }

    def tiers(self, since: date) -> list[Row]:
        """Declare every county low, and a few sporadic for a fortnight."""
        rows = [self._tier(county, since, "低") for county in self._province.counties]
        for county in self._random.choice(
            np.array(self._province.counties, dtype=object), 3, replace=False
        ):
            rows.append(self._tier(county, since + timedelta(days=40), "较低"))
            rows.append(self._tier(county, since + timedelta(days=54), "低"))
        return rows

    @staticmethod
    def _tier(county: Place, since: date, tier: str) -> Row:
        return {
            "region": county.code,
            "valid_from": since,
            "tier": tier,
            "rule_set": "jilin-2020-five",
            "declared_by": _MADE_UP,
        }

    def alerts(self) -> list[Row]:
        """Make a few alerts, the newest not yet acknowledged."""
        return [
            {
                "key": f"demo/{kind}/{region}/{number}",
                "region": region,
                "kind": kind,
                "severity": severity,
                "raised_at": self._now - timedelta(hours=hours),
                "text": f"{text_zh}（演示）",
                "text_en": f"{text_en} (demonstration)",
                "acknowledged_by": "值班员" if seen else None,
                "acknowledged_at": self._now - timedelta(hours=hours - 0.2) if seen else None,
            }
            for number, (hours, region, kind, severity, seen, text_zh, text_en) in enumerate(
                _ALERTS, 1
            )
        ]

    def duty_log(self) -> list[Row]:
        """Make the last day's entries of the duty log."""
        return [
            {
                "uid": f"00000000-0000-4000-8000-{number:012d}",
                "at": self._now - timedelta(hours=hours),
                "by": "值班员",
                "kind": kind,
                "region": region,
                "post": f"P{region}",
                "text": f"{text}（演示）",
                "picture": None,
            }
            for number, (hours, kind, region, text) in enumerate(_LOG, 1)
        ]

    def experts(self) -> list[Row]:
        """Make the experts, four of them on call around the demonstration's present."""
        start = datetime.combine(self._now.date(), time(8), CENTRE_ZONE)
        return [
            {
                **row,
                "on_call_from": start + timedelta(days=number // 4 - 1),
                "on_call_to": start + timedelta(days=number // 4),
            }
            for number, row in enumerate(read_table("experts.csv"), 4)
        ]
