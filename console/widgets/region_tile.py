"""What tiles about one region share: its name in the title, and lists of its places."""

from abc import abstractmethod

from PySide6.QtCore import Slot
from typing_extensions import override

from console.domain.wording import Text
from console.theme import Metrics
from console.widgets.language import language
from console.widgets.row_list import RowList
from console.widgets.tile import Tile


class RegionTile(Tile):
    """A tile that names the region it shows; its lists follow the region key and turn it."""

    _row_lists: tuple[RowList, ...] = ()

    @abstractmethod
    def title(self) -> str:
        """Return what is shown, without the region, in the present language."""

    def adopt(self, *lists: RowList) -> None:
        """Keep ``lists`` in size and in step with the region key; a row that is picked turns it."""
        self._row_lists = lists
        for rows in lists:
            rows.row_chosen.connect(self.region_chosen)

    @override
    def heading(self) -> str:
        name = getattr(self.snapshot, "region_name", None)
        return f"{self.title()} · {name.of(language())}" if isinstance(name, Text) else self.title()

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        for rows in self._row_lists:
            rows.set_metrics(metrics)

    @Slot(str)
    @override
    def select_region(self, code: str) -> None:
        super().select_region(code)
        for rows in self._row_lists:
            rows.select_row(code)
