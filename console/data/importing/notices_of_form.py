"""The rules about how a file is written; they change no figure."""

from console.data.importing.rulebook import Rule, information, notice
from console.domain.wording import Text

FORM: tuple[Rule, ...] = (
    information(
        "file_read",
        Text("文件", "File"),
        Text("{form}，{rows} 行，{columns}", "{form}, {rows} rows, {columns}"),
    ),
    information(
        "column_ignored",
        Text("未使用的列", "Columns not used"),
        Text("{columns}", "{columns}"),
        Text("不属于本类数据。", "They are no part of this kind of data."),
        Text("忽略；需要时用 --map 指明。", "Ignored; use --map where one is wanted."),
    ),
    notice(
        "both_kinds",
        Text("累计与新增并存", "Cumulative and daily columns side by side"),
        Text("{columns}", "{columns}"),
        Text("新增可由累计求差得出。", "The daily figure follows from the cumulative one."),
        Text("采用累计列，新增列未用。", "The cumulative column was used, the daily one was not."),
    ),
    notice(
        "sheet_ignored",
        Text("工作表未导入", "Sheet not imported"),
        Text("“{sheet}”", "“{sheet}”"),
        Text("其中找不到所需的列。", "It holds none of the columns needed."),
        Text("跳过该工作表。", "The sheet was skipped."),
    ),
    information(
        "title_rows",
        Text("表头之前的标题行", "Title rows above the header"),
        Text("{rows} 行", "{rows} rows"),
        done=Text("跳过。", "Skipped."),
    ),
    information(
        "wide",
        Text("宽表", "Wide table"),
        Text("{columns} 列，作为“{measure}”", "{columns} columns, read as “{measure}”"),
        Text("每列一个日期或地区。", "One column per date or per region."),
        Text(
            "转为长表；其他指标用 --map 指标=* 指明。",
            "Turned long; --map MEASURE=* names another.",
        ),
    ),
    information(
        "blank_rows",
        Text("空行", "Blank rows"),
        Text("{count} 行", "{count} rows"),
        done=Text("跳过。", "Skipped."),
    ),
    information(
        "not_published",
        Text("空白或短横", "Blanks and dashes"),
        Text("{count} 格", "{count} cells"),
        Text("未公布，不等于 0。", "Not published, which is not 0."),
        Text("存为空；数据库中已有的值不动。", "Stored as NULL; a value already stored stays."),
    ),
    information(
        "digits",
        Text("数字写法", "Ways of writing numbers"),
        Text("{count} 格，首例“{value}”", "{count} cells, first “{value}”"),
        Text(
            "全角、千分位或带量词。", "Full-width digits, thousands separators or counting words."
        ),
        Text("按数值读取。", "Read as numbers."),
    ),
    information(
        "excel_dates",
        Text("Excel 日期序号", "Excel date serials"),
        Text("{count} 格，首例 {value} = {day}", "{count} cells, first {value} = {day}"),
        done=Text("换算为日期。", "Turned into dates."),
    ),
    notice(
        "utc_dates",
        Text("日期带时区", "Dates with a time zone"),
        Text(
            "{count} 格，首例 {value} = 北京 {day}",
            "{count} cells, first {value} = {day} in Beijing",
        ),
        Text("UTC 日期可能差一天。", "A UTC date may be a day off."),
        Text("按北京时间取日期。", "The day in Beijing was taken."),
    ),
    information(
        "duplicate",
        Text("重复的行", "The same record twice"),
        Text("{what}：与 {other} 相同或互补", "{what}: agrees with {other}"),
        done=Text("合并为一条。", "Merged into one."),
    ),
    information(
        "factor",
        Text("按换算列换算", "Converted by the stated factor"),
        Text("{count} 行，首例 ×{factor}", "{count} rows, first × {factor}"),
        done=Text("换算为目录单位。", "Converted to the catalogue's unit."),
    ),
    information(
        "name_filled",
        Text("缺一种语言的名称", "Name in one language only"),
        Text("“{name}”", "“{name}”"),
        done=Text("两种语言用同一名称。", "Used for both languages."),
    ),
)
