"""What words and addresses mean in plain tables, and what a row must be in itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from console.data.importing.record_specs import Reading
from console.domain.regions import Level
from console.domain.wording import Text

Value = str | int | float | bool | date | datetime | None

_YES = frozenset(("1", "true", "yes", "y", "是", "有", "√", "重点"))
_NO = frozenset(("0", "false", "no", "n", "否", "无", "×"))
_STATUS = {
    "planned": ("planned", "计划", "待发", "已计划", "plan"),
    "dispatched": ("dispatched", "已发", "已发出", "在途", "运输中", "shipped", "intransit"),
    "arrived": ("arrived", "已到", "到达", "已到达", "已签收", "received", "delivered"),
    "cancelled": ("cancelled", "取消", "已取消", "作废", "canceled"),
    "lost": ("lost", "损失", "丢失", "灭失"),
}
_LEVELS = {
    Level.PROVINCE: ("province", "省", "省级"),
    Level.PREFECTURE: ("prefecture", "市", "地级", "市级", "市州", "州"),
    Level.COUNTY: ("county", "县", "县级", "区县", "区"),
    Level.UNASSIGNED: ("unassigned", "未归属", "其他"),
}
_SCHEMES = frozenset(("rtsp", "rtsps", "http", "https"))
_SECRETS = re.compile(r"(?<=//)[^/@]*@")


class RecordError(ValueError):
    """A cell that cannot be taken: the rule it breaks, with the values of its sentences."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values


def bad_value(column: str, value: str, remedy: Text) -> RecordError:
    """Return the fault of a cell that says what cannot be."""
    return RecordError("bad_value", column=column, value=value[:80], remedy=remedy)


def word(name: str, text: str, words: Mapping[Value, Sequence[str]]) -> Value:
    """Return what ``text`` means among ``words``.

    Raises:
        RecordError: It is none of them.
    """
    key = re.sub(r"[\s_-]+", "", text.lower())
    for value, synonyms in words.items():
        if key in synonyms:
            return value
    listed = ", ".join(str(next(iter(synonyms))) for synonyms in words.values())
    raise bad_value(name, text, Text(f"可填：{listed}。", f"One of: {listed}."))


WORDS: dict[Reading, Mapping[Value, Sequence[str]]] = {
    Reading.FLAG: {True: ("1", *_YES), False: ("0", *_NO)},
    Reading.STATUS: dict(_STATUS.items()),
    Reading.LEVEL: {level.value: words for level, words in _LEVELS.items()},
}


def hidden(address: str) -> str:
    """Return an address without the user and password in it."""
    return _SECRETS.sub("***@", address)


def address(name: str, text: str) -> str:
    """Return ``text`` if it is an address that a feed or call may have.

    Raises:
        RecordError: It is of another kind, or none at all.
    """
    fault = RecordError("bad_url", column=name, value=hidden(text)[:120])
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise fault from None
    if parts.scheme.lower() not in _SCHEMES or not host or any(c.isspace() for c in text):
        raise fault
    return text


def check_row(table: str, values: Mapping[str, Value]) -> Iterator[RecordError]:
    """Yield what makes a row impossible though each of its cells is right."""
    if table == "material_flow":
        yield from _check_shipment(values)
    if table == "material" and values["pack_size"] == 0:
        yield RecordError("bad_number", column="pack_size", value="0")
    if table == "region":
        yield from _check_region(values)


#: By status: whether a time of dispatch and one of arrival belong to it; None = either way.
_STATUS_TIMES: dict[str, tuple[bool | None, bool]] = {
    "planned": (False, False),
    "dispatched": (True, False),
    "arrived": (True, True),
    "cancelled": (None, False),
    "lost": (True, False),
}


def _check_shipment(values: Mapping[str, Value]) -> Iterator[RecordError]:
    sent, arrived = values["dispatched_at"], values["arrived_at"]
    if values["quantity"] == 0:
        yield RecordError("bad_number", column="quantity", value="0")
    leaves, comes = _STATUS_TIMES[str(values["status"])]
    if leaves not in {None, sent is not None} or comes is not (arrived is not None):
        yield bad_value(
            "status",
            str(values["status"]),
            Text(
                "计划：无发出和到达时间；已发、损失：有发出时间；已到：两者皆有；取消：无到达时间。",
                "planned has neither time, dispatched and lost have dispatched_at, arrived has"
                " both, cancelled has no arrived_at.",
            ),
        )
    yield from _check_arrival(values)


def _check_arrival(values: Mapping[str, Value]) -> Iterator[RecordError]:
    sent, arrived = values["dispatched_at"], values["arrived_at"]
    came, quantity = values.get("arrived_quantity"), values["quantity"]
    if isinstance(came, float) and (
        arrived is None or (isinstance(quantity, float) and came > quantity)
    ):
        yield bad_value(
            "arrived_quantity",
            f"{came:g}",
            Text(
                "实到数量仅用于已到的单子，且不大于发出数量。",
                "It is for what arrived, and at most what was sent.",
            ),
        )
    if isinstance(sent, datetime) and isinstance(arrived, datetime) and arrived < sent:
        yield bad_value(
            "arrived_at",
            arrived.isoformat(),
            Text("到达不能早于发出。", "Arrival cannot be before dispatch."),
        )


def _check_region(values: Mapping[str, Value]) -> Iterator[RecordError]:
    start, end = values["valid_from"], values["valid_to"]
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield bad_value(
            "valid_to",
            end.isoformat(),
            Text("停用不能早于启用。", "The end cannot be before the start."),
        )
