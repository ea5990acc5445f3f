"""The column names that are understood: ours, and the usual synonyms in both languages."""

import re
from dataclasses import dataclass
from enum import StrEnum

from console.data.importing.values import tidy
from console.domain.wording import Text


class Basis(StrEnum):
    """How the numbers of a case column are to be taken."""

    CUMULATIVE = "cumulative"
    DAILY = "daily"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class CaseField:
    """A column of case figures: our name for it, the column it is stored in, its basis."""

    name: str
    column: str
    basis: Basis
    words: Text
    synonyms: str


def _case(name: str, column: str, words: Text, cumulative: str, daily: str) -> list[CaseField]:
    return [
        CaseField(name, column, Basis.CUMULATIVE, Text(f"累计{words.zh}", words.en), cumulative),
        CaseField(column, column, Basis.DAILY, Text(f"新增{words.zh}", f"new {words.en}"), daily),
    ]


def _level(name: str, words: Text, synonyms: str) -> CaseField:
    return CaseField(name, name, Basis.LEVEL, words, synonyms)


#: Every figure of a case file; a name without "new" in it is cumulative.
CASE_FIELDS: tuple[CaseField, ...] = (
    *_case(
        "confirmed", "confirmed_new", Text("确诊", "confirmed"),
        "确诊 累计确诊 确诊病例 累计确诊病例 累计报告确诊病例 确诊数 累计确诊数 "
        "确诊人数 累计确诊人数 "
        "cases total_cases cumulative_cases confirmed_cases cumulative_confirmed "
        "total_confirmed cum_confirmed",
        "新增确诊 当日新增 新增确诊病例 新增病例 本日新增确诊 日新增确诊 新增确诊数 "
        "新增确诊人数 new_confirmed "
        "new_cases daily_confirmed daily_cases confirmed_daily",
    ),
    *_case(
        "cured", "recovered_new", Text("治愈", "recovered"),
        "治愈 累计治愈 治愈出院 累计治愈出院 出院 累计出院 治愈数 累计治愈数 治愈人数 "
        "治愈病例 recovered "
        "cured_total total_recovered total_cured cumulative_recovered cumulative_cured discharged",
        "新增治愈 新增出院 新增治愈出院 当日治愈 新增治愈数 cured_new new_recovered new_cured "
        "daily_recovered daily_cured",
    ),
    *_case(
        "dead", "deaths_new", Text("死亡", "deaths"),
        "死亡 累计死亡 死亡数 累计死亡数 死亡人数 死亡病例 累计死亡病例 deaths death total_deaths "
        "total_dead cumulative_deaths",
        "新增死亡 当日死亡 新增死亡病例 新增死亡数 dead_new new_deaths new_dead daily_deaths",
    ),
    *_case(
        "suspected", "suspected_new", Text("疑似", "suspected"),
        "疑似 累计疑似 疑似病例 累计疑似病例 疑似数 total_suspected cumulative_suspected",
        "新增疑似 新增疑似病例 当日疑似 new_suspected daily_suspected",
    ),
    *_case(
        "asymptomatic", "asymptomatic_new", Text("无症状感染者", "asymptomatic"),
        "无症状 无症状感染者 累计无症状 累计无症状感染者 total_asymptomatic "
        "cumulative_asymptomatic",
        "新增无症状 新增无症状感染者 new_asymptomatic daily_asymptomatic",
    ),
    *_case(
        "imported", "imported_new", Text("境外输入", "imported"),
        "境外输入 累计境外输入 输入病例 累计输入 total_imported cumulative_imported imported_cases",
        "新增境外输入 新增输入 新增输入病例 new_imported daily_imported",
    ),
    _level(
        "in_hospital", Text("在院", "in hospital"),
        "在院 在院治疗 住院 在院人数 在院病例 现有在院 hospitalised hospitalized",
    ),
    _level("severe", Text("重症", "severe"), "重症 重症病例 现有重症 重症人数 severe_cases"),
    _level("tested", Text("检测", "tested"), "检测数 检测人数 核酸检测 检测人次 tests"),
)  # fmt: skip

CASE_FIELD = {field.name: field for field in CASE_FIELDS}

#: Columns that name the region, the most specific first; each a code column and a name column.
REGION_COLUMNS = (
    ("county_code", "county"),
    ("city_code", "city"),
    ("region", "name"),
    ("province_code", "province"),
)

_DATE = (
    "日期 时间 统计日期 报告日期 发布日期 公布日期 截止日期 数据日期 "
    "day report_date reported_on publish_date"
)
_PLACE = {
    "county_code": "区县代码 县代码 county_adcode",
    "county": "县 区县 县区 县市区 县(市、区) 区县名称 district",
    "city_code": "市代码 城市代码 地市代码 cityCode",
    "city": "市 城市 地市 市州 市(州) 地级市 城市名称 city_name prefecture",
    "region": "adcode code 代码 编码 区划代码 行政区划代码 行政区划 地区代码 地区编码 "
    "地区 区域 省市 "
    "region_code area_code area gbcode 行政区 地方",
    "name": "名称 地区名称 区划名称 行政区名称 region_name area_name name_zh 地名",
    "province_code": "省代码 省份代码 provinceCode",
    "province": "省 省份 省份名称 province_name",
}
_POINT = {"lat": "纬度 latitude y", "lon": "经度 longitude lng x"}
_NAMES = {
    "code": "代码 编码 编号 id",
    "name_zh": "名称 中文名 中文名称 name",
    "name_en": "英文名 英文名称 english_name",
}

#: Our columns of each kind of table, with the synonyms of each (ours is always known).
COLUMNS: dict[str, dict[str, str]] = {
    "cases": {
        "date": _DATE,
        **_PLACE,
        "raw_code": "原始代码 发布方代码 source_code",
        "raw_name": "原始名称 发布方名称 source_name",
        **{field.name: field.synonyms for field in CASE_FIELDS},
    },
    "material_daily": {
        "date": _DATE,
        **_PLACE,
        "material": "物资 物资名称 物资代码 物资编码 品名 品种 material_code material_name item",
        "produced": "生产 产量 日产量 生产量 production output",
        "consumed": "消耗 消耗量 日消耗 日消耗量 使用量 consumption used",
        "reserve": "储备 库存 储备量 库存量 现有库存 stock inventory",
        "demand": "需求 需求量 日需求 日需求量 needed",
        "unit": "单位 计量单位",
        "factor": "换算 换算系数 换算率",
    },
    "material_flow": {
        "code": "调拨单号 调运单号 单号 运单号 编号 代码 shipment id",
        "material": "物资 物资名称 物资代码 物资编码 品名 material_code material_name item",
        "from_region": "from 调出 调出地 调出地区 发出地 发货地 source",
        "to_region": "to 调入 调入地 调入地区 接收地 收货地 destination",
        "quantity": "数量 调拨量 调拨数量 qty amount",
        "status": "状态 进度 state",
        "dispatched_at": "发出时间 发货时间 发运时间 发运日期 调出时间 dispatched shipped_at",
        "due_at": "预计到达 预计到达时间 应到时间 应到日期 due eta",
        "arrived_at": "到达时间 到货时间 实到时间 到货日期 收货时间 签收时间 arrived received_at",
        "arrived_quantity": "实到 实到数量 实收 实收数量 到货数量 received_quantity",
        "unit": "单位 计量单位",
        "factor": "换算 换算系数 换算率",
    },
    "material": {
        **_NAMES,
        "code": "代码 编码 编号 物资代码 物资编码 material id",
        "name_zh": "名称 物资名称 品名 中文名 中文名称 name",
        "unit": "单位 计量单位",
        "standard": "标准 执行标准",
        "pack_size": "包装数量 每箱数量 每件数量 pack",
        "critical": "重点 是否重点 关键",
    },
    "command_post": {
        **_NAMES,
        "region": "地区 地区代码 区划代码 adcode region_code",
        "kind": "类型 类别 type",
        "main_url": "主码流 主码流地址 视频地址 main url",
        "sub_url": "子码流 子码流地址 sub",
        "call_url": "会商地址 呼叫地址 call",
        "phone": "电话 联系电话 值班电话 tel",
        "expected": "应在线 是否应在线",
        **_POINT,
    },
    "region": {
        **_NAMES,
        "code": "代码 编码 区划代码 行政区划代码 adcode region_code",
        "level": "级别 层级 行政级别",
        "parent_code": "上级 上级代码 父级代码 parent",
        "population": "人口 常住人口 pop",
        **_POINT,
        "valid_from": "启用日期 生效日期",
        "valid_to": "停用日期 失效日期",
        "successor_code": "后继代码 变更后代码 successor",
    },
}

#: Words in a region column that mean the publisher's own total.
TOTAL_WORDS = frozenset(
    ("合计", "总计", "全省", "全省合计", "全省总计", "小计", "总数", "共计", "总和",
     "total", "sum", "all", "grandtotal")
)  # fmt: skip

_BRACKETS = re.compile(r"\((?:例|人|名|人次|人数|cases|persons|people)\)$")


def key_of(header: object) -> str:
    """Return a header in the form by which headers are compared."""
    text = tidy(header).lower()
    return _BRACKETS.sub("", re.sub(r"[\s_\-]+", "", text))


def known_headers(table: str) -> dict[str, str]:
    """Return our column for each header, in compared form, that is known in ``table``."""
    known: dict[str, str] = {}
    for ours, synonyms in COLUMNS[table].items():
        for word in synonyms.split():
            known.setdefault(key_of(word), ours)
    return known | {key_of(ours): ours for ours in COLUMNS[table]}
