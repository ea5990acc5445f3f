"""What must hold among regions: parents and successors that exist, and no circles."""

from collections.abc import Iterable, Mapping

from console.data.importing.record_rules import Value
from console.data.importing.report import FindingLog
from console.domain.errors import ConsoleError
from console.domain.regions import RegionTree
from console.domain.wording import Text

#: A country has under 50,000 townships; what is longer is not a list of regions.
_MOST = 200_000


def check_regions(rows: Iterable[Mapping[str, Value]], tree: RegionTree, log: FindingLog) -> None:
    """Tell the log of unknown parents and successors, and of circles.

    Args:
        rows: The regions of the files, each code once.
        tree: The regions of the database, which the files add to or change.
        log: Where findings go.
    """
    links = {
        "parent_code": {region.code: region.parent_code for region in tree},
        "successor_code": {region.code: region.successor_code for region in tree},
    }
    fresh = []
    for row in rows:
        code = str(row["code"])
        fresh.append(code)
        for column, known in links.items():
            target = row[column]
            known[code] = known.get(code) if target is None else str(target)
        if len(fresh) > _MOST:
            log.add_error("file", _too_many())
            return
    for column, known in links.items():
        for code in fresh:
            _check_one(code, column, known, log)


def _check_one(code: str, column: str, links: Mapping[str, str | None], log: FindingLog) -> None:
    target = links[code]
    if target is not None and target not in links:
        log.add("unknown_region", f"region {code}, {column}", value=target, count=1)
        return
    chain = [code]
    while target is not None and target not in chain:
        chain.append(target)
        target = links.get(target)
    # Told once for the whole circle, at its smallest code.
    if target == code and code == min(chain):
        log.add("cycle", f"region {code}, {column}", chain=" → ".join([*chain, code]))


def _too_many() -> ConsoleError:
    return ConsoleError(
        "region",
        Text(f"地区超过 {_MOST} 个。", f"More than {_MOST} regions."),
        Text("请检查是否选错了文件。", "Check that it is the right file."),
    )
