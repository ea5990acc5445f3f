"""The rules that stop an import: one of them met, and nothing is written."""

from console.data.importing.rulebook import Rule, Severity
from console.domain.wording import Text

_NOTHING_DONE = Text("未导入任何内容。", "Nothing was imported.")


def _error(rule_id: str, title: Text, read: Text, remedy: Text) -> Rule:
    return Rule(rule_id, Severity.ERROR, title, read, remedy, _NOTHING_DONE)


ERRORS = (
    _error(
        "file",
        Text("文件无法读取", "Unreadable file"),
        Text("{problem}", "{problem}"),
        Text("{remedy}", "{remedy}"),
    ),
    _error(
        "bad_date",
        Text("日期无法识别", "Date not understood"),
        Text("{column}：“{value}”", "{column}: “{value}”"),
        Text(
            "请写成 2020-01-22；可用年份 2000 起，且不晚于明天。",
            "Write dates as 2020-01-22, from the year 2000 up to tomorrow.",
        ),
    ),
    _error(
        "bad_number",
        Text("数字无法识别", "Number not understood"),
        Text("{column}：“{value}”", "{column}: “{value}”"),
        Text(
            "请填整数（物资可用小数）；未公布请留空，不要填 0。",
            "Write a whole number (amounts may have decimals); leave blank what is not published.",
        ),
    ),
    _error(
        "bad_value",
        Text("取值不合要求", "Value not allowed"),
        Text("{column}：“{value}”", "{column}: “{value}”"),
        Text("{remedy}", "{remedy}"),
    ),
    _error(
        "missing_value",
        Text("缺少必填项", "Value missing"),
        Text("{column} 为空", "{column} is empty"),
        Text("请补填后重新导入。", "Fill it in and import again."),
    ),
    _error(
        "long_row",
        Text("行的单元格多于表头", "Row longer than the header"),
        Text("该行有 {cells} 格，表头 {columns} 列", "{cells} cells under {columns} columns"),
        Text(
            "多半是数字中的逗号未加引号，或分隔符不一致。",
            "Usually a comma inside a number without quotes, or mixed separators.",
        ),
    ),
    _error(
        "unknown_region",
        Text("未知地区", "Unknown region"),
        Text("“{value}”，{count} 行，首见于此", "“{value}”, {count} rows, first here"),
        Text(
            "请核对代码或名称，或先用 import regions 补录该地区。",
            "Correct the code or name, or add the region first with: import regions.",
        ),
    ),
    _error(
        "ambiguous_region",
        Text("地区名称不唯一", "Region name not unique"),
        Text("“{value}”可指 {choices}，{count} 行", "“{value}” may be {choices}, {count} rows"),
        Text("请改用地区代码。", "Use the region's code instead."),
    ),
    _error(
        "unknown_material",
        Text("未知物资", "Unknown material"),
        Text("“{value}”", "“{value}”"),
        Text("请先导入物资目录。", "Import the catalogue of materials first."),
    ),
    _error(
        "unit_differs",
        Text("计量单位不一致", "Unit differs from the catalogue"),
        Text(
            "{material}：文件为“{unit}”，目录为“{expected}”",
            "{material}: “{unit}” in the file, “{expected}” in the catalogue",
        ),
        Text(
            "请增加“换算”列（1 文件单位 = 几目录单位），或改用目录单位。",
            "Add a column “factor” (catalogue units in one unit of the file), or use that unit.",
        ),
    ),
    _error(
        "contradiction",
        Text("同一记录两处不一致", "Same record twice, with different content"),
        Text(
            "{what}：{column} 在 {other} 为 {first}，此处为 {second}",
            "{what}: {column} is {first} at {other} and {second} here",
        ),
        Text("请删去或更正其中一行。", "Remove or correct one of the two."),
    ),
    _error(
        "counted_twice",
        Text("上级地区将被重复计数", "Parent region would be counted twice"),
        Text(
            "文件含 {parent} 的 {children} 个下级地区，数据库中 {parent} 自身已有累计确诊 {count}",
            "the file holds {children} regions of {parent}, whose own rows in the database "
            "already count {count} confirmed",
        ),
        Text(
            "请继续导入 {parent} 一级；若要改为下级口径，先由管理员删除 case_daily 中 region = "
            "'{code}' 的行。",
            "Go on importing {parent} itself; to change to its parts, an administrator first "
            "deletes the rows of case_daily with region = '{code}'.",
        ),
    ),
    _error(
        "cycle",
        Text("上下级关系成环", "Regions form a circle"),
        Text("{chain}", "{chain}"),
        Text("请更正上级代码或后继代码。", "Correct the parent or successor codes."),
    ),
    _error(
        "bad_url",
        Text("地址不允许", "Address not allowed"),
        Text("{column}：{value}", "{column}: {value}"),
        Text(
            "只接受 rtsp、rtsps、http、https 地址，且须含主机名。",
            "Only rtsp, rtsps, http and https addresses with a host name are accepted.",
        ),
    ),
)
