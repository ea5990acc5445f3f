"""Finds the cue sheets: ours in ``resources/cues``, and the user's, which win by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.wall.cue_sheet import CueSheet, parse_sheet
from console.wall.toml_text import read_text, toml_files


@dataclass(frozen=True, slots=True)
class CueBook:
    """The usable cue sheets in the order of their names, and what was wrong."""

    sheets: tuple[CueSheet, ...] = ()
    faults: tuple[ConsoleError, ...] = ()


def load_sheets(folders: Sequence[Path], scenes: Collection[str]) -> CueBook:
    """Read every ``*.toml`` in ``folders``; a later folder's file wins over an earlier one's.

    Args:
        folders: Where to look; a folder that does not exist is passed over.
        scenes: The names of the scenes there are; a step with another is left out.
    """
    sheets: dict[str, CueSheet] = {}
    faults: list[ConsoleError] = []
    for folder in folders:
        for path in toml_files(folder, faults):
            try:
                sheets[path.stem] = read_sheet(path, scenes, faults)
            except ConsoleError as error:
                faults.append(error)
    return CueBook(tuple(sheets[name] for name in sorted(sheets)), tuple(faults))


def sheet_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the names of the cue sheets in ``folders``, without reading them."""
    unreadable: list[ConsoleError] = []
    return tuple(sorted({p.stem for folder in folders for p in toml_files(folder, unreadable)}))


def read_sheet(path: Path, scenes: Collection[str], faults: list[ConsoleError]) -> CueSheet:
    """Return the sheet in ``path``, and add to ``faults`` what is wrong with single steps.

    Raises:
        ConsoleError: It holds no step that can be shown.
    """
    sheet, wrong = parse_sheet(read_text(path), name=path.stem, place=str(path))
    faults.extend(wrong)
    known = tuple(step for step in sheet.steps if step.scene in scenes)
    missing = sorted({step.scene for step in sheet.steps} - set(scenes))
    names = ", ".join(scenes)
    errors = [
        ConsoleError(
            str(path),
            Text(f"没有名为“{scene}”的场景。", f'There is no scene called "{scene}".'),
            Text(f"可用场景：{names}。", f"The scenes are: {names}."),
        )
        for scene in missing
    ]
    if not known:
        raise errors[0]
    faults.extend(errors)
    return replace(sheet, steps=known)


def write_sheet(sheet: CueSheet, path: Path) -> None:
    """Write ``sheet`` to ``path``, whole or not at all.

    Raises:
        OSError: There is no place for it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(sheet.to_toml(), "utf-8")
    beside.replace(path)
