"""The rules that an import reports and survives."""

from console.data.importing.notices_of_form import FORM
from console.data.importing.rulebook import information, notice
from console.domain.wording import Text

_SERIES = (
    notice(
        "fall",
        Text("累计数下降", "Cumulative figure falls"),
        Text("{region} {day}：{falls}", "{region} {day}: {falls}"),
        Text("发布方更正了此前的数字。", "The publisher corrected an earlier figure."),
        Text(
            "当日新增记为负数并附更正说明，逐日之和仍等于公布的累计数。",
            "Booked as a negative new count with its note: the days still add up to the "
            "published figure.",
        ),
    ),
    notice(
        "negative_day",
        Text("新增数为负", "Negative daily count"),
        Text("{region} {day}：{falls}", "{region} {day}: {falls}"),
        Text("发布方核减了此前的病例。", "The publisher took back earlier cases."),
        Text("按原数入库并附更正说明。", "Kept as published, with its note."),
    ),
    notice(
        "late_first",
        Text("首次公布即有多例", "First row already counts several"),
        Text("{region} {day}：{counts}", "{region} {day}: {counts}"),
        Text(
            "此前各日未公布，无法得知这些病例属于哪一天。",
            "The days before were not published; which of them these cases belong to is unknown.",
        ),
        Text("全部记在首日，并附迟报说明。", "All booked on that first day, with a note."),
    ),
    information(
        "first_zero",
        Text("首次公布为 0", "First row is 0"),
        Text("{region} 自 {day} 起公布", "{region} is published from {day}"),
        Text("此前未公布，不等于 0。", "Before that it was not published, which is not 0."),
        Text("不补造此前的数据。", "Nothing is invented before it."),
    ),
    information(
        "gap",
        Text("中间有日期未公布", "Days missing in a series"),
        Text("{region} {first} 至 {last} 未公布；{jump}", "{region} {first} to {last}; {jump}"),
        Text("缺报不等于 0。", "Missing is not 0."),
        Text(
            "缺报日留空，差额记在其后首个公布日。",
            "The days stay empty; the difference is booked on the next published day.",
        ),
    ),
    information(
        "stale_jump",
        Text("停更一日后跳增", "A stale day, then a jump"),
        Text(
            "{region} {stale} 与前一日完全相同，{day} 新增 {jump}（此前日均 {usual}）",
            "{region} {stale} repeats the day before, {day} adds {jump} (usual {usual} a day)",
        ),
        Text("前一日的数字可能未更新。", "The figures of the stale day were probably not updated."),
        Text("按公布数入库，未作平滑。", "Kept as published; nothing is smoothed."),
    ),
    notice(
        "withdrawn",
        Text("未归属病例不再单列", "Unattributed cases no longer listed"),
        Text(
            "{region} 末次公布 {last}（{counts}），{day} 起发布方不再列出",
            "{region} last published {last} ({counts}); from {day} it is listed no more",
        ),
        Text(
            "这些病例已归入其他地区，再计即重复。",
            "Those cases were attributed elsewhere; counting them on would count them twice.",
        ),
        Text(
            "在其后首个公布日以负数冲减，并附说明。",
            "Taken back on that day by negative counts with a note.",
        ),
    ),
    information(
        "series_ended",
        Text("序列先于文件结束", "Series ends before the file does"),
        Text(
            "{region} 末次公布 {last}，文件至 {end}",
            "{region} last published {last}; the file goes on to {end}",
        ),
        Text("其后未公布，不等于 0。", "After that it was not published, which is not 0."),
        Text("累计停留在末次公布数。", "It stays at its last published figure."),
    ),
    information(
        "imported_series",
        Text("境外输入单列", "Cases from abroad listed apart"),
        Text("{region}：{rows} 行，末次公布 {counts}", "{region}: {rows} rows, last {counts}"),
        Text("计入全省，不落在地图上。", "Counted in the province, shown on no map area."),
        Text("按单独地区入库。", "Stored under a region of its own."),
    ),
    notice(
        "all_zero",
        Text("整列疑似为 0", "Suspected is 0 on every row"),
        Text("“{column}”{rows} 行全为 0", "“{column}”: all {rows} rows are 0"),
        Text("实为未公布，并非没有疑似病例。", "It was not published; it does not mean none."),
        Text("记为未公布（空）。", "Stored as not published (NULL)."),
    ),
)

_REGIONS = (
    notice(
        "code_changed",
        Text("发布方代码或名称中途变更", "Publisher's code or name changes in mid-series"),
        Text("{region} {day}：{before} → {after}", "{region} {day}: {before} → {after}"),
        Text("同一地区，编码改了。", "The same region under another code."),
        Text("前后连成一个序列后再求差。", "Joined into one series before differencing."),
    ),
    information(
        "retired_code",
        Text("使用了已停用的代码", "Retired code"),
        Text("{code}：{rows} 行", "{code}: {rows} rows"),
        Text("该代码已由 {region} 取代。", "Its successor is {region}."),
        Text("记入后继地区。", "Booked under the successor."),
    ),
    information(
        "code_blank",
        Text("发布方代码为空", "Publisher's own code is blank"),
        Text("{region}：{rows} 行", "{region}: {rows} rows"),
        Text("发布方未给出代码。", "The publisher gave no code."),
        Text("按本表地区代码入库。", "Stored under the region of the row."),
    ),
    information(
        "short_name",
        Text("按简称识别地区", "Region found by its short name"),
        Text("“{value}”：{rows} 行", "“{value}”: {rows} rows"),
        Text("识别为 {region}（{code}）。", "Taken as {region} ({code})."),
    ),
    notice(
        "name_differs",
        Text("代码与名称不符", "Code and name disagree"),
        Text("代码 {code} 与名称“{name}”，{rows} 行", "code {code}, name “{name}”, {rows} rows"),
        Text("名称指向另一地区 {region}。", "The name means another region, {region}."),
        Text("以代码为准。", "The code was followed."),
    ),
    information(
        "parent_and_part",
        Text("上级与部分下级并列", "A region beside some of its parts"),
        Text("{parent} 与 {parts}", "{parent} beside {parts}"),
        Text(
            "各为独立报送单位，上级的数字不含所列下级。",
            "Each reports for itself: the region's figures do not hold the parts listed.",
        ),
        Text("分别入库，相加计入全省。", "Stored apart and added."),
    ),
    notice(
        "parent_total",
        Text("上级与其下级俱全", "A region beside most of its parts"),
        Text("{parent} 与其 {children} 个下级地区", "{parent} beside {children} of its parts"),
        Text("{parent} 的行是小计。", "The rows of {parent} are a subtotal."),
        Text("存入 case_total，仅作比对，不相加。", "Kept in case_total: compared, never added."),
    ),
    information(
        "total_row",
        Text("发布方的合计行", "The publisher's own total rows"),
        Text("{region}：{rows} 行", "{region}: {rows} rows"),
        Text("合计由各地区相加得出。", "Totals are computed from the regions."),
        Text("存入 case_total，仅作比对，不相加。", "Kept in case_total: compared, never added."),
    ),
    notice(
        "total_disagrees",
        Text("合计与各地区之和不符", "Total disagrees with the regions"),
        Text(
            "{region} {measure}：{days}/{all_days} 天不符，最大差 {most}（{day}：合计 {total}，"
            "各地区之和 {parts}）",
            "{region} {measure}: {days} of {all_days} days, at most {most} ({day}: total {total}, "
            "sum of the regions {parts})",
        ),
        Text("发布方口径不一致或有漏报。", "The publisher's figures do not add up."),
        Text("以各地区之和为准。", "The sum of the regions stands."),
    ),
)

_LEFT_OUT = notice(
    "total_left_out",
    Text("合计行未导入", "Total row left out"),
    Text("“{value}”", "“{value}”"),
    Text(
        "合计由各地区相加得出，再存即重复。",
        "Totals are sums of the regions; stored, they would double.",
    ),
    Text("跳过该行。", "The row was skipped."),
)

_DATABASE = (
    notice(
        "history_changed",
        Text("数据库中的历史数据被更改", "History in the database changes"),
        Text("{what}：{changes}", "{what}: {changes}"),
        Text("文件与此前导入的内容不同。", "The file differs from what was imported before."),
        Text("以本文件为准。", "This file was followed."),
    ),
    notice(
        "other_days",
        Text("文件以外的日期随之调整", "Days outside the file adjusted"),
        Text("{region} {day}：{changes}", "{region} {day}: {changes}"),
        Text(
            "该日的累计数是此前公布的，应保持不变。",
            "The cumulative figure of that day was published before and has to stand.",
        ),
        Text("重算该日新增，累计不变。", "Its new count was worked out again."),
    ),
    information(
        "note_kept",
        Text("保留了人工说明", "A person's note was kept"),
        Text("{region} {day}", "{region} {day}"),
        Text("数据库中已有他人写的同类说明。", "The database holds a note by somebody else."),
        Text("未改写。", "It was not overwritten."),
    ),
)

#: In the order in which a report lists them: what matters to the figures comes first.
NOTICES = (*_SERIES, *_REGIONS, _LEFT_OUT, *_DATABASE, *FORM)
