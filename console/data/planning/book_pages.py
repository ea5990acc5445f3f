"""The ledger as tables to take away: the account by day, the differences by name, the faults."""

from datetime import timedelta

from console.analysis.ledger_entries import Kind
from console.data.planning.books import Books
from console.domain.tabulation_table import CODE, DAY, PLACE, Cell, Column, Grid, Table, yes
from console.domain.wording import Lang, Text

_MATERIAL, _UNIT = Column(Text("物资", "Material")), Column(Text("单位", "Unit"))

#: The terms of the account in their order, by the names that the ledger has for them.
_TERMS = {
    "opening": Text("期初储备", "Opening"),
    "produced": Text("生产", "Produced"),
    "received": Text("到货", "Received"),
    "returned": Text("退回", "Returned"),
    "sent": Text("发出", "Sent"),
    "consumed": Text("消耗", "Consumed"),
    "difference": Text("盘点差", "Difference"),
    "closing": Text("期末储备", "Closing"),
    "in_transit": Text("在途", "In transit"),
    "lost": Text("途中损失", "Lost on the way"),
}
_STOCKS = frozenset({"opening", "difference", "closing"})

_TITLE = Text("物资台账", "Ledger of materials")
_RULE = (
    Text("算式", "Account"),
    Text(
        "期末 = 期初 + 生产 + 到货 + 退回 − 发出 − 消耗 + 盘点差；盘点差 = 上报 − 推算",
        "closing = opening + produced + received + returned - sent - consumed + difference;"
        " difference = reported less computed",
    ),
)
_KINDS = {
    Kind.PRODUCED: Text("生产", "production"),
    Kind.CONSUMED: Text("消耗", "consumption"),
    Kind.COUNTED: Text("盘点", "stocktake"),
    Kind.SHIPPED: Text("发运", "shipment"),
    Kind.ARRIVED: Text("到货", "arrival"),
    Kind.LOST: Text("损失", "loss"),
    Kind.CANCELLED: Text("取消", "cancelled shipment"),
}


def table_of(books: Books, lang: Lang, place: str = "", material: str = "") -> Table:
    """Return the books as tables.

    Args:
        books: The books.
        lang: The language of the title.
        place: Only this place; "" = all.
        material: Only this material; "" = all.
    """
    last = books.ledger.first_day + timedelta(days=books.ledger.closing.shape[2] - 1)
    return Table(
        _TITLE.of(lang),
        (
            (Text("账期", "Days"), f"{books.ledger.first_day} – {last}"),
            _RULE,
            (Text("演示数据", "Demonstration data"), yes(so=books.demo)),
        ),
        (
            _account(books, place, material),
            _differences(books, place, material),
            _faults(books, place, material),
        ),
    )


def _account(books: Books, place: str, material: str) -> Grid:
    columns = (DAY, CODE, PLACE, _MATERIAL, _UNIT, *(Column(name) for name in _TERMS.values()))
    ledger, rows = books.ledger, []
    for row, code in enumerate(ledger.regions):
        for column, goods in enumerate(ledger.materials):
            if place not in ("", code) or material not in ("", goods):
                continue
            name, unit = books.goods[goods]
            known = (code, goods) in books.counted
            for day in range(ledger.closing.shape[2]):
                terms: list[Cell] = [
                    None
                    if term in _STOCKS and not known
                    else float(getattr(ledger, term)[row, column, day])
                    for term in _TERMS
                ]
                at = ledger.first_day + timedelta(days=day)
                rows.append((at, code, books.places[code], name, unit, *terms))
    return Grid(columns, tuple(rows))


def _differences(books: Books, place: str, material: str) -> Grid:
    columns = (
        DAY, CODE, PLACE, _MATERIAL, _UNIT,
        Column(Text("上报", "Reported")),
        Column(Text("推算", "Computed")),
        Column(_TERMS["difference"]),
    )  # fmt: skip
    rows = tuple(
        (one.day, one.region, books.places[one.region], *books.goods[one.material],
         one.reported, one.computed, one.units)
        for one in books.ledger.differences
        if place in ("", one.region) and material in ("", one.material)
    )  # fmt: skip
    return Grid(columns, rows, Text("上报与推算不符", "Stocktakes that differ from the entries"))


def _faults(books: Books, place: str, material: str) -> Grid:
    columns = (
        DAY, CODE, _MATERIAL,
        Column(Text("记录", "Entry")),
        Column(Text("未入账数量", "Not booked")),
        Column(Text("原因", "Why")),
    )  # fmt: skip
    rows = tuple(
        (one.entry.day, one.entry.region or one.entry.to, one.entry.material,
         _KINDS[one.entry.kind], one.refused, one.words)
        for one in books.ledger.faults
        if material in ("", one.entry.material) and place in ("", one.entry.region, one.entry.to)
    )  # fmt: skip
    return Grid(columns, rows, Text("无法入账的记录", "Entries that cannot be booked"))
