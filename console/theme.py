"""Looks of the wall: colours from ``resources/qss/palette.toml``, sizes from the wall's height.

A wall is read from afar: body text is at least 2 % of the wall's height and headline figures 5 %.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from string import Template

from console import paths


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in pixels for a wall (or a small picture of one) that is ``height`` pixels high."""

    height: int

    def share(self, percent: float) -> int:
        """Return ``percent`` of the wall's height in whole pixels, at least one."""
        return max(1, round(self.height * percent / 100))

    @property
    def body(self) -> int:
        """Pixel size of body text."""
        return self.share(2.1)

    @property
    def title(self) -> int:
        """Pixel size of a tile's title."""
        return self.share(2.5)

    @property
    def headline(self) -> int:
        """Pixel size of a headline figure."""
        return self.share(5.4)

    @property
    def least(self) -> int:
        """Pixel size below which no text shrinks, however little room it has."""
        return self.share(1.6)

    @property
    def gap(self) -> int:
        """Space between tiles and around their content."""
        return self.share(0.9)

    @property
    def hair(self) -> int:
        """Width of a thin line."""
        return self.share(0.1)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``, by what they mean."""

    colours: dict[str, str]
    series: tuple[str, ...]
    map_classes: tuple[str, ...]

    def __getitem__(self, role: str) -> str:
        return self.colours[role]


FONT_FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Segoe UI", "sans-serif")


@cache
def palette() -> Palette:
    """Return the shipped palette."""
    with (paths.resources() / "qss" / "palette.toml").open("rb") as file:
        data = tomllib.load(file)
    return Palette(
        dict(data["colours"]), tuple(data["series"]["colours"]), tuple(data["map"]["classes"])
    )


@cache
def stylesheet(name: str, metrics: Metrics) -> str:
    """Return ``resources/qss/<name>.qss`` with colours and sizes filled in for ``metrics``.

    ``$role`` stands for a colour, ``$px_20`` for 2.0 % of the wall's height.
    """
    source = (paths.resources() / "qss" / f"{name}.qss").read_text("utf-8")
    template = Template(source)
    values = dict(palette().colours)
    values["families"] = ", ".join(f'"{family}"' for family in FONT_FAMILIES)
    for key in template.get_identifiers():
        if key.startswith("px_"):
            values[key] = f"{metrics.share(int(key[3:]) / 10)}px"
    return template.substitute(values)
