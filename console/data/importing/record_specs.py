"""Which columns the plain tables have, and how each cell is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Table

from console.data import schema


class Reading(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    COUNT = "count"
    AMOUNT = "amount"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    REGION = "region"
    CODE = "code"
    MATERIAL = "material"
    ADDRESS = "address"
    LEVEL = "level"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """One table that is filled row by row.

    Attributes:
        name: Its name, which is also that of its column names in ``fields``.
        table: The table.
        fields: How each of its columns is read.
        header: Columns that a header must have; of ``one_of``, if any, at least one.
        required: Columns that every row must fill.
    """

    name: str
    table: Table
    fields: Mapping[str, Reading]
    header: frozenset[str]
    required: frozenset[str]
    one_of: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that tell rows apart."""
        return tuple(column.name for column in self.table.primary_key.columns)


_PLACE = {"lat": Reading.NUMBER, "lon": Reading.NUMBER}

_DAILY = RecordSpec(
    "material_daily",
    schema.material_daily,
    {
        "region": Reading.REGION,
        "material": Reading.MATERIAL,
        "date": Reading.DAY,
        **dict.fromkeys(schema.MATERIAL_AMOUNTS, Reading.AMOUNT),
    },
    header=frozenset(("date", "material")),
    required=frozenset(("region", "material", "date")),
    one_of=frozenset(schema.MATERIAL_AMOUNTS),
)
_FLOW = RecordSpec(
    "material_flow",
    schema.material_flow,
    {
        "code": Reading.TEXT,
        "material": Reading.MATERIAL,
        "from_region": Reading.REGION,
        "to_region": Reading.REGION,
        "quantity": Reading.AMOUNT,
        "status": Reading.STATUS,
        "dispatched_at": Reading.MOMENT,
        "due_at": Reading.MOMENT,
        "arrived_at": Reading.MOMENT,
        "arrived_quantity": Reading.AMOUNT,
    },
    header=frozenset(("code", "material", "to_region", "quantity", "status")),
    required=frozenset(("code", "material", "to_region", "quantity", "status")),
)
_CATALOGUE = RecordSpec(
    "material",
    schema.material,
    {
        "code": Reading.TEXT,
        "name_zh": Reading.TEXT,
        "name_en": Reading.TEXT,
        "unit": Reading.TEXT,
        "standard": Reading.TEXT,
        "pack_size": Reading.COUNT,
        "critical": Reading.FLAG,
    },
    header=frozenset(("code", "name_zh", "unit")),
    required=frozenset(("code", "name_zh", "name_en", "unit")),
)
_POSTS = RecordSpec(
    "command_post",
    schema.command_post,
    {
        "code": Reading.TEXT,
        "region": Reading.REGION,
        "name_zh": Reading.TEXT,
        "name_en": Reading.TEXT,
        "kind": Reading.TEXT,
        "main_url": Reading.ADDRESS,
        "sub_url": Reading.ADDRESS,
        "call_url": Reading.ADDRESS,
        "phone": Reading.TEXT,
        "expected": Reading.FLAG,
        **_PLACE,
    },
    header=frozenset(("code", "name_zh", "kind")),
    required=frozenset(("code", "region", "name_zh", "name_en", "kind")),
)
_REGIONS = RecordSpec(
    "region",
    schema.region,
    {
        "code": Reading.CODE,
        "name_zh": Reading.TEXT,
        "name_en": Reading.TEXT,
        "level": Reading.LEVEL,
        "parent_code": Reading.CODE,
        "population": Reading.COUNT,
        **_PLACE,
        "valid_from": Reading.DAY,
        "valid_to": Reading.DAY,
        "successor_code": Reading.CODE,
    },
    header=frozenset(("code", "name_zh", "level")),
    required=frozenset(("code", "name_zh", "name_en", "level")),
)

SPECS = {spec.name: spec for spec in (_FLOW, _DAILY, _CATALOGUE, _POSTS, _REGIONS)}

#: What ``materials`` may hold, the most particular first; the catalogue is read before the rest.
MATERIAL_SPECS = (_FLOW, _DAILY, _CATALOGUE)
