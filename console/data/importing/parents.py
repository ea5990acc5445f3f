"""Regions whose rows are totals of others: kept apart, compared, never added in."""

from collections.abc import Iterable

from console.data.importing.held import Held
from console.data.importing.origins import Origins
from console.data.importing.report import FindingLog
from console.domain.regions import Level
from console.domain.wording import Text


def find_totals(origins: Origins, held: Held, log: FindingLog) -> set[str]:
    """Return the codes whose rows in the files are totals, and say why.

    A province's row always is. A region beside at least half of its parts (and at least two) is
    their subtotal; beside fewer it reports for the rest of itself, as 长春 does beside 公主岭.
    """
    tree = origins.places.tree
    in_files = {origin.match.code: origin.place for origin in origins.all if origin.rows}
    counted = in_files.keys() | held.first_days.keys()
    totals = set()
    for code in _parents(origins, in_files.keys() | held.first_days.keys()):
        region = tree.get(code)
        parts = [child.code for child in tree.children(code)]
        present = [part for part in parts if part in counted]
        most = len(present) >= max(2, (len(parts) + 1) // 2)
        province = region is not None and region.level is Level.PROVINCE
        if code not in in_files:
            if most and not province:
                _refuse_double(origins, held, log, code, [p for p in present if p in in_files])
        elif province:
            totals.add(code)
            rows = sum(o.rows for o in origins.all if o.match.code == code)
            log.add("total_row", in_files[code], region=origins.name(code), rows=rows)
        elif most:
            totals.add(code)
            log.add(
                "parent_total", in_files[code], parent=origins.name(code), children=len(present)
            )
            _refuse_double(origins, held, log, code, present)
        elif present:
            _tell_beside(origins, log, code, [p for p in present if p in in_files], in_files[code])
    return totals


def _parents(origins: Origins, codes: Iterable[str]) -> list[str]:
    tree = origins.places.tree
    listed = set(codes)
    return sorted(listed | {a.code for code in listed for a in tree.ancestors(code)})


def _refuse_double(
    origins: Origins, held: Held, log: FindingLog, code: str, present: list[str]
) -> None:
    count = held.confirmed(code) if code in held.first_days and present else 0
    if count:
        log.add(
            "counted_twice",
            code,
            parent=origins.name(code),
            children=len(present),
            count=count,
            code=code,
        )


def _tell_beside(
    origins: Origins, log: FindingLog, code: str, parts: list[str], place: str
) -> None:
    if parts:
        names = [origins.name(part) for part in parts[:20]]
        log.add(
            "parent_and_part",
            place,
            parent=origins.name(code),
            parts=Text("、".join(n.zh for n in names), ", ".join(n.en for n in names)),
        )
