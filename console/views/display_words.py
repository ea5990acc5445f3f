"""What the displays are called where a person chooses among them."""

from console.domain.wording import Text
from console.widgets.language import language

DISPLAY_WORDS = {
    "balance": Text("物资平衡", "Balance of materials"),
    "call": Text("视频会商", "Calls on air"),
    "clock": Text("时间", "Clock"),
    "facilities": Text("床位与重症救治", "Beds and intensive care"),
    "feed": Text("单路视频", "One live feed"),
    "feeds": Text("多路视频", "Live feeds"),
    "flows": Text("物资流向", "Supply flows"),
    "headline": Text("疫情概况", "Headline figures"),
    "investigation": Text("排查流调", "Screening and contacts"),
    "map": Text("疫情地图", "Map"),
    "material_series": Text("单项物资走势", "One material over time"),
    "materials": Text("物资可用天数与缺口", "Days of cover and gaps"),
    "meeting": Text("会议画面", "Meeting"),
    "network": Text("报送网络", "Reporting network"),
    "plan": Text("调拨方案", "Allocation plan"),
    "reproduction": Text("再生数 R", "Reproduction number"),
    "risk": Text("风险等级", "Risk tiers"),
    "status": Text("数据接收", "Data status"),
    "timeliness": Text("四早时效", "Timeliness"),
    "trend": Text("病例趋势", "Trend of cases"),
    "warning": Text("早期预警", "Early warning"),
    "worst": Text("缺口最大的物资", "Worst shortages"),
}


def display_words(name: str) -> str:
    """Return the title of the display ``name``, with the name that scene files use."""
    title = DISPLAY_WORDS.get(name)
    return f"{title.of(language())}  {name}" if title is not None else name
