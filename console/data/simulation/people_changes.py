"""Changes among people: screening, who reports, beds, cases, posts and experts."""

import random
from datetime import timedelta

from sqlalchemy import Executable, func, insert, update

from console.data.schema import (
    case_daily,
    case_note,
    command_post,
    expert,
    facility,
    investigation_daily,
    reporting_unit,
)
from console.data.simulation.change import Change
from console.data.simulation.world import CaseDay, World

_MOST_SCREENED = 0.25


def investigate(world: World, chance: random.Random) -> Change | None:
    """Report more people screened, and now and then contacts traced or released."""
    codes = list(world.investigation)
    code = codes[chance.randrange(len(codes))]
    tally = world.investigation[code]
    counts = {"screened": chance.randint(5, 120)}
    if tally.screened > world.population.get(code, 0) * _MOST_SCREENED:
        counts = {}
    if chance.random() < 0.3 and tally.under_observation < 2000:
        traced = chance.randint(1, 3)
        counts |= {"contacts_traced": traced, "contacts_followed": chance.randint(0, traced)}
        counts["under_observation"] = traced
    elif chance.random() < 0.3 and tally.under_observation > 0:
        counts |= {"released": 1, "under_observation": -1}
    if not counts:
        return None
    table, day = investigation_daily, world.investigation_day
    statement: Executable
    if tally.new:
        statement = insert(table).values(region=code, date=day, **counts)
    else:
        values = {name: func.coalesce(table.c[name], 0) + n for name, n in counts.items()}
        statement = update(table).where(table.c.region == code, table.c.date == day).values(values)

    def remember() -> None:
        tally.new = False
        tally.screened += counts.get("screened", 0)
        tally.under_observation += counts.get("under_observation", 0)

    return Change("investigate", table.name, code, (statement,), remember)


def report_in(world: World, chance: random.Random) -> Change | None:
    """Let a unit report; one that has long been silent seldom does."""
    codes = list(world.units)
    if not codes:
        return None
    code = codes[chance.randrange(len(codes))]
    unit = world.units[code]
    if unit.silent and chance.random() < 0.95:
        return None
    now = world.clock.on(world.material_day)
    moment = max(now, unit.last_report_at or now)
    statement = update(reporting_unit).where(reporting_unit.c.code == code)
    statement = statement.values(last_report_at=moment)

    def remember() -> None:
        unit.silent = False
        unit.last_report_at = moment

    return Change("report", "reporting_unit", unit.region, (statement,), remember)


def change_beds(world: World, chance: random.Random) -> Change | None:
    """Admit or discharge one or two."""
    codes = list(world.beds)
    if not codes:
        return None
    code = codes[chance.randrange(len(codes))]
    beds = world.beds[code]
    used = min(beds.total, max(0, beds.used + chance.choice((-2, -1, -1, 1, 1, 2))))
    if used == beds.used:
        return None
    statement = update(facility).where(facility.c.code == code).values(beds_used=used)

    def remember() -> None:
        beds.used = used

    return Change("beds", "facility", beds.region, (statement,), remember)


def confirm_case(world: World, chance: random.Random) -> Change | None:
    """Confirm one new case where cases are reported."""
    return _case(world, chance, "case", confirmed=1)


def discharge(world: World, chance: random.Random) -> Change | None:
    """Let one patient recover, where there is one."""
    return _case(world, chance, "recovery", recovered=1)


def correct(world: World, chance: random.Random) -> Change | None:
    """Take one confirmed case back, with its note."""
    return _case(world, chance, "correction", confirmed=-1)


def _case(
    world: World, chance: random.Random, kind: str, confirmed: int = 0, recovered: int = 0
) -> Change | None:
    codes = [
        code
        for code, held in world.cases.items()
        if code in world.region_names and (kind == "case" or held.active > 0)
    ]
    if not codes:
        return None
    code = codes[chance.randrange(len(codes))]
    held = world.cases[code]
    statements = [_case_row(world, code, held, confirmed, recovered)]
    if confirmed < 0 and code not in world.notes:
        # A negative count is refused by the database unless its note stands there already.
        statements.insert(0, _correction_note(world, code))

    def remember() -> None:
        held.new = False
        held.active += confirmed - recovered
        held.confirmed += confirmed
        if held.in_hospital is not None:
            held.in_hospital = max(0, held.in_hospital + confirmed - recovered)
        if confirmed < 0:
            world.notes.add(code)

    return Change(kind, "case_daily", code, tuple(statements), remember)


def _case_row(world: World, code: str, held: CaseDay, confirmed: int, recovered: int) -> Executable:
    table, day = case_daily, world.case_day
    counts = {"confirmed_new": confirmed} if confirmed else {"recovered_new": recovered}
    if held.new:
        return insert(table).values(region=code, date=day, **counts)
    values = {name: func.coalesce(table.c[name], 0) + n for name, n in counts.items()}
    if held.in_hospital is not None:
        values["in_hospital"] = func.coalesce(max(0, held.in_hospital + confirmed - recovered), 0)
    return update(table).where(table.c.region == code, table.c.date == day).values(values)


def _correction_note(world: World, code: str) -> Executable:
    return insert(case_note).values(
        region=code,
        date=world.case_day,
        kind="correction",
        text_zh="模拟：核减确诊病例1例",
        text_en="Simulated: one confirmed case was withdrawn",
    )


def toggle_post(world: World, chance: random.Random) -> Change | None:
    """Expect a command post on air, or no longer."""
    codes = list(world.posts)
    if not codes:
        return None
    code = codes[chance.randrange(len(codes))]
    expected = not world.posts[code]
    statement = update(command_post).where(command_post.c.code == code).values(expected=expected)

    def remember() -> None:
        world.posts[code] = expected

    return Change("post", "command_post", world.post_regions[code], (statement,), remember)


def call_expert(world: World, chance: random.Random) -> Change | None:
    """Put an expert on call for a day."""
    if not world.experts:
        return None
    code = world.experts[chance.randrange(len(world.experts))]
    start = world.clock.on(world.material_day)
    statement = update(expert).where(expert.c.code == code)
    statement = statement.values(on_call_from=start, on_call_to=start + timedelta(days=1))
    return Change("expert", "expert", None, (statement,), lambda: None)
